/** The files that somebody chose, and what each is used as. */
import type { FileName } from '../../lib/checker';
import type { Job } from './job';

export type Chosen = { id: number; use: FileName | null; file: File };

/** The published name of each file, in the order in which they are read. */
export const NAMES: Record<FileName, string> = {
  rules: 'rules.json',
  vacancies: 'vacancies.csv',
  participants: 'participants.csv',
  rulings: 'rulings.csv',
  expected: 'outcomes.csv',
};
export const USES = Object.keys(NAMES) as FileName[];
export const NEEDED: readonly FileName[] = ['rules', 'vacancies', 'participants'];

/** Whether a name is the published one, the same with something before or after it, or another. */
function likeness(name: string, use: FileName): number {
  const [word, ending] = NAMES[use].split('.');
  if (name.toLowerCase() === NAMES[use]) return 2;
  return new RegExp(`(^|[^a-z])${word}([^a-z][^.]*)?\\.${ending}$`, 'i').test(name) ? 1 : 0;
}

let last = 0;

/** New files take the place of earlier ones of the same use; of two at once, the one with the published name. */
export function add(before: Chosen[], files: File[]): Chosen[] {
  const fresh = files.map((file): Chosen => {
    last += 1;
    return { id: last, use: null, file };
  });
  for (const use of USES) {
    const best = fresh
      .filter((one) => one.use === null && likeness(one.file.name, use) > 0)
      .sort((one, other) => likeness(other.file.name, use) - likeness(one.file.name, use))[0];
    if (best) best.use = use;
  }
  const taken = new Set(fresh.map(({ use }) => use));
  const same = new Set(fresh.map(({ file }) => file.name));
  return [
    ...before.filter(({ use, file }) => (use ? !taken.has(use) : !same.has(file.name))),
    ...fresh,
  ];
}

/** A file's use as its owner says; another of this use is unused then. */
export const usedAs = (chosen: Chosen[], id: number, use: FileName | null): Chosen[] =>
  chosen.map((one) =>
    one.id === id ? { ...one, use } : use && one.use === use ? { ...one, use: null } : one,
  );

export const of = (chosen: Chosen[], use: FileName) => chosen.find((one) => one.use === use);

export function jobOf(chosen: Chosen[], through: string): Job {
  const files: Job['files'] = {};
  for (const { use, file } of chosen) if (use) files[use] = file;
  return { files, through: through || undefined };
}

/** Files of a drop, those in dropped folders too. */
export async function dropped(data: DataTransfer): Promise<File[]> {
  const plain = [...data.files];
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (entries.length === 0) return plain;
  return (await Promise.all(entries.map(inside))).flat();
}

async function inside(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [await new Promise<File>((go, no) => (entry as FileSystemFileEntry).file(go, no))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    const more = await new Promise<FileSystemEntry[]>((go, no) => reader.readEntries(go, no));
    if (more.length === 0) return found;
    for (const each of more) if (each.isFile) found.push(...(await inside(each)));
  }
}

export type StageName = { code: string; name: Record<'id' | 'en', string> };

/** The stages that the rules name; none if they cannot be read, which the check itself will say. */
export async function stagesOf(rules: Blob): Promise<StageName[]> {
  try {
    const { stages } = JSON.parse(await rules.text());
    return (stages as StageName[]).filter(({ code, name }) => code && name.id && name.en);
  } catch {
    return [];
  }
}
