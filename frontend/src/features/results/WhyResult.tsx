/** "Why this result": own marks against the thresholds, and each reason of the trace as a sentence. */
import type { components } from '../../api/schema.gen';
import { formatMark } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { DataTable } from '../../ui/DataTable';
import { Proof } from '../../ui/figures';
import { VerdictBanner } from '../../ui/Verdict';
import { type Statement, sentences } from './statements';
import { useResultTexts } from './texts';

type Why = components['schemas']['Why'];

const STATES = {
  placed: 'met',
  goes_on: 'met',
  undecided: 'waiting',
  vacancy_refused: 'waiting',
} as const;
/** A share of the drawing's width; for the eye only, the numbers stand beside it. */
const share = (mark: string, most: string) =>
  `${Math.min(100, (Number(mark) / Number(most)) * 100)}%`;

function Marks({ why, name }: { why: Why; name: (code: string) => string }) {
  const t = useResultTexts();
  const language = useLanguage();
  const shown = (mark?: string | null) => (mark ? formatMark(mark, language) : t('none'));
  return (
    <figure className="grid gap-3">
      <figcaption>
        <span className="block text-lg font-bold">{t('marksTitle')}</span>
        <span className="block max-w-prose text-muted">{t('marksSentence')}</span>
      </figcaption>
      <div aria-hidden="true" className="grid gap-3">
        {why.measured
          .filter((row) => row.maximum)
          .map((row) => (
            <div
              key={row.key}
              className="grid gap-0.5 sm:grid-cols-[12rem_1fr_4rem] sm:items-center sm:gap-3"
            >
              <span className="text-sm sm:text-right">{name(row.key)}</span>
              <span className="relative h-6 rounded-sm bg-sunken">
                <span
                  className="absolute inset-y-0 left-0 rounded-sm bg-brand"
                  style={{ width: share(row.mark, row.maximum ?? '1') }}
                />
                {row.minimum && (
                  <span
                    className="absolute -inset-y-1 w-1 bg-unmet"
                    style={{ left: share(row.minimum, row.maximum ?? '1') }}
                  />
                )}
              </span>
              <span className="figures text-sm font-semibold">{shown(row.mark)}</span>
            </div>
          ))}
      </div>
      <details>
        <summary className="link inline-flex min-h-11 cursor-pointer items-center">
          {t('marksTable')}
        </summary>
        <DataTable
          caption={t('marksTitle')}
          rows={why.measured}
          rowKey={(row) => row.key}
          columns={[
            { key: 'key', title: t('component'), heading: true, cell: (row) => name(row.key) },
            { key: 'mark', title: t('own'), numeric: true, cell: (row) => shown(row.mark) },
            {
              key: 'minimum',
              title: t('minimum'),
              numeric: true,
              cell: (row) => shown(row.minimum),
            },
            {
              key: 'maximum',
              title: t('maximum'),
              numeric: true,
              cell: (row) => shown(row.maximum),
            },
          ]}
        />
      </details>
    </figure>
  );
}

export function WhyResult({ why }: { why: Why }) {
  const t = useResultTexts();
  const language = useLanguage();
  const known = new Map(why.names.map((one) => [one.code, one[language]]));
  const name = (code: string) =>
    known.get(code) ??
    (code === 'final' ? t('finalMark') : undefined) ??
    code.toUpperCase().replaceAll('_', ' ');
  const mark = (value: string) => formatMark(value, language);
  const teller = { t, name, mark, own: why.outcome.marks };
  const state = STATES[why.outcome.state as keyof typeof STATES] ?? 'unmet';
  const { legend, placed_elsewhere: elsewhere } = why;
  return (
    <div className="grid gap-8">
      <VerdictBanner state={state}>
        {legend
          ? t('code', {
              code: legend.code,
              legend: language === 'id' ? legend.legend_id : legend.legend_en,
            })
          : t('noCode')}
      </VerdictBanner>
      {elsewhere && (
        <p className="max-w-prose">
          {t('placedElsewhere', { vacancy: `${elsewhere.post_title}, ${elsewhere.unit_path}` })}
        </p>
      )}
      {why.measured.length > 0 && <Marks why={why} name={name} />}
      <section className="grid gap-3">
        <h2 className="text-xl">{t('stepsTitle')}</h2>
        <ol className="grid list-decimal gap-3 pl-6">
          {(why.statements as unknown as Statement[]).map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the reasons never change their order.
            <li key={index} className="figures max-w-prose">
              {sentences(one, teller).map((line) => (
                <span key={line} className="block">
                  {line}
                </span>
              ))}
            </li>
          ))}
        </ol>
      </section>
      <Proof label={t('proofTitle')} value={why.inputs_hash}>
        <p className="break-all">{t('proof', { rules: why.rules_hash })}</p>
      </Proof>
    </div>
  );
}
