/** `/aturan/{before}/perubahan/{after}`: what changed between two rule documents. */
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { AppPage } from '../../app/AppPage';
import { useLanguage } from '../../i18n/language';
import { failedOf, Trouble } from '../../ui/Trouble';
import { useHeadTexts } from './headTexts';
import { useRules } from './useRules';

const ChangeBody = lazy(() =>
  import('./ChangeBody').then((body) => ({ default: body.ChangeBody })),
);

export function ChangePage() {
  const t = useHeadTexts();
  const language = useLanguage();
  const { hash = '', after: other = '' } = useParams({ strict: false });
  const [before, after] = [useRules(hash), useRules(other)];
  const failed = failedOf([before, after]);
  const called = ({ head }: typeof before) =>
    head
      ? t('changeOf', { title: head.title[language], version: String(head.version) })
      : t('loading');
  const both = before.found && after.found;
  const loading = <p role="status">{t('loading')}</p>;
  const link = (to: string, label: string) => (
    <Link className="link inline-flex min-h-11 items-center" to={to}>
      {label}
    </Link>
  );
  return (
    <AppPage
      title={t('changeTitle')}
      lead={both && t('changeLead', { before: called(before), after: called(after) })}
      crumbs={[{ label: t('listTitle'), to: '/aturan' }, { label: t('changeTitle') }]}
      motif
    >
      <Trouble {...failed} />
      {!failed.error && !both && loading}
      {before.found && after.found && (
        <>
          <Suspense fallback={loading}>
            <ChangeBody before={before.found} after={after.found} />
          </Suspense>
          <p className="flex flex-wrap gap-x-6">
            {link(`/aturan/${hash}`, t('openBefore'))}
            {link(`/aturan/${other}`, t('openAfter'))}
            {link(`/aturan/${other}/perubahan/${hash}`, t('otherWay'))}
          </p>
        </>
      )}
    </AppPage>
  );
}
