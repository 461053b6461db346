/** The names of posts: rules write them in one way, files in several. */
import { byBytes } from './program';
import type { Rules } from './rules';

/** A post as the rules write it: "Pengelola Umum Operasional" is their `pengelola_umum_operasional`. */
export function spellingOf({ components, stages }: Rules): (post: string) => string {
  const named = new Set([
    ...components.flatMap(({ maximum_by_post }) => [...(maximum_by_post?.keys() ?? [])]),
    ...stages.flatMap(({ thresholds }) => [...(thresholds?.by_post?.keys() ?? [])]),
    ...stages.flatMap(({ steps }) =>
      steps.flatMap(({ form }) =>
        form.kind === 'weighted_sum' ? [...(form.of.by_post?.keys() ?? [])] : [],
      ),
    ),
  ]);
  // Of several that read alike it is the last one.
  const known = new Map([...named].sort(byBytes).map((post) => [plain(post), post]));
  return (post) => (named.has(post) ? post : (known.get(plain(post)) ?? post));
}

/** Letters and digits alone, in small letters. */
const plain = (post: string) => post.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();
