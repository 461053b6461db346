/** Language and appearance, chosen on this device. */

import { networkProblem } from '../api/problem';
import { setLanguage, useLanguage } from '../i18n/language';
import { announce } from './announce';
import { useUiTexts } from './texts';
import { setTheme, type Theme, useTheme } from './theme';

export function LanguageSwitch() {
  const t = useUiTexts();
  const language = useLanguage();
  return (
    <fieldset className="flex rounded-md border border-line">
      <legend className="sr-only">{t('language')}</legend>
      {(
        [
          ['id', 'Bahasa Indonesia', 'ID'],
          ['en', 'English', 'EN'],
        ] as const
      ).map(([code, name, short]) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-label={`${short}, ${name}`}
          aria-pressed={language === code}
          className="min-h-11 min-w-11 cursor-pointer rounded-md px-3 text-sm font-semibold text-muted aria-pressed:bg-brand-soft aria-pressed:text-brand"
          onClick={() => setLanguage(code).catch(() => announce(networkProblem().title))}
        >
          {short}
        </button>
      ))}
    </fieldset>
  );
}

export function ThemeSwitch() {
  const t = useUiTexts();
  const theme = useTheme();
  return (
    <label className="flex flex-wrap items-center gap-2 text-sm">
      <span>{t('theme')}</span>
      <select
        className="control w-auto max-w-full"
        value={theme}
        onChange={(event) => setTheme(event.target.value as Theme)}
      >
        <option value="system">{t('themeSystem')}</option>
        <option value="light">{t('themeLight')}</option>
        <option value="dark">{t('themeDark')}</option>
      </select>
    </label>
  );
}
