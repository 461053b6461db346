/** Attendance by meeting, one tick for each person, wide enough for a thumb. */
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { Button } from '../../ui/Button';
import { Instant } from '../../ui/figures';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { TypedBack } from '../../ui/TypedBack';
import { useKept } from '../../ui/useKept';
import type { Sheet } from './data';
import { useTrainingTexts } from './texts';

type Props = { agency: string; sheet: Sheet; onDone: (text: string) => void };
type Meeting = Sheet['session']['meetings'][number];

function MeetingSheet({ agency, sheet, onDone, meeting }: Props & { meeting: Meeting }) {
  const t = useTrainingTexts();
  const { problem, running, run } = useProblem();
  const begun = meeting.begins_at <= sheet.now;
  // The server keeps no more attendance once somebody has a result.
  const closed = sheet.lines.some((line) => line.state === 'passed' || line.state === 'not_passed');
  const recorded = Object.fromEntries(
    sheet.lines.map((line) => [line.enrolment_id, line.present_at.includes(meeting.id)]),
  );
  // By person, so that a tick of this device stands beside what a colleague has recorded meanwhile.
  const ticks = useKept<Record<string, boolean>>(recorded, `attendance ${meeting.id}`);
  const shown = closed ? recorded : ticks.value;
  const present = Object.keys(recorded).filter((enrolment) => shown[enrolment]);
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
            body: { present },
          },
        ),
      );
      ticks.drop();
      onDone(t('kept'));
    });
  return (
    <details
      className="card p-4"
      open={begun && (meeting.attendance_version === 1 || ticks.since !== null)}
    >
      <summary className="min-h-11 cursor-pointer font-semibold">
        {t('meeting', { number: meeting.number })} ·{' '}
        <Instant at={meeting.begins_at} zone={sheet.session.zone} /> ·{' '}
        {begun ? t('presentOf', { count: present.length }) : t('notBegun')}
      </summary>
      {begun && (
        <fieldset className="grid gap-2 pt-3">
          <legend className="sr-only">{t('attendance')}</legend>
          <ProblemSummary problem={problem} />
          {!closed && <TypedBack kept={ticks} />}
          {sheet.lines.map((line) => (
            <label
              key={line.enrolment_id}
              className="flex min-h-12 cursor-pointer items-center gap-3 rounded-md border border-line px-3 has-checked:border-brand has-checked:bg-brand-soft"
            >
              <input
                type="checkbox"
                className="size-6 accent-brand"
                checked={present.includes(line.enrolment_id)}
                disabled={closed}
                onChange={(event) => ticks.set({ [line.enrolment_id]: event.target.checked })}
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
