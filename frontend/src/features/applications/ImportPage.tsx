/** `/petugas/impor`: upload an SSCASN export, read its findings, apply it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProblem } from '../../api/hooks';
import { useSession } from '../../api/session';
import { AppPage } from '../../app/AppPage';
import { DataTable } from '../../ui/DataTable';
import { FileDrop } from '../../ui/FileDrop';
import { Instant } from '../../ui/figures';
import { Select } from '../../ui/inputs';
import { Working } from '../../ui/LongWork';
import { EmptyState } from '../../ui/Page';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { Trouble } from '../../ui/Trouble';
import { VerdictSheet } from '../verification/VerdictSheet';
import { type ImportAnswer, importRounds, imports } from './api';
import { ImportOutcome } from './ImportOutcome';
import { Waiting } from './parts';
import { useApplicationTexts } from './texts';
import { upload } from './upload';

const MAX_BYTES = 20_000_000;

function useAgency(): string {
  const session = useSession();
  if (!('me' in session)) return '';
  const grant = session.me.grants.find((one) => one.permissions.includes('applicants.import'));
  return grant?.agency_id ?? '';
}

export function ImportPage() {
  const t = useApplicationTexts();
  const agency = useAgency();
  const rounds = useQuery({
    queryKey: ['import-rounds', agency],
    queryFn: () => importRounds(agency),
  });
  const [chosen, choose] = useState('');
  const items = rounds.data?.items ?? [];
  const round = chosen || (items.length === 1 ? (items[0]?.id ?? '') : '');
  return (
    <AppPage title={t('importTitle')} lead={t('importLead')}>
      {rounds.isPending && <Waiting />}
      <Trouble error={rounds.error} onRetry={rounds.refetch} />
      {rounds.data && items.length === 0 && (
        <EmptyState title={t('importNoRound')}>{t('importNoRoundHow')}</EmptyState>
      )}
      {items.length > 0 && (
        <div className="max-w-prose">
          <Select
            pointer="/round"
            label={t('importRound')}
            required
            value={round}
            onChange={choose}
            options={items.map((item) => ({
              value: item.id,
              label: `${item.name} (${item.applicants})`,
            }))}
          />
        </div>
      )}
      {round && <Round key={round} agency={agency} round={round} />}
    </AppPage>
  );
}

function Round({ agency, round }: { agency: string; round: string }) {
  const t = useApplicationTexts();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<number>();
  const [waiting, setWaiting] = useState(false);
  const [current, setCurrent] = useState<ImportAnswer>();
  const { problem, run } = useProblem();
  const path = `/api/v1/agencies/${agency}/rounds/${round}/imports`;
  const refresh = () => queries.invalidateQueries({ queryKey: ['imports', agency, round] });
  const send = (file: File) =>
    run(async () => {
      setCurrent(undefined);
      setProgress(0);
      try {
        const answer = await upload<ImportAnswer>(path, file, (percent, cut) => {
          setProgress(percent);
          setWaiting(cut);
        });
        setCurrent(answer);
      } finally {
        setProgress(undefined);
        setWaiting(false);
      }
      await refresh();
    });
  return (
    <>
      <div className="grid max-w-prose gap-4">
        <ProblemSummary problem={problem} />
        <FileDrop
          pointer="/file"
          label={t('importFile')}
          hint={t('importHint')}
          required
          accept=".xlsx,.csv,text/csv"
          kinds="XLSX, CSV"
          maxBytes={MAX_BYTES}
          progress={progress}
          waiting={waiting}
          onFile={send}
        />
        {progress === 100 && <Working label={t('importChecking')} />}
      </div>
      {current && (
        <ImportOutcome
          agency={agency}
          found={current}
          onApplied={(applied) => {
            setCurrent(applied);
            refresh();
            queries.invalidateQueries({ queryKey: ['import-rounds', agency] });
          }}
        />
      )}
      <VerdictSheet place={{ agency, round }} />
      <History agency={agency} round={round} onOpen={setCurrent} />
    </>
  );
}

function History({
  agency,
  round,
  onOpen,
}: {
  agency: string;
  round: string;
  onOpen: (found: ImportAnswer) => void;
}) {
  const t = useApplicationTexts();
  const found = useQuery({
    queryKey: ['imports', agency, round],
    queryFn: () => imports(agency, round),
  });
  const words = {
    refused: t('stateRefused'),
    checked: t('stateChecked'),
    applied: t('stateApplied'),
  } as const;
  if (found.isPending) return <Waiting />;
  if (!found.data) return <Trouble error={found.error} onRetry={found.refetch} part />;
  if (found.data.items.length === 0)
    return <EmptyState title={t('importHistoryNone')}>{t('importHistoryNoneHow')}</EmptyState>;
  return (
    <DataTable
      caption={t('importHistory')}
      rows={found.data.items}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'when',
          title: t('importWhen'),
          heading: true,
          cell: (row) => (
            <button
              type="button"
              className="link min-h-11 cursor-pointer text-left"
              onClick={() => onOpen(row)}
            >
              <Instant at={row.uploaded_at} />
            </button>
          ),
        },
        {
          key: 'state',
          title: t('importState'),
          cell: (row) => words[row.state as keyof typeof words] ?? row.state,
        },
        { key: 'rows', title: t('importRows'), numeric: true, cell: (row) => row.row_count },
      ]}
    />
  );
}
