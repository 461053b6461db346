/** The account: who I am here, second factor, sessions, saved searches, language of mails, who looked at my data. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import type { components } from '../../api/schema.gen';
import { AppPage } from '../../app/AppPage';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { RadioGroup } from '../../ui/inputs';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { Trouble } from '../../ui/Trouble';
import { VerdictBanner } from '../../ui/Verdict';
import { SavedSearches } from '../rounds/SavedSearches';
import { Block } from './Block';
import { PersonalReads } from './PersonalReads';
import { SecondFactor } from './SecondFactor';
import { Sessions } from './Sessions';
import { useIdentityTexts } from './texts';

export type Me = components['schemas']['Me'];

export function AccountPage() {
  const t = useIdentityTexts();
  const me = useQuery({ queryKey: ['me'], queryFn: () => ask(api.GET('/api/v1/identity/me')) });
  return (
    <AppPage title={t('accountTitle')}>
      {me.isPending && <p className="text-muted">{t('loading')}</p>}
      <Trouble error={me.error} onRetry={me.refetch} />
      {me.data && (
        <>
          <Standing me={me.data} />
          <SecondFactor me={me.data} />
          <Sessions />
          <SavedSearches />
          <MailLanguage me={me.data} />
          <PersonalReads />
        </>
      )}
    </AppPage>
  );
}

function Standing({ me }: { me: Me }) {
  const t = useIdentityTexts();
  const proven = me.standing === 'proven';
  const by = me.proven_by as 'counter' | 'imported_email' | 'identity_provider' | null;
  return (
    <Block title={t('standing')}>
      <VerdictBanner state={proven ? 'met' : 'waiting'}>
        {t(proven ? 'standingProven' : 'standingUnproven')}
      </VerdictBanner>
      <dl className="grid gap-3 sm:grid-cols-3">
        {(
          [
            ['rowName', me.name],
            ['rowNik', me.nik_masked],
            ['rowEmail', me.email],
          ] as const
        ).map(([key, value]) => (
          <div key={key}>
            <dt className="text-sm text-muted">{t(key)}</dt>
            <dd className="font-semibold break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {proven && by && <p className="text-muted">{t('provenHow', { by: t(`by_${by}`) })}</p>}
      {!proven && <HowToProve />}
    </Block>
  );
}

function HowToProve() {
  const t = useIdentityTexts();
  const { problem, running, run } = useProblem();
  const claim = async () => {
    if (await run(() => ask(api.POST('/api/v1/identity/claim')))) announce(t('proveClaimDone'));
  };
  return (
    <>
      <p className="max-w-prose">{t('unprovenHow')}</p>
      <ProblemSummary problem={problem} />
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="card grid content-start gap-2 p-4">
          <h3 className="font-bold">{t('proveClaim')}</h3>
          <p className="text-muted">{t('proveClaimHow')}</p>
          <Button busy={running} onClick={claim} className="justify-self-start">
            {t('proveClaimAct')}
          </Button>
        </div>
        <div className="card grid content-start gap-2 p-4">
          <h3 className="font-bold">{t('proveCounter')}</h3>
          <p className="text-muted">{t('proveCounterHow')}</p>
        </div>
      </div>
    </>
  );
}

function MailLanguage({ me }: { me: Me }) {
  const t = useIdentityTexts();
  const queries = useQueryClient();
  const { problem, run } = useProblem();
  const change = async (language: string) => {
    const body = { language: language === 'en' ? ('en' as const) : ('id' as const) };
    const done = await run(async () => {
      await ask(api.POST('/api/v1/identity/preferences', { body }));
      return true;
    });
    if (!done) return;
    announce(t('mailLanguageSaved'));
    queries.invalidateQueries({ queryKey: ['me'] });
  };
  return (
    <Block title={t('mailLanguage')}>
      <ProblemSummary problem={problem} />
      <RadioGroup
        pointer="/language"
        label={t('mailLanguage')}
        required
        value={me.language}
        onChange={change}
        options={[
          { value: 'id', label: t('indonesian') },
          { value: 'en', label: t('english') },
        ]}
      />
    </Block>
  );
}
