/** The language chosen on this device, and texts in it. */
import { use, useMemo, useSyncExternalStore } from 'react';
import {
  type Catalog,
  type Language,
  loadAllEnglish,
  loadEnglish,
  render,
  type Texts,
  type Translate,
} from './catalog';

const KEY = 'terang.language';
const listeners = new Set<() => void>();
let language: Language = read();
if (language === 'en') loadAllEnglish().catch(() => {});

function read(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'id';
  } catch {
    return 'id';
  }
}

export const currentLanguage = () => language;

export async function setLanguage(next: Language) {
  if (next === 'en') await loadAllEnglish();
  language = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage is closed: the choice holds until the page is left.
  }
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage);

/** The texts of one catalogue in the chosen language; waits (Suspense) while English is on its way. */
export function useTexts<Id extends Texts>(catalog: Catalog<Id>): Translate<Id> {
  const chosen = useLanguage();
  const source = chosen === 'id' ? catalog.id : (catalog.english ?? use(loadEnglish(catalog)));
  return useMemo(
    () =>
      ((key: keyof Id & string, values?: Record<string, string | number>) =>
        render(source[key] ?? catalog.id[key] ?? key, chosen, values)) as Translate<Id>,
    [source, chosen, catalog],
  );
}

/** A pair for the few words that must be at hand before a feature's texts are, such as names in the menu. */
export type Words = Record<Language, string>;
