/** Somebody checks a receipt on their own device: a file, a picture of a card, a text; true, false, or none at all. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import encodeQR from 'qr';
import { counting, Log, Signer } from '../tests/log';
import { savedCheck, whole } from './people';

const NAME = 'catatan.contoh.go.id/ledger/5473';
const witness = new Signer('w1.example', counting(64), 4);

function logOf(name = NAME, seed = counting(0)) {
  const log = new Log(name, seed);
  for (let at = 0; at < 6; at += 1) {
    log.add({
      kind: 'application_submitted',
      at: `2026-11-24T09:00:0${at}Z`,
      record: {
        subject: `application:${at}`,
        payload: { vacancy: '5473-01', snapshot: at },
        previous: null,
        actor_role: 'applicant',
      },
    });
  }
  return log;
}
const log = logOf();

const file = (name: string, text: string | Buffer, mimeType = 'text/plain') => ({
  name,
  mimeType,
  buffer: Buffer.from(text),
});
const proofFile = (text: string) => file('lamaran.tlog-proof', text);

const verdict = (page: Page) => page.getByRole('region', { name: /^Hasil pemeriksaan tanda/ });
const choose = (page: Page) => page.getByLabel('Pilih berkas bukti');

async function open(page: Page, policy: string | null = log.policy()) {
  await page.route(/\/ledger\/\w+\/policy$/, (route) =>
    policy === null
      ? route.fulfill({ status: 404, body: '' })
      : route.fulfill({ body: policy, contentType: 'text/plain; charset=utf-8' }),
  );
  await page.goto('/periksa/tanda-terima');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Periksa tanda terima');
}

/** The card as a picture, as a camera or a saved card gives it. */
async function pictureOf(page: Page, text: string): Promise<Buffer> {
  const drawing = await page.context().newPage();
  await drawing.setContent(
    `<div style="width:600px;padding:30px;background:white">${encodeQR(text, 'svg')}</div>`,
  );
  const picture = await drawing.locator('div').screenshot();
  await drawing.close();
  return picture;
}

test('a proof file says what was recorded, when, where, and by whose keys', async ({ page }) => {
  await page.goto('/periksa');
  await page.getByRole('link', { name: 'Periksa tanda terima' }).click();
  await open(page);
  await whole(page);
  await choose(page).setInputFiles(proofFile(log.proof(3)));
  await expect(verdict(page).getByRole('status')).toHaveText('Tercatat: lamaran dikirim.');
  await expect(verdict(page)).toContainText('Selasa, 24 November 2026 pukul 16.00 WIB');
  await expect(verdict(page)).toContainText('nomor 3, dari 6 catatan');
  await expect(verdict(page)).toContainText(NAME);
  await expect(verdict(page)).toContainText('Belum disaksikan pemantau independen.');
  await expect(verdict(page)).toContainText('Diperiksa dengan kunci situs ini sendiri.');
  await verdict(page).getByText('Lihat rinciannya').click();
  await expect(verdict(page)).toContainText('application:3');
  await whole(page);
  await page.getByRole('button', { name: 'Periksa tanda terima lain' }).click();
  await expect(verdict(page)).toHaveCount(0);
});

test('a policy that somebody else gave takes the place of the keys of the site', async ({
  page,
}) => {
  await open(page, null);
  await choose(page).setInputFiles(proofFile(log.proof(3, [witness])));
  await expect(verdict(page).getByRole('status')).toContainText(
    `Belum dapat diperiksa: kunci log ${NAME} tidak ada di perangkat ini.`,
  );
  await whole(page);
  await page
    .getByLabel('Pilih berkas kebijakan')
    .setInputFiles(file('kebijakan-pemantau.txt', log.policy([witness])));
  await expect(verdict(page).getByRole('status')).toHaveText('Tercatat: lamaran dikirim.');
  await expect(verdict(page)).toContainText('Disaksikan 1 pemantau independen.');
  await expect(verdict(page)).toContainText('kunci dari berkas kebijakan-pemantau.txt');
  await page.getByRole('button', { name: 'Pakai kunci situs ini' }).click();
  await expect(verdict(page).getByRole('status')).toContainText('Belum dapat diperiksa');
});

test('a card is a promise, read from its picture or its text', async ({ page }) => {
  await open(page);
  const picture = await pictureOf(page, log.card(2));
  await page
    .getByLabel('Foto atau gambar QR')
    .setInputFiles(file('kartu.png', picture, 'image/png'));
  await expect(verdict(page).getByRole('status')).toContainText('Baru janji');
  await expect(verdict(page)).toContainText('Nomor di log pada kartu ini, 2, baru terbukti');
  await whole(page);
  // Another program gives the text of a QR without the end of its last line.
  await page.getByLabel('Atau tempel teks tanda terima').fill(log.promise(2).trim());
  await page.getByRole('button', { name: 'Periksa teks ini' }).click();
  await expect(verdict(page).getByRole('status')).toContainText('Baru janji');
  await expect(verdict(page)).not.toContainText('Nomor di log');

  const empty = await page.screenshot({ clip: { x: 0, y: 0, width: 50, height: 50 } });
  await page.getByLabel('Foto atau gambar QR').setInputFiles(file('a.png', empty, 'image/png'));
  await expect(page.getByRole('alert')).toContainText('Tidak ada QR yang terbaca');
  await whole(page);
});

test('what does not belong together is told', async ({ page }) => {
  await open(page);
  const told = async (name: string, text: string) => {
    await choose(page).setInputFiles(file(name, text));
    return verdict(page).getByRole('status');
  };
  const proof = log.proof(3);
  const byte = proof.replace(
    /(extra .{40})(.)/,
    (_, start, one) => start + (one === 'A' ? 'B' : 'A'),
  );
  await expect(await told('satu-bita.tlog-proof', byte)).toContainText(
    /Tidak (cocok: isi catatannya|dapat dibaca: isi catatan)/,
  );
  await whole(page);
  await expect(await told('satu-bita.tlog-proof', proof.replace('\n6\n', '\n7\n'))).toContainText(
    'Tidak cocok: isi dan tanda tangannya tidak sesuai.',
  );
  await expect(await told('tempat.tlog-proof', proof.replace('index 3', 'index 2'))).toContainText(
    'Tidak cocok: catatan ini tidak ada di tempat yang disebutnya',
  );
  const other = logOf('tempat-lain.go.id/ledger/7501', counting(1));
  await expect(await told('kartu-lain.txt', other.card(1))).toContainText(
    'Tidak cocok: tidak ditandatangani dengan kunci log tempat-lain.go.id/ledger/7501',
  );
  await whole(page);
  await expect(await told('daftar-belanja.txt', 'beras, telur\n')).toHaveText(
    'Ini bukan tanda terima: daftar-belanja.txt.',
  );
  await whole(page);
});

test('nothing of a receipt is sent', async ({ page }) => {
  await open(page);
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  await choose(page).setInputFiles(proofFile(log.proof(3)));
  await expect(verdict(page).getByRole('status')).toContainText('Tercatat');
  // Files of the app, public lists and public keys by fixed addresses, and nothing that could carry a receipt.
  const plain =
    /^GET [^?]+(\/assets\/[\w-]+\.js|\/ledger\/\w+\/policy|\/api\/v1\/(vacancies\?show=open&limit=50|announcements))$/;
  const others = asked.filter((one) => !plain.test(one));
  expect(others).toEqual([]);
});

test.describe('without a line', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the page opens again and checks with what it kept', async ({ page, context }) => {
    await context.route(/\/ledger\/\w+\/policy$/, (route) =>
      route.fulfill({ body: log.policy(), contentType: 'text/plain; charset=utf-8' }),
    );
    await page.goto('/periksa/tanda-terima');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await expect
      .poll(() =>
        page.evaluate(async () => {
          const names = await caches.keys();
          const kept = await Promise.all(
            names.map(async (name) => (await caches.open(name)).keys().then((all) => all)),
          );
          const files = kept.flat().map(({ url }) => url);
          const all = ['judgement', 'ReceiptEnding', 'scan', 'decode', 'ReceiptPage'];
          return all.filter((one) => !files.some((url) => url.includes(`/assets/${one}-`)));
        }),
      )
      .toEqual([]);
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('terang.policy.5473')))
      .toContain('log ');
    await context.setOffline(true);
    await context.unroute(/\/ledger\/\w+\/policy$/);
    await page.reload();
    await choose(page).setInputFiles(proofFile(log.proof(3)));
    await expect(verdict(page).getByRole('status')).toHaveText('Tercatat: lamaran dikirim.');
    await expect(verdict(page)).toContainText('yang disimpan perangkat ini sebelumnya');
    const picture = await pictureOf(page, log.card(2));
    await page
      .getByLabel('Foto atau gambar QR')
      .setInputFiles(file('kartu.png', picture, 'image/png'));
    await expect(verdict(page).getByRole('status')).toContainText('Baru janji');
  });
});

test('the single file checks receipts too, with a policy beside it', async ({
  page,
  context,
}, info) => {
  const path = await savedCheck(page, info);
  expect(readFileSync(path, 'utf8')).toContain("connect-src 'none'");
  await context.setOffline(true);
  const alone = await context.newPage();
  const trouble: string[] = [];
  alone.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text());
  });
  await alone.goto(pathToFileURL(path).href);
  await alone.getByRole('button', { name: 'Periksa tanda terima' }).click();
  await choose(alone).setInputFiles(proofFile(log.proof(3)));
  await expect(verdict(alone).getByRole('status')).toContainText('Belum dapat diperiksa');
  await choose(alone).setInputFiles([proofFile(log.proof(3)), file('policy', log.policy())]);
  await expect(verdict(alone).getByRole('status')).toHaveText('Tercatat: lamaran dikirim.');
  const picture = await pictureOf(page, log.card(2));
  await alone
    .getByLabel('Foto atau gambar QR')
    .setInputFiles(file('kartu.png', picture, 'image/png'));
  await expect(verdict(alone).getByRole('status')).toContainText('Baru janji');
  expect((await new AxeBuilder({ page: alone }).analyze()).violations).toEqual([]);
  expect(await alone.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  expect(trouble).toEqual([]);
});
