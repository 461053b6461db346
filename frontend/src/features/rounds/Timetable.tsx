/** The steps of a round with their windows, in the agency's zone. */
import type { components } from '../../api/schema.gen';
import { formatClosing, formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { usePageTexts } from './pageTexts';

export function Timetable({
  steps,
  zone,
}: {
  steps: components['schemas']['StepView'][];
  zone: string;
}) {
  const t = usePageTexts();
  const language = useLanguage();
  if (steps.length === 0) return <p className="text-muted">{t('noTimetable')}</p>;
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('timetable')}</h2>
      <ol className="grid gap-3">
        {steps.map((step) => (
          <li key={step.code} className="border-l-4 border-line pl-4">
            <p className="font-semibold">
              {step.name[language]}
              {step.at_national_door && ` (${t('atSscasn')})`}
            </p>
            <p className="text-sm">
              {formatDateTime(step.opens, language, zone)} –{' '}
              {formatClosing(step.closes, language, zone)}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
