/** Keeps answers for when the line is gone, and forgets them; comes after the first answer is shown. */
import { AT, drawers, isOwn, label, OWN, PUBLIC } from './answers';
import { personHere } from './here';

/** Enough for the searches and vacancies of some evenings. */
const MOST = 80;

export async function keep(request: Request, response: Response, personAtStart: string | null) {
  const all = drawers();
  const open = (response.headers.get('Cache-Control') ?? '').startsWith('public');
  const own = !open && personAtStart !== null && isOwn(request);
  if (!all || !response.ok || !(open || own)) return;
  const name = open ? PUBLIC : `${OWN}${personAtStart}`;
  const headers = new Headers(response.headers);
  headers.set(AT, `${Date.now()}`);
  const body = await response.blob();
  const drawer = await all.open(name);
  await drawer.put(label(request), new Response(body, { status: response.status, headers }));
  // Somebody signed out while this answer was on its way: it must not outlive them here.
  if (own && personHere()?.id !== personAtStart) await all.delete(name);
  if (open) {
    const kept = await drawer.keys();
    for (const old of kept.slice(0, Math.max(0, kept.length - MOST))) await drawer.delete(old);
  }
}

/** Nobody's own answers stay on this device. */
export async function forgetOwnAnswers() {
  const all = drawers();
  if (!all) return;
  const names = await all.keys();
  await Promise.all(names.filter((name) => name.startsWith(OWN)).map((name) => all.delete(name)));
}

/** Addresses of the public answers that are kept under this path, the newest first. */
export async function keptAddresses(path: string): Promise<URL[]> {
  const all = drawers();
  if (!all || !(await all.has(PUBLIC))) return [];
  const kept = await (await all.open(PUBLIC)).keys();
  return kept
    .map(({ url }) => new URL(url))
    .filter(({ pathname }) => pathname === path)
    .reverse();
}
