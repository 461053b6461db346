/** One rule document of the server, and what its page is headed by. */
import { api, ask } from '../../api/client';
import { useAnswer } from '../../api/useAnswer';
import type { Words } from '../../i18n/language';

type Head = { title: Words; version: number; valid_for: string };

export function useRules(hash: string) {
  const { data, problem, again } = useAnswer(`rules ${hash}`, () =>
    ask(api.GET('/api/v1/rules/{hash}', { params: { path: { hash } } })),
  );
  return { found: data, head: data && (data.document as Head), problem, again };
}
