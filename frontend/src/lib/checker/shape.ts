/** Reads JSON of a known form: what does not fit is refused by its JSON pointer. */
import { parseDecimal } from './decimal';
import { refuse } from './refusal';

export type Shape<T> = (value: unknown, at: string) => T;
export type Of<S> = S extends Shape<infer T> ? T : never;

function misfit(at: string, id: string, en: string): never {
  refuse({ file: 'rules', column: at || '/' }, id, en);
}

export const text: Shape<string> = (value, at) =>
  typeof value === 'string' ? value : misfit(at, 'Harus berupa teks.', 'Must be a text.');

export const flag: Shape<boolean> = (value, at) =>
  typeof value === 'boolean'
    ? value
    : misfit(at, 'Harus true atau false.', 'Must be true or false.');

export const anything: Shape<unknown> = (value) => value;

export const whole =
  (maximum: number): Shape<number> =>
  (value, at) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maximum
      ? value
      : misfit(
          at,
          `Harus bilangan bulat 0 sampai ${maximum}.`,
          `Must be a whole number from 0 to ${maximum}.`,
        );

/** A decimal text; the answer counts thousandths. */
export const decimal: Shape<number> = (value, at) =>
  (typeof value === 'string' ? parseDecimal(value) : null) ??
  misfit(
    at,
    'Harus teks angka dengan paling banyak tiga desimal.',
    'Must be the text of a number of at most three decimals.',
  );

export const oneOf =
  <const T extends string>(...words: T[]): Shape<T> =>
  (value, at) =>
    words.find((word) => word === value) ??
    misfit(at, `Harus salah satu dari ${words.join(', ')}.`, `Must be one of ${words.join(', ')}.`);

export const list =
  <T>(each: Shape<T>): Shape<T[]> =>
  (value, at) =>
    Array.isArray(value)
      ? value.map((item, index) => each(item, `${at}/${index}`))
      : misfit(at, 'Harus berupa daftar.', 'Must be a list.');

export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value, at) =>
    value === null ? null : shape(value, at);

function members(value: unknown, at: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    misfit(at, 'Harus berupa objek.', 'Must be an object.');
  }
  return Object.entries(value);
}

const inside = (at: string, name: string) =>
  `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

export const mapOf =
  <T>(each: Shape<T>, isName: (name: string) => boolean = () => true): Shape<Map<string, T>> =>
  (value, at) =>
    new Map(
      members(value, at).map(([name, item]) => {
        if (!isName(name)) misfit(inside(at, name), 'Nama ini tidak dikenal.', 'Unknown name.');
        return [name, each(item, inside(at, name))];
      }),
    );

type Fields<T> = { [Name in keyof T]: Shape<T[Name]> };

/** An object with just these members; those of `may` can be left out, as if they were undefined. */
export const object =
  <Must extends object, May extends object = object>(
    must: Fields<Must>,
    may: Fields<May> = {} as Fields<May>,
  ): Shape<Must & Partial<May>> =>
  (value, at) => {
    const shapes = { ...must, ...may } as Record<string, Shape<unknown>>;
    const found = members(value, at);
    const names = new Set(found.map(([name]) => name));
    for (const name of Object.keys(must)) {
      if (!names.has(name))
        misfit(inside(at, name), 'Bagian ini harus ada.', 'This must be there.');
    }
    return Object.fromEntries(
      found.map(([name, item]) => {
        const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
        if (!shape) misfit(inside(at, name), 'Bagian ini tidak dikenal.', 'This is not known.');
        return [name, shape(item, inside(at, name))];
      }),
    ) as Must & Partial<May>;
  };

/** One of several forms, chosen by the only member that the object has. */
export const variant =
  <T extends object>(
    forms: Fields<T>,
  ): Shape<{ [Name in keyof T]: { kind: Name; of: T[Name] } }[keyof T]> =>
  (value, at) => {
    const [first, ...others] = members(value, at);
    const name = first?.[0] as keyof T | undefined;
    if (!first || others.length > 0 || name === undefined || !Object.hasOwn(forms, name)) {
      misfit(
        at,
        `Harus tepat satu dari ${Object.keys(forms).join(', ')}.`,
        `Must be just one of ${Object.keys(forms).join(', ')}.`,
      );
    }
    return { kind: name, of: forms[name](first[1], inside(at, first[0])) };
  };

/** One of several shapes, the first that fits. */
export const either =
  <A, B>(first: Shape<A>, fits: (value: unknown) => boolean, second: Shape<B>): Shape<A | B> =>
  (value, at) =>
    fits(value) ? first(value, at) : second(value, at);
