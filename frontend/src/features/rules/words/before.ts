/** What holds before a selection: identity, requirements, kinds of need, categories, tests. */
import { DOCUMENTS } from '../../rounds/documents';
import type { Component, Limits, Requirement } from '../document';
import { type Line, lead, none, type Section, section, type Teller } from './telling';

export function about({ document, language, t }: Teller): Section {
  const { title, rule_id, version, valid_for, stages } = document;
  const order = stages.map(({ name }) => name[language]).join(`, ${t('orderThen')} `);
  const line = (key: string, name: string, text: string, at: string): Line => ({
    key,
    name,
    texts: [text],
    sources: [],
    at,
  });
  const identity = t('identityValue', { id: rule_id, version: String(version) });
  return section('tentang', t('about'), [
    line('title', t('title'), title[language], '/title'),
    line('identity', t('identity'), identity, '/version'),
    { ...line('valid', t('validFor'), valid_for, '/valid_for'), indonesian: true },
    line('order', t('order'), t('orderOf', { stages: order }), '/stages'),
  ]);
}

const REQUIREMENTS = {
  education: 'reqEducation',
  age: 'reqAge',
  gpa: 'reqGpa',
  disability: 'reqDisability',
  document: 'reqDocument',
  statement: 'reqStatement',
  residence: 'reqResidence',
  other: 'reqOther',
} as const;

function requirementText({ code, operator, value }: Requirement, teller: Teller): string {
  const { t, language, list, mark } = teller;
  if (typeof value === 'boolean') return t(value ? 'reqDisabilityYes' : 'reqDisabilityNo');
  if (Array.isArray(value)) return t('reqEducationValue', { list: list(value) });
  if (typeof value === 'object') return t('reqAgeValue', value);
  if (operator === 'judged') return t('reqJudged', { value });
  if (code === 'gpa') return t('reqGpaValue', { value: mark(value) });
  return t('reqPresent', { value: DOCUMENTS[value]?.[language] ?? value });
}

export function eligibility(teller: Teller): Section {
  const { document, t, language } = teller;
  const found = document.eligibility;
  if (!found) return none('syarat', t('eligibility'), t('eligibilityNone'));
  const lines = found.requirements.map((one, index): Line => {
    const texts = [requirementText(one, teller)];
    const { evidence } = one;
    if (evidence) {
      texts.push(t('reqEvidence', { evidence: DOCUMENTS[evidence]?.[language] ?? evidence }));
    }
    const name = t(REQUIREMENTS[one.code as keyof typeof REQUIREMENTS] ?? 'reqOther');
    const which = one.code === 'age' || one.code === 'gpa' ? '' : String(one.value);
    const at = `/eligibility/requirements/${index}`;
    // The way in which it is judged changes nothing else that is said of a text.
    const key = `${one.code} ${one.operator} ${which}`;
    return { key, name, texts, sources: [], basis: one.source, at };
  });
  const head = lead(t('eligibilityLead'), [found.source], '/eligibility');
  return section('syarat', t('eligibility'), [head, ...lines]);
}

export function pools({ document, t, language, list }: Teller): Section {
  if (!document.pools) return none('kebutuhan', t('pools'), t('poolsNone'));
  const { source, known } = document.pools;
  const lines = known.map(({ code, kind, name, aliases }, index): Line => {
    const texts = [t(kind === 'general' ? 'poolGeneral' : 'poolSpecial')];
    if (aliases) texts.push(t('poolAliases', { list: list(aliases) }));
    const at = `/pools/known/${index}`;
    return { key: code, name: name[language], texts, sources: [source], at };
  });
  return section('kebutuhan', t('pools'), [lead(t('poolsLead'), [source], '/pools'), ...lines]);
}

export function categories({ document, t, language }: Teller): Section {
  if (!document.categories) return none('kategori', t('categories'), t('categoriesNone'));
  const { source, known } = document.categories;
  const lines = known.map(({ code, name, priority }, index): Line => {
    const text =
      priority === null ? t('categoryUnknown') : t('categoryPriority', { place: priority });
    const called = `${code}: ${name[language]}`;
    const at = `/categories/known/${index}`;
    return { key: code, name: called, texts: [text], sources: [source], at };
  });
  const head = lead(t('categoriesLead'), [source], '/categories');
  return section('kategori', t('categories'), [head, ...lines]);
}

function testTexts(component: Component, { t, mark }: Teller): string[] {
  const { maximum, maximum_by_post, decimals, multiple_of, only_by_notice } = component;
  const texts = [t('testMaximum', { maximum: mark(maximum) })];
  for (const [post, most] of Object.entries(maximum_by_post ?? {})) {
    const words = { post: post.replaceAll('_', ' '), maximum: mark(most) };
    texts.push(t('testMaximumFor', words));
  }
  texts.push(decimals === 0 ? t('testWhole') : t('testDecimals', { count: decimals }));
  if (multiple_of) texts.push(t('testMultiple', { step: mark(multiple_of) }));
  if (only_by_notice) texts.push(t('testNotice'));
  return texts;
}

export function tests(teller: Teller): Section {
  const { document, t, language } = teller;
  const lines = document.components.map(
    (component, index): Line => ({
      key: component.code,
      name: component.name[language],
      texts: testTexts(component, teller),
      sources: [component.source],
      at: `/components/${index}`,
    }),
  );
  return section('tes', t('tests'), [lead(t('testsLead')), ...lines]);
}

function limitTexts(limits: Limits, main: string, { t, percent }: Teller): string[] {
  const interview = percent(limits.interview_maximum);
  return [
    t('furtherMain', { main, percent: percent(limits.main_minimum) }),
    t('furtherKinds', { count: limits.kinds_maximum }),
    t('furtherWeight', { percent: percent(limits.weight_maximum) }),
    interview === '0' ? t('furtherNoInterview') : t('furtherInterview', { percent: interview }),
  ];
}

export function furtherTests(teller: Teller): Section {
  const { document, t, named } = teller;
  const found = document.further_tests;
  if (!found) return none('tes-tambahan', t('further'), t('furtherNone'));
  const { source, notice_source, regional, central } = found;
  const [main, extra] = [named(found.main), named(found.extra)];
  const sources = [source];
  return section('tes-tambahan', t('further'), [
    lead(t('furtherWhich', { main, extra }), sources, '/further_tests'),
    {
      key: 'regional',
      name: t('furtherRegional'),
      texts: limitTexts(regional, main, teller),
      sources,
      at: '/further_tests/regional',
    },
    {
      key: 'central',
      name: t('furtherCentral'),
      texts: limitTexts(central, main, teller),
      sources,
      at: '/further_tests/central',
    },
    {
      key: 'notice',
      name: t('furtherNotice'),
      texts: [t('furtherNoticeValue')],
      sources: [notice_source],
      at: '/further_tests/notice_source',
    },
  ]);
}

export function reuse({ document, t, language, stage }: Teller): Section {
  const found = document.reuse;
  if (!found) return none('nilai-lama', t('reuse'), t('reuseNone'));
  const texts = [found.note[language], t('reuseStage', { stage: stage(found.stage) })];
  const line = { key: 'all', texts, sources: [found.source], at: '/reuse' };
  return section('nilai-lama', t('reuse'), [line]);
}
