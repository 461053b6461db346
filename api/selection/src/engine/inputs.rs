//! Refuses inputs that cannot be right, all faults at once.

use std::collections::{BTreeMap, BTreeSet};

use crate::input::{Participant, Ruling, Vacancy};
use crate::outcome::{InputFinding, InputProblem, RunError};
use crate::rules::{Component, Rules};

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
    let mut codes = BTreeSet::new();
    for person in participants {
        if !codes.insert(person.participant.as_str()) {
            findings.push(finding(&person.participant, None, InputProblem::DuplicateParticipant));
        }
        if !names.contains(person.vacancy.as_str()) {
            findings.push(finding(&person.participant, None, InputProblem::UnknownVacancy));
        }
        check_person(rules, &components, person, &mut findings);
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
    findings: &mut Vec<InputFinding>,
) {
    for (code, mark) in &person.marks {
        let mut add = |problem| findings.push(finding(&person.participant, Some(code), problem));
        let Some(component) = components.get(code.as_str()) else {
            add(InputProblem::UnknownComponent);
            continue;
        };
        if *mark > component.maximum {
            add(InputProblem::MarkAboveMaximum);
        }
        if !mark.fits(component.decimals) {
            add(InputProblem::MarkDecimals);
        } else if component.multiple_of.is_some_and(|worth| !mark.is_multiple_of(worth)) {
            add(InputProblem::MarkNotAMultiple);
        }
    }
    for stage in person.flags.values().flatten() {
        if !rules.stages.iter().any(|known| known.code == *stage) {
            findings.push(finding(&person.participant, Some(stage), InputProblem::UnknownStage));
        }
    }
}
