/** Educations of a vacancy, searched by name and shown by name. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { TextInput } from '../../ui/inputs';
import { findEducations, useEducationNames } from '../catalog/educations';
import { usePrepareTexts } from './prepareTexts';

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
    queryFn: () => findEducations(wanted),
  });
  const nameOf = useEducationNames(codes);
  const shown = list.data?.items.filter((one) => !codes.includes(one.code)) ?? [];
  return (
    <fieldset className="card grid gap-4 p-4">
      <legend className="px-1 font-bold">{t('education')}</legend>
      {codes.length === 0 && <p className="text-muted">{t('educationEmpty')}</p>}
      <ul className="grid gap-2">
        {codes.map((code) => (
          <li key={code} className="flex flex-wrap items-center justify-between gap-2">
            <span>
              {nameOf(code)} <span className="text-sm text-muted">({code})</span>
            </span>
            <Button kind="quiet" onClick={() => onChange(codes.filter((one) => one !== code))}>
              {t('remove')}
              <span className="sr-only"> {nameOf(code)}</span>
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
