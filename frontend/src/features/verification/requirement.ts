/** A requirement in one line of words. */
import type { components } from '../../api/schema.gen';
import type { Language } from '../../i18n/catalog';
import { useLanguage } from '../../i18n/language';
import { useEducationNames } from '../catalog/educations';
import { DOCUMENTS } from '../rounds/documents';
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

const codesOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];

/** Statements that people make, by code; the form's own words stand on the form. */
const STATEMENTS: Record<string, Record<Language, string>> = {
  true_data: { id: 'semua isian benar', en: 'everything given is true' },
};

export const documentName = (code: string, language: Language) =>
  DOCUMENTS[code]?.[language] ?? code;

/** Words for requirements: names for the codes of educations and documents. */
export function useRequirementText(t: T, all: Asked[]) {
  const language = useLanguage();
  const educationName = useEducationNames(
    all.filter((one) => one.code === 'education').flatMap((one) => codesOf(one.value)),
  );
  const valueText = (code: string, value: unknown): string => {
    if (typeof value === 'boolean') return value ? t('yes') : t('no');
    if (code === 'education') return codesOf(value).map(educationName).join(', ');
    if (code === 'document') {
      return codesOf(value)
        .map((one) => documentName(one, language))
        .join(', ');
    }
    if (code === 'statement') {
      return codesOf(value)
        .map((one) => STATEMENTS[one]?.[language] ?? one)
        .join(', ');
    }
    if (Array.isArray(value)) return value.join(', ');
    if (value && typeof value === 'object' && 'min' in value && 'max' in value) {
      return t('ageBetween', { min: String(value.min), max: String(value.max) });
    }
    return String(value ?? '');
  };
  return (asked: Asked) => {
    const kind = t(KINDS[asked.code as keyof typeof KINDS] ?? 'require_other');
    return `${kind}: ${valueText(asked.code, asked.value)}`;
  };
}
