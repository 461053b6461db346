/** The committee's announcements of one selection: what is prepared, what was published, and a new one. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { Button } from '../../ui/Button';
import { Form } from '../../ui/Form';
import { Select, TextInput } from '../../ui/inputs';
import { LongWork } from '../../ui/LongWork';
import { EmptyState } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { RoundChoice } from '../verification/ChoicePages';
import { publicPath, useStageName } from './parts';
import { NO_BASIS, ProfileChoice } from './profile/ProfileChoice';
import { SummaryCard } from './SummaryCard';
import { useAnnouncementTexts } from './texts';

type Place = { agency: string; round: string };

export function ChooseAnnouncements() {
  const t = useAnnouncementTexts();
  return (
    <RoundChoice
      title={t('committeeTitle')}
      permission="announcement.prepare"
      base="/petugas/pengumuman"
    />
  );
}

function Prepare({ place }: { place: Place }) {
  const t = useAnnouncementTexts();
  const stageName = useStageName();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  // The page of a run leads here and says which run it was.
  const { tahap, perhitungan } = useSearch({ strict: false }) as {
    tahap?: string;
    perhitungan?: string;
  };
  const [stage, setStage] = useState(
    tahap === 'shortlist' || tahap === 'result' ? tahap : 'administrative',
  );
  const [letter, setLetter] = useState('');
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState(perhitungan ?? '');
  const [profile, setProfile] = useState('');
  const [basis, setBasis] = useState(NO_BASIS);
  const rounds = useQuery({
    queryKey: ['rounds', place.agency],
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds', { params: { path: { agency: place.agency } } }),
      ),
  });
  const round = rounds.data?.find((one) => one.id === place.round);
  const hasPlaces = stage === 'result';
  const promised = round?.publication_profile ?? 'B';
  const open = profile || promised;
  // Before the final result nobody has a place, and so nobody a name.
  const shown = open === 'A' && !hasPlaces ? 'B' : open;
  const runs = useQuery({
    queryKey: ['runs', place],
    enabled: stage !== 'administrative',
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/runs', {
          params: { path: place, query: { limit: 100 } },
        }),
      ),
  });
  const fitting = (runs.data?.items ?? []).filter((one) => one.last_stage === (stage === 'result'));
  const prepare = () =>
    run(async () => {
      const made = await ask(
        api.POST('/api/v1/agencies/{agency}/rounds/{round}/announcement-drafts', {
          params: { path: place, header: { 'Idempotency-Key': key.current() } },
          headers: idempotencyKey(key.current()),
          body: {
            stage,
            letter,
            ...(stage === 'administrative' ? {} : { run: chosen }),
            ...(reason.trim() ? { reason } : {}),
            profile: shown,
            ...(shown === 'A' ? { names_basis: basis } : {}),
          },
        }),
      ).finally(key.renew);
      await queries.invalidateQueries({ queryKey: ['announcements'] });
      await navigate({ to: `/petugas/pengumuman/${place.agency}/${place.round}/${made.id}` });
    });
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('prepareTitle')}</h2>
      <Form problem={problem} onSubmit={prepare}>
        <Select
          pointer="/stage"
          label={t('stage')}
          required
          value={stage}
          onChange={(next) => {
            setStage(next);
            setChosen('');
          }}
          options={['administrative', 'shortlist', 'result'].map((value) => ({
            value,
            label: stageName(value),
          }))}
        />
        {stage !== 'administrative' && runs.data && fitting.length === 0 && (
          <p className="max-w-prose">
            {t('noRun')}{' '}
            <Link
              className="link inline-flex min-h-11 items-center"
              to={`/petugas/perhitungan/${place.agency}/${place.round}` as string}
            >
              {t('toRuns')}
            </Link>
          </p>
        )}
        <Trouble error={runs.error} onRetry={runs.refetch} />
        {stage !== 'administrative' && fitting.length > 0 && (
          <Select
            pointer="/run"
            label={t('run')}
            hint={t('runHint')}
            required
            value={chosen}
            onChange={setChosen}
            options={fitting.map((one) => ({
              value: one.id,
              label: t(one.announceable.allowed ? 'runReady' : 'runNotReady', {
                number: one.number,
                stage: one.stage.toUpperCase(),
              }),
            }))}
          />
        )}
        <TextInput
          pointer="/letter"
          label={t('letter')}
          required
          value={letter}
          onChange={setLetter}
        />
        <TextInput
          pointer="/reason"
          label={t('reason')}
          hint={t('reasonHint')}
          value={reason}
          onChange={setReason}
        />
        <Trouble error={rounds.error} onRetry={rounds.refetch} />
        {round && (
          <ProfileChoice
            promised={{ profile: promised, below: round.withhold_below }}
            value={shown}
            onChange={setProfile}
            hasPlaces={hasPlaces}
            basis={basis}
            onBasis={setBasis}
          />
        )}
        <div>
          <Button type="submit" kind="primary" busy={running}>
            {t('prepare')}
          </Button>
        </div>
      </Form>
    </section>
  );
}

export function CommitteePage() {
  const t = useAnnouncementTexts();
  const place = useParams({ strict: false }) as Place;
  const list = useQuery({
    queryKey: ['announcements', place, 'drafts'],
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/announcement-drafts', {
          params: { path: place },
        }),
      ),
    // While people are being told, the bar moves.
    refetchInterval: (query) =>
      query.state.data?.items.some(
        (item) => item.state === 'published' && item.told < item.row_count,
      )
        ? 3000
        : false,
  });
  const items = list.data?.items ?? [];
  return (
    <AppPage
      title={t('committeeTitle')}
      lead={items[0]?.round_name}
      crumbs={[{ label: t('back'), to: '/petugas/pengumuman' }, { label: t('committeeTitle') }]}
    >
      <Trouble error={list.error} onRetry={list.refetch} />
      {list.isPending && <p className="text-muted">{t('loading')}</p>}
      {list.data && items.length === 0 && (
        <EmptyState title={t('noneTitle')}>{t('noneForCommittee')}</EmptyState>
      )}
      <ul className="grid gap-3">
        {items.map((item) => (
          <SummaryCard
            key={item.id}
            item={item}
            to={
              item.state === 'published'
                ? publicPath(item)
                : `/petugas/pengumuman/${place.agency}/${place.round}/${item.id}`
            }
          />
        ))}
      </ul>
      {items
        .filter((item) => item.state === 'published' && item.told < item.row_count)
        .map((item) => (
          <LongWork key={item.id} label={t('told')} done={item.told} total={item.row_count} />
        ))}
      <Prepare place={place} />
    </AppPage>
  );
}
