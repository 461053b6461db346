/** Anybody checks a certificate at its random address, on the screen or on paper. */
import { useParams } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { useAnswer } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { formatDate } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Instant, Proof } from '../../ui/figures';
import { QrCode } from '../../ui/QrCode';
import { Songket } from '../../ui/Songket';
import { Trouble } from '../../ui/Trouble';
import { VerdictBanner } from '../../ui/Verdict';
import { Waiting } from './parts';
import { useTrainingTexts } from './texts';

export function CertificatePage() {
  const t = useTrainingTexts();
  const language = useLanguage();
  const { address = '' } = useParams({ strict: false });
  const { data, problem, again } = useAnswer(`certificate ${address}`, () =>
    ask(api.GET('/api/v1/certificates/{address}', { params: { path: { address } } })),
  );
  const crumbs = [
    { label: t('coursesTitle'), to: PATHS.courses },
    { label: t('certificateTitle') },
  ];
  if (!data) {
    return (
      <AppPage title={t('certificateTitle')} crumbs={crumbs} motif>
        <Trouble error={problem} onRetry={again} />
        {!problem && <Waiting />}
      </AppPage>
    );
  }
  const [first, last] = [data.first_day, data.last_day].map((day) => formatDate(day, language));
  const facts = [
    [t('course'), data.course_title],
    [t('hours'), t('hoursOf', { count: data.hours })],
    [t('days'), first === last ? first : t('until', { first: first ?? '', last: last ?? '' })],
    [t('issuer'), data.issuer_name],
  ];
  const reason = data.revocation?.reason;
  return (
    <AppPage title={t('certificateTitle')} lead={t('certificateLead')} crumbs={crumbs}>
      {data.revocation ? (
        <VerdictBanner state="unmet">
          {t('certificateRevoked')} {t('revokedAt')}:{' '}
          <Instant at={data.revocation.revoked_at} zone={data.zone} />.{' '}
          {(reason === 'issued_by_mistake' ||
            reason === 'wrong_data' ||
            reason === 'result_reversed') &&
            `${t('reason')}: ${t(reason)}.`}
        </VerdictBanner>
      ) : (
        <VerdictBanner state="met">{t('certificateStands')}</VerdictBanner>
      )}
      <article className="card grid gap-6 overflow-hidden p-4 sm:p-8">
        <Songket className="text-ember opacity-60" />
        <div>
          <p className="text-sm text-muted">{t('holder')}</p>
          <p className="text-2xl font-bold">{data.holder_name}</p>
        </div>
        <dl className="grid gap-4 sm:grid-cols-2">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt className="text-sm text-muted">{name}</dt>
              <dd className="font-semibold">{value}</dd>
            </div>
          ))}
          <div>
            <dt className="text-sm text-muted">{t('issuedAt')}</dt>
            <dd className="font-semibold">
              <Instant at={data.issued_at} zone={data.zone} />
            </dd>
          </div>
        </dl>
        {!data.revocation && (
          <Proof label={t('address')} value={data.address}>
            <p className="text-sm">
              {t('leaf')}: <span className="figures break-all">{data.leaf_commit}</span>
            </p>
          </Proof>
        )}
        <div className="grid gap-6 sm:grid-cols-2">
          <figure className="grid content-start gap-2">
            <QrCode code={data.code} label={t('code')} />
            <figcaption className="text-sm">{t('codeHow')}</figcaption>
          </figure>
          {data.proof && !data.revocation && (
            <figure className="grid content-start gap-2">
              <QrCode code={data.proof.code} label={t('proofCode')} className="size-56" />
              <figcaption className="text-sm">
                {t('proofHow')}{' '}
                <a className="link" href="/periksa/tanda-terima">
                  {t('proofCheck')}
                </a>
              </figcaption>
            </figure>
          )}
        </div>
        <Songket className="text-ember opacity-60" />
      </article>
      <div className="no-print">
        <Button kind="primary" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </div>
    </AppPage>
  );
}
