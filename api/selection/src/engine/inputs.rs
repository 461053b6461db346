//! Refuses inputs that cannot be right, all faults at once.

use std::collections::{BTreeMap, BTreeSet};

use crate::input::{Participant, Ruling, Vacancy};
use crate::mark::Mark;
use crate::outcome::{InputFinding, InputProblem, RunError};
use crate::rules::{Component, Rules, StepForm};

pub(super) fn check(
    rules: &Rules,
    vacancies: &[Vacancy],
    participants: &[Participant],
    rulings: &[Ruling],
) -> Vec<InputFinding> {
    let mut findings = Vec::new();
    let mut names = BTreeSet::new();
    for vacancy in vacancies {
        if !names.insert(vacancy.vacancy.as_str()) {
            findings.push(finding(&vacancy.vacancy, None, InputProblem::DuplicateVacancy));
        }
    }
    let components: BTreeMap<&str, &Component> =
        rules.components.iter().map(|component| (component.code.as_str(), component)).collect();
    let posts: BTreeMap<&str, &str> =
        vacancies.iter().map(|vacancy| (vacancy.vacancy.as_str(), vacancy.post.as_str())).collect();
    let mut codes = BTreeSet::new();
    for person in participants {
        if !codes.insert(person.participant.as_str()) {
            findings.push(finding(&person.participant, None, InputProblem::DuplicateParticipant));
        }
        let post = posts.get(person.vacancy.as_str()).copied();
        if post.is_none() {
            findings.push(finding(&person.participant, None, InputProblem::UnknownVacancy));
        }
        check_person(rules, &components, person, post, &mut findings);
    }
    let mut ruled = BTreeSet::new();
    for ruling in rulings {
        let [first, second] = &ruling.officers;
        let signed = !ruling.document.is_empty() && !first.is_empty() && !second.is_empty();
        if !signed || first == second {
            findings.push(finding(&ruling.vacancy, None, InputProblem::RulingNotSigned));
        }
        if !ruled.insert(ruling.vacancy.as_str()) {
            findings.push(finding(&ruling.vacancy, None, InputProblem::DuplicateRuling));
        }
    }
    findings.sort_by(|one, other| (&one.subject, &one.field).cmp(&(&other.subject, &other.field)));
    findings
}

/// A run that gives no places has no tie to rule on.
pub(super) fn no_rulings(rulings: &[Ruling]) -> Result<(), RunError> {
    let without_tie = |ruling: &Ruling| finding(&ruling.vacancy, None, InputProblem::RulingWithoutTie);
    let findings: Vec<InputFinding> = rulings.iter().map(without_tie).collect();
    if findings.is_empty() { Ok(()) } else { Err(RunError::Inputs(findings)) }
}

pub(super) fn finding(subject: &str, field: Option<&str>, problem: InputProblem) -> InputFinding {
    InputFinding { subject: subject.to_owned(), field: field.map(str::to_owned), problem }
}

fn check_person(
    rules: &Rules,
    components: &BTreeMap<&str, &Component>,
    person: &Participant,
    post: Option<&str>,
    findings: &mut Vec<InputFinding>,
) {
    for (code, mark) in &person.marks {
        let mut add = |problem| findings.push(finding(&person.participant, Some(code), problem));
        let Some(component) = components.get(code.as_str()) else {
            add(InputProblem::UnknownComponent);
            continue;
        };
        if component.only_by_notice && post.is_some_and(|post| !reads(rules, post, code)) {
            add(InputProblem::MarkWithoutWeight);
        }
        if *mark > post.map_or_else(|| component.highest_maximum(), |post| component.maximum_for(post)) {
            add(InputProblem::MarkAboveMaximum);
        }
        if !mark.fits(component.decimals) {
            add(InputProblem::MarkDecimals);
        } else if component.multiple_of.is_some_and(|worth| !mark.is_multiple_of(worth)) {
            add(InputProblem::MarkNotAMultiple);
        }
    }
    for (code, percent) in &person.additions {
        let mut add = |problem| findings.push(finding(&person.participant, Some(code), problem));
        match percent_maximum(rules, code) {
            None => add(InputProblem::UnknownAddition),
            Some(maximum) if *percent > maximum => add(InputProblem::AdditionAboveMaximum),
            Some(_) => {}
        }
    }
    let mut add = |problem| findings.push(finding(&person.participant, None, problem));
    let known = |code| rules.categories.as_ref().is_some_and(|known| known.find(code).is_some());
    if person.category.as_deref().is_some_and(|code| !known(code)) {
        add(InputProblem::UnknownCategory);
    }
    if person.reused && rules.reuse.is_none() {
        add(InputProblem::UnknownReuse);
    }
    for stage in person.flags.values().flatten() {
        if !rules.stages.iter().any(|known| known.code == *stage) {
            findings.push(finding(&person.participant, Some(stage), InputProblem::UnknownStage));
        }
    }
}

/// Some step reads this component for the post.
fn reads(rules: &Rules, post: &str, component: &str) -> bool {
    let mut steps = rules.stages.iter().flat_map(|stage| &stage.steps);
    steps.any(|step| step.form.reads(post).contains(&component))
}

/// The highest percentage that may be added to a component.
fn percent_maximum(rules: &Rules, component: &str) -> Option<Mark> {
    let mut steps = rules.stages.iter().flat_map(|stage| &stage.steps);
    steps.find_map(|step| match &step.form {
        StepForm::WithAddition { of, percent_maximum, .. } if of == component => Some(*percent_maximum),
        _ => None,
    })
}
