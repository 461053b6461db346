/** Signing up: each field says what for, on which basis, for how long; the rest comes by mail. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { DateField, TextInput } from '../../ui/inputs';
import { useEnterTexts } from './enterTexts';

const EMPTY = { nik: '', name: '', birth_date: '', email: '', phone: '', password: '' };

export function SignUpPage() {
  const t = useEnterTexts();
  const language = useLanguage();
  const [form, setForm] = useState(EMPTY);
  const [hours, setHours] = useState<number | null>(null);
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const set = (name: keyof typeof EMPTY) => (value: string) => {
    // Another content is another wish, so it goes under another key.
    key.renew();
    setForm((before) => ({ ...before, [name]: value }));
  };
  const submit = async () => {
    const plain = { nik: form.nik.replace(/\D/g, ''), phone: form.phone.replace(/[^\d+]/g, '') };
    const done = await run(() =>
      ask(
        api.POST('/api/v1/identity/sign-up', {
          params: { header: idempotencyKey(key.current()) },
          body: { ...form, ...plain, language },
        }),
      ),
    );
    if (done) setHours(done.link_hours);
  };
  const selection = (purpose: string) => ({ purpose, basis: t('basisSelection'), kept: t('kept') });
  const account = (purpose: string) => ({
    purpose,
    basis: t('basisPublic'),
    kept: t('keptAccount'),
  });

  if (hours !== null) {
    return (
      <AppPage key="done" title={t('signUpDoneTitle')} motif>
        <div className="card grid max-w-prose gap-3 p-5 sm:p-6" role="status">
          <p className="text-lg">{t('signUpDone', { email: form.email.trim(), hours })}</p>
          <p className="text-muted">{t('signUpDoneHelp')}</p>
        </div>
      </AppPage>
    );
  }
  return (
    <AppPage key="form" title={t('signUpTitle')} lead={t('signUpLead')} motif>
      <Form problem={problem} onSubmit={submit}>
        <TextInput
          pointer="/nik"
          label={t('nik')}
          hint={t('nikHint')}
          why={selection(t('nikPurpose'))}
          required
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          value={form.nik}
          onChange={set('nik')}
        />
        <TextInput
          pointer="/name"
          label={t('name')}
          why={selection(t('namePurpose'))}
          required
          autoComplete="name"
          value={form.name}
          onChange={set('name')}
        />
        <DateField
          pointer="/birth_date"
          label={t('birthDate')}
          why={selection(t('birthPurpose'))}
          required
          birth
          value={form.birth_date}
          onChange={set('birth_date')}
        />
        <TextInput
          pointer="/email"
          label={t('email')}
          hint={t('emailHint')}
          why={account(t('emailPurpose'))}
          required
          type="email"
          autoComplete="email"
          value={form.email}
          onChange={set('email')}
        />
        <TextInput
          pointer="/phone"
          label={t('phone')}
          why={account(t('phonePurpose'))}
          required
          type="tel"
          autoComplete="tel"
          value={form.phone}
          onChange={set('phone')}
        />
        <TextInput
          pointer="/password"
          label={t('password')}
          hint={t('passwordHint')}
          why={{ purpose: t('passwordPurpose') }}
          required
          type="password"
          autoComplete="new-password"
          value={form.password}
          onChange={set('password')}
        />
        <Button kind="primary" type="submit" busy={running} className="justify-self-start">
          {t('signUpAct')}
        </Button>
        <Link to="/masuk" className="link inline-flex min-h-11 items-center justify-self-start">
          {t('haveAccount')}
        </Link>
      </Form>
    </AppPage>
  );
}
