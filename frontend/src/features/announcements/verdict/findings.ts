/** What is found by each check of a published result, and how it ends on the whole. */

/** In the order in which a fault counts: a result of other files says nothing about the announced one. */
export const CHECKS = [
  'list',
  'files',
  'recompute',
  'names',
  'complete',
  'record',
  'witness',
] as const;
type CheckName = (typeof CHECKS)[number];

/** `bad` is sure; `open` could not be told. */
export type Outcome = 'good' | 'bad' | 'open';

export type Reason =
  | 'good'
  | 'list_other'
  | 'list_unbound'
  | 'file_other'
  | 'file_missing'
  | 'file_unlisted'
  | 'difference'
  | 'left_out'
  | 'added'
  | 'unreadable'
  | 'no_ancestry'
  | 'no_participants'
  | 'ancestry_unproven'
  | 'ancestry_unreadable'
  | 'ancestry_other'
  | 'ghost'
  | 'vanished'
  | 'twice'
  | 'withheld_other'
  | 'withheld_profile'
  | 'names_unreadable'
  | 'names_unfounded'
  | 'named_wrongly'
  | 'proof_not_yet'
  | 'proof_unreachable'
  | 'no_policy'
  | 'proof_untrue'
  | 'proof_malformed'
  | 'proof_of_other'
  | 'unwitnessed';

export type Finding = {
  check: CheckName;
  outcome: Outcome;
  reason: Reason;
  /** What stands in the sentence: names and rows as texts. */
  values?: Record<string, string>;
  /** A sentence that the checker itself gives. */
  why?: { id: string; en: string };
};

export type Checked = {
  findings: Finding[];
  seconds: number;
  /** Vacancies recomputed, and those that are not announced. */
  vacancies: number;
  withheld: number;
  participants: number;
};

export type Verdict =
  | { ending: 'same' }
  | { ending: 'different'; finding: Finding }
  | { ending: 'unknown'; finding?: Finding };

export function verdictOf({ findings }: Checked): Verdict {
  const of = (check: CheckName) => findings.find((finding) => finding.check === check);
  const bad = CHECKS.map(of).find((finding) => finding?.outcome === 'bad');
  if (bad) return { ending: 'different', finding: bad };
  const recomputed = of('recompute');
  if (recomputed?.outcome === 'good') return { ending: 'same' };
  return { ending: 'unknown', ...(recomputed && { finding: recomputed }) };
}
