/** Every message has its place: a problem's own address leads there, and the error display too. */
import { expect, test } from '@playwright/test';
import { whole } from './people';

test('a problem’s address leads to what happened and what to do', async ({ page }) => {
  await page.goto('/problems/window_closed');
  await expect(page).toHaveURL(/\/bantuan\/pesan#window_closed$/);
  const entry = page.locator('#window_closed');
  await expect(entry).toBeInViewport();
  await expect(entry).toContainText('Pendaftaran sudah ditutup');
  await whole(page);
  await page.getByRole('searchbox').fill('tidak-ada-pesan-ini');
  await expect(page.getByRole('heading', { name: 'Tidak ada pesan yang cocok' })).toBeVisible();
  await whole(page);
});

test('an error shows the way to its message', async ({ page }) => {
  await page.goto('/sertifikat/bukan-alamat-sertifikat');
  const way = page.getByRole('link', { name: /Arti pesan ini/ });
  await expect(way).toBeVisible();
  await whole(page);
  const [opened] = await Promise.all([page.waitForEvent('popup'), way.click()]);
  await expect(opened.getByRole('heading', { name: 'Pesan dan artinya' })).toBeVisible();
});
