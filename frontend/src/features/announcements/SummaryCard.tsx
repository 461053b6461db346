/** One announcement in a list. */
import { Link } from '@tanstack/react-router';
import { Instant } from '../../ui/figures';
import { type Summary, useStageName } from './parts';
import { useAnnouncementTexts } from './texts';

export function SummaryCard({ item, to }: { item: Summary; to: string }) {
  const t = useAnnouncementTexts();
  const stageName = useStageName();
  return (
    <li className="card grid gap-1 p-4">
      <Link className="link inline-flex min-h-11 items-center text-lg font-semibold" to={to}>
        {t('of', { stage: stageName(item.stage), round: item.round_name })}
      </Link>
      <p className="text-muted">{item.agency_name}</p>
      {item.number > 1 && <p>{t('correction', { count: item.number - 1 })}</p>}
      {item.published_at ? (
        <p>
          {t('published')}: <Instant at={item.published_at} zone={item.zone} />
        </p>
      ) : (
        <p>{t('prepared')}</p>
      )}
    </li>
  );
}
