/** What several pages of training show: waiting, a session's facts, somebody who is no employee. */
import { formatClock, formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { Deadline } from '../../ui/figures';
import { EmptyState } from '../../ui/Page';
import type { CourseSession } from './publicData';
import { useTrainingTexts } from './texts';

export function Waiting() {
  const t = useTrainingTexts();
  return (
    <p role="status" className="py-8 text-muted">
      {t('loading')}
    </p>
  );
}

export function NotEmployee() {
  const t = useTrainingTexts();
  return <EmptyState title={t('notEmployee')}>{t('notEmployeeHow')}</EmptyState>;
}

export function SessionFacts({
  session,
  trainers = [],
}: {
  session: CourseSession;
  trainers?: { name: string }[];
}) {
  const t = useTrainingTexts();
  const language = useLanguage();
  const opensLater = session.enrolment_opens > new Date().toISOString();
  return (
    <dl className="grid gap-2">
      <div>
        <dt className="text-sm text-muted">{t('place')}</dt>
        <dd>
          {session.place} · {t('seatsLeft', { count: session.seats_left })}
        </dd>
      </div>
      {opensLater && (
        <div>
          <dt className="text-sm text-muted">{t('opens')}</dt>
          <dd>{formatDateTime(session.enrolment_opens, language, session.zone)}</dd>
        </div>
      )}
      <div>
        <dt className="text-sm text-muted">{t('closes')}</dt>
        <dd>
          <Deadline closes={session.enrolment_closes} zone={session.zone} />
        </dd>
      </div>
      {session.meetings.map((meeting) => (
        <div key={meeting.id}>
          <dt className="text-sm text-muted">{t('meeting', { number: meeting.number })}</dt>
          <dd>
            {formatDateTime(meeting.begins_at, language, session.zone)},{' '}
            {t('endsAt', { time: formatClock(meeting.ends_at, language, session.zone) })} ·{' '}
            {t('hoursOf', { count: meeting.hours })}
          </dd>
        </div>
      ))}
      {trainers.length > 0 && (
        <div>
          <dt className="text-sm text-muted">{t('trainers')}</dt>
          <dd>{trainers.map((trainer) => trainer.name).join(', ')}</dd>
        </div>
      )}
    </dl>
  );
}
