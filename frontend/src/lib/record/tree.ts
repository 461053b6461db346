/** The hashes of the log's tree and its two proofs (RFC 6962, section 2.1). */
import { concat, equal, sha256 } from './bytes';

const LEAF = Uint8Array.of(0);
/** Written anew for each node: a list of applicants has tens of thousands. */
const NODE = Uint8Array.of(1, ...new Uint8Array(64));
const EMPTY = sha256(new Uint8Array());

export const leafHash = (data: Uint8Array) => sha256(concat(LEAF, data));

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  NODE.set(left, 1);
  NODE.set(right, 33);
  return sha256(NODE);
}

/** The root over leaf hashes in their order: the whole subtrees of the right edge are all that is kept. */
export function rootOf(leaves: Iterable<Uint8Array>): Uint8Array {
  const edge: { height: number; hash: Uint8Array }[] = [];
  for (const leaf of leaves) {
    let joined = { height: 0, hash: leaf };
    while (edge.at(-1)?.height === joined.height) {
      const left = edge.pop();
      if (left) joined = { height: joined.height + 1, hash: nodeHash(left.hash, joined.hash) };
    }
    edge.push(joined);
  }
  const last = edge.pop();
  return last ? edge.reduceRight((right, { hash }) => nodeHash(hash, right), last.hash) : EMPTY;
}

const odd = (number: bigint) => (number & 1n) === 1n;

/** A place in a tree and that of the last leaf, as both proofs climb from them. */
class Climb {
  private at: bigint;
  private last: bigint;

  constructor(at: bigint, last: bigint) {
    this.at = at;
    this.last = last;
  }

  get done() {
    return this.last === 0n;
  }

  up() {
    this.at >>= 1n;
    this.last >>= 1n;
  }

  /** Past the right children below; the same both proofs skip for a right edge that has no sibling. */
  upWhile(isOdd: boolean) {
    while (odd(this.at) === isOdd && (isOdd || this.at !== 0n)) this.up();
  }

  /** One step: whether the next hash stands to the left. */
  step(): boolean {
    const left = odd(this.at) || this.at === this.last;
    if (left) this.upWhile(false);
    this.up();
    return left;
  }
}

export function checkInclusion(
  index: bigint,
  size: bigint,
  leaf: Uint8Array,
  proof: Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index < 0n || index >= size) return false;
  const climb = new Climb(index, size - 1n);
  let hash = leaf;
  for (const next of proof) {
    if (climb.done) return false;
    hash = climb.step() ? nodeHash(next, hash) : nodeHash(hash, next);
  }
  return climb.done && equal(hash, root);
}

type Head = { size: bigint; root: Uint8Array };

/** Whether the newer head only adds to the older one. */
export function checkConsistency(older: Head, newer: Head, proof: Uint8Array[]): boolean {
  if (older.size === newer.size) return proof.length === 0 && equal(older.root, newer.root);
  if (older.size > newer.size) return false;
  if (older.size === 0n) return proof.length === 0 && equal(older.root, EMPTY);
  if (proof.length === 0) return false;
  const whole = (older.size & (older.size - 1n)) === 0n;
  const [first, ...rest] = whole ? [older.root, ...proof] : proof;
  if (!first) return false;
  const climb = new Climb(older.size - 1n, newer.size - 1n);
  climb.upWhile(true);
  let [before, after] = [first, first];
  for (const next of rest) {
    if (climb.done) return false;
    if (climb.step()) {
      before = nodeHash(next, before);
      after = nodeHash(next, after);
    } else after = nodeHash(after, next);
  }
  return climb.done && equal(before, older.root) && equal(after, newer.root);
}
