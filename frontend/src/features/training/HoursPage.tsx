/** The own hours of a year: against what the law says, by month and by course. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { untilShown } from '../../api/queries';
import { AppPage } from '../../app/AppPage';
import { useLanguage } from '../../i18n/language';
import { BarChart } from '../../ui/BarChart';
import { DataTable } from '../../ui/DataTable';
import { Select } from '../../ui/inputs';
import { EmptyState } from '../../ui/Page';
import { useOwnAgency } from './data';
import { NotEmployee, Waiting } from './parts';
import { useTrainingTexts } from './texts';

export function HoursPage() {
  const t = useTrainingTexts();
  const language = useLanguage();
  const service = useOwnAgency();
  const agency = service?.agency_id ?? '';
  const thisYear = new Date().getFullYear();
  const [year, setYear] = useState(String(thisYear));
  const { data } = useQuery({
    queryKey: ['training', agency, 'hours', year],
    ...untilShown,
    enabled: !!agency,
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/training/hours', {
          params: { path: { agency }, query: { year: Number(year) || thisYear } },
        }),
      ),
  });
  const month = new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    month: 'long',
    timeZone: 'UTC',
  });
  const bound = data?.bound;
  const sentence =
    data &&
    (!bound
      ? t('noBoundSentence', { counted: data.counted })
      : t(bound.bound === 'floor' ? 'floorSentence' : 'ceilingSentence', {
          counted: data.counted,
          bound: bound.hours,
        }));
  return (
    <AppPage title={t('hoursTitle')} lead={t('hoursLead')}>
      {service === null && <NotEmployee />}
      {service && (
        <div className="max-w-48">
          <Select
            pointer="/year"
            label={t('year')}
            required
            value={year}
            onChange={setYear}
            options={[0, 1, 2, 3].map((ago) => ({
              value: String(thisYear - ago),
              label: String(thisYear - ago),
            }))}
          />
        </div>
      )}
      {service !== null && !data && <Waiting />}
      {data && (
        <>
          <section className="card grid gap-3 p-4 sm:p-6">
            <p className="text-xl font-bold">{sentence}</p>
            <progress
              aria-label={sentence}
              className="h-3 w-full"
              value={data.counted}
              max={Math.max(bound?.hours ?? data.counted, 1)}
            />
            {data.planned > 0 && <p>{t('plannedSentence', { count: data.planned })}</p>}
            {bound && <p className="text-sm text-muted">{t('source', { source: bound.source })}</p>}
          </section>
          <BarChart
            title={t('monthsTitle')}
            sentence={t('monthsSentence')}
            unit={t('hours')}
            bars={data.months.map((one) => ({
              label: month.format(new Date(Date.UTC(2000, one.month - 1, 1))),
              value: one.counted,
            }))}
          />
          {data.courses.length === 0 && (
            <EmptyState title={t('noHours')}>{t('noHoursHow')}</EmptyState>
          )}
          {data.courses.length > 0 && (
            <DataTable
              caption={t('byCourse')}
              rows={data.courses}
              rowKey={(row) => row.session_id}
              columns={[
                {
                  key: 'title',
                  title: t('course'),
                  heading: true,
                  cell: (row) => `${row.course_title} · ${row.session_label}`,
                },
                { key: 'counted', title: t('counted'), numeric: true, cell: (row) => row.counted },
                { key: 'planned', title: t('planned'), numeric: true, cell: (row) => row.planned },
              ]}
            />
          )}
        </>
      )}
    </AppPage>
  );
}
