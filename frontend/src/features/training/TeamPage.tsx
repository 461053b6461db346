/** A head of unit sees the hours of the own people and takes seats for them. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { untilShown } from '../../api/queries';
import { AppPage } from '../../app/AppPage';
import { announce } from '../../ui/announce';
import { BarChart } from '../../ui/BarChart';
import { Button } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { Select } from '../../ui/inputs';
import { EmptyState } from '../../ui/Page';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { useGrantAgency, useOpenSessions } from './data';
import { Waiting } from './parts';
import { useTrainingTexts } from './texts';

export function TeamPage() {
  const t = useTrainingTexts();
  const agency = useGrantAgency('team.enrol') ?? '';
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const [chosen, setChosen] = useState('');
  const open = useOpenSessions(agency || undefined).data?.items;
  const session = chosen || open?.[0]?.id || '';
  const { data } = useQuery({
    queryKey: ['training', agency, 'team'],
    ...untilShown,
    enabled: !!agency,
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/training/team', {
          params: { path: { agency }, query: {} },
        }),
      ),
  });
  const enrol = (employee_id: string, name: string) =>
    run(async () => {
      await ask(
        api.POST('/api/v1/agencies/{agency}/course-sessions/{session}/team-enrolments', {
          params: { path: { agency, session }, header: idempotencyKey(key.current()) },
          body: { employee_id },
        }),
      );
      announce(t('memberEnrolled', { name }));
      await queries.invalidateQueries({ queryKey: ['training'] });
    }).finally(key.renew);
  const team = data?.items;
  return (
    <AppPage title={t('teamTitle')} lead={t('teamLead')}>
      {(!team || !open) && <Waiting />}
      {team?.length === 0 && <EmptyState title={t('teamEmpty')}>{t('teamEmptyHow')}</EmptyState>}
      <ProblemSummary problem={problem} />
      {team && open && team.length > 0 && (
        <>
          {open.length === 0 ? (
            <EmptyState title={t('noOpen')}>{t('noOpenHow')}</EmptyState>
          ) : (
            <Select
              pointer="/session"
              label={t('session')}
              required
              value={session}
              onChange={setChosen}
              options={open.map((one) => ({
                value: one.id,
                label: `${one.course_title} · ${one.label}`,
              }))}
            />
          )}
          <DataTable
            caption={t('teamTitle')}
            headed
            rows={team}
            rowKey={(row) => row.employee_id}
            columns={[
              { key: 'name', title: t('name'), heading: true, cell: (row) => row.name },
              { key: 'post', title: t('post'), cell: (row) => row.post_title },
              { key: 'counted', title: t('counted'), numeric: true, cell: (row) => row.counted },
              { key: 'planned', title: t('planned'), numeric: true, cell: (row) => row.planned },
              ...(session
                ? [
                    {
                      key: 'act',
                      title: t('enrolMember'),
                      cell: (row: (typeof team)[number]) =>
                        row.session_ids.includes(session) ? (
                          t('inSession')
                        ) : (
                          <Button
                            busy={running}
                            aria-label={`${t('enrolMember')}: ${row.name}`}
                            onClick={() => enrol(row.employee_id, row.name)}
                          >
                            {t('enrolMember')}
                          </Button>
                        ),
                    },
                  ]
                : []),
            ]}
          />
          <BarChart
            title={t('teamChart')}
            sentence={t('teamSentence', {
              least: Math.min(...team.map((row) => row.counted)),
              most: Math.max(...team.map((row) => row.counted)),
            })}
            unit={t('hours')}
            bars={team.map((row) => ({ label: row.name, value: row.counted }))}
          />
        </>
      )}
    </AppPage>
  );
}
