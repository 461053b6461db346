/** A colleague's case: the person's data beside the evidence, and the decision. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { Trouble } from '../../ui/Trouble';
import { AccountFacts } from './CounterPage';
import { useStepUp } from './StepUp';
import { useIdentityTexts } from './texts';

export function CounterCase({ agency, id }: { agency: string; id: string }) {
  const t = useIdentityTexts();
  const queries = useQueryClient();
  const [code, setCode] = useState<string | null>(null);
  const { withStepUp, dialog } = useStepUp();
  const { problem, running, run } = useProblem();
  const details = useQuery({
    queryKey: ['case', agency, id],
    // Each look at it is kept, so it is not repeated behind the officer's back.
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/counter/cases/{case}', {
          params: { path: { agency, case: id } },
        }),
      ),
  });
  const decide = async (confirm: boolean) => {
    const version = details.data?.case.version ?? 0;
    const done = await run(() =>
      withStepUp(() =>
        ask(
          api.POST('/api/v1/agencies/{agency}/counter/cases/{case}/decide', {
            params: { path: { agency, case: id }, header: { 'If-Match': `"${version}"` } },
            body: { confirm },
          }),
        ),
      ),
    );
    if (!done) return;
    announce(t(confirm ? 'caseConfirmed' : 'caseRefused'));
    if (done.code) setCode(done.code);
    else queries.invalidateQueries({ queryKey: ['cases'] });
  };
  if (details.isPending) return <p className="text-muted">{t('loading')}</p>;
  if (details.isError) return <Trouble error={details.error} onRetry={details.refetch} />;
  if (code) {
    return (
      <div role="status" className="grid gap-2 rounded-md border-2 border-brand p-4">
        <p>{t('resetCode')}</p>
        <p className="text-2xl font-bold tracking-widest">{code}</p>
      </div>
    );
  }
  const evidence = details.data.case.evidence as 'identity_card';
  return (
    <div className="grid gap-4 border-t border-line pt-4">
      <AccountFacts account={details.data.account} />
      <p>
        <span className="block text-sm text-muted">{t('evidence')}</span>
        {t(`evidence_${evidence}`)}
      </p>
      <p className="text-sm text-muted">{t('caseRecorded')}</p>
      <ProblemSummary problem={problem} />
      <div className="flex flex-wrap gap-3">
        <Button kind="primary" busy={running} onClick={() => decide(true)}>
          {t('caseConfirm')}
        </Button>
        <Button kind="danger" busy={running} onClick={() => decide(false)}>
          {t('caseRefuse')}
        </Button>
      </div>
      {dialog}
    </div>
  );
}
