/** The timetable: steps with their windows in the agency's zone, and why this version. */
import { useState } from 'react';
import { api, ask, ifMatch } from '../../api/client';
import { zoneName } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { Select, TextInput } from '../../ui/inputs';
import { OfficerFrame } from './OfficerFrame';
import { Reason } from './OfficerReason';
import { type Prepared, usePrepared } from './preparation';
import { usePrepareTexts } from './prepareTexts';
import { STEPS } from './steps';
import { useChange } from './useChange';
import { closingInstant, closingOnTheWall, instantOf, onTheWall } from './wallClock';

type Row = { id: number; code: string; opens: string; closes: string };
let lastId = 0;
const fresh = (row: Omit<Row, 'id'>): Row => {
  lastId += 1;
  return { id: lastId, ...row };
};
const EMPTY = { code: '', opens: '', closes: '' };

function Editor({
  prepared,
  found,
}: {
  prepared: Prepared;
  found: ReturnType<typeof usePrepared>;
}) {
  const t = usePrepareTexts();
  const language = useLanguage();
  const change = useChange(found);
  const zone = prepared.page.agency.zone;
  const shown = zoneName(zone);
  const [rows, setRows] = useState<Row[]>(() => {
    const now = prepared.page.timetable.map((step) =>
      fresh({
        code: step.code,
        opens: onTheWall(step.opens, zone),
        closes: closingOnTheWall(step.closes, zone),
      }),
    );
    return now.length > 0 ? now : [fresh({ ...EMPTY, code: 'registration' })];
  });
  const [tried, setTried] = useState(false);
  const set = (id: number, part: Partial<Row>) =>
    setRows((before) => before.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const steps = rows.map((row) => ({
    code: row.code,
    opens: instantOf(row.opens, zone),
    closes: closingInstant(row.closes, zone),
  }));
  const whole = steps.every((step) => step.code && step.opens && step.closes);
  const send = () => {
    setTried(true);
    if (!whole) return;
    if (change.published) {
      return change.propose({ kind: 'timetable', document: steps });
    }
    return change.save(
      () =>
        ask(
          api.PUT('/api/v1/agencies/{agency}/rounds/{round}/timetable', {
            params: {
              path: { agency: found.agency, round: found.round },
              header: { 'If-Match': found.etag },
            },
            headers: ifMatch(found.etag),
            body: { steps, reason: change.reason },
          }),
        ),
      t('saved'),
    );
  };
  const error = (value: string) => (tried && !value ? t('timesMissing') : undefined);
  return (
    <Form problem={change.problem} onSubmit={send}>
      <p>{t('zoneNote', { zone: shown })}</p>
      {rows.map((row, at) => (
        <fieldset key={row.id} className="card grid gap-4 p-4">
          <legend className="px-1 font-bold">
            {at + 1}. {STEPS[row.code]?.[language] ?? t('step')}
          </legend>
          <Select
            pointer={`/steps/${at}/code`}
            label={t('step')}
            required
            value={row.code}
            error={error(row.code)}
            onChange={(code) => set(row.id, { code })}
            options={Object.entries(STEPS).map(([value, words]) => ({
              value,
              label: words[language],
            }))}
          />
          <TextInput
            pointer={`/steps/${at}/opens`}
            label={t('opens', { zone: shown })}
            type="datetime-local"
            required
            value={row.opens}
            error={error(row.opens)}
            onChange={(opens) => set(row.id, { opens })}
          />
          <TextInput
            pointer={`/steps/${at}/closes`}
            label={t('closes', { zone: shown })}
            type="datetime-local"
            required
            value={row.closes}
            error={error(row.closes)}
            onChange={(closes) => set(row.id, { closes })}
          />
          <div>
            <Button
              kind="quiet"
              aria-label={t('removeStep', { count: at + 1 })}
              onClick={() => setRows((before) => before.filter((one) => one.id !== row.id))}
            >
              {t('remove')}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button onClick={() => setRows((before) => [...before, fresh(EMPTY)])}>
          {t('addStep')}
        </Button>
      </div>
      <Reason change={change} />
      <div>
        <Button type="submit" kind="primary" busy={change.running}>
          {t(change.published ? 'sendProposal' : 'saveTimetable')}
        </Button>
      </div>
    </Form>
  );
}

export function OfficerTimetablePage() {
  const t = usePrepareTexts();
  const found = usePrepared();
  return (
    <OfficerFrame title={t('timetable')} found={found}>
      {(prepared) => <Editor prepared={prepared} found={found} />}
    </OfficerFrame>
  );
}
