/** On the front page: what is open today and until when, or how large the archive is. */
import { Link } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { useAnswer } from '../../api/useAnswer';
import { useLanguage } from '../../i18n/language';
import { Deadline } from '../../ui/figures';
import { Trouble } from '../../ui/Trouble';

const WORDS = {
  id: {
    none: 'Hari ini tidak ada pendaftaran yang dibuka. Arsip 2024 tetap dapat dicari.',
    until: 'sampai',
    more: 'dan formasi lain',
  },
  en: {
    none: 'No registration is open today. The archive of 2024 can be searched.',
    until: 'until',
    more: 'and other vacancies',
  },
};

export function OpenNow() {
  const words = WORDS[useLanguage()];
  const { data, problem, again } = useAnswer('open now', () =>
    ask(api.GET('/api/v1/vacancies', { params: { query: { show: 'open', limit: 3 } } })),
  );
  if (!data) return <Trouble error={problem} onRetry={again} part />;
  if (data.items.length === 0) return <p>{words.none}</p>;
  return (
    <ul className="grid gap-2">
      {data.items.map((card) => (
        <li key={card.id}>
          <Link to="/formasi/$id" params={{ id: card.id }} className="link font-semibold">
            {card.post_title}
          </Link>{' '}
          {card.closes && (
            <span className="text-sm">
              {words.until} <Deadline closes={card.closes} zone={card.zone} />
            </span>
          )}
        </li>
      ))}
      {data.next && <li className="text-sm text-muted">{words.more}</li>}
    </ul>
  );
}
