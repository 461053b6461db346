/** Sessions that a trainer or organizer works on, and for organizers the courses from which new ones are made. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { untilShown } from '../../api/queries';
import { usePermission } from '../../api/session';
import { AppPage } from '../../app/AppPage';
import { LinkButton } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { Instant } from '../../ui/figures';
import { EmptyState } from '../../ui/Page';
import { useGrantAgency } from './data';
import { useAllCourses } from './organizer';
import { useOrganizerTexts } from './organizerTexts';
import { Waiting } from './parts';
import { useTrainingTexts } from './texts';

function Courses({ agency }: { agency: string }) {
  const t = useOrganizerTexts();
  const { data } = useAllCourses(agency);
  return (
    <section className="grid gap-4">
      <h2 className="text-xl">{t('courses')}</h2>
      {!data && <Waiting />}
      {data?.length === 0 && (
        <EmptyState title={t('coursesNone')}>{t('coursesNoneHow')}</EmptyState>
      )}
      {data && data.length > 0 && (
        <>
          <p className="text-muted">{t('coursesLead')}</p>
          <ul className="grid gap-3">
            {data.map((course) => (
              <li
                key={course.id}
                className="card flex flex-wrap items-center justify-between gap-3 p-4"
              >
                <div className="min-w-0">
                  <h3 className="font-semibold">{course.title}</h3>
                  <p className="text-sm text-muted">
                    {t('courseFacts', { hours: course.hours, count: course.sessions })}
                  </p>
                </div>
                <LinkButton to="/petugas/pelatihan/baru/$course" params={{ course: course.id }}>
                  {t('addSession')}
                  <span className="sr-only"> {course.title}</span>
                </LinkButton>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export function OfficerWorkPage() {
  const t = useTrainingTexts();
  const organizer = useOrganizerTexts();
  const organizes = usePermission('course.manage');
  const agency = useGrantAgency('attendance.keep') ?? '';
  const { data } = useQuery({
    queryKey: ['training', agency, 'work'],
    ...untilShown,
    enabled: !!agency,
    queryFn: () =>
      ask(api.GET('/api/v1/agencies/{agency}/training/work', { params: { path: { agency } } })),
  });
  return (
    <AppPage title={t('workTitle')} lead={t('workLead')}>
      {organizes && (
        <div>
          <LinkButton to="/petugas/pelatihan/baru" kind="primary">
            {organizer('newCourse')}
          </LinkButton>
        </div>
      )}
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
      {organizes && <Courses agency={agency} />}
    </AppPage>
  );
}
