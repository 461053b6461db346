/** Examples of what people read. */
import { announce } from '../ui/announce';
import { BarChart } from '../ui/BarChart';
import { Button } from '../ui/Button';
import { DataTable } from '../ui/DataTable';
import { Deadline, Instant, Mark, Money, Proof } from '../ui/figures';
import { LongWork } from '../ui/LongWork';
import { Matrix } from '../ui/Matrix';
import { EmptyState, LoadMore } from '../ui/Page';
import { Queue } from '../ui/Queue';
import { Songket, SongketMark } from '../ui/Songket';
import { StatusLine } from '../ui/StatusLine';
import { Verdict, VerdictBanner, type VerdictState } from '../ui/Verdict';
import type { Example } from './Workshop';

const NOW = new Date('2026-11-24T09:00:00Z');
const STATES: VerdictState[] = ['met', 'unmet', 'waiting', 'person', 'unchecked'];
const steps = ['Lamaran', 'Verifikasi berkas', 'Ujian', 'Hasil', 'Pengangkatan'];
const rows = [
  { code: 'P-001', post: 'Perawat Terampil', mark: '412.500', pay: 4_500_000 },
  { code: 'P-002', post: 'Apoteker Ahli Pertama', mark: '398.125', pay: 5_200_000 },
];

export const showExamples: Example[] = [
  {
    component: 'Songket',
    examples: [
      {
        name: 'pita dan tanda',
        show: () => (
          <div className="grid gap-4 text-brand">
            <Songket />
            <SongketMark className="size-16" />
          </div>
        ),
      },
    ],
  },
  {
    component: 'StatusLine',
    examples: [
      {
        name: 'berkas diperiksa',
        show: () => (
          <StatusLine
            steps={steps}
            current={1}
            happened="Lamaran Anda sudah kami terima."
            next="Tunggu pemeriksaan berkas."
            by={<Deadline closes="2026-12-11T17:00:00Z" now={NOW} />}
          />
        ),
      },
    ],
  },
  {
    component: 'Verdict, VerdictBanner',
    examples: [
      {
        name: 'semua keadaan',
        show: () => (
          <div className="flex flex-wrap gap-3">
            {STATES.map((state) => (
              <Verdict key={state} state={state} />
            ))}
          </div>
        ),
      },
      ...STATES.slice(0, 3).map((state) => ({
        name: `bendera: ${state}`,
        show: () => (
          <VerdictBanner
            state={state}
            link={
              <a className="link" href="#main">
                Lihat rinciannya
              </a>
            }
          >
            Satu kalimat yang mengatakan hasilnya.
          </VerdictBanner>
        ),
      })),
    ],
  },
  {
    component: 'Matrix',
    examples: [
      {
        name: 'syarat formasi',
        show: () => (
          <Matrix
            caption="Syarat dan bukti"
            rows={[
              {
                key: 'a',
                requirement: 'Pendidikan D-III Keperawatan',
                evidence: 'Ijazah, halaman 1',
                verdict: 'met',
              },
              {
                key: 'b',
                requirement: 'Usia paling tinggi 35 tahun',
                evidence: 'Tanggal lahir di KTP',
                verdict: 'unmet',
                reason: '36 tahun pada hari pelamaran.',
              },
              {
                key: 'c',
                requirement: 'STR yang masih berlaku',
                evidence: 'STR',
                verdict: 'person',
              },
            ]}
          />
        ),
      },
    ],
  },
  {
    component: 'DataTable',
    examples: [
      {
        name: 'nilai',
        show: () => (
          <DataTable
            caption="Peserta"
            rows={rows}
            rowKey={(row) => row.code}
            sort={{ key: 'mark', descending: true }}
            onSort={() => {}}
            columns={[
              { key: 'code', title: 'Kode', heading: true, cell: (row) => row.code },
              { key: 'post', title: 'Jabatan', cell: (row) => row.post },
              {
                key: 'mark',
                title: 'Nilai',
                numeric: true,
                sortable: true,
                cell: (row) => <Mark value={row.mark} />,
              },
              {
                key: 'pay',
                title: 'Penghasilan',
                numeric: true,
                cell: (row) => <Money rupiah={row.pay} />,
              },
            ]}
          />
        ),
      },
    ],
  },
  {
    component: 'Queue',
    examples: [
      {
        name: 'verifikasi',
        show: () => (
          <Queue
            title="Berkas menunggu"
            count={150}
            oldest="3 hari"
            forecast="2 Desember 2026"
            promised="11 Desember 2026"
            items={rows}
            itemKey={(row) => row.code}
          >
            {(row) => (
              <a className="link inline-flex min-h-11 items-center" href={`#${row.code}`}>
                {row.code} · {row.post}
              </a>
            )}
          </Queue>
        ),
      },
    ],
  },
  {
    component: 'BarChart',
    examples: [
      {
        name: 'pelamar',
        show: () => (
          <BarChart
            title="Pelamar per unit"
            sentence="Rumah sakit menerima paling banyak pelamar."
            unit="Pelamar"
            bars={[
              { label: 'Rumah Sakit', value: 1240 },
              { label: 'Dinas Kesehatan', value: 310 },
              { label: 'Dinas Pendidikan', value: 86 },
            ]}
          />
        ),
      },
    ],
  },
  {
    component: 'LongWork',
    examples: [
      {
        name: 'berjalan',
        show: () => (
          <LongWork label="Memuat berkas pelamar" done={420} total={1200} perMinute={130} />
        ),
      },
    ],
  },
  {
    component: 'Proof',
    examples: [
      {
        name: 'tanda terima',
        show: () => (
          <Proof label="Nomor tanda terima" value="CTH-7QK4-M2XN">
            <p>
              Diterima <Instant at="2026-11-24T09:00:00Z" />.
            </p>
          </Proof>
        ),
      },
    ],
  },
  {
    component: 'Deadline, Instant, Money, Mark',
    examples: [
      {
        name: 'angka',
        show: () => (
          <ul className="grid gap-1">
            <li>
              <Deadline closes="2026-11-24T17:00:00Z" now={NOW} />
            </li>
            <li>
              <Deadline closes="2026-11-20T17:00:00Z" now={NOW} />
            </li>
            <li>
              <Instant at="2026-11-24T09:00:00Z" zone="Asia/Jayapura" />
            </li>
            <li>
              <Money rupiah={4_500_000} /> · <Mark value="412.500" />
            </li>
          </ul>
        ),
      },
    ],
  },
  {
    component: 'EmptyState, LoadMore, announce',
    examples: [
      {
        name: 'kosong',
        show: () => (
          <EmptyState title="Belum ada lamaran">Lamaran yang Anda kirim muncul di sini.</EmptyState>
        ),
      },
      {
        name: 'muat lagi',
        show: () => <LoadMore shown={20} more loading={false} onMore={() => {}} />,
      },
      {
        name: 'pemberitahuan',
        show: () => (
          <div>
            <Button onClick={() => announce('Draf tersimpan.')}>Tampilkan pemberitahuan</Button>
          </div>
        ),
      },
    ],
  },
];
