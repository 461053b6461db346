/** `/aturan/berkas`: a rule file of one's own in plain words, and what differs from another one. */
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { AppPage } from '../../app/AppPage';
import { useLanguage } from '../../i18n/language';
import { Refusal } from '../../lib/checker/refusal';
import { FileDrop } from '../../ui/FileDrop';
import { Icon } from '../../ui/Icon';
import type { readDocument } from './document';
import { takeRules } from './given';
import { useHeadTexts } from './headTexts';

const OwnBody = lazy(() => import('./OwnBody').then((body) => ({ default: body.OwnBody })));

type Chosen = { name: string; read?: ReturnType<typeof readDocument>; refusal?: Refusal };

/** A document has some ten thousand bytes; more than this is another file. */
const MOST_BYTES = 2_000_000;

async function open(file: File): Promise<Chosen> {
  const { name, size } = file;
  const { readDocument } = await import('./document');
  try {
    return { name, read: readDocument(size > MOST_BYTES ? '' : await file.text()) };
  } catch (refusal) {
    if (refusal instanceof Refusal) return { name, refusal };
    throw refusal;
  }
}

/** Nothing is uploaded here, so the chosen file is named by this page and not by the control. */
function Choice({ chosen, children }: { chosen: Chosen | null; children: ReactNode }) {
  return (
    <div className="grid content-start gap-2">
      {children}
      <p role="status" className="flex gap-2">
        {chosen?.read && (
          <>
            <Icon name="file" className="mt-0.5 size-5 text-brand" />
            <span className="min-w-0 wrap-anywhere">{chosen.name}</span>
          </>
        )}
      </p>
    </div>
  );
}

export function OwnRulesPage() {
  const t = useHeadTexts();
  const language = useLanguage();
  const [first, setFirst] = useState<Chosen | null>(null);
  const [second, setSecond] = useState<Chosen | null>(null);
  useEffect(() => {
    const handed = takeRules();
    if (handed) open(handed).then(setFirst);
  }, []);
  const refused = (chosen: Chosen | null) => {
    if (!chosen?.refusal) return undefined;
    const { place, why } = chosen.refusal;
    const words = { file: chosen.name, place: place.column ?? '/', why: why[language] };
    return t('ownRefused', words);
  };
  const drop = { accept: 'application/json,.json', kinds: 'JSON', maxBytes: MOST_BYTES };
  return (
    <AppPage
      title={t('ownTitle')}
      lead={t('ownLead')}
      crumbs={[{ label: t('listTitle'), to: '/aturan' }, { label: t('ownTitle') }]}
      motif
    >
      <div className="grid gap-6 lg:grid-cols-2">
        <Choice chosen={first}>
          <FileDrop
            {...drop}
            pointer="/first"
            label={t('ownFirst')}
            required
            error={refused(first)}
            onFile={(file) => open(file).then(setFirst)}
          />
        </Choice>
        <Choice chosen={second}>
          <FileDrop
            {...drop}
            pointer="/second"
            label={t('ownSecond')}
            hint={t('ownSecondHow')}
            error={refused(second)}
            onFile={(file) => open(file).then(setSecond)}
          />
        </Choice>
      </div>
      {first?.read && (
        <Suspense fallback={<p role="status">{t('loading')}</p>}>
          <OwnBody first={first.read} second={second?.read} />
        </Suspense>
      )}
    </AppPage>
  );
}
