/** `/periksa/caranya`: from the files of an announcement to one sentence, what it means, and whom to tell. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AppPage } from '../../app/AppPage';
import { LinkButton } from '../../ui/Button';
import { Icon, type IconName } from '../../ui/Icon';
import { useGuideTexts } from './guideTexts';

type Key = Parameters<ReturnType<typeof useGuideTexts>>[0];

const COMMANDS = 'cargo build --release -p checker\nterang-check result .';

function Steps({
  names,
  children,
}: {
  names: readonly Key[];
  children?: (name: Key) => ReactNode;
}) {
  const t = useGuideTexts();
  return (
    <ol className="grid max-w-prose list-decimal gap-2 pl-6 marker:font-bold marker:text-brand">
      {names.map((name) => (
        <li key={name} className="pl-1">
          {t(name)}
          {children?.(name)}
        </li>
      ))}
    </ol>
  );
}

type WayProps = { title: Key; what: Key; children: ReactNode };

function Way({ title, what, children }: WayProps) {
  const t = useGuideTexts();
  return (
    <section className="card grid grid-cols-[minmax(0,1fr)] content-start gap-3 p-4 sm:p-6">
      <h3 className="text-lg">{t(title)}</h3>
      <p className="text-muted">{t(what)}</p>
      {children}
    </section>
  );
}

type MeaningProps = { name: 'same' | 'different' | 'unknown'; icon: IconName; colours: string };

function Meaning({ name, icon, colours }: MeaningProps) {
  const t = useGuideTexts();
  return (
    <div className="card grid content-start gap-3 p-4 sm:p-6">
      <dt className={`flex items-start gap-2 text-lg font-bold ${colours}`}>
        <Icon name={icon} className="mt-0.5 size-6" />
        {t(name)}
      </dt>
      <dd>{t(`${name}What`)}</dd>
      <dd className="text-muted">{t(name === 'same' ? 'sameNot' : `${name}Next`)}</dd>
    </div>
  );
}

export function GuidePage() {
  const t = useGuideTexts();
  return (
    <AppPage
      title={t('title')}
      lead={t('lead')}
      crumbs={[{ label: t('back'), to: '/periksa' }, { label: t('title') }]}
      motif
    >
      <section className="grid gap-4">
        <h2 className="text-xl">1. {t('get')}</h2>
        <Steps names={['get1', 'get2', 'get3', 'get4']} />
        <LinkButton to="/hasil" className="no-print justify-self-start">
          {t('results')}
        </LinkButton>
      </section>
      <section className="grid gap-4">
        <h2 className="text-xl">2. {t('way')}</h2>
        <p className="max-w-prose">{t('wayHow')}</p>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-3">
          <Way title="page" what="pageFor">
            <Steps names={['page1', 'page2', 'page3', 'page4']} />
            <LinkButton to="/periksa" kind="primary" className="no-print justify-self-start">
              {t('open')}
            </LinkButton>
          </Way>
          <Way title="file" what="fileFor">
            <Steps names={['file1', 'file2', 'file3']} />
          </Way>
          <Way title="command" what="commandFor">
            <Steps names={['command1', 'command2', 'command3']}>
              {(name) =>
                name === 'command2' && (
                  <pre className="mt-2 rounded-md bg-sunken p-3 text-sm whitespace-pre-wrap wrap-anywhere">
                    {COMMANDS}
                  </pre>
                )
              }
            </Steps>
          </Way>
        </div>
      </section>
      <section className="grid gap-4">
        <h2 className="text-xl">3. {t('endings')}</h2>
        <dl className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-3">
          <Meaning name="same" icon="seal" colours="text-ember" />
          <Meaning name="different" icon="cross" colours="text-unmet" />
          <Meaning name="unknown" icon="warning" colours="text-waiting" />
        </dl>
      </section>
      <section id="trouble" className="grid scroll-mt-4 gap-4">
        <h2 className="text-xl">4. {t('trouble')}</h2>
        <Steps names={['trouble1', 'trouble2', 'trouble3', 'trouble4', 'trouble5', 'trouble6']} />
        <Link className="link inline-flex min-h-11 items-center justify-self-start" to="/batas">
          {t('limits')}
        </Link>
      </section>
    </AppPage>
  );
}
