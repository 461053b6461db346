//! Orders people by a list of criteria, without ever guessing where they cannot be compared.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{Candidate, Standing};
use crate::input::{Grade, GradeKind};
use crate::mark::Mark;
use crate::rules::Criterion;
use crate::trace::{Comparison, ComparisonResult, ComparisonValue};

/// People whom the criteria do not separate.
pub(super) struct Group<'a> {
    pub members: Vec<Candidate<'a>>,
    /// The criterion at which they could not be compared; `None` where they are equal by all.
    pub not_comparable: Option<Criterion>,
}

/// What a criterion sees of a person; the greater ranks above.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Mark(Mark),
    Grade(GradeKind, Mark),
    Birth(Reverse<NaiveDate>),
    BirthOrder(Reverse<u32>),
    Priority(Reverse<u32>),
    UnknownPriority(usize),
}

impl Strength {
    fn of(candidate: &Candidate, criterion: &Criterion) -> Option<Strength> {
        match criterion {
            Criterion::Higher(key) => candidate.values.get(key).copied().map(Strength::Mark),
            Criterion::HigherGrade => {
                candidate.person.grade.map(|grade| Strength::Grade(grade.kind, grade.value))
            }
            Criterion::EarlierBirth => {
                let order = candidate.person.birth_order.map(|order| Strength::BirthOrder(Reverse(order)));
                order.or_else(|| candidate.person.birth_date.map(|date| Strength::Birth(Reverse(date))))
            }
            Criterion::Category => candidate.category.map(|standing| match standing {
                Standing::Priority(priority) => Strength::Priority(Reverse(priority)),
                Standing::Unknown(index) => Strength::UnknownPriority(index),
            }),
        }
    }

    /// Two grades on one scale, two birth dates, two ranks by age, two known priorities, one unknown priority.
    fn comparable(self, other: Strength) -> bool {
        match (self, other) {
            (Strength::Grade(one, _), Strength::Grade(two, _)) => one == two,
            (Strength::UnknownPriority(one), Strength::UnknownPriority(two)) => one == two,
            _ => std::mem::discriminant(&self) == std::mem::discriminant(&other),
        }
    }

    fn value(self, candidate: &Candidate) -> ComparisonValue {
        match self {
            Strength::Mark(mark) => ComparisonValue::Mark(mark),
            Strength::Grade(kind, value) => ComparisonValue::Grade(Grade { kind, value }),
            Strength::Birth(Reverse(date)) => ComparisonValue::BirthDate(date),
            Strength::BirthOrder(Reverse(order)) => ComparisonValue::BirthOrder(order),
            Strength::Priority(_) | Strength::UnknownPriority(_) => {
                ComparisonValue::Category { category: candidate.person.category.clone().unwrap_or_default() }
            }
        }
    }
}

/// Best group first. Where one of several people equal so far cannot be compared, all of them stay tied: to place
/// some by a criterion that does not reach the others would be a choice of ours.
pub(super) fn partition<'a>(members: Vec<Candidate<'a>>, criteria: &[Criterion]) -> Vec<Group<'a>> {
    let Some((criterion, rest)) = criteria.split_first().filter(|_| members.len() > 1) else {
        return if members.is_empty() { Vec::new() } else { vec![Group { members, not_comparable: None }] };
    };
    let mut strengths = Vec::with_capacity(members.len());
    for member in &members {
        strengths.push(Strength::of(member, criterion));
    }
    if outside_the_tests(criterion, strengths.iter().all(Option::is_none)) {
        return partition(members, rest);
    }
    let first = strengths.first().copied().flatten();
    let comparable =
        |one: &Option<Strength>| one.zip(first).is_some_and(|(one, first)| one.comparable(first));
    if !strengths.iter().all(comparable) {
        return vec![Group { members, not_comparable: Some(criterion.clone()) }];
    }
    let mut ordered: Vec<(Option<Strength>, Candidate)> = strengths.into_iter().zip(members).collect();
    // Stable, so that equal people stay sorted by code.
    ordered.sort_by_key(|(strength, _)| Reverse(*strength));
    let mut groups = Vec::new();
    let mut equal: Vec<Candidate> = Vec::new();
    let mut current = None;
    for (strength, member) in ordered {
        if current != Some(strength) && !equal.is_empty() {
            groups.extend(partition(std::mem::take(&mut equal), rest));
        }
        current = Some(strength);
        equal.push(member);
    }
    groups.extend(partition(equal, rest));
    groups
}

/// Two people compared, up to and with the criterion that decides or that cannot compare them.
pub(super) fn compare(own: &Candidate, other: &Candidate, criteria: &[Criterion]) -> Vec<Comparison> {
    let mut comparisons = Vec::new();
    for criterion in criteria {
        let (mine, theirs) = (Strength::of(own, criterion), Strength::of(other, criterion));
        if outside_the_tests(criterion, mine.is_none() && theirs.is_none()) {
            continue;
        }
        let result = match mine.zip(theirs).filter(|(mine, theirs)| mine.comparable(*theirs)) {
            None => ComparisonResult::NotComparable,
            Some((mine, theirs)) if mine > theirs => ComparisonResult::Above,
            Some((mine, theirs)) if mine < theirs => ComparisonResult::Below,
            Some(_) => ComparisonResult::Equal,
        };
        comparisons.push(Comparison {
            criterion: criterion.clone(),
            own: mine.map(|mine| mine.value(own)),
            other: theirs.map(|theirs| theirs.value(other)),
            result,
        });
        if result != ComparisonResult::Equal {
            break;
        }
    }
    comparisons
}

/// A key that nobody has a value for is no part of the tests of this post and compares nothing. An unknown grade
/// or birth date is another thing: it exists, we only do not know it.
fn outside_the_tests(criterion: &Criterion, nobody_has_it: bool) -> bool {
    nobody_has_it && matches!(criterion, Criterion::Higher(_))
}
