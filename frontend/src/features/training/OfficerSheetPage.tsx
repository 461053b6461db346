/** The sheet of a session: what the organizer does next, attendance by meeting, results. */
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { usePermission } from '../../api/session';
import { AppPage } from '../../app/AppPage';
import { announce } from '../../ui/announce';
import { LinkButton } from '../../ui/Button';
import { EmptyState } from '../../ui/Page';
import { VerdictBanner } from '../../ui/Verdict';
import { type Sheet, useGrantAgency, useSheet } from './data';
import { Meetings } from './OfficerAttendance';
import { Results } from './OfficerResults';
import { useOrganizerTexts } from './organizerTexts';
import { SessionFacts, Waiting } from './parts';
import { useTrainingTexts } from './texts';

/** What waits for the organizer: a draft to publish, or certificates to issue. */
function NextAct({ sheet }: { sheet: Sheet }) {
  const t = useOrganizerTexts();
  const params = { session: sheet.session.id };
  const waiting = sheet.lines.filter((line) => line.state === 'passed' && !line.certificate).length;
  const draft = sheet.session.state === 'draft';
  if (!draft && waiting === 0) return null;
  return (
    <div className="grid gap-4">
      <VerdictBanner state="waiting">
        {draft ? t('draftBanner') : t('waitingBanner', { count: waiting })}
      </VerdictBanner>
      <div>
        <LinkButton
          kind="primary"
          to={
            draft ? '/petugas/pelatihan/$session/umumkan' : '/petugas/pelatihan/$session/sertifikat'
          }
          params={params}
        >
          {t(draft ? 'toPublish' : 'toIssue')}
        </LinkButton>
      </div>
    </div>
  );
}

function NextSession({ sheet }: { sheet: Sheet }) {
  const t = useOrganizerTexts();
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('next')}</h2>
      <p className="max-w-prose">{t('nextHow')}</p>
      <div>
        <LinkButton to="/petugas/pelatihan/$session/salin" params={{ session: sheet.session.id }}>
          {t('toCopy')}
        </LinkButton>
      </div>
    </section>
  );
}

export function OfficerSheetPage() {
  const t = useTrainingTexts();
  const { session = '' } = useParams({ strict: false });
  const agency = useGrantAgency('attendance.keep') ?? '';
  const organizes = usePermission('course.manage');
  const queries = useQueryClient();
  const { data } = useSheet(agency, session);
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
          {organizes && <NextAct sheet={act.sheet} />}
          <div className="card p-4 sm:p-6">
            <SessionFacts session={act.sheet.session} trainers={act.sheet.trainers} />
          </div>
          {act.sheet.lines.length === 0 ? (
            <EmptyState title={t('noParticipants')}>{t('noParticipantsHow')}</EmptyState>
          ) : (
            <>
              <Meetings {...act} />
              <Results {...act} revocable={organizes} />
            </>
          )}
          {organizes && <NextSession sheet={act.sheet} />}
        </>
      )}
    </AppPage>
  );
}
