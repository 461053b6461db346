/** `/bantuan/pesan`: every problem code of the API with what happened and what to do; `#code` leads to one. */
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, ask } from '../../api/client';
import { useAnswer } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { useHelpTexts } from './texts';

/** What an occurrence fills in is not known here. */
const general = (text: string) => text.replace(/\{\w+\}/g, '…');

export function MessagesPage() {
  const t = useHelpTexts();
  const language = useLanguage();
  const { hash } = useLocation();
  const [wanted, setWanted] = useState('');
  const { data, problem, again } = useAnswer('problems', () => ask(api.GET('/api/v1/problems')));
  const words = wanted.trim().toLowerCase();
  const shown = (data ?? []).filter(
    (one) => one.code.includes(words) || one[language].toLowerCase().includes(words),
  );
  // The list comes after the page, so the browser itself finds no place to go to.
  useEffect(() => {
    if (data && hash) document.getElementById(hash)?.scrollIntoView({ block: 'center' });
  }, [data, hash]);
  return (
    <AppPage title={t('title')} lead={t('lead')} motif>
      <label className="grid max-w-prose gap-1.5">
        <span className="font-semibold">{t('find')}</span>
        <input
          type="search"
          className="control"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </label>
      <Trouble error={problem} onRetry={again} />
      {!data && !problem && <p role="status">{t('loading')}</p>}
      {data && shown.length === 0 && (
        <EmptyState
          title={t('none')}
          act={<Button onClick={() => setWanted('')}>{t('all')}</Button>}
        >
          {t('noneHow')}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <section className="grid gap-3">
          <p>
            <strong role="status">{t('found', { count: shown.length })}</strong>
            <span className="block text-sm text-muted">{t('places')}</span>
          </p>
          <dl className="grid gap-2">
            {shown.map((one) => (
              <div
                key={one.code}
                id={one.code}
                className={`card grid gap-1 p-4 sm:grid-cols-[16rem_minmax(0,1fr)] sm:gap-6 ${one.code === hash ? 'border-brand bg-brand-soft' : ''}`}
              >
                <dt className="figures text-sm break-all">
                  {one.code} <span className="text-muted">{one.status}</span>
                </dt>
                <dd className="max-w-prose">{general(one[language])}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </AppPage>
  );
}
