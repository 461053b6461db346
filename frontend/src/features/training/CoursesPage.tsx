/** Anybody sees what an agency trains, which sessions are open, and how many took part. */
import { useState } from 'react';
import { useAnswer } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { DataTable } from '../../ui/DataTable';
import { Select } from '../../ui/inputs';
import { EmptyState } from '../../ui/Page';
import { failedOf, Trouble } from '../../ui/Trouble';
import { SessionFacts, Waiting } from './parts';
import { agencies, courses, openSessions } from './publicData';
import { useTrainingTexts } from './texts';

export function CoursesPage() {
  const t = useTrainingTexts();
  const all = useAnswer('training agencies', agencies);
  const list = all.data?.items;
  const [chosen, setChosen] = useState('');
  const agency = chosen || list?.[0]?.id || '';
  const taught = useAnswer(agency && `courses ${agency}`, () => courses(agency));
  const taking = useAnswer(agency && `open sessions ${agency}`, () => openSessions(agency));
  const rows = taught.data?.items ?? [];
  const open = taking.data?.items;
  const failed = failedOf([all, taught, taking]);
  return (
    <AppPage title={t('coursesTitle')} lead={t('coursesLead')} motif>
      <Trouble {...failed} />
      {!list && !failed.error && <Waiting />}
      {list?.length === 0 && <EmptyState title={t('none')}>{t('noneHow')}</EmptyState>}
      {list && list.length > 1 && (
        <Select
          pointer="/agency"
          label={t('agency')}
          required
          value={agency}
          onChange={setChosen}
          options={list.map(({ id, name }) => ({ value: id, label: name }))}
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
      {taught.data && rows.length === 0 && (
        <EmptyState title={t('none')}>{t('noneHow')}</EmptyState>
      )}
      {rows.length > 0 && (
        <DataTable
          caption={t('coursesTitle')}
          headed
          rows={rows}
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
