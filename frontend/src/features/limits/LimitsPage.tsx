/** `/batas`: what all this cannot stop, what would show it, and what a citizen can do. */
import { Link } from '@tanstack/react-router';
import { AppPage } from '../../app/AppPage';
import { useLimitTexts } from './texts';

const CASES = [
  'examiner',
  'leak',
  'stranger',
  'liar',
  'kept',
  'tailored',
  'unsure',
  'witnesses',
  'page',
] as const;

function Case({ name }: { name: (typeof CASES)[number] }) {
  const t = useLimitTexts();
  return (
    <section id={name} className="grid max-w-prose scroll-mt-4 gap-3">
      <h3 className="text-lg">{t(name)}</h3>
      <p>{t(`${name}What`)}</p>
      <p>
        <strong className="block">{t('sign')}</strong>
        {t(`${name}Sign`)}
      </p>
      <p>
        <strong className="block">{t('act')}</strong>
        {t(`${name}Act`)}
      </p>
      {name === 'unsure' && <RulesLink />}
      {name === 'witnesses' && <RecordLink />}
    </section>
  );
}

function RulesLink() {
  const t = useLimitTexts();
  return (
    <Link className="link inline-flex min-h-11 items-center justify-self-start" to="/aturan">
      {t('rulesLink')}
    </Link>
  );
}

function RecordLink() {
  const t = useLimitTexts();
  return (
    <Link className="link inline-flex min-h-11 items-center justify-self-start" to="/catatan">
      {t('recordLink')}
    </Link>
  );
}

export function LimitsPage() {
  const t = useLimitTexts();
  return (
    <AppPage
      title={t('title')}
      lead={t('lead')}
      crumbs={[{ label: t('back'), to: '/periksa' }, { label: t('title') }]}
      motif
    >
      <section className="grid max-w-prose gap-3">
        <h2 className="text-xl">{t('can')}</h2>
        <ul className="grid list-disc gap-2 pl-5">
          <li>{t('canList1')}</li>
          <li>{t('canList2')}</li>
          <li>{t('canList3')}</li>
        </ul>
      </section>
      <section className="grid gap-8">
        <div className="grid gap-2">
          <h2 className="text-xl">{t('cannot')}</h2>
          <ul className="grid sm:grid-cols-2">
            {CASES.map((name) => (
              <li key={name}>
                <a className="link inline-flex min-h-11 items-center" href={`#${name}`}>
                  {t(name)}
                </a>
              </li>
            ))}
          </ul>
        </div>
        {CASES.map((name) => (
          <Case key={name} name={name} />
        ))}
      </section>
      <section className="grid max-w-prose gap-3">
        <h2 className="text-xl">{t('where')}</h2>
        <ul className="grid list-disc gap-2 pl-5">
          <li>{t('whereObjection')}</li>
          <li>{t('whereLapor')}</li>
          <li>{t('whereOmbudsman')}</li>
          <li>{t('whereBribe')}</li>
        </ul>
      </section>
    </AppPage>
  );
}
