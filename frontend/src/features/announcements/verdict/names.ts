/** Names that stand in an announcement: only of those placed, and never beside a pool that the rules keep from names. */
import { type Outcomes, Refusal, readSheet } from '../../../lib/checker';
import type { Finding } from './findings';

const FILE = 'names.csv';

const bad = (reason: 'names_unreadable' | 'named_wrongly', row?: number, participant = '') =>
  ({
    check: 'names',
    outcome: 'bad',
    reason,
    values: { file: FILE, participant, ...(row !== undefined && { row: `${row}` }) },
  }) satisfies Finding;

type Named = { names: string; rules: string; vacancies: string; outcomes: Outcomes };

export function namesFinding(named: Named): Finding {
  try {
    return judge(named);
  } catch (error) {
    if (error instanceof Refusal) return bad('names_unreadable', error.place.row);
    throw error;
  }
}

function judge({ names, rules, vacancies, outcomes }: Named): Finding {
  const sheet = readSheet('expected', names);
  if (sheet.columns.join() !== 'participant,name') return bad('names_unreadable', 1);
  const allowed = nameable(rules, vacancies, outcomes);
  const seen = new Set<string>();
  for (const [at, [participant = '']] of sheet.rows.entries()) {
    if (seen.has(participant) || !allowed.has(participant)) {
      return bad('named_wrongly', sheet.lines[at], participant);
    }
    seen.add(participant);
  }
  return { check: 'names', outcome: 'good', reason: 'good' };
}

function nameable(rules: string, vacancies: string, { columns, rows }: Outcomes): Set<string> {
  const document: { disclosure?: { pools_never_beside_a_name: string[] } | null } =
    JSON.parse(rules);
  const never = document.disclosure?.pools_never_beside_a_name ?? [];
  const offered = readSheet('vacancies', vacancies);
  const [vacancy, pool] = ['vacancy', 'pool'].map((name) => offered.columns.indexOf(name));
  const pools = new Map(
    offered.rows.map((row) => [row[vacancy ?? -1] ?? '', row[pool ?? -1] ?? '']),
  );
  const open = (id: string) => pools.has(id) && !never.includes(pools.get(id) ?? '');
  const [code, applied, placed] = ['participant', 'vacancy', 'placed_at'].map((name) =>
    columns.indexOf(name),
  );
  const may = rows.filter((row) => open(row[applied ?? -1] ?? '') && open(row[placed ?? -1] ?? ''));
  return new Set(may.map((row) => row[code ?? -1] ?? ''));
}
