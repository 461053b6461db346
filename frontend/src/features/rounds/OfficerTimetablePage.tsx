/** The timetable: steps with their windows in the agency's zone, and why this version. */
import { useState } from 'react';
import { api, ask, ifMatch } from '../../api/client';
import { zoneName } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { Select, TextInput } from '../../ui/inputs';
import { useKept } from '../../ui/useKept';
import { OfficerFrame } from './OfficerFrame';
import { Reason } from './OfficerReason';
import { type Prepared, usePrepared } from './preparation';
import { usePrepareTexts } from './prepareTexts';
import { STEPS } from './steps';
import { NO_WHY, useChange, type Why } from './useChange';
import { closingInstant, closingOnTheWall, instantOf, onTheWall } from './wallClock';

type Row = { id: number; code: string; opens: string; closes: string };
type Typed = Why & { rows: Row[] };
const EMPTY = { code: '', opens: '', closes: '' };

/** The timetable as it stands, as rows to type in. */
function rowsOf({ page: { timetable, agency } }: Prepared): Row[] {
  if (timetable.length === 0) return [{ ...EMPTY, id: 0, code: 'registration' }];
  return timetable.map((step, id) => ({
    id,
    code: step.code,
    opens: onTheWall(step.opens, agency.zone),
    closes: closingOnTheWall(step.closes, agency.zone),
  }));
}

export function Editor({
  prepared,
  found,
}: {
  prepared: Prepared;
  found: ReturnType<typeof usePrepared>;
}) {
  const t = usePrepareTexts();
  const language = useLanguage();
  const kept = useKept<Typed>({ ...NO_WHY, rows: rowsOf(prepared) });
  const { rows } = kept.value;
  const change = useChange(found, kept);
  const zone = prepared.page.agency.zone;
  const shown = zoneName(zone);
  const [tried, setTried] = useState(false);
  const setRows = (next: Row[]) => kept.set({ rows: next });
  const set = (id: number, part: Partial<Row>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const add = () =>
    setRows([...rows, { ...EMPTY, id: Math.max(-1, ...rows.map(({ id }) => id)) + 1 }]);
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
            body: { steps, reason: kept.value.reason },
          }),
        ),
      t('saved'),
    );
  };
  const error = (value: string) => (tried && !value ? t('timesMissing') : undefined);
  return (
    <Form problem={change.problem} onSubmit={send} kept={kept}>
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
              onClick={() => setRows(rows.filter((one) => one.id !== row.id))}
            >
              {t('remove')}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button onClick={add}>{t('addStep')}</Button>
      </div>
      <Reason why={kept.value} published={change.published} onChange={kept.set} />
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
