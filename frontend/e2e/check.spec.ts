/** A citizen recomputes an announcement: on the page, from own files, and with one HTML file without any network. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { savedCheck, whole } from './people';

const BUNDLE = '../api/selection/bundles/cpns-2024';
const NAMES = ['rules.json', 'vacancies.csv', 'participants.csv', 'rulings.csv', 'outcomes.csv'];
const SAME = 'Sudah dihitung ulang di perangkat Anda: sama dengan pengumuman.';
const CHANGED =
  'Tidak sama: outcomes.csv baris 4, peserta K03, kolom skd: diumumkan 380, dihitung ulang 381.';

const verdict = (page: Page) =>
  page.getByRole('region', { name: 'Hasil pemeriksaan' }).getByRole('status');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** The files of the bundle; the marks of one person changed. */
const files = (from = '', to = '') =>
  NAMES.map((name) => {
    const text = readFileSync(`${BUNDLE}/${name}`, 'utf8');
    const buffer = Buffer.from(name === 'participants.csv' ? text.replace(from, to) : text);
    return { name, mimeType: 'text/plain', buffer };
  });

/** What was asked of anybody while a check ran. */
function requestsOf(page: Page) {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('blob:')) asked.push(`${request.method()} ${request.url()}`);
  });
  return asked;
}

test('an example is the same as announced, a changed one is not', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Periksa sendiri' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Periksa sendiri');
  await whole(page);
  for (const name of ['CPNS 2024', 'PPPK teknis 2024', 'Pegawai profesional BLUD']) {
    await press(page, name);
    await expect(verdict(page)).toHaveText(SAME);
    await press(page, 'Kembali ke berkas');
  }
  await press(page, 'CPNS 2024');
  await page.getByText('Lihat rinciannya').click();
  await expect(page.getByText('cpns-2024, versi 2')).toBeVisible();
  await whole(page);
  await press(page, 'CPNS 2024, satu nilai diubah');
  await expect(verdict(page)).toHaveText(CHANGED);
  await expect(
    page.getByText(/tanda tangan dan saksi diperiksa di halaman pengumuman/),
  ).toBeVisible();
  await whole(page);
});

test('own files are checked without being sent, and what is wrong is named', async ({ page }) => {
  await page.goto('/periksa');
  const choose = page.getByLabel('Pilih berkas');
  await press(page, 'Hitung ulang');
  await expect(page.getByRole('alert')).toContainText(
    'rules.json, vacancies.csv, participants.csv',
  );
  await whole(page);
  await page.waitForLoadState('networkidle');
  const asked = requestsOf(page);
  await choose.setInputFiles(files());
  await press(page, 'Hitung ulang');
  await expect(verdict(page)).toHaveText(SAME);
  // Scripts of the app by their names, and nothing that could carry a file.
  expect(asked.filter((one) => !/^GET [^?]+\/assets\/[\w-]+\.js$/.test(one))).toEqual([]);

  await press(page, 'Kembali ke berkas');
  await choose.setInputFiles(files(',72.5,', ',172.5,'));
  await press(page, 'Hitung ulang');
  await expect(verdict(page)).toHaveText(
    'Tidak dapat dipastikan: participants.csv, baris 2, kolom skb_cat. Melebihi nilai maksimal.',
  );
  await whole(page);

  await press(page, 'Periksa berkas lain');
  await choose.setInputFiles([
    ...files().slice(0, 4),
    { name: 'lampiran.txt', mimeType: 'text/plain', buffer: Buffer.from('a') },
  ]);
  await whole(page);
  await press(page, 'Hitung ulang');
  await expect(verdict(page)).toContainText('belum dibandingkan, karena outcomes.csv tidak ada');
  const saving = page.waitForEvent('download');
  await press(page, 'Unduh hasil hitung ulang (CSV)');
  const saved = await (await saving).path();
  expect(readFileSync(saved, 'utf8')).toBe(readFileSync(`${BUNDLE}/outcomes.csv`, 'utf8'));
});

test('a folder is taken as it is', async ({ page }) => {
  await page.goto('/periksa');
  await page.getByLabel('Pilih folder').setInputFiles(BUNDLE);
  await press(page, 'Hitung ulang');
  await expect(verdict(page)).toHaveText(SAME);
});

test('one downloaded file does the same from a disk, without any network', async ({
  page,
  context,
}, info) => {
  const path = await savedCheck(page, info);
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  await expect(page.getByText(sha256)).toBeVisible();

  await context.setOffline(true);
  const alone = await context.newPage();
  const asked = requestsOf(alone);
  const trouble: string[] = [];
  alone.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text());
  });
  await alone.goto(pathToFileURL(path).href);
  await press(alone, 'CPNS 2024');
  await expect(verdict(alone)).toHaveText(SAME);
  await press(alone, 'CPNS 2024, satu nilai diubah');
  await expect(verdict(alone)).toHaveText(CHANGED);
  await press(alone, 'Periksa berkas lain');
  await alone.getByLabel('Pilih berkas').setInputFiles(files());
  await press(alone, 'Hitung ulang');
  await expect(verdict(alone)).toHaveText(SAME);
  await alone.getByText('Lihat rinciannya').click();
  await press(alone, 'EN, English');
  await expect(alone.getByText('Recomputed on your device: the same as announced.')).toBeVisible();
  expect((await new AxeBuilder({ page: alone }).analyze()).violations).toEqual([]);
  expect(await alone.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  expect(
    asked.filter((one) => !one.startsWith('GET file:') && !one.startsWith('GET data:')),
  ).toEqual([]);
  expect(trouble).toEqual([]);
});
