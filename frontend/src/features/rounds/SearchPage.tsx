/** Search over all vacancies: the address holds the search, so it can be sent to a friend. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { api, ask } from '../../api/client';
import { useAnswerPages } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { Button } from '../../ui/Button';
import { EmptyState, LoadMore } from '../../ui/Page';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { useUiTexts } from '../../ui/texts';
import { type Filters, filtersOf, queryOf } from './filters';
import { SearchForm } from './SearchForm';
import { useRoundTexts } from './texts';
import { VacancyCard } from './VacancyCard';

const LastSearches = lazy(() => import('./LastSearches'));

const COUNTED = 1000;

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
  const { first, items } = list;
  const count = first.data?.count ?? 0;
  const search = (wanted: Filters) => navigate({ to: PATHS.vacancies, search: wanted });

  return (
    <AppPage title={t('searchTitle')} lead={t('searchLead')} motif>
      <SearchForm key={JSON.stringify(filters)} filters={filters} onSearch={search} />
      <section className="grid gap-4" aria-busy={!first.data && !first.problem}>
        {!first.data && !first.problem && <p role="status">{ui('loading')}</p>}
        {first.problem && (
          <>
            <ProblemSummary problem={first.problem} />
            <div>
              <Button onClick={() => first.again()}>{t('search')}</Button>
            </div>
            <Suspense>
              <LastSearches />
            </Suspense>
          </>
        )}
        {first.data && items.length > 0 && (
          <>
            <h2 className="text-xl">
              <span role="status">
                {count > COUNTED ? t('hitsMore', { count: COUNTED }) : t('hits', { count })}
              </span>
            </h2>
            <ul className="grid gap-3 lg:grid-cols-2">
              {items.map((card) => (
                <VacancyCard key={card.id} card={card} />
              ))}
            </ul>
            <ProblemSummary problem={list.problem ?? null} />
            <LoadMore {...list.paging} />
          </>
        )}
        {first.data && items.length === 0 && (
          <EmptyState
            title={t('none')}
            act={
              !filters.show && (
                <Button onClick={() => search({ ...filters, show: 'archive' })}>
                  {t('seeArchive')}
                </Button>
              )
            }
          >
            {filters.show ? t('noneHow') : t('noneOpen')}
          </EmptyState>
        )}
      </section>
    </AppPage>
  );
}
