/** A citizen reads the rules of a selection, what changed in them, and what all this cannot stop. */
import { expect, type Page, test } from '@playwright/test';
import { whole } from './people';

type Card = { hash: string; shipped: string | null };

/** Hash of a shipped document. */
async function hashOf(page: Page, name: string): Promise<string> {
  const list = (await (await page.request.get('/api/v1/rules')).json()) as Card[];
  return list.find(({ shipped }) => shipped === name)?.hash ?? '';
}

const wide = (page: Page) => (page.viewportSize()?.width ?? 0) >= 1024;

test('every published document is read whole, by mouse and by keyboard', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Aturan seleksi' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Aturan seleksi');
  await whole(page);
  for (const [title, rules] of [
    ['Pengadaan CPNS 2024', 'cpns-2024'],
    ['Pengadaan PPPK teknis 2024', 'pppk-teknis-2024'],
    ['Seleksi pegawai profesional BLUD', 'blud-professional'],
  ] as const) {
    await page.goto('/aturan');
    await page.getByRole('link', { name: title }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page.getByRole('heading', { name: 'Nilai ambang batas' }).first()).toBeVisible();
    // The hash is made here, on this device, of what is shown.
    await expect(page.getByText(await hashOf(page, rules))).toBeVisible();
    await whole(page);
  }
});

test('the contents lead to a clause, its source and its open points', async ({ page }) => {
  await page.goto(`/aturan/${await hashOf(page, 'cpns-2024')}`);
  const contents = page.getByRole('navigation', { name: 'Daftar isi' });
  if (!wide(page)) {
    await page.getByText('Daftar isi').first().focus();
    await page.keyboard.press('Enter');
  }
  const link = contents.getByRole('link', { name: 'Pengisian formasi yang kosong' });
  await link.focus();
  await page.keyboard.press('Enter');
  const refill = page.locator('#pengisian');
  await expect(refill.getByRole('heading', { level: 2 })).toBeInViewport();
  await expect(refill).toContainText('Langkah ini dikenal, tetapi tidak dijalankan.');
  await expect(refill.getByText('Perlu dipastikan').first()).toBeVisible();
  await expect(refill.getByRole('link', { name: 'disimpulkan' }).first()).toBeVisible();
  const thresholds = page.locator('#tahap-skd');
  await expect(thresholds).toContainText('Tes Wawasan Kebangsaan paling sedikit 65.');
  await expect(thresholds).toContainText('KepmenPANRB 321/2024');
  await expect(page.locator('#contoh')).toContainText('431 × 100 ÷ 550 = 78,3636… → 78,364');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Unduh aturan (rules.json)' }).click();
  expect((await saving).suggestedFilename()).toBe('rules.json');
  await page.getByRole('button', { name: 'EN, English' }).click();
  await expect(
    page.getByRole('heading', { name: 'Filling places that stayed empty' }),
  ).toBeVisible();
  await whole(page);
});

test('what differs between two documents is told in words', async ({ page }) => {
  const [before, after] = [await hashOf(page, 'pppk-teknis-2024'), await hashOf(page, 'cpns-2024')];
  await page.goto(`/aturan/${before}/perubahan/${after}`);
  await expect(page.getByText(/hal berubah, dalam/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Kategori prioritas' })).toBeVisible();
  await whole(page);
  await page.goto(`/aturan/${before}/perubahan/${before}`);
  await expect(page.getByText('Kedua aturan ini sama, sampai huruf terakhir.')).toBeVisible();
  await whole(page);
  await page.goto(`/aturan/${'0'.repeat(64)}`);
  await expect(page.getByRole('alert')).toBeVisible();
  await whole(page);
});

test('a round leads to its rules', async ({ page }) => {
  const found = await page.request.get(`/api/v1/rules/${await hashOf(page, 'blud-professional')}`);
  const [use] = ((await found.json()) as { uses: { agency_id: string; round_id: string }[] }).uses;
  await page.goto(`/seleksi/${use?.agency_id}/${use?.round_id}`);
  await page.getByRole('link', { name: 'Baca semua aturan dan sumbernya' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Seleksi pegawai profesional BLUD',
  );
  await expect(page.getByRole('heading', { name: 'Dipakai oleh' })).toBeVisible();
});

test('a rule file of one’s own is read and compared on the device', async ({ page }) => {
  const folder = '../api/selection/rules';
  await page.goto('/periksa');
  await page.getByLabel('Pilih berkas').setInputFiles(`${folder}/../bundles/cpns-2024/rules.json`);
  await page.getByRole('button', { name: 'Baca dalam bahasa sehari-hari' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Baca berkas aturan');
  await expect(page.getByRole('heading', { level: 2, name: 'Pengadaan CPNS 2024' })).toBeVisible();
  await whole(page);
  await page
    .getByLabel('Versi lain dari aturan itu')
    .setInputFiles(`${folder}/pppk-teknis-2024.json`);
  await expect(page.getByText(/hal berubah, dalam/)).toBeVisible();
  await whole(page);
  await page.getByLabel('Berkas aturan (rules.json)').setInputFiles(`${folder}/rules.schema.json`);
  await expect(page.getByText(/bukan aturan yang dapat dihitung/).first()).toBeVisible();
  await whole(page);
});

test('the limits are read in both languages', async ({ page }) => {
  await page.goto('/periksa');
  await page.getByRole('main').getByRole('link', { name: 'Yang tidak dapat dicegah' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Yang tidak dapat dicegah');
  await whole(page);
  await page.getByRole('link', { name: 'Soal yang bocor' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Soal yang bocor' })).toBeInViewport();
  await page.getByRole('button', { name: 'EN, English' }).click();
  await expect(page.getByRole('heading', { name: 'A bribed examiner' })).toBeVisible();
  await whole(page);
});
