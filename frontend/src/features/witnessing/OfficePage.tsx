/** `/petugas/catatan`: administrators see the log as everybody does, approve what another one proposed, and propose. */
import { useQueryClient } from '@tanstack/react-query';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { announce } from '../../ui/announce';
import { FinalAct } from '../../ui/FinalAct';
import { useAgency } from '../identity/agency';
import { Block } from '../identity/Block';
import { useStepUp } from '../identity/StepUp';
import { LogView } from './LogView';
import { type KeyChange, logKey, type PolicyVersion, useLog } from './log';
import { Propose } from './Propose';
import { useLogTexts } from './texts';
import { useQuorumWords } from './useQuorumWords';

export type WithStepUp = ReturnType<typeof useStepUp>['withStepUp'];

export function OfficePage() {
  const t = useLogTexts();
  const agency = useAgency('log.policy');
  const { withStepUp, dialog } = useStepUp();
  return (
    <AppPage title={t('title')} lead={t('officeLead')}>
      <Waiting agency={agency} withStepUp={withStepUp} />
      <LogView agency={agency} name={t('title')} />
      <Propose agency={agency} withStepUp={withStepUp} />
      {dialog}
    </AppPage>
  );
}

type Acting = { agency: string; withStepUp: WithStepUp };

function Waiting({ agency, withStepUp }: Acting) {
  const t = useLogTexts();
  const { keys, policies } = useLog(agency);
  // The view of the log below asks for the same, and says that it loads or why it did not.
  if (!keys.data || !policies.data) return null;
  const change = keys.data.changes.find((one) => one.state === 'proposed');
  const handing = keys.data.changes.find((one) => one.state === 'approved');
  const policy = policies.data.items.find((one) => one.state === 'proposed');
  return (
    <Block title={t('waiting')}>
      {handing && <p>{t('approvedWaits', { number: handing.number })}</p>}
      {change && <ApproveKey agency={agency} withStepUp={withStepUp} change={change} />}
      {policy && <ApprovePolicy agency={agency} withStepUp={withStepUp} policy={policy} />}
      {!change && !policy && <p className="text-muted">{t('nothingWaits')}</p>}
    </Block>
  );
}

function useApproval({ agency, withStepUp }: Acting) {
  const t = useLogTexts();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const approve = async (act: (header: ReturnType<typeof idempotencyKey>) => Promise<unknown>) => {
    const done = await run(() => withStepUp(() => act(idempotencyKey(key.current()))));
    if (done) announce(t('approved'));
    key.renew();
    await queries.invalidateQueries({ queryKey: logKey(agency) });
  };
  return { t, problem, running, approve };
}

function ApproveKey({ change, ...acting }: Acting & { change: KeyChange }) {
  const { t, problem, running, approve } = useApproval(acting);
  const { version, number, old_id, new_id, reason } = change;
  const path = { agency: acting.agency, version };
  return (
    <article className="grid gap-3">
      <h3 className="text-lg">
        {t('waitingKey', { number, id: new_id, reason: t(`reason_${reason as 'routine'}`) })}
      </h3>
      <FinalAct
        act={t('approveKey')}
        willHappen={[
          t('willKey1', { old: old_id, new: new_id }),
          t(reason === 'lost' ? 'willKeyLost' : 'willKey2'),
        ]}
        toWhom={t('toWhomKey')}
        recorded={t('recorded')}
        running={running}
        problem={problem}
        onAct={() =>
          approve((header) =>
            ask(
              api.POST('/api/v1/agencies/{agency}/log/keys/{version}/approval', {
                params: { path, header },
              }),
            ),
          )
        }
      />
    </article>
  );
}

function ApprovePolicy({ policy, ...acting }: Acting & { policy: PolicyVersion }) {
  const { t, problem, running, approve } = useApproval(acting);
  const { status } = useLog(acting.agency);
  const say = useQuorumWords(status.data?.vkey ?? '');
  const path = { agency: acting.agency, version: policy.version };
  return (
    <article className="grid gap-3">
      <h3 className="text-lg">
        {t('waitingPolicy', { number: policy.version, reason: policy.reason })}
      </h3>
      <pre className="card p-3 text-sm break-all whitespace-pre-wrap">{policy.lines}</pre>
      <FinalAct
        act={t('approvePolicy')}
        willHappen={[t('willPolicy', { who: say(policy.lines) })]}
        toWhom={t('toWhomKey')}
        recorded={t('recorded')}
        running={running}
        problem={problem}
        onAct={() =>
          approve((header) =>
            ask(
              api.POST('/api/v1/agencies/{agency}/log/policies/{version}/approval', {
                params: { path, header },
              }),
            ),
          )
        }
      />
    </article>
  );
}
