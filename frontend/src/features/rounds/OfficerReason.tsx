/** Why a part changes, and after publication on which legal basis. */
import { TextInput } from '../../ui/inputs';
import { usePrepareTexts } from './prepareTexts';
import type { Why } from './useChange';

export function Reason({
  why,
  published,
  onChange,
}: {
  why: Why;
  published: boolean;
  onChange: (part: Partial<Why>) => void;
}) {
  const t = usePrepareTexts();
  return (
    <>
      <TextInput
        pointer="/reason"
        label={t('reason')}
        hint={t('reasonHint')}
        required
        value={why.reason}
        onChange={(reason) => onChange({ reason })}
      />
      {published && (
        <TextInput
          pointer="/legal_basis"
          label={t('legalBasis')}
          required
          value={why.legalBasis}
          onChange={(legalBasis) => onChange({ legalBasis })}
        />
      )}
    </>
  );
}
