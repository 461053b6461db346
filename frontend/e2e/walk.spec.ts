/** A stranger walks the whole way on a small phone, in Indonesian: apply, verify, announce, rank, know why, train. */
import { expect, type Page, test } from '@playwright/test';
import { demoPerson, finalAct, linkFromMail, whole } from './people';

const PASSWORD = 'sungai-jernih-bukit-hijau-7';
const stamp = Date.now();
const EMAIL = `pelamar-${stamp}@rekaan.test`;
// Region 99.01 was never given to anybody.
const NIK = `990101170898${String(stamp).slice(-4)}`;
const ROUND = /Pegawai profesional BLUD RSUD/;
/** A page with one line of text: the smallest PDF that readers open. */
const PDF = Buffer.from(
  `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
xref
0 4
0000000000 65535 f 
0000000009 00000 n 
0000000052 00000 n 
0000000101 00000 n 
trailer<</Size 4/Root 1 0 R>>
startxref
164
%%EOF
`,
);

/** The address of an officers' page of the BLUD round, chosen as an officer would. */
async function chooseRound(page: Page, list: string): Promise<string> {
  await page.goto(list);
  await page.getByRole('link', { name: ROUND }).first().click();
  await page.waitForURL((url) => url.pathname.length > list.length + 10);
  await whole(page);
  return page.url();
}

test.describe.configure({ mode: 'serial' });
test.setTimeout(300_000);

let code = '';

test('finds a vacancy in Sawahlunto, registers and applies', async ({ page }) => {
  await page.goto('/formasi');
  await page.getByRole('searchbox').fill('perawat');
  await page.getByRole('searchbox').press('Enter');
  await whole(page);
  await page
    .getByRole('link', { name: /Perawat Terampil/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Perawat Terampil/);
  await whole(page);
  await page.getByRole('link', { name: 'Lamar' }).first().click();

  await page.getByRole('link', { name: /Belum punya akun/ }).click();
  await whole(page);
  await page.getByLabel('NIK (Nomor Induk').fill(NIK);
  await page.getByLabel('Nama seperti di KTP').fill('Contoh Pelamar Rekaan');
  await page.getByLabel('Tanggal', { exact: true }).fill('17');
  await page.getByLabel('Bulan').selectOption('08');
  await page.getByLabel('Tahun').fill('1998');
  await page.getByLabel('Surel').fill(EMAIL);
  await page.getByLabel('Nomor HP').fill('081200000000');
  await page.getByLabel('Kata sandi').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Daftar' }).click();
  await expect(page.getByRole('heading', { name: 'Periksa surel Anda' })).toBeVisible();
  await whole(page);
  await page.goto(await linkFromMail(page, EMAIL));
  await page.getByLabel('Kata sandi').fill(PASSWORD);
  await page.getByRole('button', { name: 'Buka akun saya' }).click();
  await expect(page.getByRole('button', { name: 'Buka akun saya' })).toHaveCount(0);

  await page.goto('/formasi?teks=perawat');
  await page
    .getByRole('link', { name: /Perawat Terampil/ })
    .first()
    .click();
  await page.getByRole('link', { name: 'Lamar' }).first().click();
  await page.getByRole('button', { name: 'Mulai mengisi' }).click();
  await expect(page.getByRole('heading', { name: 'Isian' })).toBeVisible();
  await whole(page);
  for (const select of await page.getByRole('main').getByRole('combobox').all()) {
    await select.selectOption({ index: 1 });
  }
  for (const box of await page.getByRole('main').getByRole('checkbox').all()) await box.check();
  for (const input of await page.locator('input[type=file]').all()) {
    await input.setInputFiles({ name: 'berkas.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.waitForTimeout(300);
  }
  await expect(page.getByText('Semua bagian sudah diisi.')).toBeVisible({ timeout: 30_000 });
  await whole(page);
  await page.getByRole('button', { name: 'Periksa dan kirim' }).click();
  await expect(page.getByRole('heading', { name: 'Kirim lamaran' })).toBeVisible();
  await whole(page);
  await finalAct(page, 'Kirim lamaran');
  await expect(page.getByRole('heading', { name: 'Tanda terima lamaran' })).toBeVisible();
  await whole(page);
});

test('the committee ends the registration earlier, with reason and two signatures', async ({
  browser,
}) => {
  const first = await demoPerson(browser, 'panitia1');
  const round = await chooseRound(first, '/petugas/seleksi');
  await first.goto(`${round}/jadwal`);
  await whole(first);
  // The wall clock of the agency, at the end of this minute.
  const wall = new Date(Date.now() + 7 * 3_600_000 + 20_000);
  await first
    .getByLabel(/^Selesai/)
    .first()
    .fill(wall.toISOString().slice(0, 16));
  await first.getByLabel('Alasan').fill('Uji coba alur seleksi (rekaan)');
  await first.getByLabel('Dasar hukum').fill('Keputusan panitia (rekaan)');
  await first.getByRole('button', { name: 'Ajukan usul' }).click();
  await expect(first.getByText('Menunggu persetujuan')).toBeVisible();
  await whole(first);

  const second = await demoPerson(browser, 'panitia2');
  await second.goto(round);
  await second.getByRole('link', { name: 'Lihat bedanya' }).first().click();
  await expect(second.getByRole('button', { name: 'Setujui perubahan ini' })).toBeVisible();
  await whole(second);
  await finalAct(second, 'Setujui perubahan ini');
  await expect(second.getByText('Disetujui')).toBeVisible();
});

test('a verifier reads the application, the supervisor releases the verdict', async ({
  browser,
}) => {
  const verifier = await demoPerson(browser, 'verifikator1');
  await chooseRound(verifier, '/petugas/verifikasi');
  await expect(async () => {
    await verifier.getByRole('button', { name: 'Ambil berkas berikutnya' }).click();
    await expect(verifier.getByRole('button', { name: 'Semua memenuhi' })).toBeVisible({
      timeout: 3000,
    });
  }).toPass({ timeout: 120_000 });
  const heading = verifier.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(/^Berkas \w{4}-\w{4}/);
  code = ((await heading.textContent()) ?? '').replace('Berkas ', '');
  await whole(verifier);
  await verifier.getByRole('button', { name: 'Semua memenuhi' }).click();
  await verifier.getByRole('button', { name: /Simpan hasil/ }).click();
  await expect(verifier.getByText('0 menunggu', { exact: true })).toBeVisible();
  await whole(verifier);

  const supervisor = await demoPerson(browser, 'supervisor');
  await chooseRound(supervisor, '/petugas/supervisi');
  await supervisor.getByRole('link', { name: new RegExp(code) }).click();
  await expect(supervisor.getByRole('button', { name: 'Sahkan hasil ini' })).toBeVisible();
  await whole(supervisor);
  await supervisor.getByRole('button', { name: 'Sahkan hasil ini' }).click();
  await expect(supervisor.getByText('Tidak ada yang menunggu pengesahan')).toBeVisible();
});

/** One member prepares the announcement of a stage, another publishes it. */
async function announce(first: Page, second: Page, stage: string) {
  await chooseRound(first, '/petugas/pengumuman');
  await first.getByLabel('Tahap').selectOption({ label: stage });
  const run = first.getByLabel('Perhitungan');
  if (stage === 'Hasil akhir') await run.selectOption({ index: 1 });
  await first.getByLabel('Nomor surat').fill('800.1.2/001/REKAAN');
  await first.getByRole('button', { name: 'Siapkan pengumuman' }).click();
  await expect(first.getByRole('heading', { name: 'Terbitkan pengumuman' })).toBeVisible();
  await whole(first);
  await second.goto(first.url());
  await finalAct(second, 'Terbitkan sekarang');
  await expect(second.getByText(/Ini pengumuman yang berlaku/)).toBeVisible();
  await whole(second);
}

test('the administrative stage is announced, marks come in, the ranking runs, the result is announced', async ({
  browser,
}) => {
  const first = await demoPerson(browser, 'panitia1');
  const second = await demoPerson(browser, 'panitia2');
  const third = await demoPerson(browser, 'panitia3');
  await announce(first, second, 'Hasil seleksi administrasi');

  await chooseRound(first, '/petugas/nilai');
  const csv = (mark: string) =>
    Buffer.from(`no_peserta;practice;interview\n${code};${mark};75.5\n`);
  const stage = first.getByLabel('Tahap', { exact: true });
  if (await stage.isVisible()) await stage.selectOption({ index: 1 });
  const file = first.locator('input[type=file]');
  await file.setInputFiles({ name: 'salah.csv', mimeType: 'text/csv', buffer: csv('180') });
  await expect(first.getByText('Berkas ini ditolak', { exact: false })).toBeVisible();
  await whole(first);
  await chooseRound(first, '/petugas/nilai');
  if (await stage.isVisible()) await stage.selectOption({ index: 1 });
  await file.setInputFiles({ name: 'nilai.csv', mimeType: 'text/csv', buffer: csv('80.25') });
  await expect(first.getByText(/Menunggu persetujuan petugas lain/)).toBeVisible();
  await whole(first);
  await second.goto(first.url());
  await second.getByRole('link', { name: 'Periksa lalu sahkan' }).click();
  await whole(second);
  await finalAct(second, 'Sahkan nilai ini');
  await expect(second.getByText(/sudah disahkan/).first()).toBeVisible();

  await chooseRound(first, '/petugas/perhitungan');
  await first.getByRole('button', { name: 'Hitung sekarang' }).click();
  await expect(first.getByText(/Perhitungan ini belum dapat diumumkan/)).toBeVisible();
  await whole(first);
  for (const member of [second, third]) {
    await member.goto(first.url());
    await member.getByRole('link', { name: 'Periksa lalu setujui' }).click();
    await whole(member);
    await finalAct(member, 'Setujui perhitungan ini');
    await expect(member.getByText(/dari 2 persetujuan/)).toBeVisible();
  }
  await announce(first, second, 'Hasil akhir');
});

test('everybody sees the result, and the applicant why it came out so', async ({ page }) => {
  await page.goto('/hasil');
  await whole(page);
  await page
    .getByRole('link', { name: /Hasil akhir/ })
    .first()
    .click();
  await whole(page);
  await page.goto('/masuk');
  await page.getByLabel('Surel').fill(EMAIL);
  await page.getByLabel('Kata sandi').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Masuk' }).click();
  await expect(page.getByRole('main').getByRole('button', { name: 'Masuk' })).toHaveCount(0);
  await page.goto('/lamaran');
  await whole(page);
  await page.getByRole('link', { name: 'Lihat keputusan' }).click();
  await expect(page.getByText(/Lulus dan mendapat formasi/).first()).toBeVisible();
  await expect(page.getByText(/80,25/).first()).toBeVisible();
  await whole(page);
  await page.goto('/kotak-masuk');
  await whole(page);
});

test('a civil servant enrols in a course and sees hours and certificate', async ({ browser }) => {
  const page = await demoPerson(browser, 'pegawai');
  await page.goto('/pelatihan');
  await whole(page);
  await page.goto('/pegawai/pelatihan');
  await whole(page);
  await page
    .getByRole('link', { name: /Melayani warga penyandang disabilitas/ })
    .first()
    .click();
  await whole(page);
  await page.getByRole('button', { name: 'Daftar ke kelas ini' }).click();
  await page.goto('/pegawai/pelatihan');
  await expect(page.getByText(/Melayani warga penyandang disabilitas/).first()).toBeVisible();
  await whole(page);
  await page.goto('/pegawai/jam');
  await whole(page);
  await page.goto('/pegawai/pelatihan');
  await page
    .getByRole('link', { name: /[Ss]ertifikat/ })
    .first()
    .click();
  await expect(page.getByText(/Pelayanan publik|Menulis surat/).first()).toBeVisible();
  await whole(page);
});
