/** Somebody checks an announcement on the page: three endings, files that are wrong or missing, and a change of mind. */
import { readdirSync, readFileSync } from 'node:fs';
import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setLanguage } from '../../i18n/language';
import { Checker } from './Checker';
import { perform } from './job';
import { OneFile } from './OneFile';
import type { Message, Run } from './run';

const BUNDLES = '../api/selection/bundles';

const textsOf = (bundle: string) =>
  readdirSync(`${BUNDLES}/${bundle}`)
    .filter((name) => /\.(json|csv)$/.test(name))
    .map((name): [string, string] => [name, readFileSync(`${BUNDLES}/${bundle}/${name}`, 'utf8')]);

const loadBundle = (bundle: string) => Promise.resolve(textsOf(bundle));

/** The files of a bundle; one of them changed. */
const filesOf = (bundle: string, name = '', from = '', to = '') =>
  textsOf(bundle).map(([each, text]) => {
    if (each === name) expect(text).toContain(from);
    return new File([each === name ? text.replace(from, to) : text], each);
  });

/** What the worker does, on the page's own thread. */
const atHand: Run = (job, hear) => {
  perform(job, (progress) => hear({ progress })).then(
    (answer) => hear({ answer }),
    () => hear({ broken: true }),
  );
  return () => {};
};

const open = (run: Run = atHand) => render(<Checker run={run} loadBundle={loadBundle} />);
const choose = (files: File[]) =>
  userEvent.upload(screen.getByLabelText('Pilih berkas'), files, { applyAccept: false });
const start = () => userEvent.click(screen.getByRole('button', { name: 'Hitung ulang' }));
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

/** The one sentence. */
const verdict = async () =>
  within(await screen.findByRole('region', { name: 'Hasil pemeriksaan' })).getByRole('status')
    .textContent;

beforeEach(() => {
  URL.createObjectURL = () => 'blob:made';
  URL.revokeObjectURL = () => {};
  // jsdom saves nothing.
  HTMLAnchorElement.prototype.click = () => {};
});
afterEach(() => setLanguage('id'));

describe('a check of own files', () => {
  it('ends with the same as announced, says what is not checked, and gives the details', async () => {
    open();
    expect(screen.getByText('Berkas yang Anda pilih tidak dikirim ke mana pun.')).toBeTruthy();
    await choose(filesOf('cpns-2024'));
    await start();
    expect(await verdict()).toBe('Sudah dihitung ulang di perangkat Anda: sama dengan pengumuman.');
    expect(screen.getByText(/tanda tangan dan saksi diperiksa di halaman pengumuman/)).toBeTruthy();
    await userEvent.click(screen.getByText('Lihat rinciannya'));
    expect(screen.getByText('cpns-2024, versi 2')).toBeTruthy();
    const row = screen.getByRole('row', { name: /perawat-kota-umum/ });
    expect(row.textContent).toContain('2 dari 2');
    const saved: Blob[] = [];
    URL.createObjectURL = (file: Blob) => `blob:${saved.push(file)}`;
    await press('Unduh hasil hitung ulang (CSV)');
    const [csv] = textsOf('cpns-2024').filter(([name]) => name === 'outcomes.csv');
    expect(await saved[0]?.text()).toBe(csv?.[1]);
  });

  it('names the first difference by file, row and column when a mark was changed', async () => {
    open();
    await choose(filesOf('cpns-2024', 'participants.csv', ',90,110,180,', ',90,110,181,'));
    await start();
    expect(await verdict()).toBe(
      'Tidak sama: outcomes.csv baris 4, peserta K03, kolom skd: diumumkan 380, dihitung ulang 381.',
    );
  });

  it('names who was added to the announcement, and who was left out of it', async () => {
    open();
    await choose(filesOf('blud-professional', 'outcomes.csv', 'Q5,', 'Q9,'));
    await start();
    expect(await verdict()).toBe(
      'Tidak sama: outcomes.csv baris 6 mengumumkan peserta Q9, yang tidak ada dalam participants.csv.',
    );
    await press('Periksa berkas lain');
    await choose(filesOf('blud-professional', 'outcomes.csv', 'Q5,apoteker,TH,,,,,\n', ''));
    await start();
    expect(await verdict()).toBe(
      'Tidak sama: peserta Q5 ada dalam participants.csv, tetapi tidak ada dalam outcomes.csv.',
    );
  });

  it('could not tell where a mark is impossible, says where, and lets the file be replaced', async () => {
    open();
    await choose(filesOf('cpns-2024', 'participants.csv', ',72.5,', ',172.5,'));
    await start();
    expect(await verdict()).toBe(
      'Tidak dapat dipastikan: participants.csv, baris 2, kolom skb_cat. Melebihi nilai maksimal.',
    );
    await press('Kembali ke berkas');
    await choose(filesOf('cpns-2024').filter(({ name }) => name === 'participants.csv'));
    await start();
    expect(await verdict()).toContain('sama dengan pengumuman');
  });

  it('could not tell from a file that is no text', async () => {
    open();
    await choose([
      ...filesOf('cpns-2024'),
      new File([new Uint8Array([0x50, 0x4b, 0x03, 0xff])], 'participants.csv'),
    ]);
    await userEvent.selectOptions(screen.getByLabelText(/dipakai sebagai/), 'participants');
    await start();
    expect(await verdict()).toContain('Berkas ini bukan teks UTF-8');
  });

  it('computes without an announcement, and does not call that the same', async () => {
    open();
    await choose(filesOf('cpns-2024').filter(({ name }) => name !== 'outcomes.csv'));
    expect(screen.getByText(/Tanpa outcomes.csv hasilnya dihitung/)).toBeTruthy();
    await start();
    expect(await verdict()).toBe(
      'Sudah dihitung ulang di perangkat Anda; belum dibandingkan, karena outcomes.csv tidak ada.',
    );
    expect(screen.getByRole('button', { name: /Unduh hasil/ })).toBeTruthy();
  });

  it('could not tell without an announcement either, when thresholds are not known', async () => {
    open();
    const files = filesOf('cpns-2024', 'vacancies.csv', 'arsip,general', 'arsip,kalimantan');
    await choose(files.filter(({ name }) => !/outcomes|rulings/.test(name)));
    await start();
    expect(await verdict()).toContain('vacancies.csv, baris 7, kolom pool');
    await userEvent.click(screen.getByText('Lihat rinciannya'));
    const row = screen.getByRole('row', { name: /arsiparis-umum/ });
    expect(row.textContent).toContain('ambang batas tidak diketahui');
  });

  it('compares who goes on after a stage', async () => {
    open();
    const files = filesOf('cpns-2024').filter(({ name }) => !/outcomes|rulings/.test(name));
    await choose(files);
    const stages = await screen.findByLabelText('Yang diumumkan');
    await userEvent.selectOptions(stages, 'skd');
    await start();
    expect(await verdict()).toContain('belum dibandingkan');
    await userEvent.click(screen.getByText('Lihat rinciannya'));
    expect(screen.getByRole('columnheader', { name: 'Melanjutkan' })).toBeTruthy();
    await press('Kembali ke berkas');
    expect(await screen.findByLabelText('Yang diumumkan')).toHaveProperty('value', 'skd');
  });
});

describe('files', () => {
  it('that are missing are named, and nothing is computed', async () => {
    const run = vi.fn(atHand);
    open(run);
    await start();
    expect(screen.getByRole('alert').textContent).toBe(
      'Belum lengkap. Yang masih perlu: rules.json, vacancies.csv, participants.csv.',
    );
    await choose(filesOf('cpns-2024').filter(({ name }) => name !== 'rules.json'));
    await start();
    expect(screen.getByRole('alert').textContent).toContain('Yang masih perlu: rules.json.');
    expect(run).not.toHaveBeenCalled();
  });

  it('of an unknown name are used as their owner says', async () => {
    open();
    const files = filesOf('cpns-2024').map((file) =>
      file.name === 'outcomes.csv' ? new File([file], 'lampiran-ii.csv') : file,
    );
    await choose(files);
    expect(screen.getByText('Tidak dikenali dari namanya')).toBeTruthy();
    await userEvent.selectOptions(
      screen.getByLabelText('lampiran-ii.csv dipakai sebagai'),
      'expected',
    );
    expect(screen.queryByText('Tidak dikenali dari namanya')).toBeNull();
    await start();
    expect(await verdict()).toContain('sama dengan pengumuman');
  });

  it('are known under a name that a browser or an office made longer', async () => {
    open();
    const longer = filesOf('cpns-2024').map(
      (file) => new File([file], `Sawahlunto_${file.name.replace('.', ' (2).')}`),
    );
    await choose(longer);
    await start();
    expect(await verdict()).toContain('sama dengan pengumuman');
  });

  it('can be dropped, and taken away again', async () => {
    open();
    const place = screen.getByText(/Pilih semua berkas sekaligus/).parentElement as HTMLElement;
    const files = filesOf('cpns-2024');
    fireEvent.drop(place, { dataTransfer: { items: [], files } });
    await userEvent.click(await screen.findByRole('button', { name: 'Hapus: participants.csv' }));
    await start();
    expect(screen.getByRole('alert').textContent).toContain('participants.csv');
  });
});

describe('a check that runs', () => {
  it('says how far it is, and is stopped with the files kept', async () => {
    const stop = vi.fn();
    const heard: ((message: Message) => void)[] = [];
    open((_, hear) => {
      heard.push(hear);
      hear({ progress: 0.42 });
      return stop;
    });
    await choose(filesOf('cpns-2024'));
    await start();
    expect(screen.getByRole('progressbar')).toHaveProperty('value', 0.42);
    expect(screen.getByText('42%')).toBeTruthy();
    await press('Batalkan');
    expect(stop).toHaveBeenCalledOnce();
    expect(screen.getByRole('button', { name: 'Hapus: rules.json' })).toBeTruthy();
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('and breaks says so, and can be run again', async () => {
    let broken = true;
    open((job, hear) => {
      if (!broken) return atHand(job, hear);
      hear({ broken: true });
      return () => {};
    });
    await choose(filesOf('cpns-2024'));
    await start();
    expect(screen.getByRole('alert').textContent).toContain('Perhitungan berhenti');
    broken = false;
    await press('Hitung ulang sekali lagi');
    expect(await verdict()).toContain('sama dengan pengumuman');
  });
});

describe('examples', () => {
  it.each(['CPNS 2024', 'PPPK teknis 2024', 'Pegawai profesional BLUD'])(
    '%s is the same as announced',
    async (name) => {
      open();
      await press(name);
      expect(await verdict()).toContain('sama dengan pengumuman');
    },
  );

  it('show a changed mark, in English too', async () => {
    open();
    await press('CPNS 2024, satu nilai diubah');
    expect(await verdict()).toContain('peserta K03, kolom skd: diumumkan 380, dihitung ulang 381');
    expect(screen.getByText(/diubah dari 180 menjadi 181/)).toBeTruthy();
    await setLanguage('en');
    expect(
      await screen.findByText(
        'Not the same: outcomes.csv row 4, participant K03, column skd: announced 380, recomputed 381.',
      ),
    ).toBeTruthy();
  });

  it('that cannot be fetched leave a way to try again', async () => {
    let line = false;
    render(
      <Checker
        run={atHand}
        loadBundle={(bundle) =>
          line ? loadBundle(bundle) : Promise.reject(new TypeError('fetch failed'))
        }
      />,
    );
    await press('CPNS 2024');
    expect((await screen.findByRole('alert')).textContent).toContain('Tidak tersambung ke server');
    line = true;
    await press('CPNS 2024');
    expect(await verdict()).toContain('sama dengan pengumuman');
  });
});

it('the single file is offered with its hash, and not at all where there is none', async () => {
  const sha256 = 'ab'.repeat(32);
  const answer = vi
    .spyOn(globalThis, 'fetch')
    .mockResolvedValueOnce(
      new Response(JSON.stringify({ name: 'periksa.html', bytes: 391_000, sha256 })),
    );
  const { unmount } = render(<OneFile />);
  expect(await screen.findByText(sha256)).toBeTruthy();
  const link = screen.getByRole('link', { name: 'Unduh periksa.html (391 kB)' });
  expect(link.getAttribute('download')).toBe('periksa.html');
  unmount();
  answer.mockResolvedValueOnce(new Response('<!doctype html>'));
  const { container } = render(<OneFile />);
  await vi.waitFor(() => expect(answer).toHaveBeenCalledTimes(2));
  expect(container.textContent).toBe('');
  answer.mockRestore();
});
