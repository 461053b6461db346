/** Every demo account with its present authenticator code, so that a stranger can walk through all parts. */
import { useEffect } from 'react';
import { api, ask } from '../../api/client';
import { useAnswer } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { LinkButton } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { EmptyState } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { useUiTexts } from '../../ui/texts';
import { useDemoTexts } from './texts';

/** Codes change every half minute. */
const FRESH_CODES_MS = 10_000;

export function DemoPage() {
  const t = useDemoTexts();
  const ui = useUiTexts();
  const { data, problem, again } = useAnswer('demo accounts', () =>
    ask(api.GET('/api/v1/demo/accounts')),
  );
  useEffect(() => {
    // Trouble stays until somebody has read it; the button and a line that is back ask again.
    if (problem) return;
    const timer = setInterval(again, FRESH_CODES_MS);
    return () => clearInterval(timer);
  }, [again, problem]);
  return (
    <AppPage title={t('title')} lead={t('lead')}>
      {!data && !problem && <p role="status">{ui('loading')}</p>}
      {problem?.status === 404 ? (
        <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
      ) : (
        <Trouble error={problem} onRetry={again} />
      )}
      {data && (
        <>
          <p>
            {t('password')}: <strong className="tabular-nums">{data.password}</strong>
          </p>
          <DataTable
            caption={t('accounts')}
            rows={data.accounts}
            rowKey={(row) => row.email}
            columns={[
              { key: 'email', title: t('email'), heading: true, cell: (row) => row.email },
              { key: 'purpose', title: t('purpose'), cell: (row) => row.purpose },
              { key: 'code', title: t('code'), cell: (row) => row.code ?? t('noCode') },
            ]}
          />
          <p className="max-w-prose text-muted">{t('fresh')}</p>
          <p className="max-w-prose text-muted">{t('mail')}</p>
          <div>
            <LinkButton to={PATHS.signIn} kind="primary">
              {t('signIn')}
            </LinkButton>
          </div>
        </>
      )}
    </AppPage>
  );
}
