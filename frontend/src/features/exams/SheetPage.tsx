/** One sheet: what the check found, what it holds, and whose approval it waits for. */
import { useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { components } from '../../api/schema.gen';
import { usePermission } from '../../api/session';
import { AppPage } from '../../app/AppPage';
import { formatMark } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { Button, LinkButton } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { Instant } from '../../ui/figures';
import { Trouble } from '../../ui/Trouble';
import { Verdict, VerdictBanner } from '../../ui/Verdict';
import { markFinding } from './findings';
import { Fact, Fingerprint, type Sheet, useNames } from './parts';
import { useMarkTexts } from './texts';
import { countRows, type Row, type SheetPlace, sameNumber, useRows, useSheet } from './useSheet';

type Finding = components['schemas']['SheetFinding'];

export function Banner({ sheet, errors, act }: { sheet: Sheet; errors: number; act?: string }) {
  const t = useMarkTexts();
  if (sheet.state === 'refused') {
    return (
      <VerdictBanner state="unmet" link={<p>{t('refusedHow', { count: errors })}</p>}>
        {t('refused')}
      </VerdictBanner>
    );
  }
  if (sheet.state === 'approved') return <VerdictBanner state="met">{t('approved')}</VerdictBanner>;
  if (sheet.uploaded_by_you) {
    return (
      <VerdictBanner state="waiting" link={<p>{t('waitsForOtherHow')}</p>}>
        {t('waitsForOther')}
      </VerdictBanner>
    );
  }
  return (
    <>
      <VerdictBanner state="waiting">{t('waitsForYou')}</VerdictBanner>
      {act && (
        <div>
          <LinkButton kind="primary" to={act as string}>
            {t('toApprove')}
          </LinkButton>
        </div>
      )}
    </>
  );
}

export function Findings({ findings }: { findings: Finding[] }) {
  const t = useMarkTexts();
  const language = useLanguage();
  if (findings.length === 0) return null;
  return (
    <DataTable
      caption={t('findingsTitle')}
      rows={findings.map((finding, index) => ({ ...finding, index }))}
      rowKey={(row) => String(row.index)}
      columns={[
        {
          key: 'row',
          title: t('findingRow'),
          heading: true,
          cell: (row) =>
            row.row === 0 ? t('wholeFile') : t('rowNumber', { row: String(row.row) }),
        },
        {
          key: 'column',
          title: t('findingColumn'),
          cell: (row) => (row.letter ? `${row.column ?? ''} (${row.letter})` : (row.column ?? '–')),
        },
        {
          key: 'reason',
          title: t('findingReason'),
          cell: (row) => markFinding(row.code, row.parameters, language),
        },
        {
          key: 'kind',
          title: t('findingKind'),
          cell: (row) => (
            <Verdict state={row.severity === 'error' ? 'unmet' : 'waiting'}>
              {t(row.severity === 'error' ? 'findingError' : 'findingWarning')}
            </Verdict>
          ),
        },
      ]}
    />
  );
}

const PRESENCE = {
  present: 'present',
  absent: 'absent',
  disqualified: 'disqualified',
  withdrawn: 'withdrawn',
  eliminated: 'eliminated',
} as const;

function FirstRows({
  sheet,
  rows,
  name,
}: {
  sheet: Sheet;
  rows: Row[];
  name: (code: string) => string;
}) {
  const t = useMarkTexts();
  const language = useLanguage();
  const [shown, setShown] = useState(10);
  if (rows.length === 0) return null;
  const mark = (row: Row, component: string) => {
    const found = row.marks[component];
    if (!found) return '–';
    const value = formatMark(found.value, language);
    return sameNumber(found)
      ? found.delivered
      : t('delivered', { value, delivered: found.delivered });
  };
  return (
    <section className="grid gap-4">
      <DataTable
        caption={t('rowsTitle')}
        rows={rows.slice(0, shown)}
        rowKey={(row) => String(row.row)}
        columns={[
          {
            key: 'code',
            title: t('participant'),
            heading: true,
            cell: (row) => row.participant_code,
          },
          { key: 'row', title: t('findingRow'), numeric: true, cell: (row) => row.row },
          ...sheet.components.map((component) => ({
            key: component,
            title: name(component),
            numeric: true,
            cell: (row: Row) => mark(row, component),
          })),
          {
            key: 'presence',
            title: t('presence'),
            cell: (row) => t(PRESENCE[row.presence as keyof typeof PRESENCE] ?? 'present'),
          },
        ]}
      />
      <div className="flex flex-wrap items-center gap-4">
        {shown < rows.length && (
          <Button onClick={() => setShown(shown + 20)}>{t('moreRows')}</Button>
        )}
        <span role="status" className="text-sm text-muted">
          {t('rowsShown', { shown: Math.min(shown, rows.length), count: sheet.row_count })}
        </span>
      </div>
    </section>
  );
}

export function SheetPage() {
  const t = useMarkTexts();
  const place = useParams({ strict: false }) as SheetPlace;
  const { sama } = useSearch({ strict: false }) as { sama?: unknown };
  const name = useNames(place);
  const mayApprove = usePermission('marks.approve');
  const query = useSheet(place);
  const detail = query.data?.data;
  const sheet = detail?.sheet;
  const read = useRows(place, !!sheet && sheet.state !== 'refused');
  const counts = countRows(read.rows);
  const base = `/petugas/nilai/${place.agency}/${place.round}`;
  const counted = (count: number) =>
    read.complete ? count : t('counting', { count: read.rows.length });
  return (
    <AppPage
      title={sheet ? t('sheetTitle', { stage: name(sheet.stage) }) : t('title')}
      crumbs={[{ label: t('back'), to: base }, { label: t('file') }]}
    >
      {query.isPending && <p role="status">{t('loading')}</p>}
      <Trouble error={query.error} onRetry={query.refetch} />
      {detail && sheet && (
        <>
          {sama !== undefined && <VerdictBanner state="unchecked">{t('sameFile')}</VerdictBanner>}
          <Banner
            sheet={sheet}
            errors={detail.findings.filter((one) => one.severity === 'error').length}
            act={mayApprove ? `${base}/${place.sheet}/sahkan` : undefined}
          />
          <Findings findings={detail.findings} />
          <section className="grid gap-3">
            <h2 className="text-xl">{t('facts')}</h2>
            <dl className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              <Fact label={t('stage')}>{name(sheet.stage)}</Fact>
              <Fact label={t('components')}>{sheet.components.map(name).join(', ')}</Fact>
              {sheet.state !== 'refused' && (
                <>
                  <Fact label={t('peopleCount')}>{sheet.row_count}</Fact>
                  <Fact label={t('absentCount')}>{counted(counts.absent)}</Fact>
                  <Fact label={t('disqualifiedCount')}>{counted(counts.disqualified)}</Fact>
                </>
              )}
              <Fact label={t('uploadedAt')}>
                <Instant at={sheet.uploaded_at} />,{' '}
                {t(sheet.uploaded_by_you ? 'uploadedByYou' : 'uploadedByOther')}
              </Fact>
              {sheet.approved_at && (
                <Fact label={t('approvedAt')}>
                  <Instant at={sheet.approved_at} />
                </Fact>
              )}
              {sheet.number && <Fact label={t('number')}>{sheet.number}</Fact>}
              {sheet.reason && <Fact label={t('replaces')}>{sheet.reason}</Fact>}
              <Fingerprint label={t('fingerprint')} hash={sheet.sha256} how={t('fingerprintHow')} />
            </dl>
          </section>
          <Trouble error={read.error} onRetry={read.again} />
          <FirstRows sheet={sheet} rows={read.rows} name={name} />
        </>
      )}
    </AppPage>
  );
}
