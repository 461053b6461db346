/** The engine's structured reasons, put into sentences; nothing is computed here. */
import type { Translate } from '../../i18n/catalog';
import type ids from './texts.id';

type Criterion = { higher: string } | 'higher_grade' | 'earlier_birth';
type Comparison = {
  criterion: Criterion;
  own: unknown;
  other: unknown;
  result: 'above' | 'equal' | 'below' | 'not_comparable';
};
type Part = { of: string; value: string; weight: string; out: string; result: string };
export type Statement =
  | { code: 'vacancy_refused'; stage: string; pool: string }
  | {
      code: 'removed';
      stage: string;
      flag: 'ineligible' | 'disqualified' | 'withdrawn' | 'eliminated';
    }
  | { code: 'absent'; stage: string; components: string[] }
  | { code: 'summed'; out: string; of: string[]; result: string }
  | {
      code: 'scaled';
      of: string;
      value: string;
      from: string;
      to: string;
      decimals: number;
      result: string;
    }
  | { code: 'weighed'; out: string; parts: Part[]; result: string }
  | { code: 'below_threshold'; key: string; mark: string; minimum: string }
  | {
      code: 'ranked';
      border: 'shortlist' | 'allocation';
      rank: number;
      candidates: number;
      limit: number;
      side: 'inside' | 'inside_by_tie' | 'outside' | 'undecided';
      comparisons: Comparison[];
    }
  | { code: 'tied'; tied: number; places: number }
  | { code: 'ruled'; position: number; tied: number; places: number; document: string };

export type Teller = {
  t: Translate<typeof ids>;
  /** Words for a stage or a key. */
  name: (code: string) => string;
  mark: (value: string) => string;
  own: Record<string, string>;
};

/** '0.4' is '40', by moving the point: no arithmetic on binary fractions. */
export function percent(weight: string): string {
  const [whole = '0', fraction = ''] = weight.split('.');
  const padded = fraction.padEnd(2, '0');
  const digits = `${whole}${padded.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = padded.slice(2).replace(/0+$/, '');
  return rest ? `${digits}.${rest}` : digits;
}

function compared(step: Comparison, { t, name, mark }: Teller): string {
  const { criterion, own, other, result } = step;
  const key =
    typeof criterion === 'object'
      ? name(criterion.higher)
      : t(criterion === 'higher_grade' ? 'grade' : 'birth');
  if (result === 'not_comparable') return t('notComparable', { key });
  if (typeof criterion === 'object' && typeof own === 'string' && typeof other === 'string') {
    const word = result === 'equal' ? 'equal' : result === 'above' ? 'above' : 'lower';
    return word === 'equal'
      ? t('equal', { key, own: mark(own) })
      : t(word, { key, own: mark(own), other: mark(other) });
  }
  if (result === 'equal') return t('hiddenEqual', { key });
  return t(result === 'above' ? 'hiddenAbove' : 'hiddenBelow', { key });
}

const REMOVED = {
  ineligible: 'removedIneligible',
  disqualified: 'removedDisqualified',
  withdrawn: 'removedWithdrawn',
  eliminated: 'removedEliminated',
} as const;
const SIDES = {
  inside: 'inside',
  inside_by_tie: 'insideByTie',
  outside: 'outside',
  undecided: 'undecided',
} as const;

/** One reason as one sentence or more. */
export function sentences(one: Statement, teller: Teller): string[] {
  const { t, name, mark, own } = teller;
  switch (one.code) {
    case 'vacancy_refused':
      return [t('refused')];
    case 'removed':
      return [t(REMOVED[one.flag], { stage: name(one.stage) })];
    case 'absent':
      return [
        t('absent', { stage: name(one.stage), components: one.components.map(name).join(', ') }),
      ];
    case 'summed': {
      const sum = one.of.map((key) => `${name(key)} ${mark(own[key] ?? '')}`).join(' + ');
      return [t('summed', { out: name(one.out), sum, result: mark(one.result) })];
    }
    case 'scaled': {
      const { from, to, value, result, decimals } = one;
      const shown = { from: mark(from), to: mark(to), value: mark(value), result: mark(result) };
      return [t('scaled', { of: name(one.of), decimals, ...shown })];
    }
    case 'weighed': {
      const part = ({ of, value, weight, result }: Part) =>
        t('part', {
          of: name(of),
          value: mark(value),
          weight: mark(percent(weight)),
          result: mark(result),
        });
      const sum = one.parts.map((each) => mark(each.result)).join(' + ');
      const total = t('weighed', { out: name(one.out), sum, result: mark(one.result) });
      return [...one.parts.map(part), total];
    }
    case 'below_threshold':
      return [t('below', { key: name(one.key), mark: mark(one.mark), minimum: mark(one.minimum) })];
    case 'ranked': {
      const { rank, candidates, limit, side } = one;
      const words = one.border === 'shortlist' ? 'rankShortlist' : 'rankPlaces';
      const head = [t(words, { rank, candidates, limit }), t(SIDES[side])];
      if (one.comparisons.length === 0) return head;
      const against = t(side === 'outside' ? 'againstOut' : 'againstIn');
      return [...head, against, ...one.comparisons.map((step) => compared(step, teller))];
    }
    case 'tied':
      return [t('tied', { tied: one.tied, places: one.places })];
    case 'ruled': {
      const { position, tied, places, document } = one;
      return [t('ruled', { position, tied, places, document })];
    }
  }
}
