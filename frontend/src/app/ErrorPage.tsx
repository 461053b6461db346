/** Pages for trouble: nothing here, or something broke. Both lead back. */
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { asProblem } from '../api/problem';
import { Button, LinkButton } from '../ui/Button';
import { ProblemSummary } from '../ui/ProblemSummary';
import { AppPage } from './AppPage';
import { useAppTexts } from './texts';

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const t = useAppTexts();
  const router = useRouter();
  const problem = asProblem(error);
  return (
    <AppPage title={problem.title}>
      <ProblemSummary problem={problem} />
      <div className="flex flex-wrap gap-3">
        <Button
          kind="primary"
          onClick={() => {
            reset();
            router.invalidate();
          }}
        >
          {t('tryAgain')}
        </Button>
        <LinkButton to="/">{t('toHome')}</LinkButton>
      </div>
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
