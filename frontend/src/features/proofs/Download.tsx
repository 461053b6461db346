/** The button that saves a proof file, and offers it anew once witnesses have signed what was kept before. */
import { useState } from 'react';
import { asProblem, ProblemError } from '../../api/problem';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { save } from '../../ui/save';
import { type Owned, type OwnLeaf, proofFile } from './api';
import { useProofTexts } from './texts';
import { isOutdated, noteKept } from './useProofs';

type Props = {
  owned: Owned;
  leaf: OwnLeaf;
  /** What stands on the button, and what a screen reader says of it beside others. */
  words: (outdated: boolean) => { shown: string; said: string; why?: string };
};

export function Download({ owned, leaf, words }: Props) {
  const t = useProofTexts();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const outdated = isOutdated(leaf);
  const { shown, said, why } = words(outdated);
  const download = async () => {
    setProblem(undefined);
    setBusy(true);
    try {
      const file = await proofFile(owned, leaf.leaf);
      const day = leaf.at.slice(0, 16).replace(/[T:]/g, '-');
      save(file as unknown as Blob, `${leaf.kind.replaceAll('_', '-')}-${day}.tlog-proof`);
      noteKept(leaf);
      announce(t('saved'));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {why && <p className="max-w-prose basis-full text-sm">{why}</p>}
      <Button busy={busy} onClick={download} aria-label={said}>
        {shown}
      </Button>
      {problem !== undefined && <ProblemSummary problem={asProblem(problem)} />}
    </>
  );
}
