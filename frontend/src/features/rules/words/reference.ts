/** To look things up: status codes, sources, and the names that stand in data files. */
import { categoryCode } from './after';
import { type Line, lead, type Section, section, type Teller } from './telling';

/** In the order in which somebody meets them. */
const STATES = {
  ineligible: 'stateIneligible',
  absent: 'stateAbsent',
  below_threshold: 'stateBelow',
  outside_shortlist: 'stateOutside',
  goes_on: 'stateGoesOn',
  placed: 'statePlaced',
  without_place: 'stateWithoutPlace',
  undecided: 'stateUndecided',
  eliminated: 'stateEliminated',
  disqualified: 'stateDisqualified',
  withdrawn: 'stateWithdrawn',
  vacancy_refused: 'stateRefused',
} as const;

export function codes(teller: Teller): Section {
  const { document, t, language } = teller;
  const { source, by_state } = document.codes;
  const lines = Object.entries(STATES).flatMap(([state, words]): Line[] => {
    const code = by_state[state];
    if (!code) return [];
    const texts = [
      `${code.legend[language]}.`,
      t('codeFor', { state: t(words) }),
      ...categoryCode(code, teller),
    ];
    const at = `/codes/by_state/${state}`;
    return [{ key: state, name: code.code, texts, sources: [source], at }];
  });
  return section('kode', t('codes'), [lead(t('codesLead'), [source], '/codes'), ...lines]);
}

const CERTAINTY = { A: 'certainA', B: 'certainB', C: 'certainC' } as const;

export function sources({ document, t }: Teller): Section {
  const lines = Object.entries(document.sources).flatMap(([name, source]): Line[] => {
    const { clause, note, confidence } = source;
    const at = `/sources/${name}`;
    return [
      {
        key: name,
        name: source.document,
        texts: note ? [`${clause}.`, note] : [`${clause}.`],
        sources: [],
        basis: t(CERTAINTY[confidence]),
        at,
        indonesian: true,
      },
    ];
  });
  return section('sumber', t('sources'), [lead(t('sourcesLead')), ...lines]);
}

export function dictionary(teller: Teller): Section {
  const { document, t, language, named, pool } = teller;
  const lines: Line[] = [];
  const add = (kind: string, code: string, ...texts: string[]) =>
    lines.push({ key: `${kind} ${code}`, name: code, texts, sources: [] });
  for (const { code, name } of document.components) {
    add('test', code, `${name[language]}. ${t('dictionaryTest')}.`);
  }
  for (const { code, name, steps } of document.stages) {
    add('stage', code, t('dictionaryStage', { name: name[language] }));
    for (const { out, form } of steps) {
      add('result', out, `${named(out)}. ${t('dictionaryResult')}.`);
      const { parts = [], by_post = {} } = form.weighted_sum ?? {};
      for (const part of [...parts, ...Object.values(by_post).flat()]) {
        const text = t('dictionaryPart', { of: named(part.of), result: named(out) });
        const key = `part ${part.out}`;
        if (lines.some((line) => line.key === key)) continue;
        lines.push({ key, name: part.out, texts: [text], sources: [] });
      }
    }
  }
  for (const { code } of document.pools?.known ?? []) {
    add('pool', code, t('dictionaryPool', { name: pool(code) }));
  }
  for (const { code, name } of document.categories?.known ?? []) {
    add('category', code, t('dictionaryCategory', { name: name[language] }));
  }
  for (const { name, note } of document.parameters ?? []) {
    add('parameter', name, t('dictionaryOpen', { name: note[language] }));
  }
  return section('nama-data', t('dictionary'), [lead(t('dictionaryLead')), ...lines]);
}
