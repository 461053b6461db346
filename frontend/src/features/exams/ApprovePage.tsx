/** The final act on a sheet: a second officer makes its marks count. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { api, ask, ifMatch } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { announce } from '../../ui/announce';
import { FinalAct } from '../../ui/FinalAct';
import { Trouble } from '../../ui/Trouble';
import { VerdictBanner } from '../../ui/Verdict';
import { useStepUp } from '../identity/StepUp';
import { shortHash, useNames } from './parts';
import { useMarkTexts } from './texts';
import { countRows, type SheetPlace, useRows, useSheet } from './useSheet';

export function ApprovePage() {
  const t = useMarkTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const place = useParams({ strict: false }) as SheetPlace;
  const name = useNames(place);
  const { problem, running, run } = useProblem();
  const { withStepUp, dialog } = useStepUp();
  const query = useSheet(place);
  const sheet = query.data?.data.sheet;
  const open = sheet?.state === 'checked' && !sheet.uploaded_by_you;
  const read = useRows(place, !!open);
  const counts = countRows(read.rows);
  const base = `/petugas/nilai/${place.agency}/${place.round}`;
  const approve = () =>
    run(async () => {
      const etag = query.data?.etag ?? null;
      await withStepUp(() =>
        ask(
          api.POST('/api/v1/agencies/{agency}/rounds/{round}/marks/{import}/approve', {
            params: {
              path: { agency: place.agency, round: place.round, import: place.sheet },
              header: { 'If-Match': etag ?? '' },
            },
            headers: ifMatch(etag),
          }),
        ),
      );
      announce(t('approvedNow'));
      for (const key of ['mark-sheet', 'mark-sheets', 'mark-stages', 'runs']) {
        await queries.invalidateQueries({ queryKey: [key] });
      }
      await navigate({ to: `${base}/${place.sheet}` });
    });
  const stage = sheet ? name(sheet.stage) : '…';
  return (
    <AppPage
      title={t('approveTitle', { stage })}
      lead={open ? t('approveLead') : undefined}
      crumbs={[
        { label: t('back'), to: base },
        { label: t('file'), to: `${base}/${place.sheet}` },
        { label: t('approve') },
      ]}
    >
      {query.isPending && <p role="status">{t('loading')}</p>}
      <Trouble error={query.error} onRetry={query.refetch} />
      <Trouble error={read.error} onRetry={read.again} />
      {sheet && !open && (
        <VerdictBanner
          state="unchecked"
          link={
            <Link className="link" to={`${base}/${place.sheet}` as string}>
              {t('cancel')}
            </Link>
          }
        >
          {t('notNow')}
        </VerdictBanner>
      )}
      {open && !read.complete && !read.error && (
        <p role="status">{t('counting', { count: read.rows.length })}</p>
      )}
      {dialog}
      {sheet && open && read.complete && (
        <FinalAct
          willHappen={[
            t('willHold', {
              components: sheet.components.map(name).join(', '),
              count: sheet.row_count,
            }),
            t('willAbsent', { absent: counts.absent, disqualified: counts.disqualified }),
            ...(sheet.reason ? [t('willReplace', { reason: sheet.reason })] : []),
            t('willFix'),
          ]}
          toWhom={t('approveTo', { count: sheet.row_count, stage })}
          recorded={t('approveRecorded', { hash: shortHash(sheet.sha256) })}
          act={t('approve')}
          running={running}
          problem={problem}
          onAct={approve}
          cancel={
            <Link
              className="link inline-flex min-h-11 items-center"
              to={`${base}/${place.sheet}` as string}
            >
              {t('cancel')}
            </Link>
          }
        />
      )}
    </AppPage>
  );
}
