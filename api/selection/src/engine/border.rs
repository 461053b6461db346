//! Draws a border through an order and writes down, for both sides, what decided it.

use super::order::{Standings, compare, compared, measure};
use super::person::{Candidate, Held, Note};
use crate::rules::Criterion;
use crate::trace::{Border, BorderKind, Comparison, ComparisonResult, RefillPlace, Side, Statement};

/// What the border is about.
pub(super) struct Line<'a> {
    pub kind: BorderKind,
    pub stage: &'a str,
    /// Places, or how many go on.
    pub limit: usize,
    /// How many were compared, with those who may yet have a better right elsewhere.
    pub candidates: usize,
    pub order: &'a [Criterion],
    pub ruling: Option<String>,
    pub refill: Option<RefillPlace>,
    /// Those undecided here are tied among themselves; otherwise they wait for what is open elsewhere.
    pub tie: bool,
}

/// People cut in three, each part best first. Who surely ranks above another stands before him.
#[derive(Default)]
pub(super) struct Cut<'a> {
    pub inside: Vec<Held<'a>>,
    /// People for whom nothing decides.
    pub undecided: Vec<Held<'a>>,
    pub outside: Vec<Held<'a>>,
}

/// What an order makes of one person.
pub(super) enum Part {
    Inside,
    Undecided,
    Outside,
}

/// How many steps across the border are looked at for somebody with whom a person can be compared.
const LOOKED_AT: usize = 50;

impl<'a> Cut<'a> {
    /// Sets positions, one more than the number of people surely above, and cuts.
    pub(super) fn new(
        people: Vec<Held<'a>>,
        standings: Vec<Standings>,
        part: impl Fn(&Standings) -> Part,
    ) -> Cut<'a> {
        let mut cut = Cut::default();
        for (mut person, standing) in people.into_iter().zip(standings) {
            person.position = standing.above + 1;
            person.below = standing.below;
            match part(&standing) {
                Part::Inside => cut.inside.push(person),
                Part::Undecided => cut.undecided.push(person),
                Part::Outside => cut.outside.push(person),
            }
        }
        // Stable, so that people of one position stay sorted by code.
        for part in [&mut cut.inside, &mut cut.undecided, &mut cut.outside] {
            part.sort_by_key(|person| person.position);
        }
        cut
    }

    /// Writes the reasons to everybody and adds the border.
    pub(super) fn explain(&mut self, line: &Line, vacancy: &str, borders: &mut Vec<Border>) {
        let border = self.border(line, vacancy);
        let not_comparable = border.not_comparable.clone();
        let number = small(borders.len());
        borders.push(border);
        let ranked = |member: &Candidate, side, other| {
            let rank = small(member.position);
            Note::Ranked { border: number, rank, side, other }
        };
        let inside: Vec<Note> = self
            .inside
            .iter()
            .map(|member| {
                // Whoever else is tied with the last one in is in as well.
                let by_tie = line.candidates.saturating_sub(member.below) > line.limit;
                let side = if by_tie { Side::InsideByTie } else { Side::Inside };
                let beyond = self.undecided.iter().chain(&self.outside);
                ranked(member, side, nearest(member, beyond, ComparisonResult::Above, line.order))
            })
            .collect();
        let outside: Vec<Note> = self
            .outside
            .iter()
            .map(|member| {
                let before = self.undecided.iter().rev().chain(self.inside.iter().rev());
                ranked(member, Side::Outside, nearest(member, before, ComparisonResult::Below, line.order))
            })
            .collect();
        let (tied, places) = (self.undecided.len(), line.limit.saturating_sub(self.inside.len()));
        for member in &mut self.undecided {
            member.notes.push(ranked(member, Side::Undecided, None));
            member.tell(if line.tie {
                Statement::Tied { tied, places, not_comparable: not_comparable.clone() }
            } else {
                Statement::Waits { vacancy: vacancy.to_owned() }
            });
        }
        let told = self.inside.iter_mut().zip(inside).chain(self.outside.iter_mut().zip(outside));
        told.for_each(|(member, note)| member.notes.push(note));
    }

    fn border(&self, line: &Line, vacancy: &str) -> Border {
        let last = self.inside.last().map(|last| last.position);
        let last_inside = self.inside.iter().find(|member| Some(member.position) == last);
        let first_outside = self.outside.first();
        let tied = self.undecided.iter().filter(|_| line.tie);
        Border {
            vacancy: vacancy.to_owned(),
            stage: line.stage.to_owned(),
            kind: line.kind,
            step: line.refill.as_ref().map(|refill| refill.step.clone()),
            limit: line.limit,
            candidates: line.candidates,
            inside: self.inside.len(),
            last_inside: last_inside.map(|one| code(one)),
            first_outside: first_outside.map(|one| code(one)),
            comparisons: against(last_inside, first_outside, line.order),
            tied: sorted(tied.map(|one| code(one)).collect()),
            not_comparable: if line.tie { not_comparable(&self.undecided, line.order) } else { None },
            ruling: line.ruling.clone(),
        }
    }

    /// The positions in this order become the ranks that are published.
    pub(super) fn keep_ranks(&mut self) {
        let people = self.inside.iter_mut().chain(&mut self.undecided).chain(&mut self.outside);
        people.for_each(|member| member.rank = Some(small(member.position)));
    }
}

/// The nearest person across the border with whom the rules decide as they did here; where there is none near, the
/// nearest. Given by number.
fn nearest<'p, 'a: 'p>(
    member: &Candidate,
    others: impl Iterator<Item = &'p Held<'a>> + Clone,
    decided: ComparisonResult,
    order: &[Criterion],
) -> Option<u32> {
    let mut near = others.clone().take(LOOKED_AT);
    let found = near.find(|other| compared(member, other, order) == Some(decided));
    found.or_else(|| others.clone().next()).map(|other| other.number)
}

/// The first criterion that cannot compare two of those tied; `None` where they are equal by all.
pub(super) fn not_comparable(tied: &[Held], order: &[Criterion]) -> Option<Criterion> {
    let people: Vec<&Candidate> = tied.iter().map(Box::as_ref).collect();
    let open = measure(&people, order, &|_| true).iter().filter_map(|one| one.open_at).min();
    open.and_then(|index| order.get(index)).cloned()
}

/// There are no more people than fit.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn sorted(mut codes: Vec<String>) -> Vec<String> {
    codes.sort();
    codes
}

fn code(candidate: &Candidate) -> String {
    candidate.person.code.to_string()
}

fn against(own: Option<&Held>, other: Option<&Held>, order: &[Criterion]) -> Vec<Comparison> {
    own.zip(other).map_or_else(Vec::new, |(own, other)| compare(own, other, order))
}
