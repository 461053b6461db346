/** From the mail to the imported address: joins the signed-in account to the imported person. */
import { useNavigate } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { announce } from '../../ui/announce';
import { Button, LinkButton } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { EmptyState } from '../../ui/Page';
import { useLinkToken } from './link';
import { useIdentityTexts } from './texts';

export function ClaimPage() {
  const t = useIdentityTexts();
  const navigate = useNavigate();
  const token = useLinkToken();
  const { problem, running, run } = useProblem();
  const submit = async () => {
    const done = await run(async () => {
      await ask(api.POST('/api/v1/identity/claim/confirm', { body: { token } }));
      return true;
    });
    if (!done) return;
    announce(t('claimDone'));
    navigate({ to: '/akun' });
  };
  return (
    <AppPage
      title={t('claimTitle')}
      lead={token ? t('claimLead') : undefined}
      crumbs={[{ label: t('accountTitle'), to: '/akun' }, { label: t('claimTitle') }]}
    >
      {token ? (
        <Form problem={problem} onSubmit={submit}>
          <Button kind="primary" type="submit" busy={running} className="justify-self-start">
            {t('claimAct')}
          </Button>
        </Form>
      ) : (
        <EmptyState
          title={t('claimNoLink')}
          act={<LinkButton to="/akun">{t('accountTitle')}</LinkButton>}
        >
          {t('claimNoLinkHow')}
        </EmptyState>
      )}
    </AppPage>
  );
}
