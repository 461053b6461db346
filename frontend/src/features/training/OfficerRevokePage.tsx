/** The final act that takes a certificate back, with a reason that anybody can read. */
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { AppPage } from '../../app/AppPage';
import { FinalAct } from '../../ui/FinalAct';
import { RadioGroup } from '../../ui/inputs';
import { EmptyState } from '../../ui/Page';
import { useSessionAct } from './OfficerFinalPages';
import { useKeyOf } from './organizer';
import { Waiting } from './parts';
import { useTrainingTexts } from './texts';

type Reason = components['schemas']['Revocation']['reason'];
const REASONS: Reason[] = ['issued_by_mistake', 'wrong_data', 'result_reversed'];

export function OfficerRevokePage() {
  const act = useSessionAct();
  const { t, agency, sheet } = act;
  const words = useTrainingTexts();
  const { enrolment = '' } = useParams({ strict: false });
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const keyOf = useKeyOf();
  const line = sheet?.lines.find((one) => one.enrolment_id === enrolment);
  const stands = line?.certificate && !line.certificate_revoked;
  const chosen = REASONS.find((one) => one === reason);
  const revoke = () => {
    setTried(true);
    if (!chosen) {
      document.getElementById('field-reason')?.focus();
      return;
    }
    const body = { reason: chosen };
    act.finish(async () => {
      await ask(
        api.POST('/api/v1/agencies/{agency}/enrolments/{enrolment}/certificate/revocation', {
          params: { path: { agency, enrolment }, header: idempotencyKey(keyOf(body)) },
          body,
        }),
      );
      return t('revoked');
    });
  };
  return (
    <AppPage title={t('revokeTitle')} lead={act.label} crumbs={act.crumbs}>
      {!sheet && <Waiting />}
      {sheet && !stands && (
        <EmptyState title={t('revokeNone')} act={act.cancel}>
          {t('revokeNoneHow')}
        </EmptyState>
      )}
      {line && stands && (
        <FinalAct
          act={t('revoke')}
          willHappen={[t('revokeWill'), t('revokeHours')]}
          toWhom={t('revokeWhom', { name: line.name })}
          recorded={t('revokeRecorded')}
          running={act.running}
          problem={act.problem}
          onAct={revoke}
          cancel={act.cancel}
        >
          <RadioGroup
            pointer="/reason"
            label={t('revokeReason')}
            required
            value={reason}
            onChange={setReason}
            error={tried && !chosen ? t('needText', { field: t('revokeReason') }) : undefined}
            options={REASONS.map((value) => ({ value, label: words(value) }))}
          />
        </FinalAct>
      )}
    </AppPage>
  );
}
