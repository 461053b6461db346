/** What the public record holds about something that is one's own, with a proof of each entry to keep. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { Instant } from '../../ui/figures';
import { Icon, type IconName } from '../../ui/Icon';
import { Trouble } from '../../ui/Trouble';
import type { Owned, OwnLeaf } from './api';
import { Download } from './Download';
import { useProofTexts } from './texts';
import { useKind, useProofs } from './useProofs';

type Look = { icon: IconName; colour: string };
// Gold stands for proof alone.
const LOOK: Record<string, Look> = {
  waiting: { icon: 'clock', colour: 'text-waiting' },
  recorded: { icon: 'seal', colour: 'text-muted' },
  witnessed: { icon: 'seal', colour: 'text-ember' },
};

type Props = { owned: Owned; zone?: string };

export default function Proofs({ owned, zone }: Props) {
  const t = useProofTexts();
  const [open, setOpen] = useState(false);
  const found = useProofs(owned, open);
  return (
    <details className="card bg-surface" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-11 cursor-pointer items-center gap-2 px-4 py-2 font-semibold">
        <Icon name="seal" className="size-5 text-ember" />
        {t('title')}
      </summary>
      <div className="grid gap-4 px-4 pb-4">
        <p className="max-w-prose">{t('lead')}</p>
        {found.isPending && open && <p role="status">{t('loading')}</p>}
        <Trouble error={found.error} onRetry={found.refetch} />
        {found.data?.items.length === 0 && <p className="max-w-prose text-muted">{t('none')}</p>}
        {found.data && found.data.items.length > 0 && (
          <>
            <ol className="grid divide-y divide-line">
              {found.data.items.map((leaf) => (
                <One
                  key={leaf.leaf}
                  leaf={leaf}
                  owned={owned}
                  zone={zone}
                  witnesses={found.data.has_witnesses}
                />
              ))}
            </ol>
            <How />
          </>
        )}
      </div>
    </details>
  );
}

type OneProps = { leaf: OwnLeaf; owned: Owned; zone: string | undefined; witnesses: boolean };

function One({ leaf, owned, zone, witnesses }: OneProps) {
  const t = useProofTexts();
  const language = useLanguage();
  const kind = useKind();
  const facts = { what: kind(leaf.kind), at: formatDateTime(leaf.at, language, zone) };
  const { icon, colour } = LOOK[leaf.state] ?? { icon: 'seal', colour: 'text-muted' };
  const state =
    leaf.state === 'waiting'
      ? 'waiting'
      : leaf.state === 'witnessed'
        ? 'witnessed'
        : witnesses
          ? 'unwitnessed'
          : 'recorded';
  return (
    <li className="flex gap-3 py-4 first:pt-0">
      <Icon name={icon} className={`mt-0.5 size-6 ${colour}`} />
      <div className="grid min-w-0 grow gap-2">
        <div>
          <p className="font-semibold">{facts.what}</p>
          <p className="text-sm">
            <Instant at={leaf.at} zone={zone} />
          </p>
          <p className="text-sm text-muted" aria-live="polite">
            {t(state)}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {leaf.state !== 'waiting' && (
            <Download
              owned={owned}
              leaf={leaf}
              words={(outdated) =>
                outdated
                  ? {
                      shown: t('downloadAgain'),
                      said: t('downloadAgainOf', facts),
                      why: t('again'),
                    }
                  : { shown: t('download'), said: t('downloadOf', facts) }
              }
            />
          )}
          <CardLink owned={owned} leaf={leaf.leaf} said={t('cardOf', facts)} />
        </div>
      </div>
    </li>
  );
}

function CardLink({ owned, leaf, said }: { owned: Owned; leaf: string; said: string }) {
  const t = useProofTexts();
  const look = { className: 'link inline-flex min-h-11 items-center', 'aria-label': said };
  return 'application' in owned ? (
    <Link {...look} to="/lamaran/$agency/$application/bukti/$leaf" params={{ ...owned, leaf }}>
      {t('card')}
    </Link>
  ) : (
    <Link {...look} to="/pegawai/bukti/$agency/$enrolment/$leaf" params={{ ...owned, leaf }}>
      {t('card')}
    </Link>
  );
}

function How() {
  const t = useProofTexts();
  return (
    <details>
      <summary className="link inline-flex min-h-11 cursor-pointer items-center">
        {t('howTitle')}
      </summary>
      <ul className="grid max-w-prose list-disc gap-2 pl-5">
        <li>{t('howKeep')}</li>
        <li>
          {t('howCheck')}{' '}
          <Link to="/periksa/tanda-terima" className="link">
            {t('howCheckLink')}
          </Link>
        </li>
        <li>{t('howShow')}</li>
      </ul>
    </details>
  );
}
