/** What a search asks for, as it stands in the address: the routes read it, so it is in every first download. */
export const SORTS = ['relevance', 'title', 'pay', 'competition', 'closing'] as const;
export const SHOWS = ['open', 'current', 'archive', 'all'] as const;
export type Filters = {
  text?: string;
  education?: string;
  level?: string;
  agency?: string;
  region?: string;
  pool?: string;
  pay?: number;
  disabled?: boolean;
  show?: (typeof SHOWS)[number];
  sort?: (typeof SORTS)[number];
  round?: string;
  /** The words exactly as they are typed. */
  literal?: boolean;
};

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) : undefined;
const one = <T extends string>(value: unknown, known: readonly T[]) =>
  known.find((name) => name === value);

/** Without what asks for nothing; "exactly" and "best match" mean words. */
export function tidy(filters: Filters): Filters {
  const { literal, sort, ...rest } = filters;
  const asked = {
    ...rest,
    literal: literal && (rest.text || rest.education) ? literal : undefined,
    sort: sort === 'relevance' && !rest.text ? undefined : sort,
  };
  return Object.fromEntries(
    Object.entries(asked).filter(
      ([, value]) => value !== undefined && value !== '' && value !== false,
    ),
  );
}

/** Reads an address; whatever it does not understand is left out. */
export function filtersOf(search: Record<string, unknown>): Filters {
  const pay = Number(search.pay);
  return tidy({
    text: text(search.text),
    education: text(search.education),
    level: text(search.level),
    agency: text(search.agency),
    region: text(search.region),
    pool: text(search.pool),
    pay: Number.isSafeInteger(pay) && pay > 0 ? pay : undefined,
    disabled: search.disabled === true || undefined,
    show: one(search.show, SHOWS),
    sort: one(search.sort, SORTS),
    round: text(search.round),
    literal: search.literal === true || undefined,
  });
}
