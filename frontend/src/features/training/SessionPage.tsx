/** One session: an employee takes a seat, or gives it back while enrolment is open. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { untilShown } from '../../api/queries';
import { AppPage } from '../../app/AppPage';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { VerdictBanner } from '../../ui/Verdict';
import { type CourseSession, type OwnTraining, useOwnAgency, useOwnTraining } from './data';
import { NotEmployee, SessionFacts, Waiting } from './parts';
import { useTrainingTexts } from './texts';

/** Taking the seat or giving it back, while enrolment is open. */
function Seat({
  agency,
  data,
  seat,
}: {
  agency: string;
  data: CourseSession;
  seat: OwnTraining | undefined;
}) {
  const t = useTrainingTexts();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const now = new Date().toISOString();
  const later = now < data.enrolment_opens;
  const open = !later && now < data.enrolment_closes;
  const full = open && data.seats_left === 0;
  const done = async (text: string) => {
    key.renew();
    announce(text);
    await queries.invalidateQueries({ queryKey: ['training'] });
  };
  const enrol = () =>
    run(async () => {
      await ask(
        api.POST('/api/v1/agencies/{agency}/course-sessions/{session}/enrolments', {
          params: { path: { agency, session: data.id }, header: idempotencyKey(key.current()) },
          body: {},
        }),
      );
      await done(t('enrolled'));
    });
  const cancel = (held: OwnTraining) =>
    run(async () => {
      await ask(
        api.POST('/api/v1/agencies/{agency}/enrolments/{enrolment}/cancel', {
          params: {
            path: { agency, enrolment: held.enrolment_id },
            header: { 'If-Match': `"${held.version}"` },
          },
        }),
      );
      await done(t('cancelled'));
    });
  return (
    <>
      <ProblemSummary problem={problem} />
      {seat && <VerdictBanner state="met">{t('alreadyIn')}</VerdictBanner>}
      {!seat && (!open || full) && (
        <VerdictBanner state="unchecked">
          {t(full ? 'enrolmentFull' : later ? 'enrolmentLater' : 'enrolmentClosed')}
        </VerdictBanner>
      )}
      <div className="empty:hidden">
        {!seat && open && !full && (
          <Button kind="primary" busy={running} onClick={enrol}>
            {t('enrol')}
          </Button>
        )}
        {seat?.state === 'enrolled' && open && (
          <Button kind="danger" busy={running} onClick={() => cancel(seat)}>
            {t('cancelSeat')}
          </Button>
        )}
      </div>
    </>
  );
}

export function SessionPage() {
  const t = useTrainingTexts();
  const { session = '' } = useParams({ strict: false });
  const service = useOwnAgency();
  const agency = service?.agency_id ?? '';
  const { data } = useQuery({
    queryKey: ['training', agency, 'session', session],
    ...untilShown,
    enabled: !!agency,
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/course-sessions/{session}', {
          params: { path: { agency, session } },
        }),
      ),
  });
  const own = useOwnTraining(agency || undefined).data?.items;
  const seat = own?.find((one) => one.session_id === session && one.state !== 'cancelled');
  return (
    <AppPage
      title={data?.course_title ?? t('session')}
      lead={data?.course_goal}
      crumbs={[{ label: t('ownTitle'), to: '/pegawai/pelatihan' }, { label: data?.label ?? '' }]}
    >
      {service === null && <NotEmployee />}
      {service !== null && (!data || !own) && <Waiting />}
      {data && own && (
        <>
          <div className="card p-4 sm:p-6">
            <SessionFacts session={data} />
          </div>
          <Seat agency={agency} data={data} seat={seat} />
        </>
      )}
    </AppPage>
  );
}
