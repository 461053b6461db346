/** The search itself, with native controls: words and education first, the rest one tap away. */
import { type ReactNode, useState } from 'react';
import { api, ask } from '../../api/client';
import { useAnswer } from '../../api/useAnswer';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import type { Filters } from './filters';
import { POOLS } from './pools';
import { useRoundTexts } from './texts';

type Pair = [value: string, label: string];

/** No answer is required here, so the fields go without the notes that forms of the app carry. */
function Labelled({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child.
    <label className="grid gap-1.5">
      <span className="font-semibold">{label}</span>
      {hint && <span className="text-sm text-muted">{hint}</span>}
      {children}
    </label>
  );
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: Pair[];
  onChange: (value: string) => void;
}) {
  return (
    <Labelled label={label}>
      <select className="control" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([code, words]) => (
          <option key={code} value={code}>
            {words}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

export function SearchForm({
  filters,
  onSearch,
}: {
  filters: Filters;
  onSearch: (filters: Filters) => void;
}) {
  const t = useRoundTexts();
  const language = useLanguage();
  const [wish, setWish] = useState<Filters>(filters);
  const [agencyName, setAgencyName] = useState(filters.agency ?? '');
  const set = (part: Partial<Filters>) => setWish((before) => ({ ...before, ...part }));

  const levels = useAnswer('levels', () => ask(api.GET('/api/v1/education-levels')));
  const provinces = useAnswer('provinces', () =>
    ask(api.GET('/api/v1/regions', { params: { query: { limit: 100 } } })),
  );
  const agencies = useAnswer(agencyName.length > 2 ? `agencies ${agencyName}` : '', () =>
    ask(api.GET('/api/v1/agencies', { params: { query: { text: agencyName, limit: 10 } } })),
  );
  const any: Pair = ['', t('any')];
  const chosen = agencies.data?.items.find(
    (agency) => agency.name === agencyName || agency.id === agencyName,
  );
  const further = filters.level ?? filters.agency ?? filters.region ?? filters.pool ?? filters.pay;

  return (
    <search>
      <form
        className="card grid gap-4 bg-surface p-4 sm:p-6"
        onSubmit={(event) => {
          event.preventDefault();
          const agency = agencyName ? (chosen?.id ?? wish.agency) : undefined;
          onSearch(
            Object.fromEntries(
              Object.entries({ ...wish, agency }).filter(([, value]) => value !== '' && value),
            ),
          );
        }}
      >
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <Labelled label={t('text')}>
            <input
              type="search"
              className="control"
              value={wish.text ?? ''}
              onChange={(event) => set({ text: event.target.value })}
            />
          </Labelled>
          <Labelled label={t('education')} hint={t('educationHint')}>
            <input
              className="control"
              value={wish.education ?? ''}
              onChange={(event) => set({ education: event.target.value })}
            />
          </Labelled>
          <Choice
            label={t('show')}
            value={wish.show ?? 'open'}
            options={[
              ['open', t('showOpen')],
              ['archive', t('showArchive')],
              ['all', t('showAll')],
            ]}
            onChange={(show) => set({ show: show as Filters['show'] })}
          />
          <Choice
            label={t('level')}
            value={wish.level ?? ''}
            options={[any, ...(levels.data ?? []).map(({ id, name }): Pair => [id, name])]}
            onChange={(level) => set({ level })}
          />
        </div>
        <details open={further !== undefined}>
          <summary className="link min-h-11 cursor-pointer py-2 font-semibold">{t('more')}</summary>
          <div className="grid items-end gap-4 pt-2 sm:grid-cols-2">
            <Labelled label={t('agency')} hint={t('agencyHint')}>
              <input
                className="control"
                list="agency-names"
                value={agencyName}
                onChange={(event) => setAgencyName(event.target.value)}
              />
            </Labelled>
            <datalist id="agency-names">
              {(agencies.data?.items ?? []).map((agency) => (
                <option key={agency.id} value={agency.name} />
              ))}
            </datalist>
            <Choice
              label={t('province')}
              value={wish.region ?? ''}
              options={[
                any,
                ...(provinces.data?.items ?? []).map(({ code, name }): Pair => [code, name]),
              ]}
              onChange={(region) => set({ region })}
            />
            <Choice
              label={t('pool')}
              value={wish.pool ?? ''}
              options={[
                any,
                ...Object.entries(POOLS).map(([code, words]): Pair => [code, words[language]]),
              ]}
              onChange={(pool) => set({ pool })}
            />
            <Labelled label={t('payAtLeast')}>
              <input
                className="control"
                inputMode="numeric"
                value={wish.pay ?? ''}
                onChange={(event) =>
                  set({ pay: Number(event.target.value.replace(/\D/g, '')) || undefined })
                }
              />
            </Labelled>
            <Choice
              label={t('sort')}
              value={wish.sort ?? 'title'}
              options={[
                ['title', t('sortTitle')],
                ['pay', t('sortPay')],
              ]}
              onChange={(sort) => set({ sort: sort as Filters['sort'] })}
            />
            <label className="flex min-h-11 items-center gap-3">
              <input
                type="checkbox"
                className="size-6"
                checked={wish.disabled ?? false}
                onChange={(event) => set({ disabled: event.target.checked })}
              />
              {t('disabled')}
            </label>
          </div>
        </details>
        <div>
          <Button kind="primary" type="submit">
            {t('search')}
          </Button>
        </div>
      </form>
    </search>
  );
}
