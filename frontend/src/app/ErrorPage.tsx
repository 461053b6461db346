/** Pages for trouble: nothing here, or something broke. Both lead back. */
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { asProblem, passesByItself } from '../api/problem';
import { onLineBack } from '../offline/line';
import { LinkButton } from '../ui/Button';
import { Trouble } from '../ui/Trouble';
import { AppPage } from './AppPage';
import { useAppTexts } from './texts';

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const t = useAppTexts();
  const router = useRouter();
  const problem = asProblem(error);
  const again = useCallback(() => {
    reset();
    router.invalidate();
  }, [reset, router]);
  const passing = passesByItself(problem);
  // Nobody has to press anything when only the line was missing.
  useEffect(() => (passing ? onLineBack(again) : undefined), [passing, again]);
  return (
    <AppPage title={problem.title}>
      <Trouble error={problem} onRetry={again}>
        <LinkButton to="/">{t('toHome')}</LinkButton>
      </Trouble>
    </AppPage>
  );
}

export function NotFoundPage() {
  const t = useAppTexts();
  return (
    <AppPage title={t('notFoundTitle')} lead={t('notFoundBody')} motif>
      <div>
        <LinkButton to="/" kind="primary">
          {t('toHome')}
        </LinkButton>
      </div>
    </AppPage>
  );
}
