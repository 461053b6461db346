//! Draws a border through an order and writes down, for both sides, what decided it.

use super::Candidate;
use super::order::{Group, compare};
use crate::rules::Criterion;
use crate::trace::{Border, BorderKind, RefillPlace, Side, Statement};

/// What the border is about.
pub(super) struct Line<'a> {
    pub kind: BorderKind,
    pub stage: &'a str,
    pub limit: usize,
    pub order: &'a [Criterion],
    pub ruling: Option<String>,
    pub refill: Option<RefillPlace>,
}

/// An order cut in three, best first; positions are already set.
pub(super) struct Cut<'a> {
    pub inside: Vec<Group<'a>>,
    /// People tied across the border, whom nothing decides.
    pub undecided: Option<Group<'a>>,
    pub outside: Vec<Group<'a>>,
}

/// Sets each person's position: one more than the number of people in the groups above.
pub(super) fn set_positions(groups: &mut [Group]) {
    let mut above = 0;
    for group in groups {
        group.members.iter_mut().for_each(|member| member.position = above + 1);
        above += group.members.len();
    }
}

impl<'a> Cut<'a> {
    /// Writes the reasons to everybody and gives the border.
    pub(super) fn explain(&mut self, line: &Line, vacancy: &str) -> Border {
        let inside = count(&self.inside);
        let undecided = self.undecided.as_ref().map_or(0, |group| group.members.len());
        let candidates = inside + undecided + count(&self.outside);
        let tied = self.undecided.as_ref().and_then(first);
        let last_inside = self.inside.last().and_then(first);
        let first_outside = self.outside.first().and_then(first);
        let border = Border {
            vacancy: vacancy.to_owned(),
            stage: line.stage.to_owned(),
            kind: line.kind,
            step: line.refill.as_ref().map(|refill| refill.step.clone()),
            limit: line.limit,
            candidates,
            inside,
            last_inside: last_inside.map(code),
            first_outside: first_outside.map(code),
            comparisons: against(last_inside, first_outside, line.order),
            tied: self.undecided.iter().flat_map(|group| group.members.iter().map(code)).collect(),
            not_comparable: self.undecided.as_ref().and_then(|group| group.not_comparable.clone()),
            ruling: line.ruling.clone(),
        };
        let ranked = |member: &Candidate, side, other: Option<&Candidate>| Statement::Ranked {
            stage: line.stage.to_owned(),
            border: line.kind,
            rank: member.position,
            candidates,
            limit: line.limit,
            side,
            comparisons: against(Some(member), other, line.order),
            refill: line.refill.clone(),
        };
        // The nearest person across the border. Those inside are compared with the first not inside, and so on.
        let beyond = tied.or(first_outside).map(Snapshot::of);
        let before = tied.or(last_inside).map(Snapshot::of);
        let mut above = 0;
        for group in &mut self.inside {
            let by_tie = above + group.members.len() > line.limit;
            let side = if by_tie { Side::InsideByTie } else { Side::Inside };
            above += group.members.len();
            for member in &mut group.members {
                let statement = ranked(member, side, beyond.as_ref().map(|other| &other.0));
                member.statements.push(statement);
            }
        }
        let places = line.limit.saturating_sub(inside);
        if let Some(group) = &mut self.undecided {
            let not_comparable = group.not_comparable.clone();
            for member in &mut group.members {
                let statement = ranked(member, Side::Undecided, None);
                let not_comparable = not_comparable.clone();
                member.statements.push(statement);
                member.statements.push(Statement::Tied { tied: undecided, places, not_comparable });
            }
        }
        for group in &mut self.outside {
            for member in &mut group.members {
                let statement = ranked(member, Side::Outside, before.as_ref().map(|other| &other.0));
                member.statements.push(statement);
            }
        }
        border
    }

    /// The positions in this order become the ranks that are published.
    pub(super) fn keep_ranks(&mut self) {
        let groups = self.inside.iter_mut().chain(&mut self.undecided).chain(&mut self.outside);
        groups.flat_map(|group| &mut group.members).for_each(|member| member.rank = Some(member.position));
    }

    /// The people inside, undecided and outside, best first.
    pub(super) fn split(self) -> (Vec<Candidate<'a>>, Vec<Candidate<'a>>, Vec<Candidate<'a>>) {
        let people = |groups: Vec<Group<'a>>| groups.into_iter().flat_map(|group| group.members).collect();
        (people(self.inside), people(self.undecided.into_iter().collect()), people(self.outside))
    }
}

/// A person as the comparison sees him, kept while the reasons are written.
struct Snapshot<'a>(Candidate<'a>);

impl<'a> Snapshot<'a> {
    fn of(candidate: &Candidate<'a>) -> Snapshot<'a> {
        Snapshot(Candidate {
            person: candidate.person,
            home: candidate.home,
            category: candidate.category,
            values: candidate.values.clone(),
            rank: candidate.rank,
            position: candidate.position,
            statements: Vec::new(),
        })
    }
}

fn count(groups: &[Group]) -> usize {
    groups.iter().map(|group| group.members.len()).sum()
}

fn first<'b, 'a>(group: &'b Group<'a>) -> Option<&'b Candidate<'a>> {
    group.members.first()
}

fn code(candidate: &Candidate) -> String {
    candidate.person.participant.clone()
}

fn against(
    own: Option<&Candidate>,
    other: Option<&Candidate>,
    order: &[Criterion],
) -> Vec<crate::trace::Comparison> {
    own.zip(other).map_or_else(Vec::new, |(own, other)| compare(own, other, order))
}
