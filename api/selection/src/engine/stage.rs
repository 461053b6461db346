//! One vacancy through the stages: who left, who is absent, who meets the thresholds, who goes on.

use super::border::{Cut, Line, set_ranks};
use super::order::partition;
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
                Some(state) => field.settled.push((candidate, state)),
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
    if let Some(flag) = flag_at(rules, stage, candidate.person) {
        candidate.statements.push(Statement::Removed { stage: stage.code.clone(), flag });
        return Ok(Some(match flag {
            Flag::Ineligible => State::Ineligible,
            Flag::Disqualified => State::Disqualified,
            Flag::Withdrawn => State::Withdrawn,
            Flag::Eliminated => State::Eliminated,
        }));
    }
    let post = field.vacancy.post.as_str();
    let absent = take_marks(rules, stage, post, candidate);
    if !absent.is_empty() {
        candidate.statements.push(Statement::Absent { stage: stage.code.clone(), components: absent });
        return Ok(Some(State::Absent));
    }
    arithmetic::compute(stage, post, candidate)?;
    Ok(below_threshold(stage, field, candidate).then_some(State::BelowThreshold))
}

/// The flag that counts from this stage.
fn flag_at(rules: &Rules, stage: &Stage, person: &Participant) -> Option<Flag> {
    let from = |flag: &Flag, named: &Option<String>| match (named, flag) {
        (Some(code), _) => *code == stage.code,
        (None, Flag::Ineligible | Flag::Disqualified) => rules.stages.first() == Some(stage),
        (None, Flag::Withdrawn | Flag::Eliminated) => rules.stages.last() == Some(stage),
    };
    person.flags.iter().find(|(flag, named)| from(flag, named)).map(|(flag, _)| *flag)
}

/// Takes over the marks that the steps of this stage read for the post; gives the components without a mark.
fn take_marks(rules: &Rules, stage: &Stage, post: &str, candidate: &mut Candidate) -> Vec<String> {
    let mut absent = Vec::new();
    for key in stage.steps.iter().flat_map(|step| step.form.reads(post)) {
        if rules.component(key).is_none() {
            continue;
        }
        match candidate.person.marks.get(key) {
            Some(mark) => {
                candidate.values.insert(key.to_owned(), *mark);
            }
            None if absent.iter().any(|known| known == key) => {}
            None => absent.push(key.to_owned()),
        }
    }
    absent
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
    let mut groups = partition(std::mem::take(&mut field.active), &rule.order);
    set_ranks(&mut groups);
    let mut cut = Cut { inside: Vec::new(), undecided: None, outside: Vec::new() };
    let mut inside = 0;
    for group in groups {
        match rule.tie_at_border {
            ShortlistTie::AdmitAll if inside < limit => {
                inside += group.members.len();
                cut.inside.push(group);
            }
            ShortlistTie::AdmitAll => cut.outside.push(group),
        }
    }
    let line =
        Line { kind: BorderKind::Shortlist, stage: &stage.code, limit, order: &rule.order, ruling: None };
    let border = cut.explain(&line, &field.vacancy.vacancy);
    field.active = cut.settle(field, State::OutsideShortlist);
    border
}
