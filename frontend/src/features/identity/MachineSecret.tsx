/** Id and secret of a machine client, this once, with a button that copies each. */
import { useEffect, useRef } from 'react';
import type { components } from '../../api/schema.gen';
import { formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { announce } from '../../ui/announce';
import { Button, LinkButton } from '../../ui/Button';
import { useMachineTexts } from './machineTexts';

export function MachineSecret({ secret }: { secret: components['schemas']['MachineSecret'] }) {
  const t = useMachineTexts();
  const language = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const old = secret.old_secret_works_until;
  return (
    <section className="card grid gap-4 border-l-4 border-l-brand bg-surface p-4 sm:p-6">
      <h2 ref={heading} tabIndex={-1} className="text-xl">
        {t('shownTitle')}
      </h2>
      <p className="max-w-prose">{t('shownLead')}</p>
      <dl className="grid gap-4">
        <Copied label={t('clientId')} value={secret.client_id} />
        <Copied label={t('clientSecret')} value={secret.client_secret} />
      </dl>
      {old && <p>{t('shownOld', { date: formatDateTime(old, language) })}</p>}
      <LinkButton kind="primary" to="/petugas/klien-mesin" className="justify-self-start">
        {t('shownDone')}
      </LinkButton>
    </section>
  );
}

function Copied({ label, value }: { label: string; value: string }) {
  const t = useMachineTexts();
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => announce(t('copied')),
      () => announce(t('copyFailed')),
    );
  return (
    <div className="grid gap-1">
      <dt className="font-bold">
        <code>{label}</code>
      </dt>
      <dd className="flex flex-wrap items-center gap-3">
        <code className="min-w-0 rounded-md bg-paper p-2 wrap-anywhere">{value}</code>
        <Button onClick={copy} aria-label={`${t('copy')} ${label}`}>
          {t('copy')}
        </Button>
      </dd>
    </div>
  );
}
