/** Up to four vacancies side by side: a matrix at a desk, cards on a phone, what differs marked. */
import { useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api, ask } from '../../api/client';
import { asProblem } from '../../api/problem';
import type { components } from '../../api/schema.gen';
import { useAnswer } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { useLanguage } from '../../i18n/language';
import { LinkButton } from '../../ui/Button';
import { EmptyState } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { useUiTexts } from '../../ui/texts';
import { useAroundTexts } from './aroundTexts';
import { ApplyLink, type Aspect, useAspects } from './aspects';
import { compareAddress, comparedIds, usePicked } from './compare';

type Vacancy = components['schemas']['VacancyPage'];

/** Those that are still there; an address may be older than what it names. */
async function vacancies(ids: string[]): Promise<Vacancy[]> {
  const found = await Promise.all(
    ids.map((id) =>
      ask(api.GET('/api/v1/vacancies/{id}', { params: { path: { id } } })).catch((error) => {
        if (asProblem(error).status === 404) return null;
        throw error;
      }),
    ),
  );
  return found.filter((one) => one !== null);
}

export function ComparePage() {
  const t = useAroundTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const picked = usePicked();
  const named = comparedIds(useSearch({ strict: false }));
  const ids = named.length > 0 ? named : picked.map(({ id }) => id);
  const found = useAnswer(ids.length > 0 ? `compare ${ids.join()}` : '', () => vacancies(ids));
  const address = compareAddress(ids);
  useEffect(() => {
    // The address says what is shown, so that it can be sent on.
    if (ids.length > 0 && named.length === 0) history.replaceState(history.state, '', address);
  }, [address, ids.length, named.length]);
  const crumbs = [
    { label: t('toSearch'), to: PATHS.vacancies as string },
    { label: t('compareTitle') },
  ];
  const shown = found.data ?? [];
  return (
    <AppPage title={t('compareTitle')} lead={t('compareLead')} crumbs={crumbs} motif>
      {ids.length === 0 && (
        <EmptyState
          title={t('compareEmpty')}
          act={<LinkButton to={PATHS.vacancies}>{t('toSearch')}</LinkButton>}
        >
          {t('compareEmptyHow')}
        </EmptyState>
      )}
      {ids.length > 0 && !found.data && !found.problem && <p role="status">{ui('loading')}</p>}
      <Trouble error={found.problem} onRetry={found.again} />
      {found.data && shown.length < ids.length && <p role="status">{t('compareGone')}</p>}
      {shown.length > 0 && <Comparison key={language} vacancies={shown} />}
      {shown.length > 0 && <p className="text-sm text-muted">{t('compareShare')}</p>}
    </AppPage>
  );
}

/** Differs, said in a word too: the colour alone says nothing to some. */
function Mark({ aspect }: { aspect: Aspect }) {
  const t = useAroundTexts();
  if (!aspect.differs) return null;
  return (
    <span className="w-fit rounded-sm bg-waiting-soft px-1.5 py-0.5 text-sm font-semibold text-waiting">
      {t('different')}
    </span>
  );
}

function Comparison({ vacancies: shown }: { vacancies: Vacancy[] }) {
  const t = useAroundTexts();
  const aspects = useAspects(shown);
  const without = (id: string) =>
    compareAddress(shown.map((one) => one.id).filter((other) => other !== id));
  const remove = (one: Vacancy) =>
    shown.length > 1 && (
      <a className="link inline-flex min-h-11 items-center text-sm" href={without(one.id)}>
        {t('remove')}
        <span className="sr-only">: {one.post_title}</span>
      </a>
    );
  const name = (one: Vacancy) => (
    <a className="link" href={`/formasi/${one.id}`}>
      {one.post_title}
    </a>
  );
  return (
    <>
      <div className="hidden overflow-x-auto md:block">
        <table className="w-full table-fixed border-collapse">
          <caption className="sr-only">{t('compareTitle')}</caption>
          <thead>
            <tr className="border-b-2 border-edge align-bottom">
              <th scope="col" className="w-40 py-3 text-left text-sm">
                {t('aspect')}
              </th>
              {shown.map((one) => (
                <th key={one.id} scope="col" className="py-3 pl-4 text-left text-lg leading-snug">
                  {name(one)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {aspects.map((aspect) => (
              <tr
                key={aspect.key}
                className={`border-b border-line align-top ${aspect.differs ? 'bg-surface' : ''}`}
              >
                <th scope="row" className="py-3 pr-2 text-left font-normal">
                  <span className="grid gap-1">
                    {aspect.title}
                    <Mark aspect={aspect} />
                  </span>
                </th>
                {aspect.cells.map((cell, at) => (
                  <td
                    key={shown[at]?.id}
                    className={`py-3 pl-4 ${aspect.differs ? 'font-semibold' : ''}`}
                  >
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="align-top">
              <th scope="row" className="py-3 text-left font-normal">
                {t('apply')}
              </th>
              {shown.map((one) => (
                <td key={one.id} className="py-3 pl-4">
                  <span className="grid">
                    <ApplyLink vacancy={one} />
                    {remove(one)}
                  </span>
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <ul className="grid gap-4 md:hidden">
        {shown.map((one, at) => (
          <li key={one.id} className="card grid gap-3 p-4">
            <h2 className="text-lg leading-snug">{name(one)}</h2>
            <dl className="grid gap-3">
              {aspects.map((aspect) => (
                <div key={aspect.key} className="grid gap-0.5">
                  <dt className="flex flex-wrap items-center gap-2 text-sm text-muted">
                    {aspect.title} <Mark aspect={aspect} />
                  </dt>
                  <dd className={aspect.differs ? 'font-semibold' : ''}>{aspect.cells[at]}</dd>
                </div>
              ))}
            </dl>
            <ApplyLink vacancy={one} />
            {remove(one)}
          </li>
        ))}
      </ul>
    </>
  );
}
