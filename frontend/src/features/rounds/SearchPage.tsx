/** Search over all vacancies: the address holds the search, so it can be sent to a friend. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { api, ask } from '../../api/client';
import { useAnswerPages } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { Button } from '../../ui/Button';
import { LoadMore } from '../../ui/Page';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { Trouble } from '../../ui/Trouble';
import { useUiTexts } from '../../ui/texts';
import { type Filters, filtersOf, SORTS, tidy } from './filters';
import { asRead, queryOf } from './filterUses';
import { SearchChips, useFilterNames, WordsRead } from './SearchChips';
import { Choice } from './SearchChoice';
import { SearchExtras } from './SearchExtras';
import { SearchForm } from './SearchForm';
import { useFacets } from './searchData';
import { useRoundTexts } from './texts';
import { VacancyCard } from './VacancyCard';

const LastSearches = lazy(() => import('./LastSearches'));
const NoHits = lazy(() => import('./NoHits'));

const SORT_WORDS = {
  relevance: 'sortRelevance',
  title: 'sortTitle',
  pay: 'sortPay',
  competition: 'sortCompetition',
  closing: 'sortClosing',
} as const;

const fetchPage = (filters: Filters, cursor?: string) =>
  ask(api.GET('/api/v1/vacancies', { params: { query: { ...queryOf(filters), cursor } } }));

export function SearchPage() {
  const t = useRoundTexts();
  const ui = useUiTexts();
  const navigate = useNavigate();
  const filters = filtersOf(useSearch({ strict: false }));
  const list = useAnswerPages(`vacancies ${JSON.stringify(filters)}`, (cursor) =>
    fetchPage(filters, cursor),
  );
  const facets = useFacets(filters);
  const names = useFilterNames(filters, facets);
  const { first, items } = list;
  const count = first.data?.count ?? 0;
  const search = (wanted: Filters) =>
    navigate({ to: PATHS.vacancies, search: tidy(wanted), resetScroll: false });
  const sorts = SORTS.filter((sort) => sort !== 'relevance' || filters.text);
  const sort = filters.sort ?? first.data?.sort ?? 'title';
  const words = [...(first.data?.text_read ?? []), ...(first.data?.education_read ?? [])];

  return (
    <AppPage title={t('searchTitle')} lead={t('searchLead')} motif>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <SearchForm filters={filters} facets={facets} onSearch={search} />
        <section
          id="hits"
          tabIndex={-1}
          className="grid gap-4 outline-none"
          aria-busy={!first.data && !first.problem}
        >
          <SearchChips filters={filters} names={names} onSearch={search} />
          {!first.data && !first.problem && <p role="status">{ui('loading')}</p>}
          {first.problem && (
            <>
              <Trouble error={first.problem} onRetry={first.again} />
              <Suspense>
                <LastSearches />
              </Suspense>
            </>
          )}
          <WordsRead words={words} filters={filters} />
          {first.data?.only_as_typed && (filters.text || filters.education) && (
            <p className="text-muted">
              {t('onlyAsTyped')}{' '}
              <Button kind="quiet" onClick={() => first.again()}>
                {t('again')}
              </Button>
            </p>
          )}
          {first.data && items.length > 0 && (
            <>
              <div className="flex flex-wrap items-end justify-between gap-4">
                <h2 className="text-xl">
                  <span role="status">{t(first.data.more ? 'hitsMore' : 'hits', { count })}</span>
                </h2>
                <div className="min-w-[min(14rem,100%)]">
                  <Choice
                    label={t('sort')}
                    value={sort}
                    options={sorts.map((value) => ({ value, label: t(SORT_WORDS[value]) }))}
                    onChange={(value) => search({ ...filters, sort: value as Filters['sort'] })}
                  />
                </div>
              </div>
              {sort === 'competition' && (
                <p className="text-sm text-muted">{t('competitionHow')}</p>
              )}
              <ul className="grid gap-3">
                {items.map((card) => (
                  <VacancyCard key={card.id} card={card} />
                ))}
              </ul>
              <ProblemSummary problem={list.problem ?? null} />
              <LoadMore {...list.paging} />
            </>
          )}
          {first.data && items.length === 0 && (
            <Suspense>
              <NoHits filters={filters} facets={facets} names={names} onSearch={search} />
            </Suspense>
          )}
          <SearchExtras filters={asRead(filters, first.data)} />
        </section>
      </div>
    </AppPage>
  );
}
