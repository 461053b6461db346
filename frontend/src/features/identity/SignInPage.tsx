/** Signing in; whoever has an authenticator gives a code next. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { safeReturn } from '../../app/paths';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { TextInput } from '../../ui/inputs';
import { CodeForm } from './CodeForm';
import { useEnterTexts } from './enterTexts';

export function SignInPage() {
  const t = useEnterTexts();
  const navigate = useNavigate();
  const { lanjut } = useSearch({ strict: false }) as { lanjut?: string };
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [wantsCode, setWantsCode] = useState(false);
  const { problem, running, run } = useProblem();
  const go = () => navigate({ href: safeReturn(lanjut) });

  const submit = async () => {
    const me = await run(async () => {
      const tokens = await ask(
        api.POST('/api/v1/identity/sign-in', { body: { email, password, client: 'app' } }),
      );
      const { signedIn } = await import('../../api/person');
      await signedIn(tokens.access_token);
      return ask(api.GET('/api/v1/identity/me'));
    });
    if (!me) return;
    if (me.second_factor && !me.second_factor_at) setWantsCode(true);
    else go();
  };

  if (wantsCode) {
    return (
      <AppPage key="code" title={t('codeTitle')} lead={t('codeLead')}>
        <CodeForm act={t('codeAct')} onDone={go}>
          <Button kind="quiet" onClick={go}>
            {t('codeLater')}
          </Button>
        </CodeForm>
      </AppPage>
    );
  }
  return (
    <AppPage key="password" title={t('signInTitle')} lead={t('signInLead')} motif>
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
        <TextInput
          pointer="/password"
          label={t('password')}
          required
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <Button kind="primary" type="submit" busy={running} className="justify-self-start">
          {t('signIn')}
        </Button>
        <p className="flex flex-wrap gap-x-6 gap-y-1">
          <Link to="/daftar" className="link inline-flex min-h-11 items-center">
            {t('noAccount')}
          </Link>
          <Link to="/lupa-sandi" className="link inline-flex min-h-11 items-center">
            {t('forgotLink')}
          </Link>
        </p>
      </Form>
    </AppPage>
  );
}
