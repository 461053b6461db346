/** The draws of one selection, also those that failed. */
import { Link, useParams } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { useAnswer } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { Instant } from '../../ui/figures';
import { EmptyState } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { type Place, publicPath, type Summary, usePhase } from './parts';
import { useDrawTexts } from './texts';

export function DrawCards({ items }: { items: Summary[] }) {
  const t = useDrawTexts();
  const phase = usePhase();
  return (
    <ul className="grid gap-3">
      {items.map((item) => (
        <li key={item.id} className="card grid gap-1 p-4">
          <Link
            className="link inline-flex min-h-11 items-center text-lg font-semibold"
            to={publicPath(item) as string}
          >
            {t('reading_order')}
          </Link>
          <p>{phase(item.phase)}</p>
          <p className="text-sm text-muted">
            {t('number', { count: item.number })} · {t('lines', { count: item.item_count })} ·{' '}
            <Instant at={item.over_at ?? item.prepared_at} zone={item.zone} />
          </p>
        </li>
      ))}
    </ul>
  );
}

export function DrawsPage() {
  const t = useDrawTexts();
  const place = useParams({ strict: false }) as Place;
  const { data, problem, again } = useAnswer(`draws ${place.agency} ${place.round}`, () =>
    ask(api.GET('/api/v1/agencies/{agency}/rounds/{round}/draws', { params: { path: place } })),
  );
  return (
    <AppPage
      title={t('listTitle')}
      lead={t('listLead')}
      motif
      crumbs={[
        { label: t('backToRound'), to: `/seleksi/${place.agency}/${place.round}` },
        { label: t('title') },
      ]}
    >
      <Trouble error={problem} onRetry={again} />
      {!data && !problem && <p className="text-muted">{t('loading')}</p>}
      {data?.items.length === 0 && <EmptyState title={t('noneTitle')}>{t('noneHow')}</EmptyState>}
      {data && <DrawCards items={data.items} />}
    </AppPage>
  );
}
