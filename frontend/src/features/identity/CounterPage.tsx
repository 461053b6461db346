/** The counter: find an account, open a case, decide a colleague's case. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import type { components } from '../../api/schema.gen';
import { AppPage } from '../../app/AppPage';
import { formatDate, formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Form, ProblemSummary } from '../../ui/Form';
import { RadioGroup, TextInput } from '../../ui/inputs';
import { EmptyState } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { VerdictBanner } from '../../ui/Verdict';
import { useAgency } from './agency';
import { Block } from './Block';
import { CounterCase } from './CounterCase';
import { useIdentityTexts } from './texts';

type Account = components['schemas']['CounterAccount'];
type Kind = components['schemas']['CaseKind'];
type Evidence = components['schemas']['Evidence'];
const EVIDENCE: Evidence[] = [
  'identity_card',
  'digital_identity',
  'family_card_and_birth_certificate',
];

export function CounterPage() {
  const t = useIdentityTexts();
  const agency = useAgency('counter.work');
  return (
    <AppPage title={t('counterTitle')} lead={t('counterLead')}>
      <Find agency={agency} />
      <Cases agency={agency} />
    </AppPage>
  );
}

function Find({ agency }: { agency: string }) {
  const t = useIdentityTexts();
  const [wanted, setWanted] = useState('');
  const [found, setFound] = useState<Account[] | null>(null);
  const { problem, running, run } = useProblem();
  const submit = async () => {
    const accounts = await run(() =>
      ask(
        api.POST('/api/v1/agencies/{agency}/counter/search', {
          params: { path: { agency } },
          body: { email_or_nik: wanted.trim() },
        }),
      ),
    );
    setFound(accounts ?? null);
  };
  return (
    <Block title={t('counterFind')}>
      <Form problem={problem} onSubmit={submit} label={t('counterFind')} keep={false}>
        <TextInput
          pointer="/email_or_nik"
          label={t('counterFindField')}
          hint={t('counterFindHint')}
          required
          autoComplete="off"
          value={wanted}
          onChange={setWanted}
        />
        <Button kind="primary" type="submit" busy={running} className="justify-self-start">
          {t('counterFindAct')}
        </Button>
      </Form>
      {found?.length === 0 && <p role="status">{t('counterNone')}</p>}
      {found?.map((account) => (
        <OpenCase
          key={account.account_id}
          agency={agency}
          account={account}
          onOpened={() => setFound(null)}
        />
      ))}
    </Block>
  );
}

export function AccountFacts({ account }: { account: Account }) {
  const t = useIdentityTexts();
  const language = useLanguage();
  return (
    <dl className="grid gap-3 sm:grid-cols-2">
      {(
        [
          ['rowName', account.name],
          ['rowBirthDate', formatDate(account.birth_date, language)],
          ['rowNik', account.nik],
          ['rowEmail', account.email],
        ] as const
      ).map(([key, value]) => (
        <div key={key}>
          <dt className="text-sm text-muted">{t(key)}</dt>
          <dd className="text-lg font-semibold break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function OpenCase({
  agency,
  account,
  onOpened,
}: {
  agency: string;
  account: Account;
  onOpened: () => void;
}) {
  const t = useIdentityTexts();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const [evidence, setEvidence] = useState<string>('identity_card');
  const { problem, running, run } = useProblem();
  const proving: Kind = account.nik_proven_elsewhere ? 'dispute' : 'prove';
  const open = async (kind: Kind) => {
    key.renew();
    const done = await run(() =>
      ask(
        api.POST('/api/v1/agencies/{agency}/counter/cases', {
          params: { path: { agency }, header: idempotencyKey(key.current()) },
          body: { kind, account_id: account.account_id, evidence: evidence as Evidence },
        }),
      ),
    );
    if (!done) return;
    announce(t('caseOpened'));
    onOpened();
    queries.invalidateQueries({ queryKey: ['cases'] });
  };
  return (
    <div className="card grid gap-5 p-5">
      <AccountFacts account={account} />
      {account.standing === 'proven' && (
        <VerdictBanner state="met">{t('standingProven')}</VerdictBanner>
      )}
      {account.nik_proven_elsewhere && (
        <VerdictBanner state="waiting">{t('counterTaken')}</VerdictBanner>
      )}
      <ProblemSummary problem={problem} />
      <RadioGroup
        pointer={`/evidence-${account.account_id}`}
        label={t('evidence')}
        required
        value={evidence}
        onChange={setEvidence}
        options={EVIDENCE.map((value) => ({ value, label: t(`evidence_${value}`) }))}
      />
      <div className="flex flex-wrap gap-3">
        {account.standing !== 'proven' && (
          <Button busy={running} onClick={() => open(proving)}>
            {t(proving === 'dispute' ? 'openDispute' : 'openProve')}
          </Button>
        )}
        <Button kind="quiet" busy={running} onClick={() => open('reset')}>
          {t('openReset')}
        </Button>
      </div>
    </div>
  );
}

function Cases({ agency }: { agency: string }) {
  const t = useIdentityTexts();
  const language = useLanguage();
  const [open, setOpen] = useState<string | null>(null);
  const cases = useQuery({
    queryKey: ['cases', agency],
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/counter/cases', {
          params: { path: { agency }, query: { limit: 100 } },
        }),
      ),
  });
  return (
    <Block title={t('cases')}>
      {cases.isPending && <p className="text-muted">{t('loading')}</p>}
      <Trouble error={cases.error} onRetry={cases.refetch} part />
      {cases.data?.items.length === 0 && (
        <EmptyState title={t('casesEmpty')}>{t('casesEmptyHow')}</EmptyState>
      )}
      <ol className="grid gap-3">
        {cases.data?.items.map((item) => (
          <li key={item.id} className="card grid gap-4 p-4">
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <div className="grow">
                <p className="font-semibold">{t(`kind_${item.kind}`)}</p>
                <p className="text-sm text-muted">
                  {t('caseOpenedAt', { date: formatDateTime(item.opened_at, language) })}
                </p>
              </div>
              {item.opened_by_me ? (
                <p className="text-sm text-muted">{t('caseMine')}</p>
              ) : (
                <Button
                  aria-expanded={open === item.id}
                  onClick={() => setOpen(open === item.id ? null : item.id)}
                >
                  {t('caseLook')}
                </Button>
              )}
            </div>
            {open === item.id && <CounterCase agency={agency} id={item.id} />}
          </li>
        ))}
      </ol>
    </Block>
  );
}
