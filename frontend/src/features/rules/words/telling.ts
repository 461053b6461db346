/** What a rule document is told in: sections of lines, and the names by which things are called in them. */
import type { Language, Translate } from '../../../i18n/catalog';
import { formatMark } from '../../../i18n/format';
import { parseDecimal } from '../../../lib/checker/decimal';
import { byBytes } from '../../../lib/checker/program';
import type { RuleDocument, Step } from '../document';
import type id from '../texts.id';

export type Line = {
  /** The same in every version, so that versions can be compared line by line. */
  key: string;
  /** What it is about. */
  name?: string;
  texts: string[];
  /** Names of entries of `sources`. */
  sources: string[];
  /** A source in words of its own. */
  basis?: string;
  /** JSON pointer of what this line says; what lies below belongs to it too. */
  at?: string;
  /** The words are the document's own and in Indonesian only. */
  indonesian?: boolean;
};
export type Group = { key: string; title?: string; lines: Line[]; example?: string };
export type Section = { id: string; title: string; groups: Group[] };

export type Words = Translate<typeof id>;
export type Teller = {
  document: RuleDocument;
  language: Language;
  t: Words;
  /** A test or a result. */
  named: (key: string) => string;
  pool: (code: string) => string;
  stage: (code: string) => string;
  mark: (decimal: string) => string;
  /** A share of one as a percentage. */
  percent: (decimal: string) => string;
  list: (items: string[]) => string;
  /** Members of a map in the order in which the document introduces their names. */
  ranked: <T>(members: Record<string, T>) => [string, T][];
};

/** A code without a name stands as it is. */
const plain = (code: string) => code.replaceAll('_', ' ');

export function tellerOf(document: RuleDocument, t: Words, language: Language): Teller {
  const locale = language === 'id' ? 'id-ID' : 'en-GB';
  const both = new Intl.ListFormat(locale, { type: 'conjunction' });
  const list = (items: string[]) => both.format(items);
  const mark = (decimal: string) => formatMark(decimal, language);
  const pools = new Map(document.pools?.known.map(({ code, name }) => [code, name[language]]));
  const stages = new Map(document.stages.map(({ code, name }) => [code, name[language]]));
  const names = new Map(document.components.map(({ code, name }) => [code, name[language]]));
  const named = (key: string) => names.get(key) ?? plain(key);
  const first = document.ranking.order.find((criterion) => typeof criterion !== 'string');
  const decisive = typeof first === 'object' ? first.higher : undefined;
  for (const { code, steps } of document.stages) {
    for (const step of steps) {
      const name =
        step.out === decisive
          ? t('resultFinal')
          : step.out === code
            ? t('resultStage', { stage: stages.get(code) ?? code })
            : nameOf(step, { t, named, mark, list });
      names.set(step.out, name);
    }
  }
  const order = [...pools.keys(), ...names.keys()];
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return {
    document,
    language,
    t,
    named,
    mark,
    list,
    ranked: (members) =>
      Object.entries(members).sort(([one], [two]) => place(one) - place(two) || byBytes(one, two)),
    pool: (code) => pools.get(code) ?? plain(code),
    stage: (code) => stages.get(code) ?? plain(code),
    percent: (decimal) => mark(String((parseDecimal(decimal) ?? Number.NaN) / 10)),
  };
}

type Naming = Pick<Teller, 't' | 'named' | 'mark' | 'list'>;

/** Results have no name in the document: they are called after what they are made of. */
function nameOf({ form }: Step, { t, named, mark, list }: Naming): string {
  if (form.sum) return t('resultSum', { list: list(form.sum.of.map(named)) });
  if (form.scale) return t('resultScale', { of: named(form.scale.of), to: mark(form.scale.to) });
  if (form.with_addition) return t('resultAddition', { of: named(form.with_addition.of) });
  const parts = form.weighted_sum?.parts ?? [];
  return t('resultWeighted', { list: list(parts.map(({ of }) => named(of))) });
}

/** A section of one group. */
export const section = (id: string, title: string, lines: Line[]): Section => ({
  id,
  title,
  groups: [{ key: 'all', lines }],
});

/** A sentence that stands for itself. */
export const lead = (text: string, sources: string[] = [], at?: string): Line => ({
  key: 'lead',
  texts: [text],
  sources,
  at,
});

/** Wherever the law has no such step. */
export const none = (id: string, title: string, text: string): Section =>
  section(id, title, [lead(text)]);
