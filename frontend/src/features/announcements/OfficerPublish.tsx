/** The final act: look at the numbers, then publish for everybody at once, or discard. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { api, ask, askVersioned, ifMatch } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { FinalAct } from '../../ui/FinalAct';
import { Trouble } from '../../ui/Trouble';
import { useStepUp } from '../identity/StepUp';
import { Numbers } from './AnnouncementRows';
import { Legend, publicPath, useStageName } from './parts';
import { Preview } from './profile/Preview';
import { useAnnouncementTexts } from './texts';

const ONE = '/api/v1/agencies/{agency}/rounds/{round}/announcement-drafts/{announcement}';

export function PublishPage() {
  const t = useAnnouncementTexts();
  const stageName = useStageName();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { problem, running, run } = useProblem();
  const { withStepUp, dialog } = useStepUp();
  const { agency, round, id } = useParams({ strict: false }) as {
    agency: string;
    round: string;
    id: string;
  };
  const path = { agency, round, announcement: id };
  const query = useQuery({
    queryKey: ['announcements', path, 'draft'],
    queryFn: () => askVersioned(api.GET(ONE, { params: { path } })),
  });
  const detail = query.data?.data;
  const etag = query.data?.etag ?? null;
  const versioned = {
    params: { path, header: { 'If-Match': etag ?? '' } },
    headers: ifMatch(etag),
  };
  const publish = () =>
    run(async () => {
      const done = await withStepUp(() => ask(api.POST(`${ONE}/publish`, versioned)));
      announce(t('publishedNow'));
      await queries.invalidateQueries({ queryKey: ['announcements'] });
      await navigate({ to: publicPath(done) });
    });
  const discard = () =>
    run(async () => {
      await ask(api.DELETE(ONE, versioned));
      announce(t('discarded'));
      await queries.invalidateQueries({ queryKey: ['announcements'] });
      await navigate({ to: `/petugas/pengumuman/${agency}/${round}` });
    });
  return (
    <AppPage
      title={t('publishTitle')}
      lead={detail && t('of', { stage: stageName(detail.stage), round: detail.round_name })}
      crumbs={[
        { label: t('committeeTitle'), to: `/petugas/pengumuman/${agency}/${round}` },
        { label: t('preview') },
      ]}
    >
      <Trouble error={query.error} onRetry={query.refetch} />
      {query.isPending && <p className="text-muted">{t('loading')}</p>}
      {detail && (
        <>
          <Numbers detail={detail} />
          <DataTable
            caption={t('vacancy')}
            rows={detail.vacancies}
            rowKey={(row) => row.vacancy_id}
            columns={[
              {
                key: 'vacancy',
                title: t('vacancy'),
                heading: true,
                cell: (row) => `${row.post_title}, ${row.unit_path}`,
              },
              {
                key: 'counts',
                title: t('participants'),
                cell: (row) => row.counts.map((one) => `${one.status}: ${one.count}`).join(', '),
              },
            ]}
          />
          <Preview detail={detail} />
          <Legend entries={detail.legend} />
          {dialog}
          <FinalAct
            willHappen={[
              t('willPublish'),
              t('willTell'),
              ...(detail.stage === 'shortlist' ? [] : [t('willClock')]),
            ]}
            toWhom={t('toWhom', { count: detail.row_count })}
            recorded={t('recorded')}
            act={t('publish')}
            running={running}
            problem={problem}
            onAct={publish}
            cancel={
              <Button kind="danger" busy={running} onClick={discard}>
                {t('discard')}
              </Button>
            }
          />
        </>
      )}
    </AppPage>
  );
}
