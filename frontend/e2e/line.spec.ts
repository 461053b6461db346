/** A bad line: the app opens without one, a cut upload goes on, and a phone on slow 3G finishes an application. */
import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { demoPerson, finalAct, whole } from './people';

/** Slow 3G as browsers' own tools measure it: 400 kbit/s both ways, 400 ms to the server. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const CUT = { ...SLOW, offline: true };
const GONE = /Tidak tersambung\. Ini data terakhir/;

/** A PDF of a scan's size, so that sending it takes seconds on a slow line. */
function scan(kilobytes: number): Buffer {
  const objects = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
`;
  const padding = `%${'.'.repeat(98)}\n`.repeat(kilobytes * 10);
  const table = [
    '0000000000 65535 f ',
    '0000000009 00000 n ',
    '0000000052 00000 n ',
    '0000000101 00000 n ',
  ];
  return Buffer.from(
    `${objects}${padding}xref\n0 4\n${table.join('\n')}\ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n${objects.length + padding.length}\n%%EOF\n`,
  );
}

async function line(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW);
  return session;
}

/** An open vacancy of the round in which the demo's applicant may apply. */
async function openVacancy(page: Page): Promise<string> {
  const found = await page.request.get('/api/v1/vacancies?show=open&text=perawat');
  const { items } = (await found.json()) as { items: { id: string; post_title: string }[] };
  const vacancy = items.find(({ post_title }) => post_title === 'Perawat Terampil');
  return vacancy?.id ?? '';
}

test.describe('without a line', () => {
  test.use({ serviceWorkers: 'allow' });

  /** The worker has all that it needs, and the page's own answers are kept. */
  const ready = (page: Page) =>
    page.evaluate(async () => void (await navigator.serviceWorker.ready));

  test('the shell, the last search and the vacancy still open, and say how old they are', async ({
    page,
    context,
  }) => {
    await page.goto('/formasi?text=perawat&show=all');
    const vacancy = page.getByRole('link', { name: /Perawat/ }).first();
    await vacancy.click();
    const title = page.getByRole('heading', { level: 1 });
    await expect(title).toHaveText(/Perawat/);
    await ready(page);
    await context.setOffline(true);
    await page.goto('/formasi?text=perawat&show=all');
    await expect(page.getByText(GONE)).toBeVisible();
    await whole(page);
    await vacancy.click();
    await expect(title).toHaveText(/Perawat/);
    await whole(page);
    // Another search has no answer here; the last ones are offered.
    await page.goto('/formasi?text=bidan');
    await page.getByRole('link', { name: 'perawat', exact: true }).click();
    await expect(vacancy).toBeVisible();
    // A page that was never opened has nothing to show, and says what to do.
    await page.goto('/hasil');
    await expect(page.getByText('Tidak tersambung ke server')).toBeVisible();
    await whole(page);
    await context.setOffline(false);
    await expect(page.getByText('Tidak tersambung ke server')).toHaveCount(0);
  });

  test('own applications stay for their person, and for nobody once they signed out', async ({
    browser,
  }) => {
    const page = await demoPerson(browser, 'pelamar');
    await page.goto('/lamaran');
    const mine = page
      .getByRole('main')
      .getByRole('article')
      .or(page.getByText('Belum ada lamaran'));
    await expect(mine.first()).toBeVisible();
    await ready(page);
    await page.context().setOffline(true);
    await page.goto('/lamaran');
    await expect(page.getByText(GONE)).toBeVisible();
    await expect(mine.first()).toBeVisible();
    await whole(page);
    await page.getByRole('button', { name: 'Keluar' }).click();
    await expect(page.getByRole('link', { name: 'Masuk' }).first()).toBeVisible();
    await page.goto('/lamaran');
    await expect(page.getByLabel('Surel')).toBeVisible();
    const kept = await page.evaluate(async () => ({
      drawers: (await caches.keys()).filter((name) => name.includes('.own.')),
      words: Object.keys(localStorage).filter((key) => /person|mine/.test(key)),
    }));
    expect(kept).toEqual({ drawers: [], words: [] });
    // The server hears of it as soon as it can.
    await page.context().setOffline(false);
    await expect.poll(() => page.evaluate(() => localStorage.getItem('terang.leaving'))).toBeNull();
  });
});

test('on slow 3G, with the line cut in the middle, an application reaches its receipt', async ({
  browser,
}, { project }) => {
  test.skip(project.name !== 'phone-acts', 'walked once, on the phone');
  test.setTimeout(300_000);
  let page = await demoPerson(browser, 'pelamar');
  const { context } = { context: page.context() };
  let network = await line(page);
  const form = `/lamar/${await openVacancy(page)}`;
  await page.goto(form);
  await page.getByRole('button', { name: 'Mulai mengisi' }).click();
  await expect(page.getByRole('heading', { name: 'Isian' })).toBeVisible();

  await network.send('Network.emulateNetworkConditions', CUT);
  for (const select of await page.getByRole('main').getByRole('combobox').all())
    await select.selectOption({ index: 1 });
  for (const box of await page.getByRole('main').getByRole('checkbox').all()) await box.check();
  await expect(page.getByText('Tersimpan di perangkat ini', { exact: false })).toBeVisible();
  await whole(page);
  // The phone dies; what was typed does not.
  await page.close();
  page = await context.newPage();
  network = await line(page);
  await page.goto(form);
  await expect(page.getByText('Tersimpan', { exact: true })).toBeVisible();
  for (const box of await page.getByRole('main').getByRole('checkbox').all())
    await expect(box).toBeChecked();

  const [first, ...others] = await page.locator('input[type=file]').all();
  const file = { name: 'berkas.pdf', mimeType: 'application/pdf', buffer: scan(400) };
  await first?.setInputFiles(file);
  await expect(page.getByText(/Mengunggah, [1-9]\d?%/)).toBeVisible();
  await network.send('Network.emulateNetworkConditions', CUT);
  await expect(page.getByText(/Unggahan dimulai lagi sendiri/)).toBeVisible();
  await whole(page);
  await network.send('Network.emulateNetworkConditions', SLOW);
  await expect(page.getByText(/400 kB\. Sudah diunggah/)).toBeVisible({ timeout: 60_000 });
  for (const input of others) {
    await input.setInputFiles({ ...file, buffer: scan(20) });
    await expect(page.getByText(/Mengunggah/)).toHaveCount(0, { timeout: 30_000 });
  }
  await expect(page.getByText('Semua bagian sudah diisi.')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Periksa dan kirim' }).click();
  await finalAct(page, 'Kirim lamaran');
  await expect(page.getByRole('heading', { name: 'Tanda terima lamaran' })).toBeVisible({
    timeout: 60_000,
  });
  await whole(page);

  // Withdrawn again, so that the verifier of the other walk finds one application only.
  await network.send('Network.emulateNetworkConditions', {
    ...SLOW,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  await page.goto('/lamaran');
  await page.getByRole('link', { name: 'Tarik lamaran' }).click();
  await finalAct(page, 'Tarik lamaran');
  await expect(page.getByText('Lamaran sudah ditarik.')).toBeVisible();
});
