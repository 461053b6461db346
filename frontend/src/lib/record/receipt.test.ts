/** A receipt is opened and held against its log; whatever does not belong together is told apart. */
import { describe, expect, it } from 'vitest';
import { counting, Log, Signer } from '../../../tests/log';
import { fromHex, sha256, toHex, utf8 } from './bytes';
import { canonical, parseOurs } from './canonical';
import { parsePolicy } from './policy';
import { parseProof, verifyProof } from './proof';
import { claimedLog, commitTo, isReceipt, verifyReceipt } from './receipt';
import { leafHash } from './tree';

const NAME = 'catatan.contoh.go.id/ledger/5473';
const C7 = `ledger.example/test
7
3bib5AOAnjJXUNPSY814kpwpQreUKjS3fhIslZSnTIw=

— ledger.example/test eoZAmfHP8jG++/PAKyhExUy8YNFShWVhdc4NcnVAza86ZIqY4ivho6vd2zqxlQKjCBf6KOVTtTYpxIZeK1ylIi1sAwU=
— w1.example rN725wAAAABlU/EAIqgo4qElS+o88rG08lbTrVKxZFGPH6G5j0Wku86uaZCKuKiBXCBalYLhDKFFV5/mdC9Q1bMBGvvCZJKXbA9BCA==
`;
const PROOF = `c2sp.org/tlog-proof@v1
extra c2FsdA==
index 2
B1Bqhf2d0vEg62lPhgEeW7RmLlxBWmKRcDPUqWJEh+c=
+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=
g327FS6bB5AQcX6E6GXaTrwPoZioBtWdMb8VrM7yLQ4=

${C7}`;
const A = 'ledger.example/test+7a864099+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4';
const witness = new Signer('w1.example', counting(64), 4);

function filled(name = NAME, seed = counting(0)) {
  const log = new Log(name, seed);
  for (let at = 0; at < 11; at += 1) {
    log.add({
      kind: 'application_submitted',
      at: `2026-11-24T09:00:${String(at).padStart(2, '0')}Z`,
      record: {
        subject: `application:${at}`,
        payload: { vacancy: '5473-01', note: 'Sité — "ok"' },
        previous: null,
        actor_role: 'applicant',
      },
    });
  }
  return log;
}
const log = filled();
const own = parsePolicy(log.policy());
const witnessed = parsePolicy(log.policy([witness]));

describe('a proof file', () => {
  it('of the published vector holds', () => {
    expect(utf8(PROOF)).toHaveLength(487);
    expect(toHex(sha256(utf8(PROOF))).slice(0, 16)).toBe('7f351eaccca63ff4');
    const proof = parseProof(PROOF);
    expect(toHex(proof.extra ?? utf8(''))).toBe(toHex(utf8('salt')));
    const policy = parsePolicy(`log ${A}\nquorum none\n`);
    const head = verifyProof(proof, leafHash(Uint8Array.of(0x10)), policy);
    expect(head).toMatchObject({ origin: 'ledger.example/test', size: 7n });
    expect(() => verifyProof(proof, leafHash(Uint8Array.of(0x11)), policy)).toThrow('inclusion');
    expect(() => verifyReceipt(PROOF, policy)).toThrow('extra');
  });

  it('tells what was recorded, when, where, and whether witnesses saw it', () => {
    const alone = verifyReceipt(log.proof(3), own);
    expect(alone).toMatchObject({
      form: 'proof',
      index: 3n,
      leaf: { log: NAME, kind: 'application_submitted', at: '2026-11-24T09:00:03Z' },
      record: { subject: 'application:3' },
      promise: { time: '2026-11-24T09:00:03Z' },
      head: { origin: NAME, size: 11n, witnessed: false },
    });
    expect(verifyReceipt(log.proof(3), witnessed)).toMatchObject({ head: { witnessed: false } });
    expect(verifyReceipt(log.proof(3, [witness]), witnessed)).toMatchObject({
      head: { witnessed: true, witnesses: [{ name: 'w0', time: 1_700_000_000n }] },
    });
    const silent = log.proof(3, [], ({ promise: _, ...extra }: { promise?: string }) => extra);
    expect(verifyReceipt(silent, own)).not.toHaveProperty('promise');
  });

  it('says what does not belong together', () => {
    const change = (fields: object) => log.proof(3, [], (extra) => ({ ...extra, ...fields }));
    const told = (text: string, policy = own) => {
      try {
        return verifyReceipt(text, policy).form;
      } catch (error) {
        return (error as Error).message;
      }
    };
    const record = {
      subject: 'application:4',
      payload: {},
      previous: null,
      actor_role: 'applicant',
    };
    expect(told(change({ record }))).toBe('commit');
    expect(told(change({ salt: '0'.repeat(64) }))).toBe('commit');
    expect(told(change({ promise: log.promise(4) }))).toBe('promise_of_other');
    expect(told(log.proof(3).replace('index 3', 'index 2'))).toBe('inclusion');
    expect(told(log.proof(3).replace('index 3', 'index 99'))).toBe('inclusion');
    expect(told(log.proof(3).replace('\n11\n', '\n12\n'))).toBe('signature');
    expect(told(log.proof(3), parsePolicy(filled(NAME, counting(1)).policy()))).toBe('unknown_log');
    const theirs = filled('catatan.contoh.go.id/ledger/7501');
    expect(told(theirs.proof(3), parsePolicy(theirs.policy()))).toBe('proof');
    const moved = theirs.proof(3).replace(/extra .*/, (log.proof(3).match(/extra .*/) ?? [''])[0]);
    expect(told(moved, parsePolicy(theirs.policy()))).toBe('inclusion');
  });

  it('with any one byte changed is refused, or no longer witnessed', () => {
    const bytes = utf8(log.proof(3, [witness]));
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      // A line of nobody who is known counts for nothing, and is no fault of the rest.
      let ending: unknown = 'refused';
      try {
        const told = verifyReceipt(new TextDecoder().decode(changed), witnessed);
        ending = told.form === 'proof' && told.head.witnessed;
      } catch {}
      expect([false, 'refused'], `byte ${at}`).toContain(ending);
    }
  });

  it('is refused by its form', () => {
    const text = log.proof(3);
    const wrong = [
      '',
      'Bukan bukti.',
      text.replace('proof@v1', 'proof@v2'),
      text.replaceAll('\n', '\r\n'),
      text.replace('index 3', 'index 03'),
      text.replace('index 3', 'index +3'),
      text.replace(/index 3\n/, ''),
      text.replace(/extra (.*)\nindex 3/, 'index 3\nextra $1'),
      text.replace('\n\n', '\n'),
      text.replace(
        /index 3\n/,
        `index 3\n${'B1Bqhf2d0vEg62lPhgEeW7RmLlxBWmKRcDPUqWJEh+c=\n'.repeat(60)}`,
      ),
      text.replace(/(index 3\n.*)=\n/, '$1\n'),
      text.slice(0, -10),
      log.proof(3, [], (extra) => ({ ...extra, more: 1 })),
      log.proof(3, [], () => ({})),
    ];
    for (const each of wrong) expect(() => verifyReceipt(each, own), each.slice(0, 60)).toThrow();
  });
});

describe('a card', () => {
  it('carries a promise, with a place once there is one, in at most 500 bytes', () => {
    const card = log.card(3);
    expect(utf8(card).length).toBeLessThanOrEqual(500);
    expect(isReceipt(card)).toBe(true);
    expect(claimedLog(card)).toBe(NAME);
    expect(claimedLog(log.proof(3))).toBe(NAME);
    const told = verifyReceipt(card, own);
    expect(told).toMatchObject({ form: 'promise', index: 3n, log: NAME });
    const early = verifyReceipt(card.replace('index 3\n', ''), own);
    expect(early).toMatchObject({ form: 'promise', time: '2026-11-24T09:00:03Z' });
    expect(early).not.toHaveProperty('index');
    expect(verifyReceipt(log.promise(3), own)).toMatchObject({ form: 'promise' });
  });

  it('of another log, of nobody, or changed is refused', () => {
    const card = log.card(3);
    const other = filled('catatan.contoh.go.id/ledger/7501', counting(1)).card(3);
    expect(() => verifyReceipt(other, own)).toThrow('unknown_log');
    expect(() => verifyReceipt(card.replace('09:00:03', '09:00:04'), own)).toThrow('signature');
    const text = `terang/promise/v1\nelsewhere.example/x\n${'0'.repeat(64)}\n2026-11-24T09:00:03Z\n`;
    expect(() => verifyReceipt(`${text}\n${log.signer.sign(text)}`, own)).toThrow('wrong_origin');
    const wrong = [
      card.replace('card/v1', 'card/v2'),
      card.replace('index 3', 'index 03'),
      card.replace('09:00:03Z', '09:00:03+07:00'),
      card.replace('promise/v1', 'promise/v2'),
      `${card}${'— a AAAAAAA=\n'.repeat(20)}`,
    ];
    for (const each of wrong) expect(() => verifyReceipt(each, own), each).toThrow(/card|promise/);
  });

  it('is no checkpoint: a head that is signed promises nothing', () => {
    expect(() => verifyReceipt(`terang/card/v1\n${log.checkpoint()}`, own)).toThrow('promise');
  });
});

describe('a commitment', () => {
  it('is the one of the published leaf', () => {
    const record = parseOurs(
      '{"actor_role":"applicant","payload":{"note":"Sité — \\"ok\\"","snapshot":3,"vacancy":"5473-01"},"previous":null,"subject":"application:01980000-0000-7000-8000-000000000001"}',
    );
    expect(toHex(commitTo(counting(0), record))).toBe(
      'fa22e9230ae3ec8ca8f02edeea4fef4ad46044d3a3ea9a6740d07c4bbd1987e4',
    );
    expect(canonical(record)).toContain('Sité');
    expect(() => fromHex('extra', 'FA', 1)).toThrow('hex');
  });
});

describe('a log that has changed its key', () => {
  const UNTIL = '2026-11-24T09:00:10Z';
  const changed = filled();
  const [before, card, old] = [changed.proof(3), changed.card(3), changed.signer];
  const retired = changed.changeKey(counting(200), UNTIL);
  const text = changed.policy().replace('quorum', `${retired}quorum`);
  const policy = parsePolicy(text);
  const later = changed.add({
    kind: 'application_submitted',
    at: '2026-11-24T09:30:00Z',
    record: { subject: 'application:late' },
  });

  it('keeps what it gave before, and gives on', () => {
    expect(verifyReceipt(before, policy)).toMatchObject({ form: 'proof', index: 3n });
    expect(verifyReceipt(card, policy)).toMatchObject({ form: 'promise', index: 3n });
    expect(verifyReceipt(changed.proof(later), policy)).toMatchObject({ index: 11n });
    expect(() => verifyReceipt(changed.proof(3), own)).toThrow('unknown_log');
  });

  it('has an old key that signs nothing any more', () => {
    changed.signer = old;
    const forged = [changed.proof(later), changed.card(later)];
    for (const one of forged) expect(() => verifyReceipt(one, policy)).toThrow('retired_key');
  });

  it('is refused where it could be read in two ways', () => {
    const wrong = [
      `${retired}${changed.policy()}`,
      text.replace(' 11 ', ' 011 '),
      text.replace(' 11 ', '  11 '),
      text.replace(' rotated', ''),
      text.replace(' rotated', ' gone'),
      text.replace(' rotated', ' rotated x'),
      text.replace(UNTIL, '2026-11-24'),
      text.replace('quorum', `${retired}quorum`),
      text.replace('quorum', `log ${old.vkey}\nquorum`),
    ];
    for (const one of wrong) expect(() => parsePolicy(one), one).toThrow('policy');
  });
});
