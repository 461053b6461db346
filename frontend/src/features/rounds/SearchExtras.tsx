/** What one can do with a search beside reading it: have news mailed, follow it, compare what was chosen. */
import { lazy, Suspense, useState } from 'react';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { clearPicked, compareAddress, usePicked } from './compare';
import type { Filters } from './filters';
import { queryOf } from './filterUses';

const SaveSearch = lazy(() => import('./SaveSearch'));

const WORDS = {
  id: {
    save: 'Kabari saya lewat surel',
    feed: 'Ikuti lewat pembaca kabar (Atom)',
    compare: 'Bandingkan',
    clear: 'Kosongkan pilihan',
  },
  en: {
    save: 'Mail me what is new',
    feed: 'Follow in a news reader (Atom)',
    compare: 'Compare',
    clear: 'Clear choice',
  },
};

/** The parameters of the API for these filters, as they stand in an address. */
function searchText(filters: Filters): string {
  const pairs = Object.entries(queryOf(filters)).filter(([, value]) => value !== undefined);
  return new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
}

export function SearchExtras({ filters }: { filters: Filters }) {
  const words = WORDS[useLanguage()];
  const [saving, setSaving] = useState(false);
  const query = searchText(filters);
  return (
    <div className="no-print grid gap-3">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1">
        <Button kind="quiet" aria-expanded={saving} onClick={() => setSaving(!saving)}>
          {words.save}
        </Button>
        <a
          className="link inline-flex min-h-11 items-center"
          href={`/api/v1/vacancies.atom?${query}`}
        >
          {words.feed}
        </a>
        <CompareLinks />
      </div>
      {saving && (
        <Suspense>
          <SaveSearch query={query} />
        </Suspense>
      )}
    </div>
  );
}

/** Leads to the comparison once something is chosen. */
export function CompareLinks() {
  const words = WORDS[useLanguage()];
  const picked = usePicked();
  if (picked.length === 0) return null;
  return (
    <>
      <a
        className="link inline-flex min-h-11 items-center font-semibold"
        href={compareAddress(picked.map(({ id }) => id))}
      >
        {words.compare} ({picked.length})
      </a>
      <Button kind="quiet" onClick={clearPicked}>
        {words.clear}
      </Button>
    </>
  );
}
