/** A requirement in one line of words. */
import type { components } from '../../api/schema.gen';
import type { useVerificationTexts } from './texts';

type T = ReturnType<typeof useVerificationTexts>;
type Asked = components['schemas']['AskedRequirement'];

const KINDS = {
  education: 'require_education',
  age: 'require_age',
  gpa: 'require_gpa',
  disability: 'require_disability',
  document: 'require_document',
  statement: 'require_statement',
  residence: 'require_residence',
  other: 'require_other',
} as const;

function valueText(t: T, value: unknown): string {
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  if (Array.isArray(value)) return value.join(', ');
  if (value && typeof value === 'object' && 'min' in value && 'max' in value) {
    return t('ageBetween', { min: String(value.min), max: String(value.max) });
  }
  return String(value ?? '');
}

export function requirementText(t: T, asked: Asked): string {
  const kind = t(KINDS[asked.code as keyof typeof KINDS] ?? 'require_other');
  return `${kind}: ${valueText(t, asked.value)}`;
}
