/** The final act on a run of an own round: an officer who did not make it approves it. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { api, ask } from '../../../api/client';
import { useProblem } from '../../../api/hooks';
import { AppPage } from '../../../app/AppPage';
import { announce } from '../../../ui/announce';
import { FinalAct } from '../../../ui/FinalAct';
import { Trouble } from '../../../ui/Trouble';
import { VerdictBanner } from '../../../ui/Verdict';
import { useStepUp } from '../../identity/StepUp';
import { waitsForYou } from './Approval';
import { basePath, type RunPlace, runPath, totals, useRun } from './data';
import { shortHash, useNames } from './parts';
import { useRunTexts } from './texts';

export function ApproveRunPage() {
  const t = useRunTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const place = useParams({ strict: false }) as RunPlace;
  const name = useNames(place);
  const { problem, running, run: attempt } = useProblem();
  const { withStepUp, dialog } = useStepUp();
  const query = useRun(place);
  const run = query.data?.run;
  const sums = totals(query.data?.vacancies ?? []);
  const back = (
    <Link className="link inline-flex min-h-11 items-center" to={runPath(place) as string}>
      {t('backToRun')}
    </Link>
  );
  const approve = () =>
    attempt(async () => {
      await withStepUp(() =>
        ask(
          api.POST('/api/v1/agencies/{agency}/runs/{run}/approve', {
            params: { path: { agency: place.agency, run: place.run } },
          }),
        ),
      );
      announce(t('approvedNow'));
      await queries.invalidateQueries({ queryKey: ['runs', place.agency, place.round] });
      await navigate({ to: runPath(place) });
    });
  const number = (run?.approvals.length ?? 0) + 1;
  return (
    <AppPage
      title={t('approveTitle', { number: String(run?.number ?? '…') })}
      lead={t('approveLead')}
      crumbs={[
        { label: t('title'), to: basePath(place) },
        { label: t('thisRun'), to: runPath(place) },
        { label: t('approvalTitle') },
      ]}
    >
      {query.isPending && <p role="status">{t('loading')}</p>}
      <Trouble error={query.error} onRetry={query.refetch} />
      {dialog}
      {run && !waitsForYou(run) && (
        <VerdictBanner state="unchecked" link={back}>
          {t('approveNotNow')}
        </VerdictBanner>
      )}
      {run && waitsForYou(run) && (
        <FinalAct
          willHappen={[
            t('willApprove', { number, needed: run.approvals_needed }),
            run.last_stage ? t('willPlace', sums) : t('willGoOn', sums),
            t(number >= run.approvals_needed ? 'willOpen' : 'willWait'),
          ]}
          toWhom={t('approveTo', { count: run.participant_count, stage: name(run.stage) })}
          recorded={t('approveRecorded', { hash: shortHash(run.inputs_hash) })}
          act={t('approve')}
          running={running}
          problem={problem}
          onAct={approve}
          cancel={back}
        />
      )}
    </AppPage>
  );
}
