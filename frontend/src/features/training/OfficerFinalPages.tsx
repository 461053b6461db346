/** The organizer's final acts, each on its own page: publish a session, issue its certificates. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { formatClock, formatClosing, formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { announce } from '../../ui/announce';
import { LinkButton } from '../../ui/Button';
import { FinalAct } from '../../ui/FinalAct';
import { EmptyState } from '../../ui/Page';
import { VerdictBanner } from '../../ui/Verdict';
import { useAgency } from '../identity/agency';
import { type Sheet, useSheet } from './data';
import { useOrganizerTexts } from './organizerTexts';
import { Waiting } from './parts';

/** The session of the address, and the way back to its sheet after the act. */
export function useSessionAct() {
  const t = useOrganizerTexts();
  const { session = '' } = useParams({ strict: false });
  const agency = useAgency('course.manage');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { problem, running, run } = useProblem();
  const { data: sheet } = useSheet(agency, session);
  const label = sheet ? `${sheet.session.course_title} · ${sheet.session.label}` : '…';
  const crumbs = [
    { label: t('work'), to: '/petugas/pelatihan' },
    { label, to: `/petugas/pelatihan/${session}` },
  ];
  const finish = (act: () => Promise<string>) =>
    run(async () => {
      announce(await act());
      await queries.invalidateQueries({ queryKey: ['training'] });
      await navigate({ to: '/petugas/pelatihan/$session', params: { session } });
    });
  const cancel = (
    <LinkButton kind="quiet" to="/petugas/pelatihan/$session" params={{ session }}>
      {t('back')}
    </LinkButton>
  );
  return { t, agency, session, sheet, label, crumbs, problem, running, finish, cancel };
}

function usePublication(sheet: Sheet | undefined) {
  const t = useOrganizerTexts();
  const language = useLanguage();
  if (!sheet) return [];
  const { session, trainers, now } = sheet;
  const at = (iso: string) => formatDateTime(iso, language, session.zone);
  const open = session.enrolment_closes > now;
  return [
    t('publishWill'),
    open
      ? t('publishWindow', {
          opens: at(session.enrolment_opens),
          closes: formatClosing(session.enrolment_closes, language, session.zone),
        })
      : t('publishLate'),
    t('publishSeats', { count: session.capacity, place: session.place }),
    ...session.meetings.map((meeting) =>
      t('publishMeeting', {
        number: meeting.number,
        begins: at(meeting.begins_at),
        ends: formatClock(meeting.ends_at, language, session.zone),
        hours: meeting.hours,
      }),
    ),
    t('publishTrainers', { names: trainers.map((trainer) => trainer.name).join(', ') }),
  ];
}

export function OfficerPublishSessionPage() {
  const act = useSessionAct();
  const { t, agency, session, sheet } = act;
  const willHappen = usePublication(sheet);
  const publish = () =>
    act.finish(async () => {
      await ask(
        api.POST('/api/v1/agencies/{agency}/course-sessions/{session}/publish', {
          params: {
            path: { agency, session },
            header: { 'If-Match': `"${sheet?.session.version}"` },
          },
        }),
      );
      return t('published');
    });
  return (
    <AppPage title={t('publishTitle')} lead={act.label} crumbs={act.crumbs}>
      {!sheet && <Waiting />}
      {sheet?.session.state === 'published' && (
        <VerdictBanner state="met" link={act.cancel}>
          {t('alreadyPublished')}
        </VerdictBanner>
      )}
      {sheet?.session.state === 'draft' && (
        <FinalAct
          act={t('publishAct')}
          willHappen={willHappen}
          toWhom={t('publishWhom')}
          recorded={t('publishRecorded')}
          running={act.running}
          problem={act.problem}
          onAct={publish}
          cancel={act.cancel}
        />
      )}
    </AppPage>
  );
}

export function OfficerIssuePage() {
  const act = useSessionAct();
  const { t, agency, session, sheet } = act;
  const key = useIdempotencyKey();
  const waiting = sheet?.lines.filter((line) => line.state === 'passed' && !line.certificate) ?? [];
  const issue = () =>
    act.finish(async () => {
      const { issued } = await ask(
        api.POST('/api/v1/agencies/{agency}/course-sessions/{session}/certificates', {
          params: { path: { agency, session }, header: idempotencyKey(key.current()) },
          body: {},
        }),
      );
      key.renew();
      return t('issuedDone', { count: issued });
    });
  return (
    <AppPage title={t('issueTitle')} lead={act.label} crumbs={act.crumbs}>
      {!sheet && <Waiting />}
      {sheet && waiting.length === 0 && (
        <EmptyState title={t('nobodyTitle')} act={act.cancel}>
          {t('nobodyHow')}
        </EmptyState>
      )}
      {waiting.length > 0 && (
        <FinalAct
          act={t('issueAct')}
          willHappen={[t('issueWill'), t('issueWillAddress'), t('issueWillHours')]}
          toWhom={t('issueWhom', {
            count: waiting.length,
            names: waiting.map((line) => line.name).join(', '),
          })}
          recorded={t('issueRecorded')}
          running={act.running}
          problem={act.problem}
          onAct={issue}
          cancel={act.cancel}
        />
      )}
    </AppPage>
  );
}
