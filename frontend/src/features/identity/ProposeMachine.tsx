/** The form that proposes a machine client. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { ownProblem } from '../../api/ownProblem';
import { useLanguage } from '../../i18n/language';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { FieldGroup } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { DateField, TextInput } from '../../ui/inputs';
import { Trouble } from '../../ui/Trouble';
import { Block } from './Block';
import { machinesKey } from './machine';
import { useMachineTexts } from './machineTexts';
import { useStepUp } from './StepUp';

type Texts = ReturnType<typeof useMachineTexts>;

/** What the form still lacks, said at each field. */
function gaps(t: Texts, form: typeof EMPTY, scopes: string[]) {
  const filled: [string, string, boolean][] = [
    ['/name', t('name'), form.name.trim() !== ''],
    ['/purpose', t('purpose'), form.purpose.trim() !== ''],
    ['/contact', t('contact'), form.contact.trim() !== ''],
    ['/scopes', t('scopes'), scopes.length > 0],
    ['/valid_until', t('until'), form.until !== ''],
  ];
  return filled
    .filter(([, , there]) => !there)
    .map(([pointer, field]) => ({ pointer, code: 'missing', message: t('needField', { field }) }));
}

const CHOICE =
  'flex min-h-11 cursor-pointer items-start gap-3 rounded-md border border-line px-3 py-2.5 has-checked:border-brand has-checked:bg-brand-soft hover:border-edge';
const EMPTY = { name: '', purpose: '', contact: '', until: '' };

export function ProposeMachine({ agency }: { agency: string }) {
  const t = useMachineTexts();
  const language = useLanguage();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const { withStepUp, dialog } = useStepUp();
  const { problem, running, run, show } = useProblem();
  const [form, setForm] = useState(EMPTY);
  const [scopes, setScopes] = useState<string[]>([]);
  const offered = useQuery({
    queryKey: ['machine-scopes', agency, language],
    queryFn: () =>
      ask(api.GET('/api/v1/agencies/{agency}/machine-scopes', { params: { path: { agency } } })),
  });
  const set = (name: keyof typeof form) => (value: string) => {
    key.renew();
    setForm((before) => ({ ...before, [name]: value }));
  };
  const choose = (name: string, chosen: boolean) => {
    key.renew();
    setScopes((before) => [...before.filter((other) => other !== name), ...(chosen ? [name] : [])]);
  };
  const submit = async () => {
    const missing = gaps(t, form, scopes);
    if (missing.length > 0) return show(ownProblem(t('gapsTitle'), missing));
    const made = await run(() =>
      withStepUp(() =>
        ask(
          api.POST('/api/v1/agencies/{agency}/machines', {
            params: { path: { agency }, header: idempotencyKey(key.current()) },
            body: {
              name: form.name,
              purpose: form.purpose,
              contact: form.contact,
              scopes,
              // It ends with the chosen day in the western zone.
              valid_until: `${form.until}T23:59:59+07:00`,
            },
          }),
        ),
      ),
    );
    if (!made) return;
    announce(t('proposed'));
    key.renew();
    // The date field keeps what was typed, so the form does too.
    setForm((before) => ({ ...EMPTY, until: before.until }));
    setScopes([]);
    queries.invalidateQueries({ queryKey: machinesKey(agency) });
  };
  return (
    <Block title={t('propose')}>
      <Form problem={problem} onSubmit={submit} label={t('propose')}>
        <TextInput
          pointer="/name"
          label={t('name')}
          hint={t('nameHint')}
          required
          maxLength={80}
          value={form.name}
          onChange={set('name')}
        />
        <TextInput
          pointer="/purpose"
          label={t('purpose')}
          hint={t('purposeHint')}
          required
          maxLength={300}
          value={form.purpose}
          onChange={set('purpose')}
        />
        <TextInput
          pointer="/contact"
          label={t('contact')}
          hint={t('contactHint')}
          required
          maxLength={200}
          value={form.contact}
          onChange={set('contact')}
        />
        <FieldGroup pointer="/scopes" label={t('scopes')} hint={t('scopesHint')} required>
          {() => (
            <div className="grid gap-2">
              {offered.isPending && <p className="text-muted">{t('scopesLoading')}</p>}
              <Trouble error={offered.error} onRetry={offered.refetch} part />
              {offered.data?.map((scope) => (
                <label key={scope.name} className={CHOICE}>
                  <input
                    type="checkbox"
                    name="scopes"
                    value={scope.name}
                    checked={scopes.includes(scope.name)}
                    className="mt-0.5 size-5 shrink-0 accent-brand"
                    onChange={(event) => choose(scope.name, event.target.checked)}
                  />
                  <span>{scope.words}</span>
                </label>
              ))}
            </div>
          )}
        </FieldGroup>
        <DateField
          pointer="/valid_until"
          label={t('until')}
          required
          value={form.until}
          onChange={set('until')}
        />
        <Button kind="primary" type="submit" busy={running} className="justify-self-start">
          {t('proposeAct')}
        </Button>
      </Form>
      {dialog}
    </Block>
  );
}
