/** Both checks as a page of their own, for the single file: no router, no server, no address anywhere. */
import { StrictMode, Suspense, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '../../styles.css';
import { Announcer } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Songket, SongketMark } from '../../ui/Songket';
import { LanguageSwitch, ThemeSwitch } from '../../ui/switches';
import { Checker } from './Checker';
import { type LoadBundle, ofBundle } from './examples';
import { judgeReceipt, sortGiven } from './receipt/judgement';
import { ReceiptChecker, type ReceiptTools } from './receipt/ReceiptChecker';
import { useReceiptTexts } from './receipt/receiptTexts';
import { inWorker } from './run';
import { useCheckTexts } from './texts';
import CheckWorker from './worker?worker&inline';

const sheets = import.meta.glob<string>(
  '../../../../api/selection/bundles/{cpns-2024,pppk-teknis-2024,blud-professional}/*.csv',
  { query: '?raw', import: 'default', eager: true },
);
// Read as data, so that they stand here without the blanks of their layout: a third of their size.
const rules = import.meta.glob<unknown>(
  '../../../../api/selection/bundles/{cpns-2024,pppk-teknis-2024,blud-professional}/rules.json',
  { import: 'default', eager: true },
);
const loadBundle: LoadBundle = (bundle) =>
  Promise.resolve([
    ...ofBundle(sheets, bundle),
    ...ofBundle(rules, bundle).map(([name, value]): [string, string] => [
      name,
      JSON.stringify(value),
    ]),
  ]);
const run = inWorker(() => new CheckWorker());
const receipts: ReceiptTools = {
  sort: async (all) => sortGiven(all),
  judge: judgeReceipt,
  site: null,
};

function Alone() {
  const result = useCheckTexts();
  const receipt = useReceiptTexts();
  const [ofReceipt, setOfReceipt] = useState(false);
  const t = ofReceipt ? receipt : result;
  return (
    <>
      <header className="border-b border-line">
        <div className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-4 px-4 py-3 sm:px-6">
          <p className="inline-flex items-center gap-2 text-xl font-extrabold tracking-tight">
            <SongketMark className="size-9 text-brand" />
            Terang
          </p>
          <LanguageSwitch />
        </div>
      </header>
      <main className="mx-auto grid max-w-page grid-cols-[minmax(0,1fr)] gap-8 px-4 pt-6 sm:px-6 sm:pt-8">
        <div className="grid gap-3">
          <Songket className="mb-3 text-brand opacity-45 sm:mb-5" />
          <h1 className="text-2xl sm:text-4xl">{t('title')}</h1>
          <p className="max-w-prose text-lg text-muted">{t('lead')}</p>
        </div>
        <Button className="justify-self-start" onClick={() => setOfReceipt(!ofReceipt)}>
          {ofReceipt ? receipt('result') : receipt('title')}
        </Button>
        {ofReceipt ? (
          <ReceiptChecker {...receipts} />
        ) : (
          <Checker run={run} loadBundle={loadBundle} />
        )}
      </main>
      <footer className="mt-16 border-t border-line">
        <div className="mx-auto flex max-w-page justify-end px-4 py-6 sm:px-6">
          <ThemeSwitch />
        </div>
      </footer>
      <Announcer />
    </>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Suspense>
        <Alone />
      </Suspense>
    </StrictMode>,
  );
}
