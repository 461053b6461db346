/** `/periksa`: anybody recomputes an announcement on their own device. */
import { Link, useNavigate } from '@tanstack/react-router';
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
      <Checker
        run={run}
        loadBundle={fetchBundle}
        onRead={read}
        guide={
          <Link
            className="link inline-flex min-h-11 items-center justify-self-start font-semibold"
            to="/periksa/caranya"
            hash="trouble"
          >
            {t('whatNow')}
          </Link>
        }
      />
      <Suspense>
        <CheckMore />
      </Suspense>
    </AppPage>
  );
}
