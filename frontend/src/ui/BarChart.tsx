/** Bars with their numbers beside them, one sentence that says what to see, the table one key away. */
import { formatNumber } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Icon } from './Icon';
import { useUiTexts } from './texts';

export type Bar = { label: string; value: number };

export type BarChartProps = {
  title: string;
  /** What the reader should see in it. */
  sentence: string;
  bars: Bar[];
  /** Heading of the numbers: 'pelamar'. */
  unit: string;
  csvHref?: string;
};

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function saveCsv(title: string, unit: string, bars: Bar[]) {
  const rows = bars.map((bar) => `${quoted(bar.label)},${bar.value}`);
  const blob = new Blob([`${[`${quoted(title)},${quoted(unit)}`, ...rows].join('\r\n')}\r\n`], {
    type: 'text/csv;charset=utf-8',
  });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

export function BarChart({ title, sentence, bars, unit, csvHref }: BarChartProps) {
  const t = useUiTexts();
  const language = useLanguage();
  const most = Math.max(1, ...bars.map((bar) => bar.value));
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
                className="h-5 min-w-0.5 rounded-r-sm bg-brand"
                style={{ width: `${(bar.value / most) * 80}%` }}
              />
              <span className="figures text-sm font-semibold">
                {formatNumber(bar.value, language)}
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
              <th scope="col" className="py-2 text-right">
                {unit}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.label} className="border-b border-line">
                <th scope="row" className="py-2 text-left font-normal">
                  {bar.label}
                </th>
                <td className="py-2 text-right">{formatNumber(bar.value, language)}</td>
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
          onClick={() => saveCsv(title, unit, bars)}
        >
          {csvLabel}
        </button>
      )}
    </figure>
  );
}
