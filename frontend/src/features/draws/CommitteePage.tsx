/** The committee fixes the draw of a selection, and closes it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import type { components } from '../../api/schema.gen';
import { AppPage } from '../../app/AppPage';
import { announce } from '../../ui/announce';
import { FinalAct } from '../../ui/FinalAct';
import { Select, TextInput } from '../../ui/inputs';
import { EmptyState } from '../../ui/Page';
import { failedOf, Trouble } from '../../ui/Trouble';
import { instantOf, onTheWall } from '../rounds/wallClock';
import { RoundChoice } from '../verification/ChoicePages';
import { DrawCards } from './ListPage';
import { ONE, type Place, type Summary } from './parts';
import { useDrawTexts } from './texts';

type Candidates = components['schemas']['DrawCandidates'];

const OFFICES = ['committee', 'inspectorate', 'observer'] as const;
const ALL = '/api/v1/agencies/{agency}/rounds/{round}/draws';
const DAY_MS = 86_400_000;

export function ChooseDraw() {
  const t = useDrawTexts();
  return <RoundChoice title={t('chooseTitle')} permission="draw.prepare" base="/petugas/undian" />;
}

/** One act of the committee, under a key of its own. */
function useAct(done: string) {
  const key = useIdempotencyKey();
  const queries = useQueryClient();
  const { problem, running, run } = useProblem();
  const act = (send: (header: { 'Idempotency-Key': string }) => Promise<unknown>) =>
    run(async () => {
      await send({ 'Idempotency-Key': key.current() }).finally(key.renew);
      announce(done);
      await queries.invalidateQueries({ queryKey: ['draws'] });
    });
  return { act, problem, running };
}

function Fix({ place, candidates, zone }: { place: Place; candidates: Candidates; zone: string }) {
  const t = useDrawTexts();
  const { act, problem, running } = useAct(t('fixed'));
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const wall = (days: number) =>
    onTheWall(new Date(Date.now() + days * DAY_MS).toISOString(), zone);
  const [commitUntil, setCommitUntil] = useState(() => wall(2));
  const [revealUntil, setRevealUntil] = useState(() => wall(4));
  const accounts = (office: string) =>
    [chosen[`${office} 0`], chosen[`${office} 1`]].filter((one) => one !== undefined && one !== '');
  const fix = () =>
    act((header) =>
      ask(
        api.POST(ALL, {
          params: { path: place, header },
          headers: idempotencyKey(header['Idempotency-Key']),
          body: {
            commit_until: instantOf(commitUntil, zone),
            reveal_until: instantOf(revealUntil, zone),
            committee: accounts('committee') as string[],
            inspectorate: accounts('inspectorate') as string[],
            observer: accounts('observer') as string[],
          },
        }),
      ),
    );
  return (
    <section className="grid gap-4">
      <h2 className="text-xl">{t('fixTitle')}</h2>
      <p className="max-w-prose">{t('fixLead', { count: candidates.waiting })}</p>
      <FinalAct
        willHappen={[t('fixWill1'), t('fixWill2')]}
        toWhom={t('fixToWhom')}
        recorded={t('recordedStep')}
        act={t('fixAct')}
        running={running}
        problem={problem}
        onAct={fix}
      >
        {OFFICES.map((office) => (
          <div key={office} className="grid gap-4 sm:grid-cols-2">
            {(['drawerOf', 'standInOf'] as const).map((which, turn) => (
              <Select
                key={which}
                pointer={turn === 0 ? `/${office}` : `/${office}/1`}
                label={t(which, { office: t(`office_${office}`) })}
                required
                placeholder={t('choose')}
                value={chosen[`${office} ${turn}`] ?? ''}
                onChange={(next) =>
                  setChosen((before) => ({ ...before, [`${office} ${turn}`]: next }))
                }
                options={candidates[office].map(({ account, name }) => ({
                  value: account,
                  label: name,
                }))}
              />
            ))}
          </div>
        ))}
        <div className="grid gap-4 sm:grid-cols-2">
          <TextInput
            pointer="/commit_until"
            type="datetime-local"
            label={t('commitUntil')}
            hint={t('wallTime', { zone })}
            required
            value={commitUntil}
            onChange={setCommitUntil}
          />
          <TextInput
            pointer="/reveal_until"
            type="datetime-local"
            label={t('revealUntil')}
            hint={t('wallTime', { zone })}
            required
            value={revealUntil}
            onChange={setRevealUntil}
          />
        </div>
      </FinalAct>
    </section>
  );
}

function Finish({ draw }: { draw: Summary }) {
  const t = useDrawTexts();
  const { act, problem, running } = useAct(t('finished'));
  const path = { agency: draw.agency_id, round: draw.round_id, draw: draw.id };
  const finish = () =>
    act((header) =>
      ask(
        api.POST(`${ONE}/finish`, {
          params: { path, header },
          headers: idempotencyKey(header['Idempotency-Key']),
        }),
      ),
    );
  return (
    <FinalAct
      willHappen={[t('finishWill')]}
      toWhom={t('finishToWhom')}
      recorded={t('recordedStep')}
      act={t('finishAct')}
      running={running}
      problem={problem}
      onAct={finish}
    />
  );
}

export function CommitteeDrawPage() {
  const t = useDrawTexts();
  const place = useParams({ strict: false }) as Place;
  const draws = useQuery({
    queryKey: ['draws', place],
    queryFn: () => ask(api.GET(ALL, { params: { path: place } })),
    refetchInterval: 30_000,
  });
  const round = useQuery({
    queryKey: ['rounds', place, 'zone'],
    queryFn: () =>
      ask(api.GET('/api/v1/agencies/{agency}/rounds/{round}', { params: { path: place } })),
  });
  const candidates = useQuery({
    queryKey: ['draws', place, 'candidates'],
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/draw-candidates', {
          params: { path: place },
        }),
      ),
  });
  const items = draws.data?.items ?? [];
  const ready = items.find((draw) => draw.phase === 'ready');
  const free = draws.data && items.every((draw) => draw.phase === 'failed');
  const asked = [draws, candidates, round];
  return (
    <AppPage
      title={t('roundTitle')}
      lead={round.data?.round.name}
      crumbs={[{ label: t('chooseTitle'), to: '/petugas/undian/seleksi' }, { label: t('title') }]}
    >
      <Trouble {...failedOf(asked)} />
      {asked.some((one) => one.isPending) && <p className="text-muted">{t('loading')}</p>}
      {draws.data && items.length === 0 && (
        <EmptyState title={t('noneTitle')}>{t('noneForCommittee')}</EmptyState>
      )}
      <DrawCards items={items} />
      {ready && <Finish draw={ready} />}
      {free && candidates.data && round.data && (
        <Fix place={place} candidates={candidates.data} zone={round.data.agency.zone} />
      )}
    </AppPage>
  );
}
