/** One made-up participant through all the arithmetic, so that rounding can be seen. */
import { formatDecimal, SCALE, unitOf } from '../../../lib/checker/decimal';
import { type Program, planFor, slotOf } from '../../../lib/checker/program';
import type { Form, Step } from '../document';
import { type Line, lead, type Section, section, type Teller } from './telling';

/** No post has this name, so what holds for all posts holds. */
const NO_POST = '';
/** Shares of the maximum, in per mille: far enough from round figures that a rounding shows. */
const SHARES = [731, 803, 827, 758, 779];
const SHOWN = 6;

/** A quotient in digits, cut off after six decimals. */
function exact(dividend: bigint, divisor: bigint): { text: string; whole: boolean } {
  const scaled = (dividend * 10n ** BigInt(SHOWN)) / divisor;
  const whole = scaled * divisor === dividend * 10n ** BigInt(SHOWN);
  const digits = String(scaled).padStart(SHOWN + 1, '0');
  const part = digits.slice(-SHOWN);
  const text = `${digits.slice(0, -SHOWN)}.${whole ? part.replace(/0+$/, '') : part.slice(0, 4)}`;
  return { text: whole ? text.replace(/\.$/, '') : `${text}…`, whole };
}

type Example = {
  teller: Teller;
  printed: (key: string) => string;
  value: (key: string) => bigint;
  percents: Map<string, number>;
};

/** "a × b ÷ c = 78,3636… → 78,364" or, where nothing is rounded, "= 31,2". */
function rounded(
  { teller: { t, mark } }: Example,
  sum: string,
  [dividend, divisor]: [bigint, bigint],
  result: string,
): string {
  const { text, whole } = exact(dividend, divisor);
  const same = whole && Number(text) === Number(result);
  return same
    ? t('workedExact', { sum, result: mark(result) })
    : t('workedRounded', { sum, exact: mark(text), result: mark(result) });
}

const thousandths = (decimal: string) => BigInt(Math.round(Number(decimal) * SCALE));

function formTexts(form: Form, out: string, maximum: bigint, example: Example): string[] {
  const { t, mark, percent } = example.teller;
  const { printed, value } = example;
  const shown = (key: string) => mark(printed(key));
  const scale = BigInt(SCALE);
  if (form.sum) {
    const list = form.sum.of.map(shown).join(' + ');
    return [t('workedSum', { list, result: shown(out) })];
  }
  if (form.scale) {
    const { of, from, to } = form.scale;
    const quotient: [bigint, bigint] = [value(of) * thousandths(to), thousandths(from) * scale];
    const sum = `${shown(of)} × ${mark(to)} ÷ ${mark(from)}`;
    return [rounded(example, sum, quotient, printed(out))];
  }
  if (form.with_addition) {
    const { of, capped } = form.with_addition;
    const share = BigInt(example.percents.get(of) ?? 0);
    const added = value(out) - value(of);
    const said = mark(formatDecimal(Number(share), 3).replace(/\.?0+$/, ''));
    const most = mark(formatDecimal(Number(maximum), 3).replace(/\.?0+$/, ''));
    const addition = formatDecimal(Number(added), 3).replace(/\.?0+$/, '');
    const quotient: [bigint, bigint] = [maximum * share, 100n * scale * scale];
    const texts = [t('workedPercent', { percent: said })];
    // A sum that was cut at the maximum does not show its addition.
    if (!capped || value(out) < maximum) {
      texts.push(rounded(example, `${most} × ${said}%`, quotient, addition));
      const list = `${shown(of)} + ${mark(addition)}`;
      texts.push(t('workedSum', { list, result: shown(out) }));
    } else texts.push(t('workedCap', { result: shown(out) }));
    return texts;
  }
  const parts = form.weighted_sum?.parts ?? [];
  const texts = parts.map((part) => {
    const quotient: [bigint, bigint] = [value(part.of) * thousandths(part.weight), scale * scale];
    const sum = `${shown(part.of)} × ${percent(part.weight)}%`;
    return rounded(example, sum, quotient, printed(part.out));
  });
  if (parts.length > 1) {
    const list = parts.map((part) => shown(part.out)).join(' + ');
    texts.push(t('workedSum', { list, result: shown(out) }));
  }
  return texts;
}

/** What the participant reached: every test that counts without rules of a post, then every step. */
export function worked(teller: Teller, program: Program): Section {
  const { document, t, named, language, mark } = teller;
  const plan = planFor(program, NO_POST);
  const values: number[] = [];
  const percents = new Map<string, number>();
  const lines: Line[] = [];
  const slot = (key: string) => slotOf(program, key);
  const printed = (key: string) =>
    formatDecimal(values[slot(key)] ?? 0, program.decimals[slot(key)] ?? 0);
  document.components.forEach(({ code, decimals, multiple_of, maximum, name }, index) => {
    const most = plan.maximums[slot(code)] ?? 0;
    const step = Number(thousandths(multiple_of ?? '0')) || unitOf(Math.min(decimals, 1));
    const share = SHARES[index % SHARES.length] ?? 0;
    values[slot(code)] = Math.floor((most * share) / 1000 / step) * step;
    // Three quarters of what may be added, so that the addition has something to round.
    percents.set(code, Math.floor((program.additions.get(code) ?? 0) * 0.75));
    if (!plan.read.has(code)) return;
    const text = t('workedMark', { mark: mark(printed(code)), maximum: mark(maximum) });
    lines.push({ key: code, name: name[language], texts: [text], sources: [] });
  });
  const additions = document.components.map(({ code }) => percents.get(code) ?? 0);
  for (const { instructions } of plan.stages) {
    for (const instruction of instructions) instruction(values, additions);
  }
  const value = (key: string) => BigInt(values[slot(key)] ?? 0);
  const example: Example = { teller, printed, value, percents };
  const say = ({ out, form }: Step) => {
    const of = form.with_addition?.of;
    const most = BigInt(of === undefined ? 0 : (plan.maximums[slot(of)] ?? 0));
    lines.push({
      key: out,
      name: named(out),
      texts: formTexts(form, out, most, example),
      sources: [],
    });
  };
  for (const stage of document.stages) stage.steps.forEach(say);
  return section('contoh', t('worked'), [lead(t('workedLead')), ...lines]);
}
