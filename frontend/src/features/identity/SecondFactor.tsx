/** Setting up the authenticator: scan or type, then confirm with a code. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import type { components } from '../../api/schema.gen';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { ProblemSummary } from '../../ui/ProblemSummary';
import type { Me } from './AccountPage';
import { Block } from './Block';
import { CodeForm } from './CodeForm';
import { useIdentityTexts } from './texts';

type SetUp = components['schemas']['SecondFactorSetUp'];

export function SecondFactor({ me }: { me: Me }) {
  const t = useIdentityTexts();
  const queries = useQueryClient();
  const [setUp, setSetUp] = useState<SetUp | null>(null);
  const { problem, running, run } = useProblem();
  const begin = async () => {
    const found = await run(() => ask(api.POST('/api/v1/identity/second-factor/set-up')));
    if (found) setSetUp(found);
  };
  const done = () => {
    announce(t('secondFactorDone'));
    setSetUp(null);
    queries.invalidateQueries({ queryKey: ['me'] });
  };
  return (
    <Block
      title={t('secondFactor')}
      lead={t(me.second_factor ? 'secondFactorOn' : 'secondFactorOff')}
    >
      <ProblemSummary problem={problem} />
      {!me.second_factor && !setUp && (
        <Button busy={running} onClick={begin} className="justify-self-start">
          {t('secondFactorAct')}
        </Button>
      )}
      {setUp && (
        <div className="card grid gap-5 p-5 sm:grid-cols-[13rem_minmax(0,1fr)]">
          <img
            alt={t('secondFactorQr')}
            className="size-52 rounded-md bg-white"
            src={`data:image/svg+xml;utf8,${encodeURIComponent(setUp.qr_svg)}`}
          />
          <div className="grid content-start gap-4">
            <p>{t('secondFactorScan')}</p>
            <p>
              <span className="block text-sm text-muted">{t('secondFactorKey')}</span>
              <code className="break-words">{setUp.secret}</code>
            </p>
            <CodeForm
              act={t('secondFactorConfirmAct')}
              label={t('secondFactorConfirm')}
              onDone={done}
            />
          </div>
        </div>
      )}
    </Block>
  );
}
