/**
 * A citizen follows "step by step": from the download of a real announcement into an empty folder to one sentence, in
 * the browser and with the one file; and what to do when it is not the same. With TERANG_PICTURES set to a folder the
 * two endings are also drawn for the documents.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, type Page, type TestInfo, test } from '@playwright/test';
import { savedCheck, whole } from './people';

const SAME = 'Sudah dihitung ulang di perangkat Anda: sama dengan pengumuman.';
const verdict = (page: Page) => page.getByRole('region', { name: 'Hasil pemeriksaan' });
const sentence = (page: Page) => verdict(page).getByRole('status');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Follows the first part of the page: the ZIP of the final result, in an empty folder. */
async function download(page: Page, info: TestInfo): Promise<string> {
  await page.goto('/periksa/caranya');
  await page.getByRole('link', { name: 'Buka halaman Hasil' }).click();
  await page.getByRole('link', { name: 'Hasil akhir: Pengadaan CPNS 2024' }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: /Unduh semua berkas \(ZIP/ }).click();
  const zip = info.outputPath('periksa.zip');
  await (await saving).saveAs(zip);
  const folder = info.outputPath('kosong');
  mkdirSync(folder);
  execFileSync('unzip', ['-q', zip, '-d', folder]);
  return folder;
}

async function recompute(page: Page, folder: string) {
  await page.getByLabel('Pilih folder').setInputFiles(folder);
  await press(page, 'Hitung ulang');
}

async function draw(page: Page, name: string) {
  const folder = process.env.TERANG_PICTURES;
  if (!folder) return;
  await page.setViewportSize({ width: 1100, height: 800 });
  await verdict(page).scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${folder}/${name}.png` });
}

test('the page says every step, is found from the checks, and ends with whom to tell', async ({
  page,
}) => {
  await page.goto('/periksa');
  await page.getByRole('link', { name: 'Caranya, langkah demi langkah' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Langkah demi langkah');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    '1. Ambil berkasnya',
    '2. Pilih satu cara',
    '3. Arti kalimatnya',
    '4. Jika tidak sama',
  ]);
  await expect(page.getByText(/laporkan kepada inspektorat daerah/)).toBeVisible();
  await whole(page);
});

test('downloaded files in an empty folder are the same, in the browser and with the one file', async ({
  page,
  context,
}, info) => {
  const folder = await download(page, info);
  await page.getByRole('link', { name: 'Caranya, langkah demi langkah' }).click();
  await page.getByRole('link', { name: 'Buka Periksa sendiri' }).click();
  await recompute(page, folder);
  await expect(sentence(page)).toHaveText(SAME);
  await whole(page);
  await draw(page, 'check-same');

  const file = await savedCheck(page, info);
  await context.setOffline(true);
  const alone = await context.newPage();
  await alone.goto(pathToFileURL(file).href);
  await recompute(alone, folder);
  await expect(sentence(alone)).toHaveText(SAME);
});

test('one changed rank is named, and the two files to keep are at hand', async ({ page }, info) => {
  const folder = await download(page, info);
  const path = `${folder}/outcomes.csv`;
  const rows = readFileSync(path, 'utf8').split('\n');
  const [head = '', first = ''] = rows;
  const rank = head.split(',').indexOf('rank');
  const cells = first.split(',');
  const [participant, computed] = [cells[0], cells[rank] ?? ''];
  cells[rank] = `${Number(computed) + 1}`;
  writeFileSync(path, [head, cells.join(','), ...rows.slice(2)].join('\n'));
  await page.goto('/periksa');
  await recompute(page, folder);
  await expect(sentence(page)).toHaveText(
    `Tidak sama: outcomes.csv baris 2, peserta ${participant}, kolom rank: diumumkan ${cells[rank]}, dihitung ulang ${computed || '(kosong)'}.`,
  );
  await whole(page);
  await draw(page, 'check-different');
  const saving = page.waitForEvent('download');
  await press(page, 'Unduh hasil hitung ulang (CSV)');
  const saved = readFileSync(await (await saving).path(), 'utf8');
  expect(saved.split('\n')[1]).toBe(first);
  await verdict(page).getByRole('link', { name: 'Apa yang sekarang dilakukan' }).click();
  await expect(page.getByRole('heading', { name: '4. Jika tidak sama' })).toBeVisible();
});
