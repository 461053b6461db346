/** Structured requirements and the notice of further tests, as parts of the vacancy form. */
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Checkbox, Select, TextInput } from '../../ui/inputs';
import { DOCUMENTS } from './documents';
import { EMPTY_NEED, EMPTY_TEST, NEEDS, type Need, type Test } from './draft';
import { usePrepareTexts } from './prepareTexts';
import { TESTS } from './steps';

const put = <T,>(list: T[], at: number, part: Partial<T>) =>
  list.map((one, index) => (index === at ? { ...one, ...part } : one));
const without = <T,>(list: T[], at: number) => list.filter((_, index) => index !== at);

function NeedValue({
  need,
  pointer,
  set,
}: {
  need: Need;
  pointer: string;
  set: (part: Partial<Need>) => void;
}) {
  const t = usePrepareTexts();
  const language = useLanguage();
  const basics = { pointer: `${pointer}/value`, required: true, value: need.value };
  const onChange = (value: string) => set({ value });
  if (need.code === 'age')
    return (
      <div className="grid grid-cols-2 gap-3">
        <TextInput {...basics} label={t('least')} inputMode="numeric" onChange={onChange} />
        <TextInput
          pointer={`${pointer}/max`}
          label={t('most')}
          required
          inputMode="numeric"
          value={need.max}
          onChange={(max) => set({ max })}
        />
      </div>
    );
  if (need.code === 'disability')
    return (
      <Select
        {...basics}
        label={t('yesNo')}
        onChange={onChange}
        options={[
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]}
      />
    );
  if (need.code === 'document')
    return (
      <Select
        {...basics}
        label={t('documentKind')}
        onChange={onChange}
        options={Object.entries(DOCUMENTS).map(([value, words]) => ({
          value,
          label: words[language],
        }))}
      />
    );
  const hint = need.code === 'gpa' ? t('gpaHint') : undefined;
  return <TextInput {...basics} label={t('value')} hint={hint} onChange={onChange} />;
}

export function Needs({ needs, onChange }: { needs: Need[]; onChange: (needs: Need[]) => void }) {
  const t = usePrepareTexts();
  const language = useLanguage();
  return (
    <section className="grid gap-4">
      <h2 className="text-xl">{t('requirements')}</h2>
      {needs.length === 0 && <p className="max-w-prose text-muted">{t('needsNone')}</p>}
      {needs.map((need, at) => {
        const pointer = `/requirements/${at}`;
        const set = (part: Partial<Need>) => onChange(put(needs, at, part));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a requirement is known by its place.
          <fieldset key={at} className="card grid gap-4 p-4">
            <legend className="px-1 font-bold">{t('requirement', { count: at + 1 })}</legend>
            <Select
              pointer={pointer}
              label={t('needKind')}
              required
              value={need.code}
              onChange={(code) => set({ code, value: '', max: '' })}
              options={NEEDS.map((value) => ({ value, label: t(`req_${value as 'age'}`) }))}
            />
            {need.code && <NeedValue need={need} pointer={pointer} set={set} />}
            <Select
              pointer={`${pointer}/evidence`}
              label={t('evidence')}
              placeholder={t('noEvidence')}
              value={need.evidence}
              onChange={(evidence) => set({ evidence })}
              options={Object.entries(DOCUMENTS).map(([value, words]) => ({
                value,
                label: words[language],
              }))}
            />
            <TextInput
              pointer={`${pointer}/source`}
              label={t('legalSource')}
              required
              value={need.source}
              onChange={(source) => set({ source })}
            />
            <div>
              <Button kind="quiet" onClick={() => onChange(without(needs, at))}>
                {t('remove')}
                <span className="sr-only"> {t('requirement', { count: at + 1 })}</span>
              </Button>
            </div>
          </fieldset>
        );
      })}
      <div>
        <Button onClick={() => onChange([...needs, EMPTY_NEED])}>{t('addRequirement')}</Button>
      </div>
    </section>
  );
}

export function FurtherTests({
  mainWeight,
  tests,
  onMain,
  onTests,
}: {
  mainWeight: string;
  tests: Test[];
  onMain: (weight: string) => void;
  onTests: (tests: Test[]) => void;
}) {
  const t = usePrepareTexts();
  const language = useLanguage();
  return (
    <section className="grid gap-4">
      <h2 className="text-xl">{t('tests')}</h2>
      <TextInput
        pointer="/further_tests/main_weight"
        label={t('mainWeight')}
        hint={t('weightHint')}
        inputMode="decimal"
        value={mainWeight}
        onChange={onMain}
      />
      {tests.map((test, at) => {
        const pointer = `/further_tests/tests/${at}`;
        const set = (part: Partial<Test>) => onTests(put(tests, at, part));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a test is known by its place.
          <fieldset key={at} className="card grid gap-4 p-4">
            <legend className="px-1 font-bold">{t('test', { count: at + 1 })}</legend>
            <Select
              pointer={pointer}
              label={t('testKind')}
              value={test.kind}
              onChange={(kind) => set({ kind })}
              options={Object.entries(TESTS).map(([value, words]) => ({
                value,
                label: words[language],
              }))}
            />
            <TextInput
              pointer={`${pointer}/weight`}
              label={t('weight')}
              hint={t('weightHint')}
              inputMode="decimal"
              value={test.weight}
              onChange={(weight) => set({ weight })}
            />
            <Checkbox
              pointer={`${pointer}/eliminating`}
              label={t('eliminating')}
              checked={test.eliminating}
              onChange={(eliminating) => set({ eliminating })}
            />
            {test.eliminating && (
              <TextInput
                pointer={`${pointer}/criteria`}
                label={t('criteria')}
                value={test.criteria}
                onChange={(criteria) => set({ criteria })}
              />
            )}
            <div>
              <Button kind="quiet" onClick={() => onTests(without(tests, at))}>
                {t('remove')}
                <span className="sr-only"> {t('test', { count: at + 1 })}</span>
              </Button>
            </div>
          </fieldset>
        );
      })}
      <div>
        <Button onClick={() => onTests([...tests, EMPTY_TEST])}>{t('addTest')}</Button>
      </div>
    </section>
  );
}
