/** Signed notes: a text with the signatures of whoever stands for it (C2SP signed-note). */
import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { concat, equal, fromBase64, fromDecimal, MOST, sha256, toHex, utf8 } from './bytes';
import { doubt, Malformed, type Part, refuse } from './refusal';

/** Both cosigners are witnesses; the second signs so that a later quantum computer could not forge it. */
type KeyUse = 'log' | 'cosigner' | 'cosigner_ml_dsa';

/** By their number: what they sign, and how long key and signature are. Any other is refused, never left out. */
const KINDS = new Map<number, { use: KeyUse; keyBytes: number; signatureBytes: number }>([
  [1, { use: 'log', keyBytes: 32, signatureBytes: 64 }],
  [4, { use: 'cosigner', keyBytes: 32, signatureBytes: 8 + 64 }],
  [6, { use: 'cosigner_ml_dsa', keyBytes: 1312, signatureBytes: 8 + 2420 }],
]);

export type Key = {
  name: string;
  /** Eight hex digits. */
  id: string;
  use: KeyUse;
  signatureBytes: number;
  bytes: Uint8Array;
};

type Signature = { name: string; id: string; bytes: Uint8Array };
export type Note = { text: string; signatures: Signature[] };

/** Who signed, and for a cosigner when. */
export type Signed = { key: Key; time?: bigint };

const MOST_SIGNATURES = 64;
const MOST_BYTES = 1_000_000;
const isName = (name: string) => name !== '' && !/[\p{White_Space}+]/u.test(name);

export function keyId(name: string, typed: Uint8Array): string {
  return toHex(sha256(concat(utf8(`${name}\n`), typed)).subarray(0, 4));
}

/** `name+id+key`; the key itself may hold more signs of plus. */
export function parseKey(text: string): Key {
  const [name = '', id = ''] = text.split('+', 2);
  const bytes = fromBase64('key', text.slice(name.length + id.length + 2));
  const kind = KINDS.get(bytes[0] ?? 0);
  if (!isName(name) || !/^[0-9a-f]{8}$/.test(id)) refuse('key', 'no name or no number');
  if (kind?.keyBytes !== bytes.length - 1) refuse('key', 'of a kind that is not known');
  if (keyId(name, bytes) !== id) refuse('key', 'the number is that of another key');
  const { use, signatureBytes } = kind;
  return { name, id, use, signatureBytes, bytes: bytes.slice(1) };
}

export function parseNote(whole: string, part: Part = 'note'): Note {
  if (whole.length > MOST_BYTES) refuse(part, 'longer than a note may be');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a note must not hold.
  if (/[\0-\x09\x0b-\x1f]/.test(whole)) refuse(part, 'a control character');
  // The last empty line separates: the text may hold some itself.
  const end = whole.lastIndexOf('\n\n');
  const lines = whole.slice(end + 2).split('\n');
  if (end < 0 || lines.pop() !== '' || lines.length === 0)
    refuse(part, 'no signatures below a text');
  if (lines.length > MOST_SIGNATURES) refuse(part, 'too many signatures');
  return {
    text: whole.slice(0, end + 1),
    signatures: lines.map((line) => signatureOf(line, part)),
  };
}

function signatureOf(line: string, part: Part): Signature {
  const [dash, name = '', blob = '', more] = line.split(' ');
  if (dash !== '\u2014' || !isName(name) || more !== undefined)
    refuse(part, 'not a line of a signature');
  const bytes = fromBase64(part, blob);
  if (bytes.length < 5) refuse(part, 'a signature that is too short');
  return { name, id: toHex(bytes.subarray(0, 4)), bytes: bytes.slice(4) };
}

/** By known keys only. One that does not hold spoils the whole note, whatever else stands below it. */
export function verifyNote({ text, signatures }: Note, keys: Key[]): Signed[] {
  const found: Signed[] = [];
  for (const { name, id, bytes } of signatures) {
    const key = keys.find((each) => each.name === name && each.id === id);
    if (!key) continue;
    if (found.some((each) => each.key === key)) doubt('signature');
    found.push({ key, ...verify(key, text, bytes) });
  }
  return found;
}

function verify(key: Key, text: string, blob: Uint8Array): { time?: bigint } {
  if (blob.length !== key.signatureBytes) doubt('signature');
  if (key.use === 'log') {
    if (!holds(key, utf8(text), blob)) doubt('signature');
    return {};
  }
  const time = new DataView(blob.buffer, blob.byteOffset).getBigUint64(0);
  if (time > MOST) doubt('signature');
  const message =
    key.use === 'cosigner' ? cosignedMessage(time, text) : signedTree(key, time, text);
  if (!holds(key, message, blob.subarray(8))) doubt('signature');
  return { time };
}

export const cosignedMessage = (time: bigint, text: string) =>
  utf8(`cosignature/v1\ntime ${time}\n${text}`);

/** What an ML-DSA cosignature signs: of a checkpoint, the leaves from the first to its size. */
export function treeMessage(name: string, time: bigint, { origin, size, root }: Checkpoint) {
  return concat(
    utf8('subtree/v1\n\0'),
    shortText(name),
    eightBytes(time),
    shortText(origin),
    eightBytes(0n),
    eightBytes(size),
    root,
  );
}

function signedTree({ name }: Key, time: bigint, text: string): Uint8Array {
  try {
    return treeMessage(name, time, parseCheckpoint(text));
  } catch (error) {
    // A text that is no checkpoint has nothing that this kind of key could have signed.
    if (error instanceof Malformed) doubt('signature');
    throw error;
  }
}

function eightBytes(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

/** A text of 1 to 255 bytes behind its length. */
function shortText(text: string): Uint8Array {
  const bytes = utf8(text);
  if (bytes.length < 1 || bytes.length > 255) refuse('checkpoint', 'a name that is too long');
  return concat(Uint8Array.of(bytes.length), bytes);
}

/** Strict: what one verifier accepts and another refuses must not become a proof. */
function holds({ use, bytes }: Key, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return use === 'cosigner_ml_dsa'
      ? ml_dsa44.verify(signature, message, bytes)
      : ed25519.verify(signature, message, bytes, { zip215: false });
  } catch {
    return false;
  }
}

export type Checkpoint = { origin: string; size: bigint; root: Uint8Array };

const EMPTY_ROOT = sha256(new Uint8Array());

/** The head of a log: how many entries, and the root over them. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  const [origin = '', size = '', root = '', ...further] = lines;
  if (further.pop() !== '') refuse('checkpoint', 'too short');
  if (origin === '' || further.includes('')) refuse('checkpoint', 'an empty line');
  const head = {
    origin,
    size: fromDecimal('checkpoint', size),
    root: fromBase64('checkpoint', root),
  };
  if (head.root.length !== 32) refuse('checkpoint', 'a root of other than 32 bytes');
  if (head.size === 0n && !equal(head.root, EMPTY_ROOT))
    refuse('checkpoint', 'entries in an empty log');
  return head;
}
