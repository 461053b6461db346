/** `/aturan`: every rule document that is published. */
import { Link } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { useAnswer } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { useLanguage } from '../../i18n/language';
import { LinkButton } from '../../ui/Button';
import { Trouble } from '../../ui/Trouble';
import { useHeadTexts } from './headTexts';
import { LimitsLink } from './LimitsLink';

type Card = components['schemas']['RuleDocumentCard'];

function Cards({ cards }: { cards: Card[] }) {
  const t = useHeadTexts();
  const language = useLanguage();
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      {cards.map(({ hash, title, version, valid_for: valid, rounds }) => (
        <li key={hash} className="card grid content-start gap-1 p-4">
          <Link className="link text-lg font-semibold" to={`/aturan/${hash}` as string}>
            {title[language]}
          </Link>
          <p>{t('listCard', { version, valid })}</p>
          <p className="text-sm text-muted">{t('listRounds', { count: rounds })}</p>
        </li>
      ))}
    </ul>
  );
}

export function RulesListPage() {
  const t = useHeadTexts();
  const { data, problem, again } = useAnswer('rule documents', () => ask(api.GET('/api/v1/rules')));
  const own = data?.filter(({ shipped }) => !shipped) ?? [];
  return (
    <AppPage title={t('listTitle')} lead={t('listLead')} motif>
      <Trouble error={problem} onRetry={again} />
      {!data && !problem && <p role="status">{t('loading')}</p>}
      {data && (
        <>
          <section className="grid gap-3">
            <h2 className="text-xl">{t('listShipped')}</h2>
            <p className="max-w-prose text-muted">{t('listShippedHow')}</p>
            <Cards cards={data.filter(({ shipped }) => shipped)} />
          </section>
          <section className="grid gap-3">
            <h2 className="text-xl">{t('listOwn')}</h2>
            {own.length > 0 ? (
              <Cards cards={own} />
            ) : (
              <p className="max-w-prose text-muted">{t('listOwnNone')}</p>
            )}
          </section>
        </>
      )}
      <section className="grid justify-items-start gap-3">
        <h2 className="text-xl">{t('ownFile')}</h2>
        <p className="max-w-prose">{t('ownFileHow')}</p>
        <LinkButton to="/aturan/berkas">{t('ownFile')}</LinkButton>
        <LimitsLink />
      </section>
    </AppPage>
  );
}
