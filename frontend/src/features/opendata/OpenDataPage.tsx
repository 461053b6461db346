/** Open data: the files of each year and kind, their licence, source and columns. */
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { useAnswer } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { useLanguage } from '../../i18n/language';
import { DataTable } from '../../ui/DataTable';
import { Instant } from '../../ui/figures';
import { Icon } from '../../ui/Icon';
import { EmptyState } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { useUiTexts } from '../../ui/texts';
import { useOpenDataTexts } from './texts';

type Set = components['schemas']['DataSet'];

const KINDS = [
  'cpns',
  'pppk',
  'blud_professional',
  'open_bidding',
  'internal',
  'internship',
] as const;

export function OpenDataPage() {
  const t = useOpenDataTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const { data, problem, again } = useAnswer('open data', () => ask(api.GET('/api/v1/open-data')));
  return (
    <AppPage title={t('title')} lead={t('lead')} motif>
      {!data && !problem && <p role="status">{ui('loading')}</p>}
      <Trouble error={problem} onRetry={again} />
      {data?.sets.length === 0 && <EmptyState title={t('empty')}>{t('emptyHow')}</EmptyState>}
      {data && data.sets.length > 0 && (
        <ul className="grid gap-4 md:grid-cols-2">
          {data.sets.map((set) => (
            <SetCard key={set.name} set={set} />
          ))}
        </ul>
      )}
      {data && (
        <>
          <section className="grid gap-2">
            <h2 className="text-xl">{t('licenceTitle')}</h2>
            <p className="max-w-prose">
              <a className="link" href={data.licence_address} rel="noreferrer">
                {t('licence', { licence: data.licence })}
              </a>
            </p>
            <p className="max-w-prose">{t('source')}</p>
          </section>
          <section className="grid gap-2">
            <h2 className="text-xl">{t('formatTitle')}</h2>
            <p className="max-w-prose">{t('format')}</p>
          </section>
          <DataTable
            caption={t('columnsTitle')}
            rows={data.columns}
            rowKey={(column) => column.name}
            columns={[
              {
                key: 'name',
                title: t('column'),
                heading: true,
                cell: (column) => <code>{column.name}</code>,
              },
              {
                key: 'meaning',
                title: t('meaning'),
                cell: (column) => (language === 'id' ? column.meaning_id : column.meaning_en),
              },
            ]}
          />
        </>
      )}
    </AppPage>
  );
}

function SetCard({ set }: { set: Set }) {
  const t = useOpenDataTexts();
  const formats: Record<string, string> = {
    csv: t('csv'),
    'csv.gz': t('csvGz'),
    ndjson: t('ndjson'),
    'ndjson.gz': t('ndjsonGz'),
  };
  const known = KINDS.find((kind) => kind === set.kind);
  // A year is a name, not a quantity: no separator in it.
  const title = t('setTitle', { year: String(set.year), kind: known ? t(known) : set.kind });
  return (
    <li className="card grid content-start gap-2 p-4 sm:p-5">
      <h2 className="text-lg">{title}</h2>
      <p className="font-semibold">{t('rows', { count: set.rows })}</p>
      <p className="text-sm text-muted">
        {t('changed')}: <Instant at={set.updated_at} />
      </p>
      <ul>
        {set.files.map((file) => (
          <li key={file.format}>
            <a className="link inline-flex min-h-11 items-center gap-2" href={file.path} download>
              <Icon name="download" className="size-4" />
              {t('download', { format: formats[file.format] ?? file.format })}
              <span className="sr-only">: {title}</span>
            </a>
          </li>
        ))}
      </ul>
    </li>
  );
}
