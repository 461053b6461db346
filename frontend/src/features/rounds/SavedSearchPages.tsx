/** Where the links of saved searches lead: agree to the news, and stop it. */
import { type ReactNode, useEffect, useState } from 'react';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import type { components } from '../../api/schema.gen';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { Button, LinkButton } from '../../ui/Button';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { useUiTexts } from '../../ui/texts';
import { useAroundTexts } from './aroundTexts';

// After the #: it reaches neither a log nor another site.
const tokenOfLink = () => location.hash.slice(1);

function Done({ children }: { children: ReactNode }) {
  return (
    <div className="card max-w-prose p-5 text-lg sm:p-6" role="status">
      {children}
    </div>
  );
}

/** Needs a press: a mail program that opens links by itself must not agree for anybody. */
export function ConfirmSearchPage() {
  const t = useAroundTexts();
  const [token] = useState(tokenOfLink);
  const [saved, setSaved] = useState<components['schemas']['SearchSaved'] | null>(null);
  const { problem, running, run } = useProblem();
  const confirm = async () => {
    const done = await run(() =>
      ask(api.POST('/api/v1/saved-searches/confirm', { body: { token } })),
    );
    if (done) setSaved(done);
  };
  return (
    <AppPage
      title={t('confirmTitle')}
      lead={saved ? undefined : t('confirmLead')}
      crumbs={[{ label: t('toSearch'), to: PATHS.vacancies }, { label: t('confirmTitle') }]}
      motif
    >
      <ProblemSummary problem={problem} />
      {saved ? (
        <>
          <Done>{t('confirmDone')}</Done>
          <p>
            <a className="link inline-flex min-h-11 items-center" href={saved.page}>
              {t('toSearch')}
            </a>
          </p>
        </>
      ) : (
        <div>
          <Button kind="primary" busy={running} onClick={confirm}>
            {t('confirmAct')}
          </Button>
        </div>
      )}
    </AppPage>
  );
}

/** The press was the one in the mail; asking again would be a hurdle. */
export function StopSearchPage() {
  const t = useAroundTexts();
  const ui = useUiTexts();
  const [token] = useState(tokenOfLink);
  const [stopped, setStopped] = useState(false);
  const { problem, run } = useProblem();
  useEffect(() => {
    const params = { path: { token } };
    run(() => ask(api.POST('/api/v1/saved-searches/{token}/stop', { params }))).then((done) => {
      if (done) setStopped(true);
    });
  }, [run, token]);
  return (
    <AppPage title={t('stopTitle')} motif>
      <ProblemSummary problem={problem} />
      {stopped && <Done>{t('stopDone')}</Done>}
      {!stopped && !problem && <p role="status">{ui('loading')}</p>}
      <div>
        <LinkButton to={PATHS.vacancies}>{t('toSearch')}</LinkButton>
      </div>
    </AppPage>
  );
}
