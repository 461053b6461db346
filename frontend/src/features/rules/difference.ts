/** Every value in which two documents differ, by its JSON pointer; `selection::difference` says the same. */
import { byBytes } from '../../lib/checker/program';
import { canonical, type RuleDocument } from './document';

/** A value that is missing does not stand in that version; null is a value. */
export type Change = { at: string; before?: unknown; after?: unknown };

type Members = Record<string, unknown>;
const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function difference(before: RuleDocument, after: RuleDocument): Change[] {
  const changes: Change[] = [];
  compare('', before, after, changes);
  return changes;
}

const same = (one: unknown, two: unknown) =>
  one === two || (one !== undefined && two !== undefined && canonical(one) === canonical(two));

function compare(at: string, one: unknown, two: unknown, changes: Change[]) {
  if (same(one, two)) return;
  if (isObject(one) && isObject(two)) {
    const names = [...new Set([...Object.keys(one), ...Object.keys(two)])].sort(byBytes);
    for (const name of names) {
      const step = name.replaceAll('~', '~0').replaceAll('/', '~1');
      compare(`${at}/${step}`, one[name], two[name], changes);
    }
  } else if (Array.isArray(one) && Array.isArray(two)) {
    const longer = one.length > two.length ? one : two;
    for (const index of longer.keys()) compare(`${at}/${index}`, one[index], two[index], changes);
  } else {
    const change: Change = { at };
    if (one !== undefined) change.before = one;
    if (two !== undefined) change.after = two;
    changes.push(change);
  }
}
