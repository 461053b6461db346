/** Every clause of every shipped document is told, in both languages, with its source; and it is told the same as computed. */
import { readdirSync, readFileSync } from 'node:fs';
import { render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { type Language, render as renderText } from '../../i18n/catalog';
import { setLanguage } from '../../i18n/language';
import { placeOf, tellRules } from './describe';
import { canonical, hashOf, type RuleDocument, readDocument } from './document';
import { RuleText, useTold } from './RuleText';
import english from './texts.en';
import indonesian from './texts.id';
import { worked } from './words/example';
import { type Section, tellerOf, type Words } from './words/telling';

const FOLDER = '../api/selection/rules';
const names = readdirSync(FOLDER).filter((name) => /^(?!rules\.schema).*\.json$/.test(name));
const shipped = (name: string) => readDocument(readFileSync(`${FOLDER}/${name}`, 'utf8'));

const wordsIn = (language: Language): Words =>
  ((key: keyof typeof indonesian, values?: Record<string, string | number>) =>
    renderText((language === 'id' ? indonesian : english)[key], language, values)) as Words;

const tell = (document: RuleDocument, language: Language) => {
  const retell = (other: RuleDocument) => tellerOf(other, wordsIn(language), language);
  return tellRules(retell(document), retell);
};

/** Only what a reader sees: no keys, no pointers; a source by what it says. */
const seen = (document: RuleDocument, language: Language) => {
  const { sections, open } = tell(document, language);
  return JSON.stringify([
    sections.map(({ title, groups }) => [
      title,
      groups.map(({ title: name, lines, example }) => [
        name,
        example,
        lines.map(({ name: about, texts, basis, sources }) => [
          about,
          texts,
          basis,
          sources.map((source) => document.sources[source] ?? source),
        ]),
      ]),
    ]),
    [...open.values()].flat().map(({ note, source }) => [note, document.sources[source] ?? source]),
  ]);
};

type Leaf = { at: string; value: unknown; put: (value: unknown) => void };

/** Every value of a document that is no list and no object; empty ones too. */
function leaves(value: unknown, at = '', put: Leaf['put'] = () => {}): Leaf[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return [{ at, value, put }];
  }
  const members = value as Record<string, unknown>;
  return Object.entries(members).flatMap(([name, inside]) =>
    leaves(inside, `${at}/${name}`, (other) => {
      members[name] = other;
    }),
  );
}

const OTHERS: Record<string, [string, ...string[]]> = {
  confidence: ['A', 'B', 'C'],
  kind: ['general', 'special'],
  empty: ['any', 'general', 'special'],
  from: ['any', 'general', 'special', 'same', 'other'],
  location: ['any', 'same', 'other'],
  qualification: ['education_of_donor', 'same_codes'],
  replacement: ['none', 'next_in_rank'],
  profile: ['names_of_placed', 'codes', 'codes_small_withheld'],
};

/** Another value that could stand there as well. */
function another({ at, value }: Leaf): unknown {
  const name = at.split('/').at(-1) ?? '';
  const choice = OTHERS[name]?.find((other) => other !== value);
  if (choice && typeof value === 'string' && OTHERS[name]?.includes(value)) return choice;
  if (at.includes('/order/') && typeof value === 'string' && !at.endsWith('/higher')) {
    return value === 'earlier_birth' ? 'higher_grade' : 'earlier_birth';
  }
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (value === null) return at.includes('/by_pool/') ? { zzz: '1' } : 1;
  if (typeof value === 'string') {
    return /^[0-9.]+$/.test(value) ? String(Number(value) + 1) : `${value}x`;
  }
  return at.includes('/by_pool/') ? { zzz: '1' } : ['zzz'];
}

/** A requirement of age, say, has one operator only: the words follow code and value. */
const FOLLOWS = /^\/eligibility\/requirements\/\d+\/operator$/;

describe('every clause', () => {
  it.each(names)('of %s is told: no value of it can change without the words changing', (name) => {
    const { document } = shipped(name);
    const all = leaves(document);
    expect(all.length).toBeGreaterThan(150);
    for (const language of ['id', 'en'] as const) {
      const before = seen(document, language);
      // What is written in one language only has no other words in the other.
      const inLanguage = all.filter(
        ({ at }) => !at.endsWith(language === 'id' ? '/en' : '/id') && !FOLLOWS.test(at),
      );
      const untold = inLanguage.filter((leaf) => {
        leaf.put(another(leaf));
        const after = seen(document, language);
        leaf.put(leaf.value);
        return after === before;
      });
      expect(untold.map(({ at }) => at)).toEqual([]);
      expect(seen(document, language)).toBe(before);
    }
  });

  it.each(names)('of %s that is taken away is said to be missing', (name) => {
    const { document } = shipped(name);
    const before = seen(document, 'id');
    const may = ['eligibility', 'pools', 'categories', 'reuse', 'further_tests', 'refill'] as const;
    for (const clause of [...may, 'withdrawal', 'objections', 'disclosure'] as const) {
      if (!document[clause]) continue;
      const { [clause]: _, ...rest } = document;
      expect(seen(rest as RuleDocument, 'id'), clause).not.toBe(before);
    }
  });

  it.each(names)('of %s that is to confirm is marked where it stands', (name) => {
    const { document } = shipped(name);
    const { sections, open } = tell(document, 'id');
    for (const { at, note } of document.parameters ?? []) {
      const place = placeOf(sections, at);
      expect(place, at).not.toBeNull();
      expect([...open.values()].flat().map((each) => each.note)).toContain(note.id);
    }
    const listed = sections.find(({ id }) => id === 'dipastikan')?.groups[0]?.lines.slice(1);
    expect(listed?.map(({ texts }) => texts[0])).toEqual(
      document.parameters?.map(({ note }) => note.id),
    );
    for (const line of listed ?? []) expect(line.texts[1]).toContain(indonesian.openPlain);
  });
});

it('a parameter that was changed tells its default in words', () => {
  const { document } = shipped('blud-professional.json');
  const parameter = document.parameters?.find(({ name }) => name === 'replacement');
  if (!parameter || !document.withdrawal) throw new Error('no such parameter');
  document.withdrawal.replacement = 'none';
  const line = tell(document, 'id')
    .sections.flatMap(({ groups }) => groups.flatMap(({ lines }) => lines))
    .find(({ key }) => key === 'replacement');
  const open = tell(document, 'id').sections.find(({ id }) => id === 'dipastikan');
  const told = open?.groups[0]?.lines.find(({ key }) => key === 'replacement');
  expect(line).toBeTruthy();
  expect(told?.texts.at(-1)).toContain(indonesian.replacementNext);
});

it('no word of the program stands in the page', () => {
  for (const name of names) {
    const { document, program } = shipped(name);
    const retell = (other: RuleDocument) => tellerOf(other, wordsIn('id'), 'id');
    const { sections } = tellRules(retell(document), retell);
    const plain = [...sections, worked(retell(document), program)].filter(
      ({ id }) => id !== 'nama-data',
    );
    const texts = plain.flatMap(({ title, groups }) => [
      title,
      ...groups.flatMap(({ lines }) => lines.flatMap((line) => [line.name ?? '', ...line.texts])),
    ]);
    for (const text of texts) {
      expect(text).not.toMatch(/undefined|NaN|null,|\{\w+\}|\[object/);
      // Notes of the documents themselves name members of the file; our own words never do.
      if (!/by_post|same_codes|^null:|^Ejaan lain/.test(text))
        expect(text).not.toMatch(/[a-z]_[a-z]/);
    }
  }
});

describe('the worked example', () => {
  const linesOf = (section: Section) =>
    Object.fromEntries((section.groups[0]?.lines ?? []).map(({ key, texts }) => [key, texts]));
  const example = (name: string) => {
    const { document, program } = shipped(name);
    return linesOf(worked(tellerOf(document, wordsIn('id'), 'id'), program));
  };

  it('shows the rounding of each step of CPNS', () => {
    const told = example('cpns-2024.json');
    expect(told.skd).toEqual(['105 + 140 + 186 = 431']);
    expect(told.skd_100).toEqual(['431 × 100 ÷ 550 = 78,3636… → 78,364']);
    expect(told.final).toEqual([
      '78,364 × 40% = 31,3456 → 31,346',
      '75,800 × 60% = 45,480',
      '31,346 + 45,480 = 76,826',
    ]);
    expect(told.skb_extra).toBeUndefined();
  });

  it('shows an addition of PPPK', () => {
    expect(example('pppk-teknis-2024.json').technical_with_addition).toEqual([
      'Sertifikatnya menambah 7,5%.',
      '450 × 7,5% = 33,75 → 34',
      '325 + 34 = 359',
    ]);
  });
});

function Page({ name }: { name: string }) {
  const { document, program } = shipped(name);
  const told = useTold(document, program);
  return <RuleText rules={document} told={told} />;
}

describe('the page', () => {
  afterEach(() => setLanguage('id'));

  it.each(names)('draws every sentence of %s, its sources and its marks', async (name) => {
    const { document } = shipped(name);
    for (const language of ['id', 'en'] as const) {
      await setLanguage(language);
      const { unmount } = render(<Page name={name} />);
      const { sections, open } = tell(document, language);
      for (const { id, title, groups } of sections) {
        const section = window.document.getElementById(id);
        if (!section) throw new Error(`${id} is not drawn`);
        expect(within(section).getByRole('heading', { level: 2, name: title })).toBeTruthy();
        const drawn = section.textContent ?? '';
        for (const { lines, example } of groups) {
          for (const { name: about, texts, basis, sources } of lines) {
            for (const text of [about, ...texts, basis]) expect(drawn).toContain(text ?? '');
            for (const source of sources) {
              const { document: paper, clause } = document.sources[source] ?? {};
              expect(drawn).toContain(`${paper}, ${clause}`);
            }
          }
          expect(drawn).toContain(example ?? '');
        }
      }
      const marks = screen.getAllByText(
        (language === 'id' ? indonesian : english).toConfirm as string,
      );
      expect(marks.length).toBe([...open.values()].flat().length);
      unmount();
    }
  });
});

describe('the hash', () => {
  it('is the one under which a document is published, however the file is written', async () => {
    const { document } = shipped('blud-professional.json');
    const hash = await hashOf(document);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const other = structuredClone(document) as Record<string, unknown>;
    other.refill = null;
    const text = JSON.stringify(other).replaceAll('"weight":"0.6"', '"weight":"0.60"');
    expect(await hashOf(readDocument(text).document)).toBe(hash);
    expect(canonical({ b: ['ä', 1], a: null })).toBe('{"a":null,"b":["ä",1]}');
  });
});
