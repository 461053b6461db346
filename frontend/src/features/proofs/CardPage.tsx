/** The card of one entry, for paper: place and promise of the record as a code, and nothing of what the entry says. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { Button } from '../../ui/Button';
import { Instant } from '../../ui/figures';
import { QrCode } from '../../ui/QrCode';
import { Songket } from '../../ui/Songket';
import { Trouble } from '../../ui/Trouble';
import { type Owned, proofCard } from './api';
import { useProofTexts } from './texts';
import { useKind } from './useProofs';

const indexIn = (text: string) => text.match(/^terang\/card\/v1\nindex (\d+)\n/)?.[1];

export function CardPage() {
  const t = useProofTexts();
  const kind = useKind();
  const place = useParams({ strict: false }) as Record<string, string | undefined>;
  const { agency = '', application, enrolment = '', leaf = '' } = place;
  const owned: Owned = application === undefined ? { agency, enrolment } : { agency, application };
  const found = useQuery({
    queryKey: ['proofs', owned, leaf, 'card'],
    queryFn: () => proofCard(owned, leaf),
  });
  const card = found.data;
  const index = card && indexIn(card.text);
  return (
    <AppPage
      title={t('cardTitle')}
      lead={t('cardLead')}
      crumbs={[
        application === undefined
          ? { label: t('backTraining'), to: '/pegawai/pelatihan' }
          : { label: t('backApplications'), to: PATHS.myApplications },
        { label: t('cardTitle') },
      ]}
    >
      {found.isPending && <p role="status">{t('loading')}</p>}
      <Trouble error={found.error} onRetry={found.refetch} />
      {card && (
        <>
          <article className="card grid max-w-prose gap-5 overflow-hidden p-4 sm:p-6">
            <Songket className="text-ember opacity-60" />
            <p className="text-2xl font-bold">{kind(card.kind)}</p>
            <div className="grid gap-5 sm:grid-cols-[auto_minmax(0,1fr)]">
              <QrCode code={card} label={t('cardCode')} className="w-full max-w-72 sm:size-72" />
              <dl className="grid content-start gap-4">
                <div>
                  <dt className="text-sm text-muted">{t('cardAt')}</dt>
                  <dd className="font-semibold">
                    <Instant at={card.at} />
                  </dd>
                </div>
                <div>
                  <dt className="text-sm text-muted">{t('cardPlace')}</dt>
                  <dd className="figures font-semibold">{index ?? t('cardNoPlace')}</dd>
                </div>
              </dl>
            </div>
            <p>{t('cardSays')}</p>
            <p className="font-semibold wrap-anywhere">
              {t('cardCheck', { address: `${location.host}/periksa/tanda-terima` })}
            </p>
            <details className="no-print">
              <summary className="link inline-flex min-h-11 cursor-pointer items-center">
                {t('cardText')}
              </summary>
              <p className="figures text-sm wrap-anywhere whitespace-pre-wrap">{card.text}</p>
            </details>
            <Songket className="text-ember opacity-60" />
          </article>
          <div className="no-print">
            <Button kind="primary" onClick={() => print()}>
              {t('print')}
            </Button>
          </div>
        </>
      )}
    </AppPage>
  );
}
