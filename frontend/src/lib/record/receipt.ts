/** Receipts: the promise that is given at once, the card that carries it, and the proof file that opens a leaf. */
import { concat, equal, fromDecimal, fromHex, isTime, sha256, textOf, utf8 } from './bytes';
import { canonical, type Json, parseOurs } from './canonical';
import { parseNote, verifyNote } from './note';
import { type Head, logKeys, type Policy, signedBySome } from './policy';
import { isProof, parseProof, verifyProof } from './proof';
import { doubt, Malformed, type Part, refuse } from './refusal';
import { leafHash } from './tree';

type Leaf = {
  log: string;
  kind: string;
  at: string;
  commit: Uint8Array;
  /** Of a set of tokens that a milestone seals. */
  sealed?: { count: number; root: Uint8Array };
};

type Promised = { log: string; commit: Uint8Array; time: string };

export type Receipt =
  | ({ form: 'promise'; index?: bigint } & Promised)
  | { form: 'proof'; index: bigint; leaf: Leaf; record: Json; promise?: Promised; head: Head };

const CARD = 'terang/card/v1\n';
const PROMISE = 'terang/promise/v1\n';
const MOST_CARD_BYTES = 500;
type Fields = { [name: string]: Json };

function fieldsOf(part: Part, value: Json | undefined, must: string[], may: string[] = []): Fields {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    refuse(part, 'no object');
  const names = Object.keys(value);
  const missing = must.find((name) => !names.includes(name));
  const other = names.find((name) => !must.includes(name) && !may.includes(name));
  if (missing !== undefined) refuse(part, `${missing} is missing`);
  if (other !== undefined) refuse(part, `${other} is not known`);
  return value;
}

function textIn(part: Part, fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : refuse(part, `${name} is no text`);
}

function readLeaf(value: Json | undefined): Leaf {
  const must = ['at', 'commit', 'kind', 'log', 'round', 'v'];
  const fields = fieldsOf('leaf', value, must, ['count', 'root']);
  const at = textIn('leaf', fields, 'at');
  if (fields.v !== 1) refuse('leaf', 'of another version');
  if (!isTime(at)) refuse('leaf', 'at is no time');
  const commit = fromHex('leaf', textIn('leaf', fields, 'commit'), 32);
  const leaf = {
    log: textIn('leaf', fields, 'log'),
    kind: textIn('leaf', fields, 'kind'),
    at,
    commit,
  };
  if (fields.round !== null) textIn('leaf', fields, 'round');
  const { count, root } = fields;
  if (count === undefined && root === undefined) return leaf;
  if (typeof count !== 'number' || count < 0) refuse('leaf', 'count is no count');
  return { ...leaf, sealed: { count, root: fromHex('leaf', textIn('leaf', fields, 'root'), 32) } };
}

/** What a leaf says of a record without showing it. */
export const commitTo = (salt: Uint8Array, record: Json): Uint8Array =>
  sha256(concat(utf8('terang/leaf/v1\0'), salt, utf8(canonical(record))));

type Opened = { leaf: Leaf; leafHash: Uint8Array; record: Json; promise?: string };

/** The leaf of a proof's `extra`, opened: it commits to the record that stands beside it. */
function open(extra: Uint8Array | undefined): Opened {
  if (!extra) refuse('extra', 'missing');
  const value = ours('extra', textOf('extra', extra));
  const fields = fieldsOf('extra', value, ['leaf', 'record', 'salt'], ['promise']);
  const leaf = readLeaf(fields.leaf);
  const record = fields.record ?? null;
  const salt = fromHex('extra', textIn('extra', fields, 'salt'), 32);
  if (!equal(commitTo(salt, record), leaf.commit)) doubt('commit');
  const promise = fields.promise === undefined ? undefined : textIn('extra', fields, 'promise');
  return {
    leaf,
    leafHash: leafHash(utf8(canonical(fields.leaf ?? null))),
    record,
    ...(promise !== undefined && { promise }),
  };
}

function ours(part: Part, text: string): Json {
  try {
    return parseOurs(text);
  } catch (error) {
    throw error instanceof Malformed ? new Malformed(part, error.message) : error;
  }
}

/** A note that the log signed when it took something in, before it had a place. */
function verifyPromise(note: string, policy: Policy): Promised {
  const parsed = parseNote(note, 'promise');
  const [log = '', commit = '', time = '', end, more] = parsed.text
    .slice(PROMISE.length)
    .split('\n');
  if (!parsed.text.startsWith(PROMISE) || end !== '' || more !== undefined || !isTime(time)) {
    refuse('promise', 'of another form');
  }
  const promised = { log, commit: fromHex('promise', commit, 32), time };
  const keys = logKeys(policy, ({ until }) => time <= until);
  const [signed] = verifyNote(parsed, keys);
  if (!signed)
    doubt(
      signedBySome(
        parsed,
        logKeys(policy, () => true),
      )
        ? 'retired_key'
        : 'unknown_log',
    );
  if (signed.key.name !== log) doubt('wrong_origin');
  return promised;
}

/** Which log a receipt says to be of: for finding its policy, before anything is verified. */
export function claimedLog(text: string): string {
  if (isProof(text)) return parseProof(text).checkpoint.text.split('\n')[0] ?? '';
  return promiseOf(text).note.slice(PROMISE.length).split('\n')[0] ?? '';
}

function promiseOf(text: string): { index?: bigint; note: string } {
  if (text.startsWith(PROMISE)) return { note: text };
  if (!text.startsWith(CARD)) refuse('card', 'the first line is another');
  if (utf8(text).length > MOST_CARD_BYTES) refuse('card', 'longer than a card may be');
  const rest = text.slice(CARD.length);
  const [first = ''] = rest.split('\n', 1);
  if (!first.startsWith('index ')) return { note: rest };
  return { index: fromDecimal('card', first.slice(6)), note: rest.slice(first.length + 1) };
}

export const isReceipt = (text: string) =>
  isProof(text) || text.startsWith(CARD) || text.startsWith(PROMISE);

/** Throws `Malformed` or `Untrue`; what comes back is true by the keys of the policy. */
export function verifyReceipt(text: string, policy: Policy): Receipt {
  if (!isProof(text)) {
    const { note, index } = promiseOf(text);
    return {
      form: 'promise',
      ...verifyPromise(note, policy),
      ...(index !== undefined && { index }),
    };
  }
  const proof = parseProof(text);
  const opened = open(proof.extra);
  const head = verifyProof(proof, opened.leafHash, policy);
  if (opened.leaf.log !== head.origin) doubt('other_log');
  const promise = opened.promise === undefined ? undefined : verifyPromise(opened.promise, policy);
  if (promise && (promise.log !== head.origin || !equal(promise.commit, opened.leaf.commit))) {
    doubt('promise_of_other');
  }
  const { leaf, record } = opened;
  return { form: 'proof', index: proof.index, leaf, record, head, ...(promise && { promise }) };
}
