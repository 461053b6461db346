/** Canonical JSON (RFC 8785): one way to write a value, and a parser that sees what `JSON.parse` does not. */
import { refuse } from './refusal';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const DEEPEST = 64;

/** Names are sorted by UTF-16 code units, which is how this language compares texts. */
export function canonical(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) refuse('json', 'not a number');
  if (typeof value === 'string') return written(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${written(name)}:${canonical(value[name] ?? null)}`).join(',')}}`;
}

function written(text: string): string {
  if (!isWhole(text)) refuse('json', 'half a character');
  return JSON.stringify(text);
}

/** Whether every half of a pair has its other half. */
const isWhole = (text: string) => !/\p{Surrogate}/u.test(text);

/** One value. A name that stands twice and half a character are errors, as RFC 8785 demands of a parser. */
export function parseJson(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

/** Ours is a subset: names in ASCII, whole numbers that no reader rounds; written in the canonical way already. */
export function parseOurs(text: string): Json {
  const value = parseJson(text);
  checkOurs(value);
  if (canonical(value) !== text) refuse('json', 'not written in the canonical way');
  return value;
}

function checkOurs(value: Json) {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    refuse('json', 'a number that is not whole or too large');
  }
  if (Array.isArray(value)) for (const each of value) checkOurs(each);
  else if (value !== null && typeof value === 'object') {
    for (const [name, each] of Object.entries(value)) {
      if (/[^\0-\x7f]/.test(name)) refuse('json', 'a name that is not ASCII');
      checkOurs(each);
    }
  }
}

const BLANK = /[ \t\n\r]*/y;
const TOKEN =
  /"(?:[^"\\]|\\.)*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|[[\]{},:]/y;

class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  private token(): string {
    BLANK.lastIndex = this.at;
    BLANK.exec(this.text);
    TOKEN.lastIndex = BLANK.lastIndex;
    const found = TOKEN.exec(this.text);
    if (!found) refuse('json', `not JSON at ${this.at}`);
    this.at = TOKEN.lastIndex;
    return found[0];
  }

  end() {
    BLANK.lastIndex = this.at;
    BLANK.exec(this.text);
    if (BLANK.lastIndex !== this.text.length) refuse('json', 'more than one value');
  }

  value(depth: number, token = this.token()): Json {
    if (depth > DEEPEST) refuse('json', 'too deep');
    if (token === '[') return this.list(depth + 1);
    if (token === '{') return this.named(depth + 1);
    if (/^[\]},:]$/.test(token)) refuse('json', `${token} where a value is due`);
    return this.plain(token);
  }

  private plain(token: string): null | boolean | number | string {
    let value: null | boolean | number | string = null;
    try {
      // One token cannot hide what is looked for here: names and nesting are read by this parser.
      value = JSON.parse(token);
    } catch {
      refuse('json', 'a text that is not well written');
    }
    if (typeof value === 'string' && !isWhole(value)) refuse('json', 'half a character');
    if (typeof value === 'number' && !Number.isFinite(value)) refuse('json', 'too large');
    return value;
  }

  /** After an item: whether another follows. */
  private more(end: string): boolean {
    const token = this.token();
    if (token !== ',' && token !== end) refuse('json', `${token} where , or ${end} is due`);
    return token === ',';
  }

  private list(depth: number): Json[] {
    const items: Json[] = [];
    let token = this.token();
    if (token === ']') return items;
    for (;;) {
      items.push(this.value(depth, token));
      if (!this.more(']')) return items;
      token = this.token();
    }
  }

  private named(depth: number): { [name: string]: Json } {
    // Without a prototype, so that no name means anything by itself.
    const items: { [name: string]: Json } = Object.create(null);
    let token = this.token();
    if (token === '}') return items;
    for (;;) {
      if (!token.startsWith('"')) refuse('json', `${token} where a name is due`);
      const name = `${this.plain(token)}`;
      if (Object.hasOwn(items, name)) refuse('json', 'a name that stands twice');
      if (this.token() !== ':') refuse('json', ': is missing');
      items[name] = this.value(depth);
      if (!this.more('}')) return items;
      token = this.token();
    }
  }
}
