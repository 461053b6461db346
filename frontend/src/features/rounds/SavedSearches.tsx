/** The searches saved from this account, each of which can be stopped. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import type { components } from '../../api/schema.gen';
import { PATHS } from '../../app/paths';
import { formatDate } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { announce } from '../../ui/announce';
import { Button, LinkButton } from '../../ui/Button';
import { EmptyState } from '../../ui/Page';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { Trouble } from '../../ui/Trouble';
import { useUiTexts } from '../../ui/texts';
import { Block } from '../identity/Block';
import { filtersOfQuery } from './asked';
import { useSavedLabel } from './savedLabel';

const WORDS = {
  id: {
    title: 'Pencarian yang disimpan',
    lead: 'Formasi baru dari pencarian ini dikirim ke surel Anda, paling banyak sekali sehari.',
    none: 'Belum ada pencarian yang disimpan',
    noneHow: 'Cari formasi, lalu pilih “Kabari saya lewat surel” di bawah hasilnya.',
    since: 'Disimpan {date}',
    stop: 'Hentikan',
    stopThis: 'Hentikan pencarian: {name}',
    stopped: 'Pencarian sudah dihentikan.',
    toSearch: 'Cari formasi',
  },
  en: {
    title: 'Saved searches',
    lead: 'New vacancies of these searches go to your e-mail, at most once a day.',
    none: 'No search is saved yet',
    noneHow: 'Search for vacancies, then choose “Mail me what is new” below the results.',
    since: 'Saved {date}',
    stop: 'Stop',
    stopThis: 'Stop the search: {name}',
    stopped: 'The search is stopped.',
    toSearch: 'Search vacancies',
  },
};

type OwnSearch = components['schemas']['OwnSearch'];

export function SavedSearches() {
  const words = WORDS[useLanguage()];
  const ui = useUiTexts();
  const queries = useQueryClient();
  const { problem, running, run } = useProblem();
  const saved = useQuery({
    queryKey: ['saved-searches'],
    queryFn: () => ask(api.GET('/api/v1/saved-searches/own')),
  });
  const stop = async (search: string) => {
    const params = { path: { search } };
    const done = await run(() =>
      ask(api.POST('/api/v1/saved-searches/own/{search}/stop', { params })),
    );
    if (done) announce(words.stopped);
    queries.invalidateQueries({ queryKey: ['saved-searches'] });
  };
  return (
    <Block title={words.title} lead={words.lead}>
      <ProblemSummary problem={problem} />
      <Trouble error={saved.error} onRetry={saved.refetch} part />
      {saved.isPending && <p className="text-muted">{ui('loading')}</p>}
      {saved.data?.length === 0 && (
        <EmptyState
          title={words.none}
          act={<LinkButton to={PATHS.vacancies}>{words.toSearch}</LinkButton>}
        >
          {words.noneHow}
        </EmptyState>
      )}
      <ul className="grid gap-3">
        {saved.data?.map((search) => (
          <Saved key={search.id} search={search} busy={running} onStop={() => stop(search.id)} />
        ))}
      </ul>
    </Block>
  );
}

function Saved({ search, busy, onStop }: { search: OwnSearch; busy: boolean; onStop: () => void }) {
  const language = useLanguage();
  const words = WORDS[language];
  const filters = filtersOfQuery(Object.fromEntries(new URLSearchParams(search.query)));
  const label = useSavedLabel(filters);
  return (
    <li className="card flex flex-wrap items-center gap-x-4 gap-y-1 p-4">
      <div className="min-w-0 grow basis-60">
        <a className="link font-semibold [overflow-wrap:anywhere]" href={search.page}>
          {label}
        </a>
        <p className="text-sm text-muted">
          {words.since.replace('{date}', formatDate(search.saved_at, language))}
        </p>
      </div>
      <Button busy={busy} onClick={onStop} aria-label={words.stopThis.replace('{name}', label)}>
        {words.stop}
      </Button>
    </li>
  );
}
