/** Without a line: the searches whose answers this device still has. */
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { PATHS } from '../../app/paths';
import { useLanguage } from '../../i18n/language';
import { keptAddresses } from '../../offline/keeping';
import { filtersOfQuery } from './asked';
import type { Filters } from './filters';

const WORDS = {
  id: {
    title: 'Pencarian terakhir di perangkat ini',
    how: 'Hasilnya masih dapat dibuka tanpa sambungan.',
    all: 'Semua formasi',
    open: 'Formasi yang dibuka',
    archive: 'arsip',
    more: '{count} saringan lain',
  },
  en: {
    title: 'The last searches on this device',
    how: 'Their results can still be opened without a connection.',
    all: 'All vacancies',
    open: 'Open vacancies',
    archive: 'archive',
    more: '{count} other filters',
  },
};

/** Further pages and the front page asked for no search. */
function wishOf({ searchParams }: URL): Filters | null {
  if (searchParams.has('cursor') || searchParams.has('limit')) return null;
  return filtersOfQuery(Object.fromEntries(searchParams));
}

export default function LastSearches() {
  const words = WORDS[useLanguage()];
  const [wishes, setWishes] = useState<Filters[]>([]);
  useEffect(() => {
    keptAddresses('/api/v1/vacancies').then(
      (found) => setWishes(found.map(wishOf).filter((wish) => wish !== null)),
      () => setWishes([]),
    );
  }, []);
  if (wishes.length === 0) return null;
  // Names of agencies and regions are not on the device: such filters are counted.
  const label = ({ show, round, text, education, sort, ...others }: Filters) => {
    const count = Object.values(others).filter((value) => value !== undefined).length;
    const what = text || education ? [text, education] : [show === 'all' ? words.all : words.open];
    const more = count > 0 ? words.more.replace('{count}', String(count)) : '';
    return [...what, show === 'archive' && words.archive, more].filter(Boolean).join(', ');
  };
  return (
    <section className="grid gap-2">
      <h2 className="text-xl">{words.title}</h2>
      <p className="text-muted">{words.how}</p>
      <ul className="grid gap-1">
        {wishes.map((wish) => (
          <li key={JSON.stringify(wish)}>
            <Link
              className="link inline-flex min-h-11 items-center"
              to={PATHS.vacancies}
              search={wish}
            >
              {label(wish)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
