/** The three sheets of a round: every cell is read and judged, whatever the person reached. */
import { lower, readSheet, type Sheet } from './csv';
import { hasDecimals, parseDecimal, SCALE } from './decimal';
import { spellingOf } from './posts';
import { type Plan, type Program, planFor, type Values } from './program';
import { type FileName, refuse } from './refusal';

export type Vacancy = {
  id: string;
  post: string;
  qualification: Set<string>;
  location: string;
  pool: string;
  quota: number;
  line: number;
  plan: Plan;
};

const FLAGS = ['ineligible', 'disqualified', 'withdrawn', 'eliminated'] as const;
type Flag = (typeof FLAGS)[number];

/** Marks of one kind can be compared with one another only. */
type Grade = { kind: 'ipk' | 'ijazah'; value: number };

export type Participant = {
  id: string;
  vacancy: Vacancy;
  /** Marks by slot; NaN where the cell is empty. */
  values: Values;
  additions: Values;
  grade: Grade | null;
  /** The greater the older; a date and a rank by age are two kinds. */
  age: { kind: 'order' | 'date'; value: number } | null;
  education: string;
  category: string;
  /** From which stage on somebody is out, and why. */
  removed: { stage: number; flag: Flag } | null;
};

/** The order in which a ruling sets people, and the line where it begins. */
export type Ruling = { orders: Map<string, number>; line: number };

const LARGE = 4_294_967_295;
const KINDS = ['ipk', 'ijazah'] as const;
const HIGHEST_IPK = 4 * SCALE;
const HIGHEST_IJAZAH = 100 * SCALE;

/** A row whose cells are asked for by name, and refused by name. */
class Row {
  private readonly sheet: Sheet;
  private readonly at: Map<string, number>;
  private cells: string[] = [];
  line = 0;

  constructor(sheet: Sheet) {
    this.sheet = sheet;
    this.at = new Map(sheet.columns.map((column, index) => [lower(column), index]));
  }

  *each(): Generator<number> {
    for (const [index, cells] of this.sheet.rows.entries()) {
      this.cells = cells;
      this.line = this.sheet.lines[index] ?? 0;
      yield index;
    }
  }

  has(column: string) {
    return this.at.has(lower(column));
  }

  get(column: string) {
    const at = this.at.get(lower(column));
    return at === undefined ? '' : (this.cells[at] ?? '');
  }

  refuse(column: string, id: string, en: string): never {
    refuse({ file: this.sheet.file, row: this.line, column }, id, en);
  }

  filled(column: string) {
    return this.get(column) || this.refuse(column, 'Sel ini kosong.', 'This cell is empty.');
  }

  whole(column: string, least: number) {
    const text = this.get(column);
    const number = /^[0-9]+$/.test(text) ? Number(text) : -1;
    return number >= least && number <= LARGE
      ? number
      : this.refuse(
          column,
          `Bukan bilangan bulat mulai dari ${least}.`,
          `Not a whole number from ${least} on.`,
        );
  }

  /** Thousandths, or NaN when empty. */
  decimal(column: string) {
    const text = this.get(column);
    if (text === '') return Number.NaN;
    return (
      parseDecimal(text) ??
      this.refuse(
        column,
        'Bukan angka dengan paling banyak tiga desimal.',
        'Not a number of at most three decimals.',
      )
    );
  }
}

function open(file: FileName, text: string, must: string[], may: string[]): Row {
  const sheet = readSheet(file, text);
  const known = new Set([...must, ...may].map(lower));
  for (const column of sheet.columns) {
    if (!known.has(lower(column))) {
      refuse({ file, row: 1, column }, 'Kolom ini tidak dikenal.', 'This column is not known.');
    }
  }
  const names = sheet.columns.map(lower);
  const missing = must.find((column) => !names.includes(lower(column)));
  if (missing !== undefined) {
    refuse({ file, row: 1, column: missing }, 'Kolom ini tidak ada.', 'This column is missing.');
  }
  return new Row(sheet);
}

export function readVacancies(program: Program, text: string): Map<string, Vacancy> {
  const columns = ['vacancy', 'post', 'qualification', 'location', 'pool', 'quota'];
  const row = open('vacancies', text, columns, []);
  const spelled = spellingOf(program.rules);
  const plans = new Map<string, Plan>();
  const vacancies = new Map<string, Vacancy>();
  for (const _ of row.each()) {
    const id = row.filled('vacancy');
    if (vacancies.has(id)) {
      row.refuse('vacancy', 'Formasi ini ada dua kali.', 'This vacancy is there twice.');
    }
    const post = spelled(row.filled('post'));
    const plan = plans.get(post) ?? planFor(program, post);
    plans.set(post, plan);
    if (/[,;]/.test(row.get('qualification'))) {
      row.refuse(
        'qualification',
        'Kode pendidikan dipisah dengan |.',
        'Education codes are separated by |.',
      );
    }
    vacancies.set(id, {
      id,
      post,
      qualification: new Set(row.get('qualification').split('|').filter(Boolean)),
      location: row.get('location'),
      pool: poolCode(program, row.filled('pool')),
      quota: row.whole('quota', 0),
      line: row.line,
      plan,
    });
  }
  return vacancies;
}

/** Official files write a pool in other ways too; case does not count. */
function poolCode({ rules }: Program, written: string): string {
  const asWritten = lower(written);
  const found = rules.pools?.known.find(({ code, aliases }) =>
    [code, ...(aliases ?? [])].some((each) => lower(each) === asWritten),
  );
  return found?.code ?? written;
}

export function readParticipants(
  program: Program,
  vacancies: Map<string, Vacancy>,
  text: string,
  last: number,
  onRow: (done: number) => void,
): Participant[] {
  const row = openParticipants(program, text, last);
  const seen = new Set<string>();
  const people: Participant[] = [];
  for (const index of row.each()) {
    const id = row.filled('participant');
    if (seen.has(id)) {
      row.refuse('participant', 'Peserta ini ada dua kali.', 'This participant is there twice.');
    }
    seen.add(id);
    const vacancy =
      vacancies.get(row.filled('vacancy')) ??
      row.refuse('vacancy', 'Formasi ini tidak dikenal.', 'This vacancy is not known.');
    const values = marks(program, vacancy.plan, row);
    people.push({
      id,
      vacancy,
      values,
      additions: additions(program, row),
      grade: grade(row),
      age: age(row),
      education: row.get('education'),
      category: category(program, row),
      removed: removal(program, vacancy.plan, values, row),
    });
    onRow(index);
  }
  return people;
}

function openParticipants(program: Program, text: string, last: number): Row {
  const marked = program.rules.stages.slice(0, last + 1).flatMap((stage) => stage.components);
  const components = program.rules.components.map(({ code }) => code);
  const row = open(
    'participants',
    text,
    ['participant', 'vacancy', 'gpa', ...new Set(marked)],
    [
      ...['birth_date', 'birth_order', 'education', 'gpa_kind', 'category', 'flags'],
      ...components,
      ...components.map((code) => `addition_${code}`),
    ],
  );
  row.line = 1;
  if (!row.has('birth_date') && !row.has('birth_order')) {
    row.refuse('birth_date', 'Kolom ini tidak ada.', 'This column is missing.');
  }
  return row;
}

function marks(program: Program, plan: Plan, row: Row): Values {
  const values: Values = new Array(program.decimals.length).fill(Number.NaN);
  program.rules.components.forEach(({ code, decimals, multiple_of, only_by_notice }, slot) => {
    const value = row.decimal(code);
    if (Number.isNaN(value)) return;
    if (only_by_notice && !plan.read.has(code)) {
      row.refuse(code, 'Jabatan ini tidak memakai tes ini.', 'This post does not have this test.');
    }
    if (value > (plan.maximums[slot] ?? 0)) {
      row.refuse(code, 'Melebihi nilai maksimal.', 'More than the greatest mark.');
    }
    if (!hasDecimals(value, decimals)) {
      row.refuse(code, 'Terlalu banyak desimal.', 'Too many decimals.');
    }
    if (multiple_of && value % multiple_of !== 0) {
      row.refuse(code, 'Nilai ini tidak mungkin: bukan kelipatan.', 'Impossible: not a multiple.');
    }
    values[slot] = value;
  });
  return values;
}

function additions(program: Program, row: Row): Values {
  return program.rules.components.map(({ code }) => {
    const column = `addition_${code}`;
    const percent = row.decimal(column);
    if (percent > (program.additions.get(code) ?? 0)) {
      row.refuse(column, 'Melebihi tambahan terbesar.', 'More than the greatest addition.');
    }
    return Number.isNaN(percent) ? 0 : percent;
  });
}

function grade(row: Row): Grade | null {
  const value = row.decimal('gpa');
  const written = row.get('gpa_kind');
  const kind = KINDS.find((each) => each === written);
  if (written && !kind) {
    row.refuse('gpa_kind', 'Harus ipk atau ijazah.', 'Must be ipk or ijazah.');
  }
  if (Number.isNaN(value)) return null;
  const found = kind ?? (value <= HIGHEST_IPK ? 'ipk' : 'ijazah');
  if (value > (found === 'ipk' ? HIGHEST_IPK : HIGHEST_IJAZAH)) {
    row.refuse('gpa', 'Lebih dari nilai tertinggi.', 'More than the highest value.');
  }
  return { kind: found, value };
}

function age(row: Row): Participant['age'] {
  const date = birthDate(row);
  if (row.get('birth_order')) return { kind: 'order', value: -row.whole('birth_order', 1) };
  return date === null ? null : { kind: 'date', value: -date };
}

function birthDate(row: Row): number | null {
  const text = row.get('birth_date');
  if (text === '') return null;
  const day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) {
    row.refuse('birth_date', 'Bukan tanggal (TTTT-BB-HH).', 'Not a day (YYYY-MM-DD).');
  }
  return Number(text.replaceAll('-', ''));
}

function category(program: Program, row: Row): string {
  const code = row.get('category');
  if (code && !program.rules.categories?.known.some((each) => each.code === code)) {
    row.refuse('category', 'Kategori ini tidak dikenal.', 'This category is not known.');
  }
  return code;
}

/** The flag that counts first: by stage, and at one stage in the order of FLAGS. */
function removal(program: Program, plan: Plan, values: Values, row: Row): Participant['removed'] {
  const text = row.get('flags');
  if (!text) return null;
  const { stages, reuse } = program.rules;
  let removed: Participant['removed'] = null;
  for (const word of text.split('|')) {
    const [name, ...where] = word.split(':');
    const flag = FLAGS.find((each) => each === name);
    const named = stages.findIndex(({ code }) => code === where[0]);
    const known = flag || (name === 'reused' && reuse);
    if (!known || where.length > 1 || (where.length === 1 && named < 0)) {
      row.refuse('flags', 'Tanda ini tidak dikenal.', 'This flag is not known.');
    }
    if (!flag) continue;
    const stage = where.length === 1 ? named : usualStage(flag, plan, values);
    const sooner =
      !removed ||
      stage < removed.stage ||
      (stage === removed.stage && FLAGS.indexOf(flag) < FLAGS.indexOf(removed.flag));
    if (sooner) removed = { stage, flag };
  }
  return removed;
}

/** Who is not admitted never began; who left did so where marks begin to be missing, else at the end. */
function usualStage(flag: Flag, plan: Plan, values: Values): number {
  if (flag === 'ineligible' || flag === 'disqualified') return 0;
  const missing = plan.stages.findIndex(({ required }) =>
    required.some((slot) => Number.isNaN(values[slot])),
  );
  return missing < 0 ? plan.stages.length - 1 : missing;
}

export function readRulings(
  vacancies: Map<string, Vacancy>,
  people: Participant[],
  text: string,
): Map<string, Ruling> {
  const columns = ['vacancy', 'participant', 'order', 'document'];
  const row = open('rulings', text, columns, ['officer_1', 'officer_2']);
  const known = new Set(people.map(({ id }) => id));
  const rulings = new Map<string, Ruling>();
  for (const _ of row.each()) {
    const vacancy = row.filled('vacancy');
    const participant = row.filled('participant');
    const order = row.whole('order', 1);
    row.filled('document');
    if (row.get('officer_1') && row.get('officer_1') === row.get('officer_2')) {
      row.refuse('officer_2', 'Harus orang lain.', 'Must be somebody else.');
    }
    if (!vacancies.has(vacancy)) {
      row.refuse('vacancy', 'Formasi ini tidak dikenal.', 'This vacancy is not known.');
    }
    if (!known.has(participant)) {
      row.refuse('participant', 'Peserta ini tidak dikenal.', 'This participant is not known.');
    }
    const ruling = rulings.get(vacancy) ?? { orders: new Map<string, number>(), line: row.line };
    if (ruling.orders.has(participant)) {
      row.refuse('participant', 'Peserta ini ada dua kali.', 'This participant is there twice.');
    }
    if ([...ruling.orders.values()].includes(order)) {
      row.refuse('order', 'Urutan ini ada dua kali.', 'This order is there twice.');
    }
    ruling.orders.set(participant, order);
    rulings.set(vacancy, ruling);
  }
  return rulings;
}
