/** `/tanda-terima/…`: proof that something was received, for the screen and for paper. */
import { useParams } from '@tanstack/react-router';
import { useSession } from '../../api/session';
import { useAnswer } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { Button, LinkButton } from '../../ui/Button';
import { Instant, Proof } from '../../ui/figures';
import { Trouble } from '../../ui/Trouble';
import { myApplications, receiptAt } from './api';
import { Waiting } from './parts';
import { useApplicationTexts } from './texts';

const STANDING = {
  current: 'receiptCurrent',
  replaced: 'receiptReplaced',
  withdrawn: 'receiptWithdrawn',
} as const;

export function ReceiptPage() {
  const t = useApplicationTexts();
  const { agency = '', receipt = '' } = useParams({ strict: false });
  const session = useSession();
  const signedIn = session.state === 'signed-in';
  const found = useAnswer(`receipt ${agency} ${receipt}`, () => receiptAt(agency, receipt));
  // The name stands only before the eyes of its owner.
  const mine = useAnswer(
    signedIn ? `my applications of ${session.me.id} with ${receipt}` : '',
    myApplications,
  );
  const isMine = mine.data?.items.some((line) =>
    line.receipts.some((one) => one.receipt === receipt),
  );
  const data = found.data;
  return (
    <AppPage title={t('receiptTitle')} motif>
      {!data && !found.problem && <Waiting />}
      <Trouble error={found.problem} onRetry={found.again} />
      {data && (
        <div className="grid max-w-prose gap-6">
          <Proof label={t('receiptNumber')} value={data.number}>
            <p>
              {t('receivedAt')} <Instant at={data.received_at} zone={data.post.zone} />.
            </p>
            <p className="font-semibold">
              {t(STANDING[data.standing as keyof typeof STANDING] ?? 'receiptCurrent')}
            </p>
          </Proof>
          <dl className="grid gap-4">
            {isMine && signedIn && <Row label={t('receiptWhose')}>{session.me.name}</Row>}
            <Row label={t('receiptFor')}>
              {data.post.title}, {data.post.unit_path}, {data.post.agency_name}
            </Row>
            <Row label={t('receiptRound')}>{data.post.round_name}</Row>
            <Row label={t('receiptCommitment')}>
              <span className="figures text-sm break-all">{data.commitment}</span>
            </Row>
          </dl>
          <p className="text-sm text-muted">{t('receiptKeep')}</p>
          <div className="no-print flex flex-wrap gap-3">
            <Button kind="primary" onClick={() => print()}>
              {t('print')}
            </Button>
            {signedIn && <LinkButton to={PATHS.myApplications}>{t('mine')}</LinkButton>}
          </div>
        </div>
      )}
    </AppPage>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
