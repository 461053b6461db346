/** An announcement as it is published: the files of an example round, their list of hashes, and the log's proofs. */
import { existsSync, readFileSync } from 'node:fs';
import { sha256, toHex, utf8 } from '../src/lib/record';
import { leafHash } from '../src/lib/record/tree';
import { counting, Log, type Signer, treeHead } from './log';

const BUNDLES = '../api/selection/bundles';
const READ = ['rules.json', 'vacancies.csv', 'participants.csv', 'rulings.csv', 'outcomes.csv'];
const AT = '2026-11-20T03:00:00Z';

type Made = {
  /** Of `api/selection/bundles`, or the texts themselves. */
  folder?: string;
  texts?: Map<string, string>;
  /** Under profile C: the vacancy that is kept back, with its people. */
  withheld?: string;
  /** Under profile A: the lines of `names.csv`. */
  names?: string[];
  witnesses?: Signer[];
  /** What is published differently from what was meant. */
  change?: (files: Map<string, string>) => void;
  origin?: string;
};

export type Published = {
  files: Map<string, string>;
  hash: string;
  policy: string;
  log: Log;
  witnesses: Signer[];
};

const NO_RULINGS = 'vacancy,participant,order,document\n';

const examples = (folder: string) =>
  new Map([
    ['rulings.csv', NO_RULINGS],
    ...READ.filter((name) => existsSync(`${BUNDLES}/${folder}/${name}`)).map(
      (name): [string, string] => [name, readFileSync(`${BUNDLES}/${folder}/${name}`, 'utf8')],
    ),
  ]);

/** Everybody who registered; one of them was not eligible. */
function ancestryOf(participants: string, withheld: string) {
  const [, ...rows] = participants.trimEnd().split('\n');
  const people = rows.map((row) => {
    const [participant = '', vacancy] = row.split(',');
    return [participant, vacancy === withheld ? 'withheld' : 'participates'];
  });
  const lines = [...people, ['TIDAK-MS-1', 'not_eligible']].map(
    ([participant, standing], at) =>
      `${toHex(sha256(utf8(`token ${at}`)))},${participant},${standing}`,
  );
  return lines.sort();
}

/** Takes a vacancy out of the files; answers how many people go with it. */
function keepBack(files: Map<string, string>, vacancy: string): number {
  const before = files.get('participants.csv')?.split('\n').length ?? 0;
  if (vacancy === '') return 0;
  for (const name of ['vacancies.csv', 'participants.csv', 'rulings.csv', 'outcomes.csv']) {
    const lines = (files.get(name) ?? '').split('\n');
    files.set(name, lines.filter((line) => !line.split(',').includes(vacancy)).join('\n'));
  }
  return before - (files.get('participants.csv')?.split('\n').length ?? 0);
}

const aboutOf = ({ names }: Made, log: string, keptBack: number) => ({
  agency: '5473',
  stage: 'result',
  profile: names ? 'A' : keptBack > 0 ? 'C' : 'B',
  withheld: keptBack > 0 ? 1 : 0,
  ...(keptBack > 0 && { kept_back: { participants: keptBack, below: 5, joined: 0 } }),
  ...(names && { names_basis: { document: '800/PPID/7/2026' } }),
  log,
});

export function publish(made: Made = {}): Published {
  const { withheld = '', witnesses = [], origin = 'catatan.contoh.go.id/ledger/5473' } = made;
  const files = new Map(made.texts ?? examples(made.folder ?? 'cpns-2024'));
  const lines = ancestryOf(files.get('participants.csv') ?? '', withheld);
  files.set('ancestry.csv', ['token,participant,standing', ...lines, ''].join('\n'));
  files.set('announcement.json', JSON.stringify(aboutOf(made, origin, keepBack(files, withheld))));
  if (made.names) files.set('names.csv', ['participant,name', ...made.names, ''].join('\n'));
  made.change?.(files);
  const names = [...files.keys()].sort();
  const list = names.map((name) => `${toHex(sha256(utf8(files.get(name) ?? '')))}  ${name}\n`);
  files.set('hashes.txt', list.join(''));
  const hash = toHex(sha256(utf8(list.join(''))));

  const log = new Log(origin, counting(0));
  const record = (payload: object) => ({
    subject: 'round:01980000-0000-7000-8000-0000000000aa',
    payload: payload as Record<string, string>,
    previous: null,
    actor_role: 'committee',
  });
  const leaves = lines.map((line) => leafHash(fromHexToken(line.slice(0, 64))));
  const sealed = { count: lines.length, root: toHex(treeHead(leaves)) };
  const closed = log.add({ kind: 'registration_closed', at: AT, record: record({}), sealed });
  log.add({ kind: 'run_recorded', at: AT, record: record({}) });
  const announced = log.add({ kind: 'result_announced', at: AT, record: record({ bundle: hash }) });
  files.set('record.tlog-proof', log.proof(announced, witnesses));
  files.set('registration.tlog-proof', log.proof(closed, witnesses));
  return { files, hash, policy: log.policy(witnesses), log, witnesses };
}

const fromHexToken = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
