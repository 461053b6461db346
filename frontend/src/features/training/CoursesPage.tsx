/** Anybody sees what an agency trains, which sessions are open, and how many took part. */
import { useState } from 'react';
import { AppPage } from '../../app/AppPage';
import { DataTable } from '../../ui/DataTable';
import { Select } from '../../ui/inputs';
import { EmptyState } from '../../ui/Page';
import { useAgencies, useCourses, useOpenSessions } from './data';
import { SessionFacts, Waiting } from './parts';
import { useTrainingTexts } from './texts';

export function CoursesPage() {
  const t = useTrainingTexts();
  const agencies = useAgencies().data?.items;
  const [chosen, setChosen] = useState('');
  const agency = chosen || agencies?.[0]?.id;
  const courses = useCourses(agency).data?.items;
  const open = useOpenSessions(agency).data?.items;
  return (
    <AppPage title={t('coursesTitle')} lead={t('coursesLead')} motif>
      {!agencies && <Waiting />}
      {agencies?.length === 0 && <EmptyState title={t('none')}>{t('noneHow')}</EmptyState>}
      {agencies && agencies.length > 1 && (
        <Select
          pointer="/agency"
          label={t('agency')}
          required
          value={agency ?? ''}
          onChange={setChosen}
          options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {agency && open && (
        <section className="grid gap-4">
          <h2 className="text-xl">{t('openNow')}</h2>
          {open.length === 0 && <EmptyState title={t('noOpen')}>{t('noOpenHow')}</EmptyState>}
          {open.map((session) => (
            <article key={session.id} className="card grid gap-3 p-4 sm:p-6">
              <h3 className="text-lg">
                {session.course_title} · {session.label}
              </h3>
              <p className="max-w-prose text-muted">{session.course_goal}</p>
              <SessionFacts session={session} />
            </article>
          ))}
        </section>
      )}
      {courses && courses.length > 0 && (
        <DataTable
          caption={t('coursesTitle')}
          rows={courses}
          rowKey={(row) => row.id}
          columns={[
            { key: 'title', title: t('course'), heading: true, cell: (row) => row.title },
            { key: 'hours', title: t('hours'), numeric: true, cell: (row) => row.hours },
            { key: 'sessions', title: t('sessions'), numeric: true, cell: (row) => row.sessions },
            {
              key: 'participants',
              title: t('participants'),
              numeric: true,
              cell: (row) => row.participants,
            },
            { key: 'passed', title: t('passedCount'), numeric: true, cell: (row) => row.passed },
          ]}
        />
      )}
    </AppPage>
  );
}
