/** Sessions that a trainer or organizer works on. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { AppPage } from '../../app/AppPage';
import { DataTable } from '../../ui/DataTable';
import { Instant } from '../../ui/figures';
import { EmptyState } from '../../ui/Page';
import { useGrantAgency } from './data';
import { Waiting } from './parts';
import { useTrainingTexts } from './texts';

export function OfficerWorkPage() {
  const t = useTrainingTexts();
  const agency = useGrantAgency('attendance.keep') ?? '';
  const { data } = useQuery({
    queryKey: ['training', agency, 'work'],
    throwOnError: true,
    enabled: !!agency,
    queryFn: () =>
      ask(api.GET('/api/v1/agencies/{agency}/training/work', { params: { path: { agency } } })),
  });
  return (
    <AppPage title={t('workTitle')} lead={t('workLead')}>
      {!data && <Waiting />}
      {data?.items.length === 0 && (
        <EmptyState title={t('workNone')}>{t('workNoneHow')}</EmptyState>
      )}
      {data && data.items.length > 0 && (
        <DataTable
          caption={t('sessions')}
          rows={data.items}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'title',
              title: t('session'),
              heading: true,
              cell: (row) => (
                <Link
                  to="/petugas/pelatihan/$session"
                  params={{ session: row.id }}
                  className="link inline-flex min-h-11 items-center"
                >
                  {row.course_title} · {row.label}
                </Link>
              ),
            },
            {
              key: 'begins',
              title: t('meeting', { number: 1 }),
              cell: (row) =>
                row.meetings[0] && <Instant at={row.meetings[0].begins_at} zone={row.zone} />,
            },
            {
              key: 'state',
              title: t('state'),
              cell: (row) => t(row.state === 'draft' ? 'draft' : 'published'),
            },
            {
              key: 'participants',
              title: t('participants'),
              numeric: true,
              cell: (row) => row.capacity - row.seats_left,
            },
          ]}
        />
      )}
    </AppPage>
  );
}
