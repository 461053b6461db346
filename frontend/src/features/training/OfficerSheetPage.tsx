/** The sheet of a session: attendance by meeting, results, then publishing, copying and certificates. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { usePermission } from '../../api/session';
import { AppPage } from '../../app/AppPage';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { FinalAct } from '../../ui/FinalAct';
import { Form } from '../../ui/Form';
import { DateField, TextInput } from '../../ui/inputs';
import { EmptyState } from '../../ui/Page';
import { type Sheet, useGrantAgency } from './data';
import { Meetings } from './OfficerAttendance';
import { Results } from './OfficerResults';
import { SessionFacts, Waiting } from './parts';
import { useTrainingTexts } from './texts';

type ActProps = { agency: string; sheet: Sheet; onDone: (text: string) => void };

function Publish({ agency, sheet, onDone }: ActProps) {
  const t = useTrainingTexts();
  const { problem, running, run } = useProblem();
  const publish = () =>
    run(async () => {
      await ask(
        api.POST('/api/v1/agencies/{agency}/course-sessions/{session}/publish', {
          params: {
            path: { agency, session: sheet.session.id },
            header: { 'If-Match': `"${sheet.session.version}"` },
          },
        }),
      );
      onDone(t('published'));
    });
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('publishTitle')}</h2>
      <FinalAct
        act={t('publishAct')}
        willHappen={[t('publishWill')]}
        toWhom={t('publishWhom')}
        recorded={t('publishRecorded')}
        running={running}
        problem={problem}
        onAct={publish}
      />
    </section>
  );
}

function Issue({ agency, sheet, onDone }: ActProps) {
  const t = useTrainingTexts();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const waiting = sheet.lines.filter((line) => line.state === 'passed' && !line.certificate).length;
  if (waiting === 0) return null;
  const issue = () =>
    run(async () => {
      const { issued } = await ask(
        api.POST('/api/v1/agencies/{agency}/course-sessions/{session}/certificates', {
          params: {
            path: { agency, session: sheet.session.id },
            header: idempotencyKey(key.current()),
          },
          body: {},
        }),
      );
      key.renew();
      onDone(t('issuedDone', { count: issued }));
    });
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('issueTitle')}</h2>
      <FinalAct
        act={t('issueAct')}
        willHappen={[t('issueWill'), t('issueWillAddress')]}
        toWhom={t('issueWhom', { count: waiting })}
        recorded={t('issueRecorded')}
        running={running}
        problem={problem}
        onAct={issue}
      />
    </section>
  );
}

function Copy({ agency, sheet, onDone }: ActProps) {
  const t = useTrainingTexts();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const [label, setLabel] = useState('');
  const [first_day, setFirstDay] = useState('');
  const copy = () =>
    run(async () => {
      await ask(
        api.POST('/api/v1/agencies/{agency}/course-sessions/{session}/copies', {
          params: {
            path: { agency, session: sheet.session.id },
            header: idempotencyKey(key.current()),
          },
          body: { label, first_day },
        }),
      );
      onDone(t('copied'));
    }).finally(key.renew);
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('copyTitle')}</h2>
      <Form problem={problem} onSubmit={copy} label={t('copyTitle')}>
        <TextInput
          pointer="/label"
          label={t('copyLabel')}
          required
          value={label}
          onChange={setLabel}
        />
        <DateField
          pointer="/first_day"
          label={t('copyDay')}
          required
          value={first_day}
          onChange={setFirstDay}
        />
        <div>
          <Button type="submit" busy={running}>
            {t('copyAct')}
          </Button>
        </div>
      </Form>
    </section>
  );
}

export function OfficerSheetPage() {
  const t = useTrainingTexts();
  const { session = '' } = useParams({ strict: false });
  const agency = useGrantAgency('attendance.keep') ?? '';
  const organizes = usePermission('course.manage');
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['training', agency, 'sheet', session],
    throwOnError: true,
    enabled: !!agency,
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/course-sessions/{session}/sheet', {
          params: { path: { agency, session } },
        }),
      ),
  });
  const onDone = (text: string) => {
    announce(text);
    queries.invalidateQueries({ queryKey: ['training'] });
  };
  const label = data ? `${data.session.course_title} · ${data.session.label}` : t('session');
  const act = data && { agency, sheet: data, onDone };
  return (
    <AppPage
      title={label}
      lead={t('sheetLead')}
      crumbs={[{ label: t('workTitle'), to: '/petugas/pelatihan' }, { label }]}
    >
      {!act && <Waiting />}
      {act && (
        <>
          <div className="card p-4 sm:p-6">
            <SessionFacts session={act.sheet.session} />
          </div>
          {organizes && act.sheet.session.state === 'draft' && <Publish {...act} />}
          {act.sheet.lines.length === 0 ? (
            <EmptyState title={t('noParticipants')}>{t('noParticipantsHow')}</EmptyState>
          ) : (
            <>
              <Meetings {...act} />
              <Results {...act} />
            </>
          )}
          {organizes && <Issue {...act} />}
          {organizes && <Copy {...act} />}
        </>
      )}
    </AppPage>
  );
}
