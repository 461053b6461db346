/** Who has approved a run of an own round, and what the reader can do about it. */
import { usePermission } from '../../../api/session';
import { LinkButton } from '../../../ui/Button';
import { Instant } from '../../../ui/figures';
import { type Run, type RunPlace, runPath } from './data';
import { Fact } from './parts';
import { useRunTexts } from './texts';

/** Whether this officer's approval is what the run waits for. */
export const waitsForYou = (run: Run) =>
  run.approvals.length < run.approvals_needed &&
  !run.made_by_you &&
  !run.approved_by_you &&
  run.announceable.blocks.every((block) => !['not_newest', 'undecided'].includes(block));

export function Approval({ place, run }: { place: RunPlace; run: Run }) {
  const t = useRunTexts();
  const may = usePermission('run.approve');
  const open = run.approvals.length < run.approvals_needed;
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('approvalTitle')}</h2>
      <p className="figures">
        {t('approvals', { done: run.approvals.length, needed: run.approvals_needed })}
      </p>
      {run.approvals.length > 0 && (
        <dl className="grid gap-3 sm:grid-cols-2">
          {run.approvals.map((at, index) => (
            <Fact key={at} label={t('approvedOn', { number: index + 1 })}>
              <Instant at={at} />
            </Fact>
          ))}
        </dl>
      )}
      {open && run.made_by_you && <p>{t('ownRun')}</p>}
      {open && run.approved_by_you && <p>{t('yourApproval')}</p>}
      {may && waitsForYou(run) && (
        <div>
          <LinkButton kind="primary" to={`${runPath(place)}/sahkan` as string}>
            {t('toApprove')}
          </LinkButton>
        </div>
      )}
    </section>
  );
}
