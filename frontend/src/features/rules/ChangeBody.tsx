/** The differences of two documents of the server; they come after the head of their page. */
import { useMemo } from 'react';
import { Differences } from './Differences';
import { readDocument } from './document';

type Found = { document?: unknown };

export function ChangeBody({ before, after }: { before: Found; after: Found }) {
  const read = (found: Found) => readDocument(JSON.stringify(found.document)).document;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew when the documents change.
  const [one, two] = useMemo(() => [read(before), read(after)] as const, [before, after]);
  return <Differences before={one} after={two} />;
}
