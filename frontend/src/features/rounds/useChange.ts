/** One way to change a part: directly while it is prepared, as a proposal once it is published. */
import { useNavigate } from '@tanstack/react-router';
import { api, ask, idempotencyKey, ifMatch } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { announce } from '../../ui/announce';
import type { Kept } from '../../ui/useKept';
import { base, type usePrepared } from './preparation';
import { usePrepareTexts } from './prepareTexts';

type Change = { kind: 'timetable' | 'rules' | 'vacancy'; document: unknown; vacancy?: string };
/** Why a part changes; every form of a part has it. */
export type Why = { reason: string; legalBasis: string };
export const NO_WHY: Why = { reason: '', legalBasis: '' };

export function useChange(found: ReturnType<typeof usePrepared>, kept: Kept<Why>) {
  const t = usePrepareTexts();
  const navigate = useNavigate();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const { reason, legalBasis } = kept.value;
  const { agency, round, etag } = found;
  const published = found.prepared?.page.round.state === 'published';
  const end = async (said: string) => {
    announce(said);
    await found.refresh();
    await navigate({ to: base(agency, round) as string });
  };
  const propose = ({ kind, document, vacancy }: Change) =>
    run(async () => {
      await ask(
        api.POST('/api/v1/agencies/{agency}/rounds/{round}/amendments', {
          params: {
            path: { agency, round },
            header: { 'Idempotency-Key': key.current(), 'If-Match': etag },
          },
          headers: { ...idempotencyKey(key.current()), ...ifMatch(etag) },
          body: { kind, document, vacancy_id: vacancy, reason, legal_basis: legalBasis },
        }),
      ).finally(key.renew);
      await end(t('proposed'));
    });
  /** Runs a direct change with the round's version. */
  const save = (act: () => Promise<unknown>, said: string) =>
    run(async () => {
      await act();
      await end(said);
    });
  return {
    published,
    problem,
    running,
    propose,
    save,
    key,
  };
}
