/** Attendance by meeting, one tick for each person, wide enough for a thumb. */
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { Button } from '../../ui/Button';
import { Instant } from '../../ui/figures';
import { ProblemSummary } from '../../ui/ProblemSummary';
import type { Sheet } from './data';
import { useTrainingTexts } from './texts';

type Props = { agency: string; sheet: Sheet; onDone: (text: string) => void };
type Meeting = Sheet['session']['meetings'][number];

function MeetingSheet({ agency, sheet, onDone, meeting }: Props & { meeting: Meeting }) {
  const t = useTrainingTexts();
  const { problem, running, run } = useProblem();
  const [present, setPresent] = useState(
    () =>
      new Set(
        sheet.lines
          .filter((line) => line.present_at.includes(meeting.id))
          .map((line) => line.enrolment_id),
      ),
  );
  const begun = meeting.begins_at <= sheet.now;
  // The server keeps no more attendance once somebody has a result.
  const closed = sheet.lines.some((line) => line.state === 'passed' || line.state === 'not_passed');
  const toggle = (id: string) => {
    const next = new Set(present);
    if (!next.delete(id)) next.add(id);
    setPresent(next);
  };
  const keep = () =>
    run(async () => {
      await ask(
        api.PUT(
          '/api/v1/agencies/{agency}/course-sessions/{session}/meetings/{meeting}/attendance',
          {
            params: {
              path: { agency, session: sheet.session.id, meeting: meeting.id },
              header: { 'If-Match': `"${meeting.attendance_version}"` },
            },
            body: { present: [...present] },
          },
        ),
      );
      onDone(t('kept'));
    });
  return (
    <details className="card p-4" open={begun && meeting.attendance_version === 1}>
      <summary className="min-h-11 cursor-pointer font-semibold">
        {t('meeting', { number: meeting.number })} ·{' '}
        <Instant at={meeting.begins_at} zone={sheet.session.zone} /> ·{' '}
        {begun ? t('presentOf', { count: present.size }) : t('notBegun')}
      </summary>
      {begun && (
        <fieldset className="grid gap-2 pt-3">
          <legend className="sr-only">{t('attendance')}</legend>
          <ProblemSummary problem={problem} />
          {sheet.lines.map((line) => (
            <label
              key={line.enrolment_id}
              className="flex min-h-12 cursor-pointer items-center gap-3 rounded-md border border-line px-3 has-checked:border-brand has-checked:bg-brand-soft"
            >
              <input
                type="checkbox"
                className="size-6 accent-brand"
                checked={present.has(line.enrolment_id)}
                disabled={closed}
                onChange={() => toggle(line.enrolment_id)}
              />
              <span>
                {line.name}
                <span className="block text-sm text-muted">{line.unit_name}</span>
              </span>
            </label>
          ))}
          {closed ? (
            <p className="text-muted">{t('attendanceClosed')}</p>
          ) : (
            <div>
              <Button busy={running} onClick={keep}>
                {t('keep')}
              </Button>
            </div>
          )}
        </fieldset>
      )}
    </details>
  );
}

export function Meetings(props: Props) {
  const t = useTrainingTexts();
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('attendance')}</h2>
      {props.sheet.session.meetings.map((meeting) => (
        <MeetingSheet
          key={`${meeting.id} ${meeting.attendance_version}`}
          {...props}
          meeting={meeting}
        />
      ))}
    </section>
  );
}
