/** The search itself, with native controls: words wait for "Search", every other choice takes effect at once. */
import { useEffect, useState } from 'react';
import { formatMoney } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { type Filters, SHOWS } from './filters';
import { PAYS } from './filterUses';
import { POOLS } from './pools';
import { Choice, Labelled, type Option, useCounted } from './SearchChoice';
import { SearchRegions } from './SearchRegions';
import {
  type Facets,
  isEducationCode,
  useAgencies,
  useAgencyName,
  useEducations,
  useLevels,
} from './searchData';
import { useRoundTexts } from './texts';

type Change = (part: Partial<Filters>) => void;

export const SHOW_WORDS = {
  open: 'showOpen',
  current: 'showCurrent',
  archive: 'showArchive',
  all: 'showAll',
} as const;

/** Follows what the address says, and what is typed until it is sent. */
function useTyped(applied: string | undefined) {
  const [typed, setTyped] = useState(applied ?? '');
  useEffect(() => setTyped(applied ?? ''), [applied]);
  return [typed, setTyped] as const;
}

function AgencyField({
  filters,
  facets,
  change,
}: {
  filters: Filters;
  facets?: Facets;
  change: Change;
}) {
  const t = useRoundTexts();
  const counted = useCounted();
  const name = useAgencyName(filters.agency, facets) ?? filters.agency;
  const [typed, setTyped] = useTyped(name);
  const agencies = useAgencies(typed, facets);
  return (
    <>
      <Labelled label={t('agency')} hint={t('agencyHint')}>
        <input
          className="control"
          list="agency-names"
          value={typed}
          onChange={({ target: { value } }) => {
            setTyped(value);
            const chosen = agencies.find((agency) => agency.name === value);
            if (chosen || !value) change({ agency: chosen?.id });
          }}
        />
      </Labelled>
      <datalist id="agency-names">
        {agencies.map(({ id, name, count }) => (
          <option key={id} value={name} label={counted(name, count)} />
        ))}
      </datalist>
    </>
  );
}

function Choices({
  filters,
  facets,
  change,
}: {
  filters: Filters;
  facets?: Facets;
  change: Change;
}) {
  const t = useRoundTexts();
  const counted = useCounted();
  const language = useLanguage();
  const levels = useLevels();
  /** A choice without posts is hidden, unless it is the chosen one. */
  const present = (
    choices: { value: string; count: number }[] | undefined,
    options: Option[],
    own?: string,
  ) =>
    options
      .map((option) => ({
        ...option,
        count: choices && (choices.find(({ value }) => value === option.value)?.count ?? 0),
      }))
      .filter(({ value, count }) => count !== 0 || value === own);
  const pays = [...new Set([...PAYS, ...(filters.pay ? [filters.pay] : [])])].sort((a, b) => a - b);
  return (
    <div className="grid content-start gap-4 pt-2 sm:grid-cols-2 lg:grid-cols-1">
      <Choice
        label={t('level')}
        value={filters.level ?? ''}
        any={t('any')}
        options={present(
          facets?.level,
          levels.map(({ id, name }) => ({ value: id, label: name })),
          filters.level,
        )}
        onChange={(level) => change({ level })}
      />
      <SearchRegions
        region={filters.region}
        facets={facets}
        onChoose={(region) => change({ region })}
      />
      <AgencyField filters={filters} facets={facets} change={change} />
      <Choice
        label={t('pool')}
        value={filters.pool ?? ''}
        any={t('any')}
        options={present(
          facets?.pool,
          Object.entries(POOLS).map(([value, words]) => ({ value, label: words[language] })),
          filters.pool,
        )}
        onChange={(pool) => change({ pool })}
      />
      <Choice
        label={t('payAtLeast')}
        value={`${filters.pay ?? ''}`}
        any={t('any')}
        options={present(
          facets?.pay.map(({ at_least, count }) => ({ value: `${at_least}`, count })),
          pays.map((pay) => ({
            value: `${pay}`,
            label: t('payFrom', { pay: formatMoney(pay, language) }),
          })),
          `${filters.pay}`,
        )}
        onChange={(pay) => change({ pay: Number(pay) || undefined })}
      />
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-6 shrink-0"
          checked={filters.disabled ?? false}
          onChange={(event) => change({ disabled: event.target.checked })}
        />
        <span>{counted(t('disabled'), facets?.open_to_disabled)}</span>
      </label>
    </div>
  );
}

export function SearchForm({
  filters,
  facets,
  onSearch,
}: {
  filters: Filters;
  facets?: Facets;
  onSearch: (filters: Filters) => void;
}) {
  const t = useRoundTexts();
  const [text, setText] = useTyped(filters.text);
  const [education, setEducation] = useTyped(filters.education);
  const educations = useEducations(education === filters.education ? '' : education);
  // New words are read anew: "exactly as typed" was said of the old ones.
  const literal = text === (filters.text ?? '') && education === (filters.education ?? '');
  const change: Change = (part) =>
    onSearch({ ...filters, text, education, literal: literal && filters.literal, ...part });
  // On a phone the hits come first; what is chosen stands above them.
  const [wide] = useState(() => window.matchMedia('(min-width: 64rem)').matches);
  return (
    <search>
      <form
        className="card grid gap-4 bg-surface p-4 sm:p-6 lg:p-5"
        onSubmit={(event) => {
          event.preventDefault();
          change({});
        }}
      >
        <div className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-1">
          <Labelled label={t('text')}>
            <input
              type="search"
              className="control"
              enterKeyHint="search"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Labelled>
          <Labelled label={t('education')} hint={t('educationHint')}>
            <input
              className="control"
              list="education-names"
              enterKeyHint="search"
              value={education}
              onChange={(event) => setEducation(event.target.value)}
            />
          </Labelled>
          <datalist id="education-names">
            {educations.map(({ code, name }) => (
              <option
                key={code}
                value={isEducationCode(education) ? code : name}
                label={`${name} (${code})`}
              />
            ))}
          </datalist>
          <Choice
            label={t('show')}
            value={filters.show ?? (filters.round ? 'all' : 'open')}
            options={SHOWS.map((show) => ({
              value: show,
              label: t(SHOW_WORDS[show]),
              count: facets?.show[show],
            }))}
            onChange={(show) => change({ show: show as Filters['show'] })}
          />
          <div>
            <Button kind="primary" type="submit" className="w-full sm:w-auto lg:w-full">
              {t('search')}
            </Button>
          </div>
        </div>
        <details open={wide}>
          <summary className="link min-h-11 cursor-pointer py-2 font-semibold">{t('more')}</summary>
          <Choices filters={filters} facets={facets} change={change} />
        </details>
      </form>
    </search>
  );
}
