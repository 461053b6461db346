/** Pieces that the pages for runs share. */
import { Link } from '@tanstack/react-router';
import type { Problem } from '../../../api/problem';
import { useLanguage } from '../../../i18n/language';
import { DataTable } from '../../../ui/DataTable';
import { ProblemSummary } from '../../../ui/Form';
import { VerdictBanner } from '../../../ui/Verdict';
import { markFinding } from '../../exams/findings';
import { useNames } from '../../exams/parts';
import type { Run } from './data';
import { useRunTexts } from './texts';

export { Fact, Fingerprint, shortHash } from '../../exams/parts';

export function useRunName() {
  const t = useRunTexts();
  return (run: Run, name: (code: string) => string) =>
    t('runName', { number: String(run.number), stage: name(run.stage) });
}

/**
 * A refusal that names many people or cells: the sentence on top, the places as a table instead of links to fields
 * that this page does not have.
 */
export function Faults({ problem }: { problem: Problem | null }) {
  const t = useRunTexts();
  const language = useLanguage();
  if (!problem) return null;
  const cell = /^\/(\d+)\/(.*)$/;
  return (
    <div className="grid gap-4">
      <ProblemSummary problem={{ ...problem, errors: [] }} />
      {problem.errors.length > 0 && (
        <DataTable
          caption={t('faultsTitle')}
          rows={problem.errors.map((error, index) => ({ ...error, index }))}
          rowKey={(row) => String(row.index)}
          columns={[
            {
              key: 'where',
              title: t('faultWhere'),
              heading: true,
              cell: (row) => {
                const [, at, column] = cell.exec(row.pointer) ?? [];
                return at && at !== '0'
                  ? t('cellAt', { row: at, column: column ?? '' })
                  : row.pointer.slice(1).replace(/^0\//, '').replaceAll('/', ' ') || t('wholeFile');
              },
            },
            {
              key: 'what',
              title: t('faultWhat'),
              // Cells of a sheet carry the code of a finding, for which there are words here.
              cell: (row) =>
                cell.test(row.pointer)
                  ? markFinding(row.code, row.parameters ?? {}, language)
                  : row.message,
            },
          ]}
        />
      )}
    </div>
  );
}

const BLOCKS = {
  not_newest: 'block_not_newest',
  marks_changed: 'block_marks_changed',
  undecided: 'block_undecided',
  national_result_missing: 'block_national_result_missing',
  differences_unexplained: 'block_differences_unexplained',
} as const;

/** Whether the announcement may go out, and what stands in its way. */
export function Standing({ run, agency }: { run: Run; agency: string }) {
  const t = useRunTexts();
  if (run.announceable.allowed) {
    return (
      <VerdictBanner
        state="met"
        link={
          <Link
            className="link inline-flex min-h-11 items-center"
            to={`/petugas/pengumuman/${agency}/${run.round_id}` as string}
            search={
              { tahap: run.last_stage ? 'result' : 'shortlist', perhitungan: run.id } as never
            }
          >
            {t('toAnnouncement')}
          </Link>
        }
      >
        {t('ready')}
      </VerdictBanner>
    );
  }
  const words = (block: string) =>
    block === 'approval_missing'
      ? t('block_approval_missing', { done: run.approvals.length, needed: run.approvals_needed })
      : block in BLOCKS
        ? t(BLOCKS[block as keyof typeof BLOCKS])
        : t('block_other', { code: block });
  return (
    <VerdictBanner
      state="waiting"
      link={
        <ul className="grid list-disc gap-1 pl-5">
          {run.announceable.blocks.map((block) => (
            <li key={block}>{words(block)}</li>
          ))}
        </ul>
      }
    >
      {t('blocked')}
    </VerdictBanner>
  );
}

export { useNames };
