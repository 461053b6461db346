/** The search itself, with native controls: words and education first, the rest one tap away. */
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useAnswer } from '../../api/useAnswer';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Checkbox, Select, TextInput } from '../../ui/inputs';
import type { Filters } from './filters';
import { POOLS } from './pools';
import { useRoundTexts } from './texts';

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
        <div className="grid gap-4 sm:grid-cols-2">
          <TextInput
            pointer="/text"
            label={t('text')}
            type="search"
            value={wish.text ?? ''}
            onChange={(text) => set({ text })}
          />
          <TextInput
            pointer="/education"
            label={t('education')}
            hint={t('educationHint')}
            value={wish.education ?? ''}
            onChange={(education) => set({ education })}
          />
          <Select
            pointer="/show"
            label={t('show')}
            placeholder={t('showOpen')}
            value={wish.show === 'open' ? '' : (wish.show ?? '')}
            options={[
              { value: 'archive', label: t('showArchive') },
              { value: 'all', label: t('showAll') },
            ]}
            onChange={(show) => set({ show: show as Filters['show'] })}
          />
          <Select
            pointer="/level"
            label={t('level')}
            placeholder={t('any')}
            value={wish.level ?? ''}
            options={(levels.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(level) => set({ level })}
          />
        </div>
        <details open={further !== undefined}>
          <summary className="link min-h-11 cursor-pointer py-2 font-semibold">{t('more')}</summary>
          <div className="grid gap-4 pt-2 sm:grid-cols-2">
            <TextInput
              pointer="/agency"
              label={t('agency')}
              hint={t('agencyHint')}
              list="agency-names"
              value={agencyName}
              onChange={setAgencyName}
            />
            <datalist id="agency-names">
              {(agencies.data?.items ?? []).map((agency) => (
                <option key={agency.id} value={agency.name} />
              ))}
            </datalist>
            <Select
              pointer="/region"
              label={t('province')}
              placeholder={t('any')}
              value={wish.region ?? ''}
              options={(provinces.data?.items ?? []).map(({ code, name }) => ({
                value: code,
                label: name,
              }))}
              onChange={(region) => set({ region })}
            />
            <Select
              pointer="/pool"
              label={t('pool')}
              placeholder={t('any')}
              value={wish.pool ?? ''}
              options={Object.entries(POOLS).map(([value, words]) => ({
                value,
                label: words[language],
              }))}
              onChange={(pool) => set({ pool })}
            />
            <TextInput
              pointer="/pay"
              label={t('payAtLeast')}
              inputMode="numeric"
              value={wish.pay ? String(wish.pay) : ''}
              onChange={(pay) => set({ pay: Number(pay.replace(/\D/g, '')) || undefined })}
            />
            <Select
              pointer="/sort"
              label={t('sort')}
              placeholder={t('sortTitle')}
              value={wish.sort === 'pay' ? 'pay' : ''}
              options={[{ value: 'pay', label: t('sortPay') }]}
              onChange={(sort) => set({ sort: sort as Filters['sort'] })}
            />
            <Checkbox
              pointer="/disabled"
              label={t('disabled')}
              checked={wish.disabled ?? false}
              onChange={(disabled) => set({ disabled })}
            />
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
