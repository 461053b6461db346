/** From the sign-up mail: the link and the chosen password together open the account. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { Button, LinkButton } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { TextInput } from '../../ui/inputs';
import { EmptyState } from '../../ui/Page';
import { useEnterTexts } from './enterTexts';
import { useLinkToken } from './link';

export function ConfirmPage() {
  const t = useEnterTexts();
  const navigate = useNavigate();
  const token = useLinkToken();
  const [password, setPassword] = useState('');
  const { problem, running, run } = useProblem();
  const submit = async () => {
    const me = await run(async () => {
      const tokens = await ask(
        api.POST('/api/v1/identity/confirm-email', { body: { token, password, client: 'app' } }),
      );
      const { signedIn } = await import('../../api/person');
      return signedIn(tokens.access_token);
    });
    if (me) navigate({ to: '/akun' });
  };
  return (
    <AppPage title={t('confirmTitle')} lead={token ? t('confirmLead') : undefined} motif>
      {token ? (
        <Form problem={problem} onSubmit={submit}>
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
            {t('confirmAct')}
          </Button>
        </Form>
      ) : (
        <EmptyState
          title={t('confirmNoLink')}
          act={<LinkButton to="/daftar">{t('signUpTitle')}</LinkButton>}
        >
          {t('confirmNoLinkHow')}
        </EmptyState>
      )}
    </AppPage>
  );
}
