/** The text of a rule document; it comes after the head of its page, with all that reads and tells it. */
import { useLocation } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import type { components } from '../../api/schema.gen';
import { readDocument } from './document';
import { Identity, OpenCount, Uses } from './RuleFacts';
import { RuleText, useTold } from './RuleText';

export function RuleBody({ found }: { found: components['schemas']['RuleDocument'] }) {
  const { document: rules, program } = useMemo(
    () => readDocument(JSON.stringify(found.document)),
    [found],
  );
  const told = useTold(rules, program);
  const { hash: anchor } = useLocation();
  // The text comes after the page, so the browser itself finds no place to go to.
  useEffect(() => {
    if (anchor) document.getElementById(anchor)?.scrollIntoView();
  }, [anchor]);
  return (
    <>
      <OpenCount rules={rules} />
      <RuleText rules={rules} told={told} />
      <Uses found={found} />
      <Identity rules={rules} />
    </>
  );
}
