/** What changed between two documents, in words: section by section, line by line. */
import type { Line, Section } from './words/telling';

export type LineChange = {
  key: string;
  kind: 'added' | 'removed' | 'changed';
  before?: Line;
  after?: Line;
};
export type SectionChange = { id: string; title: string; lines: LineChange[] };

/** Names in data files only repeat what changed elsewhere, unless nothing else did. */
const REPEATS = 'nama-data';

/** All lines by a key that both versions share. */
function linesOf(section: Section | undefined): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const group of section?.groups ?? []) {
    for (const line of group.lines) {
      let key = `${group.key} ${line.key}`;
      while (lines.has(key)) key += '+';
      lines.set(key, line);
    }
  }
  return lines;
}

/** Sentences of a line say the same in any order. */
const said = ({ name, texts, sources, basis }: Line) =>
  JSON.stringify([name, texts.toSorted(), sources, basis]);

function lineChanges(before: Map<string, Line>, after: Map<string, Line>): LineChange[] {
  const changes: LineChange[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [one, two] = [before.get(key), after.get(key)];
    if (one && two && said(one) === said(two)) continue;
    const kind = one && two ? 'changed' : one ? 'removed' : 'added';
    changes.push({ key, kind, before: one, after: two });
  }
  return changes;
}

export function wordChanges(before: Section[], after: Section[]): SectionChange[] {
  const find = (sections: Section[], id: string) => sections.find((each) => each.id === id);
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  const found = ids.flatMap((id): SectionChange[] => {
    const [one, two] = [find(before, id), find(after, id)];
    const lines = lineChanges(linesOf(one), linesOf(two));
    return lines.length > 0 ? [{ id, title: (two ?? one)?.title ?? id, lines }] : [];
  });
  const elsewhere = found.filter(({ id }) => id !== REPEATS);
  return elsewhere.length > 0 ? elsewhere : found;
}
