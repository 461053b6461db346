/** Requirement down, evidence beside, verdict at the right; on a phone each row is a card. */
import type { ReactNode } from 'react';
import { DataTable } from './DataTable';
import { useShowTexts } from './showTexts';
import { Verdict, type VerdictState } from './Verdict';

export type MatrixRow = {
  key: string;
  requirement: ReactNode;
  evidence: ReactNode;
  verdict: VerdictState;
  /** Why, where the verdict needs a reason. */
  reason?: ReactNode;
};

export function Matrix({ caption, rows }: { caption: string; rows: MatrixRow[] }) {
  const t = useShowTexts();
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        {
          key: 'requirement',
          title: t('requirement'),
          heading: true,
          cell: (row) => row.requirement,
        },
        { key: 'evidence', title: t('evidence'), cell: (row) => row.evidence },
        {
          key: 'verdict',
          title: t('verdict'),
          cell: (row) => (
            <>
              <Verdict state={row.verdict} />
              {row.reason && <span className="mt-1 block text-sm text-muted">{row.reason}</span>}
            </>
          ),
        },
      ]}
    />
  );
}
