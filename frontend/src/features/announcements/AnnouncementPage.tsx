/** One announcement: does it stand, how many, who by code, what the codes mean. */
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { api, ask } from '../../api/client';
import { useAnswer } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { Deadline, Instant } from '../../ui/figures';
import { Trouble } from '../../ui/Trouble';
import { VerdictBanner } from '../../ui/Verdict';
import { Legend, useStageName } from './parts';
import { useAnnouncementTexts } from './texts';

// The verdict, the dates and the legend stand at once; drawing and list follow as their own download.
const NumbersAndRows = lazy(() =>
  import('./AnnouncementRows').then((rows) => ({ default: rows.NumbersAndRows })),
);

/** The recomputation waits until the page stands and its reader has it to themselves. */
const idle = () =>
  new Promise<void>((go) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => go(), { timeout: 3000 });
    else setTimeout(go, 1000);
  });
const ResultVerdict = lazy(() =>
  idle()
    .then(() => import('./verdict/ResultVerdict'))
    .then((verdict) => ({ default: verdict.ResultVerdict })),
);
const Disclosed = lazy(() =>
  import('./profile/Disclosed').then((shown) => ({ default: shown.Disclosed })),
);
const Names = lazy(() => import('./profile/Names').then((names) => ({ default: names.Names })));
const OwnFiles = lazy(() => import('./OwnFiles').then((files) => ({ default: files.OwnFiles })));

const folderOf = (agency: string, round: string) =>
  `/api/v1/agencies/${agency}/rounds/${round}/announcements`;

/** As the server writes it, in the place and with the height of the verdict that follows. */
function RecheckSoon({ zip }: { zip: string }) {
  const t = useAnnouncementTexts();
  return (
    <div className="min-h-64 sm:min-h-48">
      <div className="grid gap-2 rounded-md border-2 border-edge bg-surface p-4 sm:p-5">
        <p className="max-w-prose text-lg">{t('recheckSoon')}</p>
        <a
          className="link inline-flex min-h-11 items-center justify-self-start"
          href={zip}
          download
        >
          {t('allFiles')}
        </a>
      </div>
    </div>
  );
}

export function AnnouncementPage() {
  const t = useAnnouncementTexts();
  const stageName = useStageName();
  const { agency, round, id } = useParams({ strict: false }) as {
    agency: string;
    round: string;
    id: string;
  };
  const place = { agency, round, announcement: id };
  const {
    data: detail,
    problem,
    again,
  } = useAnswer(`announcement ${agency} ${round} ${id}`, () =>
    ask(
      api.GET('/api/v1/agencies/{agency}/rounds/{round}/announcements/{announcement}', {
        params: { path: place },
      }),
    ),
  );
  const values = detail?.legend.filter((entry) => entry.kind !== 'status') ?? [];
  return (
    <AppPage
      title={detail ? stageName(detail.stage) : t(problem ? 'resultsTitle' : 'loading')}
      lead={detail && `${detail.round_name}, ${detail.agency_name}`}
      motif
      crumbs={[{ label: t('resultsTitle'), to: '/hasil' }, { label: detail?.letter ?? '…' }]}
    >
      <Trouble error={problem} onRetry={again} />
      {detail && (
        <>
          {/* The first thing a reader came for stands in the first screen of a phone. */}
          {detail.stage !== 'administrative' && detail.bundle_hash && (
            <Suspense
              fallback={<RecheckSoon zip={`${folderOf(agency, round)}/${id}/bundle.zip`} />}
            >
              <ResultVerdict key={id} {...place} hash={detail.bundle_hash} files={detail.files} />
            </Suspense>
          )}
          {detail.replaced_by ? (
            <VerdictBanner
              state="waiting"
              link={
                <Link
                  className="link"
                  to={`/pengumuman/${agency}/${round}/${detail.replaced_by}` as string}
                >
                  {t('toNewest')}
                </Link>
              }
            >
              {t('replaced')}
            </VerdictBanner>
          ) : (
            <VerdictBanner state="unchecked">
              {t('stands', { count: detail.row_count })}
            </VerdictBanner>
          )}
          <dl className="grid gap-3 sm:grid-cols-2">
            {detail.published_at && (
              <div>
                <dt className="text-sm text-muted">{t('published')}</dt>
                <dd>
                  <Instant at={detail.published_at} zone={detail.zone} />
                </dd>
              </div>
            )}
            <div>
              <dt className="text-sm text-muted">{t('letter')}</dt>
              <dd>{detail.letter}</dd>
            </div>
            {detail.objections_close_at && (
              <div>
                <dt className="text-sm text-muted">
                  {t(detail.door === 'national' ? 'objectionsSscasn' : 'objections')}
                </dt>
                <dd>
                  <Deadline closes={detail.objections_close_at} zone={detail.zone} />
                </dd>
              </div>
            )}
          </dl>
          {detail.reason && (
            <p className="max-w-prose">{t('because', { reason: detail.reason })}</p>
          )}
          {detail.rules_hash && (
            <Link
              className="link inline-flex min-h-11 items-center justify-self-start"
              to={`/aturan/${detail.rules_hash}` as string}
            >
              {t('usedRules')}
            </Link>
          )}
          {detail.names_basis && (
            <Suspense fallback={<p className="text-muted">{t('loading')}</p>}>
              <Names folder={`${folderOf(agency, round)}/${id}/bundle`} />
            </Suspense>
          )}
          {(detail.names_basis || detail.withheld) && (
            <Suspense fallback={<p className="text-muted">{t('loading')}</p>}>
              <Disclosed detail={detail} />
            </Suspense>
          )}
          <Suspense fallback={<p className="text-muted">{t('loading')}</p>}>
            <NumbersAndRows place={place} detail={detail} />
          </Suspense>
          {values.length > 0 && <Legend entries={values} title={t('legendValues')} />}
          {detail.bundle_hash && (
            <Suspense fallback={<p className="text-muted">{t('loading')}</p>}>
              <OwnFiles detail={detail} hash={detail.bundle_hash} />
            </Suspense>
          )}
          <section className="grid gap-1">
            <a
              className="link inline-flex min-h-11 items-center"
              href={`${folderOf(agency, round)}/${id}/rows.csv`}
              download
            >
              {t('csv')}
            </a>
            <p className="text-sm break-all text-muted">
              {t('hash')}: {detail.content_hash}
            </p>
            <Link
              className="link inline-flex min-h-11 items-center"
              to={`/seleksi/${agency}/${round}` as string}
            >
              {t('roundRules')}
            </Link>
            <Link
              className="link inline-flex min-h-11 items-center"
              to={`/pengumuman/${agency}/${round}` as string}
            >
              {t('allAnnouncements')}
            </Link>
          </section>
        </>
      )}
    </AppPage>
  );
}
