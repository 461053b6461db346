/** Give a receipt in any of its forms, read what it says: the same on the site's page and in the single file. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { PickFiles } from '../../../ui/PickFiles';
import { useDropPlace } from '../../../ui/useDropPlace';
import { hasCamera } from './hasCamera';
import type { Answer, Given, Judge, SitePolicy } from './judgement';
import { PastedText } from './PastedText';
import { useReceiptTexts } from './receiptTexts';

// What is drawn after a check comes with its program.
const ReceiptEnding = lazy(() =>
  import('./ReceiptEnding').then((file) => ({ default: file.ReceiptEnding })),
);
const Camera = lazy(() => import('./Camera').then((file) => ({ default: file.Camera })));

export type ReceiptTools = {
  sort: (all: Given[]) => Promise<{ policy: Given | null; receipt: Given | null }>;
  judge: Judge;
  /** None in the single file: it knows no site. */
  site: SitePolicy | null;
};

type Trouble = 'noQr' | 'broken' | { tooLarge: string };

/** A proof has some kilobytes; the largest policy not many more. */
const MOST_BYTES = 1_000_000;

class TooLarge extends Error {}

async function givenOf(file: File): Promise<Given | null> {
  if (file.type.startsWith('image/')) {
    const { qrInFile } = await import('./scan');
    const text = await qrInFile(file);
    return text === null ? null : { name: file.name, text };
  }
  if (file.size > MOST_BYTES) throw new TooLarge(file.name);
  return { name: file.name, text: await file.text() };
}

/** What was given last, and what came of it. */
function useCheck({ sort, judge, site }: ReceiptTools) {
  const [receipt, setReceipt] = useState<Given | null>(null);
  const [policy, setPolicy] = useState<Given | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const work = async (what: () => Promise<void>) => {
    setBusy(true);
    setTrouble(null);
    setAnswer(null);
    try {
      await what();
    } catch (error) {
      setTrouble(error instanceof TooLarge ? { tooLarge: error.message } : 'broken');
    }
    setBusy(false);
  };
  const check = async (one: Given, keys: Given | null) => setAnswer(await judge(one, keys, site));
  const take = (all: () => Promise<(Given | null)[]>) =>
    work(async () => {
      const found = (await all()).filter((one) => one !== null);
      if (found.length === 0) return setTrouble('noQr');
      const sorted = await sort(found);
      const [one, keys] = [sorted.receipt ?? receipt, sorted.policy ?? policy];
      setReceipt(one);
      setPolicy(keys);
      if (one) await check(one, keys);
    });
  return {
    policy,
    answer,
    busy,
    trouble,
    takeFiles: (files: File[]) => files.length > 0 && take(() => Promise.all(files.map(givenOf))),
    takeText: (name: string, text: string) => take(async () => [{ name, text }]),
    keepTo: (keys: Given | null) => {
      setPolicy(keys);
      if (receipt) work(() => check(receipt, keys));
    },
    again: () => receipt && work(() => check(receipt, policy)),
    other: () => {
      setReceipt(null);
      setAnswer(null);
      setTrouble(null);
    },
  };
}

export function ReceiptChecker(tools: ReceiptTools) {
  const t = useReceiptTexts();
  const check = useCheck(tools);
  const [scanning, setScanning] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const { answer, trouble } = check;
  useEffect(() => {
    if (!answer && !trouble) return;
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView?.({ block: 'start' });
  }, [answer, trouble]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <div ref={place} tabIndex={-1} className="grid grid-cols-[minmax(0,1fr)] gap-4 outline-none">
        {answer ? (
          <Suspense>
            <ReceiptEnding
              alone={!tools.site}
              answer={answer}
              onAgain={check.again}
              onOther={check.other}
            />
          </Suspense>
        ) : (
          <p className="flex max-w-prose items-start gap-3">
            <Icon name="info" className="mt-0.5 size-6 text-brand" />
            <span>
              <strong>{t('stays')}</strong> {t('limits')}
            </span>
          </p>
        )}
        {trouble && <TroubleBox trouble={trouble} />}
        <p role="status">{check.busy && t('checking')}</p>
      </div>
      <Chooser onFiles={check.takeFiles} onScan={() => setScanning(true)} />
      {scanning && (
        <Suspense>
          <Camera
            onText={(text) => {
              setScanning(false);
              check.takeText('QR', text);
            }}
            onClose={() => setScanning(false)}
          />
        </Suspense>
      )}
      <PastedText onText={(text) => check.takeText(t('pasted'), text)} />
      <KeysChoice
        alone={!tools.site}
        policy={check.policy}
        onFiles={check.takeFiles}
        onSite={() => check.keepTo(null)}
      />
    </div>
  );
}

function TroubleBox({ trouble }: { trouble: Trouble }) {
  const t = useReceiptTexts();
  return (
    <p
      role="alert"
      className="flex max-w-prose gap-3 rounded-md border-l-4 border-waiting bg-waiting-soft p-4"
    >
      <Icon name="warning" className="mt-0.5 size-6 text-waiting" />
      <span className="min-w-0 wrap-anywhere">
        {typeof trouble === 'string' ? t(trouble) : t('tooLarge', { name: trouble.tooLarge })}
      </span>
    </p>
  );
}

type ChooserProps = { onFiles: (files: File[]) => void; onScan: () => void };

function Chooser({ onFiles, onScan }: ChooserProps) {
  const t = useReceiptTexts();
  const place = useDropPlace((data) => onFiles([...data.files]));
  return (
    <div {...place}>
      <p className="max-w-prose">{t('how')}</p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <PickFiles icon="upload" onFiles={onFiles}>
          {t('chooseFile')}
        </PickFiles>
        <PickFiles icon="file" accept="image/*" onFiles={onFiles}>
          {t('choosePicture')}
        </PickFiles>
        {hasCamera() && <Button onClick={onScan}>{t('scan')}</Button>}
        <span className="hidden text-sm text-muted sm:inline">{t('dropHere')}</span>
      </div>
    </div>
  );
}

type KeysProps = {
  alone: boolean;
  policy: Given | null;
  onFiles: (files: File[]) => void;
  onSite: () => void;
};

function KeysChoice({ alone, policy, onFiles, onSite }: KeysProps) {
  const t = useReceiptTexts();
  return (
    <section className="grid justify-items-start gap-3">
      <h2 className="text-xl">{t('keysTitle')}</h2>
      {policy ? (
        <>
          <p className="max-w-prose wrap-anywhere">{t('policyIs', { name: policy.name })}</p>
          <Button onClick={onSite}>{t(alone ? 'policyOther' : 'policyRemove')}</Button>
        </>
      ) : (
        <>
          <p className="max-w-prose text-muted">{t(alone ? 'keysAlone' : 'keysHow')}</p>
          <PickFiles icon="file" onFiles={onFiles}>
            {t('choosePolicy')}
          </PickFiles>
        </>
      )}
    </section>
  );
}
