/** Who must sign, in words, out of the lines of a policy. */
import { parsePolicy } from '../../lib/record';

export type Quorum =
  | { kind: 'none' }
  | { kind: 'one'; name: string }
  | { kind: 'some'; count: number; of: Quorum[] };

/** Null when the lines cannot be read; `vkey` is the log's own key. */
export function readQuorum(vkey: string, lines: string): Quorum | null {
  try {
    const { groups, quorum } = parsePolicy(`log ${vkey}\n${lines}`);
    const of = (name: string): Quorum => {
      const group = groups.get(name);
      if (!group) return { kind: 'one', name };
      return { kind: 'some', count: Number(group.threshold), of: group.members.map(of) };
    };
    return quorum === 'none' ? { kind: 'none' } : of(quorum);
  } catch {
    return null;
  }
}
