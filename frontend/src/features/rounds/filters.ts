/** What a search asks for, as it stands in the address. */
export type Filters = {
  text?: string;
  education?: string;
  level?: string;
  agency?: string;
  region?: string;
  pool?: string;
  pay?: number;
  disabled?: boolean;
  show?: 'open' | 'archive' | 'all';
  sort?: 'title' | 'pay';
  round?: string;
};

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) : undefined;
const one = <T extends string>(value: unknown, known: readonly T[]) =>
  known.find((name) => name === value);

/** Reads an address; whatever it does not understand is left out. */
export function filtersOf(search: Record<string, unknown>): Filters {
  const pay = Number(search.pay);
  const all: Filters = {
    text: text(search.text),
    education: text(search.education),
    level: text(search.level),
    agency: text(search.agency),
    region: text(search.region),
    pool: text(search.pool),
    pay: Number.isSafeInteger(pay) && pay > 0 ? pay : undefined,
    disabled: search.disabled === true || undefined,
    show: one(search.show, ['open', 'archive', 'all'] as const),
    sort: one(search.sort, ['title', 'pay'] as const),
    round: text(search.round),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value !== ''),
  );
}

/** The query of the API. Without a wish only what is open now is shown. */
export const queryOf = (filters: Filters) => ({
  text: filters.text,
  education: filters.education,
  level: filters.level,
  agency: filters.agency,
  region: filters.region,
  pool: filters.pool,
  pay_at_least: filters.pay,
  open_to_disabled: filters.disabled,
  show: filters.show === 'all' || filters.round ? undefined : (filters.show ?? ('open' as const)),
  sort: filters.sort,
  round: filters.round,
});
