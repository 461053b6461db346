/** The verifier's verdicts: met or not for each requirement, with a reason from the list and a note. */
import { useState } from 'react';
import type { Problem } from '../../api/problem';
import type { components } from '../../api/schema.gen';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { RadioGroup, Select, TextInput } from '../../ui/inputs';
import { useKept } from '../../ui/useKept';
import { useRequirementText } from './requirement';
import { useVerificationTexts } from './texts';

export type Draft = components['schemas']['ItemVerdict'];
type Reading = components['schemas']['OpenReading'];
type Lists = components['schemas']['ReasonList'][];
type Choice = { met: '' | 'met' | 'not_met'; reason: string; note: string };
const OPEN: Choice = { met: '', reason: '', note: '' };

export function VerdictForm({
  reading,
  lists,
  problem,
  running,
  onGive,
}: {
  reading: Reading;
  lists: Lists;
  problem: Problem | null;
  running: boolean;
  onGive: (items: Draft[]) => unknown;
}) {
  const t = useVerificationTexts();
  const language = useLanguage();
  const requirementText = useRequirementText(
    t,
    reading.items.map((item) => item.requirement),
  );
  const [missing, setMissing] = useState(false);
  const given = reading.items.map<Choice>((item) => ({
    met: item.verdict === 'met' ? 'met' : item.verdict ? 'not_met' : '',
    reason: item.reason ?? '',
    note: item.note ?? '',
  }));
  const kept = useKept<Record<number, Choice>>({ ...given }, 'verdicts');
  const choices = given.map((choice, at) => kept.value[at] ?? choice);
  const change = (at: number, part: Partial<Choice>) =>
    kept.set({ [at]: { ...(choices[at] ?? OPEN), ...part } });
  const submit = () => {
    const open = choices.some((choice) => choice.met === '');
    setMissing(open);
    if (open || running) return;
    return onGive(
      choices.map((choice, position) => {
        const refused = choice.met === 'not_met';
        return {
          position,
          met: !refused,
          ...(refused && choice.reason ? { reason: choice.reason } : {}),
          ...(refused && choice.note ? { note: choice.note } : {}),
        };
      }),
    );
  };
  return (
    <Form problem={problem} onSubmit={submit} kept={kept}>
      <div>
        <Button
          onClick={() => kept.set({ ...choices.map<Choice>(() => ({ ...OPEN, met: 'met' })) })}
        >
          {t('allMet')}
        </Button>
      </div>
      {reading.items.map((item, at) => {
        const choice = choices[at] ?? OPEN;
        const reasons =
          lists.find((list) => list.requirement === item.requirement.code)?.reasons ?? [];
        return (
          <div key={item.position} className="grid gap-3 border-t border-line pt-4">
            <RadioGroup
              pointer={`/items/${at}/met`}
              label={`${t('verdictFor', { count: at + 1 })}. ${requirementText(item.requirement)}`}
              required
              error={missing && choice.met === '' ? t('missing') : undefined}
              value={choice.met}
              onChange={(met) => change(at, { met: met as Choice['met'] })}
              options={[
                { value: 'met', label: t('met') },
                { value: 'not_met', label: t('notMet') },
              ]}
            />
            {choice.met === 'not_met' && (
              <>
                <Select
                  pointer={`/items/${at}/reason`}
                  label={t('reason')}
                  required
                  value={choice.reason}
                  onChange={(reason) => change(at, { reason })}
                  options={reasons.map((reason) => ({
                    value: reason.code,
                    label: reason.legend[language],
                  }))}
                />
                <TextInput
                  pointer={`/items/${at}/note`}
                  label={t('note')}
                  hint={t('noteHint')}
                  value={choice.note}
                  onChange={(note) => change(at, { note })}
                />
              </>
            )}
          </div>
        );
      })}
      <div>
        <Button type="submit" kind="primary" busy={running}>
          {t('give')}
        </Button>
      </div>
    </Form>
  );
}
