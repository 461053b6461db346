/** `/periksa`: anybody recomputes an announcement on their own device. */
import { AppPage } from '../../app/AppPage';
import { fetchBundle } from './bundles';
import { Checker } from './Checker';
import { OneFile } from './OneFile';
import { inWorker } from './run';
import { useCheckTexts } from './texts';

const run = inWorker(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));

export function CheckPage() {
  const t = useCheckTexts();
  return (
    <AppPage title={t('title')} lead={t('lead')} motif>
      <Checker run={run} loadBundle={fetchBundle} />
      <OneFile />
    </AppPage>
  );
}
