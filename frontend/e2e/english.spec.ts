/** Parts of the way in English, at a desk: a visitor, an applicant with a result, and the officers of the finished round. */
import { expect, type Page, test } from '@playwright/test';
import { demoPerson, whole } from './people';

const ROUND = /Pengadaan CPNS 2024/;

const inEnglish = async (page: Page) => {
  await page.getByRole('button', { name: 'EN, English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
};

test.setTimeout(180_000);

test('a visitor finds a vacancy of the archive and reads the announced result', async ({
  page,
}) => {
  await page.goto('/formasi?agency=5473&show=archive');
  await inEnglish(page);
  await whole(page);
  await page
    .getByRole('main')
    .getByRole('link', { name: /Ahli Pertama/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: /Requirements/ })).toBeVisible();
  await whole(page);

  await page.goto('/hasil');
  await page.getByRole('link', { name: /Final result: Pengadaan CPNS 2024/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Final result');
  await whole(page);
  const more = page.getByRole('button', { name: /more/i }).first();
  await more.scrollIntoViewIfNeeded();
  await expect(page.getByText('P/L', { exact: true }).first()).toBeVisible();
});

test('a participant reads why the result came out so', async ({ browser }) => {
  const page = await demoPerson(browser, 'pelamar');
  await page.goto('/lamaran');
  await inEnglish(page);
  await whole(page);
  await page.getByRole('link', { name: 'See the decision' }).last().click();
  await expect(page.getByRole('heading', { level: 2, name: 'Final result' })).toBeVisible();
  await expect(page.getByText('National insight test').first()).toBeVisible();
  await whole(page);
  await page.goto('/kotak-masuk');
  await expect(page.getByRole('button', { name: /CPNS 2024/ })).toHaveCount(3);
  await whole(page);
});

test('the committee sees the recomputation beside the national result', async ({ browser }) => {
  const page = await demoPerson(browser, 'panitia1');
  await page.goto('/petugas/perhitungan');
  await inEnglish(page);
  await page.getByRole('link', { name: ROUND }).click();
  await page
    .getByRole('link', { name: /SKB|Field test/ })
    .first()
    .click();
  await expect(page.getByText(/differences|All differences/).first()).toBeVisible();
  await whole(page);
  await page.goto('/petugas/nilai');
  await page.getByRole('link', { name: ROUND }).click();
  await whole(page);
});

test('a verifier sees the queue of applications that came from SSCASN', async ({ browser }) => {
  const page = await demoPerson(browser, 'verifikator2');
  await page.goto('/petugas/verifikasi');
  await inEnglish(page);
  await page.getByRole('link', { name: /CPNS \d+ \(rekaan\)/ }).click();
  await expect(page.getByText('150 waiting')).toBeVisible();
  await whole(page);
});

test('an officer of one agency sees nothing of the other', async ({ browser }) => {
  const page = await demoPerson(browser, 'panitia.gorontalo');
  await page.goto('/petugas/seleksi');
  await inEnglish(page);
  await whole(page);
  await expect(page.getByRole('link', { name: /BLUD/ })).toHaveCount(1);
  await expect(page.getByText(/CPNS \d+ \(rekaan\)/)).toHaveCount(0);
});
