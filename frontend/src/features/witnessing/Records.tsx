/** The log of one agency, or the way to each where there are several. */
import { QueryClientProvider } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { queries } from '../../api/queries';
import { EmptyState } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { LogView } from './LogView';
import { useAgencyName, useRecords } from './log';
import { useLogTexts } from './texts';

/** A public page brings what the rooms behind a sign-in have from their shell. */
export default function Records() {
  return (
    <QueryClientProvider client={queries}>
      <Which />
    </QueryClientProvider>
  );
}

function Which() {
  const { agency } = useParams({ strict: false });
  return agency ? <One agency={agency} /> : <All />;
}

function One({ agency }: { agency: string }) {
  const t = useLogTexts();
  return <LogView agency={agency} name={useAgencyName(agency) ?? t('title')} />;
}

function All() {
  const t = useLogTexts();
  const records = useRecords();
  if (records.isPending) return <p className="text-muted">{t('loading')}</p>;
  if (!records.data) return <Trouble error={records.error} onRetry={records.refetch} />;
  const all = records.data;
  const [only] = all.length === 1 ? all : [];
  if (only) return <LogView agency={only.id} name={only.name} />;
  if (all.length === 0) return <EmptyState title={t('none')}>{t('noneHow')}</EmptyState>;
  return (
    <ul className="grid gap-2">
      {all.map(({ id, name }) => (
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
  );
}
