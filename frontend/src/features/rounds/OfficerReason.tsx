/** Why a part changes, and after publication on which legal basis. */
import { TextInput } from '../../ui/inputs';
import { usePrepareTexts } from './prepareTexts';
import type { useChange } from './useChange';

export function Reason({ change }: { change: ReturnType<typeof useChange> }) {
  const t = usePrepareTexts();
  return (
    <>
      <TextInput
        pointer="/reason"
        label={t('reason')}
        hint={t('reasonHint')}
        required
        value={change.reason}
        onChange={change.setReason}
      />
      {change.published && (
        <TextInput
          pointer="/legal_basis"
          label={t('legalBasis')}
          required
          value={change.legalBasis}
          onChange={change.setLegalBasis}
        />
      )}
    </>
  );
}
