/** A reader of a published result sees it recomputed on their own device: the same, or what is not. */
import { expect, type Page, type Route, test } from '@playwright/test';
import { type Published, publish } from '../tests/bundle';
import { counting, Signer } from '../tests/log';
import { whole } from './people';

const SAME = 'Sudah dihitung ulang di perangkat Anda: sama dengan pengumuman.';

const verdict = (page: Page) => page.getByRole('region', { name: 'Pemeriksaan hasil' });

type Faults = {
  /** Other content of a file; null: it is not there. */
  instead?: Record<string, string | null>;
  /** Size of all files as the announcement tells it. */
  bytes?: number;
};

/** The files of an announcement in place of the server's own, with their faults. */
async function serve(page: Page, { files: given, policy, hash }: Published, faults: Faults = {}) {
  const { instead = {}, bytes = 20_000 } = faults;
  const asked: string[] = [];
  const send = (route: Route, name: string, text: string | null | undefined) => {
    asked.push(name);
    const body = Object.hasOwn(instead, name) ? instead[name] : text;
    return typeof body === 'string'
      ? route.fulfill({ body, contentType: 'text/plain; charset=utf-8' })
      : route.fulfill({
          status: 404,
          contentType: 'application/problem+json',
          json: { code: 'proof_not_yet', title: 'Bukti belum ada', status: 404 },
        });
  };
  await page.route(/\/announcements\/[\w-]+$/, async (route) => {
    const answer = await route.fetch();
    const files = [...given.keys()].map((name) => ({ name, size: bytes / given.size, sha256: '' }));
    await route.fulfill({ json: { ...(await answer.json()), bundle_hash: hash, files } });
  });
  await page.route(/\/announcements\/[\w-]+\/bundle\/[\w.-]+$/, (route) => {
    const name = route.request().url().split('/').pop() ?? '';
    return send(route, name, given.get(name));
  });
  await page.route(/\/ledger\/\w+\/policy$/, (route) => send(route, 'policy', policy));
  return asked;
}

async function readResult(page: Page) {
  await page.goto('/hasil');
  await page.getByRole('link', { name: 'Hasil akhir: Pengadaan CPNS 2024' }).click();
  await expect(page.getByText(/Ini pengumuman yang berlaku/)).toBeVisible();
}

const changed = (published: Published, name: string, from: string, to: string) => {
  const text = published.files.get(name) ?? '';
  expect(text).toContain(from);
  return { instead: { [name]: text.replace(from, to) } };
};

test('a result is the same as announced, with every check one key away', async ({ page }) => {
  await serve(page, publish());
  await readResult(page);
  await expect(verdict(page).getByRole('status')).toContainText(SAME);
  await expect(verdict(page)).toContainText('Belum disaksikan pemantau independen.');
  await expect(verdict(page)).toContainText('dengan kunci situs ini sendiri');
  await whole(page);
  await verdict(page).getByText('Lihat rincian pemeriksaan').click();
  await expect(verdict(page)).toContainText('Log memuat sidik daftar berkas ini.');
  await expect(verdict(page).getByText('(Benar)')).toHaveCount(5);
  await expect(verdict(page).getByText('(Belum pasti)')).toHaveCount(1);
  await expect(verdict(page).getByRole('link', { name: /ZIP/ })).toHaveAttribute(
    'href',
    /\/bundle\.zip$/,
  );
  await whole(page);
  await verdict(page).getByRole('link', { name: 'Periksa sendiri dengan berkas' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Periksa sendiri');
});

test('witnesses are told once enough of them signed', async ({ page }) => {
  await serve(page, publish({ witnesses: [new Signer('w1.example', counting(64), 4)] }));
  await readResult(page);
  await expect(verdict(page).getByRole('status')).toContainText(SAME);
  await expect(verdict(page)).not.toContainText('Belum disaksikan');
});

test('a result that was computed otherwise is not the same: file, row and column', async ({
  page,
}) => {
  const published = publish({
    change: (files) => {
      const text = files.get('outcomes.csv') ?? '';
      files.set('outcomes.csv', text.replace(/^(K03,.*?),380,/m, '$1,381,'));
    },
  });
  await serve(page, published);
  await readResult(page);
  await expect(verdict(page).getByRole('status')).toContainText(
    'Tidak sama: outcomes.csv baris 4, peserta K03, kolom skd: diumumkan 381, dihitung ulang 380.',
  );
  await whole(page);
  await verdict(page).getByText('Lihat rincian pemeriksaan').click();
  await whole(page);
});

test('a byte that changed after the announcement names its file', async ({ page }) => {
  const published = publish();
  await serve(
    page,
    published,
    changed(published, 'participants.csv', ',90,110,180,', ',90,110,181,'),
  );
  await readResult(page);
  await expect(verdict(page).getByRole('status')).toContainText(
    'Tidak sama: berkas participants.csv bukan yang diumumkan; sidiknya lain.',
  );
});

test('a file that was cut names itself', async ({ page }) => {
  const published = publish();
  const outcomes = published.files.get('outcomes.csv') ?? '';
  await serve(page, published, { instead: { 'outcomes.csv': outcomes.slice(0, -30) } });
  await readResult(page);
  await expect(verdict(page).getByRole('status')).toContainText('berkas outcomes.csv bukan yang');
});

test('a proof that is not out yet leaves its part open', async ({ page }) => {
  const none = { 'record.tlog-proof': null, 'registration.tlog-proof': null };
  await serve(page, publish(), { instead: none });
  await readResult(page);
  await expect(verdict(page).getByRole('status')).toContainText(SAME);
  await verdict(page).getByText('Lihat rincian pemeriksaan').click();
  await expect(verdict(page)).toContainText('Bukti log belum terbit');
  await expect(verdict(page).getByText('(Belum pasti)')).toHaveCount(3);
});

test('withheld vacancies are counted', async ({ page }) => {
  await serve(page, publish({ withheld: 'arsiparis-umum' }));
  await readResult(page);
  await expect(verdict(page).getByRole('status')).toContainText(
    '5 dari 6 formasi dihitung ulang dan sama, 1 tidak ditampilkan.',
  );
});

test('the sentence stands in the first screen of a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await serve(page, publish());
  await readResult(page);
  const sentence = verdict(page).getByText(SAME);
  await expect(sentence).toBeVisible();
  await page.evaluate(() => scrollTo(0, 0));
  const box = await sentence.boundingBox();
  expect((box?.y ?? Number.NaN) + (box?.height ?? Number.NaN)).toBeLessThanOrEqual(740);
});

test('names are only of those placed, with a basis', async ({ page }) => {
  await serve(page, publish({ names: ['K01,Ani Rekaan'] }));
  await readResult(page);
  await expect(verdict(page).getByRole('status')).toContainText(SAME);
  await verdict(page).getByText('Lihat rincian pemeriksaan').click();
  await expect(verdict(page)).toContainText('Hanya yang mendapat tempat yang disebut namanya');
});

test('large files, and lines that spare data, wait for a press', async ({ page }) => {
  const asked = await serve(page, publish(), { bytes: 36_500_000 });
  await readResult(page);
  await expect(verdict(page)).toContainText('Data yang diunduh sekitar 7,3 MB.');
  await whole(page);
  expect(asked).toEqual([]);
  await verdict(page).getByRole('button', { name: 'Hitung ulang sekarang' }).click();
  await expect(verdict(page).getByRole('status')).toContainText(SAME);

  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  await page.unrouteAll();
  await serve(page, publish());
  await readResult(page);
  await expect(verdict(page).getByRole('button', { name: 'Hitung ulang sekarang' })).toBeVisible();
});

test('a lost line can be tried again; without files nothing is claimed', async ({ page }) => {
  await serve(page, publish());
  await page.route(/\/bundle\/rules\.json$/, (route) => route.abort());
  await readResult(page);
  await expect(verdict(page).getByRole('alert')).toContainText('tidak terambil');
  await page.unroute(/\/bundle\/rules\.json$/);
  await verdict(page).getByRole('button', { name: 'Coba lagi' }).click();
  await expect(verdict(page).getByRole('status')).toContainText(SAME);

  await page.route(/\/bundle\/hashes\.txt$/, (route) => route.fulfill({ status: 404, body: '' }));
  await readResult(page);
  await expect(page.getByText(/^Berkas untuk menghitung ulang .* belum ada/)).toBeVisible();
  await expect(verdict(page)).toHaveCount(0);
});

test('the result of the site itself is the same as recomputed from what it published', async ({
  page,
}) => {
  await readResult(page);
  await expect(verdict(page).getByRole('status')).toContainText(SAME, { timeout: 30_000 });
  await verdict(page).getByText('Lihat rincian pemeriksaan').click();
  await expect(verdict(page)).toContainText('Setiap berkas cocok dengan sidiknya.');
  await expect(verdict(page).getByText('(Salah)')).toHaveCount(0);
});
