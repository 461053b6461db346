/** The filters in use, each with a way to take it away, and what was read into the words. */
import { Link } from '@tanstack/react-router';
import type { components } from '../../api/schema.gen';
import { PATHS } from '../../app/paths';
import { formatMoney } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import type { Filters } from './filters';
import { activeFilters, type CHIPS } from './filterUses';
import { POOLS } from './pools';
import { SHOW_WORDS } from './SearchForm';
import {
  type Facets,
  isEducationCode,
  useAgencyName,
  useEducations,
  useLevels,
  useRegionName,
} from './searchData';
import { useRoundTexts } from './texts';

export type Chip = (typeof CHIPS)[number];

/** What each filter in use is called. */
export function useFilterNames(filters: Filters, facets: Facets | undefined): Record<Chip, string> {
  const t = useRoundTexts();
  const language = useLanguage();
  const region = useRegionName(filters.region);
  const agency = useAgencyName(filters.agency, facets);
  const level = useLevels().find(({ id }) => id === filters.level)?.name;
  const education = filters.education ?? '';
  const coded = useEducations(isEducationCode(education) ? education : '')[0]?.name;
  return {
    text: t('chipText', { name: filters.text ?? '' }),
    education: t('chipEducation', { name: coded ? `${coded} (${education})` : education }),
    show: t(SHOW_WORDS[filters.show ?? 'open']),
    level: level ?? t('level'),
    agency: agency ?? t('agency'),
    region: region ?? t('region'),
    pool: POOLS[filters.pool ?? '']?.[language] ?? filters.pool ?? '',
    pay: t('payFrom', { pay: formatMoney(filters.pay ?? 0, language) }),
    disabled: t('openDisabled'),
    round: t('chipRound'),
    literal: t('chipLiteral'),
  };
}

export function SearchChips({
  filters,
  names,
  onSearch,
}: {
  filters: Filters;
  names: Record<Chip, string>;
  onSearch: (filters: Filters) => void;
}) {
  const t = useRoundTexts();
  const active = activeFilters(filters);
  if (active.length === 0) return null;
  return (
    <ul aria-label={t('active')} className="flex flex-wrap items-center gap-2">
      {active.map((name) => (
        <li key={name}>
          <button
            type="button"
            aria-label={t('remove', { name: names[name] })}
            className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-lg border border-edge bg-paper px-3 py-1 text-start text-sm hover:bg-brand-soft"
            onClick={() => {
              onSearch({ ...filters, [name]: undefined });
              // The pressed button goes away; the focus stays with what it changed.
              document.getElementById('hits')?.focus();
            }}
          >
            <span className="[overflow-wrap:anywhere]">{names[name]}</span>
            <Icon name="cross" className="size-3.5" />
          </button>
        </li>
      ))}
      {active.length > 1 && (
        <li>
          <Button kind="quiet" onClick={() => onSearch({ sort: filters.sort })}>
            {t('removeAll')}
          </Button>
        </li>
      )}
    </ul>
  );
}

type ReadWord = components['schemas']['ReadWord'];

/** Says which words were corrected or added, and leads back to those that were typed. */
export function WordsRead({ words, filters }: { words: ReadWord[]; filters: Filters }) {
  const t = useRoundTexts();
  if (words.length === 0) return null;
  const corrected = words.filter((word) => word.corrected);
  const related = words.flatMap((word) => word.related);
  const typed = (corrected.length > 0 ? corrected : words)
    .map((word) => `“${word.typed}”`)
    .join(', ');
  return (
    <p>
      {corrected.length > 0 && (
        <>
          {t('corrected')} <strong>{corrected.map((word) => word.corrected).join(', ')}</strong>.{' '}
        </>
      )}
      {related.length > 0 && (
        <span className="text-muted">
          {t('related')} {related.join(', ')}.{' '}
        </span>
      )}
      <Link to={PATHS.vacancies} search={{ ...filters, literal: true }} className="link">
        {t('literally', { typed })}
      </Link>
    </p>
  );
}
