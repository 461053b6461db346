/** Places that wait for a ruling on a tie, and the rulings that were recorded. */
import { Link } from '@tanstack/react-router';
import { usePermission } from '../../../api/session';
import { LinkButton } from '../../../ui/Button';
import { DataTable } from '../../../ui/DataTable';
import { Instant } from '../../../ui/figures';
import { Trouble } from '../../../ui/Trouble';
import { Verdict } from '../../../ui/Verdict';
import { type Detail, type RunPlace, runPath, tiedCodes, useRulings } from './data';
import { useRunTexts } from './texts';

export function Ties({ place, detail }: { place: RunPlace; detail: Detail }) {
  const t = useRunTexts();
  const mayRecord = usePermission('run.make');
  const mayConfirm = usePermission('run.approve');
  const rulings = useRulings(place);
  // Only the last stage gives places, and so only there a tie needs a ruling.
  const waiting = detail.run.last_stage ? detail.vacancies.filter((one) => one.undecided > 0) : [];
  const posts = new Map(detail.vacancies.map((one) => [one.vacancy_id, one]));
  const post = (id: string) => {
    const found = posts.get(id);
    return found ? `${found.post_title}, ${found.unit_path}` : '';
  };
  const recorded = (rulings.data ?? []).filter((one) => posts.has(one.vacancy_id));
  // Once a ruling is in force only a new run changes anything.
  const ruled = recorded.filter((one) => one.confirmed_at).map((one) => one.vacancy_id);
  if (waiting.length === 0 && recorded.length === 0) return null;
  return (
    <section className="grid gap-4">
      <Trouble error={rulings.error} onRetry={rulings.refetch} />
      {waiting.length > 0 && (
        <>
          <h2 className="text-xl">{t('tiesTitle')}</h2>
          <p className="max-w-prose">{t('tiesHow')}</p>
          <ul className="grid gap-3">
            {waiting.map((one) => (
              <li key={one.vacancy_id} className="card grid justify-items-start gap-2 p-4">
                <h3 className="font-bold">{post(one.vacancy_id)}</h3>
                <p>
                  {tiedCodes(one).length > 0
                    ? t('tieOf', { people: tiedCodes(one).length, places: one.undecided })
                    : t('tieElsewhere', { places: one.undecided })}
                </p>
                {mayRecord &&
                  tiedCodes(one).length > 0 &&
                  !detail.run.national &&
                  !ruled.includes(one.vacancy_id) && (
                    <LinkButton to={`${runPath(place)}/putusan/${one.vacancy_id}` as string}>
                      {t('recordRuling')}
                    </LinkButton>
                  )}
              </li>
            ))}
          </ul>
        </>
      )}
      {recorded.length > 0 && (
        <>
          <DataTable
            caption={t('rulingsTitle')}
            rows={recorded}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'vacancy',
                title: t('vacancy'),
                heading: true,
                cell: (row) => post(row.vacancy_id),
              },
              { key: 'document', title: t('document'), cell: (row) => row.document },
              {
                key: 'recorded',
                title: t('recordedAt'),
                cell: (row) => <Instant at={row.recorded_at} />,
              },
              {
                key: 'state',
                title: t('state'),
                cell: (row) => (
                  <>
                    <Verdict state={row.confirmed_at ? 'met' : 'waiting'}>
                      {t(row.confirmed_at ? 'rulingConfirmed' : 'rulingWaiting')}
                    </Verdict>
                    {!row.confirmed_at && mayConfirm && (
                      <Link
                        className="link ml-2 inline-flex min-h-11 items-center"
                        to={`${runPath(place)}/kuatkan/${row.id}` as string}
                      >
                        {t('toConfirm')}
                      </Link>
                    )}
                  </>
                ),
              },
            ]}
          />
          {waiting.length > 0 && recorded.some((one) => one.confirmed_at) && (
            <p>{t('rulingThenRun')}</p>
          )}
        </>
      )}
    </section>
  );
}
