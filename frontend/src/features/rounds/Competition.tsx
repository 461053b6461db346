/** Applicants for each place of this post, year by year, with the table and one sentence that says what to see. */
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { useAnswer } from '../../api/useAnswer';
import { formatNumber } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { BarChart } from '../../ui/BarChart';
import { Trouble } from '../../ui/Trouble';
import { useAroundTexts } from './aroundTexts';

type Year = components['schemas']['CompetitionYear'];

const KINDS: Record<string, { id: string; en: string }> = {
  cpns: { id: 'CPNS', en: 'CPNS' },
  pppk: { id: 'PPPK', en: 'PPPK' },
  blud_professional: { id: 'Pegawai BLUD', en: 'BLUD staff' },
  open_bidding: { id: 'Seleksi terbuka', en: 'Open bidding' },
  internal: { id: 'Seleksi internal', en: 'Internal' },
  internship: { id: 'Magang', en: 'Internship' },
};

/** One decimal: 15.5 people for a place is told from 15. Nothing where no number was published. */
export function rateOf({ eligible, counted_places: places }: Year): number | null {
  if (eligible == null || !places) return null;
  return Math.round((eligible / places) * 10) / 10;
}

export default function Competition({ id }: { id: string }) {
  const t = useAroundTexts();
  const language = useLanguage();
  const asked = useAnswer(`competition ${id}`, () =>
    ask(api.GET('/api/v1/vacancies/{id}/competition', { params: { path: { id } } })),
  );
  const found = asked.data;
  // As high as the chart of one year, so that what stands below does not move far.
  if (!found) {
    return (
      <div className="min-h-64">
        <Trouble error={asked.problem} onRetry={asked.again} part />
      </div>
    );
  }
  const name = (year: Year) => `${year.year} · ${KINDS[year.kind]?.[language] ?? year.kind}`;
  const known = found.years.flatMap((year) => {
    const rate = rateOf(year);
    return rate === null ? [] : [{ year, rate }];
  });
  const number = (value: number) => formatNumber(value, language);
  const [first] = known;
  const last = known.at(-1);
  const unknown = found.years.filter((year) => rateOf(year) === null).map(name);
  let sentence = t('competitionNone');
  if (first && last) {
    const rate = number(last.rate);
    if (known.length === 1) sentence = t('competitionOne', { rate, year: name(last.year) });
    else {
      const words = {
        from: number(first.rate),
        to: rate,
        first: name(first.year),
        last: name(last.year),
      };
      if (last.rate > first.rate) sentence = t('competitionUp', words);
      else if (last.rate < first.rate) sentence = t('competitionDown', words);
      else sentence = t('competitionSame', { rate, first: words.first, last: words.last });
    }
  }
  return (
    <section className="grid gap-2">
      <h2 className="text-xl">{t('competitionTitle')}</h2>
      {known.length === 0 ? (
        <p className="max-w-prose">{sentence}</p>
      ) : (
        <BarChart
          title={t('competitionChart', { post: found.post_title, agency: found.agency_name })}
          sentence={sentence}
          bars={known.map(({ year, rate }) => ({ label: name(year), value: rate }))}
          unit={t('perPlace')}
          further={[
            { title: t('passedApplicants'), values: known.map(({ year }) => year.eligible ?? 0) },
            {
              title: t('placesCounted'),
              values: known.map(({ year }) => year.counted_places ?? 0),
            },
          ]}
        />
      )}
      {known.length > 0 && unknown.length > 0 && (
        <p className="text-sm text-muted">
          {t('competitionUnknown', { years: unknown.join(', ') })}
        </p>
      )}
      <p className="max-w-prose text-sm text-muted">{t('competitionHow')}</p>
    </section>
  );
}
