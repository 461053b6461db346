/** A drawer's own turn: make a secret on this device, send its hash, and reveal it later. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { can, useSession } from '../../api/session';
import { AppPage } from '../../app/AppPage';
import { commitmentTo, newSecret } from '../../lib/draw';
import { readKept, writeKept } from '../../offline/device';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { FinalAct } from '../../ui/FinalAct';
import { Deadline, Proof } from '../../ui/figures';
import { TextInput } from '../../ui/inputs';
import { EmptyState } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { useStepUp } from '../identity/StepUp';
import { ONE, type OwnDraw, publicPath, usePhase } from './parts';
import { useDrawTexts } from './texts';

const placeOf = ({ draw }: OwnDraw) => ({
  agency: draw.agency_id,
  round: draw.round_id,
  draw: draw.id,
});
const kept = ({ draw, name }: OwnDraw) => `draw.${draw.id}.${name}`;

/** One act of a drawer, under a key of its own. */
function useStep(done: string) {
  const key = useIdempotencyKey();
  const queries = useQueryClient();
  const { problem, running, run } = useProblem();
  const { withStepUp, dialog } = useStepUp();
  const act = (send: (header: { 'Idempotency-Key': string }) => Promise<unknown>) =>
    run(async () => {
      await withStepUp(() => send({ 'Idempotency-Key': key.current() }));
      key.renew();
      announce(done);
      await queries.invalidateQueries({ queryKey: ['draws'] });
    });
  return { act, problem, running, dialog };
}

function Commit({ own }: { own: OwnDraw }) {
  const t = useDrawTexts();
  const [secret, setSecret] = useState(() => readKept<string>(kept(own))?.value ?? '');
  const { act, problem, running, dialog } = useStep(t('committedNow'));
  const make = () => {
    const made = newSecret();
    writeKept(kept(own), made);
    setSecret(made);
  };
  if (!secret) {
    return (
      <div>
        <Button kind="primary" onClick={make}>
          {t('makeSecret')}
        </Button>
      </div>
    );
  }
  const commit = () =>
    act(async (header) => {
      const commitment = await commitmentTo(own.draw.list_hash, own.name, secret);
      return ask(
        api.POST(`${ONE}/commitment`, {
          params: { path: placeOf(own), header },
          headers: idempotencyKey(header['Idempotency-Key']),
          body: { commitment },
        }),
      );
    });
  return (
    <>
      <Proof label={t('yourSecret')} value={secret}>
        {t('writeDown')}
      </Proof>
      {dialog}
      <FinalAct
        willHappen={[t('commitWill1'), t('commitWill2')]}
        toWhom={t('publicToWhom')}
        recorded={t('recordedStep')}
        act={t('commitAct')}
        name={kept(own)}
        running={running}
        problem={problem}
        onAct={commit}
      />
    </>
  );
}

function Reveal({ own }: { own: OwnDraw }) {
  const t = useDrawTexts();
  const [secret, setSecret] = useState(() => readKept<string>(kept(own))?.value ?? '');
  const { act, problem, running, dialog } = useStep(t('revealedNow'));
  const reveal = () =>
    act((header) =>
      ask(
        api.POST(`${ONE}/secret`, {
          params: { path: placeOf(own), header },
          headers: idempotencyKey(header['Idempotency-Key']),
          body: { secret: secret.trim().toLowerCase() },
        }),
      ),
    );
  return (
    <>
      {dialog}
      <FinalAct
        willHappen={[t('revealWill')]}
        toWhom={t('publicToWhom')}
        recorded={t('recordedStep')}
        act={t('revealAct')}
        name={kept(own)}
        running={running}
        problem={problem}
        onAct={reveal}
      >
        <TextInput
          pointer="/secret"
          label={t('secretLabel')}
          hint={t('secretHint')}
          required
          value={secret}
          onChange={setSecret}
          autoComplete="off"
          spellCheck={false}
        />
      </FinalAct>
    </>
  );
}

function Turn({ own }: { own: OwnDraw }) {
  const t = useDrawTexts();
  const { phase } = own.draw;
  if (own.revealed_at) return <p className="max-w-prose">{t('revealedNow')}</p>;
  if (phase === 'listing') return <p className="max-w-prose">{t('waitList')}</p>;
  if (phase === 'committing' && !own.commitment) return <Commit own={own} />;
  if (phase === 'revealing' && own.commitment) return <Reveal own={own} />;
  if (own.commitment && (phase === 'committing' || phase === 'sealing')) {
    return <p className="max-w-prose">{t('waitReveal')}</p>;
  }
  return <p className="max-w-prose">{t('turnOver')}</p>;
}

export function OwnDrawsPage() {
  const t = useDrawTexts();
  const sentence = usePhase();
  const session = useSession();
  const query = useQuery({
    queryKey: ['draws', 'own'],
    queryFn: () => ask(api.GET('/api/v1/draws/own')),
    refetchInterval: 30_000,
  });
  const draws = query.data?.draws ?? [];
  return (
    <AppPage title={t('ownTitle')} lead={draws.length > 0 ? t('ownLead') : undefined}>
      <Trouble error={query.error} onRetry={query.refetch} />
      {query.isPending && <p className="text-muted">{t('loading')}</p>}
      {query.data && draws.length === 0 && (
        <EmptyState title={t('ownNone')}>{t('ownNoneHow')}</EmptyState>
      )}
      {draws.map((own) => (
        <section key={own.draw.id} className="card grid gap-4 p-4 sm:p-6">
          <h2 className="text-xl">
            {t('reading_order')}: {own.draw.round_name}
          </h2>
          <p className="max-w-prose">{sentence(own.draw.phase)}</p>
          <p className="font-semibold">{t('youAre', { name: own.name })}</p>
          <dl className="grid gap-3 sm:grid-cols-2">
            <div>
              <dt className="text-sm text-muted">{t('commitUntil')}</dt>
              <dd>
                <Deadline closes={own.draw.commit_until} zone={own.draw.zone} />
              </dd>
            </div>
            <div>
              <dt className="text-sm text-muted">{t('revealUntil')}</dt>
              <dd>
                <Deadline closes={own.draw.reveal_until} zone={own.draw.zone} />
              </dd>
            </div>
          </dl>
          <Turn own={own} />
          <Link
            className="link inline-flex min-h-11 items-center justify-self-start"
            to={publicPath(own.draw) as string}
          >
            {t('openPublic')}
          </Link>
        </section>
      ))}
      {can('draw.prepare', session) && (
        <Link
          className="link inline-flex min-h-11 items-center justify-self-start"
          to={'/petugas/undian/seleksi' as string}
        >
          {t('manage')}
        </Link>
      )}
    </AppPage>
  );
}
