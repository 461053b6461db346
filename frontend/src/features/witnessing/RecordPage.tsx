/** `/catatan`: what signs the public record, who watches it, and what changed of both. */
import { Link, useParams } from '@tanstack/react-router';
import { AppPage } from '../../app/AppPage';
import { EmptyState } from '../../ui/Page';
import { LogView } from './LogView';
import { useRecords } from './log';
import { useLogTexts } from './texts';

export function RecordsPage() {
  const t = useLogTexts();
  const records = useRecords();
  const [first, ...more] = records.data ?? [];
  return (
    <AppPage title={t('title')} lead={t('lead')} crumbs={crumbs(t)} motif>
      {records.isPending && <p className="text-muted">{t('loading')}</p>}
      {!records.isPending && !first && <EmptyState title={t('none')}>{t('noneHow')}</EmptyState>}
      {first && more.length === 0 && <LogView agency={first.id} name={first.name} />}
      {first && more.length > 0 && (
        <ul className="grid gap-2">
          {[first, ...more].map(({ id, name }) => (
            <li key={id}>
              <Link
                className="link inline-flex min-h-11 items-center"
                to="/catatan/$agency"
                params={{ agency: id }}
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </AppPage>
  );
}

export function RecordPage() {
  const t = useLogTexts();
  const { agency = '' } = useParams({ strict: false });
  const name = useRecords().data?.find(({ id }) => id === agency)?.name;
  return (
    <AppPage title={t('title')} lead={t('lead')} crumbs={crumbs(t)} motif>
      <LogView agency={agency} name={name ?? agency} />
    </AppPage>
  );
}

const crumbs = (t: ReturnType<typeof useLogTexts>) => [
  { label: t('back'), to: '/periksa' as const },
  { label: t('title') },
];
