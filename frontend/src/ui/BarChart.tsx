/** Bars with their numbers beside them, one sentence that says what to see, the table one key away. */
import { formatNumber } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Icon } from './Icon';
import { save } from './save';
import { useShowTexts } from './showTexts';

export type Bar = {
  label: string;
  value: number;
  /** What the value is a part of; drawn as a pale bar behind it. */
  of?: number;
};

export type BarChartProps = {
  title: string;
  /** What the reader should see in it. */
  sentence: string;
  bars: Bar[];
  /** Heading of the numbers: 'pelamar'. */
  unit: string;
  /** Heading of what the numbers are parts of: 'tempat'. */
  ofUnit?: string;
  csvHref?: string;
  /** What the values were made of, one number for each bar; it stands in table and CSV only. */
  further?: { title: string; values: number[] }[];
};

const ofBar = (bar: Bar) => (bar.of === undefined ? [] : [bar.of]);
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function saveCsv(title: string, heads: string[], bars: Bar[], more: (at: number) => number[]) {
  const rows = bars.map((bar, at) =>
    [quoted(bar.label), bar.value, ...ofBar(bar), ...more(at)].join(','),
  );
  const head = [title, ...heads].map(quoted).join(',');
  const blob = new Blob([`${[head, ...rows].join('\r\n')}\r\n`], {
    type: 'text/csv;charset=utf-8',
  });
  save(blob, `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.csv`);
}

export function BarChart(props: BarChartProps) {
  const { title, sentence, bars, unit, ofUnit, csvHref, further = [] } = props;
  const t = useShowTexts();
  const language = useLanguage();
  const most = Math.max(1, ...bars.map((bar) => Math.max(bar.value, bar.of ?? 0)));
  const heads = [unit, ...(ofUnit ? [ofUnit] : []), ...further.map((column) => column.title)];
  const more = (at: number) => further.map((column) => column.values[at] ?? 0);
  const numbers = (bar: Bar) =>
    [bar.value, ...ofBar(bar)].map((value) => formatNumber(value, language));
  const csvLook = 'link inline-flex min-h-11 cursor-pointer items-center gap-2';
  const csvLabel = (
    <>
      <Icon name="download" className="size-4" />
      {t('csv')}
    </>
  );
  return (
    <figure className="grid gap-3">
      <figcaption>
        <span className="block text-lg font-bold">{title}</span>
        <span className="block max-w-prose text-muted">{sentence}</span>
      </figcaption>
      <div aria-hidden="true" className="grid gap-2">
        {bars.map((bar) => (
          <div
            key={bar.label}
            className="grid gap-0.5 sm:grid-cols-[12rem_1fr] sm:items-center sm:gap-3"
          >
            <span className="text-sm sm:text-right">{bar.label}</span>
            <span className="flex items-center gap-2">
              <span
                className="flex h-5 min-w-0.5 rounded-r-sm bg-brand-soft"
                style={{ width: `${(Math.max(bar.value, bar.of ?? 0) / most) * 80}%` }}
              >
                <span
                  className="min-w-0.5 rounded-r-sm bg-brand"
                  style={{
                    width: bar.of ? `${(bar.value / Math.max(bar.value, bar.of)) * 100}%` : '100%',
                  }}
                />
              </span>
              <span className="figures text-sm font-semibold whitespace-nowrap">
                {numbers(bar).join(' / ')}
              </span>
            </span>
          </div>
        ))}
      </div>
      <details>
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-4">
          {t('table')}
        </summary>
        <table className="w-full max-w-prose">
          <thead>
            <tr className="border-b-2 border-edge text-sm">
              <th scope="col" className="py-2 text-left">
                {t('category')}
              </th>
              {heads.map((head) => (
                <th key={head} scope="col" className="py-2 pl-3 text-right">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars.map((bar, at) => (
              <tr key={bar.label} className="border-b border-line">
                <th scope="row" className="py-2 text-left font-normal">
                  {bar.label}
                </th>
                {[...numbers(bar), ...more(at).map((value) => formatNumber(value, language))].map(
                  (number, index) => (
                    <td key={heads[index]} className="py-2 pl-3 text-right">
                      {number}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      {csvHref ? (
        <a className={csvLook} href={csvHref} download>
          {csvLabel}
        </a>
      ) : (
        <button
          type="button"
          className={`${csvLook} justify-self-start`}
          onClick={() => saveCsv(title, heads, bars, more)}
        >
          {csvLabel}
        </button>
      )}
    </figure>
  );
}
