/** The applicant's own outcome, stage by stage, with reason, clause and what can be done until when. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { AppPage } from '../../app/AppPage';
import { useLanguage } from '../../i18n/language';
import { Deadline, Instant } from '../../ui/figures';
import { Matrix } from '../../ui/Matrix';
import { Trouble } from '../../ui/Trouble';
import { VerdictBanner } from '../../ui/Verdict';
import { CheckLink } from '../check/CheckLink';
import { WhyResult } from '../results/WhyResult';
import { useRequirementText } from '../verification/requirement';
import { useVerificationTexts } from '../verification/texts';
import { Legend, publicPath, useStageName } from './parts';
import { useAnnouncementTexts } from './texts';

type Stage = components['schemas']['StageDecision'];
type Place = { agency: string; application: string };

const Marks = lazy(() => import('../proofs/Marks'));

function Outcome({ stage, place }: { stage: Stage; place: Place }) {
  const t = useAnnouncementTexts();
  const v = useVerificationTexts();
  const language = useLanguage();
  const stageName = useStageName();
  const requirementText = useRequirementText(
    v,
    stage.items.map((item) => item.requirement),
  );
  const { announcement } = stage;
  const meaning = stage.legend.find(({ kind, code }) => kind === 'status' && code === stage.status)
    ?.legend[language];
  const administrative = announcement.stage === 'administrative';
  return (
    <section className="grid gap-4">
      <h2 className="text-xl">{stageName(announcement.stage)}</h2>
      <VerdictBanner
        state={administrative ? (stage.status === 'MS' ? 'met' : 'unmet') : 'unchecked'}
        link={
          <Link className="link" to={publicPath(announcement)}>
            {t('readAnnouncement')}
          </Link>
        }
      >
        {administrative
          ? t(stage.status === 'MS' ? 'ms' : 'tms')
          : t('otherStatus', { status: meaning ? `${stage.status}, ${meaning}` : stage.status })}
      </VerdictBanner>
      {stage.placed && !stage.why && (
        <p className="max-w-prose font-bold">
          {t('placedAt', { vacancy: `${stage.placed.post_title}, ${stage.placed.unit_path}` })}
        </p>
      )}
      {stage.items.length > 0 && (
        <Matrix
          caption={t('requirementsChecked')}
          rows={stage.items.map((item) => ({
            key: `${item.requirement.code} ${JSON.stringify(item.requirement.value)}`,
            requirement: requirementText(item.requirement),
            evidence: t('clause', { source: item.requirement.source }),
            verdict: item.verdict === 'met' ? 'met' : 'unmet',
            reason: [item.legend?.[language], item.note].filter(Boolean).join(' ') || undefined,
          }))}
        />
      )}
      {stage.objection_closes_at && (
        <div className="card grid gap-1 p-4">
          <h3 className="font-bold">{t('canDo')}</h3>
          <p className="max-w-prose">
            {t(stage.objection_at === 'sscasn' ? 'objectSscasn' : 'objectHere')}{' '}
            <Deadline closes={stage.objection_closes_at} zone={announcement.zone} />
          </p>
          {administrative && <p className="text-muted">{t('noRepair')}</p>}
        </div>
      )}
      {stage.mark_proofs.length > 0 && (
        <Suspense fallback={<p className="text-muted">{t('loading')}</p>}>
          <Marks owned={place} stage={stage} />
        </Suspense>
      )}
      {stage.why && (
        <section className="grid gap-3">
          <h3 className="text-lg">{t('why')}</h3>
          <WhyResult why={stage.why} />
          <CheckLink />
        </section>
      )}
      {!administrative && <Legend entries={stage.legend} />}
    </section>
  );
}

export function DecisionPage() {
  const t = useAnnouncementTexts();
  const place = useParams({ strict: false }) as Place;
  const query = useQuery({
    queryKey: ['announcements', 'decisions', place],
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/applications/{application}/decisions', {
          params: { path: place },
        }),
      ),
  });
  const found = query.data;
  return (
    <AppPage
      title={t('myTitle')}
      lead={found?.round_name}
      crumbs={[{ label: t('back'), to: '/lamaran' }, { label: t('myTitle') }]}
    >
      <Trouble error={query.error} onRetry={query.refetch} />
      {query.isPending && <p className="text-muted">{t('loading')}</p>}
      {found && (
        <p>
          {t('code')}: <strong>{found.participant_code}</strong>
        </p>
      )}
      {found && found.stages.length === 0 && (
        <VerdictBanner
          state="waiting"
          link={
            <p>
              {t('notYetHow')}{' '}
              {found.promised_at && (
                <>
                  {t('promised')}: <Instant at={found.promised_at} />
                </>
              )}
            </p>
          }
        >
          {t('notYet')}
        </VerdictBanner>
      )}
      {found?.stages.map((stage) => (
        <Outcome key={stage.announcement.id} stage={stage} place={place} />
      ))}
    </AppPage>
  );
}
