/** Repeats a draw from its files alone, as `docs/CHECK.md` says it is made: SHA-256 over lines of text. */

type Drawer = {
  name: string;
  commitment?: string;
  committed_at?: number;
  stands_in_for?: string;
};
export type Ceremony = {
  list_hash: string;
  listed_at: number;
  drawers: Drawer[];
  stand_ins: Drawer[];
  reveals: Record<string, { secret: string; revealed_at: number }>;
};
type Replaced = { drawer: string; by: string };
type Drawn = { seed: string; replaced: Replaced[]; order: string[] };

/** Where a draw is not what it says; the name of who or what is meant. */
export class DrawFault extends Error {
  constructor(
    readonly fault:
      | 'list'
      | 'drawers'
      | 'turn'
      | 'copied'
      | 'opens_not'
      | 'stranger'
      | 'no_stand_in'
      | 'seed'
      | 'replaced'
      | 'order',
    readonly about = '',
  ) {
    super(`${fault} ${about}`);
  }
}

const encoder = new TextEncoder();
const HEX = /^[0-9a-f]{64}$/;

async function sha256(lines: readonly string[]): Promise<string> {
  const text = encoder.encode(lines.map((line) => `${line}\n`).join(''));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a drawer publishes before revealing the secret. */
export const commitmentTo = (listHash: string, name: string, secret: string) =>
  sha256(['terang/draw/commitment/v1', listHash, name, secret]);

/** 32 random bytes of this device, as the secret of a drawer. */
export const newSecret = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

async function checkSteps(ceremony: Ceremony) {
  const everybody = [...ceremony.drawers, ...ceremony.stand_ins];
  const names = new Set(everybody.map(({ name }) => name));
  if (ceremony.drawers.length < 3 || names.size !== everybody.length)
    throw new DrawFault('drawers');
  const offices = new Set(ceremony.drawers.map(({ name }) => name));
  const firstReveal = Math.min(
    ...Object.values(ceremony.reveals).map(({ revealed_at }) => revealed_at),
  );
  const values = new Set<string>();
  for (const { name, commitment, committed_at: at, stands_in_for } of everybody) {
    if (stands_in_for !== undefined && !offices.has(stands_in_for)) {
      throw new DrawFault('drawers', name);
    }
    const reveal = ceremony.reveals[name];
    if (commitment === undefined && at === undefined && !reveal) continue;
    if (commitment === undefined || at === undefined) throw new DrawFault('stranger', name);
    if (at <= ceremony.listed_at || at >= firstReveal) throw new DrawFault('turn', name);
    if (!HEX.test(commitment)) throw new DrawFault('opens_not', name);
    if (values.has(commitment)) throw new DrawFault('copied', name);
    values.add(commitment);
    if (!reveal) continue;
    const opened = await commitmentTo(ceremony.list_hash, name, reveal.secret);
    if (!HEX.test(reveal.secret) || opened !== commitment) throw new DrawFault('opens_not', name);
    if (values.has(reveal.secret)) throw new DrawFault('copied', name);
    values.add(reveal.secret);
  }
  const stranger = Object.keys(ceremony.reveals).find((name) => !names.has(name));
  if (stranger !== undefined) throw new DrawFault('stranger', stranger);
}

/** The draw that this ceremony gives over this list. */
export async function repeatDraw(list: readonly string[], ceremony: Ceremony): Promise<Drawn> {
  // Items are ASCII: their order as text is that of their bytes.
  const sorted = list.every((item, at) => at === 0 || (list[at - 1] ?? '') < item);
  if (list.length === 0 || !sorted || (await sha256(list)) !== ceremony.list_hash) {
    throw new DrawFault('list');
  }
  await checkSteps(ceremony);
  const left = ceremony.stand_ins.filter(({ name }) => ceremony.reveals[name]);
  const secrets: string[] = [];
  const replaced: Replaced[] = [];
  for (const { name } of ceremony.drawers) {
    const own = ceremony.reveals[name];
    if (own) {
      secrets.push(own.secret);
      continue;
    }
    const at = left.findIndex(({ stands_in_for }) => stands_in_for === name);
    const [standIn] = left.splice(Math.max(at, 0), 1);
    const reveal = standIn && ceremony.reveals[standIn.name];
    if (!standIn || !reveal) throw new DrawFault('no_stand_in', name);
    secrets.push(reveal.secret);
    replaced.push({ drawer: name, by: standIn.name });
  }
  const seed = await sha256(['terang/draw/seed/v1', ceremony.list_hash, ...secrets]);
  const keyed = await Promise.all(
    list.map(async (item) => ({ item, key: await sha256([seed, item]) })),
  );
  keyed.sort((one, other) => (one.key < other.key ? -1 : 1));
  return { seed, replaced, order: keyed.map(({ item }) => item) };
}

type DrawFiles = { list: string; draw: string; order: string; drawn: string };

const linesOf = (text: string) => text.replace(/\n$/, '').split('\n');

/** Repeats the draw and holds it against what was announced; answers the number of lines. */
export async function checkDraw(files: DrawFiles): Promise<number> {
  const told = JSON.parse(files.drawn) as { seed: string; replaced: Replaced[] };
  const list = linesOf(files.list);
  const drawn = await repeatDraw(list, JSON.parse(files.draw) as Ceremony);
  if (told.seed !== drawn.seed) throw new DrawFault('seed');
  const pairs = (all: Replaced[]) => all.map(({ drawer, by }) => `${drawer}<${by}`).join();
  if (pairs(told.replaced) !== pairs(drawn.replaced)) throw new DrawFault('replaced');
  const order = linesOf(files.order);
  const longest = Math.max(order.length, drawn.order.length);
  for (let at = 0; at < longest; at += 1) {
    if (order[at] !== drawn.order[at]) throw new DrawFault('order', String(at + 1));
  }
  return list.length;
}
