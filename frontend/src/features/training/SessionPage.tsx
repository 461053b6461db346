/** One session: an employee takes a seat, or gives it back while enrolment is open. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { VerdictBanner } from '../../ui/Verdict';
import { useOwnAgency, useOwnTraining } from './data';
import { NotEmployee, SessionFacts, Waiting } from './parts';
import { useTrainingTexts } from './texts';

export function SessionPage() {
  const t = useTrainingTexts();
  const { session = '' } = useParams({ strict: false });
  const service = useOwnAgency();
  const agency = service?.agency_id ?? '';
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const { data } = useQuery({
    queryKey: ['training', agency, 'session', session],
    throwOnError: true,
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
  const now = new Date().toISOString();
  const later = !!data && now < data.enrolment_opens;
  const open = !!data && !later && now < data.enrolment_closes;
  const done = async (text: string) => {
    key.renew();
    announce(text);
    await queries.invalidateQueries({ queryKey: ['training'] });
  };
  const enrol = () =>
    run(async () => {
      await ask(
        api.POST('/api/v1/agencies/{agency}/course-sessions/{session}/enrolments', {
          params: { path: { agency, session }, header: idempotencyKey(key.current()) },
          body: {},
        }),
      );
      await done(t('enrolled'));
    });
  const cancel = () =>
    run(async () => {
      if (!seat) return;
      await ask(
        api.POST('/api/v1/agencies/{agency}/enrolments/{enrolment}/cancel', {
          params: {
            path: { agency, enrolment: seat.enrolment_id },
            header: { 'If-Match': `"${seat.version}"` },
          },
        }),
      );
      await done(t('cancelled'));
    });
  return (
    <AppPage
      title={data?.course_title ?? t('session')}
      lead={data?.course_goal}
      crumbs={[{ label: t('ownTitle'), to: '/pegawai/pelatihan' }, { label: data?.label ?? '' }]}
    >
      {service === null && <NotEmployee />}
      {service !== null && (!data || !own) && <Waiting />}
      <ProblemSummary problem={problem} />
      {data && own && (
        <>
          <div className="card p-4 sm:p-6">
            <SessionFacts session={data} />
          </div>
          {seat && <VerdictBanner state="met">{t('alreadyIn')}</VerdictBanner>}
          {!seat && !open && (
            <VerdictBanner state="unchecked">
              {t(later ? 'enrolmentLater' : 'enrolmentClosed')}
            </VerdictBanner>
          )}
          <div className="empty:hidden">
            {!seat && open && (
              <Button kind="primary" busy={running} onClick={enrol}>
                {t('enrol')}
              </Button>
            )}
            {seat?.state === 'enrolled' && open && (
              <Button kind="danger" busy={running} onClick={cancel}>
                {t('cancelSeat')}
              </Button>
            )}
          </div>
        </>
      )}
    </AppPage>
  );
}
