/** A whole rule document in words, clause by clause; nothing in it is left out (`describe.test.ts`). */
import { Refusal } from '../../lib/checker/refusal';
import { readRules } from '../../lib/checker/rules';
import { canonical, type Parameter, type RuleDocument } from './document';
import { disclosure, objections, ranking, refill, withdrawal } from './words/after';
import { about, categories, eligibility, furtherTests, pools, reuse, tests } from './words/before';
import { codes, dictionary, sources } from './words/reference';
import { stages } from './words/stages';
import { type Line, lead, type Section, section, type Teller } from './words/telling';

/** All that the document says, but for what it leaves open. */
const clauses = (teller: Teller): Section[] => [
  eligibility(teller),
  pools(teller),
  categories(teller),
  tests(teller),
  furtherTests(teller),
  reuse(teller),
  ...stages(teller),
  ranking(teller),
  refill(teller),
  withdrawal(teller),
  objections(teller),
  disclosure(teller),
  codes(teller),
];

type Place = { section: Section; line: Line };

/** Whether one place is the other or lies in it. */
const inside = (at: string, around: string) => at === around || at.startsWith(`${around}/`);

/** The line that says what stands at a pointer: the one that fits most closely. */
export function placeOf(sections: Section[], at: string): Place | null {
  let found: Place | null = null;
  for (const each of sections) {
    for (const line of each.groups.flatMap(({ lines }) => lines)) {
      const fits = line.at !== undefined && inside(at, line.at);
      if (fits && (line.at?.length ?? 0) > (found?.line.at?.length ?? -1)) {
        found = { section: each, line };
      }
    }
  }
  return found;
}

/** The document with another value at a pointer; null where it has no such place, or would be none any more. */
function changed(document: RuleDocument, at: string, value: unknown): RuleDocument | null {
  const copy = structuredClone(document);
  const steps = at
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = steps.pop();
  let place: unknown = copy;
  for (const step of steps) place = (place as Record<string, unknown> | null | undefined)?.[step];
  if (typeof place !== 'object' || place === null || last === undefined) return null;
  (place as Record<string, unknown>)[last] = value;
  try {
    readRules(JSON.stringify(copy));
    return copy;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function valueAt(document: RuleDocument, at: string): unknown {
  const steps = at.split('/').slice(1);
  return steps.reduce<unknown>(
    (value, step) =>
      (value as Record<string, unknown> | null | undefined)?.[
        step.replaceAll('~1', '/').replaceAll('~0', '~')
      ],
    document,
  );
}

const sameValue = (one: unknown, two: unknown) =>
  one !== undefined && canonical(one) === canonical(two);

type Retell = (document: RuleDocument) => Teller;

function openLine(parameter: Parameter, sections: Section[], teller: Teller, retell: Retell): Line {
  const { t, document, language } = teller;
  const place = placeOf(sections, parameter.at);
  const about = place ? [t('openAt', { section: place.section.title })] : [];
  if (sameValue(valueAt(document, parameter.at), parameter.default)) about.push(t('openPlain'));
  else {
    const other = changed(document, parameter.at, parameter.default);
    const there = other && placeOf(clauses(retell(other)), parameter.at);
    const value = there ? there.line.texts.join(' ') : JSON.stringify(parameter.default);
    about.push(t('openOther', { value: parameter.default === null ? t('openUnknown') : value }));
  }
  const texts = [parameter.note[language], about.join(' ')];
  const name = place
    ? (place.line.name ?? place.section.title)
    : t('openNowhere', { at: parameter.at });
  return { key: parameter.name, name, texts, sources: [parameter.source] };
}

export type Open = { note: string; source: string };

export type Told = {
  sections: Section[];
  /** What is to be confirmed, by the line that it concerns (`placeKey`). */
  open: Map<string, Open[]>;
};

export const placeKey = (id: string, line: Line) => `${id} ${line.key} ${line.at ?? ''}`;

export function tellRules(teller: Teller, retell: Retell): Told {
  const { document, t, language } = teller;
  const middle = clauses(teller);
  const open = new Map<string, Open[]>();
  const parameters = document.parameters ?? [];
  for (const { at, note, source } of parameters) {
    const place = placeOf(middle, at);
    if (!place) continue;
    const key = placeKey(place.section.id, place.line);
    open.set(key, [...(open.get(key) ?? []), { note: note[language], source }]);
  }
  const lines = parameters.map((parameter) => openLine(parameter, middle, teller, retell));
  const first = lead(parameters.length > 0 ? t('openLead') : t('openNone'));
  const toConfirm = section('dipastikan', t('open'), [first, ...lines]);
  return {
    sections: [about(teller), ...middle, toConfirm, sources(teller), dictionary(teller)],
    open,
  };
}
