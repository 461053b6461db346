/** The public front page: four questions at a glance, then the timetables and the classes. */
import { useRouter } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { OpenNow } from '../features/rounds/OpenNow';
import { LinkButton } from '../ui/Button';
import { VerdictBanner } from '../ui/Verdict';
import { AppPage } from './AppPage';
import { useHomeTexts } from './homeTexts';
import { PATHS } from './paths';

const HomeBelow = lazy(() => import('./HomeBelow'));

function Question({
  ask,
  tell,
  act,
  to,
  primary,
  open = true,
  children,
}: {
  ask: string;
  tell: string;
  act: string;
  to: string;
  primary?: boolean;
  open?: boolean;
  children?: ReactNode;
}) {
  const t = useHomeTexts();
  return (
    <section className="card flex flex-col gap-3 p-5 sm:p-6">
      <h2 className="text-lg sm:text-xl">{ask}</h2>
      <p className="max-w-prose text-muted">{tell}</p>
      {children}
      <div className="mt-auto pt-1">
        {open ? (
          <LinkButton to={to} kind={primary ? 'primary' : 'secondary'}>
            {act}
          </LinkButton>
        ) : (
          <p className="text-sm text-muted">{t('notOpen')}</p>
        )}
      </div>
    </section>
  );
}

export function HomePage() {
  const t = useHomeTexts();
  const pages = useRouter().routesByPath;
  return (
    <AppPage title={t('homeTitle')} lead={t('homeLead')} motif>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 sm:grid-cols-2 sm:gap-6">
        <Question
          primary
          ask={t('askVacancies')}
          tell={t('tellVacancies')}
          act={t('actVacancies')}
          to={PATHS.vacancies}
        >
          <OpenNow />
        </Question>
        <Question
          ask={t('askApplication')}
          tell={t('tellApplication')}
          act={t('actApplication')}
          to={PATHS.myApplications}
        />
        <Question
          ask={t('askResult')}
          tell={t('tellResult')}
          act={t('actResult')}
          to={PATHS.results}
        >
          <VerdictBanner state="unchecked">{t('resultUnchecked')}</VerdictBanner>
        </Question>
        <Question
          ask={t('askReport')}
          tell={t('tellReport')}
          act={t('actReport')}
          to={PATHS.reports}
          open={PATHS.reports in pages}
        />
      </div>
      <Suspense>
        <HomeBelow />
      </Suspense>
    </AppPage>
  );
}
