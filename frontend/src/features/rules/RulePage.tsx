/** `/aturan/{hash}`: one rule document in plain words. */
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { AppPage } from '../../app/AppPage';
import { useLanguage } from '../../i18n/language';
import { Trouble } from '../../ui/Trouble';
import { useHeadTexts } from './headTexts';
import { useRules } from './useRules';

const RuleBody = lazy(() => import('./RuleBody').then((body) => ({ default: body.RuleBody })));

export function RulePage() {
  const t = useHeadTexts();
  const language = useLanguage();
  const { hash = '' } = useParams({ strict: false });
  const { found, head, problem, again } = useRules(hash);
  const title = head?.title[language];
  const loading = <p role="status">{t('loading')}</p>;
  return (
    <AppPage
      title={title ?? t('listTitle')}
      lead={head && t('ruleLead', { version: String(head.version), valid: head.valid_for })}
      crumbs={[{ label: t('listTitle'), to: '/aturan' }, { label: title ?? '…' }]}
      motif
    >
      <Trouble error={problem} onRetry={again} />
      {!found && !problem && loading}
      {found && (
        <Suspense fallback={loading}>
          <RuleBody found={found} />
        </Suspense>
      )}
    </AppPage>
  );
}
