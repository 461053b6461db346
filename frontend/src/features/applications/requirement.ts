/** A requirement in one line, for the list of requirements beside the form. */
import type { Language, Translate } from '../../i18n/catalog';
import { formatMark } from '../../i18n/format';

import type { Application, Check } from './api';
import type id from './texts.id';

export function requirementWords(
  check: Check,
  application: Application,
  t: Translate<typeof id>,
  language: Language,
): string {
  const value: unknown = check.value;
  const labelOf = (kind: string, code: string) =>
    application.questions.find((question) => question.kind === kind && question.code === code)
      ?.label[language] ?? code;
  if (check.code === 'education' && Array.isArray(value)) {
    const choices = application.questions.find(
      (question) => question.kind === 'education',
    )?.choices;
    const names = value.map(
      (code) => choices?.find((choice) => choice.value === code)?.label[language] ?? String(code),
    );
    return t('requirementEducation', { list: names.join(', ') });
  }
  if (check.code === 'age' && typeof value === 'object' && value !== null) {
    const { min, max } = value as { min: number; max: number };
    return t('requirementAge', { min, max });
  }
  if (check.code === 'gpa')
    return t('requirementGpa', { value: formatMark(String(value), language) });
  if (check.code === 'disability')
    return t(value ? 'requirementDisability' : 'requirementNoDisability');
  if (check.operator === 'present') return labelOf(check.code, String(value));
  return String(value);
}
