/** What is done with a search's filters: asked of the API, shown as chips, mended. */
import { type Filters, tidy } from './filters';

/** Least pays that are offered, in rupiah a month; the API counts posts for these. */
export const PAYS = [3, 4, 5, 6, 7, 8, 10, 15].map((millions) => millions * 1_000_000);

/** What the API filters by. Without a wish only what is open now is shown. */
export const filterQueryOf = (filters: Filters) => ({
  text: filters.text,
  education: filters.education,
  level: filters.level,
  agency: filters.agency,
  region: filters.region,
  pool: filters.pool,
  pay_at_least: filters.pay,
  open_to_disabled: filters.disabled,
  show:
    filters.show === 'all' || (filters.round && !filters.show)
      ? undefined
      : (filters.show ?? ('open' as const)),
  round: filters.round,
  literal: filters.literal,
});

export const queryOf = (filters: Filters) => ({ ...filterQueryOf(filters), sort: filters.sort });

type ReadWord = { typed: string; corrected?: string | null };
const corrected = (text: string | undefined, words: readonly ReadWord[]) =>
  words.reduce(
    (all, word) => all?.replace(word.typed, word.corrected ?? word.typed),
    text?.toLowerCase(),
  );

/** The search with its typing errors mended, to be followed or saved: feed and mail take words as they are typed. */
export const asRead = (
  filters: Filters,
  read?: { text_read: readonly ReadWord[]; education_read: readonly ReadWord[] },
): Filters =>
  tidy({
    ...filters,
    text: corrected(filters.text, read?.text_read ?? []),
    education: corrected(filters.education, read?.education_read ?? []),
  });

/** The filters that a chip shows and takes away; words and sort have places of their own. */
export const CHIPS = [
  'text',
  'education',
  'show',
  'level',
  'agency',
  'region',
  'pool',
  'pay',
  'disabled',
  'round',
  'literal',
] as const satisfies (keyof Filters)[];

export const activeFilters = (filters: Filters) =>
  CHIPS.filter((name) => filters[name] !== undefined);

/** Regions around a code, from the outside: 13.73.01 gives 13, 13.73 and 13.73.01. */
export function regionPath(region: string | undefined): string[] {
  const parts = region ? region.split('.') : [];
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}
