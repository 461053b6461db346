/** The same check as one HTML file, with the hash that the build made of it. */
import { useEffect, useState } from 'react';
import { formatBytes } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { Icon } from '../../ui/Icon';
import { useMoreTexts } from './moreTexts';

type Built = { name: string; bytes: number; sha256: string };

/** Written by `scripts/one-file.mjs`; while developing there is none. */
const ADDRESS = '/periksa.json';

function useBuilt() {
  const [built, setBuilt] = useState<Built | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    fetch(ADDRESS, { signal: gone.signal })
      .then((answer) => answer.json())
      .then(setBuilt, () => {
        // Without a line nothing can be downloaded either; the page itself goes on.
      });
    return () => gone.abort();
  }, []);
  return built;
}

export function OneFile() {
  const t = useMoreTexts();
  const language = useLanguage();
  const built = useBuilt();
  if (!built) return null;
  const { name, bytes, sha256 } = built;
  return (
    <section className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4 sm:p-6">
      <h2 className="text-xl">{t('fileTitle')}</h2>
      <p className="max-w-prose">{t('fileHow')}</p>
      <a
        className="link inline-flex min-h-11 items-center gap-2 justify-self-start font-semibold"
        href={`/${name}`}
        download={name}
      >
        <Icon name="download" />
        {t('fileSave', { name, size: formatBytes(bytes, language) })}
      </a>
      <dl>
        <dt className="text-sm text-muted">{t('fileHash')}</dt>
        <dd className="figures font-semibold wrap-anywhere">{sha256}</dd>
      </dl>
      <p className="max-w-prose text-sm text-muted">{t('fileHashHow')}</p>
    </section>
  );
}
