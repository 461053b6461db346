/** Who gets the places of a vacancy: surely, not at all, or undecided until there is a ruling. */
import type { Participant, Ruling, Vacancy } from './inputs';
import { type Comparison, compare, standing } from './order';
import { refuse } from './refusal';
import { type Case, whoOf } from './stages';

/** Places that are still to be had: at least `surely`, at most `perhaps`. */
export type Places = { surely: number; perhaps: number };

/** The candidates of one border, each with a rank among them. */
export type Border = {
  placed: Case[];
  undecided: Case[];
  out: Case[];
  ranks: Map<Case, number>;
};

/**
 * Draws the border. Who is undecided elsewhere may already have a place: such a candidate can keep another from
 * being sure of this one, but cannot be sure of it.
 */
export function drawBorder(candidates: Case[], places: Places, order: Comparison[]): Border {
  const free = candidates.filter(({ state }) => state !== 'undecided');
  const all = standing(candidates.map(whoOf), order);
  const sure = free.length < candidates.length ? standing(free.map(whoOf), order) : all;
  const border: Border = { placed: [], undecided: [], out: [], ranks: new Map() };
  let index = 0;
  candidates.forEach((one, place) => {
    if (one.state === 'undecided') return;
    border.ranks.set(one, (all.above[place] ?? 0) + 1);
    const notBelow = candidates.length - 1 - (all.below[place] ?? 0);
    if (notBelow < places.surely) border.placed.push(one);
    else if ((sure.above[index] ?? 0) >= places.perhaps) border.out.push(one);
    else border.undecided.push(one);
    index += 1;
  });
  return border;
}

/** A ruling names all who are undecided and nobody else, and turns round nothing that the criteria decide. */
export function applyRuling(
  border: Border,
  ruling: Ruling,
  vacancy: Vacancy,
  places: Places,
  order: Comparison[],
) {
  const { placed, undecided, out, ranks } = border;
  const fits = undecided.length > 0 && places.surely === places.perhaps;
  const orderOf = ({ id }: Participant) => ruling.orders.get(id) ?? 0;
  const named = undecided.every(({ who }) => ruling.orders.has(who.id));
  if (!fits || !named || ruling.orders.size !== undecided.length) refuseRuling(ruling, vacancy);
  const ruled = undecided.sort((one, other) => orderOf(one.who) - orderOf(other.who));
  ruled.forEach((one, index) => {
    const turned = ruled.slice(index + 1).some(({ who }) => compare(one.who, who, order) < 0);
    if (turned) refuseRuling(ruling, vacancy);
    ranks.set(one, placed.length + index + 1);
  });
  const { above } = standing(out.map(whoOf), order);
  const before = placed.length + ruled.length;
  out.forEach((one, index) => {
    ranks.set(one, before + (above[index] ?? 0) + 1);
  });
  const inside = places.surely - placed.length;
  border.undecided = [];
  border.out = [...ruled.slice(inside), ...out];
  border.placed = [...placed, ...ruled.slice(0, inside)];
}

export function refuseRuling({ line }: Ruling, { id }: Vacancy): never {
  refuse(
    { file: 'rulings', row: line, column: 'participant' },
    `Keputusan tentang formasi ${id} tidak memuat tepat mereka yang belum diputus, atau membalik urutan yang sudah pasti.`,
    `The ruling on ${id} does not name just those who are undecided, or turns round a sure order.`,
  );
}
