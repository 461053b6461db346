/** Those placed, by name, as `names.csv` lists them. Loads by itself. */
import { useAnswer } from '../../../api/useAnswer';
import { readSheet } from '../../../lib/checker';
import { DataTable } from '../../../ui/DataTable';
import { useProfileTexts } from './profileTexts';

async function fetchNames(address: string) {
  const answer = await fetch(address);
  if (!answer.ok) throw new TypeError('fetch failed');
  const { rows } = readSheet('expected', await answer.text());
  const named = rows.map(([code = '', name = '']) => ({ code, name }));
  return named.sort((one, other) => one.name.localeCompare(other.name, 'id'));
}

/** `folder`: the address of the announcement's files. */
export function Names({ folder }: { folder: string }) {
  const t = useProfileTexts();
  const address = `${folder}/names.csv`;
  const { data, problem } = useAnswer(`names ${address}`, () => fetchNames(address));
  if (problem) return <p role="alert">{t('namesLost')}</p>;
  if (!data) return null;
  return (
    <section className="grid gap-3">
      {data.length === 0 && <h2 className="text-xl">{t('namesTitle')}</h2>}
      {data.length === 0 ? (
        <p>{t('namesNone')}</p>
      ) : (
        <DataTable
          caption={t('namesTitle')}
          rows={data}
          rowKey={(one) => one.code}
          columns={[
            { key: 'name', title: t('name'), heading: true, cell: (one) => one.name },
            { key: 'code', title: t('code'), cell: (one) => one.code },
          ]}
        />
      )}
      <p className="max-w-prose text-sm text-muted">{t('namesHow')}</p>
    </section>
  );
}
