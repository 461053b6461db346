/** The differences from Panselnas: tick those with one cause, record the cause once. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../../api/client';
import { useIdempotencyKey, useProblem } from '../../../api/hooks';
import { announce } from '../../../ui/announce';
import { Button } from '../../../ui/Button';
import { DataTable } from '../../../ui/DataTable';
import { Form } from '../../../ui/Form';
import { Select, TextArea } from '../../../ui/inputs';
import { TypedBack } from '../../../ui/TypedBack';
import { useKept } from '../../../ui/useKept';
import type { Difference, RunPlace } from './data';
import { useRunTexts } from './texts';

const FIELDS = {
  participant: 'field_participant',
  twk: 'field_twk',
  tiu: 'field_tiu',
  tkp: 'field_tkp',
  skd: 'field_skd',
  skb: 'field_skb',
  final: 'field_final',
  rank: 'field_rank',
  code: 'field_code',
} as const;

const CAUSES = {
  national_ruling: 'cause_national_ruling',
  refill: 'cause_refill',
  marks_corrected: 'cause_marks_corrected',
  rules_unknown: 'cause_rules_unknown',
  fault_reported: 'cause_fault_reported',
  other: 'cause_other',
} as const;

/** The most that one explanation may cover. */
const MOST = 500;

function Explain({
  place,
  picked,
  onDone,
}: {
  place: RunPlace;
  picked: string[];
  onDone: () => void;
}) {
  const t = useRunTexts();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const [cause, setCause] = useState('');
  const [explanation, setExplanation] = useState('');
  const send = () =>
    run(async () => {
      const done = await ask(
        api.POST('/api/v1/agencies/{agency}/runs/{run}/explanations', {
          params: {
            path: { agency: place.agency, run: place.run },
            header: { 'Idempotency-Key': key.current() },
          },
          headers: idempotencyKey(key.current()),
          body: { differences: picked, cause, explanation: explanation.trim() },
        }),
      ).finally(key.renew);
      announce(t('explainedNow', { count: done.count }));
      setCause('');
      setExplanation('');
      onDone();
      await queries.invalidateQueries({ queryKey: ['runs', place.agency, place.round] });
    });
  return (
    <section className="card grid gap-4 p-4">
      <h3 className="text-lg font-bold">{t('explainTitle')}</h3>
      {picked.length === 0 ? (
        <p className="text-muted">{t('explainPickFirst')}</p>
      ) : (
        <Form problem={problem} onSubmit={send}>
          <p>{t('explainPicked', { count: picked.length })}</p>
          <Select
            pointer="/cause"
            label={t('cause')}
            required
            value={cause}
            onChange={setCause}
            options={Object.entries(CAUSES).map(([value, word]) => ({ value, label: t(word) }))}
          />
          <TextArea
            pointer="/explanation"
            label={t('explanation')}
            hint={t('explanationHint')}
            required
            maxLength={2000}
            value={explanation}
            onChange={setExplanation}
          />
          <div>
            <Button type="submit" kind="primary" busy={running}>
              {t('explain')}
            </Button>
          </div>
        </Form>
      )}
    </section>
  );
}

export function Differences({
  place,
  items,
  mayExplain,
}: {
  place: RunPlace;
  items: Difference[];
  mayExplain: boolean;
}) {
  const t = useRunTexts();
  const open = items.filter((one) => !one.cause);
  const kept = useKept({ picked: [] as string[] }, 'differences');
  // A colleague may have explained some meanwhile.
  const picked = kept.value.picked.filter((id) => open.some((one) => one.id === id));
  const setPicked = (next: string[]) => kept.set({ picked: next });
  const explaining = mayExplain && open.length > 0;
  const field = (row: Difference) =>
    row.field in FIELDS ? t(FIELDS[row.field as keyof typeof FIELDS]) : row.field;
  const tick = (id: string) =>
    setPicked(picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id]);
  return (
    <>
      {picked.length > 0 && <TypedBack kept={kept} />}
      <DataTable
        caption={t('differencesTitle')}
        rows={items}
        rowKey={(row) => row.id}
        columns={[
          { key: 'code', title: t('code'), heading: true, cell: (row) => row.participant },
          {
            key: 'field',
            title: t('field'),
            cell: field,
          },
          { key: 'ours', title: t('ours'), cell: (row) => row.ours ?? t('nothing') },
          { key: 'theirs', title: t('theirs'), cell: (row) => row.theirs ?? t('nothing') },
          {
            key: 'explanation',
            title: t('explained'),
            cell: (row) => {
              if (row.cause) {
                const cause =
                  row.cause in CAUSES ? t(CAUSES[row.cause as keyof typeof CAUSES]) : row.cause;
                return `${cause}: ${row.explanation ?? ''}`;
              }
              if (!explaining) return t('notExplained');
              return (
                <label className="inline-flex min-h-11 cursor-pointer items-center gap-2">
                  <input
                    type="checkbox"
                    aria-label={`${t('pick')}: ${row.participant}, ${field(row)}`}
                    className="size-5 accent-brand"
                    checked={picked.includes(row.id)}
                    onChange={() => tick(row.id)}
                  />
                  {t('pick')}
                </label>
              );
            },
          },
        ]}
      />
      {explaining && (
        <>
          <div>
            <Button
              kind="quiet"
              onClick={() => setPicked(open.slice(0, MOST).map((one) => one.id))}
            >
              {t('pickAll')}
            </Button>
          </div>
          <Explain place={place} picked={picked} onDone={kept.anew} />
        </>
      )}
    </>
  );
}
