/** The next session from an earlier one: a name and a first day; the page shows where every other date goes. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { ownProblem } from '../../api/ownProblem';
import { AppPage } from '../../app/AppPage';
import { formatClock, formatClosing, formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { DateField, TextInput } from '../../ui/inputs';
import type { Sheet } from './data';
import { useSessionAct } from './OfficerFinalPages';
import { useKeyOf } from './organizer';
import { useOrganizerTexts } from './organizerTexts';
import { Waiting } from './parts';
import { daysUntil, moved } from './plan';

function NewDates({ sheet, firstDay }: { sheet: Sheet; firstDay: string }) {
  const t = useOrganizerTexts();
  const language = useLanguage();
  const { session, trainers } = sheet;
  const first = session.meetings[0];
  const days = first && firstDay ? daysUntil(first.begins_at, firstDay, session.zone) : null;
  const at = (iso: string) => formatDateTime(moved(iso, days ?? 0), language, session.zone);
  return (
    <div className="card grid gap-4 bg-surface p-4" aria-live="polite">
      <div>
        <p className="font-bold">{t('copyStays')}</p>
        <p>{t('copySeats', { place: session.place, count: session.capacity })}</p>
        <p>{t('publishTrainers', { names: trainers.map((one) => one.name).join(', ') })}</p>
      </div>
      <div>
        <p className="font-bold">{t('copyMoves')}</p>
        {days === null ? (
          <p className="text-muted">{t('copyMovesWait')}</p>
        ) : (
          <ul className="grid list-disc gap-1 pl-5">
            <li>
              {t('copyWindow', {
                opens: at(session.enrolment_opens),
                closes: formatClosing(
                  moved(session.enrolment_closes, days),
                  language,
                  session.zone,
                ),
              })}
            </li>
            {session.meetings.map((meeting) => (
              <li key={meeting.id}>
                {t('publishMeeting', {
                  number: meeting.number,
                  begins: at(meeting.begins_at),
                  ends: formatClock(moved(meeting.ends_at, days), language, session.zone),
                  hours: meeting.hours,
                })}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

export function OfficerCopyPage() {
  const { t, agency, session, sheet, label: from, crumbs } = useSessionAct();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const keyOf = useKeyOf();
  const { problem, running, run, show } = useProblem();
  const [label, setLabel] = useState('');
  const [first_day, setFirstDay] = useState('');
  const body = { label, first_day };
  const errors = [
    {
      pointer: '/label',
      code: 'missing',
      message: label.trim() ? '' : t('needText', { field: t('label') }),
    },
    {
      pointer: '/first_day',
      code: 'missing',
      message: first_day ? '' : t('needDay', { field: t('copyDay') }),
    },
  ].filter((error) => error.message);
  const copy = () =>
    run(async () => {
      const made = await ask(
        api.POST('/api/v1/agencies/{agency}/course-sessions/{session}/copies', {
          params: { path: { agency, session }, header: idempotencyKey(keyOf(body)) },
          body,
        }),
      );
      announce(t('copied'));
      await queries.invalidateQueries({ queryKey: ['training'] });
      await navigate({ to: '/petugas/pelatihan/$session', params: { session: made.id } });
    });
  return (
    <AppPage title={t('copyTitle')} lead={t('copyLead', { title: from })} crumbs={crumbs}>
      {!sheet && <Waiting />}
      {sheet && (
        <Form
          problem={problem}
          onSubmit={() => (errors.length > 0 ? show(ownProblem(t('gapsTitle'), errors)) : copy())}
        >
          <TextInput
            pointer="/label"
            label={t('label')}
            hint={t('labelHint')}
            required
            value={label}
            onChange={setLabel}
          />
          <DateField
            pointer="/first_day"
            label={t('copyDay')}
            hint={t('copyDayHint')}
            required
            value={first_day}
            onChange={setFirstDay}
          />
          <NewDates sheet={sheet} firstDay={first_day} />
          <div>
            <Button type="submit" kind="primary" busy={running}>
              {t('copyAct')}
            </Button>
          </div>
        </Form>
      )}
    </AppPage>
  );
}
