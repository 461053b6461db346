/** The facts that the public record holds about one's application, with a proof of each to keep. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '../../api/problem';
import { formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Instant } from '../../ui/figures';
import { save } from '../../ui/save';
import { type Line, type OwnLeaf, ownProofs, proofCard, proofFile } from './api';
import { Trouble } from './parts';
import { useApplicationTexts } from './texts';

/** While something is on its way the list asks again by itself. */
const AGAIN_MS = 10_000;

const KINDS = {
  application_submitted: 'kindSubmitted',
  application_corrected: 'kindCorrected',
  application_withdrawn: 'kindWithdrawn',
  verdict_recorded: 'kindVerdict',
  verdict_released: 'kindVerdict',
  verdict_reversed: 'kindReversed',
} as const;

type Props = { post: Line['post']; application: string };

export default function OwnProofs({ post, application }: Props) {
  const t = useApplicationTexts();
  const path = { agency: post.agency_id, application };
  const found = useQuery({
    queryKey: ['my-applications', path, 'proofs'],
    queryFn: () => ownProofs(path),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some(
        ({ state }) => state === 'waiting' || (data.has_witnesses && state === 'recorded'),
      )
        ? AGAIN_MS
        : false,
  });
  if (found.isError) return <Trouble error={found.error} onRetry={() => found.refetch()} />;
  if (!found.data?.items.length) return null;
  const { items, has_witnesses } = found.data;
  return (
    <details className="card bg-surface p-4">
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold">
        {t('proofs')}
      </summary>
      <p className="mb-3 max-w-prose text-sm text-muted">{t('proofsLead')}</p>
      <ul className="grid gap-4">
        {items.map((leaf) => (
          <One key={leaf.leaf} leaf={leaf} path={path} zone={post.zone} witnesses={has_witnesses} />
        ))}
      </ul>
    </details>
  );
}

type OneProps = {
  leaf: OwnLeaf;
  path: { agency: string; application: string };
  zone: string;
  witnesses: boolean;
};

function One({ leaf, path, zone, witnesses }: OneProps) {
  const t = useApplicationTexts();
  const language = useLanguage();
  const [problem, setProblem] = useState<unknown>();
  const place = { ...path, leaf: leaf.leaf };
  const what = t(KINDS[leaf.kind as keyof typeof KINDS] ?? 'kindOther');
  const state =
    leaf.state === 'waiting'
      ? 'proofWaiting'
      : leaf.state === 'witnessed'
        ? 'proofWitnessed'
        : witnesses
          ? 'proofNotWitnessed'
          : 'proofRecorded';
  const download = async () => {
    setProblem(undefined);
    try {
      const file = await proofFile(place);
      const day = leaf.at.slice(0, 16).replace(/[T:]/g, '-');
      save(file as unknown as Blob, `${leaf.kind.replaceAll('_', '-')}-${day}.tlog-proof`);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error);
    }
  };
  return (
    <li className="grid gap-1">
      <p>
        <span className="font-semibold">{what}</span>, <Instant at={leaf.at} zone={zone} />
      </p>
      <p className="text-sm text-muted" aria-live="polite">
        {t(state)}
      </p>
      <div className="flex flex-wrap items-start gap-3">
        {leaf.state !== 'waiting' && (
          <Button
            onClick={download}
            aria-label={t('proofDownloadOf', { what, at: formatDateTime(leaf.at, language, zone) })}
          >
            {t('proofDownload')}
          </Button>
        )}
        <Card place={place} />
      </div>
      {problem !== undefined && <Trouble error={problem} onRetry={download} />}
    </li>
  );
}

function Card({ place }: { place: { agency: string; application: string; leaf: string } }) {
  const t = useApplicationTexts();
  const [open, setOpen] = useState(false);
  const found = useQuery({
    queryKey: ['my-applications', place, 'card'],
    queryFn: () => proofCard(place),
    enabled: open,
  });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="link inline-flex min-h-11 cursor-pointer items-center">
        {t('proofCard')}
      </summary>
      {found.isError && <Trouble error={found.error} onRetry={() => found.refetch()} />}
      {found.data && (
        <svg
          role="img"
          aria-label={t('proofCardCode')}
          viewBox={`-4 -4 ${found.data.size + 8} ${found.data.size + 8}`}
          className="size-64 bg-[#fff] text-[#000]"
          shapeRendering="crispEdges"
        >
          <path d={found.data.path} fill="currentColor" />
        </svg>
      )}
    </details>
  );
}
