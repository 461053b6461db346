/** A small log with keys of its own, for tests: it makes what the record's formats ask for, by their definitions. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { concat, sha256, toBase64, toHex, utf8 } from '../src/lib/record/bytes';
import { canonical, type Json } from '../src/lib/record/canonical';
import { cosignedMessage, keyId, parseCheckpoint, treeMessage } from '../src/lib/record/note';
import { commitTo } from '../src/lib/record/receipt';
import { leafHash, nodeHash } from '../src/lib/record/tree';

/** Bytes that count up, as the seeds of the published vectors do. */
export const counting = (from: number, length = 32) =>
  Uint8Array.from({ length }, (_, at) => (from + at) % 256);

/** Somebody who signs notes, by a kind of signature. */
export class Signer {
  readonly name: string;
  readonly seed: Uint8Array;
  readonly type: number;

  constructor(name: string, seed: Uint8Array, type = 1) {
    this.name = name;
    this.seed = seed;
    this.type = type;
  }

  private get isMlDsa() {
    return this.type === 6;
  }

  private get typed() {
    const key = this.isMlDsa
      ? ml_dsa44.keygen(this.seed).publicKey
      : ed25519.getPublicKey(this.seed);
    return concat(Uint8Array.of(this.type), key);
  }

  get vkey() {
    return `${this.name}+${keyId(this.name, this.typed)}+${toBase64(this.typed)}`;
  }

  /** A line with any signature. */
  line(signature: Uint8Array) {
    const id = Uint8Array.from(keyId(this.name, this.typed).match(/../g) ?? [], (two) =>
      Number.parseInt(two, 16),
    );
    return `— ${this.name} ${toBase64(concat(id, signature))}\n`;
  }

  sign(text: string) {
    return this.line(ed25519.sign(utf8(text), this.seed));
  }

  cosign(text: string, time: bigint) {
    const stamp = new Uint8Array(8);
    new DataView(stamp.buffer).setBigUint64(0, time);
    return this.line(concat(stamp, this.cosignature(text, time)));
  }

  private cosignature(text: string, time: bigint) {
    if (!this.isMlDsa) return ed25519.sign(cosignedMessage(time, text), this.seed);
    const message = treeMessage(this.name, time, parseCheckpoint(text));
    const { secretKey } = ml_dsa44.keygen(this.seed);
    return ml_dsa44.sign(message, secretKey, { extraEntropy: false });
  }
}

/** The largest power of two below. */
const split = (count: number) => 2 ** Math.floor(Math.log2(count - 1));

export function treeHead(leaves: Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (!first) return sha256(new Uint8Array());
  if (leaves.length === 1) return first;
  const middle = split(leaves.length);
  return nodeHash(treeHead(leaves.slice(0, middle)), treeHead(leaves.slice(middle)));
}

export function inclusion(index: number, leaves: Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return [];
  const middle = split(leaves.length);
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)];
  return index < middle
    ? [...inclusion(index, left), treeHead(right)]
    : [...inclusion(index - middle, right), treeHead(left)];
}

type Fact = { kind: string; at: string; record: Json; sealed?: { count: number; root: string } };

/** A log of facts; each is opened by its proof file. */
export class Log {
  readonly signer: Signer;
  private readonly leaves: Uint8Array[] = [];
  private readonly extras: {
    leaf: Json;
    record: Json;
    salt: string;
    commit: string;
    at: string;
  }[] = [];

  constructor(name: string, seed = counting(0)) {
    this.signer = new Signer(name, seed);
  }

  add({ kind, at, record, sealed }: Fact): number {
    const salt = sha256(utf8(`${this.leaves.length}`));
    const commit = toHex(commitTo(salt, record));
    const log = this.signer.name;
    const leaf = { v: 1, log, kind, round: null, at, commit, ...sealed };
    this.leaves.push(leafHash(utf8(canonical(leaf))));
    return this.extras.push({ leaf, record, salt: toHex(salt), commit, at }) - 1;
  }

  checkpoint(witnesses: Signer[] = [], time = 1_700_000_000n): string {
    const root = toBase64(treeHead(this.leaves));
    const text = `${this.signer.name}\n${this.leaves.length}\n${root}\n`;
    const lines = witnesses.map((witness) => witness.cosign(text, time));
    return `${text}\n${this.signer.sign(text)}${lines.join('')}`;
  }

  private of(index: number) {
    const extra = this.extras[index];
    if (!extra) throw new Error(`the log has no entry ${index}`);
    return extra;
  }

  promise(index: number): string {
    const { commit, at } = this.of(index);
    const text = `terang/promise/v1\n${this.signer.name}\n${commit}\n${at}\n`;
    return `${text}\n${this.signer.sign(text)}`;
  }

  card(index: number): string {
    return `terang/card/v1\nindex ${index}\n${this.promise(index)}`;
  }

  proof(
    index: number,
    witnesses: Signer[] = [],
    change: (extra: object) => object = (same) => same,
  ) {
    const { leaf, record, salt } = this.of(index);
    const extra = change({ leaf, promise: this.promise(index), record, salt });
    const lines = inclusion(index, this.leaves).map((hash) => `${toBase64(hash)}\n`);
    return `c2sp.org/tlog-proof@v1\nextra ${toBase64(utf8(canonical(extra as Json)))}\nindex ${index}\n${lines.join('')}\n${this.checkpoint(witnesses)}`;
  }

  policy(witnesses: Signer[] = [], enough = witnesses.length): string {
    const named = witnesses.map((each, at) => `witness w${at} ${each.vkey}\n`);
    const names = witnesses.map((_, at) => `w${at}`).join(' ');
    const group = witnesses.length > 0 ? `group g ${enough} ${names}\n` : '';
    return `log ${this.signer.vkey}\n${named.join('')}${group}quorum ${group ? 'g' : 'none'}\n`;
  }
}
