/** What a checked file says: the verdict in one sentence, the findings, and the act that applies it. */
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { useLanguage } from '../../i18n/language';
import { DataTable } from '../../ui/DataTable';
import { FinalAct } from '../../ui/FinalAct';
import { Working } from '../../ui/LongWork';
import { Verdict, VerdictBanner } from '../../ui/Verdict';
import { applyImport, type ImportAnswer, loadImport } from './api';
import { findingWords } from './findings';
import { useApplicationTexts } from './texts';

export function ImportOutcome({
  agency,
  found,
  onApplied,
}: {
  agency: string;
  found: ImportAnswer;
  onApplied: (applied: ImportAnswer) => void;
}) {
  const t = useApplicationTexts();
  const language = useLanguage();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const act = () =>
    run(async () => {
      const now = await loadImport(agency, found.round_id, found.id);
      onApplied(await applyImport(agency, found.round_id, found.id, now.etag, key.current()));
      key.renew();
    });
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Banner found={found} />
      {found.findings.length > 0 && (
        <div className="grid gap-2">
          <DataTable
            caption={`${t('importFindings')}${found.warning_count ? ` (${t('importWarnings', { count: found.warning_count })})` : ''}`}
            rows={found.findings.map((finding, index) => ({ ...finding, index }))}
            rowKey={(row) => String(row.index)}
            columns={[
              { key: 'row', title: t('importRow'), heading: true, cell: (row) => row.row },
              {
                key: 'column',
                title: t('importColumn'),
                cell: (row) => (row.letter ? `${row.column} (${row.letter})` : row.column),
              },
              {
                key: 'finding',
                title: t('importFinding'),
                cell: (row) => findingWords(row.code, row.parameters, language),
              },
              {
                key: 'severity',
                title: t('importSeverity'),
                cell: (row) => (
                  <Verdict state={row.severity === 'error' ? 'unmet' : 'waiting'}>
                    {t(row.severity === 'error' ? 'importError' : 'importWarning')}
                  </Verdict>
                ),
              },
            ]}
          />
          {found.error_count + found.warning_count > found.findings.length && (
            <p className="text-sm text-muted">
              {t('importMore', { count: found.findings.length })}
            </p>
          )}
        </div>
      )}
      {running && <Working label={t('importApplying')} />}
      {found.state === 'checked' && (
        <FinalAct
          act={t('importApply', { count: found.row_count })}
          running={running}
          problem={problem}
          onAct={act}
          willHappen={[t('importWillApply', { count: found.row_count }), t('importWillKeep')]}
          toWhom={t('importToWhom')}
          recorded={t('importRecorded')}
        />
      )}
    </section>
  );
}

function Banner({ found }: { found: ImportAnswer }) {
  const t = useApplicationTexts();
  const language = useLanguage();
  if (found.state === 'applied' && found.done) {
    return <VerdictBanner state="met">{t('importApplied', found.done)}</VerdictBanner>;
  }
  if (found.state === 'checked') {
    return (
      <VerdictBanner state="waiting">
        {t('importChecked', { count: found.row_count })}
      </VerdictBanner>
    );
  }
  const columns: Record<string, string> = { columns: found.columns.join(', ') };
  return (
    <VerdictBanner state="unmet">
      {found.refusal
        ? findingWords(found.refusal, columns, language)
        : t('importRefused', { count: found.error_count })}
    </VerdictBanner>
  );
}
