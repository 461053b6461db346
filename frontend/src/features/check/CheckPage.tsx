/** `/periksa`: anybody recomputes an announcement on their own device. */
import { Link, useNavigate } from '@tanstack/react-router';
import { AppPage } from '../../app/AppPage';
import { giveRules } from '../rules/given';
import { LimitsLink } from '../rules/LimitsLink';
import { fetchBundle } from './bundles';
import { Checker } from './Checker';
import { OneFile } from './OneFile';
import { inWorker } from './run';
import { useCheckTexts } from './texts';

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
      <Link
        className="link inline-flex min-h-11 items-center justify-self-start"
        to="/periksa/tanda-terima"
      >
        {t('receipt')}
      </Link>
      <OneFile />
      <LimitsLink />
    </AppPage>
  );
}
