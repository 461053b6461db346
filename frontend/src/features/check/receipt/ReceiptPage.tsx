/** `/periksa/tanda-terima`: anybody checks a receipt on their own device, without a line after the first visit. */
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { AppPage } from '../../../app/AppPage';
import type { ReceiptTools } from './ReceiptChecker';
import { ReceiptChecker } from './ReceiptChecker';
import { useReceiptTexts } from './receiptTexts';
import { keepPolicies, sitePolicy } from './sitePolicy';

// Signatures and hashes weigh more than the page; they come after it stands.
const program = () => import('./judgement');

const tools: ReceiptTools = {
  sort: async (all) => (await program()).sortGiven(all),
  judge: async (...given) => (await program()).judgeReceipt(...given),
  site: sitePolicy,
};

/** Whatever a check without a line will need; a part that does not come now comes with the check. */
async function prepare() {
  await Promise.all([program(), import('./ReceiptEnding')]);
  await (await import('./scan')).qrReader();
  await keepPolicies();
}

export function ReceiptPage() {
  const t = useReceiptTexts();
  useEffect(() => {
    const timer = setTimeout(() => prepare().catch(() => {}), 500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <AppPage title={t('title')} lead={t('lead')} motif>
      <ReceiptChecker {...tools} />
      <Link className="link inline-flex min-h-11 items-center justify-self-start" to="/periksa">
        {t('result')}
      </Link>
    </AppPage>
  );
}
