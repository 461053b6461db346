/** What follows the marks: ranking, refill, withdrawal, objections, what is published. */
import type { Code, RefillStep } from '../document';
import { criterionText, keyOf } from './stages';
import { type Line, lead, none, type Section, section, type Teller } from './telling';

export function ranking(teller: Teller): Section {
  const { document, t } = teller;
  const { source, order, tie } = document.ranking;
  return section('peringkat', t('ranking'), [
    lead(t('rankingLead'), [source], '/ranking'),
    ...order.map(
      (criterion, index): Line => ({
        key: keyOf(criterion),
        name: t('rankingCriterion', { place: index + 1 }),
        texts: [criterionText(criterion, teller)],
        sources: [source],
        at: `/ranking/order/${index}`,
      }),
    ),
    {
      key: 'tie',
      name: t('tie'),
      texts: [tie === 'undecided' ? t('tieUndecided') : tie],
      sources: [source],
      at: '/ranking/tie',
    },
  ]);
}

const EMPTY = {
  any: 'refillEmptyAny',
  general: 'refillEmptyGeneral',
  special: 'refillEmptySpecial',
} as const;
const FROM = {
  any: 'refillFromAny',
  general: 'refillFromGeneral',
  special: 'refillFromSpecial',
  same: 'refillFromSame',
  other: 'refillFromOther',
} as const;
const WHERE = {
  any: 'refillAnywhere',
  same: 'refillSamePlace',
  other: 'refillOtherPlace',
} as const;

/** How a code is written for somebody with a category. */
export function categoryCode({ with_category }: Code, { document, t }: Teller): string[] {
  if (!with_category) return [];
  const write = (category: string) => with_category.replaceAll('{category}', category);
  const sample = write(document.categories?.known[0]?.code ?? 'R2');
  return [t('codeCategory', { pattern: write('…'), sample })];
}

function refillTexts(step: RefillStep, teller: Teller): string[] {
  const { t, pool, language } = teller;
  const texts = [
    t('refillWay', {
      empty: t(EMPTY[step.empty as keyof typeof EMPTY]),
      from: t(FROM[step.from as keyof typeof FROM]),
      location: t(WHERE[step.location as keyof typeof WHERE]),
    }),
  ];
  if (step.thresholds_of) texts.push(t('refillThresholds', { pool: pool(step.thresholds_of) }));
  const { code, legend } = step.code;
  texts.push(t('refillCode', { code, legend: legend[language] }));
  texts.push(...categoryCode(step.code, teller));
  return step.enabled ? texts : [t('refillOff'), ...texts];
}

export function refill(teller: Teller): Section {
  const { document, t } = teller;
  const found = document.refill;
  if (!found) return none('pengisian', t('refill'), t('refillNone'));
  const { source, same_post, qualification, vacancy_order } = found;
  const condition = (key: string, name: string, text: string): Line => ({
    key,
    name,
    texts: [text],
    sources: [source],
    at: `/refill/${key}`,
  });
  const ofDonor = qualification === 'education_of_donor';
  const byIdentifier = vacancy_order === 'identifier';
  return section('pengisian', t('refill'), [
    lead(t('refillLead'), [source], '/refill'),
    condition('same_post', t('refillPost'), t(same_post ? 'refillSamePost' : 'refillAnyPost')),
    condition(
      'qualification',
      t('refillEducation'),
      t(ofDonor ? 'refillOfDonor' : 'refillSameCodes'),
    ),
    condition(
      'vacancy_order',
      t('refillOrder'),
      byIdentifier ? t('refillIdentifier') : vacancy_order,
    ),
    ...found.steps.map(
      (step, index): Line => ({
        key: step.step,
        name: t('refillStep', { place: index + 1, step: step.step }),
        texts: refillTexts(step, teller),
        sources: [step.source],
        at: `/refill/steps/${index}`,
      }),
    ),
  ]);
}

export function withdrawal({ document, t, language }: Teller): Section {
  const found = document.withdrawal;
  if (!found) return none('mundur', t('withdrawal'), t('withdrawalNone'));
  const next = found.replacement === 'next_in_rank';
  return section('mundur', t('withdrawal'), [
    {
      key: 'replacement',
      name: t('replacement'),
      texts: [t(next ? 'replacementNext' : 'replacementNone')],
      sources: [found.source],
      at: '/withdrawal/replacement',
    },
    {
      key: 'consequence',
      name: t('consequence'),
      texts: [found.consequence[language]],
      sources: [found.consequence_source],
      at: '/withdrawal/consequence',
    },
  ]);
}

export function objections({ document, t, language, stage }: Teller): Section {
  const found = document.objections;
  if (!found) return none('sanggah', t('objections'), t('objectionsNone'));
  const lines = found.map(({ about, days, answer_days, once, ground, source }, index): Line => {
    const name =
      about === 'administration'
        ? t('objectionAdministration')
        : t('objectionStage', { stage: stage(about) });
    const texts = [days === 0 ? t('objectionNo') : t('objectionDays', { count: days })];
    // Where there is no objection, neither answer nor number mean anything, unless the document says otherwise.
    if (days > 0 || answer_days > 0) texts.push(t('objectionAnswer', { count: answer_days }));
    if (days > 0 && once) texts.push(t('objectionOnce'));
    if (!once) texts.push(t('objectionMany'));
    texts.push(days === 0 ? ground[language] : t('objectionGround', { ground: ground[language] }));
    return { key: about, name, texts, sources: [source], at: `/objections/${index}` };
  });
  return section('sanggah', t('objections'), lines);
}

const PROFILES = {
  names_of_placed: 'profileNames',
  codes: 'profileCodes',
  codes_small_withheld: 'profileSmall',
} as const;

export function disclosure({ document, t, pool, list }: Teller): Section {
  const found = document.disclosure;
  if (!found) return none('diumumkan', t('disclosure'), t('disclosureNone'));
  const sources = [found.source];
  const never = found.pools_never_beside_a_name.map(pool);
  const ties = found.person_fields_only_where_they_decided;
  return section('diumumkan', t('disclosure'), [
    {
      key: 'profile',
      name: t('profile'),
      texts: [t(PROFILES[found.profile as keyof typeof PROFILES])],
      sources,
      at: '/disclosure/profile',
    },
    {
      key: 'person_fields',
      name: t('personFields'),
      texts: [t(ties ? 'personFieldsTies' : 'personFieldsAlways')],
      sources,
      at: '/disclosure/person_fields_only_where_they_decided',
    },
    {
      key: 'never_named',
      name: t('neverNamed'),
      texts: [never.length > 0 ? t('neverNamedList', { list: list(never) }) : t('neverNamedNone')],
      sources,
      at: '/disclosure/pools_never_beside_a_name',
    },
  ]);
}
