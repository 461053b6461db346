/** The rounds of invented people that are shown as examples, and one of them with a changed mark. */
import type { FileName } from '../../lib/checker';
import { NAMES } from './files';

export type Example = {
  /** Folder in `api/selection/bundles`. */
  bundle: string;
  label: 'exampleCpns' | 'examplePppk' | 'exampleBlud' | 'exampleChanged';
  change?: { file: FileName; from: string; to: string };
};

export const EXAMPLES: Example[] = [
  { bundle: 'cpns-2024', label: 'exampleCpns' },
  { bundle: 'pppk-teknis-2024', label: 'examplePppk' },
  { bundle: 'blud-professional', label: 'exampleBlud' },
  {
    bundle: 'cpns-2024',
    label: 'exampleChanged',
    change: { file: 'participants', from: ',90,110,180,', to: ',90,110,181,' },
  },
];

/** The files of a bundle, wherever this build keeps them. */
export type LoadBundle = (bundle: string) => Promise<[name: string, text: string][]>;

export async function filesOf({ bundle, change }: Example, load: LoadBundle): Promise<File[]> {
  return (await load(bundle)).map(([name, text]) => {
    const changed = change && NAMES[change.file] === name;
    return new File([changed ? text.replace(change.from, change.to) : text], name);
  });
}

/** The files of one bundle among all, by their paths. */
export const ofBundle = <T>(all: Record<string, T>, bundle: string) =>
  Object.entries(all).flatMap(([path, value]): [string, T][] => {
    const [name = '', folder] = path.split('/').reverse();
    return folder === bundle ? [[name, value]] : [];
  });
