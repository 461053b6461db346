/** Two versions of one draft made into one: what was edited on this device wins, all else comes from the server. */
import type { Answers } from './api';

export type Field = 'education' | 'gpa' | 'disability' | 'residence';
const FIELDS: readonly Field[] = ['education', 'gpa', 'disability', 'residence'];

/** Both sides changed the same question, to different answers: only the person knows which is right. */
export type Conflict = { field: Field; mine: Answers[Field]; theirs: Answers[Field] };

/**
 * `base` is the last version of the server that this device knew, `mine` what was typed here since, `theirs` what the
 * server has now. A conflict keeps `mine` in the form until the person has chosen.
 */
export function merge(base: Answers, mine: Answers, theirs: Answers) {
  const conflicts: Conflict[] = [];
  const merged: Answers = { ...theirs, statements: statements(base, mine, theirs) };
  const take = <F extends Field>(field: F) => {
    merged[field] = mine[field];
  };
  for (const field of FIELDS) {
    if (mine[field] === base[field] || mine[field] === theirs[field]) continue;
    take(field);
    if (theirs[field] !== base[field])
      conflicts.push({ field, mine: mine[field], theirs: theirs[field] });
  }
  return { merged, conflicts };
}

/** Each statement is a question of its own, made or not made; so two sides cannot contradict one another. */
function statements(base: Answers, mine: Answers, theirs: Answers): string[] {
  const before = new Set(base.statements ?? []);
  const here = new Set(mine.statements ?? []);
  const there = new Set(theirs.statements ?? []);
  for (const code of here) if (!before.has(code)) there.add(code);
  for (const code of before) if (!here.has(code)) there.delete(code);
  return [...there];
}
