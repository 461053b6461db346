/** The site's own policies: fetched while there is a line, and kept on the device for when there is none. */
import { api, ask } from '../../../api/client';
import type { SitePolicy } from './judgement';

const KEPT = 'terang.policy.';
const MOST_CHARACTERS = 100_000;

function kept(agency: string): string | null {
  try {
    return localStorage.getItem(KEPT + agency);
  } catch {
    return null;
  }
}

export const sitePolicy: SitePolicy = async (agency) => {
  try {
    const answer = await fetch(`/ledger/${agency}/policy`, { cache: 'no-cache' });
    if (answer.ok) {
      const text = await answer.text();
      if (text.startsWith('<') || text.length > MOST_CHARACTERS) return null;
      try {
        localStorage.setItem(KEPT + agency, text);
      } catch {
        // Storage is closed: the policy is there as long as the line is.
      }
      return { text, kept: false };
    }
    if (answer.status < 500) return null;
  } catch {
    // No line: what was fetched before is as good, since a policy changes rarely and says so by its own leaf.
  }
  const text = kept(agency);
  return text === null ? null : { text, kept: true };
};

/** So that a later check needs no line: the policies of agencies that announce or take applications here. */
export async function keepPolicies() {
  const [open, announced] = await Promise.all([
    ask(api.GET('/api/v1/vacancies', { params: { query: { show: 'open', limit: 50 } } })),
    ask(api.GET('/api/v1/announcements', { params: { query: {} } })),
  ]);
  const agencies = new Set([...open.items, ...announced.items].map((one) => one.agency_id));
  await Promise.all([...agencies].map((agency) => sitePolicy(agency)));
}
