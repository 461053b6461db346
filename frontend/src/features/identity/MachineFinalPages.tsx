/** The final acts on a machine client, each on its own page: confirm, make or replace the secret, end. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, ifMatch } from '../../api/client';
import { useProblem } from '../../api/hooks';
import type { components } from '../../api/schema.gen';
import { AppPage } from '../../app/AppPage';
import { formatDate } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { announce } from '../../ui/announce';
import { LinkButton } from '../../ui/Button';
import { FinalAct } from '../../ui/FinalAct';
import { RadioGroup } from '../../ui/inputs';
import { EmptyState } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { useAgency } from './agency';
import { MachineSecret } from './MachineSecret';
import { type Machine, machinesKey, useMachine } from './machine';
import { useMachineTexts } from './machineTexts';
import { useStepUp } from './StepUp';

/** The client of the address, and what its three pages share. */
function useMachineAct() {
  const t = useMachineTexts();
  const { machine: id = '' } = useParams({ strict: false });
  const agency = useAgency('machine.give');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { problem, running, run } = useProblem();
  const { withStepUp, dialog } = useStepUp();
  const found = useMachine(agency, id);
  const machine = found.data;
  const params = (of: Machine) => ({
    path: { agency, machine: of.id },
    header: { 'If-Match': '', ...ifMatch(`"${of.version}"`) },
  });
  const act = async <T,>(what: () => Promise<T>) => {
    const done = await run(() => withStepUp(what));
    await queries.invalidateQueries({ queryKey: machinesKey(agency) });
    return done;
  };
  const leave = (text: string) => {
    announce(text);
    return navigate({ to: '/petugas/klien-mesin' });
  };
  const cancel = (
    <LinkButton kind="quiet" to="/petugas/klien-mesin">
      {t('back')}
    </LinkButton>
  );
  const crumbs = [{ label: t('title'), to: '/petugas/klien-mesin' }];
  const whom = (of: Machine) =>
    t('toWhom', { name: of.name, purpose: of.purpose, contact: of.contact });
  return { t, found, machine, params, act, leave, cancel, crumbs, whom, problem, running, dialog };
}

/** What stands where there is nothing to act on. */
function Nothing({ of }: { of: ReturnType<typeof useMachineAct> }) {
  if (of.found.isPending) return <p className="text-muted">{of.t('loading')}</p>;
  if (of.machine === undefined) {
    return (
      <Trouble error={of.found.error} onRetry={of.found.refetch}>
        {of.cancel}
      </Trouble>
    );
  }
  return (
    <EmptyState title={of.t('gone')} act={of.cancel}>
      {of.t('goneHow')}
    </EmptyState>
  );
}

export function ConfirmMachinePage() {
  const page = useMachineAct();
  const language = useLanguage();
  const { t, machine, params } = page;
  const ready = machine?.state === 'waiting' && !machine.proposed_by_me ? machine : null;
  const confirm = async (of: Machine) => {
    const path = '/api/v1/agencies/{agency}/machines/{machine}/confirm';
    const done = await page.act(() => ask(api.POST(path, { params: params(of) })));
    if (done) await page.leave(t('confirmed'));
  };
  return (
    <AppPage title={t('confirmTitle')} lead={machine?.name} crumbs={page.crumbs}>
      {!ready && <Nothing of={page} />}
      {ready && (
        <FinalAct
          act={t('confirmAct')}
          willHappen={[
            t('confirmWill', { date: formatDate(ready.valid_until, language) }),
            ...ready.scopes.map((scope) => t('confirmMay', { scope: scope.words })),
          ]}
          toWhom={page.whom(ready)}
          recorded={t('confirmRecorded')}
          running={page.running}
          problem={page.problem}
          onAct={() => confirm(ready)}
          cancel={page.cancel}
        />
      )}
      {page.dialog}
    </AppPage>
  );
}

export function MachineSecretPage() {
  const page = useMachineAct();
  const { t, machine, params } = page;
  const [overlap, setOverlap] = useState('24');
  const [made, setMade] = useState<components['schemas']['MachineSecret']>();
  const ready = machine?.state === 'in_force' ? machine : null;
  const replaces = Boolean(machine?.secret_made_at) && !made;
  const make = async (of: Machine) => {
    const path = '/api/v1/agencies/{agency}/machines/{machine}/secrets';
    const body = { overlap_hours: replaces ? Number(overlap) : 0 };
    setMade(await page.act(() => ask(api.POST(path, { params: params(of), body }))));
  };
  return (
    <AppPage
      title={t(replaces ? 'replaceTitle' : 'secretTitle')}
      lead={machine?.name}
      crumbs={page.crumbs}
    >
      {made && <MachineSecret secret={made} />}
      {!made && !ready && <Nothing of={page} />}
      {!made && ready && (
        <FinalAct
          act={t('secretAct')}
          willHappen={[t('secretWill'), t(replaces ? 'replaceWill' : 'secretWillFirst')]}
          toWhom={page.whom(ready)}
          recorded={t('secretRecorded')}
          running={page.running}
          problem={page.problem}
          onAct={() => make(ready)}
          cancel={page.cancel}
        >
          {replaces && (
            <RadioGroup
              pointer="/overlap_hours"
              label={t('overlap')}
              required
              value={overlap}
              onChange={setOverlap}
              options={[
                { value: '24', label: t('overlap24'), hint: t('overlap24Hint') },
                { value: '168', label: t('overlap168') },
                { value: '0', label: t('overlap0'), hint: t('overlap0Hint') },
              ]}
            />
          )}
        </FinalAct>
      )}
      {page.dialog}
    </AppPage>
  );
}

export function EndMachinePage() {
  const page = useMachineAct();
  const { t, machine, params } = page;
  const ready = machine && machine.state !== 'over' ? machine : null;
  const waiting = machine?.state === 'waiting';
  const end = async (of: Machine) => {
    const path = '/api/v1/agencies/{agency}/machines/{machine}/end';
    const done = await page.act(() => ask(api.POST(path, { params: params(of) })));
    if (done) await page.leave(t('ended'));
  };
  return (
    <AppPage
      title={t(waiting ? 'withdrawTitle' : 'endTitle')}
      lead={machine?.name}
      crumbs={page.crumbs}
    >
      {!ready && <Nothing of={page} />}
      {ready && (
        <FinalAct
          act={t(waiting ? 'withdraw' : 'endAct')}
          willHappen={[t(waiting ? 'withdrawWill' : 'endWill'), t('endWillAgain')]}
          toWhom={page.whom(ready)}
          recorded={t('endRecorded')}
          running={page.running}
          problem={page.problem}
          onAct={() => end(ready)}
          cancel={page.cancel}
        />
      )}
      {page.dialog}
    </AppPage>
  );
}
