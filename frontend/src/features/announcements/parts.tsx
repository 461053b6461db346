/** Pieces that several announcement pages share. */
import { Link } from '@tanstack/react-router';
import type { components } from '../../api/schema.gen';
import { useLanguage } from '../../i18n/language';
import { BarChart } from '../../ui/BarChart';
import { Instant } from '../../ui/figures';
import { useAnnouncementTexts } from './texts';

export type Summary = components['schemas']['AnnouncementSummary'];
export type Detail = components['schemas']['AnnouncementDetail'];

const STAGES = {
  administrative: 'stage_administrative',
  shortlist: 'stage_shortlist',
  result: 'stage_result',
} as const;

export function useStageName() {
  const t = useAnnouncementTexts();
  return (stage: string) => t(STAGES[stage as keyof typeof STAGES] ?? 'stage_result');
}

export const publicPath = (item: Summary) =>
  `/pengumuman/${item.agency_id}/${item.round_id}/${item.id}`;

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

export function Numbers({ detail }: { detail: Detail }) {
  const t = useAnnouncementTexts();
  const parts = detail.counts.map((one) => `${one.count} ${one.status}`).join(', ');
  return (
    <BarChart
      title={t('numbers')}
      sentence={t('numbersSentence', { count: detail.row_count, parts })}
      unit={t('participants')}
      bars={detail.counts.map((one) => ({ label: one.status, value: one.count }))}
    />
  );
}

export function Legend({ entries }: { entries: components['schemas']['LegendEntry'][] }) {
  const t = useAnnouncementTexts();
  const language = useLanguage();
  return (
    <section className="grid gap-2">
      <h2 className="text-xl">{t('legend')}</h2>
      <dl className="grid gap-2">
        {entries.map((entry) => (
          <div key={`${entry.kind} ${entry.code}`} className="grid gap-1 sm:grid-cols-[8rem_1fr]">
            <dt className="font-semibold">{entry.code}</dt>
            <dd className="max-w-prose">{entry.legend[language]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
