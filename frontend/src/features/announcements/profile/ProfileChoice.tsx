/** What an announcement shows of its participants: each profile with its consequences, and the basis that names need. */
import { DateField, RadioGroup, TextArea, TextInput } from '../../../ui/inputs';
import { useProfileTexts } from './profileTexts';

export type Basis = { document: string; date: string; unit: string; text: string };
export const NO_BASIS: Basis = { document: '', date: '', unit: '', text: '' };

type Props = {
  /** What the round promised its applicants, and where it withholds a vacancy. */
  promised: { profile: string; below: number };
  value: string;
  onChange: (profile: string) => void;
  /** Only a final result has somebody to name. */
  hasPlaces: boolean;
  basis: Basis;
  onBasis: (basis: Basis) => void;
};

export function ProfileChoice({ promised, value, onChange, hasPlaces, basis, onBasis }: Props) {
  const t = useProfileTexts();
  const { below, profile } = promised;
  const options = [
    { value: 'A', label: t('profileA'), hint: t('consequenceA') },
    { value: 'B', label: t('profileB'), hint: t('consequenceB') },
    { value: 'C', label: t('profileC'), hint: t('consequenceC', { below }) },
  ];
  const set = (part: Partial<Basis>) => onBasis({ ...basis, ...part });
  return (
    <>
      <RadioGroup
        pointer="/profile"
        label={t('choose')}
        hint={t('chooseHint', { profile })}
        required
        value={value}
        onChange={onChange}
        options={options.filter((one) => one.value >= profile && (hasPlaces || one.value !== 'A'))}
      />
      {value === 'A' && (
        <fieldset className="grid gap-4 rounded-md border border-line p-4">
          <legend className="px-1 font-semibold">{t('basis')}</legend>
          <p className="max-w-prose text-sm text-muted">{t('basisHow')}</p>
          <TextInput
            pointer="/names_basis/document"
            label={t('document')}
            required
            value={basis.document}
            onChange={(document) => set({ document })}
          />
          <DateField
            pointer="/names_basis/date"
            label={t('date')}
            required
            value={basis.date}
            onChange={(date) => set({ date })}
          />
          <TextInput
            pointer="/names_basis/unit"
            label={t('unit')}
            required
            value={basis.unit}
            onChange={(unit) => set({ unit })}
          />
          <TextArea
            pointer="/names_basis/text"
            label={t('text')}
            hint={t('textHint')}
            required
            value={basis.text}
            onChange={(text) => set({ text })}
          />
        </fieldset>
      )}
    </>
  );
}
