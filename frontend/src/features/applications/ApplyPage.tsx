/** `/lamar/{vacancy}`: begin a draft, or go on with it; says where to go when this is not the door. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { Button, LinkButton } from '../../ui/Button';
import { Deadline, Instant } from '../../ui/figures';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { Trouble } from '../../ui/Trouble';
import { ApplyForm } from './ApplyForm';
import { begin, load, placeFor } from './api';
import { Waiting } from './parts';
import { useApplicationTexts } from './texts';

type Place = Awaited<ReturnType<typeof placeFor>>;

export function ApplyPage() {
  const t = useApplicationTexts();
  const { vacancy = '' } = useParams({ strict: false });
  const place = useQuery({ queryKey: ['apply', vacancy], queryFn: () => placeFor(vacancy) });
  const crumbs = [
    { label: t('mine'), to: PATHS.myApplications },
    { label: place.data?.post.title ?? t('apply') },
  ];
  return (
    <AppPage
      title={place.data ? t('applyTitle', { title: place.data.post.title }) : t('apply')}
      lead={place.data && `${place.data.post.unit_path} · ${place.data.post.agency_name}`}
      crumbs={crumbs}
    >
      {place.isPending && <Waiting />}
      <Trouble error={place.error} onRetry={place.refetch} />
      {place.data && <Door place={place.data} vacancy={vacancy} />}
    </AppPage>
  );
}

/** The one thing that can be done here now. */
function Door({ place, vacancy }: { place: Place; vacancy: string }) {
  const t = useApplicationTexts();
  const { post } = place;
  const now = Date.now();
  if (post.national) {
    return (
      <section className="card grid max-w-prose justify-items-start gap-3 p-4">
        <h2 className="text-lg">{t('national')}</h2>
        <p>
          {t('nationalHow')} {post.closes && <Deadline closes={post.closes} zone={post.zone} />}
        </p>
        <a className="link inline-flex min-h-11 items-center" href="https://sscasn.bkn.go.id">
          {t('toSscasn')}
        </a>
      </section>
    );
  }
  if (place.application_id && place.application_vacancy_id !== vacancy) {
    return (
      <section className="card grid max-w-prose justify-items-start gap-3 p-4">
        <h2 className="text-lg">{t('otherVacancy')}</h2>
        <p>{t('otherVacancyHow')}</p>
        <LinkButton kind="primary" to={PATHS.myApplications}>
          {t('mine')}
        </LinkButton>
      </section>
    );
  }
  if (place.application_id) {
    return <Continue agency={post.agency_id} application={place.application_id} />;
  }
  if (post.opens && now < Date.parse(post.opens)) {
    return (
      <p>
        {t('notOpenYet')} <Instant at={post.opens} zone={post.zone} />
      </p>
    );
  }
  if (!post.closes || now >= Date.parse(post.closes)) return <p>{t('windowClosed')}</p>;
  return <Begin place={place} vacancy={vacancy} />;
}

function Begin({ place, vacancy }: { place: Place; vacancy: string }) {
  const t = useApplicationTexts();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const start = () =>
    run(async () => {
      await begin(place.post.agency_id, vacancy, key.current());
      key.renew();
      await queries.invalidateQueries({ queryKey: ['apply', vacancy] });
    });
  return (
    <div className="grid max-w-prose justify-items-start gap-4">
      <ProblemSummary problem={problem} />
      <p>{t('beginLead')}</p>
      {place.post.closes && (
        <p>
          {t('closesAt')} <Deadline closes={place.post.closes} zone={place.post.zone} />
        </p>
      )}
      <Button kind="primary" busy={running} onClick={start}>
        {t('begin')}
      </Button>
    </div>
  );
}

function Continue(path: { agency: string; application: string }) {
  const draft = useQuery({
    queryKey: ['application', path.agency, path.application],
    queryFn: () => load(path),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (draft.isPending) return <Waiting />;
  if (draft.isError) return <Trouble error={draft.error} onRetry={() => draft.refetch()} />;
  return <ApplyForm first={draft.data} />;
}
