/** The sheet of released verdicts of a national selection, in the layout that SSCASN reads. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { usePermission } from '../../api/session';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { ProblemSummary } from '../../ui/Form';
import { Icon } from '../../ui/Icon';
import { Select } from '../../ui/inputs';
import { save } from '../../ui/save';
import { Trouble } from '../../ui/Trouble';
import { useVerificationTexts } from './texts';

type Place = { agency: string; round: string };
type Format = 'xlsx' | 'csv';

export function VerdictSheet({ place }: { place: Place }) {
  const t = useVerificationTexts();
  const may = usePermission('applicants.export');
  const { problem, running, run } = useProblem();
  const [format, setFormat] = useState<Format>('xlsx');
  const rounds = useQuery({
    queryKey: ['rounds', place.agency],
    enabled: may,
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds', { params: { path: { agency: place.agency } } }),
      ),
  });
  const national = rounds.data?.some(
    (round) => round.id === place.round && round.door === 'national',
  );
  if (!may) return null;
  if (rounds.error) return <Trouble error={rounds.error} onRetry={rounds.refetch} part />;
  if (!national) return null;
  // The session travels in a header, so a plain link could not fetch it.
  const fetchSheet = () =>
    run(async () => {
      const file = await ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/verification/sheet', {
          params: { path: place, query: { format } },
          parseAs: 'blob',
        }),
      );
      save(file as unknown as Blob, `hasil-verifikasi.${format}`);
      announce(t('sheetSaved'));
    });
  return (
    <section className="card grid max-w-prose justify-items-start gap-4 p-4">
      <h2 className="text-xl">{t('sheetTitle')}</h2>
      <p>{t('sheetLead')}</p>
      <ProblemSummary problem={problem} />
      <Select
        pointer="/format"
        label={t('sheetFormat')}
        required
        value={format}
        onChange={(chosen) => setFormat(chosen === 'csv' ? 'csv' : 'xlsx')}
        options={[
          { value: 'xlsx', label: 'Excel (XLSX)' },
          { value: 'csv', label: 'CSV' },
        ]}
      />
      <Button busy={running} onClick={fetchSheet}>
        <Icon name="download" />
        {t('sheetDownload')}
      </Button>
    </section>
  );
}
