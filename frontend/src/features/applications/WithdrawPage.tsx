/** `/lamaran/…/tarik`: the final act of withdrawing. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { announce } from '../../ui/announce';
import { LinkButton } from '../../ui/Button';
import { FinalAct } from '../../ui/FinalAct';
import { Trouble } from '../../ui/Trouble';
import { load, withdraw } from './api';
import { Waiting } from './parts';
import { useApplicationTexts } from './texts';

export function WithdrawPage() {
  const t = useApplicationTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { agency = '', application = '' } = useParams({ strict: false });
  const place = { agency, application };
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const found = useQuery({
    queryKey: ['application', agency, application],
    queryFn: () => load(place),
    staleTime: 0,
    gcTime: 0,
  });
  const act = () =>
    run(async () => {
      await withdraw(place, found.data?.etag ?? null, key.current());
      key.renew();
      queries.removeQueries({ queryKey: ['my-applications'] });
      queries.removeQueries({ queryKey: ['proofs'] });
      announce(t('withdrawn'));
      await navigate({ to: PATHS.myApplications });
    });
  const post = found.data?.data.post;
  const crumbs = [{ label: t('mine'), to: PATHS.myApplications }, { label: t('withdrawTitle') }];
  return (
    <AppPage title={t('withdrawTitle')} lead={post?.title} crumbs={crumbs}>
      {found.isPending && <Waiting />}
      <Trouble error={found.error} onRetry={found.refetch} />
      {post && (
        <FinalAct
          act={t('withdraw')}
          running={running}
          problem={problem}
          onAct={act}
          willHappen={[t('willEnd'), t('willAgain')]}
          toWhom={t('toPost', {
            unit: post.unit_path,
            agency: post.agency_name,
            title: post.title,
          })}
          recorded={t('recordedWithdraw')}
          cancel={
            <LinkButton kind="quiet" to={PATHS.myApplications}>
              {t('cancel')}
            </LinkButton>
          }
        />
      )}
    </AppPage>
  );
}
