/** What a run says of each vacancy. */
import { useState } from 'react';
import { useLanguage } from '../../../i18n/language';
import { Button } from '../../../ui/Button';
import { DataTable } from '../../../ui/DataTable';
import { POOLS } from '../../rounds/pools';
import type { Detail, Vacancy } from './data';
import { useRunTexts } from './texts';

export function Vacancies({
  detail,
  onChoose,
}: {
  detail: Detail;
  onChoose: (vacancy: string) => void;
}) {
  const t = useRunTexts();
  const language = useLanguage();
  const [shown, setShown] = useState(10);
  const { run, vacancies } = detail;
  const number = (
    key: 'places' | 'participants' | 'going_on' | 'placed' | 'empty' | 'undecided',
    title: string,
  ) => ({
    key,
    title,
    numeric: true,
    cell: (row: Vacancy) => row[key],
  });
  return (
    <section className="grid gap-4">
      <DataTable
        caption={t('vacanciesTitle')}
        rows={vacancies.slice(0, shown)}
        rowKey={(row) => row.vacancy_id}
        columns={[
          {
            key: 'vacancy',
            title: t('vacancy'),
            heading: true,
            cell: (row) => (
              <button
                type="button"
                className="link min-h-11 cursor-pointer text-left"
                onClick={() => onChoose(row.vacancy_id)}
              >
                {row.post_title}, {row.unit_path}
              </button>
            ),
          },
          {
            key: 'pool',
            title: t('pool'),
            cell: (row) => POOLS[row.pool]?.[language] ?? row.pool,
          },
          number('participants', t('participants')),
          number('places', t('places')),
          ...(run.last_stage
            ? [
                number('placed', t('filled')),
                number('empty', t('empty')),
                number('undecided', t('undecided')),
              ]
            : [number('going_on', t('goingOn'))]),
        ]}
      />
      <div className="flex flex-wrap items-center gap-4">
        {shown < vacancies.length && (
          <Button onClick={() => setShown(shown + 20)}>{t('moreVacancies')}</Button>
        )}
        <span role="status" className="text-sm text-muted">
          {t('shownOf', { shown: Math.min(shown, vacancies.length), count: vacancies.length })}
        </span>
      </div>
    </section>
  );
}
