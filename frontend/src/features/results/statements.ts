/** The engine's structured reasons, put into sentences; nothing is computed here. */
import type { Translate } from '../../i18n/catalog';
import type ids from './texts.id';

type Criterion = { higher: string } | 'higher_grade' | 'earlier_birth' | 'category';
type Comparison = {
  criterion: Criterion;
  own: unknown;
  other: unknown;
  result: 'above' | 'equal' | 'below' | 'not_comparable';
};
/** The step of the refill, and the vacancy whose empty places it gives. */
type Refill = { step: string; vacancy: string };
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
  | {
      code: 'added';
      out: string;
      of: string;
      value: string;
      percent: string;
      maximum: string;
      cap?: string | null;
      result: string;
    }
  | { code: 'reused'; stage: string }
  | { code: 'below_threshold'; key: string; mark: string; minimum: string }
  | { code: 'below_refill_threshold'; refill: Refill; key: string; mark: string; minimum: string }
  | { code: 'kept'; vacancy: string }
  | { code: 'left'; document: string }
  | { code: 'waits'; vacancy: string }
  | {
      code: 'ranked';
      border: 'shortlist' | 'allocation' | 'refill';
      rank: number;
      candidates: number;
      limit: number;
      side: 'inside' | 'inside_by_tie' | 'outside' | 'undecided';
      comparisons: Comparison[];
      refill?: Refill;
    }
  | { code: 'tied'; tied: number; places: number }
  | { code: 'ruled'; position: number; tied: number; places: number; document: string };

export type Teller = {
  t: Translate<typeof ids>;
  /** Words for a stage, a key or a vacancy. */
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

const PERSONAL = { higher_grade: 'grade', earlier_birth: 'birth', category: 'category' } as const;

/** A value that may be shown: a mark, or a category. */
const visible = (value: unknown, mark: Teller['mark']): string | undefined => {
  if (typeof value === 'string') return mark(value);
  const { category } = (value ?? {}) as { category?: string };
  return category;
};

function compared(step: Comparison, { t, name, mark }: Teller): string {
  const { criterion, own, other, result } = step;
  const key = typeof criterion === 'object' ? name(criterion.higher) : t(PERSONAL[criterion]);
  if (result === 'not_comparable') return t('notComparable', { key });
  const open = typeof criterion === 'object' || criterion === 'category';
  const [mine, theirs] = [visible(own, mark), visible(other, mark)];
  if (open && mine && theirs) {
    if (result === 'equal') return t('equal', { key, own: mine });
    return t(result === 'above' ? 'above' : 'lower', { key, own: mine, other: theirs });
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
const RANKS = {
  shortlist: 'rankShortlist',
  allocation: 'rankPlaces',
  refill: 'rankRefill',
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
    case 'added': {
      const { value, percent: of, maximum, result, cap } = one;
      const numbers = { value: mark(value), percent: mark(of), maximum: mark(maximum) };
      const told = t('added', { of: name(one.of), ...numbers, result: mark(result) });
      return cap && cap === result ? [told, t('capped', { cap: mark(cap) })] : [told];
    }
    case 'reused':
      return [t('reused', { stage: name(one.stage) })];
    case 'below_refill_threshold': {
      const { step, vacancy } = one.refill;
      const numbers = { mark: mark(one.mark), minimum: mark(one.minimum) };
      return [
        t('refillPlace', { step, vacancy: name(vacancy) }),
        t('below', { key: name(one.key), ...numbers }),
      ];
    }
    case 'kept':
      return [t('kept', { vacancy: name(one.vacancy) })];
    case 'left':
      return [t('left', { document: one.document })];
    case 'waits':
      return [t('waits', { vacancy: name(one.vacancy) })];
    case 'below_threshold':
      return [t('below', { key: name(one.key), mark: mark(one.mark), minimum: mark(one.minimum) })];
    case 'ranked': {
      const { rank, candidates, limit, side, refill } = one;
      const ranks = t(RANKS[one.border], { rank, candidates, limit });
      const where =
        refill && t('refillPlace', { step: refill.step, vacancy: name(refill.vacancy) });
      const head = [...(where ? [where] : []), ranks, t(SIDES[side])];
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
