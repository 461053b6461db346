/** The files from which anybody recomputes an announcement: one archive, each file with its hash. Loads by itself. */
import { formatBytes } from '../../i18n/format';
import { useLanguage, type Words } from '../../i18n/language';
import { DataTable } from '../../ui/DataTable';
import { CheckLink } from '../check/CheckLink';
import type { Detail } from './parts';

const WORDS = {
  title: { id: 'Periksa sendiri', en: 'Check it yourself' },
  how: {
    id: 'Semua yang diperlukan untuk menghitung ulang pengumuman ini tanpa server kami: aturan, nilai dengan kode peserta, hasil dan alasannya. Arti setiap kolom ada dalam dictionary.csv.',
    en: 'Everything needed to recompute this announcement without our server: rules, marks by participant code, outcomes and reasons. dictionary.csv explains every column.',
  },
  zip: {
    id: 'Unduh semua berkas (ZIP, {size} sebelum dikempa)',
    en: 'Download all files (ZIP, {size} unpacked)',
  },
  list: { id: 'Sidik daftar berkas (SHA-256)', en: 'Hash of the list of files (SHA-256)' },
  listHow: {
    id: 'Sidik ini tercatat dalam catatan publik bersama pengumumannya.',
    en: 'This hash stands in the public record with the announcement.',
  },
  checker: {
    id: 'Sidik pemeriksa satu berkas, periksa.html, saat pengumuman ini terbit (SHA-256)',
    en: 'Hash of the checker in one file, periksa.html, when this was published (SHA-256)',
  },
  each: { id: 'Berkas satu per satu', en: 'The files one by one' },
  file: { id: 'Berkas', en: 'File' },
  size: { id: 'Ukuran', en: 'Size' },
  hash: { id: 'Sidik (SHA-256)', en: 'Hash (SHA-256)' },
} satisfies Record<string, Words>;

export function OwnFiles({ detail, hash }: { detail: Detail; hash: string }) {
  const language = useLanguage();
  const word = (key: keyof typeof WORDS) => WORDS[key][language];
  const base = `/api/v1/agencies/${detail.agency_id}/rounds/${detail.round_id}/announcements/${detail.id}`;
  const size = detail.files.reduce((sum, file) => sum + file.size, 0);
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{word('title')}</h2>
      <p className="max-w-prose">{word('how')}</p>
      <CheckLink />
      <a
        className="link inline-flex min-h-11 items-center justify-self-start"
        href={`${base}/bundle.zip`}
        download
      >
        {word('zip').replace('{size}', formatBytes(size, language))}
      </a>
      <p className="max-w-prose text-sm text-muted">
        {word('list')}: <span className="break-all">{hash}</span>. {word('listHow')}
      </p>
      {detail.checker_hash && (
        <p className="max-w-prose text-sm text-muted">
          {word('checker')}: <span className="break-all">{detail.checker_hash}</span>
        </p>
      )}
      <details>
        <summary className="inline-flex min-h-11 cursor-pointer items-center">
          {word('each')}
        </summary>
        <DataTable
          caption={word('each')}
          rows={detail.files}
          rowKey={(file) => file.name}
          columns={[
            {
              key: 'file',
              title: word('file'),
              heading: true,
              cell: (file) => (
                <a
                  className="link inline-flex min-h-11 items-center"
                  href={`${base}/bundle/${file.name}`}
                >
                  {file.name}
                </a>
              ),
            },
            {
              key: 'size',
              title: word('size'),
              numeric: true,
              cell: (file) => formatBytes(file.size, language),
            },
            {
              key: 'hash',
              title: word('hash'),
              cell: (file) => <span className="text-sm break-all">{file.sha256}</span>,
            },
          ]}
        />
      </details>
    </section>
  );
}
