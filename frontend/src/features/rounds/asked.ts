/** Back from a query of the API to what the person asked for. */
import { type Filters, filtersOf } from './filters';

export const filtersOfQuery = (asked: Record<string, string>): Filters =>
  filtersOf({
    ...asked,
    pay: asked.pay_at_least,
    disabled: asked.open_to_disabled === 'true',
    literal: asked.literal === 'true',
    show: asked.show === 'open' ? undefined : (asked.show ?? (asked.round ? undefined : 'all')),
  });
