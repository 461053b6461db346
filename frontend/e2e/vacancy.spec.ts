/** A vacancy: read without JavaScript, taken over by the app without a jump, compared, followed, saved. */
import AxeBuilder from '@axe-core/playwright';
import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { linkFromMail } from './people';

type Card = { id: string; post_title: string };

async function cards(request: APIRequestContext, query: string): Promise<Card[]> {
  const answer = await request.get(`/api/v1/vacancies?${query}`);
  return ((await answer.json()) as { items: Card[] }).items;
}

/** Nothing sticks out at the side, and axe finds nothing. */
async function sound(page: Page) {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBe(0);
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a vacancy says what it asks, offers, and until when; links lead on', async ({
    page,
    request,
  }) => {
    const [open] = await cards(request, 'show=open&limit=1');
    if (!open) throw new Error('the demo has an open vacancy');
    await page.goto('/');
    await page.getByRole('link', { name: open.post_title }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(open.post_title);
    await expect(page).toHaveTitle(new RegExp(open.post_title));
    for (const part of [
      'Apakah saya dapat melamar?',
      'Sampai kapan?',
      'Syarat dan dasarnya',
      'Jadwal',
    ])
      await expect(page.getByText(part, { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: /Lamar (di sini|di SSCASN)/ })).toBeVisible();
    const data = await page.locator('script[type="application/ld+json"]').textContent();
    expect(JSON.parse(data ?? '')).toMatchObject({ '@type': 'JobPosting', title: open.post_title });
    await page.getByRole('link', { name: 'Lihat jadwal dan aturan seleksi' }).click();
    await expect(page.getByRole('heading', { name: 'Arti kode status' })).toBeVisible();
  });

  test('the search finds, and a result says whether it stands', async ({ page, request }) => {
    await page.goto('/formasi');
    await page.getByLabel('Jabatan, unit, atau instansi').fill('perawat');
    await page.getByRole('button', { name: 'Cari' }).click();
    await expect(page).toHaveURL(/text=perawat/);
    // The demo's own round may have been closed by then.
    await expect(
      page.getByText(/^[\d.]+ formasi$|^Tidak ada formasi yang cocok/).first(),
    ).toBeVisible();
    await expect(page.getByLabel('Jabatan, unit, atau instansi')).toHaveValue('perawat');
    const latest = await (await request.get('/api/v1/announcements?limit=1')).json();
    const [told] = latest.items as { agency_id: string; round_id: string; id: string }[];
    await page.goto(`/pengumuman/${told?.agency_id}/${told?.round_id}/${told?.id}`);
    await expect(page.getByText(/Ini pengumuman yang berlaku untuk [\d.]+ peserta/)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Arti kode' })).toBeVisible();
  });

  test('an address without a vacancy is told by its status', async ({ page }) => {
    const answer = await page.goto('/formasi/00000000-0000-4000-8000-000000000000');
    expect(answer?.status()).toBe(404);
  });
});

test('the app takes the place of what the server wrote without a jump', async ({
  page,
  request,
}) => {
  const [open] = await cards(request, 'show=open&limit=1');
  await page.addInitScript(() => {
    const seen = { shift: 0, blanks: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    addEventListener('DOMContentLoaded', () => {
      const root = document.getElementById('root');
      if (!root) return;
      new MutationObserver(() => {
        if (!root.querySelector('h1')) seen.blanks += 1;
      }).observe(root, { childList: true, subtree: true });
    });
  });
  const latest = await (await request.get('/api/v1/announcements?limit=1')).json();
  const [told] = latest.items as { agency_id: string; round_id: string; id: string }[];
  for (const path of [
    '/',
    '/formasi?text=perawat',
    `/formasi/${open?.id}`,
    `/pengumuman/${told?.agency_id}/${told?.round_id}/${told?.id}`,
  ]) {
    await page.goto(path);
    await expect(page.getByRole('button', { name: 'EN, English' })).toBeVisible();
    await page.waitForLoadState('networkidle');
    const seen = await page.evaluate(
      () => (globalThis as unknown as { seen: { shift: number; blanks: number } }).seen,
    );
    expect(seen.blanks, `${path} was never without its heading`).toBe(0);
    // Counts beside the choices of the search, and the verdict of a result, come when the page stands.
    const most = path === '/' || path.startsWith('/formasi/') ? 0 : 0.05;
    expect(seen.shift, `${path} did not move`).toBeLessThanOrEqual(most);
  }
});

test('two vacancies are compared by an address that can be sent on', async ({
  page,
  request,
  browser,
}) => {
  await page.goto('/formasi?show=archive&text=perawat');
  const boxes = page.getByRole('checkbox', { name: /^Bandingkan\s*: / });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole('link', { name: 'Bandingkan (2)' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bandingkan formasi');
  await expect(page.getByText('Sama', { exact: true })).toHaveCount(0);
  await expect(page.getByText('berbeda').filter({ visible: true }).first()).toBeVisible();
  await sound(page);
  const address = page.url();
  expect(new URL(address).searchParams.get('id')?.split(',')).toHaveLength(2);
  const friend = await browser.newPage();
  await friend.goto(address);
  const ids = (new URL(address).searchParams.get('id') ?? '').split(',');
  for (const id of ids) {
    const answer = await request.get(`/api/v1/vacancies/${id}`);
    const { post_title: title } = (await answer.json()) as Card;
    await expect(
      friend.getByRole('link', { name: title }).filter({ visible: true }).first(),
    ).toBeVisible();
  }
  await friend.close();
});

test('the chart says how many people there were for a place', async ({ page, request }) => {
  const [nurse] = await cards(request, 'show=archive&text=perawat&limit=1');
  await page.goto(`/formasi/${nurse?.id}`);
  const heading = page.getByRole('heading', { name: 'Persaingan dari tahun ke tahun' });
  await heading.scrollIntoViewIfNeeded();
  await expect(heading).toBeVisible();
  await expect(
    page.getByText(/Persaingan (naik|turun|sama)|Baru satu tahun|Belum ada angka/).first(),
  ).toBeVisible();
  await sound(page);
});

test('a search is saved after its address agreed, and stopped by one press', async ({ page }) => {
  const email = `pantau-${Date.now()}@rekaan.test`;
  await page.goto('/formasi?text=perawat');
  await page.getByRole('button', { name: 'Kabari saya lewat surel' }).click();
  await page.getByRole('textbox', { name: 'Alamat surel' }).fill(email);
  await sound(page);
  await page.getByRole('button', { name: 'Simpan pencarian ini' }).click();
  await expect(page.getByText(`Buka surel di ${email}`)).toBeVisible();
  await page.goto(await linkFromMail(page, email));
  await page.getByRole('button', { name: 'Ya, kirimi saya kabar' }).click();
  await expect(
    page.getByText('Tersimpan. Setiap surel memuat tautan untuk berhenti.'),
  ).toBeVisible();
  await sound(page);
});

test('open data lie ready with licence and columns', async ({ page, request }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Data terbuka' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Data terbuka');
  await expect(page.getByRole('link', { name: /^Unduh CSV\s*: Formasi 2024/ })).toBeVisible();
  // The small file of the own round; that of 2024 has 40 MB.
  const file = page.getByRole('link', { name: /^Unduh CSV\s*: .*BLUD/ }).first();
  const answer = await request.get((await file.getAttribute('href')) ?? '');
  const [head, first] = (await answer.text()).split('\r\n');
  expect(head).toContain('id,source_id,year,kind');
  expect(first).toContain('DATA REKAAN');
  await sound(page);
});
