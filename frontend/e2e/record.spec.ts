/** The record's keys and witnesses, for everybody; and two administrators who change who watches. */
import { expect, test } from '@playwright/test';
import { demoPerson, finalAct, whole } from './people';

const WITNESS = 'witness kampus w1.example+acdef6e7+BCVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd';

test.describe.configure({ mode: 'serial' });
test.setTimeout(180_000);

test('anybody sees what signs the record and who watches it', async ({ page }) => {
  await page.goto('/periksa');
  await page.getByRole('link', { name: 'Kunci dan saksi catatan publik' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Catatan publik' })).toBeVisible();
  await page.getByRole('link', { name: 'Pemerintah Kota Sawahlunto' }).click();
  await expect(page.getByText(/isian sudah ditandatangani/)).toBeVisible();
  await expect(page.getByText(/Nomor 1: [0-9a-f]{8}/)).toBeVisible();
  await expect(page.getByText('Satu berkas')).toBeVisible();
  await whole(page);
});

test('two administrators change who watches, and no key comes in that nobody laid down', async ({
  browser,
}) => {
  const first = await demoPerson(browser, 'admin1');
  await first.goto('/petugas/catatan');
  await first.getByRole('button', { name: 'Usulkan penggantian kunci' }).click();
  await expect(first.getByText(/Kunci berikutnya belum lengkap di server/)).toBeVisible();
  // Nobody's signature is asked for, so that the other walks find the record as it was.
  const reason = `Kampus menyimak ${Date.now()}`;
  await first.getByLabel('Baris kebijakan').fill(`${WITNESS}\nquorum none`);
  await first.getByRole('textbox', { name: 'Alasan' }).fill(reason);
  await first.getByRole('button', { name: 'Usulkan aturan saksi' }).click();
  await expect(first.getByRole('heading', { level: 3 }).filter({ hasText: reason })).toBeVisible();
  await finalAct(first, 'Setujui aturan saksi');
  await expect(first.getByText(/Anda sendiri yang mengusulkan/)).toBeVisible();
  await whole(first);

  const second = await demoPerson(browser, 'admin2');
  await second.goto('/petugas/catatan');
  await expect(second.getByRole('heading', { level: 3 }).filter({ hasText: reason })).toBeVisible();
  await finalAct(second, 'Setujui aturan saksi');
  await expect(second.getByText('Tidak ada usulan yang menunggu.')).toBeVisible();
  const row = () => second.getByRole('row').filter({ hasText: reason });
  await expect(async () => {
    await second.goto('/catatan/5473');
    await expect(row().getByText('Berlaku', { exact: true })).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 30_000 });
  await whole(second);
});
