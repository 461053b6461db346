/** The files of an announcement, fetched and held against their list of hashes. */
import { sha256, textOf, toHex } from '../../../lib/record';
import type { Finding } from './findings';

export type Bundle = {
  /** SHA-256 of the list itself. */
  hash: string;
  files: Map<string, Uint8Array>;
  findings: Finding[];
};

/** No announcement, or none with files: nothing to check, which is no fault. */
export class NoBundle extends Error {}

const LIST = 'hashes.txt';
const MOST_FILES = 50;
const LINE = /^([0-9a-f]{64}) [ *]([a-z0-9][a-z0-9._-]*)$/;

async function hashOf(bytes: Uint8Array): Promise<string> {
  // Native where there is one; absent over an unsafe connection.
  const { subtle } = globalThis.crypto ?? {};
  const hash = subtle
    ? new Uint8Array(await subtle.digest('SHA-256', bytes as BufferSource))
    : sha256(bytes);
  return toHex(hash);
}

export async function fetchBytes(address: string): Promise<Uint8Array | null> {
  const answer = await fetch(address);
  if (answer.status === 404) return null;
  // What asProblem knows as a lost connection: the same can be tried again.
  if (!answer.ok) throw new TypeError('fetch failed');
  return new Uint8Array(await answer.arrayBuffer());
}

/** Name and hash of each file; null where this is no list. */
function readList(bytes: Uint8Array): Map<string, string> | null {
  try {
    const lines = textOf('json', bytes).split('\n');
    if (lines.pop() !== '' || lines.length === 0 || lines.length > MOST_FILES) return null;
    const found = lines.map((line) => LINE.exec(line));
    const pairs = found.flatMap((one): [string, string][] =>
      one?.[1] && one[2] ? [[one[2], one[1]]] : [],
    );
    return pairs.length === lines.length ? new Map(pairs) : null;
  } catch {
    return null;
  }
}

function listFinding(hash: string, announced: string | undefined): Finding {
  if (announced === undefined) return { check: 'list', outcome: 'open', reason: 'list_unbound' };
  if (announced !== hash) {
    return { check: 'list', outcome: 'bad', reason: 'list_other', values: { file: LIST } };
  }
  return { check: 'list', outcome: 'good', reason: 'good' };
}

export async function fetchBundle(
  base: string,
  announced: string | undefined,
  needed: readonly string[],
  onFile: (done: number) => void,
): Promise<Bundle> {
  const list = await fetchBytes(`${base}${LIST}`);
  const names = list && readList(list);
  // A site without such files may answer with a page; once a hash was announced that is no excuse.
  if (!list || (!names && announced === undefined)) throw new NoBundle();
  const hash = await hashOf(list);
  const findings = [listFinding(hash, announced)];
  const files = new Map<string, Uint8Array>();
  if (!names) return { hash, files, findings };
  let wrong: Finding | undefined;
  const missing = needed.find((name) => !names.has(name));
  if (missing !== undefined) {
    wrong = { check: 'files', outcome: 'bad', reason: 'file_unlisted', values: { file: missing } };
  }
  await Promise.all(
    [...names].map(async ([name, expected]) => {
      const bytes = await fetchBytes(`${base}${name}`);
      if (!bytes || (await hashOf(bytes)) !== expected) {
        const reason = bytes ? 'file_other' : 'file_missing';
        wrong ??= { check: 'files', outcome: 'bad', reason, values: { file: name } };
      }
      if (bytes) files.set(name, bytes);
      onFile(files.size / names.size);
    }),
  );
  findings.push(wrong ?? { check: 'files', outcome: 'good', reason: 'good' });
  return { hash, files, findings };
}
