/** One's own marks as they were announced, each with the proof that the record holds of it. */
import type { components } from '../../api/schema.gen';
import { formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { DataTable } from '../../ui/DataTable';
import { Mark } from '../../ui/figures';
import type { Owned } from './api';
import { Download } from './Download';
import { useProofTexts } from './texts';
import { useKind, useProofs } from './useProofs';

type Stage = Pick<
  components['schemas']['StageDecision'],
  'marks' | 'mark_proofs' | 'legend' | 'announcement'
>;

/** Components in the order of their sheets; of one in several sheets, the last leaf holds. */
export function provenMarks({ marks, mark_proofs }: Stage) {
  const leaves = new Map<string, string>();
  for (const { leaf, components } of mark_proofs) {
    for (const component of components) leaves.set(component, leaf);
  }
  return [...leaves].map(([component, leaf]) => ({
    component,
    leaf,
    value: marks.find(({ code }) => code === component)?.value,
  }));
}

export default function Marks({ owned, stage }: { owned: Owned; stage: Stage }) {
  const t = useProofTexts();
  const language = useLanguage();
  const kind = useKind();
  const found = useProofs(owned);
  const rows = provenMarks(stage);
  const name = (component: string) =>
    stage.legend.find(({ code }) => code === component)?.legend[language] ??
    component.toUpperCase().replaceAll('_', ' ');
  const proof = (component: string, id: string) => {
    const leaf = found.data?.items.find((one) => one.leaf === id);
    if (!leaf) return null;
    const at = formatDateTime(leaf.at, language, stage.announcement.zone);
    const state =
      leaf.state === 'waiting'
        ? 'stateWaiting'
        : leaf.state === 'witnessed'
          ? 'stateWitnessed'
          : found.data?.has_witnesses
            ? 'stateUnwitnessed'
            : 'stateRecorded';
    return (
      <span className="inline-flex flex-wrap items-center justify-end gap-x-3 gap-y-1 sm:justify-start">
        <span className="text-sm text-muted" aria-live="polite">
          {t(state)}
        </span>
        {leaf.state !== 'waiting' && (
          <Download
            owned={owned}
            leaf={leaf}
            words={(outdated) => ({
              shown: t(outdated ? 'downloadAgain' : 'proof'),
              said: t('proofOf', { component: name(component), what: kind(leaf.kind), at }),
            })}
          />
        )}
      </span>
    );
  };
  if (rows.length === 0) return null;
  return (
    <section className="grid gap-3">
      <DataTable
        caption={t('marks')}
        rows={rows}
        rowKey={(row) => row.component}
        columns={[
          {
            key: 'component',
            title: t('component'),
            heading: true,
            cell: (row) => name(row.component),
          },
          {
            key: 'mark',
            title: t('mark'),
            numeric: true,
            cell: (row) => (row.value === undefined ? t('noMark') : <Mark value={row.value} />),
          },
          { key: 'proof', title: t('proof'), cell: (row) => proof(row.component, row.leaf) },
        ]}
      />
      <p className="max-w-prose text-sm text-muted">{t('marksLead')}</p>
    </section>
  );
}
