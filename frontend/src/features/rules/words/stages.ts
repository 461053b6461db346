/** A stage: what is taken, how it is computed, who passes, who goes on. */
import { formatDecimal, parseDecimal, unitOf } from '../../../lib/checker/decimal';
import type { Criterion, Form, Minimums, Part, Rounding, Shortlist, Stage } from '../document';
import { type Group, type Line, lead, type Section, type Teller } from './telling';

export const keyOf = (criterion: Criterion) =>
  typeof criterion === 'string' ? criterion : criterion.higher;

const FIXED = {
  higher_grade: 'criterionGrade',
  earlier_birth: 'criterionBirth',
  category: 'criterionCategory',
} as const;

export function criterionText(criterion: Criterion, { t, named }: Teller): string {
  if (typeof criterion !== 'string') return t('criterionHigher', { name: named(criterion.higher) });
  const words = FIXED[criterion as keyof typeof FIXED];
  return words ? t(words) : criterion;
}

/** A method that this page has no words for stands as it is: nothing is left out. */
function roundingText({ decimals, method }: Rounding, { t }: Teller): string {
  if (method !== 'half_up') return `${method} (${decimals})`;
  return decimals === 0 ? t('roundWhole') : t('roundDecimals', { count: decimals });
}

const partList = (parts: Part[], { t, named, percent }: Teller) =>
  parts
    .map(({ of, weight }) => t('stepPart', { of: named(of), percent: percent(weight) }))
    .join(' + ');

function formTexts(form: Form, teller: Teller): string[] {
  const { t, named, mark } = teller;
  if (form.sum) return [t('stepSum', { list: form.sum.of.map(named).join(' + ') })];
  if (form.scale) {
    const { of, from, to } = form.scale;
    const rounding = roundingText(form.scale.rounding, teller);
    return [t('stepScale', { of: named(of), to: mark(to), from: mark(from), rounding })];
  }
  if (form.with_addition) {
    const { capped, percent_maximum } = form.with_addition;
    const of = named(form.with_addition.of);
    const rounding = roundingText(form.with_addition.rounding, teller);
    return [
      t('stepAddition', { of, percent: mark(percent_maximum), rounding }),
      t(capped ? 'stepCapped' : 'stepUncapped', { of }),
    ];
  }
  if (!form.weighted_sum) return [];
  const { parts, by_post, rounding } = form.weighted_sum;
  const said = { list: partList(parts, teller), rounding: roundingText(rounding, teller) };
  const posts = Object.entries(by_post ?? {}).map(([post, own]) =>
    t('stepFor', { post: post.replaceAll('_', ' '), list: partList(own, teller) }),
  );
  const key = parts.length === 1 ? 'stepWeightedOne' : 'stepWeighted';
  return [t(key, said), ...posts];
}

function roundingOf({ scale, weighted_sum: weighted, with_addition: addition }: Form) {
  return (scale ?? weighted ?? addition)?.rounding;
}

function steps(stage: Stage, at: string, teller: Teller): Group[] {
  if (stage.steps.length === 0) return [];
  const { t, named } = teller;
  const lines = stage.steps.map(({ out, form, source }, index): Line => {
    const rounding = roundingOf(form);
    return {
      key: out,
      name: t('stepName', { place: index + 1, name: named(out) }),
      texts: formTexts(form, teller),
      sources: rounding && rounding.source !== source ? [source, rounding.source] : [source],
      at: `${at}/steps/${index}`,
    };
  });
  return [{ key: 'steps', title: t('steps'), lines }];
}

function minimumTexts(minimums: Minimums | null, { t, named, mark, ranked }: Teller): string[] {
  if (minimums === null) return [t('thresholdUnknown')];
  const texts = ranked(minimums).map(([key, least]) =>
    t('thresholdAtLeast', { name: named(key), mark: mark(least) }),
  );
  return texts.length > 0 ? texts : [t('thresholdNone')];
}

/** One point below and just at the first threshold that is known. */
function thresholdExample({ thresholds }: Stage, teller: Teller): string | undefined {
  const { document, t, named, pool, mark, ranked } = teller;
  for (const [code, minimums] of ranked(thresholds?.by_pool ?? {})) {
    for (const [key, least] of ranked(minimums ?? {})) {
      const test = document.components.find((component) => component.code === key);
      const decimals = test?.decimals ?? 0;
      const step = parseDecimal(test?.multiple_of ?? '0') || unitOf(decimals);
      const border = parseDecimal(least) ?? 0;
      if (border < step) continue;
      const below = mark(formatDecimal(border - step, decimals));
      return t('thresholdExample', {
        pool: pool(code),
        name: named(key),
        below,
        mark: mark(least),
      });
    }
  }
  return undefined;
}

function thresholds(stage: Stage, at: string, teller: Teller): Group {
  const { t, pool, ranked } = teller;
  const found = stage.thresholds;
  const group = { key: 'thresholds', title: t('thresholds') };
  if (!found) return { ...group, lines: [lead(t('thresholdsNone'))] };
  const { source, by_pool, by_post, note } = found;
  const lines = [lead(t('thresholdsLead'), [source], `${at}/thresholds`)];
  for (const [code, minimums] of ranked(by_pool)) {
    lines.push({
      key: code,
      name: pool(code),
      texts: minimumTexts(minimums, teller),
      sources: [source],
      at: `${at}/thresholds/by_pool/${code}`,
    });
  }
  for (const [post, own] of Object.entries(by_post ?? {})) {
    for (const [code, minimums] of ranked(own)) {
      lines.push({
        key: `${post} ${code}`,
        name: t('thresholdPost', { post: post.replaceAll('_', ' '), pool: pool(code) }),
        texts: [...minimumTexts(minimums, teller), t('thresholdPostHow')],
        sources: [source],
        at: `${at}/thresholds/by_post/${post}/${code}`,
      });
    }
  }
  if (note) lines.push({ key: 'note', texts: [note], sources: [source], indonesian: true });
  return { ...group, lines, example: thresholdExample(stage, teller) };
}

function shortlist(found: Shortlist, at: string, teller: Teller): Group {
  const { t } = teller;
  const sources = [found.source];
  const number = found.multiple * 2;
  return {
    key: 'goes_on',
    title: t('goesOn'),
    lines: [
      lead(t('shortlist', { multiple: found.multiple }), sources, `${at}/shortlist`),
      ...found.order.map(
        (criterion, index): Line => ({
          key: keyOf(criterion),
          name: t('shortlistCriterion', { place: index + 1 }),
          texts: [criterionText(criterion, teller)],
          sources,
          at: `${at}/shortlist/order/${index}`,
        }),
      ),
      {
        key: 'tie',
        name: t('shortlistTie'),
        texts: [found.tie_at_border === 'admit_all' ? t('shortlistAdmit') : found.tie_at_border],
        sources,
        at: `${at}/shortlist/tie_at_border`,
      },
    ],
    example: t('shortlistExample', { number, next: number + 1 }),
  };
}

export function stages(teller: Teller): Section[] {
  const { document, t, named, language, list } = teller;
  return document.stages.map((stage, index) => {
    const at = `/stages/${index}`;
    const last = index === document.stages.length - 1;
    const taken = stage.components.map(named);
    const tests = taken.length > 0 ? t('stageTests', { list: list(taken) }) : t('stageNoTests');
    const goesOn: Group = stage.shortlist
      ? shortlist(stage.shortlist, at, teller)
      : {
          key: 'goes_on',
          title: t('goesOn'),
          lines: [lead(t(last ? 'goesOnLast' : 'goesOnAll'))],
        };
    const intro: Line = { key: 'tests', texts: [tests, t('stageAbsent')], sources: [] };
    return {
      id: `tahap-${stage.code}`,
      title: t('stage', { place: index + 1, name: stage.name[language] }),
      groups: [
        { key: 'tests', lines: [intro] },
        ...steps(stage, at, teller),
        thresholds(stage, at, teller),
        goesOn,
      ],
    };
  });
}
