/** Whose signatures count: the keys of logs and witnesses, and how many of which are enough (C2SP tlog-policy). */
import { equal, fromDecimal } from './bytes';
import {
  type Checkpoint,
  type Key,
  type Note,
  parseCheckpoint,
  parseKey,
  verifyNote,
} from './note';
import { doubt, refuse } from './refusal';

type Witness = { name: string; key: Key };
type Group = { threshold: bigint; members: string[] };

export type Policy = {
  logs: { key: Key; url?: string }[];
  witnesses: Witness[];
  groups: Map<string, Group>;
  quorum: string;
};

const LINE = /[^\t\n\x20-\x7e\u0080-\u{10ffff}]/u;

export function parsePolicy(text: string): Policy {
  if (LINE.test(text)) refuse('policy', 'a control character');
  const lines = text.split('\n');
  if (lines.pop() !== '') refuse('policy', 'the last line has no end');
  const policy: Policy = { logs: [], witnesses: [], groups: new Map(), quorum: '' };
  for (const line of lines) {
    if (line.startsWith('#')) continue;
    const words = line.split(/[ \t]+/).filter(Boolean);
    if (words.length > 0) read(policy, words);
  }
  if (policy.quorum === '') refuse('policy', 'no quorum');
  return policy;
}

function read(policy: Policy, [what, ...words]: string[]) {
  if (what === 'log' && (words.length === 1 || words.length === 2)) addLog(policy, words);
  else if (what === 'witness' && (words.length === 2 || words.length === 3))
    addWitness(policy, words);
  else if (what === 'group' && words.length >= 3) addGroup(policy, words);
  else if (what === 'quorum' && words.length === 1) setQuorum(policy, words);
  else refuse('policy', `a line that cannot be read: ${what}`);
}

function addLog({ logs }: Policy, [text = '', url]: string[]) {
  const key = parseKey(text);
  if (key.use !== 'log') refuse('policy', 'a log with the key of a witness');
  if (logs.some((log) => equal(log.key.bytes, key.bytes)))
    refuse('policy', 'two logs with one key');
  logs.push({ key, url });
}

const isThere = ({ witnesses, groups }: Policy, name: string) =>
  groups.has(name) || witnesses.some((witness) => witness.name === name);

function checkFresh(policy: Policy, name: string) {
  if (name === 'none' || isThere(policy, name)) refuse('policy', `the name ${name} is taken`);
}

function addWitness(policy: Policy, [name = '', text = '']: string[]) {
  checkFresh(policy, name);
  const key = parseKey(text);
  if (key.use === 'log') refuse('policy', 'a witness with the key of a log');
  if (policy.witnesses.some((witness) => equal(witness.key.bytes, key.bytes))) {
    refuse('policy', 'two witnesses with one key');
  }
  policy.witnesses.push({ name, key });
}

function addGroup(policy: Policy, [name = '', count = '', ...members]: string[]) {
  checkFresh(policy, name);
  const taken = new Set([...policy.groups.values()].flatMap((group) => group.members));
  for (const member of members) {
    if (!isThere(policy, member)) refuse('policy', `${member} is not known yet`);
    if (taken.has(member)) refuse('policy', `${member} is a member twice`);
    taken.add(member);
  }
  const all = BigInt(members.length);
  const threshold = count === 'all' ? all : count === 'any' ? 1n : fromDecimal('policy', count);
  if (threshold < 1n || threshold > all)
    refuse('policy', 'a threshold that cannot be met or needs nobody');
  policy.groups.set(name, { threshold, members });
}

function setQuorum(policy: Policy, [name = '']: string[]) {
  if (policy.quorum !== '') refuse('policy', 'two quorums');
  if (name !== 'none' && !isThere(policy, name)) refuse('policy', `${name} is not known yet`);
  policy.quorum = name;
}

function isMet(policy: Policy, name: string, signers: Set<string>): boolean {
  const group = policy.groups.get(name);
  if (!group) return name === 'none' || signers.has(name);
  const met = group.members.filter((member) => isMet(policy, member, signers));
  return BigInt(met.length) >= group.threshold;
}

/** What a policy says of a checkpoint whose log it knows. */
export type Head = Checkpoint & {
  log: Key;
  /** Witnesses that saw it, each with its time in seconds. */
  witnesses: { name: string; time: bigint }[];
  /** How many witnesses the policy names. */
  known: number;
  /** Enough witnesses signed. Where the policy names no quorum this says nothing, so it is false. */
  witnessed: boolean;
};

/** Throws `Untrue` unless a log of the policy signed it under its own name. */
export function judge(policy: Policy, note: Note): Head {
  const checkpoint = parseCheckpoint(note.text);
  const witnesses = policy.witnesses.map(({ key }) => key);
  const signed = verifyNote(note, [...policy.logs.map(({ key }) => key), ...witnesses]);
  const log = signed.find(({ key }) => key.use === 'log')?.key;
  if (!log) doubt('unknown_log');
  if (log.name !== checkpoint.origin) doubt('wrong_origin');
  const saw = signed.flatMap(({ key, time }) => {
    const witness = policy.witnesses.find((each) => each.key === key);
    // At time 0 a witness claims nothing about the head being the newest.
    return witness && time ? [{ name: witness.name, time }] : [];
  });
  const names = new Set(saw.map(({ name }) => name));
  return {
    ...checkpoint,
    log,
    witnesses: saw,
    known: policy.witnesses.length,
    witnessed: policy.quorum !== 'none' && isMet(policy, policy.quorum, names),
  };
}
