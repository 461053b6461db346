/** Educations of a vacancy, searched by name and shown by name. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { Button } from '../../ui/Button';
import { TextInput } from '../../ui/inputs';
import { usePrepareTexts } from './prepareTexts';

const find = (text: string, limit: number) =>
  ask(api.GET('/api/v1/education-codes', { params: { query: { text, limit } } }));

export function Educations({
  codes,
  onChange,
}: {
  codes: string[];
  onChange: (codes: string[]) => void;
}) {
  const t = usePrepareTexts();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim();
  const list = useQuery({
    queryKey: ['education-codes', wanted],
    enabled: wanted.length >= 3,
    queryFn: () => find(wanted, 10),
  });
  const named = useQueries({
    queries: codes.map((code) => ({
      queryKey: ['education-codes', code],
      queryFn: () => find(code, 10),
    })),
  });
  const nameOf = (code: string, at: number) =>
    named[at]?.data?.items.find((one) => one.code === code)?.name ?? '…';
  const shown = list.data?.items.filter((one) => !codes.includes(one.code)) ?? [];
  return (
    <fieldset className="card grid gap-4 p-4">
      <legend className="px-1 font-bold">{t('education')}</legend>
      {codes.length === 0 && <p className="text-muted">{t('educationEmpty')}</p>}
      <ul className="grid gap-2">
        {codes.map((code, at) => (
          <li key={code} className="flex flex-wrap items-center justify-between gap-2">
            <span>
              {nameOf(code, at)} <span className="text-sm text-muted">({code})</span>
            </span>
            <Button kind="quiet" onClick={() => onChange(codes.filter((one) => one !== code))}>
              {t('remove')}
              <span className="sr-only"> {nameOf(code, at)}</span>
            </Button>
          </li>
        ))}
      </ul>
      <TextInput
        pointer="/education_codes"
        label={t('educationFind')}
        hint={t('educationHint')}
        type="search"
        value={typed}
        onChange={setTyped}
      />
      {list.data && shown.length === 0 && <p role="status">{t('educationNone')}</p>}
      <ul className="grid gap-1">
        {shown.map((one) => (
          <li key={one.code} className="flex flex-wrap items-center justify-between gap-2">
            <span>
              {one.name} <span className="text-sm text-muted">({one.code})</span>
            </span>
            <Button onClick={() => onChange([...codes, one.code])}>
              {t('add')}
              <span className="sr-only"> {one.name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
