/** The opened record as it stands in the proof, and the hashes that bind it. */
import { formatDateTime } from '../../../i18n/format';
import { useLanguage } from '../../../i18n/language';
import { type Json, type Receipt, toHex } from '../../../lib/record';
import { useReceiptTexts } from './receiptTexts';

const shown = (value: Json) =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 1).replaceAll('\n', ' ');

const isFields = (value: Json | undefined): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function ReceiptDetails({ receipt }: { receipt: Extract<Receipt, { form: 'proof' }> }) {
  const t = useReceiptTexts();
  const language = useLanguage();
  const { record, leaf, head } = receipt;
  const { subject, actor_role, payload, previous, ...rest } = isFields(record)
    ? record
    : { payload: record };
  const named: [string, Json | undefined][] = [
    [t('subject'), subject],
    [t('role'), actor_role],
    ...Object.entries(isFields(payload) ? payload : { [t('content')]: payload ?? null }),
    ...Object.entries(rest),
    [t('previous'), previous ?? undefined],
    [t('commit'), toHex(leaf.commit)],
    [t('root'), toHex(head.root)],
    ...head.witnesses.map(({ name, time }): [string, Json] => {
      const iso = new Date(Number(time) * 1000).toISOString();
      return [t('witness'), t('witnessTime', { name, time: formatDateTime(iso, language) })];
    }),
  ];
  return (
    <details>
      <summary className="link inline-flex min-h-11 cursor-pointer items-center">
        {t('details')}
      </summary>
      <dl className="grid gap-3 pt-3">
        {named.map(
          ([name, value], at) =>
            value !== undefined && (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and names may repeat.
              <div key={at}>
                <dt className="text-sm text-muted">{name}</dt>
                <dd className="figures wrap-anywhere">{shown(value)}</dd>
              </div>
            ),
        )}
      </dl>
    </details>
  );
}
