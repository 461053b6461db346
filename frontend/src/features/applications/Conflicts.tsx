/** A question that was answered differently in two places: both answers, and the person chooses. */
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import type { Question } from './api';
import type { Conflict } from './merge';
import { useApplicationTexts } from './texts';

export function Conflicts({
  conflicts,
  questions,
  resolve,
}: {
  conflicts: Conflict[];
  questions: Question[];
  resolve: (conflict: Conflict, mine: boolean) => void;
}) {
  const t = useApplicationTexts();
  const language = useLanguage();
  const words = (question: Question | undefined, value: Conflict['mine']) => {
    if (value === null || value === '') return t('empty');
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    const choice = question?.choices.find((one) => one.value === value);
    return choice ? choice.label[language] : value;
  };
  return (
    <section role="alert" className="card grid gap-4 border-waiting p-4">
      <p className="font-semibold">{t('conflict')}</p>
      {conflicts.map((conflict) => {
        const question = questions.find(({ kind }) => kind === conflict.field);
        const label = question?.label[language] ?? conflict.field;
        const sides = [
          { mine: true, where: t('conflictHere'), value: conflict.mine },
          { mine: false, where: t('conflictThere'), value: conflict.theirs },
        ];
        return (
          <fieldset key={conflict.field} className="grid gap-3">
            <legend className="mb-1 font-semibold">{label}</legend>
            {sides.map(({ mine, where, value }) => (
              <div key={where} className="flex flex-wrap items-center justify-between gap-3">
                <p className="min-w-0 break-words">
                  <span className="block text-sm text-muted">{where}</span>
                  {words(question, value)}
                </p>
                <Button
                  aria-label={`${t('conflictTake')}: ${words(question, value)}`}
                  onClick={() => resolve(conflict, mine)}
                >
                  {t('conflictTake')}
                </Button>
              </div>
            ))}
          </fieldset>
        );
      })}
    </section>
  );
}
