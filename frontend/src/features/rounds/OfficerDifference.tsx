/** What an amendment would change, for the member who approves it. */
import { lazy, Suspense } from 'react';
import { formatClosing, formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { DataTable } from '../../ui/DataTable';
import { useEducationNames } from '../catalog/educations';
import { DOCUMENTS } from './documents';
import { NEEDS } from './draft';
import { POOLS } from './pools';
import { type Amendment, differences, type Prepared, standing } from './preparation';
import { usePrepareTexts } from './prepareTexts';
import { STEPS, TESTS } from './steps';

const RuleChange = lazy(() =>
  import('../rules/ChangeBody').then((change) => ({ default: change.ChangeBody })),
);

/** A place of a document in words, as far as it is one of ours. */
function usePlaceName() {
  const t = usePrepareTexts();
  const language = useLanguage();
  const names: Record<string, string> = {
    opens: t('begins'),
    closes: t('ends'),
    post_title: t('post'),
    unit_path: t('unit'),
    pool: t('pool'),
    places: t('places'),
    open_to_disabled: t('openDisabled'),
    pay_min: t('payMin'),
    pay_max: t('payMax'),
    description: t('description'),
    education_codes: t('education'),
    requirements: t('requirements'),
    further_tests: t('tests'),
    // Their numbers say enough.
    tests: '',
    main_weight: t('mainWeight'),
    kind: t('testKind'),
    operator: t('value'),
    value: t('value'),
    evidence: t('evidence'),
    source: t('legalSource'),
    code: '',
    weight: t('weight'),
    eliminating: t('eliminating'),
    criteria: t('criteria'),
  };
  return (place: string) =>
    place
      .split('/')
      .map((part) =>
        /^\d+$/.test(part)
          ? `${Number(part) + 1}`
          : (STEPS[part]?.[language] ?? names[part] ?? part),
      )
      .filter(Boolean)
      .join(', ');
}

type Shown = { prepared: Prepared; amendment: Amendment };

/** What an amendment changes: of rules in the words of their page, of the rest place by place. */
export function Difference({ prepared, amendment }: Shown) {
  const t = usePrepareTexts();
  if (amendment.kind !== 'rules') return <PlaceByPlace prepared={prepared} amendment={amendment} />;
  return (
    <Suspense fallback={<p className="text-muted">{t('loading')}</p>}>
      <RuleChange
        before={{ document: prepared.page.rules }}
        after={{ document: amendment.document }}
      />
    </Suspense>
  );
}

function PlaceByPlace({ prepared, amendment }: Shown) {
  const t = usePrepareTexts();
  const language = useLanguage();
  const name = usePlaceName();
  const [before, after] = standing(prepared, amendment);
  const rows = differences(before, after);
  const education = useEducationNames(
    rows
      .filter(({ place }) => place.startsWith('education_codes/'))
      .flatMap(({ before, after }) => [before ?? [], after ?? []].flat()),
  );
  const zone = prepared.page.agency.zone;
  const said = (place: string, value: string | null) => {
    if (value === null) return t('none');
    if (value === 'true' || value === 'false') return t(value === 'true' ? 'yes' : 'no');
    if (place === 'pool') return POOLS[value]?.[language] ?? value;
    if (place.startsWith('education_codes/')) return `${education(value)} (${value})`;
    if (place.endsWith('/kind')) return TESTS[value]?.[language] ?? value;
    if (place.endsWith('/evidence')) return DOCUMENTS[value]?.[language] ?? value;
    if (/^requirements.*\/code$/.test(place) && NEEDS.includes(value))
      return t(`req_${value as 'age'}`);
    if (amendment.kind !== 'timetable') return value;
    return place.endsWith('/closes')
      ? formatClosing(value, language, zone)
      : formatDateTime(value, language, zone);
  };
  if (rows.length === 0) return <p>{t('same')}</p>;
  return (
    <DataTable
      caption={t('difference')}
      rows={rows}
      rowKey={(row) => row.place}
      columns={[
        { key: 'place', title: t('place'), heading: true, cell: (row) => name(row.place) },
        { key: 'before', title: t('before'), cell: (row) => said(row.place, row.before) },
        {
          key: 'after',
          title: t('after'),
          cell: (row) => <strong>{said(row.place, row.after)}</strong>,
        },
      ]}
    />
  );
}

export function AlsoChanges({ prepared, amendment }: Shown) {
  const t = usePrepareTexts();
  const others = prepared.vacancies.filter((one) => amendment.also_changes.includes(one.id));
  return (
    <section className="grid gap-2">
      <h2 className="text-xl">{t('alsoChanges', { count: others.length })}</h2>
      <p className="max-w-prose">{t('alsoChangesWhy')}</p>
      <ul className="grid list-disc gap-1 pl-5">
        {others.map(({ id, draft }) => (
          <li key={id}>
            {draft.post_title}, {draft.unit_path}
          </li>
        ))}
      </ul>
    </section>
  );
}
