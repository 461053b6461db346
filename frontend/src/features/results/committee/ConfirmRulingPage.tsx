/** The final act on a ruling: a second officer compares it with the letter and confirms it. */
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { api, ask } from '../../../api/client';
import { useProblem } from '../../../api/hooks';
import { AppPage } from '../../../app/AppPage';
import { announce } from '../../../ui/announce';
import { FinalAct } from '../../../ui/FinalAct';
import { EmptyState } from '../../../ui/Page';
import { failedOf, Trouble } from '../../../ui/Trouble';
import { VerdictBanner } from '../../../ui/Verdict';
import { useStepUp } from '../../identity/StepUp';
import { basePath, type Ruling, type RunPlace, runPath, useRulings, useRun } from './data';
import { useRunTexts } from './texts';

type RulingPlace = RunPlace & { ruling: string };

/** The ruling names applications; the people are known by the codes that they have in the run. */
function useCodes(place: RulingPlace, ruling: Ruling | undefined) {
  return useQueries({
    queries: (ruling?.ranked ?? []).map((application) => ({
      queryKey: ['runs', place.agency, place.round, place.run, 'why', application],
      queryFn: () =>
        ask(
          api.GET('/api/v1/agencies/{agency}/runs/{run}/outcomes/{application}', {
            params: { path: { agency: place.agency, run: place.run, application } },
          }),
        ),
    })),
  });
}

export function ConfirmRulingPage() {
  const t = useRunTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const place = useParams({ strict: false }) as RulingPlace;
  const { problem, running, run } = useProblem();
  const { withStepUp, dialog } = useStepUp();
  const rulings = useRulings(place);
  const detail = useRun(place);
  const ruling = rulings.data?.find((one) => one.id === place.ruling);
  const people = useCodes(place, ruling);
  const codes = people.flatMap((one) => one.data?.outcome.participant_code ?? []);
  const known = ruling && codes.length === ruling.ranked.length;
  const post = detail.data?.vacancies.find((one) => one.vacancy_id === ruling?.vacancy_id);
  const failed = failedOf([rulings, detail, ...people]);
  // An old address, or a ruling on a vacancy that is not in this run.
  const unknown = rulings.data && detail.data && !(ruling && post);
  const back = (
    <Link className="link inline-flex min-h-11 items-center" to={runPath(place) as string}>
      {t('backToRun')}
    </Link>
  );
  const confirm = () =>
    run(async () => {
      if (!ruling) return;
      await withStepUp(() =>
        ask(
          api.POST('/api/v1/agencies/{agency}/rounds/{round}/rulings/{ruling}/confirm', {
            params: {
              path: { agency: place.agency, round: place.round, ruling: place.ruling },
              header: { 'If-Match': `"${ruling.version}"` },
            },
          }),
        ),
      );
      announce(t('confirmedNow'));
      await queries.invalidateQueries({ queryKey: ['rulings', place.agency, place.round] });
      await navigate({ to: runPath(place) });
    });
  return (
    <AppPage
      title={t('confirmTitle')}
      lead={t('confirmLead')}
      crumbs={[
        { label: t('title'), to: basePath(place) },
        { label: t('thisRun'), to: runPath(place) },
        { label: t('confirmTitle') },
      ]}
    >
      <Trouble {...failed} />
      {!failed.error && !unknown && !(known && post) && <p role="status">{t('loading')}</p>}
      {unknown && (
        <EmptyState title={t('rulingUnknown')} act={back}>
          {t('rulingUnknownHow')}
        </EmptyState>
      )}
      {dialog}
      {ruling?.confirmed_at && (
        <VerdictBanner state="unchecked" link={back}>
          {t('confirmNotNow')}
        </VerdictBanner>
      )}
      {ruling && !ruling.confirmed_at && known && post && (
        <FinalAct
          willHappen={[t('willRule', { order: codes.join(', ') }), t('willUse')]}
          toWhom={t('confirmTo', {
            count: codes.length,
            vacancy: `${post.post_title}, ${post.unit_path}`,
          })}
          recorded={t('confirmRecorded', { document: ruling.document })}
          act={t('confirm')}
          running={running}
          problem={problem}
          onAct={confirm}
          cancel={back}
        />
      )}
    </AppPage>
  );
}
