/** The proof that an entry stands in a log (C2SP tlog-proof), as a file. */
import { fromBase64, fromBase64Hash, fromDecimal } from './bytes';
import { type Note, parseNote } from './note';
import { type Head, judge, type Policy } from './policy';
import { doubt, refuse } from './refusal';
import { checkInclusion } from './tree';

export type Proof = { extra?: Uint8Array; index: bigint; hashes: Uint8Array[]; checkpoint: Note };

const FIRST = 'c2sp.org/tlog-proof@v1\n';
const MOST_HASHES = 63;

export const isProof = (text: string) => text.startsWith(FIRST);

export function parseProof(text: string): Proof {
  if (!isProof(text)) refuse('proof', 'the first line is another');
  const end = text.indexOf('\n\n');
  if (end < 0) refuse('proof', 'no checkpoint');
  const lines = text.slice(FIRST.length, end).split('\n');
  const given = lines[0]?.startsWith('extra ') ? lines.shift()?.slice(6) : undefined;
  const place = lines.shift() ?? '';
  if (!place.startsWith('index ')) refuse('proof', 'no index');
  if (lines.length > MOST_HASHES) refuse('proof', 'too many hashes');
  return {
    ...(given !== undefined && { extra: fromBase64('proof', given) }),
    index: fromDecimal('proof', place.slice(6)),
    hashes: lines.map((line) => fromBase64Hash('proof', line)),
    checkpoint: parseNote(text.slice(end + 2), 'checkpoint'),
  };
}

/** Throws `Untrue` unless a log of the policy signed a head that holds the leaf at its place. */
export function verifyProof(proof: Proof, leaf: Uint8Array, policy: Policy): Head {
  const head = judge(policy, proof.checkpoint);
  if (!checkInclusion(proof.index, head.size, leaf, proof.hashes, head.root)) doubt('inclusion');
  return head;
}
