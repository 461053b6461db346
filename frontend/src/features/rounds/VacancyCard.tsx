/** A vacancy in a list: what, where, for how much, until when. */
import { Link } from '@tanstack/react-router';
import type { components } from '../../api/schema.gen';
import { useLanguage } from '../../i18n/language';
import { Deadline } from '../../ui/figures';
import { CompareToggle } from './CompareToggle';
import { Pay } from './Pay';
import { POOLS } from './pools';
import { useRoundTexts } from './texts';

export type Card = components['schemas']['VacancyCard'];

export function VacancyCard({ card }: { card: Card }) {
  const t = useRoundTexts();
  const language = useLanguage();
  return (
    <li className="card grid gap-2 p-4 sm:p-5">
      <h3 className="text-lg leading-snug">
        <Link to="/formasi/$id" params={{ id: card.id }} className="link">
          {card.post_title}
        </Link>
      </h3>
      <p className="text-sm text-muted">
        {card.unit_path && `${card.unit_path.replaceAll(' | ', ' › ')} · `}
        {card.agency_name}
      </p>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <li className="font-semibold">{t('places', { count: card.places })}</li>
        <li>{POOLS[card.pool]?.[language] ?? card.pool}</li>
        <li>
          {t('pay')}: <Pay from={card.pay_min} to={card.pay_max} />
        </li>
        {card.eligible_count != null && <li>{t('passed', { count: card.eligible_count })}</li>}
        {card.open_to_disabled && <li>{t('openDisabled')}</li>}
      </ul>
      <p className="text-sm">
        {card.archive ? (
          <span className="text-muted">{t('archive')}</span>
        ) : card.closes ? (
          <>
            {t('closes')} <Deadline closes={card.closes} zone={card.zone} />
          </>
        ) : (
          <span className="text-muted">{t('notOpen')}</span>
        )}
      </p>
      <CompareToggle id={card.id} title={card.post_title} />
    </li>
  );
}
