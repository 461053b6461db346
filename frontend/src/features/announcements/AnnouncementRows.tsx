/** What is drawn and listed below an announcement's verdict: numbers, and the participants by code. */
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useAnswerPages } from '../../api/useAnswer';
import { useLanguage } from '../../i18n/language';
import { BarChart } from '../../ui/BarChart';
import { Button } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { Form } from '../../ui/Form';
import { Mark } from '../../ui/figures';
import { Select, TextInput } from '../../ui/inputs';
import { EmptyState, LoadMore } from '../../ui/Page';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { Trouble } from '../../ui/Trouble';
import { type Detail, Legend } from './parts';
import { useAnnouncementTexts } from './texts';

export function Numbers({ detail }: { detail: Detail }) {
  const t = useAnnouncementTexts();
  // Some may be withheld.
  const shown = detail.counts.reduce((sum, one) => sum + one.count, 0);
  const parts = detail.counts.map((one) => `${one.count} ${one.status}`).join(', ');
  return (
    <BarChart
      title={t('numbers')}
      sentence={t('numbersSentence', { count: shown, parts })}
      unit={t('participants')}
      bars={detail.counts.map((one) => ({ label: one.status, value: one.count }))}
    />
  );
}

export type Place = { agency: string; round: string; announcement: string };

function Rows({ place, detail }: { place: Place; detail: Detail }) {
  const t = useAnnouncementTexts();
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState<{ code?: string; vacancy?: string }>({});
  const list = useAnswerPages(`rows ${place.announcement} ${JSON.stringify(wanted)}`, (cursor) =>
    ask(
      api.GET('/api/v1/agencies/{agency}/rounds/{round}/announcements/{announcement}/rows', {
        params: { path: place, query: { ...wanted, cursor, limit: 20 } },
      }),
    ),
  );
  const rows = list.items;
  const marks = detail.legend.filter((entry) => entry.kind === 'mark');
  const ranked = rows.some((row) => row.place);
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Form
        problem={null}
        keep={false}
        onSubmit={() => setWanted(typed.trim() ? { code: typed.trim() } : {})}
      >
        <TextInput
          pointer="/code"
          label={t('findCode')}
          hint={detail.names_basis ? t('findHint') : `${t('findHint')} ${t('noNames')}`}
          required
          value={typed}
          onChange={setTyped}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" kind="primary">
            {t('find')}
          </Button>
          {(wanted.code || wanted.vacancy) && (
            <Button onClick={() => setWanted({})}>{t('showAll')}</Button>
          )}
        </div>
        {detail.vacancies.length > 1 && (
          <Select
            pointer="/vacancy"
            label={t('byVacancy')}
            required
            placeholder={t('allVacancies')}
            value={wanted.vacancy ?? ''}
            onChange={(vacancy) => setWanted(vacancy ? { vacancy } : {})}
            options={detail.vacancies.map((one) => ({
              value: one.vacancy_id,
              label: `${one.post_title}, ${one.unit_path}`,
            }))}
          />
        )}
      </Form>
      <Trouble error={list.first.problem} onRetry={list.first.again} />
      <ProblemSummary problem={list.problem ?? null} />
      {list.first.data && rows.length === 0 && (
        <EmptyState title={t(wanted.code ? 'notFound' : 'noRows')}>
          {t(wanted.code ? 'notFoundHow' : 'noRowsHow')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <DataTable
          caption={t('participants')}
          rows={rows}
          rowKey={(row) => row.participant_code}
          group={(row) => ({
            key: row.vacancy_id,
            title: (
              <>
                <span className="block text-lg font-semibold">{row.post_title}</span>
                <span className="block text-muted">{row.unit_path}</span>
              </>
            ),
          })}
          columns={[
            {
              key: 'code',
              title: t('code'),
              heading: true,
              cell: (row) => <span className="whitespace-nowrap">{row.participant_code}</span>,
            },
            ...(ranked
              ? [
                  {
                    key: 'place',
                    title: t('place'),
                    numeric: true,
                    cell: (row: (typeof rows)[number]) => row.place ?? '',
                  },
                ]
              : []),
            {
              key: 'status',
              title: t('status'),
              cell: (row) => (
                <>
                  <strong>{row.status}</strong>
                  {row.placed && (
                    <span className="block sm:min-w-56">
                      {t('placedAt', {
                        vacancy: `${row.placed.post_title}, ${row.placed.unit_path}`,
                      })}
                    </span>
                  )}
                </>
              ),
            },
            ...marks.map((mark) => ({
              key: mark.code,
              title: mark.legend[language],
              numeric: true,
              cell: (row: (typeof rows)[number]) => {
                const found = row.marks.find((one) => one.code === mark.code);
                return found ? <Mark value={found.value} /> : '';
              },
            })),
          ]}
        />
      )}
      {detail.legend.some((entry) => entry.kind === 'step') && (
        <p className="text-sm text-muted">{t('stepsInFile')}</p>
      )}
      {rows.length > 0 && <LoadMore {...list.paging} />}
    </section>
  );
}

export function NumbersAndRows({ place, detail }: { place: Place; detail: Detail }) {
  const t = useAnnouncementTexts();
  return (
    <>
      <Numbers detail={detail} />
      <Legend
        entries={detail.legend.filter((entry) => entry.kind === 'status')}
        title={t('legendStatuses')}
      />
      <Rows place={place} detail={detail} />
    </>
  );
}
