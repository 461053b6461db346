/** One receipt from what was given to its answer: which text is what, whose keys, and whether it holds. */
import {
  claimedLog,
  type Doubt,
  isReceipt,
  Malformed,
  type Part,
  type Policy,
  parsePolicy,
  type Receipt,
  Untrue,
  verifyReceipt,
} from '../../../lib/record';

export type Given = { name: string; text: string };

/** Whose keys a receipt was held against. */
export type Keys = { from: 'file'; name: string } | { from: 'site'; kept: boolean };

/** The site's policy for an agency's log; null where it is out of reach or there is none. */
export type SitePolicy = (agency: string) => Promise<{ text: string; kept: boolean } | null>;

export type Answer =
  | { ending: 'held'; receipt: Receipt; keys: Keys }
  | { ending: 'untrue'; doubt: Doubt; log: string; keys: Keys }
  | { ending: 'malformed'; part: Part }
  | { ending: 'not_receipt'; name: string }
  | { ending: 'no_keys'; log: string };

export type Judge = (
  given: Given,
  policy: Given | null,
  site: SitePolicy | null,
) => Promise<Answer>;

/** A policy says so in its first line that is no remark. */
const isPolicy = ({ text }: Given) => /^(?:#[^\n]*\n|[ \t]*\n)*log[ \t]/.test(text);

export const sortGiven = (all: Given[]) => ({
  policy: all.find(isPolicy) ?? null,
  // Whatever else: the answer says what is wrong with it.
  receipt: all.find(({ text }) => isReceipt(text)) ?? all.find((one) => !isPolicy(one)) ?? null,
});

const agencyOf = (log: string) => log.match(/\/ledger\/([\w-]+)$/)?.[1];

export const judgeReceipt: Judge = async ({ name, text }, given, site) => {
  if (!isReceipt(text)) return { ending: 'not_receipt', name };
  try {
    const log = claimedLog(text);
    const found = given
      ? { policy: parsePolicy(given.text), keys: { from: 'file' as const, name: given.name } }
      : await ofSite(log, site);
    if (!found) return { ending: 'no_keys', log };
    return hold(text, log, found.policy, found.keys);
  } catch (error) {
    if (error instanceof Malformed) return { ending: 'malformed', part: error.part };
    throw error;
  }
};

async function ofSite(
  log: string,
  site: SitePolicy | null,
): Promise<{ policy: Policy; keys: Keys } | null> {
  const agency = agencyOf(log);
  const found = agency === undefined ? null : await site?.(agency);
  if (!found) return null;
  try {
    return { policy: parsePolicy(found.text), keys: { from: 'site', kept: found.kept } };
  } catch {
    // What answered is no policy: a site without a log may answer with a page.
    return null;
  }
}

function hold(text: string, log: string, policy: Policy, keys: Keys): Answer {
  try {
    return { ending: 'held', receipt: verifyReceipt(text, policy), keys };
  } catch (error) {
    if (error instanceof Untrue) return { ending: 'untrue', doubt: error.doubt, log, keys };
    throw error;
  }
}
