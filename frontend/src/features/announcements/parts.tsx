/** Pieces that several announcement pages share. */
import type { components } from '../../api/schema.gen';
import { useLanguage } from '../../i18n/language';
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

type Meaning = components['schemas']['LegendEntry'];

export function Legend({ entries, title }: { entries: Meaning[]; title?: string }) {
  const t = useAnnouncementTexts();
  const language = useLanguage();
  return (
    <section className="grid gap-2">
      <h2 className="text-xl">{title ?? t('legend')}</h2>
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
