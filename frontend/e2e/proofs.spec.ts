/** People keep proofs of what was decided about them, print a card, and check them in one file without a line. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { demoPerson, savedCheck, whole } from './people';

test.describe.configure({ mode: 'serial' });
test.setTimeout(180_000);

type Kept = { name: string; text: string };
const kept: Kept[] = [];

const AGENCY = '5473';

async function save(page: Page, button: string | RegExp): Promise<Kept> {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).first().click();
  const download = await saving;
  const one = {
    name: download.suggestedFilename(),
    text: readFileSync(await download.path(), 'utf8'),
  };
  kept.push(one);
  return one;
}

/** The round that came to its result; other walks leave applications of their own beside it. */
const finished = (page: Page) => page.getByRole('article').filter({ hasText: 'CPNS 2024' });
const openProofs = (page: Page) =>
  finished(page).getByText('Bukti di catatan publik', { exact: true }).click();

test('an applicant keeps the proof of the own mark, and prints its card', async ({ browser }) => {
  const page = await demoPerson(browser, 'pelamar');
  await page.goto('/lamaran');
  await openProofs(page);
  const marks = finished(page).getByText('Nilai disahkan').first();
  await expect(marks).toBeVisible();
  await whole(page);
  await finished(page).getByText('Apa gunanya berkas ini?').click();
  await whole(page);

  await finished(page).getByRole('link', { name: 'Lihat keputusan' }).first().click();
  await expect(page.getByRole('table', { name: 'Nilai Anda dan buktinya' }).first()).toBeVisible();
  await whole(page);
  const { name, text } = await save(page, /^Bukti nilai/);
  expect(name).toMatch(/^mark-recorded-.*\.tlog-proof$/);
  expect(text).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra /);

  await page.goto('/lamaran');
  await openProofs(page);
  await page
    .getByRole('link', { name: /^Kartu untuk dicetak: Nilai disahkan/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kartu bukti');
  await expect(page.getByRole('img', { name: /^Kode QR kartu/ })).toBeVisible();
  await expect(page.getByText('Nomor dalam catatan')).toBeVisible();
  await whole(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Cetak' })).toBeHidden();
  await expect(page.getByRole('img', { name: /^Kode QR kartu/ })).toBeVisible();
});

async function certificate(browser: Browser) {
  const page = await demoPerson(browser, 'pegawai');
  await page.goto('/pegawai/pelatihan');
  await page
    .getByRole('article')
    .filter({ has: page.getByRole('link', { name: 'Lihat sertifikat' }) })
    .first()
    .getByText('Bukti di catatan publik')
    .click();
  return page;
}

test('a civil servant keeps the proofs of seat, result and certificate', async ({ browser }) => {
  const page = await certificate(browser);
  await expect(page.getByText('Terdaftar di kelas', { exact: true })).toBeVisible();
  await whole(page);
  await save(page, /^Unduh bukti: Terdaftar di kelas/);
  await save(page, /^Unduh bukti: Kehadiran dan hasil dicatat/);
  await save(page, /^Unduh bukti: Sertifikat diterbitkan/);
  await page.getByRole('link', { name: 'Lihat sertifikat' }).first().click();
  await expect(page.getByRole('img', { name: /^Kode QR kartu bukti/ })).toBeVisible();
  await whole(page);
});

test('all of them are checked in one file, with the site out of reach', async ({
  page,
  context,
}, info) => {
  const path = await savedCheck(page, info);
  const policy = await (await page.request.get(`/ledger/${AGENCY}/policy`)).text();
  await context.setOffline(true);
  const alone = await context.newPage();
  await alone.goto(pathToFileURL(path).href);
  await alone.getByRole('button', { name: 'Periksa tanda terima' }).click();
  const file = ({ name, text }: Kept) => ({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(text),
  });
  const verdict = alone.getByRole('region', { name: /^Hasil pemeriksaan tanda/ });
  expect(kept).toHaveLength(4);
  for (const [at, said] of [
    ['nilai peserta dicatat', /Nilai pada tahap/],
    ['pendaftaran pelatihan dicatat', /Pelatihan:/],
    ['hasil pelatihan dicatat', /Lulus\./],
    ['sertifikat diterbitkan', /JP \(jam pelajaran\)/],
  ].entries() as Iterable<[number, [string, RegExp]]>) {
    const one = kept[at];
    if (!one) throw new Error('nothing kept');
    await alone
      .getByLabel('Pilih berkas bukti')
      .setInputFiles([file(one), file({ name: 'policy', text: policy })]);
    await expect(verdict.getByRole('status')).toHaveText(`Tercatat: ${said[0]}.`);
    await expect(verdict.getByRole('region', { name: 'Isi catatan ini' })).toContainText(said[1]);
    await verdict.getByRole('button', { name: 'Periksa tanda terima lain' }).click();
  }
});
