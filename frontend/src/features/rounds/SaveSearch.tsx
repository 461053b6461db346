/** Saves a search: in one press for who is signed in, by a confirmed address for everybody else. */
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { useSession } from '../../api/session';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { TextInput } from '../../ui/inputs';
import { useAroundTexts } from './aroundTexts';

export default function SaveSearch({ query }: { query: string }) {
  const session = useSession();
  const [byAddress, setByAddress] = useState(false);
  return (
    <section className="card bg-surface p-4 sm:p-6">
      {'me' in session && !byAddress ? (
        <FromAccount query={query} onOther={() => setByAddress(true)} />
      ) : (
        <ByAddress query={query} />
      )}
    </section>
  );
}

function FromAccount({ query, onOther }: { query: string; onOther: () => void }) {
  const t = useAroundTexts();
  const key = useIdempotencyKey();
  const [done, setDone] = useState(false);
  const { problem, running, run } = useProblem();
  const save = async () => {
    const headers = idempotencyKey(key.current());
    const params = { header: headers };
    const saved = await run(() =>
      ask(api.POST('/api/v1/saved-searches/own', { params, body: { query } })),
    );
    if (saved) setDone(true);
  };
  if (done) return <p role="status">{t('savedOwn')}</p>;
  return (
    <Form problem={problem} onSubmit={save} label={t('saveTitle')}>
      <p>{t('saveOwnTell')}</p>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={running}>
          {t('saveAct')}
        </Button>
        <Button kind="quiet" onClick={onOther}>
          {t('saveOther')}
        </Button>
      </div>
    </Form>
  );
}

function ByAddress({ query }: { query: string }) {
  const t = useAroundTexts();
  const language = useLanguage();
  const key = useIdempotencyKey();
  const [email, setEmail] = useState('');
  const [hours, setHours] = useState<number | null>(null);
  const { problem, running, run } = useProblem();
  const save = async () => {
    const params = { header: idempotencyKey(key.current()) };
    const body = { email: email.trim(), query, language };
    const received = await run(() => ask(api.POST('/api/v1/saved-searches', { params, body })));
    // A corrected address is another wish than the refused one.
    key.renew();
    if (received) setHours(received.link_hours);
  };
  if (hours !== null) return <p role="status">{t('savedAsk', { email: email.trim(), hours })}</p>;
  return (
    <Form problem={problem} onSubmit={save} label={t('saveTitle')}>
      <p>{t('saveTell')}</p>
      <TextInput
        pointer="/email"
        label={t('email')}
        why={{ purpose: t('emailWhy'), kept: t('emailKept') }}
        required
        type="email"
        autoComplete="email"
        value={email}
        onChange={setEmail}
      />
      <Button type="submit" busy={running} className="justify-self-start">
        {t('saveAct')}
      </Button>
    </Form>
  );
}
