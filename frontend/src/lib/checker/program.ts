/** A rule document made ready to compute: its names resolved, its arithmetic as a list of instructions. */
import { DECIMALS, multiplyDivide, SCALE, unitOf } from './decimal';
import { refuse } from './refusal';
import type { Part, Rules, Stage, Step } from './rules';

/** A person's numbers by slot, in thousandths; NaN where there is none. */
export type Values = number[];

type Instruction = (values: Values, additions: Values) => void;

type StagePlan = {
  /** Slots of the marks without which somebody was absent. */
  required: number[];
  instructions: Instruction[];
};

/** The arithmetic of one post. */
export type Plan = {
  maximums: number[];
  /** Components that any step reads for the post. */
  read: Set<string>;
  stages: StagePlan[];
};

export type Program = {
  rules: Rules;
  /** Every component and result has a slot; the components come first. */
  slots: Map<string, number>;
  decimals: number[];
  /** Components and results of steps: what steps, thresholds and criteria can read. */
  keys: Set<string>;
  /** The printed results in their order, by stage. */
  printed: string[][];
  /** Greatest percentage that may be added, by component. */
  additions: Map<string, number>;
};

/** Order of the bytes of two texts in UTF-8, which is that of their code points. */
export function byBytes(first: string, second: string): number {
  if (first === second) return 0;
  const [one, two] = [[...first], [...second]];
  for (let at = 0; at < one.length && at < two.length; at += 1) {
    const difference = (one[at]?.codePointAt(0) ?? 0) - (two[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - two.length;
}

export function fault(at: string, id: string, en: string): never {
  refuse({ file: 'rules', column: at }, id, en);
}

export function unknownName(at: string, name: string): never {
  fault(at, `Nama ${name} tidak dikenal di sini.`, `The name ${name} is not known here.`);
}

export function twice(at: string, name: string): never {
  fault(at, `Nama ${name} ada dua kali.`, `The name ${name} is there twice.`);
}

/** Every list of parts that a step may use, the general one first. */
function partLists(step: Step): Part[][] {
  if (step.form.kind !== 'weighted_sum') return [];
  const byPost = step.form.of.by_post ?? new Map<string, Part[]>();
  const posts = [...byPost.keys()].sort(byBytes);
  return [step.form.of.parts, ...posts.map((post) => byPost.get(post) ?? [])];
}

const partsFor = (step: Step, post: string): Part[] =>
  step.form.kind === 'weighted_sum' ? (step.form.of.by_post?.get(post) ?? step.form.of.parts) : [];

function operands(step: Step, post: string): string[] {
  if (step.form.kind === 'sum') return step.form.of.of;
  if (step.form.kind === 'weighted_sum') return partsFor(step, post).map(({ of }) => of);
  return [step.form.of.of];
}

export function makeProgram(rules: Rules): Program {
  const program: Program = {
    rules,
    slots: new Map(),
    decimals: [],
    keys: new Set(rules.components.map(({ code }) => code)),
    printed: rules.stages.map(() => []),
    additions: new Map(),
  };
  rules.components.forEach((component, index) => {
    const at = `/components/${index}`;
    addSlot(program, component.code, component.decimals, `${at}/decimals`);
  });
  for (const [index, stage] of rules.stages.entries()) addStage(program, stage, index);
  return program;
}

function addSlot(program: Program, name: string, decimals: number, at: string) {
  if (decimals > DECIMALS) {
    fault(at, 'Paling banyak tiga desimal.', 'Three decimals at most.');
  }
  program.slots.set(name, program.decimals.length);
  program.decimals.push(decimals);
}

function addStage(program: Program, stage: Stage, stageIndex: number) {
  const components = new Set(program.rules.components.map(({ code }) => code));
  stage.components.forEach((name, index) => {
    if (!components.has(name)) unknownName(`/stages/${stageIndex}/components/${index}`, name);
  });
  stage.steps.forEach((step, index) => {
    const at = `/stages/${stageIndex}/steps/${index}`;
    const results = new Set(partLists(step).flatMap((parts) => parts.map(({ out }) => out)));
    if (results.has(step.out)) twice(at, step.out);
    results.add(step.out);
    const decimals = decimalsOf(program, step, at);
    for (const name of results) {
      if (program.slots.has(name)) twice(at, name);
    }
    for (const name of results) {
      addSlot(program, name, decimals, at);
      program.printed[stageIndex]?.push(name);
    }
    program.keys.add(step.out);
  });
}

/** Checks what a step stands on, and tells the decimals of its results. */
function decimalsOf(program: Program, step: Step, at: string): number {
  const known = (name: string) => {
    if (!program.keys.has(name)) unknownName(at, name);
    return program.decimals[slotOf(program, name)] ?? 0;
  };
  switch (step.form.kind) {
    case 'sum':
      return Math.max(0, ...step.form.of.of.map(known));
    case 'scale':
      known(step.form.of.of);
      if (step.form.of.from === 0) fault(at, 'Pembagi nol.', 'A division by zero.');
      return step.form.of.rounding.decimals;
    case 'weighted_sum':
      for (const parts of partLists(step)) {
        for (const [index, { of, out }] of parts.entries()) {
          known(of);
          if (parts.findIndex((each) => each.out === out) !== index) twice(at, out);
        }
        if (parts.reduce((sum, { weight }) => sum + weight, 0) !== SCALE) {
          fault(at, 'Jumlah bobot bukan 1.', 'The weights do not add up to 1.');
        }
      }
      return step.form.of.rounding.decimals;
    case 'with_addition': {
      const { of, percent_maximum, rounding } = step.form.of;
      const decimals = known(of);
      if (!program.rules.components.some(({ code }) => code === of)) unknownName(at, of);
      program.additions.set(of, percent_maximum);
      return Math.max(decimals, rounding.decimals);
    }
  }
}

export function planFor(program: Program, post: string): Plan {
  const { rules } = program;
  const maximums = rules.components.map(
    ({ maximum, maximum_by_post }) => maximum_by_post?.get(post) ?? maximum,
  );
  const components = new Set(rules.components.map(({ code }) => code));
  const read = new Set<string>();
  const made = new Set<string>();
  const stages = rules.stages.map((stage, stageIndex) => {
    const required = new Set<string>();
    stage.steps.forEach((step, index) => {
      for (const name of operands(step, post)) {
        if (components.has(name)) required.add(name);
        else if (!made.has(name)) unknownName(`/stages/${stageIndex}/steps/${index}`, name);
      }
      made.add(step.out);
    });
    for (const name of required) read.add(name);
    return {
      required: [...required].map((name) => slotOf(program, name)),
      instructions: stage.steps.map((step) => instruction(program, step, post, maximums)),
    };
  });
  return { maximums, read, stages };
}

/** Where a name's number stands; `validate` has seen that every name is there. */
export const slotOf = (program: Program, name: string) => program.slots.get(name) ?? -1;

/** A number that is there: `planFor` has seen that every operand is made before it is used. */
const taken = (values: Values, slot: number) => values[slot] ?? Number.NaN;

function instruction(
  program: Program,
  { form, out }: Step,
  post: string,
  maximums: number[],
): Instruction {
  const slot = (name: string) => slotOf(program, name);
  const target = slot(out);
  if (form.kind === 'sum') {
    const of = form.of.of.map(slot);
    return (values) => {
      values[target] = of.reduce((sum, each) => sum + taken(values, each), 0);
    };
  }
  const unit = unitOf(form.of.rounding.decimals);
  if (form.kind === 'scale') {
    const { from, to } = form.of;
    const of = slot(form.of.of);
    return (values) => {
      values[target] = multiplyDivide(taken(values, of), to, from, unit);
    };
  }
  if (form.kind === 'weighted_sum') {
    const parts = (form.of.by_post?.get(post) ?? form.of.parts).map((part) => ({
      of: slot(part.of),
      weight: part.weight,
      out: slot(part.out),
    }));
    return (values) => {
      let sum = 0;
      for (const part of parts) {
        const weighted = multiplyDivide(taken(values, part.of), part.weight, SCALE, unit);
        values[part.out] = weighted;
        sum += weighted;
      }
      values[target] = sum;
    };
  }
  const of = slot(form.of.of);
  const maximum = maximums[of] ?? 0;
  const { capped } = form.of;
  return (values, additions) => {
    // A percentage counts in thousandths of one per cent.
    const addition = multiplyDivide(maximum, additions[of] ?? 0, 100 * SCALE, unit);
    const mark = taken(values, of) + addition;
    values[target] = capped ? Math.min(mark, maximum) : mark;
  };
}
