/**
 * Who may take a place that stayed empty, without looking at everybody for each of them: those whom a step treats
 * alike stand together, best first, and nobody is looked at who is surely behind as many as there are places.
 */
import type { Participant, Vacancy } from './inputs';
import { type Comparison, compare } from './order';
import type { Refill, RefillStep } from './rules';
import { type Case, groupBy, whoOf } from './stages';

export class Donors {
  private readonly rule: Refill;
  private readonly comparable: Comparison[];
  private people: Case[];
  private groups = new Map<string, Case[][]>();
  private nameOf: (vacancy: Vacancy) => string = () => '';

  constructor(rule: Refill, finalists: Case[], order: Comparison[]) {
    this.rule = rule;
    this.people = finalists.filter(isWithoutPlace);
    this.comparable = comparableBy(this.people.map(whoOf), order);
    this.people.sort((one, other) => compare(other.who, one.who, this.comparable));
  }

  begin({ location, from }: RefillStep) {
    const { same_post } = this.rule;
    this.nameOf = (vacancy) =>
      JSON.stringify([
        same_post ? vacancy.post : null,
        location === 'same' ? vacancy.location : null,
        from === 'same' ? vacancy.pool : null,
      ]);
    this.people = this.people.filter(isWithoutPlace);
    const near = groupBy(this.people, ({ who }) => this.nameOf(who.vacancy));
    const alike = [...near].map(([name, people]): [string, Case[][]] => {
      return [name, [...groupBy(people, (one) => qualificationOf(this.rule, one)).values()]];
    });
    this.groups = new Map(alike);
  }

  /** Everybody who may get or contest one of so many places; who is left out is surely behind those who are not. */
  best(vacancy: Vacancy, places: number, fits: (one: Case) => boolean): Case[] {
    const near = this.groups.get(this.nameOf(vacancy)) ?? [];
    return near.flatMap((group) => {
      const first = group[0];
      const qualified = first && isQualified(this.rule, vacancy, first);
      return qualified ? this.head(group, places, fits) : [];
    });
  }

  private head(group: Case[], places: number, fits: (one: Case) => boolean): Case[] {
    const found: Case[] = [];
    let free = 0;
    let last: Case | null = null;
    for (const one of group) {
      if (one.state === 'placed' || !fits(one)) continue;
      if (last && compare(last.who, one.who, this.comparable) > 0) break;
      found.push(one);
      if (one.state !== 'undecided') free += 1;
      if (free === places) last = one;
    }
    return found;
  }
}

const isWithoutPlace = ({ state }: Case) => state !== 'placed';

/** The first criteria, as far as they compare each with each. */
function comparableBy(people: Participant[], order: Comparison[]): Comparison[] {
  const compares = (comparison: Comparison) => {
    const kinds = new Set(people.map((who) => comparison(who)?.kind ?? null));
    return kinds.size < 2 && !kinds.has(null);
  };
  const open = order.findIndex((comparison) => !compares(comparison));
  return open < 0 ? order : order.slice(0, open);
}

const asksForEducation = ({ qualification }: Refill, { who }: Case) =>
  qualification !== 'same_codes' && who.education !== '';

/** What of a donor decides whether he is qualified: the same text, the same answer everywhere. */
function qualificationOf(rule: Refill, one: Case): string {
  if (asksForEducation(rule, one)) return `education ${one.who.education}`;
  return JSON.stringify([...one.who.vacancy.qualification].sort());
}

function isQualified(rule: Refill, vacancy: Vacancy, one: Case): boolean {
  const [asked, had] = [vacancy.qualification, one.who.vacancy.qualification];
  if (asked.size === 0) return true;
  if (asksForEducation(rule, one)) return asked.has(one.who.education);
  const all = had.size > 0 && [...had].every((code) => asked.has(code));
  return rule.qualification === 'same_codes' ? all && asked.size === had.size : all;
}
