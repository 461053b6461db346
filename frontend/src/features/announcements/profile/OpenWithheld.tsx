/** The whole files of what is withheld, for a court or the inspectorate; that they were opened is recorded. */
import { api, ask } from '../../../api/client';
import { useProblem } from '../../../api/hooks';
import { Button } from '../../../ui/Button';
import { ProblemSummary } from '../../../ui/ProblemSummary';
import { save } from '../../../ui/save';
import { useStepUp } from '../../identity/StepUp';
import type { Detail } from '../parts';
import { useProfileTexts } from './profileTexts';

const ZIP =
  '/api/v1/agencies/{agency}/rounds/{round}/announcement-drafts/{announcement}/withheld.zip';

export function OpenWithheld({ detail }: { detail: Detail }) {
  const t = useProfileTexts();
  const { problem, running, run } = useProblem();
  const { withStepUp, dialog } = useStepUp();
  const path = { agency: detail.agency_id, round: detail.round_id, announcement: detail.id };
  const open = () =>
    run(async () => {
      const file = await withStepUp(() => ask(api.GET(ZIP, { params: { path }, parseAs: 'blob' })));
      save(file as unknown as Blob, `tidak-ditampilkan-${detail.id}.zip`);
    });
  return (
    <div className="grid max-w-prose justify-items-start gap-2">
      <ProblemSummary problem={problem} />
      <Button busy={running} onClick={open}>
        {t('open')}
      </Button>
      <p className="text-sm text-muted">{t('openHow')}</p>
      {dialog}
    </div>
  );
}
