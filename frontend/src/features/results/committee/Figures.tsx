/** The numbers of a run: how many places, filled, empty, undecided; drawn by unit; refused vacancies by name. */
import { useLanguage } from '../../../i18n/language';
import { BarChart } from '../../../ui/BarChart';
import { DataTable } from '../../../ui/DataTable';
import { POOLS } from '../../rounds/pools';
import { barsByUnit, type Detail, type RunPlace, totals } from './data';
import { Fact, useNames } from './parts';
import { useRunTexts } from './texts';

export function Figures({ place, detail }: { place: RunPlace; detail: Detail }) {
  const t = useRunTexts();
  const { run, vacancies } = detail;
  const sums = totals(vacancies);
  const last = run.last_stage;
  const bars = barsByUnit(vacancies, last, (count) => t('others', { count }));
  return (
    <section className="grid gap-6">
      <h2 className="text-xl">{t('figuresTitle')}</h2>
      <dl className="figures grid grid-cols-2 gap-4 sm:grid-cols-4">
        <Fact label={t('participants')}>{run.participant_count}</Fact>
        <Fact label={t('places')}>{sums.places}</Fact>
        {last ? (
          <>
            <Fact label={t('filled')}>{sums.filled}</Fact>
            <Fact label={t('empty')}>{sums.empty}</Fact>
            <Fact label={t('undecided')}>{sums.undecided}</Fact>
          </>
        ) : (
          <Fact label={t('goingOn')}>{sums.going}</Fact>
        )}
        <Fact label={t('refusedCount')}>{sums.refused}</Fact>
      </dl>
      {bars.length > 0 && (
        <BarChart
          title={t(last ? 'chartTitle' : 'chartGoing')}
          sentence={
            last
              ? t('chartSentence', { filled: sums.filled, places: sums.places })
              : t('chartGoingSentence', { going: sums.going, people: sums.people })
          }
          unit={t(last ? 'chartUnit' : 'goingOn')}
          ofUnit={t(last ? 'chartOf' : 'participants')}
          bars={bars}
        />
      )}
      <Refused place={place} detail={detail} />
    </section>
  );
}

function Refused({ place, detail }: { place: RunPlace; detail: Detail }) {
  const t = useRunTexts();
  const language = useLanguage();
  const name = useNames(place);
  const refused = detail.vacancies.filter((one) => one.refused_stage);
  if (refused.length === 0) return null;
  return (
    <DataTable
      caption={t('refusedTitle')}
      rows={refused}
      rowKey={(row) => row.vacancy_id}
      columns={[
        {
          key: 'vacancy',
          title: t('vacancy'),
          heading: true,
          cell: (row) => `${row.post_title}, ${row.unit_path}`,
        },
        {
          key: 'reason',
          title: t('reason'),
          cell: (row) =>
            t('refusedWhy', {
              stage: name(row.refused_stage ?? ''),
              pool: POOLS[row.pool]?.[language] ?? row.pool,
            }),
        },
      ]}
    />
  );
}
