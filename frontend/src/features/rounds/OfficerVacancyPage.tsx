/** One vacancy: post, unit, places, pay, educations, requirements, further tests. */
import { useParams } from '@tanstack/react-router';
import { api, ask, idempotencyKey, ifMatch } from '../../api/client';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { Checkbox, Select, TextArea, TextInput } from '../../ui/inputs';
import { type Kept, useKept } from '../../ui/useKept';
import { draftOf, type Typed, typedOf } from './draft';
import { Educations } from './OfficerEducation';
import { OfficerFrame } from './OfficerFrame';
import { FurtherTests, Needs } from './OfficerNeeds';
import { Reason } from './OfficerReason';
import { POOLS } from './pools';
import { type Draft, poolsOf, usePrepared } from './preparation';
import { usePrepareTexts } from './prepareTexts';
import { NO_WHY, useChange, type Why } from './useChange';

type Found = ReturnType<typeof usePrepared>;

/** Adds or changes the vacancy, or proposes the change. */
function useSend(found: Found, vacancy: string | undefined, kept: Kept<Why>) {
  const t = usePrepareTexts();
  const change = useChange(found, kept);
  const { agency, round, etag } = found;
  const send = (body: Draft) => {
    if (change.published) return change.propose({ kind: 'vacancy', document: body, vacancy });
    const added = () =>
      ask(
        api.POST('/api/v1/agencies/{agency}/rounds/{round}/vacancies', {
          params: {
            path: { agency, round },
            header: { 'If-Match': etag, 'Idempotency-Key': change.key.current() },
          },
          headers: { ...ifMatch(etag), ...idempotencyKey(change.key.current()) },
          body,
        }),
      ).finally(change.key.renew);
    const changed = (id: string) =>
      ask(
        api.PUT('/api/v1/agencies/{agency}/rounds/{round}/vacancies/{vacancy}', {
          params: { path: { agency, round, vacancy: id }, header: { 'If-Match': etag } },
          headers: ifMatch(etag),
          body,
        }),
      );
    return change.save(() => (vacancy ? changed(vacancy) : added()), t('vacancySaved'));
  };
  return { change, send };
}

function VacancyForm({ found, vacancy }: { found: Found; vacancy: string | undefined }) {
  const t = usePrepareTexts();
  const language = useLanguage();
  const before = found.prepared?.vacancies.find((one) => one.id === vacancy)?.draft;
  const kept = useKept<Typed & Why>({ ...NO_WHY, ...typedOf(before) });
  const { set } = kept;
  const { reason, legalBasis, ...typed } = kept.value;
  const { change, send } = useSend(found, vacancy, kept);
  const text = (name: 'post_title' | 'unit_path' | 'places' | 'pay_min' | 'pay_max') => ({
    pointer: `/${name}`,
    value: typed[name],
    onChange: (value: string) => set({ [name]: value }),
  });
  const pools = [...new Set([...poolsOf(found.prepared?.page.rules), typed.pool])];
  return (
    <Form problem={change.problem} onSubmit={() => send(draftOf(typed))} kept={kept}>
      <TextInput {...text('post_title')} label={t('post')} required />
      <TextInput {...text('unit_path')} label={t('unit')} hint={t('unitHint')} />
      <Select
        pointer="/pool"
        label={t('pool')}
        required
        value={typed.pool}
        onChange={(pool) => set({ pool })}
        options={pools.map((value) => ({ value, label: POOLS[value]?.[language] ?? value }))}
      />
      <TextInput
        {...text('places')}
        label={t('places')}
        required
        inputMode="numeric"
        className="max-w-32"
      />
      <Checkbox
        pointer="/open_to_disabled"
        label={t('openDisabled')}
        checked={typed.open_to_disabled}
        onChange={(open_to_disabled) => set({ open_to_disabled })}
      />
      <TextInput {...text('pay_min')} label={t('payMin')} inputMode="numeric" />
      <TextInput {...text('pay_max')} label={t('payMax')} inputMode="numeric" />
      <TextArea
        pointer="/description"
        label={t('description')}
        value={typed.description}
        onChange={(description) => set({ description })}
      />
      <Educations
        codes={typed.education_codes}
        onChange={(education_codes) => set({ education_codes })}
      />
      <Needs needs={typed.needs} onChange={(needs) => set({ needs })} />
      <FurtherTests
        mainWeight={typed.mainWeight}
        tests={typed.tests}
        onMain={(mainWeight) => set({ mainWeight })}
        onTests={(tests) => set({ tests })}
      />
      {change.published && <Reason why={{ reason, legalBasis }} published onChange={set} />}
      <div>
        <Button type="submit" kind="primary" busy={change.running}>
          {t(change.published ? 'sendProposal' : 'saveVacancy')}
        </Button>
      </div>
    </Form>
  );
}

export function OfficerVacancyPage() {
  const t = usePrepareTexts();
  const found = usePrepared();
  const { vacancy } = useParams({ strict: false }) as { vacancy?: string };
  return (
    <OfficerFrame title={t(vacancy ? 'vacancies' : 'addVacancy')} found={found}>
      {() => <VacancyForm key={vacancy} found={found} vacancy={vacancy} />}
    </OfficerFrame>
  );
}
