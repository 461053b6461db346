//! Draws a border through an order and writes down, for both sides, what decided it.

use super::order::{Group, compare};
use super::{Candidate, Field};
use crate::outcome::State;
use crate::rules::Criterion;
use crate::trace::{Border, BorderKind, Side, Statement};

/// What the border is about.
pub(super) struct Line<'a> {
    pub kind: BorderKind,
    pub stage: &'a str,
    pub limit: usize,
    pub order: &'a [Criterion],
    pub ruling: Option<String>,
}

/// An order cut in three, best first; ranks are already set.
pub(super) struct Cut<'a> {
    pub inside: Vec<Group<'a>>,
    /// People tied across the border, whom nothing decides.
    pub undecided: Option<Group<'a>>,
    pub outside: Vec<Group<'a>>,
}

/// Sets each person's rank: one more than the number of people in the groups above.
pub(super) fn set_ranks(groups: &mut [Group]) {
    let mut above = 0;
    for group in groups {
        group.members.iter_mut().for_each(|member| member.rank = Some(above + 1));
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
            rank: member.rank.unwrap_or_default(),
            candidates,
            limit: line.limit,
            side,
            comparisons: against(Some(member), other, line.order),
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

    /// Settles those undecided and outside, and gives back those inside, best first.
    pub(super) fn settle(self, field: &mut Field<'a>, outside: State) -> Vec<Candidate<'a>> {
        let undecided = self.undecided.into_iter().flat_map(|group| group.members);
        field.settled.extend(undecided.map(|member| (member, State::Undecided)));
        let others = self.outside.into_iter().flat_map(|group| group.members);
        field.settled.extend(others.map(|member| (member, outside)));
        self.inside.into_iter().flat_map(|group| group.members).collect()
    }
}

/// A person as the comparison sees him, kept while the reasons are written.
struct Snapshot<'a>(Candidate<'a>);

impl<'a> Snapshot<'a> {
    fn of(candidate: &Candidate<'a>) -> Snapshot<'a> {
        Snapshot(Candidate {
            person: candidate.person,
            values: candidate.values.clone(),
            rank: candidate.rank,
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
