/** What stands above the text of a rule document: what is open, its hash, the file, and who uses it. */
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { components } from '../../api/schema.gen';
import { Button } from '../../ui/Button';
import { Instant } from '../../ui/figures';
import { Icon } from '../../ui/Icon';
import { save } from '../../ui/save';
import { canonical, hashOf, type RuleDocument } from './document';
import { useRuleTexts } from './texts';

export function OpenCount({ rules }: { rules: RuleDocument }) {
  const t = useRuleTexts();
  const count = rules.parameters?.length ?? 0;
  if (count === 0) return <p>{t('openNone')}</p>;
  return (
    <p className="flex max-w-prose items-start gap-3 rounded-md bg-waiting-soft p-4">
      <Icon name="clock" className="mt-0.5 size-5 text-waiting" />
      <span>
        {t('openCount', { count })}{' '}
        <a className="link" href="#dipastikan">
          {t('openSee')}
        </a>
      </span>
    </p>
  );
}

/** The hash as this device makes it, not as somebody says it; the file is saved as it was hashed. */
export function Identity({ rules }: { rules: RuleDocument }) {
  const t = useRuleTexts();
  const [hash, setHash] = useState<string | null>(null);
  useEffect(() => {
    let left = false;
    hashOf(rules).then((made) => left || setHash(made));
    return () => {
      left = true;
    };
  }, [rules]);
  return (
    <section className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4 sm:p-6">
      {hash && (
        <dl>
          <dt className="text-sm text-muted">{t('hash')}</dt>
          <dd className="figures font-semibold wrap-anywhere">{hash}</dd>
        </dl>
      )}
      <p className="max-w-prose text-sm text-muted">{t('hashHow')}</p>
      <Button
        className="justify-self-start"
        onClick={() => save(new Blob([canonical(rules)]), 'rules.json')}
      >
        <Icon name="download" />
        {t('save')}
      </Button>
    </section>
  );
}

type Found = components['schemas']['RuleDocument'];

export function Uses({ found }: { found: Found }) {
  const t = useRuleTexts();
  if (found.uses.length === 0) return null;
  const more = found.use_count - found.uses.length;
  const [shown, rest] = [found.uses.slice(0, 3), found.uses.slice(3)];
  const row = (use: Found['uses'][number]) => (
    <li key={`${use.round_id} ${use.version}`} className="border-l-4 border-line pl-4">
      <Link
        className="link inline-flex min-h-11 items-center font-semibold"
        to={`/seleksi/${use.agency_id}/${use.round_id}` as string}
      >
        {use.round_name}, {use.agency_name}
      </Link>
      <p className="text-sm">
        {t('usedVersion', { version: use.version })} · {t(use.in_force ? 'usedNow' : 'usedBefore')}{' '}
        · <Instant at={use.at} />
      </p>
    </li>
  );
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('usedBy')}</h2>
      <ul className="grid gap-3">{shown.map(row)}</ul>
      {(rest.length > 0 || more > 0) && (
        <details>
          <summary className="link inline-flex min-h-11 cursor-pointer items-center">
            {t('usedMore', { count: found.use_count - shown.length })}
          </summary>
          <ul className="grid gap-3">{rest.map(row)}</ul>
        </details>
      )}
    </section>
  );
}
