/** What a saved search asks for, in words; names of codes are looked up. */
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { formatMoney } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import type { Filters } from './filters';
import { POOLS } from './pools';

const WORDS = {
  id: { all: 'Semua formasi', disabled: 'terbuka bagi penyandang disabilitas', from: 'gaji dari' },
  en: { all: 'All vacancies', disabled: 'open to people with disabilities', from: 'pay from' },
};

const HOUR = 3_600_000;

function useName<T>(kind: string, code: string | undefined, look: (code: string) => Promise<T>) {
  return useQuery({
    queryKey: [kind, code],
    queryFn: () => look(code ?? ''),
    enabled: code !== undefined,
    staleTime: HOUR,
  }).data;
}

const regionsBeside = (code: string) => {
  const parent = code.split('.').slice(0, -1).join('.');
  const query = { limit: 100, ...(parent && { parent }) };
  return ask(api.GET('/api/v1/regions', { params: { query } }));
};

export function useSavedLabel(filters: Filters): string {
  const language = useLanguage();
  const words = WORDS[language];
  const regions = useName('regions beside', filters.region, regionsBeside);
  const agency = useName('agency', filters.agency, (code) =>
    ask(api.GET('/api/v1/agencies/{agency}', { params: { path: { agency: code } } })),
  );
  const levels = useName('levels', filters.level, () => ask(api.GET('/api/v1/education-levels')));
  const said = [
    filters.text,
    filters.education,
    levels?.find(({ id }) => id === filters.level)?.name ?? filters.level,
    agency?.name ?? filters.agency,
    regions?.items.find(({ code }) => code === filters.region)?.name ?? filters.region,
    filters.pool && (POOLS[filters.pool]?.[language] ?? filters.pool),
    filters.pay && `${words.from} ${formatMoney(filters.pay, language)}`,
    filters.disabled && words.disabled,
  ];
  return said.filter(Boolean).join(' · ') || words.all;
}
