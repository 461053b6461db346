/** The leaves that somebody owns, asked again by themselves until nothing more can come of them. */
import { useQuery } from '@tanstack/react-query';
import { readKept, writeKept } from '../../offline/device';
import { type Owned, type OwnLeaf, type OwnProofs, ownProofs } from './api';
import { useProofTexts } from './texts';
import texts from './texts.id';

const SOON_MS = 5_000;
const LATER_MS = 60_000;
/** After this long the sequencer is not late any more; what is missing are witnesses, who come when they come. */
const FRESH_MS = 300_000;

/** When to ask again; false once everything has come as far as it can. */
export function nextLook(found: OwnProofs | undefined, now: number): number | false {
  const moves = found?.items.filter(
    ({ state }) => state === 'waiting' || (found.has_witnesses && state === 'recorded'),
  );
  if (!moves?.length) return false;
  return moves.some(({ at }) => now - Date.parse(at) < FRESH_MS) ? SOON_MS : LATER_MS;
}

export const useProofs = (owned: Owned, enabled = true) =>
  useQuery({
    queryKey: ['proofs', owned],
    queryFn: () => ownProofs(owned),
    enabled,
    refetchInterval: ({ state }) => nextLook(state.data, Date.now()),
  });

/** What a kind is called; a server may know kinds that came after this page. */
export function useKind() {
  const t = useProofTexts();
  return (kind: string) => {
    const key = `kind_${kind}`;
    return Object.hasOwn(texts, key)
      ? t(key as 'kind_mark_recorded')
      : t('kindOther', { kind: kind.replaceAll('_', ' ') });
  };
}

const KEPT = 'proofs';
type Kept = Record<string, string>;

/** Whether this person's device saved the file before the witnesses had signed, and they have by now. */
export const isOutdated = ({ leaf, state }: OwnLeaf) =>
  state === 'witnessed' && readKept<Kept>(KEPT)?.value[leaf] === 'recorded';

export const noteKept = ({ leaf, state }: OwnLeaf) =>
  writeKept(KEPT, { ...readKept<Kept>(KEPT)?.value, [leaf]: state });
