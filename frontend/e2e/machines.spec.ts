/** Two administrators make a machine client; it gets a token, its secret is replaced, and it is ended. */
import { expect, type Page, test } from '@playwright/test';
import { demoPerson, finalAct, whole } from './people';

const NAME = `SIMPEG ${Date.now()}`;

test.describe.configure({ mode: 'serial' });
test.setTimeout(180_000);

const row = (page: Page) => page.getByRole('row').filter({ hasText: NAME });

async function chooseUntil(page: Page) {
  await page.getByLabel('Tanggal', { exact: true }).fill('8');
  await page.getByLabel('Bulan').selectOption('03');
  await page.getByLabel('Tahun').fill(String(new Date().getFullYear() + 1));
}

/** The secret that the page shows, once. */
async function shown(page: Page) {
  const value = async (name: string) => {
    const code = page
      .locator('dt', { hasText: name })
      .locator('xpath=following-sibling::dd[1]/code');
    return (await code.textContent()) ?? '';
  };
  await expect(page.getByRole('heading', { name: 'Salin sekarang' })).toBeVisible();
  return { id: await value('client_id'), secret: await value('client_secret') };
}

const token = (page: Page, of: { id: string; secret: string }) =>
  page.request.post('/api/v1/oauth/token', {
    form: {
      grant_type: 'client_credentials',
      client_id: of.id,
      client_secret: of.secret,
    },
  });

test('two administrators make a machine client together', async ({ browser }) => {
  const first = await demoPerson(browser, 'admin1');
  await first.goto('/petugas/klien-mesin');
  await whole(first);
  await first.getByRole('button', { name: 'Usulkan' }).click();
  await expect(first.getByRole('alert')).toContainText('Nama program');
  await whole(first);
  await first.getByLabel('Nama program').fill(NAME);
  await first.getByLabel('Untuk apa').fill('Menyamakan data pegawai setiap malam');
  await first.getByLabel('Penanggung jawab').fill('simpeg@rekaan.test');
  await first.getByRole('checkbox', { name: /data pegawai/ }).check();
  await chooseUntil(first);
  await first.getByRole('button', { name: 'Usulkan' }).click();
  await expect(row(first)).toContainText('Menunggu pengesahan');
  await expect(row(first)).toContainText('administrator lain yang mengesahkan');
  await whole(first);

  const second = await demoPerson(browser, 'admin2');
  await second.goto('/petugas/klien-mesin');
  await row(second).getByRole('link', { name: 'Sahkan' }).click();
  // Until this page is there, the list still shows the purpose of every client.
  await expect(second.getByRole('button', { name: 'Sahkan klien mesin ini' })).toBeVisible();
  await expect(second.getByText('Menyamakan data pegawai setiap malam')).toBeVisible();
  await whole(second);
  await finalAct(second, 'Sahkan klien mesin ini');
  await expect(row(second)).toContainText('Belum dibuat');
  await row(second).getByRole('link', { name: 'Buat rahasia' }).click();
  await whole(second);
  await finalAct(second, 'Buat rahasia sekarang');
  const old = await shown(second);
  await whole(second);
  expect((await token(second, old)).status()).toBe(200);

  await second.getByRole('link', { name: 'Sudah saya simpan' }).click();
  await expect(row(second)).not.toContainText('Belum pernah');
  await row(second).getByRole('link', { name: 'Ganti rahasia' }).click();
  await second.getByRole('radio', { name: /hentikan sekarang/ }).check();
  await whole(second);
  await finalAct(second, 'Buat rahasia sekarang');
  const fresh = await shown(second);
  expect((await token(second, old)).status()).toBe(401);
  expect((await token(second, fresh)).status()).toBe(200);

  await first.reload();
  await row(first).getByRole('link', { name: 'Akhiri' }).click();
  await whole(first);
  await finalAct(first, 'Akhiri sekarang');
  await expect(row(first)).toContainText('Berakhir');
  expect((await token(first, fresh)).status()).toBe(401);
});
