/** A reader's device checks a published result: it is the same, or the first thing that is not is named. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Published, publish } from '../../../../tests/bundle';
import { counting, Signer } from '../../../../tests/log';
import { NoBundle } from './bundle';
import { type Finding, verdictOf } from './findings';
import { recheck } from './recheck';

const BASE = '/bundle/';
const POLICY = '/ledger/5473/policy';

/** Serves the files; those of `instead` otherwise, null as missing, a number as that status. */
function serve({ files, policy }: Published, instead: Record<string, string | null | number> = {}) {
  vi.stubGlobal('fetch', async (address: string) => {
    const name = address.slice(BASE.length);
    const found = address === POLICY ? policy : (files.get(name) ?? null);
    const given = Object.hasOwn(instead, address === POLICY ? 'policy' : name)
      ? instead[address === POLICY ? 'policy' : name]
      : found;
    if (typeof given === 'number') return new Response('', { status: given });
    return given === null || given === undefined
      ? new Response('{"code":"proof_not_yet"}', { status: 404 })
      : new Response(given);
  });
}

async function ending(published: Published, instead?: Record<string, string | null | number>) {
  serve(published, instead);
  const checked = await recheck(
    { base: BASE, policy: POLICY, announced: published.hash },
    () => {},
  );
  const of = (check: Finding['check']) => checked.findings.find((one) => one.check === check);
  return { checked, of, verdict: verdictOf(checked) };
}

/** Check and reason of the fault that is told. */
async function fault(published: Published, instead?: Record<string, string | null | number>) {
  const { verdict } = await ending(published, instead);
  return verdict.ending === 'different'
    ? `${verdict.finding.check} ${verdict.finding.reason}`
    : verdict.ending;
}

const fileOf = ({ files }: Published, name: string, from: string | RegExp, to: string) => {
  const text = files.get(name) ?? '';
  expect(text.replace(from, to)).not.toBe(text);
  return { [name]: text.replace(from, to) };
};

afterEach(() => vi.unstubAllGlobals());

describe('a published result', () => {
  it('is the same as recomputed, complete and in the log; a policy without witnesses says so', async () => {
    const { checked, of, verdict } = await ending(publish());
    expect(verdict).toEqual({ ending: 'same' });
    expect(checked.findings.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual([
      'list good',
      'files good',
      'recompute good',
      'complete good',
      'record good',
      'witness open',
    ]);
    expect(of('witness')?.reason).toBe('unwitnessed');
    expect(checked).toMatchObject({ withheld: 0 });
    expect(checked.participants).toBeGreaterThan(10);
  });

  it('is witnessed once enough of the policy signed', async () => {
    const witness = new Signer('w1.example', counting(64), 4);
    const { of } = await ending(publish({ witnesses: [witness] }));
    expect(of('witness')?.outcome).toBe('good');
  });

  it('of every example round is the same', async () => {
    for (const folder of ['pppk-teknis-2024', 'blud-professional']) {
      expect(await fault(publish({ folder }))).toBe('same');
    }
  });

  it('tells its progress', async () => {
    const published = publish();
    serve(published);
    const steps = new Set<string>();
    await recheck({ base: BASE, policy: POLICY }, (step) => steps.add(step));
    expect([...steps]).toEqual(['fetching', 'computing', 'proving']);
  });
});

describe('a result that is not the same', () => {
  it('names the first row that differs', async () => {
    const published = publish({
      change: (files) => {
        const text = files.get('participants.csv') ?? '';
        files.set('participants.csv', text.replace(',90,110,180,', ',90,110,181,'));
      },
    });
    const { verdict } = await ending(published);
    expect(verdict).toMatchObject({
      ending: 'different',
      finding: {
        reason: 'difference',
        values: { row: '4', participant: 'K03', column: 'skd', announced: '380', computed: '381' },
      },
    });
  });

  it('names the file that was changed or cut after it was announced', async () => {
    const published = publish();
    const changed = fileOf(published, 'participants.csv', ',90,110,180,', ',90,110,181,');
    expect(await fault(published, changed)).toBe('files file_other');
    const cut = { 'outcomes.csv': published.files.get('outcomes.csv')?.slice(0, -20) ?? '' };
    expect(await fault(published, cut)).toBe('files file_other');
    expect(await fault(published, { 'rules.json': null })).toBe('files file_missing');
    const unlisted = publish({ change: (files) => files.delete('outcomes.csv') });
    expect(await fault(unlisted)).toBe('files file_unlisted');
  });

  it('names a list that is not the announced one', async () => {
    const published = publish();
    expect(await fault(published, { 'hashes.txt': 'nothing\n' })).toBe('list list_other');
    const other = publish({ folder: 'blud-professional' });
    expect(await fault({ ...published, files: other.files })).toBe('list list_other');
  });

  it('names a proof that is forged, damaged or of something else', async () => {
    const published = publish();
    const proof = 'record.tlog-proof';
    const forged = fileOf(published, proof, /(\n\n.*\n)3\n/, '$14\n');
    expect(await fault(published, forged)).toBe('record proof_untrue');
    expect(await fault(published, { [proof]: 'Bukan bukti.\n' })).toBe('record proof_malformed');
    const of = (name: string) => published.files.get(name) ?? '';
    const swapped = { [proof]: of('registration.tlog-proof') };
    expect(await fault(published, swapped)).toBe('record proof_of_other');
    const registration = { 'registration.tlog-proof': of(proof) };
    expect(await fault(published, registration)).toBe('complete proof_of_other');
    const strange = new Signer('catatan.contoh.go.id/ledger/5473', counting(7));
    const policy = `log ${strange.vkey}\nquorum none\n`;
    expect(await fault(published, { policy })).toBe('complete proof_untrue');
  });
});

describe('a publication profile', () => {
  const about = (files: Map<string, string>, from: string, to: string) => {
    const text = files.get('announcement.json') ?? '';
    expect(text).toContain(from);
    files.set('announcement.json', text.replace(from, to));
  };

  it('hides nobody behind a vacancy that is withheld', async () => {
    const withheld = 'arsiparis-umum';
    const more = publish({
      withheld,
      change: (files) => about(files, '"participants":4', '"participants":5'),
    });
    expect(await fault(more)).toBe('complete withheld_other');
    const codes = publish({
      withheld,
      change: (files) => about(files, '"profile":"C"', '"profile":"B"'),
    });
    expect(await fault(codes)).toBe('recompute withheld_profile');
  });

  it('names those placed, with a basis', async () => {
    const names = ['K01,Ani Rekaan', 'K06,"Budi Rekaan, S.Kep"'];
    const { of, verdict } = await ending(publish({ names }));
    expect(verdict.ending).toBe('same');
    expect(of('names')?.outcome).toBe('good');
    const without = publish({
      names,
      change: (files) => about(files, '{"document":"800/PPID/7/2026"}', 'null'),
    });
    expect(await fault(without)).toBe('names names_unfounded');
    const profile = publish({
      names,
      change: (files) => about(files, '"profile":"A"', '"profile":"B"'),
    });
    expect(await fault(profile)).toBe('names names_unfounded');
    expect(await fault(publish({ names: ['K01'] }))).toBe('names names_unreadable');
  });

  it('names nobody without a place, twice, or in a pool that never stands beside a name', async () => {
    // K02 failed; K15 has a place of pool disability, K16 comes from it.
    for (const wrong of ['K02', 'K15', 'K16', 'K01']) {
      const names = ['K01,Ani Rekaan', `${wrong},Cici Rekaan`];
      const { verdict } = await ending(publish({ names }));
      expect(verdict).toMatchObject({
        ending: 'different',
        finding: { reason: 'named_wrongly', values: { row: '3', participant: wrong } },
      });
    }
  });
});

describe('the sealed applicants', () => {
  const with_ = (change: (lines: string[]) => string[]) =>
    publish({
      change: (files) => {
        const [heading = '', ...lines] = (files.get('ancestry.csv') ?? '').trimEnd().split('\n');
        files.set('ancestry.csv', [heading, ...change(lines), ''].join('\n'));
      },
    });

  it('show a ghost, somebody without an outcome, and whoever stands there twice', async () => {
    expect(await fault(with_((all) => all.map((one) => one.replace(',K03,', ',,'))))).toBe(
      'complete ghost',
    );
    expect(
      await fault(
        with_((all) => all.map((one) => one.replace('K03,participates', 'K03,withdrawn'))),
      ),
    ).toBe('complete ghost');
    const outcomeless = (all: string[]) =>
      all.map((one) => one.replace('TIDAK-MS-1,not_eligible', 'K99,participates'));
    expect(await fault(with_(outcomeless))).toBe('complete vanished');
    const twice = (all: string[]) => all.map((one) => one.replace(',K04,', ',K03,'));
    expect(await fault(with_(twice))).toBe('complete twice');
  });

  it('are those that were sealed', async () => {
    expect(await fault(with_((all) => all.slice(1)))).toBe('complete ancestry_other');
    expect(await fault(with_((all) => [`${'0'.repeat(64)},K77,withdrawn`, ...all]))).toBe(
      'complete ancestry_other',
    );
    expect(await fault(with_((all) => [...all, 'x,y']))).toBe('complete ancestry_unreadable');
  });
});

describe('what cannot be told', () => {
  it('is said, and the recomputation stands all the same', async () => {
    const published = publish();
    const told = async (instead: Record<string, string | null | number>) => {
      const { of, verdict } = await ending(published, instead);
      expect(verdict.ending).toBe('same');
      return [of('record')?.reason, of('complete')?.reason];
    };
    const none = { 'record.tlog-proof': null, 'registration.tlog-proof': null };
    expect(await told(none)).toEqual(['proof_not_yet', 'ancestry_unproven']);
    expect(await told({ 'record.tlog-proof': 503 })).toEqual(['proof_unreachable', 'good']);
    expect(await told({ policy: null })).toEqual(['no_policy', 'ancestry_unproven']);
    expect(await told({ policy: '<!doctype html>' })).toEqual(['no_policy', 'ancestry_unproven']);
    const unsealed = publish({ change: (files) => files.delete('ancestry.csv') });
    expect((await ending(unsealed)).of('complete')?.reason).toBe('no_ancestry');
  });

  it('is the whole result where the files cannot be computed', async () => {
    const broken = publish({
      change: (files) => files.set('vacancies.csv', 'vacancy\n'),
    });
    const { verdict } = await ending(broken);
    expect(verdict).toMatchObject({
      ending: 'unknown',
      finding: { reason: 'unreadable', values: { place: 'vacancies, 1, post' } },
    });
  });

  it('is how many vacancies are withheld', async () => {
    const { checked, of, verdict } = await ending(publish({ withheld: 'arsiparis-umum' }));
    expect(verdict.ending).toBe('same');
    expect(checked).toMatchObject({ withheld: 1, vacancies: 5 });
    expect(of('complete')?.outcome).toBe('good');
  });

  it('is nothing at all where there are no files; a lost line can be tried again', async () => {
    const published = publish();
    const job = { base: BASE, policy: POLICY };
    serve(published, { 'hashes.txt': null });
    await expect(recheck(job, () => {})).rejects.toThrow(NoBundle);
    serve(published, { 'hashes.txt': '<!doctype html>\n' });
    await expect(recheck(job, () => {})).rejects.toThrow(NoBundle);
    serve(published, { 'rules.json': 503 });
    await expect(recheck(job, () => {})).rejects.toThrow('fetch');
  });
});
