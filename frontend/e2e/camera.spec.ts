/** Somebody points a camera at a card: their own, a shop's, or there is no camera; each with a way on. */
import { type APIRequestContext, type Browser, expect, type Page, test } from '@playwright/test';
import { denying, film, pointing, withoutCamera } from './camera';
import { whole } from './people';

const verdict = (page: Page) => page.getByRole('region', { name: /^Hasil pemeriksaan tanda/ });
const camera = (page: Page) => page.getByRole('region', { name: 'Kamera' });

let opened: Browser | null = null;
test.afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** A card of the demo city, as its applicant can download it. */
async function ownCard(request: APIRequestContext, baseURL = ''): Promise<string> {
  const told = await request.get('/api/v1/demo/accounts');
  const { password } = (await told.json()) as { password: string };
  const signedIn = await request.post('/api/v1/identity/sign-in', {
    headers: { Origin: new URL(baseURL).origin },
    data: { email: 'pelamar@rekaan.test', password, client: 'app' },
  });
  const { access_token } = (await signedIn.json()) as { access_token: string };
  const headers = { Authorization: `Bearer ${access_token}` };
  const read = async <T>(path: string) =>
    (await (await request.get(`/api/v1/${path}`, { headers })).json()) as T;
  type Own = { items: { id: string; post: { agency_id: string } }[] };
  const [own] = (await read<Own>('applications')).items;
  const place = `agencies/${own?.post.agency_id}/applications/${own?.id}/proofs`;
  const [leaf] = (await read<{ items: { leaf: string }[] }>(place)).items;
  return (await read<{ text: string }>(`${place}/${leaf?.leaf}/card`)).text;
}

async function scan(page: Page) {
  await page.goto('/periksa/tanda-terima');
  await page.getByRole('button', { name: 'Pindai dengan kamera' }).click();
}

test('a card before the camera is read and checked', async ({ request, baseURL }, info) => {
  const [browser, page] = await pointing(info, film(info, 'card', await ownCard(request, baseURL)));
  opened = browser;
  await scan(page);
  await expect(verdict(page).getByRole('status')).toContainText('Baru janji');
  await expect(verdict(page)).toContainText('Diperiksa dengan kunci situs ini sendiri.');
  await expect(camera(page)).toHaveCount(0);
  await whole(page);
});

test('a QR that a shop printed is named as such, and the camera keeps looking', async () => {
  const info = test.info();
  const [browser, page] = await pointing(info, film(info, 'shop', 'https://warung.example/bayar'));
  opened = browser;
  await scan(page);
  await expect(camera(page).getByRole('status')).toContainText('bukan QR kartu tanda terima');
  await whole(page);
  await expect(verdict(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Tutup kamera' }).click();
  await expect(camera(page)).toHaveCount(0);
  await expect(page.getByLabel('Foto atau gambar QR')).toBeAttached();
});

for (const [what, open, words] of [
  ['was not allowed', denying, 'Kamera belum diizinkan'],
  ['is not there', withoutCamera, 'tidak punya kamera'],
] as const) {
  test(`a camera that ${what} leaves a photo and the text`, async () => {
    const info = test.info();
    const [browser, page] = await open(info);
    opened = browser;
    await scan(page);
    await expect(camera(page).getByRole('alert')).toContainText(words);
    await expect(camera(page).getByRole('alert')).toContainText('Foto atau gambar QR');
    await whole(page);
    await page.getByLabel('Atau tempel teks tanda terima').fill('bukan kartu');
    await page.getByRole('button', { name: 'Periksa teks ini' }).click();
    await expect(verdict(page).getByRole('status')).toContainText('Ini bukan tanda terima');
  });
}
