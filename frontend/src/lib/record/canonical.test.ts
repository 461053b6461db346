/** Canonical JSON: the published vectors, and what a strict reader refuses. */
import { describe, expect, it } from 'vitest';
import { sha256, toHex, utf8 } from './bytes';
import { canonical, parseJson, parseOurs } from './canonical';

const VECTORS: [input: string, hash: string, bytes: number][] = [
  [
    '[333333333.33333329,1E30,4.50,2e-3,-0.0,1.0,1e21,1.0e20,1e-6,1e-7,1.2345678901234568e20,5e-324,1.7976931348623157e308]',
    'e22179581a71d25c',
    134,
  ],
  [
    '{"\\u20ac":"Euro","\\r":"CR","\\ufb33":"Hebrew","1":"One","\\ud83d\\ude00":"Emoji","\\u0080":"Control","\\u00f6":"o"}',
    '9fb0be021d119cff',
    88,
  ],
  [
    '{"s":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/\\u007f\\u2028\\u001f\\b\\t\\f\\r"}',
    '18a580f4fac55775',
    50,
  ],
  ['{"b":{"z":[],"a":{}},"a":[null,true,false,"\\u00e9","e\\u0301"],"":0}', '7626723e02558e04', 59],
  ['{"10":1,"9":2,"aa":3,"a":4,"A":5,"\\u00e4":6,"_":7}', '9b839783687e5ae5', 46],
  ['[56,{"d":true,"10":null,"1":[]}]', '099601b171cafed9', 32],
];

describe('canonical JSON', () => {
  it('is written as the published vectors are', () => {
    for (const [input, hash, length] of VECTORS) {
      const bytes = utf8(canonical(parseJson(input)));
      expect(bytes.length).toBe(length);
      expect(toHex(sha256(bytes)).slice(0, 16)).toBe(hash);
    }
  });

  it('takes any name as a name', () => {
    const text = '{"__proto__":{"a":1},"constructor":2}';
    expect(canonical(parseJson(text))).toBe(text);
  });

  it('refuses names that stand twice, halves of characters and whatever is no JSON', () => {
    const wrong = [
      '{"a":1,"a":2}',
      '{"a":1,"\\u0061":2}',
      '"\\ud800"',
      '["\\udc00\\ud800"]',
      '{"\\ud800":1}',
      '',
      '1 2',
      '[1,]',
      '{"a":1,}',
      '{a:1}',
      '{"a"}',
      '[1 2]',
      '01',
      '+1',
      '.5',
      '1e999',
      'NaN',
      '"a\nb"',
      '"\\x41"',
      '{',
      '[}',
      '\ufeff1',
      `${'['.repeat(200)}${']'.repeat(200)}`,
    ];
    for (const text of wrong) expect(() => parseJson(text), text).toThrow('json');
    expect(() => canonical(Number.NaN)).toThrow('json');
    expect(() => canonical(['\ud800'])).toThrow('json');
  });

  it('of ours refuses fractions, numbers that are rounded, other names, and another way of writing', () => {
    expect(parseOurs('{"a":[1,"x"],"b":9007199254740991}')).toEqual({
      a: [1, 'x'],
      b: 9007199254740991,
    });
    const wrong = ['1.5', '9007199254740993', '{"é":1}', '{"b":1,"a":2}', ' 1', '1.0', '"\\u0041"'];
    for (const text of wrong) expect(() => parseOurs(text), text).toThrow('json');
  });
});
