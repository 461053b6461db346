/** A visitor opens the front page: finds the four questions, by eye, by keyboard, in both languages and themes. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

test('the four questions stand there, in Indonesian and in English', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Seleksi pegawai yang terang/);
  await expect(page.getByRole('heading', { name: /Formasi apa yang dibuka/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: /Bagaimana lamaran saya/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: /Apakah hasil terakhir benar/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: /melaporkan kejanggalan/ })).toBeVisible();

  await page.getByRole('button', { name: 'EN, English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Public hiring in plain sight/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Public hiring in plain sight/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, and nothing sticks out, in the ${colorScheme} theme`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    for (const path of ['/', '/tidak/ada']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(beyond).toBe(0);
    }
  });
}

test('the keyboard skips to the content, and a page change moves to the heading', async ({
  page,
}) => {
  await page.goto('/tidak/ada');
  await expect(page).toHaveTitle(/Halaman tidak ditemukan · Terang/);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Langsung ke isi' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  await page.getByRole('link', { name: 'Ke beranda' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Seleksi pegawai yang terang/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveTitle(/Seleksi pegawai yang terang/);
});

test('made-up data says so on every page and in the title', async ({ page }) => {
  await page.route('**/api/v1/health', (route) =>
    route.fulfill({ json: { status: 'ok', demo: true, version: '0.1.0' } }),
  );
  await page.goto('/');
  await expect(page.getByText('DATA REKAAN', { exact: true })).toBeVisible();
  await expect(page).toHaveTitle(/^DATA REKAAN: /);
});

test('a returning person is known by the cookie, and signing out ends it even when the server already did', async ({
  page,
}) => {
  const me = { id: '1', name: 'Contoh Rekaan', grants: [] };
  let signedIn = true;
  await page.route('**/api/v1/identity/refresh', (route) =>
    signedIn
      ? route.fulfill({ json: { access_token: 'a' } })
      : route.fulfill({ status: 401, json: { code: 'session_ended', title: 'Sesi berakhir' } }),
  );
  await page.route('**/api/v1/identity/me', (route) => route.fulfill({ json: me }));
  await page.route('**/api/v1/identity/sign-out', (route) =>
    route.fulfill({ status: 401, json: {} }),
  );
  await page.addInitScript(() => localStorage.setItem('terang.signed-in', '1'));
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Keluar' })).toBeVisible();

  signedIn = false;
  await page.getByRole('button', { name: 'Keluar' }).click();
  await expect(page.getByRole('link', { name: 'Masuk' })).toBeVisible();
});
