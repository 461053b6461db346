/** The frame of a page about one part of a round: where one is, what went wrong, and that it loads. */
import type { ReactNode } from 'react';
import { AppPage } from '../../app/AppPage';
import { Trouble } from '../../ui/Trouble';
import { base, type Prepared, type usePrepared } from './preparation';
import { usePrepareTexts } from './prepareTexts';

export function OfficerFrame({
  title,
  found,
  children,
}: {
  title: string;
  found: ReturnType<typeof usePrepared>;
  children: (prepared: Prepared) => ReactNode;
}) {
  const t = usePrepareTexts();
  const { prepared } = found;
  return (
    <AppPage
      title={title}
      lead={prepared?.page.round.name}
      crumbs={[
        { label: t('title'), to: '/petugas/seleksi' },
        { label: prepared?.page.round.name ?? '…', to: base(found.agency, found.round) },
      ]}
    >
      <Trouble error={found.error} onRetry={found.retry} />
      {found.pending && <p className="text-muted">{t('loading')}</p>}
      {prepared && children(prepared)}
    </AppPage>
  );
}
