/** An organizer plans a session with a trainer, publishes and copies it; a civil servant and a head take seats. */
import { expect, test } from '@playwright/test';
import { demoPerson, finalAct, whole } from './people';

const TITLE = `Surat yang mudah dipahami ${Date.now()}`;

/** A day from today on, in Jakarta. */
function day(ahead: number) {
  const at = new Date(Date.now() + 7 * 3_600_000 + ahead * 86_400_000);
  return at.toISOString().slice(0, 10);
}

test.describe.configure({ mode: 'serial' });
test.setTimeout(180_000);

test('an organizer writes a course, plans its session, publishes it, and copies it', async ({
  browser,
}) => {
  const page = await demoPerson(browser, 'penyelenggara');
  await page.goto('/petugas/pelatihan');
  await whole(page);
  await page.getByRole('link', { name: 'Buat pelatihan baru' }).click();
  await page.getByRole('button', { name: 'Simpan pelatihan' }).click();
  await expect(page.getByRole('alert')).toContainText('Judul pelatihan belum diisi');
  await whole(page);
  await page.getByLabel('Judul pelatihan').fill(TITLE);
  await page.getByLabel('Tujuan').fill('Peserta menulis surat dengan kalimat pendek.');
  await page.getByLabel('Jumlah JP').fill('4');
  await page.getByRole('button', { name: 'Simpan pelatihan' }).click();

  await page.getByLabel('Nama kelas').fill('Angkatan I');
  await page.getByLabel('Tempat').fill('Aula Balai Kota');
  await page.getByLabel('Jumlah kursi').fill('20');
  const first = page.getByRole('group', { name: 'Pertemuan 1' });
  await first.getByLabel('Tanggal').fill(day(6));
  await first.getByLabel('Mulai').fill('08:00');
  await first.getByLabel('Selesai').fill('09:30');
  await first.getByLabel('JP').fill('2');
  await page.getByRole('button', { name: 'Tambah pertemuan' }).click();
  const second = page.getByRole('group', { name: 'Pertemuan 2' });
  await expect(second.getByLabel('Tanggal')).toHaveValue(day(7));
  // Two hours of 45 minutes do not fit into one hour: the server says so, and what was typed stays.
  await second.getByLabel('Selesai').fill('09:00');
  await page.getByLabel('Dibuka').fill(`${day(-1)}T08:00`);
  await page.getByLabel('Ditutup').fill(`${day(4)}T23:59`);
  await page.getByLabel('Cari nama pegawai').fill('rekaan');
  await page
    .getByRole('button', { name: /^Pilih/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Simpan rancangan' }).click();
  await expect(page.getByRole('alert')).toContainText('lebih pendek dari JP-nya');
  await expect(page.getByLabel('Tempat')).toHaveValue('Aula Balai Kota');
  await whole(page);
  await second.getByLabel('Selesai').fill('09:30');
  await page.getByRole('button', { name: 'Simpan rancangan' }).click();

  await expect(page.getByText('Kelas ini masih rancangan')).toBeVisible();
  await whole(page);
  await page.getByRole('link', { name: 'Umumkan kelas' }).click();
  await expect(page.getByText('20 kursi di Aula Balai Kota')).toBeVisible();
  await whole(page);
  await finalAct(page, 'Umumkan kelas');
  await expect(page.getByText('Kelas ini masih rancangan')).toHaveCount(0);

  await page.getByRole('link', { name: 'Salin untuk kelas berikutnya' }).click();
  await page.getByLabel('Nama kelas').fill('Angkatan II');
  await page.getByLabel('Tanggal', { exact: true }).fill('8');
  await page.getByLabel('Bulan').selectOption('03');
  await page.getByLabel('Tahun').fill(String(new Date().getFullYear() + 1));
  await expect(page.getByText(/Pertemuan 2: .* 9 Maret/)).toBeVisible();
  await whole(page);
  await page.getByRole('button', { name: 'Buat rancangan' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Angkatan II');
  await expect(page.getByText('Kelas ini masih rancangan')).toBeVisible();
});

test('a civil servant takes a seat, and a head takes one for somebody of the unit', async ({
  browser,
}) => {
  const own = await demoPerson(browser, 'pegawai');
  await own.goto('/pegawai/pelatihan');
  await own.getByRole('link', { name: `${TITLE} · Angkatan I` }).click();
  await own.getByRole('button', { name: 'Daftar ke kelas ini' }).click();
  await expect(own.getByText('Anda terdaftar di kelas ini.')).toBeVisible();
  await whole(own);
  await own.goto('/pegawai/jam');
  await expect(own.getByRole('rowheader', { name: TITLE })).toBeVisible();

  const head = await demoPerson(browser, 'kepala');
  await head.goto('/pegawai/tim');
  await head.getByLabel('Kelas').selectOption({ label: `${TITLE} · Angkatan I` });
  await head
    .getByRole('button', { name: /^Daftarkan/ })
    .first()
    .click();
  await expect(head.getByText('sudah didaftarkan dan diberi tahu')).toBeVisible();
  await expect(head.getByText('Sudah terdaftar')).toBeVisible();
  await whole(head);
});
