//! One vacancy through the stages: who left, who is absent, who meets the thresholds, who goes on.

use super::border::{Cut, Line, Part};
use super::order::measure;
use super::{Candidate, Field, arithmetic};
use crate::input::{Flag, Participant};
use crate::outcome::{RunError, State};
use crate::rules::{Rules, Shortlist, ShortlistTie, Stage};
use crate::trace::{Border, BorderKind, Statement};

pub(super) fn run_stages(
    rules: &Rules,
    stages: &[Stage],
    field: &mut Field,
    borders: &mut Vec<Border>,
) -> Result<(), RunError> {
    for stage in stages {
        for mut candidate in std::mem::take(&mut field.active) {
            match assess(rules, stage, field, &mut candidate)? {
                Some(state) => field.settle(candidate, state),
                None => field.active.push(candidate),
            }
        }
        if let Some(rule) = &stage.shortlist {
            borders.push(shortlist(stage, rule, field));
        }
    }
    Ok(())
}

/// The state in which a candidate leaves at this stage before any comparison with others; `None` when he stays.
fn assess(
    rules: &Rules,
    stage: &Stage,
    field: &Field,
    candidate: &mut Candidate,
) -> Result<Option<State>, RunError> {
    let post = field.vacancy.post.as_str();
    if rules.reuse.as_ref().is_some_and(|clause| candidate.person.reused && clause.stage == stage.code) {
        candidate.statements.push(Statement::Reused { stage: stage.code.clone() });
    }
    let absent = missing_marks(rules, stage, post, candidate.person);
    if let Some(flag) = flag_at(rules, stage, candidate.person, absent.is_empty()) {
        candidate.statements.push(Statement::Removed { stage: stage.code.clone(), flag });
        return Ok(Some(match flag {
            Flag::Ineligible => State::Ineligible,
            Flag::Disqualified => State::Disqualified,
            Flag::Withdrawn => State::Withdrawn,
            Flag::Eliminated => State::Eliminated,
        }));
    }
    take_marks(rules, stage, post, candidate);
    if !absent.is_empty() {
        candidate.statements.push(Statement::Absent { stage: stage.code.clone(), components: absent });
        return Ok(Some(State::Absent));
    }
    arithmetic::compute(rules, stage, post, candidate)?;
    Ok(below_threshold(stage, field, candidate).then_some(State::BelowThreshold))
}

/// The flag that counts from this stage. Who withdrew and has no marks from here on did not stay away.
fn flag_at(rules: &Rules, stage: &Stage, person: &Participant, all_marks: bool) -> Option<Flag> {
    let from = |flag: &Flag, named: &Option<String>| match (named, flag) {
        (Some(code), _) => *code == stage.code,
        (None, Flag::Ineligible | Flag::Disqualified) => rules.stages.first() == Some(stage),
        (None, Flag::Withdrawn | Flag::Eliminated) => !all_marks || rules.stages.last() == Some(stage),
    };
    person.flags.iter().find(|(flag, named)| from(flag, named)).map(|(flag, _)| *flag)
}

/// The components that the steps of this stage read for the post.
fn components<'s>(rules: &Rules, stage: &'s Stage, post: &str) -> Vec<&'s str> {
    let mut components = Vec::new();
    for key in stage.steps.iter().flat_map(|step| step.form.reads(post)) {
        if rules.component(key).is_some() && !components.contains(&key) {
            components.push(key);
        }
    }
    components
}

fn missing_marks(rules: &Rules, stage: &Stage, post: &str, person: &Participant) -> Vec<String> {
    let components = components(rules, stage, post).into_iter();
    components.filter(|key| !person.marks.contains_key(*key)).map(str::to_owned).collect()
}

/// Takes over the marks that count at this stage.
fn take_marks(rules: &Rules, stage: &Stage, post: &str, candidate: &mut Candidate) {
    for key in components(rules, stage, post) {
        if let Some(mark) = candidate.person.marks.get(key) {
            candidate.values.insert(key.to_owned(), *mark);
        }
    }
}

fn below_threshold(stage: &Stage, field: &Field, candidate: &mut Candidate) -> bool {
    let vacancy = field.vacancy;
    let thresholds = stage.thresholds.as_ref();
    let minimums = thresholds.and_then(|known| known.minimums(&vacancy.post, &vacancy.pool));
    let mut below = false;
    for (key, minimum) in minimums.into_iter().flatten() {
        // A key without value belongs to a test that this post does not have.
        if let Some(mark) = candidate.values.get(key).copied().filter(|mark| mark < minimum) {
            let (stage, key, minimum) = (stage.code.clone(), key.clone(), *minimum);
            candidate.statements.push(Statement::BelowThreshold { stage, key, mark, minimum });
            below = true;
        }
    }
    below
}

/// Keeps the best `multiple` × places active, with all who equal the last of them (regulations 1.3).
fn shortlist(stage: &Stage, rule: &Shortlist, field: &mut Field) -> Border {
    let multiple = usize::try_from(rule.multiple).unwrap_or(usize::MAX);
    let limit = field.vacancy.places().saturating_mul(multiple);
    let people = std::mem::take(&mut field.active);
    let candidates = people.len();
    let standings = measure(&people.iter().collect::<Vec<_>>(), &rule.order, &|_| true);
    let mut cut = Cut::new(people, standings, |one| match rule.tie_at_border {
        ShortlistTie::AdmitAll if one.above < limit => Part::Inside,
        ShortlistTie::AdmitAll => Part::Outside,
    });
    let (kind, order) = (BorderKind::Shortlist, rule.order.as_slice());
    let line =
        Line { kind, stage: &stage.code, limit, candidates, order, ruling: None, refill: None, tie: true };
    let border = cut.explain(&line, &field.vacancy.vacancy);
    cut.keep_ranks();
    cut.outside.into_iter().for_each(|member| field.settle(member, State::OutsideShortlist));
    field.active = cut.inside;
    border
}
