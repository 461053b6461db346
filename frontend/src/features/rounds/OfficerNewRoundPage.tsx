/** A new selection: kind and door, legal basis, name, code, year. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { useLanguage } from '../../i18n/language';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { RadioGroup, TextInput } from '../../ui/inputs';
import { useAgency } from '../identity/agency';
import { base } from './preparation';
import { usePrepareTexts } from './prepareTexts';
import { KINDS } from './steps';

export function OfficerNewRoundPage() {
  const t = usePrepareTexts();
  const language = useLanguage();
  const agency = useAgency('round.prepare');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const [kind, setKind] = useState('');
  const [legalBasis, setLegalBasis] = useState('');
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [year, setYear] = useState('');
  const create = () =>
    run(async () => {
      const made = await ask(
        api.POST('/api/v1/agencies/{agency}/rounds', {
          params: { path: { agency }, header: { 'Idempotency-Key': key.current() } },
          headers: idempotencyKey(key.current()),
          body: { kind, legal_basis: legalBasis, name, code, year: Number(year) || 0 },
        }),
      ).finally(key.renew);
      announce(t('created'));
      await queries.invalidateQueries({ queryKey: ['round-preparations'] });
      await navigate({ to: base(agency, made.id) as string });
    });
  return (
    <AppPage title={t('new')} crumbs={[{ label: t('title'), to: '/petugas/seleksi' }]}>
      <Form problem={problem} onSubmit={create}>
        <RadioGroup
          pointer="/kind"
          label={t('kind')}
          required
          value={kind}
          onChange={setKind}
          options={Object.entries(KINDS).map(([value, words]) => ({
            value,
            label: words[language],
            hint: t(`door_${words.door}`),
          }))}
        />
        <TextInput
          pointer="/legal_basis"
          label={t('legalBasis')}
          hint={t('legalHint')}
          required
          value={legalBasis}
          onChange={setLegalBasis}
        />
        <TextInput pointer="/name" label={t('name')} required value={name} onChange={setName} />
        <TextInput
          pointer="/code"
          label={t('code')}
          hint={t('codeHint')}
          required
          autoCapitalize="none"
          value={code}
          onChange={setCode}
        />
        <TextInput
          pointer="/year"
          label={t('year')}
          required
          inputMode="numeric"
          maxLength={4}
          className="max-w-32"
          value={year}
          onChange={setYear}
        />
        <div>
          <Button type="submit" kind="primary" busy={running}>
            {t('create')}
          </Button>
        </div>
      </Form>
    </AppPage>
  );
}
