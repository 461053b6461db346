/** Which of the given texts is what, whose keys are taken, and what is said where there are none. */
import { describe, expect, it } from 'vitest';
import { counting, Log } from '../../../../tests/log';
import { judgeReceipt, type SitePolicy, sortGiven } from './judgement';

const log = new Log('catatan.contoh.go.id/ledger/5473', counting(0));
log.add({ kind: 'application_submitted', at: '2026-11-24T09:00:00Z', record: { subject: 'a' } });

const given = (name: string, text: string) => ({ name, text });
const proof = given('lamaran.tlog-proof', log.proof(0));
const policy = given('kebijakan', `# dari pemantau\n\n${log.policy()}`);

/** A site that answers with this text, and notes for which agency it was asked. */
function site(text: string | null, kept = false) {
  const asked: string[] = [];
  const answer: SitePolicy = async (agency) => {
    asked.push(agency);
    return text === null ? null : { text, kept };
  };
  return { asked, answer };
}

describe('what somebody gives', () => {
  it('is told apart by what it says, not by its name', () => {
    expect(sortGiven([policy, proof])).toEqual({ policy, receipt: proof });
    expect(sortGiven([policy])).toEqual({ policy, receipt: null });
    const other = given('a.tlog-proof', 'catalog');
    expect(sortGiven([other])).toEqual({ policy: null, receipt: other });
    expect(sortGiven([other, proof]).receipt).toBe(proof);
  });
});

describe('the keys', () => {
  it('are those of the policy that was given, and the site is not asked', async () => {
    const { asked, answer } = site(null);
    const told = await judgeReceipt(proof, policy, answer);
    expect(told).toMatchObject({ ending: 'held', keys: { from: 'file', name: 'kebijakan' } });
    expect(asked).toEqual([]);
  });

  it('are those of the site for the log that the receipt names', async () => {
    const { asked, answer } = site(log.policy(), true);
    const told = await judgeReceipt(proof, null, answer);
    expect(told).toMatchObject({ ending: 'held', keys: { from: 'site', kept: true } });
    expect(asked).toEqual(['5473']);
  });

  it('that are missing leave the question open', async () => {
    const none = { ending: 'no_keys', log: 'catatan.contoh.go.id/ledger/5473' };
    expect(await judgeReceipt(proof, null, site(null).answer)).toEqual(none);
    expect(await judgeReceipt(proof, null, site('<!doctype html>').answer)).toEqual(none);
    expect(await judgeReceipt(proof, null, null)).toEqual(none);
    const elsewhere = new Log('log.contoh.org', counting(0));
    elsewhere.add({ kind: 'key_event', at: '2026-11-24T09:00:00Z', record: {} });
    const { asked, answer } = site(log.policy());
    const told = await judgeReceipt(given('a', elsewhere.card(0)), null, answer);
    expect(told).toEqual({ ending: 'no_keys', log: 'log.contoh.org' });
    expect(asked).toEqual([]);
  });

  it('in a policy that is damaged are not passed over', async () => {
    const damaged = given('kebijakan', 'log a+b+c\nquorum none\n');
    expect(await judgeReceipt(proof, damaged, null)).toEqual({ ending: 'malformed', part: 'key' });
  });
});

describe('what is given as a receipt', () => {
  it('and is none, cut or untrue is told apart', async () => {
    const { answer } = site(log.policy());
    const told = async (text: string) =>
      (await judgeReceipt(given('a', text), null, answer)).ending;
    expect(await told('beras, telur\n')).toBe('not_receipt');
    expect(await told(proof.text.slice(0, 200))).toBe('malformed');
    expect(await told(proof.text.replace('index 0', 'index 1'))).toBe('untrue');
    expect(await told(log.card(0))).toBe('held');
  });
});
