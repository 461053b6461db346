/** A forgotten password: ask for a link, or use the one from the mail or the code from the counter. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { TextInput } from '../../ui/inputs';
import { useEnterTexts } from './enterTexts';
import { useLinkToken } from './link';

/** The way back to signing in, above each step. */
function useCrumbs(here: string) {
  const t = useEnterTexts();
  return [{ label: t('signInTitle'), to: PATHS.signIn }, { label: here }];
}

export function ForgotPage() {
  const linked = useLinkToken();
  const [hasCode, setHasCode] = useState(false);
  if (linked || hasCode) return <NewPassword linked={linked} />;
  return <AskForLink onCode={() => setHasCode(true)} />;
}

function AskForLink({ onCode }: { onCode: () => void }) {
  const t = useEnterTexts();
  const crumbs = useCrumbs(t('forgotTitle'));
  const [email, setEmail] = useState('');
  const [hours, setHours] = useState<number | null>(null);
  const { problem, running, run } = useProblem();
  const submit = async () => {
    const done = await run(() =>
      ask(api.POST('/api/v1/identity/forgotten-password', { body: { email } })),
    );
    if (done) setHours(done.link_hours);
  };
  if (hours !== null) {
    return (
      <AppPage key="done" title={t('forgotDoneTitle')} crumbs={crumbs} motif>
        <div className="card max-w-prose p-5 text-lg sm:p-6" role="status">
          {t('forgotDone', { email: email.trim(), hours })}
        </div>
      </AppPage>
    );
  }
  return (
    <AppPage key="ask" title={t('forgotTitle')} lead={t('forgotLead')} crumbs={crumbs} motif>
      <Form problem={problem} onSubmit={submit}>
        <TextInput
          pointer="/email"
          label={t('email')}
          required
          type="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
        />
        <div className="flex flex-wrap gap-3">
          <Button kind="primary" type="submit" busy={running}>
            {t('forgotAct')}
          </Button>
          <Button kind="quiet" onClick={onCode}>
            {t('forgotCode')}
          </Button>
        </div>
      </Form>
    </AppPage>
  );
}

function NewPassword({ linked }: { linked: string }) {
  const t = useEnterTexts();
  const crumbs = useCrumbs(t('newTitle'));
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const { problem, running, run } = useProblem();
  const submit = async () => {
    const body = { token: linked || code, password };
    const done = await run(async () => {
      await ask(api.POST('/api/v1/identity/new-password', { body }));
      return true;
    });
    if (!done) return;
    announce(t('newDone'));
    navigate({ to: '/masuk' });
  };
  return (
    <AppPage key="new" title={t('newTitle')} lead={t('newLead')} crumbs={crumbs} motif>
      <Form problem={problem} onSubmit={submit}>
        {!linked && (
          <TextInput
            pointer="/token"
            label={t('counterCode')}
            required
            autoComplete="one-time-code"
            className="max-w-72 uppercase"
            value={code}
            onChange={setCode}
          />
        )}
        <TextInput
          pointer="/password"
          label={t('newPassword')}
          hint={t('passwordHint')}
          required
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
        />
        <Button kind="primary" type="submit" busy={running} className="justify-self-start">
          {t('newAct')}
        </Button>
      </Form>
    </AppPage>
  );
}
