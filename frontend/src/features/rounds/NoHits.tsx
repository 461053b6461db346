/** A search without hits: what to change so that something fits. */
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/Page';
import type { Filters } from './filters';
import { regionPath } from './filterUses';
import type { Chip } from './SearchChips';
import { useCounted } from './SearchChoice';
import { type Facets, useRegionName } from './searchData';
import { useRoundTexts } from './texts';

type Ways = {
  filters: Filters;
  facets: Facets | undefined;
  names: Record<Chip, string>;
  onSearch: (filters: Filters) => void;
};

export default function NoHits(ways: Ways) {
  const t = useRoundTexts();
  return (
    <EmptyState
      title={t('none')}
      act={
        ways.filters.show || ways.facets ? (
          <WaysOut {...ways} />
        ) : (
          <Button onClick={() => ways.onSearch({ ...ways.filters, show: 'archive' })}>
            {t('seeArchive')}
          </Button>
        )
      }
    >
      {ways.filters.show ? t('noneHow') : t('noneOpen')}
    </EmptyState>
  );
}

/** The parameters of the API that are named otherwise in the address. */
const NAMED: Record<string, Chip> = { pay_at_least: 'pay', open_to_disabled: 'disabled' };

/** Ways out of a search without hits: without one of its filters, or in a wider region. */
function WaysOut({ filters, facets, names, onSearch }: Ways) {
  const t = useRoundTexts();
  const counted = useCounted();
  const outer = regionPath(filters.region).slice(0, -1).at(-1);
  const outerName = useRegionName(outer);
  const outerCount = facets?.region.find((choice) => choice.value === outer)?.count ?? 0;
  const archived = facets?.show.archive ?? 0;
  const without = (facets?.without ?? []).filter(
    ({ filter, count }) => count > 0 && (filter !== 'show' || filters.show),
  );
  return (
    <span className="grid justify-items-center gap-2">
      {filters.literal && (
        <Button onClick={() => onSearch({ ...filters, literal: undefined })}>{t('similar')}</Button>
      )}
      {outer && outerName && outerCount > 0 && (
        <Button onClick={() => onSearch({ ...filters, region: outer })}>
          {t('wider', { count: outerCount, name: outerName })}
        </Button>
      )}
      {!filters.show && archived > 0 && (
        <Button onClick={() => onSearch({ ...filters, show: 'archive' })}>
          {counted(t('seeArchive'), archived)}
        </Button>
      )}
      {without.map(({ filter, count }) => {
        const name = NAMED[filter] ?? (filter as Chip);
        const part = name === 'show' ? { show: 'all' as const } : { [name]: undefined };
        return (
          <Button key={filter} onClick={() => onSearch({ ...filters, ...part })}>
            {t('noneWithout', { count, name: names[name] })}
          </Button>
        );
      })}
    </span>
  );
}
