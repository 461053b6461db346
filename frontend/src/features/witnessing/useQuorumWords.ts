/** The lines of a policy as a sentence about who must sign. */
import { type Quorum, readQuorum } from './quorum';
import { useLogTexts } from './texts';

/** `vkey` is the log's own key. */
export function useQuorumWords(vkey: string) {
  const t = useLogTexts();
  const words = (quorum: Quorum): string => {
    if (quorum.kind === 'none') return t('quorumNone');
    if (quorum.kind === 'one') return quorum.name;
    return t('quorumSome', { count: quorum.count, of: quorum.of.map(words).join(', ') });
  };
  return (lines: string) => {
    const quorum = readQuorum(vkey, lines);
    return quorum ? words(quorum) : t('quorumUnread');
  };
}
