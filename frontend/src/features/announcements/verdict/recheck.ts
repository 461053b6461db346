/** One announcement checked from its published files, by the reader's own device. */
import { check, type Outcomes, Refusal } from '../../../lib/checker';
import {
  type Json,
  Malformed,
  type Policy,
  parsePolicy,
  type Receipt,
  textOf,
  Untrue,
  verifyReceipt,
} from '../../../lib/record';
import { completeness } from './ancestry';
import { type Bundle, fetchBundle, fetchBytes } from './bundle';
import type { Checked, Finding, Reason } from './findings';
import { namesFinding } from './names';

export type Job = {
  /** Address of the folder, with its last slash. */
  base: string;
  /** The hash of the list as the announcement itself tells it. */
  announced?: string;
  /** Where this site gives the keys of the agency's log. */
  policy: string;
};

export type Step = 'fetching' | 'computing' | 'proving';
export type OnStep = (step: Step, done: number) => void;

const NEEDED = [
  'announcement.json',
  'rules.json',
  'vacancies.csv',
  'participants.csv',
  'outcomes.csv',
];

/** Lets a message reach the page between two long steps. */
const breathe = () => new Promise((go) => setTimeout(go));

export async function recheck(job: Job, onStep: OnStep): Promise<Checked> {
  const began = performance.now();
  onStep('fetching', 0);
  // Asked for together: on a bad line each question waits for its own way there and back.
  const [bundle, policy, recordFile, registrationFile] = await Promise.all([
    fetchBundle(job.base, job.announced, NEEDED, (done) => onStep('fetching', done)),
    fetchPolicy(job.policy),
    fetchProof(`${job.base}record.tlog-proof`),
    fetchProof(`${job.base}registration.tlog-proof`),
  ]);
  await breathe();
  const about = aboutOf(bundle);
  const ran = withheldRightly(
    about,
    recompute(bundle, about.through, (done) => onStep('computing', done)),
  );
  onStep('proving', 0);
  await breathe();
  const record = prove('record.tlog-proof', recordFile, policy);
  const registration = prove('registration.tlog-proof', registrationFile, policy);
  return {
    findings: [
      ...bundle.findings,
      ran.finding,
      ...namesOf(bundle, about, ran),
      completenessOf(bundle, registration, ran.participants, about.keptBack),
      recordFinding(record, bundle.hash),
      witnessFinding(record),
    ],
    seconds: (performance.now() - began) / 1000,
    vacancies: ran.vacancies,
    withheld: about.withheld,
    participants: ran.participants.length,
  };
}

async function fetchPolicy(address: string): Promise<Policy | null> {
  try {
    const bytes = await fetchBytes(address);
    return bytes && parsePolicy(textOf('policy', bytes));
  } catch {
    // Without keys the rest is checked all the same, and the reader hears of it.
    return null;
  }
}

function textIn({ files }: Bundle, name: string): string | undefined {
  const bytes = files.get(name);
  return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

type About = {
  through?: string;
  profile?: string;
  withheld: number;
  /** People in vacancies that are withheld. */
  keptBack: number;
  /** Whether names have the recorded basis of the information officer. */
  basis: boolean;
};

/** What the announcement says of itself; a file that is damaged shows by its hash. */
function aboutOf(bundle: Bundle): About {
  try {
    const about: Json = JSON.parse(textIn(bundle, 'announcement.json') ?? '{}');
    const [through, profile] = [field(about, 'through'), field(about, 'profile')];
    const number = (value: Json | undefined) => (typeof value === 'number' ? value : 0);
    return {
      ...(typeof through === 'string' && through !== '' && { through }),
      ...(typeof profile === 'string' && { profile }),
      withheld: number(field(about, 'withheld')),
      keptBack: number(field(field(about, 'kept_back'), 'participants')),
      basis: typeof field(field(about, 'names_basis'), 'document') === 'string',
    };
  } catch {
    return { withheld: 0, keptBack: 0, basis: false };
  }
}

type Ran = {
  finding: Finding;
  participants: string[];
  vacancies: number;
  outcomes?: Outcomes | undefined;
};

/** Only profile C keeps vacancies back. */
function withheldRightly({ withheld, profile }: About, ran: Ran): Ran {
  if (withheld === 0 || profile === 'C' || ran.finding.outcome === 'bad') return ran;
  return { ...ran, finding: { check: 'recompute', outcome: 'bad', reason: 'withheld_profile' } };
}

function namesOf(bundle: Bundle, about: About, { outcomes }: Ran): Finding[] {
  const names = textIn(bundle, 'names.csv');
  if (names === undefined || !outcomes) return [];
  if (about.profile !== 'A' || !about.basis) {
    const values = { file: 'names.csv' };
    return [{ check: 'names', outcome: 'bad', reason: 'names_unfounded', values }];
  }
  const text = (name: string) => textIn(bundle, name) ?? '';
  return [
    namesFinding({ names, rules: text('rules.json'), vacancies: text('vacancies.csv'), outcomes }),
  ];
}

function recompute(
  bundle: Bundle,
  through: string | undefined,
  onProgress: (done: number) => void,
): Ran {
  const text = (name: string) => textIn(bundle, name) ?? '';
  const none = { participants: [], vacancies: 0 };
  const unreadable = { check: 'recompute', outcome: 'open', reason: 'unreadable' } as const;
  try {
    const files = {
      rules: text('rules.json'),
      vacancies: text('vacancies.csv'),
      participants: text('participants.csv'),
      rulings: text('rulings.csv'),
      through,
    };
    const ended = check(files, text('outcomes.csv'), onProgress);
    const ran = {
      participants: ended.outcomes?.rows.map(([participant = '']) => participant) ?? [],
      vacancies: ended.summary?.vacancies.length ?? 0,
      outcomes: ended.outcomes,
    };
    if (ended.ending === 'different') return { ...ran, finding: differs(ended.difference) };
    if (ended.ending === 'unknown')
      return { ...ran, finding: { ...unreadable, ...told(ended.refusal) } };
    return { ...ran, finding: { check: 'recompute', outcome: 'good', reason: 'good' } };
  } catch (error) {
    if (error instanceof Refusal) return { ...none, finding: { ...unreadable, ...told(error) } };
    // Only a file that is no UTF-8 ends so.
    return { ...none, finding: { ...unreadable, values: { place: 'UTF-8' } } };
  }
}

function told({ place, why }: Refusal): Pick<Finding, 'values' | 'why'> {
  const file = place.file === 'expected' ? 'outcomes' : place.file;
  const { row, column } = place;
  const parts = [file, row === undefined ? undefined : `${row}`, column];
  return { values: { place: parts.filter((part) => part !== undefined).join(', ') }, why };
}

type Difference = Extract<ReturnType<typeof check>, { ending: 'different' }>['difference'];

function differs({ row, participant, column, expected, found }: Difference): Finding {
  const reason: Reason =
    column !== 'participant' ? 'difference' : found === '' ? 'added' : 'left_out';
  return {
    check: 'recompute',
    outcome: 'bad',
    reason,
    values: {
      row: `${row}`,
      participant,
      column,
      announced: expected || '–',
      computed: found || '–',
    },
  };
}

type Proven = Extract<Receipt, { form: 'proof' }> | { failed: Finding };

/** Of `check: 'record'` until somebody else uses it. */
const failed = (outcome: Finding['outcome'], reason: Reason, file: string): Proven => ({
  failed: { check: 'record', outcome, reason, values: { file } },
});

/** Null where there is none yet; what keeps a proof back must not keep back the recomputation. */
const fetchProof = (address: string): Promise<Uint8Array | 'unreachable' | null> =>
  fetchBytes(address).catch(() => 'unreachable' as const);

type ProofFile = Awaited<ReturnType<typeof fetchProof>>;

function prove(file: string, bytes: ProofFile, policy: Policy | null): Proven {
  if (bytes === 'unreachable') return failed('open', 'proof_unreachable', file);
  if (!bytes) return failed('open', 'proof_not_yet', file);
  if (!policy) return failed('open', 'no_policy', file);
  try {
    const receipt = verifyReceipt(textOf('proof', bytes), policy);
    return receipt.form === 'proof' ? receipt : failed('bad', 'proof_malformed', file);
  } catch (error) {
    if (error instanceof Untrue) return failed('bad', 'proof_untrue', file);
    if (error instanceof Malformed) return failed('bad', 'proof_malformed', file);
    throw error;
  }
}

const ANNOUNCED = ['stage_announced', 'result_announced', 'announcement_corrected'];

function field(value: Json | undefined, name: string): Json | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? value[name]
    : undefined;
}

/** The log must hold this very list of files. */
function recordFinding(proven: Proven, hash: string): Finding {
  if ('failed' in proven) return proven.failed;
  const bundle = field(field(proven.record, 'payload'), 'bundle');
  if (!ANNOUNCED.includes(proven.leaf.kind) || bundle !== hash) {
    return {
      check: 'record',
      outcome: 'bad',
      reason: 'proof_of_other',
      values: { file: 'record.tlog-proof' },
    };
  }
  return { check: 'record', outcome: 'good', reason: 'good' };
}

function witnessFinding(proven: Proven): Finding {
  const seen = !('failed' in proven) && proven.head.witnessed;
  return seen
    ? { check: 'witness', outcome: 'good', reason: 'good' }
    : { check: 'witness', outcome: 'open', reason: 'unwitnessed' };
}

function completenessOf(
  bundle: Bundle,
  registration: Proven,
  participants: string[],
  withheld: number,
): Finding {
  const open = { check: 'complete', outcome: 'open' } as const;
  const ancestry = bundle.files.get('ancestry.csv');
  if (!ancestry) return { ...open, reason: 'no_ancestry' };
  if (participants.length === 0) return { ...open, reason: 'no_participants' };
  if ('failed' in registration) {
    const { outcome, reason, values } = registration.failed;
    // A seal that is not true is a fault; one that is not there yet leaves the question open.
    return outcome === 'bad'
      ? { check: 'complete', outcome, reason, values }
      : { ...open, reason: 'ancestry_unproven' };
  }
  const { sealed, kind } = registration.leaf;
  if (!sealed || kind !== 'registration_closed') {
    return {
      check: 'complete',
      outcome: 'bad',
      reason: 'proof_of_other',
      values: { file: 'registration.tlog-proof' },
    };
  }
  return completeness(textOf('json', ancestry), sealed, participants, withheld);
}
