//! Orders people by a list of criteria, without ever guessing where they cannot be compared.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::person::{Candidate, Standing};
use crate::input::{Grade, GradeKind};
use crate::mark::Mark;
use crate::rules::Criterion;
use crate::trace::{Comparison, ComparisonResult, ComparisonValue};

/// How many of the others a person surely ranks above and below, whatever the law would say of pairs that it leaves
/// open or equal.
#[derive(Clone, Copy, Default)]
pub(super) struct Standings {
    /// Others surely above.
    pub above: usize,
    /// Those of them who count as `free`.
    pub above_free: usize,
    /// Others surely below.
    pub below: usize,
    /// The first criterion, by index, that cannot compare this person with somebody equal up to there.
    pub open_at: Option<usize>,
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

/// Grades on one scale, birth dates, ranks by age, known priorities, one category of unknown priority.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Mark,
    Grade(GradeKind),
    Birth,
    BirthOrder,
    Priority,
    UnknownPriority(usize),
}

impl Strength {
    fn of(candidate: &Candidate, criterion: &Criterion) -> Option<Strength> {
        match criterion {
            Criterion::Higher(key) => candidate.values.get(key).map(Strength::Mark),
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

    /// Values of one class can be compared.
    fn class(self) -> Class {
        match self {
            Strength::Mark(_) => Class::Mark,
            Strength::Grade(kind, _) => Class::Grade(kind),
            Strength::Birth(_) => Class::Birth,
            Strength::BirthOrder(_) => Class::BirthOrder,
            Strength::Priority(_) => Class::Priority,
            Strength::UnknownPriority(index) => Class::UnknownPriority(index),
        }
    }

    fn value(self, candidate: &Candidate) -> ComparisonValue {
        match self {
            Strength::Mark(mark) => ComparisonValue::Mark(mark),
            Strength::Grade(kind, value) => ComparisonValue::Grade(Grade { kind, value }),
            Strength::Birth(Reverse(date)) => ComparisonValue::BirthDate(date),
            Strength::BirthOrder(Reverse(order)) => ComparisonValue::BirthOrder(order),
            Strength::Priority(_) | Strength::UnknownPriority(_) => ComparisonValue::Category {
                category: candidate.person.category.unwrap_or_default().to_owned(),
            },
        }
    }
}

/// Measures everybody against everybody, without comparing each pair: people equal so far fall into classes whose
/// values can be compared; nobody of one class surely ranks above anybody of another.
pub(super) fn measure(
    people: &[&Candidate],
    criteria: &[Criterion],
    free: &impl Fn(usize) -> bool,
) -> Vec<Standings> {
    let mut measured = vec![Standings::default(); people.len()];
    split(people, (0..people.len()).collect(), criteria, 0, free, &mut measured);
    measured
}

fn split(
    people: &[&Candidate],
    equal: Vec<usize>,
    criteria: &[Criterion],
    at: usize,
    free: &impl Fn(usize) -> bool,
    measured: &mut [Standings],
) {
    let Some(criterion) = criteria.get(at).filter(|_| equal.len() > 1) else { return };
    let mut classes: BTreeMap<Class, Vec<(Strength, usize)>> = BTreeMap::new();
    let (mut without, mut unknown) = (Vec::new(), 0);
    for &index in &equal {
        match people.get(index).and_then(|person| Strength::of(person, criterion)) {
            Some(strength) => classes.entry(strength.class()).or_default().push((strength, index)),
            None if outside_the_tests(criterion, true) => without.push(index),
            None => unknown += 1,
        }
    }
    let classes_found = classes.len() + usize::from(!without.is_empty());
    if classes_found + unknown > 1 {
        for &index in &equal {
            if let Some(one) = measured.get_mut(index) {
                one.open_at.get_or_insert(at);
            }
        }
    }
    split(people, without, criteria, at + 1, free, measured);
    for mut class in classes.into_values() {
        // Stable, so that equal people stay sorted by code.
        class.sort_by_key(|(strength, _)| Reverse(*strength));
        let (total, mut above, mut above_free) = (class.len(), 0, 0);
        for run in class.chunk_by(|one, other| one.0 == other.0) {
            for (_, index) in run {
                if let Some(one) = measured.get_mut(*index) {
                    one.above += above;
                    one.above_free += above_free;
                    one.below += total - above - run.len();
                }
            }
            above += run.len();
            above_free += run.iter().filter(|(_, index)| free(*index)).count();
            let equal = run.iter().map(|(_, index)| *index).collect();
            split(people, equal, criteria, at + 1, free, measured);
        }
    }
}

/// Two people compared, up to and with the criterion that decides or that cannot compare them.
pub(super) fn compare(own: &Candidate, other: &Candidate, criteria: &[Criterion]) -> Vec<Comparison> {
    let steps = steps(own, other, criteria).map(|(criterion, mine, theirs, result)| Comparison {
        criterion: criterion.clone(),
        own: mine.map(|mine| mine.value(own)),
        other: theirs.map(|theirs| theirs.value(other)),
        result,
    });
    steps.collect()
}

/// How [`compare`] ends; `None` when nothing compares the two.
pub(super) fn compared(
    own: &Candidate,
    other: &Candidate,
    criteria: &[Criterion],
) -> Option<ComparisonResult> {
    steps(own, other, criteria).last().map(|(.., result)| result)
}

type Step<'c> = (&'c Criterion, Option<Strength>, Option<Strength>, ComparisonResult);

fn steps<'c>(
    own: &Candidate,
    other: &Candidate,
    criteria: &'c [Criterion],
) -> impl Iterator<Item = Step<'c>> {
    let mut decided = false;
    let step = |criterion: &'c Criterion| {
        let (mine, theirs) = (Strength::of(own, criterion), Strength::of(other, criterion));
        if outside_the_tests(criterion, mine.is_none() && theirs.is_none()) {
            return None;
        }
        let result = match mine.zip(theirs).filter(|(mine, theirs)| mine.class() == theirs.class()) {
            None => ComparisonResult::NotComparable,
            Some((mine, theirs)) if mine > theirs => ComparisonResult::Above,
            Some((mine, theirs)) if mine < theirs => ComparisonResult::Below,
            Some(_) => ComparisonResult::Equal,
        };
        Some((criterion, mine, theirs, result))
    };
    criteria.iter().filter_map(step).take_while(move |(.., result)| {
        let before = decided;
        decided = *result != ComparisonResult::Equal;
        !before
    })
}

/// A key that neither of two has a value for is no part of the tests of their posts and compares nothing. An unknown
/// grade or birth date is another thing: it exists, we only do not know it.
fn outside_the_tests(criterion: &Criterion, neither_has_it: bool) -> bool {
    neither_has_it && matches!(criterion, Criterion::Higher(_))
}
