/** What an administrator proposes: the next key of the log, or other witnesses. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { RadioGroup, TextArea, TextInput } from '../../ui/inputs';
import { Block } from '../identity/Block';
import { logKey } from './log';
import type { WithStepUp } from './OfficePage';
import { useLogTexts } from './texts';

type Acting = { agency: string; withStepUp: WithStepUp };
const REASONS = ['routine', 'custodian', 'theft', 'lost'] as const;
type Reason = (typeof REASONS)[number];

export function Propose(acting: Acting) {
  return (
    <>
      <ProposeKey {...acting} />
      <ProposePolicy {...acting} />
    </>
  );
}

function useProposal({ agency, withStepUp }: Acting) {
  const t = useLogTexts();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const propose = async (act: (header: ReturnType<typeof idempotencyKey>) => Promise<unknown>) => {
    const done = await run(() => withStepUp(() => act(idempotencyKey(key.current()))));
    key.renew();
    if (done) announce(t('proposed'));
    await queries.invalidateQueries({ queryKey: logKey(agency) });
    return Boolean(done);
  };
  return { t, problem, running, propose };
}

function ProposeKey(acting: Acting) {
  const { t, problem, running, propose } = useProposal(acting);
  const [reason, setReason] = useState<Reason>('routine');
  const path = { agency: acting.agency };
  return (
    <Block title={t('proposeKey')} lead={t('proposeKeyLead')}>
      <Form
        problem={problem}
        label={t('proposeKey')}
        name="key"
        onSubmit={() =>
          propose((header) =>
            ask(
              api.POST('/api/v1/agencies/{agency}/log/keys', {
                params: { path, header },
                body: { reason },
              }),
            ),
          )
        }
      >
        <RadioGroup
          pointer="/key_reason"
          label={t('reason')}
          required
          value={reason}
          onChange={(value) => setReason(value as Reason)}
          options={REASONS.map((value) => ({ value, label: t(`reason_${value}`) }))}
        />
        <Button kind="primary" type="submit" busy={running} className="justify-self-start">
          {t('proposeKeyAct')}
        </Button>
      </Form>
    </Block>
  );
}

function ProposePolicy(acting: Acting) {
  const { t, problem, running, propose } = useProposal(acting);
  const [form, setForm] = useState({ lines: '', reason: '' });
  const path = { agency: acting.agency };
  const submit = async () => {
    const body = form;
    const done = await propose((header) =>
      ask(api.POST('/api/v1/agencies/{agency}/log/policies', { params: { path, header }, body })),
    );
    if (done) setForm({ lines: '', reason: '' });
  };
  return (
    <Block title={t('proposePolicy')} lead={t('proposePolicyLead')}>
      <Form problem={problem} label={t('proposePolicy')} name="policy" onSubmit={submit}>
        <TextArea
          pointer="/lines"
          label={t('lines')}
          required
          maxLength={20_000}
          value={form.lines}
          onChange={(lines) => setForm((before) => ({ ...before, lines }))}
        />
        <TextInput
          pointer="/reason"
          label={t('reason')}
          required
          maxLength={500}
          value={form.reason}
          onChange={(reason) => setForm((before) => ({ ...before, reason }))}
        />
        <Button kind="primary" type="submit" busy={running} className="justify-self-start">
          {t('proposePolicyAct')}
        </Button>
      </Form>
    </Block>
  );
}
