/** What an opened record says, in plain words, for the kinds that people hold in their hands. */
import type { ReactNode } from 'react';
import { formatDate, formatMark } from '../../../i18n/format';
import { useLanguage } from '../../../i18n/language';
import type { Json } from '../../../lib/record';
import { useReceiptTexts } from './receiptTexts';

type Fields = { [name: string]: Json };

const fieldsOf = (value: Json | undefined): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

const text = (fields: Fields, name: string) => {
  const value = fields[name];
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '–';
};

function useDays() {
  const language = useLanguage();
  return (day: string) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? formatDate(day, language) : day);
}

const PRESENCE = {
  present: 'presence_present',
  absent: 'presence_absent',
  disqualified: 'presence_disqualified',
  withdrawn: 'presence_withdrawn',
  eliminated: 'presence_eliminated',
} as const;

function Marks({ payload }: { payload: Fields }) {
  const t = useReceiptTexts();
  const language = useLanguage();
  const marks = Array.isArray(payload.marks) ? payload.marks.map(fieldsOf) : [];
  const presence = PRESENCE[text(payload, 'presence') as keyof typeof PRESENCE];
  return (
    <>
      <p className="font-semibold">
        {t('saidStage', { stage: text(payload, 'stage').toUpperCase() })}
        {presence && ` ${t(presence)}`}
      </p>
      {marks.length === 0 && <p>{t('saidNoMark')}</p>}
      <dl className="grid gap-2">
        {marks.map((mark) => {
          const [value, delivered] = [text(mark, 'value'), text(mark, 'delivered')];
          const component = text(mark, 'component');
          return (
            <div key={component} className="flex flex-wrap items-baseline gap-x-3">
              <dt className="text-muted">{component.toUpperCase().replaceAll('_', ' ')}</dt>
              <dd className="figures text-lg font-bold">{formatMark(value, language)}</dd>
              {formatMark(value, language) !== delivered && value !== delivered && (
                <dd className="text-sm text-muted">{t('saidDelivered', { text: delivered })}</dd>
              )}
            </div>
          );
        })}
      </dl>
    </>
  );
}

function Training({ kind, payload }: { kind: string; payload: Fields }) {
  const t = useReceiptTexts();
  const language = useLanguage();
  const day = useDays();
  const lines: string[] = [];
  if (kind === 'training_result') {
    const state = text(payload, 'state');
    if (state === 'passed' || state === 'not_passed') lines.push(t(`saidResult_${state}`));
    if (typeof payload.score === 'string')
      lines.push(t('saidScore', { score: formatMark(payload.score, language) }));
    if (typeof payload.attended === 'number')
      lines.push(
        t('saidAttended', {
          attended: payload.attended,
          meetings: text(payload, 'meetings'),
        }),
      );
  }
  if (kind === 'certificate_issued') {
    lines.push(t('saidHours', { hours: text(payload, 'hours') }));
    const [first, last] = [day(text(payload, 'first_day')), day(text(payload, 'last_day'))];
    if (first !== '–') lines.push(first === last ? first : t('saidDays', { first, last }));
    lines.push(t('saidRevocable'));
  }
  return (
    <>
      <p className="font-semibold">{t('saidCourse', { title: text(payload, 'course_title') })}</p>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  );
}

const TRAINING = [
  'enrolment_recorded',
  'enrolment_cancelled',
  'training_result',
  'certificate_issued',
];

export function Said({ kind, record }: { kind: string; record: Json }) {
  const t = useReceiptTexts();
  const payload = fieldsOf(fieldsOf(record).payload);
  let told: ReactNode = null;
  if (kind === 'mark_recorded') told = <Marks payload={payload} />;
  if (TRAINING.includes(kind)) told = <Training kind={kind} payload={payload} />;
  if (!told) return null;
  return (
    <section aria-label={t('said')} className="card grid max-w-prose gap-2 p-4 wrap-anywhere">
      {told}
    </section>
  );
}
