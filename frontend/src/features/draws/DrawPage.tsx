/** One draw: where it stands, how it went with the places in the record, the order, and how to repeat it. */
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, ask } from '../../api/client';
import { useAnswer } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { formatBytes } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { DataTable } from '../../ui/DataTable';
import { Instant } from '../../ui/figures';
import { StatusLine } from '../../ui/StatusLine';
import { Trouble } from '../../ui/Trouble';
import { type Detail, ONE, type Place, usePhase } from './parts';
import { Repeated } from './Repeated';
import { useDrawTexts } from './texts';

const STEP_OF: Record<string, number> = {
  listing: 0,
  committing: 1,
  sealing: 1,
  revealing: 2,
  settling: 2,
  ready: 3,
  finished: 4,
  failed: 3,
};

function Where({ done, place }: { done: boolean; place: number | null | undefined }) {
  const t = useDrawTexts();
  if (!done) return t('notDone');
  return place === null || place === undefined ? t('placeSoon') : t('place', { place });
}

function Seats({ detail }: { detail: Detail }) {
  const t = useDrawTexts();
  const step = (
    at: string | null | undefined,
    place: number | null | undefined,
    value: string | null | undefined,
  ): ReactNode => (
    <span className="grid gap-1">
      {value && <span className="font-mono text-sm break-all">{value}</span>}
      {at && <Instant at={at} zone={detail.zone} />}
      <span className="text-sm text-muted">
        <Where done={!!at} place={place} />
      </span>
    </span>
  );
  return (
    <DataTable
      caption={t('steps')}
      rows={detail.seats}
      rowKey={(seat) => seat.name}
      columns={[
        {
          key: 'who',
          title: t('who'),
          heading: true,
          cell: (seat) => (
            <span className="grid">
              {seat.name}
              <span className="text-sm font-normal text-muted">
                {seat.stands_in_for ? t('standIn', { name: seat.stands_in_for }) : t('drawer')}
              </span>
            </span>
          ),
        },
        {
          key: 'promised',
          title: t('promised'),
          cell: (seat) => step(seat.committed_at, seat.commitment_place, seat.commitment),
        },
        {
          key: 'opened',
          title: t('opened'),
          cell: (seat) => step(seat.revealed_at, seat.reveal_place, seat.secret),
        },
      ]}
    />
  );
}

function Order({ detail }: { detail: Detail }) {
  const t = useDrawTexts();
  const silent = detail.seats.filter((seat) => seat.replaced_by);
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('stepOrder')}</h2>
      {silent.map((seat) => (
        <p key={seat.name} className="max-w-prose font-semibold">
          {t('replacedBy', { drawer: seat.name, by: seat.replaced_by ?? '' })}
        </p>
      ))}
      {silent.length === 0 && <p className="max-w-prose">{t('nobodyReplaced')}</p>}
      <p className="text-sm break-all text-muted">
        {t('seed')}: <span className="font-mono">{detail.seed}</span>
      </p>
      <h3 className="text-lg">{t('firstOrder')}</h3>
      <p className="max-w-prose text-muted">{t('firstOrderHow')}</p>
      <ol className="grid list-decimal gap-1 pl-10">
        {detail.first.map((item) => (
          <li key={item} className="font-mono text-sm break-all">
            {item}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Files({ detail, base }: { detail: Detail; base: string }) {
  const t = useDrawTexts();
  const language = useLanguage();
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('selfTitle')}</h2>
      <p className="max-w-prose">{t('selfHow')}</p>
      <pre className="card overflow-x-auto bg-surface p-4 text-sm">terang-check draw .</pre>
      <a
        className="link inline-flex min-h-11 items-center justify-self-start"
        href={`${base}/files.zip`}
        download
      >
        {t('zip')}
      </a>
      <details>
        <summary className="inline-flex min-h-11 cursor-pointer items-center">
          {t('eachFile')}
        </summary>
        <ul className="grid">
          {[
            ...detail.files.map((file) => ({ ...file, size: formatBytes(file.size, language) })),
            ...detail.proofs.map((name) => ({ name, size: '', sha256: '' })),
          ].map((file) => (
            <li key={file.name} className="flex flex-wrap items-center gap-x-3">
              <a
                className="link inline-flex min-h-11 items-center"
                href={`${base}/files/${file.name}`}
              >
                {file.name}
              </a>
              <span className="text-sm break-all text-muted">
                {file.size} {file.sha256}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

export function DrawPage() {
  const t = useDrawTexts();
  const phase = usePhase();
  const { agency, round, draw } = useParams({ strict: false }) as Place & { draw: string };
  const {
    data: detail,
    problem,
    again,
  } = useAnswer(`draw ${agency} ${round} ${draw}`, () =>
    ask(api.GET(ONE, { params: { path: { agency, round, draw } } })),
  );
  const base = `/api/v1/agencies/${agency}/rounds/${round}/draws/${draw}`;
  return (
    <AppPage
      title={detail || problem ? t('reading_order') : t('loading')}
      lead={detail && `${detail.round_name}, ${detail.agency_name}`}
      motif
      crumbs={[
        { label: t('listTitle'), to: `/seleksi/${agency}/${round}/undian` },
        { label: detail ? t('number', { count: detail.number }) : '…' },
      ]}
    >
      <Trouble error={problem} onRetry={again} />
      {detail && (
        <>
          {detail.phase === 'finished' && <Repeated base={base} />}
          <StatusLine
            steps={[t('stepList'), t('stepCommit'), t('stepReveal'), t('stepOrder')]}
            current={STEP_OF[detail.phase] ?? 0}
            happened={
              <>
                {t('stepListHow', { count: detail.item_count })}{' '}
                <span className="text-muted">
                  (<Where done place={detail.list_place} />)
                </span>
              </>
            }
            next={phase(detail.phase)}
            by={
              detail.over_at ? (
                <>
                  {t('over')}: <Instant at={detail.over_at} zone={detail.zone} /> (
                  <Where done place={detail.over_place} />)
                </>
              ) : (
                <>
                  {t('commitUntil')} <Instant at={detail.commit_until} zone={detail.zone} />;{' '}
                  {t('revealUntil')} <Instant at={detail.reveal_until} zone={detail.zone} />
                </>
              )
            }
          />
          {detail.phase === 'finished' && <Order detail={detail} />}
          <Seats detail={detail} />
          <Files detail={detail} base={base} />
        </>
      )}
    </AppPage>
  );
}
