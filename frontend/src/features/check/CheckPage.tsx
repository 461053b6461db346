/** `/periksa`: anybody recomputes an announcement on their own device. */
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { AppPage } from '../../app/AppPage';
import { giveRules } from '../rules/given';
import { fetchBundle } from './bundles';
import { Checker } from './Checker';
import { inWorker } from './run';
import { useCheckTexts } from './texts';

const CheckMore = lazy(() => import('./CheckMore'));
const run = inWorker(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));

export function CheckPage() {
  const t = useCheckTexts();
  const navigate = useNavigate();
  const read = (rules: File) => {
    giveRules(rules);
    navigate({ to: '/aturan/berkas' });
  };
  return (
    <AppPage title={t('title')} lead={t('lead')} motif>
      <Checker run={run} loadBundle={fetchBundle} onRead={read} />
      <Suspense>
        <CheckMore />
      </Suspense>
    </AppPage>
  );
}
