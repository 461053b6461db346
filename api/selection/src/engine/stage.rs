//! One vacancy through the stages: who left, who is absent, who meets the thresholds, who goes on.

use super::border::{Cut, Line, Part};
use super::order::measure;
use super::person::{Candidate, Note, Person};
use super::{Field, arithmetic};
use crate::input::{Flag, Vacancy};
use crate::mark::Mark;
use crate::outcome::{RunError, State};
use crate::rules::{Rules, Shortlist, ShortlistTie, Stage};
use crate::trace::{Border, BorderKind, Statement};

pub(super) fn run_stages<'a>(
    rules: &'a Rules,
    stages: &'a [Stage],
    field: &mut Field<'a>,
    borders: &mut Vec<Border>,
) -> Result<(), RunError> {
    for (index, stage) in stages.iter().enumerate() {
        let components = components(rules, stage, &field.vacancy.post);
        let at = At { rules, stage, index, components };
        for mut candidate in std::mem::take(&mut field.active) {
            match at.assess(field.vacancy, &mut candidate)? {
                Some(state) => field.settle(candidate, state),
                None => field.active.push(candidate),
            }
        }
        if let Some(rule) = &stage.shortlist {
            shortlist(stage, rule, field, borders);
        }
    }
    Ok(())
}

/// A stage, as it is for one post.
struct At<'a> {
    rules: &'a Rules,
    stage: &'a Stage,
    index: usize,
    /// The components that its steps read.
    components: Vec<&'a String>,
}

impl<'a> At<'a> {
    /// The state in which a candidate leaves at this stage before any comparison with others; `None` when he stays.
    fn assess(&self, vacancy: &Vacancy, candidate: &mut Candidate<'a>) -> Result<Option<State>, RunError> {
        let At { rules, stage, index, components } = self;
        let named = || stage.code.clone();
        if rules.reuse.as_ref().is_some_and(|clause| candidate.person.reused && clause.stage == stage.code) {
            candidate.tell(Statement::Reused { stage: named() });
        }
        let given = |key: &&&String| candidate.person.marks.get(key).is_some();
        let all_marks = components.iter().filter(given).count() == components.len();
        if let Some(flag) = flag_at(rules, stage, &candidate.person, all_marks) {
            candidate.tell(Statement::Removed { stage: named(), flag });
            return Ok(Some(match flag {
                Flag::Ineligible => State::Ineligible,
                Flag::Disqualified => State::Disqualified,
                Flag::Withdrawn => State::Withdrawn,
                Flag::Eliminated => State::Eliminated,
            }));
        }
        let mut absent = Vec::new();
        for key in components {
            match candidate.person.marks.get(key) {
                Some(mark) => candidate.values.set(key, mark),
                None => absent.push((*key).clone()),
            }
        }
        if !absent.is_empty() {
            candidate.tell(Statement::Absent { stage: named(), components: absent });
            return Ok(Some(State::Absent));
        }
        arithmetic::compute(rules, stage, &vacancy.post, candidate)?;
        candidate.notes.push(Note::Computed(*index));
        if below_thresholds(stage, vacancy, candidate).next().is_none() {
            return Ok(None);
        }
        candidate.notes.push(Note::BelowThreshold(*index));
        Ok(Some(State::BelowThreshold))
    }
}

/// The flag that counts from this stage. Who withdrew and has no marks from here on did not stay away.
fn flag_at(rules: &Rules, stage: &Stage, person: &Person, all_marks: bool) -> Option<Flag> {
    let from = |flag: &Flag, named: &Option<String>| match (named, flag) {
        (Some(code), _) => *code == stage.code,
        (None, Flag::Ineligible | Flag::Disqualified) => rules.stages.first() == Some(stage),
        (None, Flag::Withdrawn | Flag::Eliminated) => !all_marks || rules.stages.last() == Some(stage),
    };
    person.flags.iter().find(|(flag, named)| from(flag, named)).map(|(flag, _)| *flag)
}

/// The components that the steps of this stage read for the post.
fn components<'a>(rules: &'a Rules, stage: &Stage, post: &str) -> Vec<&'a String> {
    let mut components = Vec::new();
    for key in stage.steps.iter().flat_map(|step| step.form.reads(post)) {
        if let Some(component) = rules.component(key)
            && !components.contains(&&component.code)
        {
            components.push(&component.code);
        }
    }
    components
}

/// Key, mark and least mark of each threshold that somebody does not meet. A key without value belongs to a test
/// that this post does not have.
pub(super) fn below_thresholds<'s>(
    stage: &'s Stage,
    vacancy: &Vacancy,
    candidate: &'s Candidate,
) -> impl Iterator<Item = (&'s str, Mark, Mark)> {
    let thresholds = stage.thresholds.as_ref();
    let minimums = thresholds.and_then(|known| known.minimums(&vacancy.post, &vacancy.pool));
    minimums.into_iter().flatten().filter_map(|(key, minimum)| {
        let mark = candidate.values.get(key).filter(|mark| mark < minimum)?;
        Some((key.as_str(), mark, *minimum))
    })
}

/// Keeps the best `multiple` × places active, with all who equal the last of them (regulations 1.3).
fn shortlist(stage: &Stage, rule: &Shortlist, field: &mut Field, borders: &mut Vec<Border>) {
    let multiple = usize::try_from(rule.multiple).unwrap_or(usize::MAX);
    let limit = field.vacancy.places().saturating_mul(multiple);
    let people = std::mem::take(&mut field.active);
    let candidates = people.len();
    let standings = measure(&people.iter().map(Box::as_ref).collect::<Vec<_>>(), &rule.order, &|_| true);
    let mut cut = Cut::new(people, standings, |one| match rule.tie_at_border {
        ShortlistTie::AdmitAll if one.above < limit => Part::Inside,
        ShortlistTie::AdmitAll => Part::Outside,
    });
    let (kind, order) = (BorderKind::Shortlist, rule.order.as_slice());
    let line =
        Line { kind, stage: &stage.code, limit, candidates, order, ruling: None, refill: None, tie: true };
    cut.explain(&line, &field.vacancy.vacancy, borders);
    cut.keep_ranks();
    cut.outside.into_iter().for_each(|member| field.settle(member, State::OutsideShortlist));
    field.active = cut.inside;
}
