/** Notes, checkpoints, cosignatures and policies, on the published vectors and on what must be refused. */
import { describe, expect, it } from 'vitest';
import { counting, Signer } from '../../../tests/log';
import { fromBase64, fromDecimal, sha256, toHex, utf8 } from './bytes';
import {
  cosignedMessage,
  parseCheckpoint,
  parseKey,
  parseNote,
  treeMessage,
  verifyNote,
} from './note';
import { judge, parsePolicy } from './policy';

const A = 'ledger.example/test+7a864099+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4';
const B = 'audit.example/2+2e48efa1+ASmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X';
const W1 = 'w1.example+acdef6e7+BCVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd';
const TWO = `Satu baris.

Sesudah baris kosong: é

— ledger.example/test eoZAma+g57jYha9IjOKxNo5YvVFpwUU0EfgKJLdv0xGt1AN3M0ZczFFXRaxd7Yf+hiPGiafgIkTUHQfUq2pipwTiJwg=
— audit.example/2 LkjvoaKzV4zuhYM7KB7/m5YaFvjebKFgzY8RhC83QG36Q6YescxB73JubHjOH5d+LvfkPXrwkcdI9kW+5k3zCtzFSwo=
`;
const C7 = `ledger.example/test
7
3bib5AOAnjJXUNPSY814kpwpQreUKjS3fhIslZSnTIw=

— ledger.example/test eoZAmfHP8jG++/PAKyhExUy8YNFShWVhdc4NcnVAza86ZIqY4ivho6vd2zqxlQKjCBf6KOVTtTYpxIZeK1ylIi1sAwU=
`;
const W1_LINE =
  '— w1.example rN725wAAAABlU/EAIqgo4qElS+o88rG08lbTrVKxZFGPH6G5j0Wku86uaZCKuKiBXCBalYLhDKFFV5/mdC9Q1bMBGvvCZJKXbA9BCA==\n';
const T = 1_700_000_000n;
const h8 = (text: string) => toHex(sha256(utf8(text))).slice(0, 16);
const names = (text: string, keys: string[]) =>
  verifyNote(parseNote(text), keys.map(parseKey)).map(({ key }) => key.name);

const log = new Signer('ledger.example/test', counting(0));
const other = new Signer('audit.example/2', counting(32));
const witness = new Signer('w1.example', counting(64), 4);
const later = new Signer('w2.example', counting(96), 6);

describe('a signed note', () => {
  it('is read and verified as published', () => {
    expect(utf8(TWO)).toHaveLength(269);
    expect(h8(TWO)).toBe('fdfc469a9c3a915f');
    expect(parseNote(TWO).text).toBe('Satu baris.\n\nSesudah baris kosong: é\n');
    expect(names(TWO, [A, B])).toEqual(['ledger.example/test', 'audit.example/2']);
    expect(names(TWO, [B])).toEqual(['audit.example/2']);
    expect(log.vkey).toBe(A);
    expect(other.vkey).toBe(B);
  });

  it('of nobody who is known says nothing; half of a key is not the key', () => {
    expect(names(TWO, [W1])).toEqual([]);
    const sameName = new Signer('ledger.example/test', counting(9));
    expect(names(TWO, [sameName.vkey])).toEqual([]);
  });

  it('is refused whole when one known signature does not hold, or stands twice', () => {
    const changed = TWO.replace('rxN4', 'rxN4').replace('+hiPG', '+hiPH');
    expect(changed).not.toBe(TWO);
    expect(() => names(changed, [A, B])).toThrow('signature');
    expect(() => names(changed, [A])).toThrow('signature');
    expect(names(changed, [B])).toEqual(['audit.example/2']);
    expect(() => names(TWO.replace('Satu', 'Dua'), [A])).toThrow('signature');
    const [line] = TWO.match(/— audit.*\n/) ?? [];
    expect(() => names(`${TWO}${line}`, [B])).toThrow('signature');
  });

  it('is refused by its form', () => {
    const wrong = [
      TWO.replaceAll('\n', '\r\n'),
      TWO.replace('Satu baris', 'Satu\tbaris'),
      TWO.replaceAll('—', '-'),
      TWO.slice(0, -1),
      `${TWO}\n`,
      'Satu baris.\n\n',
      'Satu baris.\n',
      TWO.replace('— audit.example/2 ', '— audit.example/2  '),
      TWO.replace('— audit.example/2 ', '— audit+example/2 '),
      TWO.replace('FSwo=\n', 'FSwo\n'),
      TWO.replace('FSwo=\n', 'FSwp=\n'),
      TWO.replace('+hiPG', '-hiPG'),
      `a\n\n${'— a AAAAAAA=\n'.repeat(65)}`,
      `${'a'.repeat(1_000_001)}\n\n— a AAAAAAA=\n`,
    ];
    for (const text of wrong) expect(() => parseNote(text), text.slice(0, 400)).toThrow('note');
  });

  it('knows keys by their number', () => {
    expect(parseKey(W1)).toMatchObject({ name: 'w1.example', id: 'acdef6e7', use: 'cosigner' });
    const wrong = [
      A.replace('7a864099', '7A864099'),
      A.replace('7a864099', '7a864098'),
      A.replace('ledger.example/test', 'ledger.example/tes'),
      A.slice(0, -1),
      A.replace('+AQ', '+AA'),
      A.replace('ledger', 'led ger'),
      'a',
      '++',
    ];
    for (const text of wrong) expect(() => parseKey(text), text).toThrow('key');
  });
});

describe('a checkpoint', () => {
  it('is read as published', () => {
    expect(utf8(C7)).toHaveLength(185);
    expect(h8(C7)).toBe('89840d3946f26dbc');
    const head = parseCheckpoint(parseNote(C7).text);
    expect(head).toMatchObject({ origin: 'ledger.example/test', size: 7n });
    expect(names(C7, [A])).toEqual(['ledger.example/test']);
  });

  it('is refused with another number, root or line', () => {
    const root = '3bib5AOAnjJXUNPSY814kpwpQreUKjS3fhIslZSnTIw=';
    const wrong = [
      `a\n07\n${root}\n`,
      `a\n+7\n${root}\n`,
      `a\n\n${root}\n`,
      `a\n9223372036854775808\n${root}\n`,
      `\n7\n${root}\n`,
      `a\n7\n${root}`,
      `a\n7\n${root.slice(0, -1)}\n`,
      `a\n7\n${root.replace('TIw=', 'TIx=')}\n`,
      `a\n7\n${root.replace('3', '-')}\n`,
      `a\n7\n3bib5AOAnjJXUNPSY814kpwpQreUKjS3fhIslZSnTIwA\n`,
      `a\n7\n${root}\n\n`,
      `a\n0\n${root}\n`,
      'a\n7\n',
    ];
    for (const text of wrong) expect(() => parseCheckpoint(text), text).toThrow('checkpoint');
    expect(parseCheckpoint('a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n').size).toBe(0n);
    expect(fromDecimal('proof', '9223372036854775807')).toBe(2n ** 63n - 1n);
    expect(() => fromBase64('proof', 'AB==')).toThrow('left over');
  });

  it('is cosigned as published', () => {
    const { text } = parseNote(C7);
    expect(cosignedMessage(T, text)).toHaveLength(98);
    expect(toHex(sha256(cosignedMessage(T, text))).slice(0, 16)).toBe('a99b4a86d3c02f08');
    expect(witness.vkey).toBe(W1);
    expect(witness.cosign(text, T)).toBe(W1_LINE);
    const [signed] = verifyNote(parseNote(C7 + W1_LINE), [parseKey(W1)]);
    expect(signed).toMatchObject({ time: T });
  });

  it('is not cosigned by a signature of another kind, another time or another size', () => {
    const { text } = parseNote(C7);
    const plain = new Signer('w1.example', counting(64));
    // The same person's plain signature carries another number, so it is nobody's.
    expect(names(C7 + plain.sign(text), [W1])).toEqual([]);
    expect(() => names(`${C7}${witness.line(new Uint8Array(64))}`, [W1])).toThrow('signature');
    const minute = W1_LINE.replace('lU/EA', 'lU/EB');
    expect(minute).not.toBe(W1_LINE);
    expect(() => names(C7 + minute, [W1])).toThrow('signature');
    expect(() => names(C7.replace('\n7\n', '\n8\n') + W1_LINE, [W1])).toThrow('signature');
  });
});

describe('a cosignature that a quantum computer could not forge', () => {
  const { text } = parseNote(C7);
  const line = later.cosign(text, T);

  it('is made and verified as published', () => {
    const key = parseKey(later.vkey);
    expect(key).toMatchObject({ name: 'w2.example', id: '6bd7c2d9', use: 'cosigner_ml_dsa' });
    expect(later.vkey).toHaveLength(1772);
    expect(toHex(sha256(key.bytes)).slice(0, 16)).toBe('ba1a2ea785823a38');
    expect(treeMessage('w2.example', T, parseCheckpoint(text))).toHaveLength(99);
    expect(utf8(line)).toHaveLength(3260);
    expect(h8(line)).toBe('b12a4a992e3b5084');
    const whole = C7 + W1_LINE + line;
    expect(utf8(whole)).toHaveLength(3565);
    expect(h8(whole)).toBe('4dfe69d4cc57e4ce');
    expect(verifyNote(parseNote(whole), [A, W1, later.vkey].map(parseKey))).toMatchObject([
      {},
      { time: T },
      { key: { name: 'w2.example' }, time: T },
    ]);
  });

  it('is not good for another time, size or name, nor cut short, nor for what is no checkpoint', () => {
    const bytes = fromBase64('note', line.trim().split(' ')[2] ?? '').slice(4);
    const changed = (at: number) => later.line(bytes.map((one, i) => (i === at ? one ^ 1 : one)));
    for (const at of [7, 8, 2000, 2427])
      expect(() => names(C7 + changed(at), [later.vkey]), `${at}`).toThrow('signature');
    expect(() => names(C7 + later.line(bytes.slice(0, -1)), [later.vkey])).toThrow('signature');
    expect(() => names(C7.replace('\n7\n', '\n8\n') + line, [later.vkey])).toThrow('signature');
    const renamed = new Signer('w9.example', counting(96), 6);
    expect(() => names(C7 + renamed.line(bytes), [renamed.vkey])).toThrow('signature');
    expect(() => names(`Satu baris.\n\n${line}`, [later.vkey])).toThrow('signature');
  });
});

const POLICY = `log ${A}
witness A ${W1}
witness B w3.example+1cfc1e45+BM0Us3+VbpUxlP9/tzs9gdzFYdYadTgJS3w+GmQ+5fOq
witness C w4.example+17064f47+BE/QmczUfXiT3+nsJEFOyw2bVCAjKq0w2RxGW+M8vmXE
group G 2 A B C
quorum G
`;

describe('a policy', () => {
  const head = (policy: string, note: string) => judge(parsePolicy(policy), parseNote(note));

  it('says whether enough witnesses signed', () => {
    const unknown = new Signer('w2.example', counting(96), 4);
    const seen = C7 + W1_LINE + unknown.cosign(parseNote(C7).text, T);
    expect(head(POLICY, seen)).toMatchObject({ witnessed: false, known: 3 });
    expect(head(POLICY, seen).witnesses).toEqual([{ name: 'A', time: T }]);
    expect(head(POLICY.replace('G 2', 'G any'), seen).witnessed).toBe(true);
    expect(head(POLICY.replace('G 2', 'G all'), seen).witnessed).toBe(false);
    expect(head(POLICY.replace('quorum G', 'quorum A'), C7 + W1_LINE).witnessed).toBe(true);
    expect(head(POLICY.replace('quorum G', 'quorum none'), seen).witnessed).toBe(false);
    const nested = POLICY.replace('quorum G', 'group H any G\nquorum H');
    expect(head(nested, C7 + W1_LINE).witnessed).toBe(false);
    expect(head(nested.replace('G 2', 'G 1'), C7 + W1_LINE).witnessed).toBe(true);
  });

  it('counts a witness of either kind, and none whose cosignature says time 0', () => {
    const { text } = parseNote(C7);
    const mixed = POLICY.replace('A B C', 'A B C D').replace(
      'group G',
      `witness D ${later.vkey}\ngroup G`,
    );
    const seen = C7 + W1_LINE + later.cosign(text, T);
    expect(head(mixed, seen)).toMatchObject({ witnessed: true, known: 4 });
    expect(head(mixed, C7 + later.cosign(text, T)).witnesses).toEqual([{ name: 'D', time: T }]);
    expect(head(mixed, C7 + W1_LINE + later.cosign(text, 0n)).witnessed).toBe(false);
    const one = POLICY.replace('G 2', 'G any');
    expect(head(one, C7 + witness.cosign(text, 0n))).toMatchObject({
      witnessed: false,
      witnesses: [],
    });
  });

  it('does not know other logs, nor a good signature under another name', () => {
    expect(() => head(POLICY.replace(A, B), C7)).toThrow('unknown_log');
    const text = 'ledger.example/other\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
    expect(() => head(POLICY, `${text}\n${log.sign(text)}`)).toThrow('wrong_origin');
    // Witnesses alone make no log.
    expect(() => head(POLICY, `${parseNote(C7).text}\n${W1_LINE}`)).toThrow('unknown_log');
  });

  it('may have remarks, tabs and addresses', () => {
    const text = `# of the city\n\n${POLICY.replace(`log ${A}`, `log\t${A} https://ledger.example/test`)}`;
    expect(parsePolicy(text).logs[0]?.url).toBe('https://ledger.example/test');
  });

  it('is refused by its form', () => {
    const wrong = [
      POLICY.replace('G 2', 'G 0'),
      POLICY.replace('G 2', 'G 4'),
      POLICY.replace('G 2', 'G 02'),
      POLICY.replace('A B C', 'A A C'),
      POLICY.replace('A B C', 'A B D'),
      POLICY.replace('A B C', 'A B none'),
      POLICY.replace('group G 2 A B C\nquorum G', 'quorum G\ngroup G 2 A B C'),
      `${POLICY}quorum G\n`,
      POLICY.replace('quorum G\n', ''),
      POLICY.replaceAll('\n', '\r\n'),
      POLICY.slice(0, -1),
      POLICY.replace('witness B', 'witness A'),
      POLICY.replace('witness B', 'witness none'),
      POLICY.replace('quorum G', 'group G 1 A\nquorum G'),
      POLICY.replace('quorum G', 'group H 1 A\nquorum G'),
      POLICY.replace('quorum G', `witness D ${W1}\nquorum G`),
      POLICY.replace('quorum G', `log ${A}\nquorum G`),
      POLICY.replace('quorum G', `witness D ${B}\nquorum G`),
      POLICY.replace('quorum G', `log ${W1}\nquorum G`),
      POLICY.replace('quorum G', 'allow G\nquorum G'),
    ];
    for (const text of wrong) expect(() => parsePolicy(text), text).toThrow('policy');
    expect(() => parsePolicy(POLICY.replace('7a864099', '7a864098'))).toThrow('key');
  });
});
