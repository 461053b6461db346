/** A document of one's own in plain words, or what differs from a second one. */
import { useLanguage } from '../../i18n/language';
import { Differences } from './Differences';
import type { readDocument } from './document';
import { Identity, OpenCount } from './RuleFacts';
import { RuleText, useTold } from './RuleText';

type Read = ReturnType<typeof readDocument>;

function Document({ read: { document, program } }: { read: Read }) {
  const told = useTold(document, program);
  return (
    <>
      <h2 className="text-2xl">{document.title[useLanguage()]}</h2>
      <OpenCount rules={document} />
      <RuleText rules={document} told={told} />
      <Identity rules={document} />
    </>
  );
}

export function OwnBody({ first, second }: { first: Read; second?: Read }) {
  if (!second) return <Document read={first} />;
  return <Differences before={first.document} after={second.document} />;
}
