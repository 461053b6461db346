/** Both languages say the same things: placeholders match in every feature, plurals and numbers come out right. */
import { describe, expect, it } from 'vitest';
import { type Plural, placeholdersOf, render } from './catalog';

type Texts = { default: Record<string, string | Plural> };
const indonesian = import.meta.glob<Texts>('../**/*exts.id.ts', { eager: true });
const english = import.meta.glob<Texts>('../**/*exts.en.ts', { eager: true });

describe('texts of every feature', () => {
  it('has found the catalogues', () => {
    expect(Object.keys(indonesian)).toEqual(
      expect.arrayContaining(['../app/texts.id.ts', '../ui/texts.id.ts']),
    );
  });

  for (const [path, { default: source }] of Object.entries(indonesian)) {
    it(`${path} has an English twin with the same placeholders`, () => {
      const twin = english[path.replace('.id.', '.en.')]?.default;
      expect(Object.keys(twin ?? {}).sort()).toEqual(Object.keys(source).sort());
      for (const [key, text] of Object.entries(source)) {
        const other = twin?.[key] ?? '';
        expect(placeholdersOf(other), key).toEqual(placeholdersOf(text));
        if (typeof other !== 'string') {
          // A singular may spell the number out, but may not ask for anything new.
          for (const name of placeholdersOf(other.one))
            expect(placeholdersOf(text)).toContain(name);
        }
      }
    });
  }
});

describe('render', () => {
  const plural = { one: '{count} application', other: '{count} applications' };
  it('takes the singular for one and the plural for others', () => {
    expect(render(plural, 'en', { count: 1 })).toBe('1 application');
    expect(render(plural, 'en', { count: 0 })).toBe('0 applications');
    expect(render(plural, 'en', { count: 1200 })).toBe('1,200 applications');
  });
  it('writes numbers as the language does and texts as they are', () => {
    expect(render('{count} dari {name}', 'id', { count: 1200, name: 'A{b}' })).toBe(
      '1.200 dari A{b}',
    );
  });
});
