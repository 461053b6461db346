/** One application: every requirement beside its evidence; the verifier judges, the supervisor decides. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, askVersioned, ifMatch } from '../../api/client';
import { useProblem } from '../../api/hooks';
import type { components } from '../../api/schema.gen';
import { AppPage } from '../../app/AppPage';
import { formatDate } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { Deadline, Instant } from '../../ui/figures';
import { Checkbox, TextArea } from '../../ui/inputs';
import { Matrix } from '../../ui/Matrix';
import { failedOf, Trouble } from '../../ui/Trouble';
import { VerdictBanner } from '../../ui/Verdict';
import { useEducationNames } from '../catalog/educations';
import { useStepUp } from '../identity/StepUp';
import { DocumentView, type Shown } from './DocumentView';
import { useTakeNext } from './QueuePage';
import { documentName, useRequirementText } from './requirement';
import { useVerificationTexts } from './texts';
import { type Draft, VerdictForm } from './VerdictForm';

type Reading = components['schemas']['OpenReading'];
type Item = components['schemas']['ReadingItem'];
export type ReadingPlace = { agency: string; round: string; reading: string };

function useReading(place: ReadingPlace) {
  return useQuery({
    queryKey: ['verification', place, 'reading'],
    queryFn: () =>
      askVersioned(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/verification/readings/{reading}', {
          params: { path: place },
        }),
      ),
    // Each look is kept in the record of reads, so that one is enough.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function Evidence({ item, onShow }: { item: Item; onShow: (shown: Shown) => void }) {
  const t = useVerificationTexts();
  const language = useLanguage();
  const truth = { true: t('yes'), false: t('no') } as Record<string, string>;
  const education = item.requirement.code === 'education' && item.answer ? [item.answer] : [];
  const educationName = useEducationNames(education);
  return (
    <span className="grid justify-items-end gap-1 sm:justify-items-start">
      {item.answer && (
        <span>
          {t('answer')}:{' '}
          <strong>
            {truth[item.answer] ?? (education.length ? educationName(item.answer) : item.answer)}
          </strong>
        </span>
      )}
      {item.documents.map((document) => (
        <button
          key={document.id}
          type="button"
          className="link min-h-11 cursor-pointer text-left"
          onClick={() => onShow(document)}
        >
          {t('openDocument', { kind: documentName(document.kind, language) })}
        </button>
      ))}
      {!item.answer && item.documents.length === 0 && (
        <span className="text-muted">{t('noEvidence')}</span>
      )}
      <span className="text-sm text-muted">
        {t('preCheck')}: {t(item.finding as 'meets' | 'does_not_meet' | 'person_will_judge')}
      </span>
    </span>
  );
}

function Facts({ reading }: { reading: Reading }) {
  const t = useVerificationTexts();
  const language = useLanguage();
  const facts = [
    [t('name'), reading.name],
    [t('nik'), reading.nik_masked],
    [t('birth'), formatDate(reading.birth_date, language)],
    [t('post'), `${reading.post_title}, ${reading.unit_path}`],
    [t('submitted'), <Instant key="at" at={reading.submitted_at} />],
  ] as const;
  return (
    <dl className="card grid gap-3 p-4 sm:grid-cols-2">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt className="text-sm text-muted">{label}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function useReasons() {
  return useQuery({
    queryKey: ['verification', 'reasons'],
    queryFn: () => ask(api.GET('/api/v1/verification/reasons')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function ReadingBody({ place, supervisor }: { place: ReadingPlace; supervisor: boolean }) {
  const t = useVerificationTexts();
  const language = useLanguage();
  const query = useReading(place);
  const reasons = useReasons();
  const [shown, setShown] = useState<Shown | null>(null);
  const reading = query.data?.data;
  const requirementText = useRequirementText(
    t,
    reading?.items.map((item) => item.requirement) ?? [],
  );
  const base = `/petugas/${supervisor ? 'supervisi' : 'verifikasi'}/${place.agency}/${place.round}`;
  const failed = failedOf([query, reasons]);
  const legend = (item: Item) =>
    reasons.data?.lists
      .find((list) => list.requirement === item.requirement.code)
      ?.reasons.find((reason) => reason.code === item.reason)?.legend[language];
  return (
    <AppPage
      title={
        reading
          ? t('readingTitle', { code: reading.participant_code })
          : t(failed.error ? 'queue' : 'loading')
      }
      crumbs={[{ label: t('queue'), to: base }, { label: reading?.participant_code ?? '…' }]}
    >
      <Trouble {...failed} />
      {reading && (
        <>
          {reading.ordinal > 1 && (
            <p className="font-semibold">{t('rereading', { count: reading.ordinal })}</p>
          )}
          {reading.state === 'returned' && reading.returned_note && (
            <VerdictBanner state="waiting">
              {t('returnedBecause', { reason: reading.returned_note })}
            </VerdictBanner>
          )}
          {reading.state === 'assigned' && reading.lease_until && (
            <p>
              {t('lease')} <Deadline closes={reading.lease_until} />
            </p>
          )}
          {reading.outcome && (
            <VerdictBanner state={reading.outcome === 'MS' ? 'met' : 'unmet'}>
              {t(reading.outcome === 'MS' ? 'outcomeMs' : 'outcomeTms')}
            </VerdictBanner>
          )}
          {reading.source === 'sscasn' && <p className="max-w-prose">{t('elsewhere')}</p>}
          <Facts reading={reading} />
          <Matrix
            caption={t('post')}
            rows={reading.items.map((item) => ({
              key: String(item.position),
              requirement: (
                <>
                  {requirementText(item.requirement)}
                  <span className="block text-sm font-normal text-muted">
                    {item.requirement.source}
                  </span>
                </>
              ),
              evidence: <Evidence item={item} onShow={setShown} />,
              verdict: item.verdict ? (item.verdict === 'met' ? 'met' : 'unmet') : 'unchecked',
              reason: [legend(item), item.note].filter(Boolean).join(' ') || undefined,
            }))}
          />
          {shown && (
            <DocumentView
              agency={place.agency}
              application={reading.application_id}
              shown={shown}
              onClose={() => setShown(null)}
            />
          )}
          {!supervisor &&
            reading.mine &&
            ['assigned', 'returned'].includes(reading.state) &&
            reasons.data && (
              <Judge
                place={place}
                reading={reading}
                etag={query.data?.etag ?? null}
                lists={reasons.data.lists}
              />
            )}
          {supervisor && reading.state === 'given' && (
            <Decide place={place} etag={query.data?.etag ?? null} base={base} />
          )}
        </>
      )}
      {(reading || failed.error) && (
        <Link className="link inline-flex min-h-11 items-center" to={base}>
          {t('backToQueue')}
        </Link>
      )}
    </AppPage>
  );
}

function Judge({
  place,
  reading,
  etag,
  lists,
}: {
  place: ReadingPlace;
  reading: Reading;
  etag: string | null;
  lists: components['schemas']['ReasonList'][];
}) {
  const t = useVerificationTexts();
  const queries = useQueryClient();
  const takeNext = useTakeNext(place);
  const { problem, running, run } = useProblem();
  const give = (items: Draft[]) =>
    run(async () => {
      const done = await ask(
        api.PUT(
          '/api/v1/agencies/{agency}/rounds/{round}/verification/readings/{reading}/verdicts',
          {
            params: { path: place, header: { 'If-Match': etag ?? '' } },
            headers: ifMatch(etag),
            body: { items },
          },
        ),
      );
      announce(t('given', { outcome: done.outcome ?? '' }));
      await queries.invalidateQueries({ queryKey: ['verification'] });
      await takeNext();
    });
  return (
    <VerdictForm
      reading={reading}
      lists={lists}
      problem={problem}
      running={running}
      onGive={give}
    />
  );
}

function Decide({ place, etag, base }: { place: ReadingPlace; etag: string | null; base: string }) {
  const t = useVerificationTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { problem, running, run } = useProblem();
  const { withStepUp, dialog } = useStepUp();
  const [reason, setReason] = useState('');
  const [byAnother, setByAnother] = useState(false);
  const finish = async (text: string) => {
    announce(text);
    await queries.invalidateQueries({ queryKey: ['verification'] });
    const next = await ask(
      api.GET('/api/v1/agencies/{agency}/rounds/{round}/verification/readings', {
        params: { path: place, query: { state: 'given', limit: 1 } },
      }),
    );
    const first = next.items[0];
    await navigate({ to: first ? `${base}/${first.id}` : base });
  };
  const parameters = {
    params: { path: place, header: { 'If-Match': etag ?? '' } },
    headers: ifMatch(etag),
  };
  const release = () =>
    run(async () => {
      await withStepUp(() =>
        ask(
          api.POST(
            '/api/v1/agencies/{agency}/rounds/{round}/verification/readings/{reading}/release',
            parameters,
          ),
        ),
      );
      await finish(t('released'));
    });
  const sendBack = () =>
    run(async () => {
      await withStepUp(() =>
        ask(
          api.POST(
            '/api/v1/agencies/{agency}/rounds/{round}/verification/readings/{reading}/send-back',
            { ...parameters, body: { reason, by_another: byAnother } },
          ),
        ),
      );
      await finish(t('sentBack'));
    });
  return (
    <div className="grid gap-6">
      {dialog}
      <div>
        <Button kind="primary" busy={running} onClick={release}>
          {t('release')}
        </Button>
      </div>
      <Form problem={problem} onSubmit={sendBack} label={t('sendBack')}>
        <TextArea
          pointer="/reason"
          label={t('sendBackReason')}
          required
          value={reason}
          onChange={setReason}
        />
        <Checkbox
          pointer="/by_another"
          label={t('byAnother')}
          checked={byAnother}
          onChange={setByAnother}
        />
        <div>
          <Button type="submit" kind="danger" busy={running}>
            {t('sendBack')}
          </Button>
        </div>
      </Form>
    </div>
  );
}

function Page({ supervisor }: { supervisor: boolean }) {
  const place = useParams({ strict: false }) as ReadingPlace;
  // A new reading starts with an empty form.
  return <ReadingBody key={place.reading} place={place} supervisor={supervisor} />;
}

export const VerifyPage = () => <Page supervisor={false} />;
export const SupervisePage = () => <Page supervisor />;
