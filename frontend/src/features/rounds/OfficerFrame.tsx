/** The frame of a page about one part of a round: where one is, what went wrong, and that it loads. */
import type { ReactNode } from 'react';
import { asProblem } from '../../api/problem';
import { AppPage } from '../../app/AppPage';
import { ProblemSummary } from '../../ui/ProblemSummary';
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
  const { prepared, error } = found;
  return (
    <AppPage
      title={title}
      lead={prepared?.page.round.name}
      crumbs={[
        { label: t('title'), to: '/petugas/seleksi' },
        { label: prepared?.page.round.name ?? '…', to: base(found.agency, found.round) },
      ]}
    >
      <ProblemSummary problem={error ? asProblem(error) : null} />
      {found.pending && <p className="text-muted">{t('loading')}</p>}
      {prepared && children(prepared)}
    </AppPage>
  );
}
