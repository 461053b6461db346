/** What a receipt says, in one sentence, with its facts and whose keys stand behind it. */
import type { ReactNode } from 'react';
import { formatDateTime } from '../../../i18n/format';
import { useLanguage } from '../../../i18n/language';
import type { Receipt } from '../../../lib/record';
import { Button } from '../../../ui/Button';
import { Icon, type IconName } from '../../../ui/Icon';
import type { Answer, Keys } from './judgement';
import { ReceiptDetails } from './ReceiptDetails';
import { useReceiptTexts } from './receiptTexts';
import texts from './receiptTexts.id';
import { Said } from './Said';

type Look = { icon: IconName; colours: string };

const LOOK = {
  // Gold stands for proof alone.
  recorded: { icon: 'seal', colours: 'border-ember-line bg-ember-soft text-ember' },
  promised: { icon: 'clock', colours: 'border-waiting bg-waiting-soft text-waiting' },
  untrue: { icon: 'cross', colours: 'border-unmet bg-unmet-soft text-unmet' },
  unknown: { icon: 'warning', colours: 'border-waiting bg-waiting-soft text-waiting' },
} satisfies Record<string, Look>;

function lookOf(answer: Answer): Look {
  if (answer.ending === 'held') {
    return answer.receipt.form === 'proof' ? LOOK.recorded : LOOK.promised;
  }
  return answer.ending === 'untrue' ? LOOK.untrue : LOOK.unknown;
}

type EndingProps = { alone: boolean; answer: Answer; onAgain: () => void; onOther: () => void };

export function ReceiptEnding({ alone, answer, onAgain, onOther }: EndingProps) {
  const t = useReceiptTexts();
  const { sentence, next } = useWords(answer, alone);
  const { icon, colours } = lookOf(answer);
  return (
    <section aria-label={t('verdict')} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div
        role="status"
        className={`flex items-start gap-3 rounded-md border-2 p-4 sm:p-5 ${colours}`}
      >
        <Icon name={icon} className="mt-0.5 size-7" />
        <p className="min-w-0 max-w-prose text-lg font-semibold wrap-anywhere">{sentence}</p>
      </div>
      {next.map((line) => (
        <p key={line} className="max-w-prose wrap-anywhere">
          {line}
        </p>
      ))}
      {answer.ending === 'held' && answer.receipt.form === 'proof' && (
        <Said kind={answer.receipt.leaf.kind} record={answer.receipt.record} />
      )}
      {answer.ending === 'held' && <Facts receipt={answer.receipt} keys={answer.keys} />}
      <div className="flex flex-wrap gap-3">
        {answer.ending === 'no_keys' && !alone && <Button onClick={onAgain}>{t('again')}</Button>}
        <Button kind="quiet" onClick={onOther}>
          {t('other')}
        </Button>
      </div>
      {answer.ending === 'held' && answer.receipt.form === 'proof' && (
        <ReceiptDetails receipt={answer.receipt} />
      )}
    </section>
  );
}

/** What a kind of fact is called; a newer log may have kinds that this page does not know. */
function useKind() {
  const t = useReceiptTexts();
  return (kind: string) => {
    const key = `kind_${kind}`;
    return Object.hasOwn(texts, key) ? t(key as 'kind_round_published') : t('kindOther', { kind });
  };
}

function useWords(answer: Answer, alone: boolean): { sentence: string; next: string[] } {
  const t = useReceiptTexts();
  const kind = useKind();
  switch (answer.ending) {
    case 'held': {
      const { receipt } = answer;
      if (receipt.form === 'proof') {
        const sentence = t('recorded', { what: kind(receipt.leaf.kind) });
        return { sentence, next: [t('recordedHow')] };
      }
      const place = receipt.index === undefined ? [] : [`${receipt.index}`];
      const how = place.map((index) => t('promisedPlace', { index }));
      return { sentence: t('promised'), next: [t('promisedHow'), ...how] };
    }
    case 'untrue': {
      const why = t(`doubt_${answer.doubt}`, { log: answer.log || t('noKeysUnnamed') });
      return { sentence: t('untrue', { why }), next: [t('untrueHow')] };
    }
    case 'malformed':
      return {
        sentence: t('malformed', { part: t(`part_${answer.part}`) }),
        next: [t('malformedHow')],
      };
    case 'not_receipt':
      return { sentence: t('notReceipt', { name: answer.name }), next: [t('notReceiptHow')] };
    case 'no_keys': {
      const log = answer.log || t('noKeysUnnamed');
      return { sentence: t('noKeys', { log }), next: [t(alone ? 'noKeysAlone' : 'noKeysHow')] };
    }
  }
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="figures wrap-anywhere">{children}</dd>
    </div>
  );
}

function Facts({ receipt, keys }: { receipt: Receipt; keys: Keys }) {
  const t = useReceiptTexts();
  const language = useLanguage();
  const kind = useKind();
  const time = (iso: string) => formatDateTime(iso, language);
  const whose =
    keys.from === 'file'
      ? t('byFile', { name: keys.name })
      : t(keys.kept ? 'bySiteKept' : 'bySite');
  if (receipt.form === 'promise') {
    return (
      <dl className="grid gap-3 sm:grid-cols-2">
        <Fact name={t('promisedAt')}>{time(receipt.time)}</Fact>
        <Fact name={t('log')}>{receipt.log}</Fact>
        <Fact name={t('keys')}>{whose}</Fact>
      </dl>
    );
  }
  const { leaf, head, index, promise } = receipt;
  return (
    <dl className="grid gap-3 sm:grid-cols-2">
      <Fact name={t('what')}>{kind(leaf.kind)}</Fact>
      <Fact name={t('when')}>{time(leaf.at)}</Fact>
      <Fact name={t('log')}>{head.origin}</Fact>
      <Fact name={t('place')}>{t('placeValue', { index: `${index}`, size: `${head.size}` })}</Fact>
      {promise && <Fact name={t('promisedAt')}>{time(promise.time)}</Fact>}
      {leaf.sealed && (
        <Fact name={t('sealed')}>{t('sealedValue', { count: leaf.sealed.count })}</Fact>
      )}
      <Fact name={t('witness')}>
        {head.witnessed ? (
          t('witnessed', { count: head.witnesses.length })
        ) : (
          <>
            <strong>{t('unwitnessed')}</strong> {t('unwitnessedHow')}
          </>
        )}
      </Fact>
      <Fact name={t('keys')}>{whose}</Fact>
    </dl>
  );
}
