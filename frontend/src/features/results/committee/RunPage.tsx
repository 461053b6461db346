/** One run: may it be announced, what stands in the way, the figures, and every outcome with its reason. */
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { AppPage } from '../../../app/AppPage';
import { Instant } from '../../../ui/figures';
import { Trouble } from '../../../ui/Trouble';
import { Approval } from './Approval';
import { basePath, type Detail, type RunPlace, useRun } from './data';
import { Figures } from './Figures';
import { National } from './National';
import { Outcomes } from './Outcomes';
import { Fact, Fingerprint, Standing, useNames, useRunName } from './parts';
import { Ties } from './Ties';
import { useRunTexts } from './texts';
import { Vacancies } from './Vacancies';

function Made({ detail }: { detail: Detail }) {
  const t = useRunTexts();
  const { run } = detail;
  return (
    <dl className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <Fact label={t('madeAt')}>
        <Instant at={run.made_at} />, {t(run.made_by_you ? 'madeByYou' : 'madeByOther')}
      </Fact>
      <Fact label={t('rules')}>{t('rulesVersion', { version: String(run.rules_version) })}</Fact>
      <Fact label={t('engine')}>{run.engine_version}</Fact>
      <Fingerprint label={t('rulesHash')} hash={run.rules_hash} how={t('hashHow')} />
      <Fingerprint label={t('inputsHash')} hash={run.inputs_hash} how={t('hashHow')} />
    </dl>
  );
}

export function RunPage() {
  const t = useRunTexts();
  const place = useParams({ strict: false }) as RunPlace;
  const name = useNames(place);
  const runName = useRunName();
  const query = useRun(place);
  const [vacancy, setVacancy] = useState('');
  const detail = query.data;
  const run = detail?.run;
  const title = run ? runName(run, name) : t('title');
  return (
    <AppPage
      title={title}
      lead={run && t(run.national ? 'recomputation' : 'decides')}
      crumbs={[{ label: t('title'), to: basePath(place) }, { label: t('thisRun') }]}
    >
      {query.isPending && <p role="status">{t('loading')}</p>}
      <Trouble error={query.error} onRetry={query.refetch} />
      {detail && run && (
        <>
          <Standing run={run} agency={place.agency} />
          {run.national ? (
            <National place={place} run={run} />
          ) : (
            <Approval place={place} run={run} />
          )}
          <Ties place={place} detail={detail} />
          <Figures place={place} detail={detail} />
          <Vacancies
            detail={detail}
            onChoose={(chosen) => {
              setVacancy(chosen);
              document.getElementById('outcomes')?.scrollIntoView();
            }}
          />
          <Outcomes place={place} detail={detail} vacancy={vacancy} onVacancy={setVacancy} />
          <Made detail={detail} />
        </>
      )}
    </AppPage>
  );
}
