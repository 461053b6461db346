/** `/lamaran`: each application with its status line and the one next act. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { announce } from '../../ui/announce';
import { Button, LinkButton } from '../../ui/Button';
import { Deadline, Instant } from '../../ui/figures';
import { EmptyState } from '../../ui/Page';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { StatusLine } from '../../ui/StatusLine';
import { Trouble } from '../../ui/Trouble';
import { decisions, discard, type Line, load, myApplications } from './api';
import { Waiting } from './parts';
import { useApplicationTexts } from './texts';

// Proofs are looked at later than the list.
const Proofs = lazy(() => import('../proofs/Proofs'));

export function MyApplicationsPage() {
  const t = useApplicationTexts();
  const found = useQuery({ queryKey: ['my-applications'], queryFn: myApplications });
  return (
    <AppPage
      title={t('mine')}
      lead={t('mineLead')}
      crumbs={[{ label: t('home'), to: PATHS.home }, { label: t('mine') }]}
    >
      {found.isPending && <Waiting />}
      <Trouble error={found.error} onRetry={found.refetch} />
      {found.data?.items.length === 0 && (
        <EmptyState
          title={t('none')}
          act={
            <a className="link inline-flex min-h-11 items-center" href={PATHS.vacancies}>
              {t('findVacancies')}
            </a>
          }
        >
          {t('noneHow')}
        </EmptyState>
      )}
      {found.data?.items.map((line) => (
        <One key={line.id} line={line} onChanged={() => found.refetch()} />
      ))}
    </AppPage>
  );
}

function One({ line, onChanged }: { line: Line; onChanged: () => void }) {
  const t = useApplicationTexts();
  const { post } = line;
  const open = !post.national && !!post.closes && Date.now() < Date.parse(post.closes);
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-3" aria-label={post.title}>
      <header>
        <h2 className="text-xl">{post.title}</h2>
        <p className="text-muted">
          {post.unit_path} · {post.agency_name}
        </p>
        <p className="text-sm text-muted">{post.round_name}</p>
      </header>
      {line.state === 'withdrawn' ? (
        <p className="card bg-surface p-4">
          {t('withdrawnAt')}{' '}
          {line.withdrawn_at && <Instant at={line.withdrawn_at} zone={post.zone} />}.
        </p>
      ) : (
        <Where line={line} open={open} />
      )}
      {line.changed_since_submission && <p className="font-semibold">{t('changedSince')}</p>}
      {line.receipts.length > 0 && (
        <ul className="grid gap-1">
          {line.receipts.map((receipt) => (
            <li key={receipt.receipt}>
              <Link
                className="link figures inline-flex min-h-11 items-center"
                to="/tanda-terima/$agency/$receipt"
                params={{ agency: post.agency_id, receipt: receipt.receipt }}
              >
                {t('receiptLink', { number: receipt.number })}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {/* Imported applications have no receipt of ours, but verdicts and marks. */}
      {line.state !== 'draft' && (
        <Suspense fallback={null}>
          <Proofs owned={{ agency: post.agency_id, application: line.id }} zone={post.zone} />
        </Suspense>
      )}
      <Acts line={line} open={open} onChanged={onChanged} />
    </article>
  );
}

/** The newest announced stage of a submitted application. */
function useAnnounced(line: Line) {
  const path = { agency: line.post.agency_id, application: line.id };
  const found = useQuery({
    queryKey: ['my-applications', path, 'announced'],
    queryFn: () => decisions(path),
    enabled: line.state === 'submitted',
  });
  return found.data?.stages.at(-1);
}

function Where({ line, open }: { line: Line; open: boolean }) {
  const t = useApplicationTexts();
  const { post } = line;
  const announced = useAnnounced(line);
  const steps = [t('stepFill'), t('stepSent'), t('stepCheck'), t('stepTest'), t('stepResult')];
  if (announced?.announcement.published_at) {
    const { stage, published_at } = announced.announcement;
    const refused = stage === 'administrative' && announced.status !== 'MS';
    return (
      <StatusLine
        about={post.title}
        steps={steps}
        current={stage === 'result' ? 4 : refused ? 2 : 3}
        happened={
          <>
            {t(stage === 'result' ? 'happenedResult' : 'happenedStage')}{' '}
            <Instant at={published_at} zone={post.zone} />
          </>
        }
        next={t('nextRead')}
      />
    );
  }
  const draft = line.state === 'draft';
  const happened = draft
    ? t('happenedDraft')
    : t(line.source === 'sscasn' ? 'happenedImported' : 'happenedSent');
  const next = draft
    ? t(open ? 'nextDraft' : 'nextDraftClosed')
    : t(open ? 'nextSentOpen' : 'nextSentClosed');
  return (
    <StatusLine
      about={post.title}
      steps={steps}
      current={draft ? 0 : open ? 1 : 2}
      happened={
        <>
          {happened} {line.submitted_at && <Instant at={line.submitted_at} zone={post.zone} />}
        </>
      }
      next={next}
      by={open && post.closes && <Deadline closes={post.closes} zone={post.zone} />}
    />
  );
}

function Acts({ line, open, onChanged }: { line: Line; open: boolean; onChanged: () => void }) {
  const t = useApplicationTexts();
  const { problem, running, run } = useProblem();
  const place = { agency: line.post.agency_id, application: line.id };
  const throwAway = () =>
    run(async () => {
      const now = await load(place);
      await discard(place, now.etag);
      announce(t('discarded'));
      onChanged();
    });
  if (line.state === 'withdrawn') return null;
  const decision = line.state === 'submitted' && (
    <LinkButton
      to="/lamaran/$agency/$application/keputusan"
      params={{ agency: line.post.agency_id, application: line.id }}
    >
      {t('decision')}
    </LinkButton>
  );
  if (line.source !== 'own') return decision && <div>{decision}</div>;
  return (
    <div className="grid gap-3">
      <ProblemSummary problem={problem} />
      <div className="flex flex-wrap gap-3">
        {decision}
        {open && (
          <LinkButton
            kind={line.state === 'draft' ? 'primary' : 'secondary'}
            to="/lamar/$vacancy"
            params={{ vacancy: line.post.vacancy_id }}
          >
            {t(line.state === 'draft' ? 'continue' : 'correct')}
          </LinkButton>
        )}
        {line.state === 'draft' && (
          <Button kind="quiet" busy={running} onClick={throwAway}>
            {t('discard')}
          </Button>
        )}
        {open && line.state === 'submitted' && (
          <LinkButton
            kind="danger"
            to="/lamaran/$agency/$application/tarik"
            params={{ agency: line.post.agency_id, application: line.id }}
          >
            {t('withdraw')}
          </LinkButton>
        )}
      </div>
    </div>
  );
}
