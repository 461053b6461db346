/** The way from province to village by plain lists, each with the posts in it; no map is needed. */
import type { ReactNode } from 'react';
import { regionPath } from './filterUses';
import { Choice } from './SearchChoice';
import { type Facets, useRegionName, useRegions } from './searchData';
import { useRoundTexts } from './texts';

const STEPS = ['province', 'regency', 'district', 'village'] as const;

function Step({
  depth,
  path,
  facets,
  onChoose,
}: {
  depth: number;
  path: string[];
  facets: Facets | undefined;
  onChoose: (region: string) => void;
}) {
  const t = useRoundTexts();
  const parent = depth === 0 ? '' : (path[depth - 1] ?? '');
  const regions = useRegions(parent);
  const outer = useRegionName(parent || undefined);
  if (regions?.length === 0) return null;
  const count = (code: string) =>
    facets && (facets.region.find((choice) => choice.value === code)?.count ?? 0);
  return (
    <Choice
      label={t(STEPS[depth] ?? 'village')}
      value={path[depth] ?? ''}
      any={outer ? t('anyIn', { name: outer }) : t('any')}
      options={(regions ?? []).map(({ code, name }) => ({
        value: code,
        label: name,
        count: count(code),
      }))}
      onChange={(code) => onChoose(code || parent)}
    />
  );
}

export function SearchRegions({
  region,
  facets,
  onChoose,
}: {
  region: string | undefined;
  facets: Facets | undefined;
  onChoose: (region: string) => void;
}): ReactNode {
  const path = regionPath(region);
  const depths = Array.from(
    { length: Math.min(path.length + 1, STEPS.length) },
    (_, depth) => depth,
  );
  return depths.map((depth) => (
    <Step key={depth} depth={depth} path={path} facets={facets} onChoose={onChoose} />
  ));
}
