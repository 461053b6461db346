/** Typed texts: Indonesian is the source, English must carry the same keys, placeholders become typed arguments. */
export type Language = 'id' | 'en';
export type Plural = { one: string; other: string };
export type Texts = Record<string, string>;

/** Names between braces in a text: `'{count} lamaran'` gives `'count'`. */
type Placeholders<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The English twin of an Indonesian catalogue; a text that counts may have a singular and a plural. */
export type English<Id extends Texts> = {
  [K in keyof Id]: 'count' extends Placeholders<Id[K]> ? string | Plural : string;
};

export type Catalog<Id extends Texts> = {
  id: Id;
  loadEnglish: () => Promise<English<Id>>;
  english?: English<Id>;
  pending?: Promise<English<Id>>;
};

type Arguments<S extends string> = [Placeholders<S>] extends [never]
  ? []
  : [values: Record<Placeholders<S>, string | number>];
export type Translate<Id extends Texts> = <K extends keyof Id & string>(
  key: K,
  ...values: Arguments<Id[K]>
) => string;

const registered: Catalog<Texts>[] = [];
/** Whether somebody reads English here: then words come with their page, before anything waits for them. */
let inEnglish = false;

/** Declares a feature's texts. English stays out of the bundle until somebody asks for it. */
export function defineTexts<const Id extends Texts>(
  id: Id,
  load: () => Promise<{ default: English<Id> }>,
): Catalog<Id> {
  const catalog: Catalog<Id> = {
    id,
    loadEnglish: () => load().then((file) => file.default),
  };
  registered.push(catalog as unknown as Catalog<Texts>);
  if (inEnglish) loadEnglish(catalog).catch(() => {});
  return catalog;
}

export function loadEnglish<Id extends Texts>(catalog: Catalog<Id>): Promise<English<Id>> {
  catalog.pending ??= catalog.loadEnglish().then(
    (english) => {
      catalog.english = english;
      return english;
    },
    (error) => {
      // A lost connection must not fix the failure for good: the next attempt loads again.
      catalog.pending = undefined;
      throw error;
    },
  );
  return catalog.pending;
}

/** English for all texts on the page, so that switching the language does not blank the screen. */
export function loadAllEnglish() {
  inEnglish = true;
  return Promise.all(registered.map(loadEnglish));
}

const englishPlural = new Intl.PluralRules('en');
const numbers = { id: new Intl.NumberFormat('id-ID'), en: new Intl.NumberFormat('en-GB') };

export function render(
  text: string | Plural,
  language: Language,
  values: Record<string, string | number> = {},
): string {
  const chosen =
    typeof text === 'string'
      ? text
      : text[englishPlural.select(Number(values.count)) === 'one' ? 'one' : 'other'];
  return chosen.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numbers[language].format(value) : value;
  });
}

export function placeholdersOf(text: string | Plural): string[] {
  const whole = typeof text === 'string' ? text : text.other;
  return [...new Set([...whole.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();
}
