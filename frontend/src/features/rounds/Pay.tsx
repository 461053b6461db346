/** Published pay: one figure, a range, or that it is not stated. */
import { formatMoney } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';

const UNKNOWN = { id: 'tidak disebut', en: 'not stated' };
const BETWEEN = { id: 'sampai', en: 'to' };
const MONTHLY = { id: 'per bulan', en: 'a month' };

export function Pay({ from, to }: { from?: number | null; to?: number | null }) {
  const language = useLanguage();
  const least = from ?? to;
  const most = to ?? from;
  if (least == null || most == null) return <>{UNKNOWN[language]}</>;
  const range =
    least === most
      ? formatMoney(least, language)
      : `${formatMoney(least, language)} ${BETWEEN[language]} ${formatMoney(most, language)}`;
  return (
    <>
      {range} {MONTHLY[language]}
    </>
  );
}
