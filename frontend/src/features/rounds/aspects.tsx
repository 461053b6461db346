/** What vacancies are compared by: each aspect in words, and whether it differs among them. */
import type { ReactNode } from 'react';
import type { components } from '../../api/schema.gen';
import type { Language } from '../../i18n/catalog';
import { formatClosing, formatMoney, formatNumber } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { useAroundTexts } from './aroundTexts';
import { usePageTexts } from './pageTexts';
import { POOLS } from './pools';

type Vacancy = components['schemas']['VacancyPage'];

export type Aspect = { key: string; title: string; cells: ReactNode[]; differs: boolean };

/** Names shown of a long list of educations. */
const NAMED = 4;

/** Whether texts differ: what only stands in another order is the same. */
const differ = (texts: readonly string[]) => new Set(texts).size > 1;

function money(one: Vacancy, language: Language, none: string): string {
  const least = one.pay_min ?? one.pay_max;
  const most = one.pay_max ?? one.pay_min;
  if (least == null || most == null) return none;
  const from = formatMoney(least, language);
  return least === most ? from : `${from} – ${formatMoney(most, language)}`;
}

export function useAspects(shown: Vacancy[]): Aspect[] {
  const t = useAroundTexts();
  const language = useLanguage();
  const none = t('notStated');
  const educations = (one: Vacancy) => [...new Set(one.education.map(({ name }) => name))].sort();
  const short = (names: string[]) =>
    names.length > NAMED
      ? t('moreEducation', { names: names.slice(0, NAMED).join(', '), rest: names.length - NAMED })
      : names.join(', ') || t('anyEducation');
  const others = (one: Vacancy) =>
    one.requirements
      .filter(({ code }) => code !== 'education')
      .map(({ words }) => words[language])
      .sort();
  const rate = (one: Vacancy) =>
    one.eligible_count != null && one.places > 0
      ? formatNumber(Math.round((one.eligible_count / one.places) * 10) / 10, language)
      : none;
  /** The text decides whether it differs; `show` draws it where a text alone would be hard to read. */
  const aspect = (
    key: string,
    title: string,
    text: (one: Vacancy) => string,
    show: (one: Vacancy) => ReactNode = text,
  ): Aspect => ({ key, title, cells: shown.map(show), differs: differ(shown.map(text)) });
  const list = (words: string[]) => (
    <ul className="grid list-disc gap-1 pl-4">
      {words.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
  return [
    aspect('agency', t('agency'), ({ agency, unit_path: unit }) =>
      unit ? `${agency.name} · ${unit.replaceAll(' | ', ' › ')}` : agency.name,
    ),
    aspect('round', t('round'), ({ round }) => round.name),
    aspect('until', t('until'), ({ apply, agency }) =>
      apply.closes && apply.how !== 'archive'
        ? formatClosing(apply.closes, language, agency.zone)
        : none,
    ),
    aspect('pay', t('pay'), (one) => money(one, language, none)),
    aspect('places', t('places'), ({ places }) => formatNumber(places, language)),
    aspect('competition', t('competition'), rate),
    aspect('pool', t('pool'), ({ pool }) => POOLS[pool]?.[language] ?? pool),
    aspect(
      'education',
      t('education'),
      (one) => educations(one).join(),
      (one) => short(educations(one)),
    ),
    aspect(
      'requirements',
      t('requirements'),
      (one) => others(one).join(),
      (one) => list(others(one)),
    ),
    aspect('region', t('region'), ({ region_name: region }) => region ?? none),
    aspect('disabled', t('disabled'), ({ open_to_disabled: open }) =>
      open ? t('openDisabled') : none,
    ),
  ];
}

/** The one act that each of them leads to. */
export function ApplyLink({ vacancy }: { vacancy: Vacancy }) {
  const t = usePageTexts();
  const look = 'link inline-flex min-h-11 items-center font-semibold';
  const { how, link } = vacancy.apply;
  if (how === 'here')
    return (
      <a className={look} href={`/lamar/${vacancy.id}`}>
        {t('applyHere')}
      </a>
    );
  if (how === 'sscasn')
    return (
      <a className={look} href={link ?? undefined} rel="noreferrer">
        {t('applySscasn')}
      </a>
    );
  return <span>{how === 'not_yet' ? t('notYet') : t('over')}</span>;
}
