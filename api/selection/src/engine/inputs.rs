//! Takes the inputs in and refuses what cannot be right.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use super::Field;
use super::person::{Candidate, Person, Shared};
use crate::input::{Participant, Ruling, Vacancy};
use crate::mark::Mark;
use crate::outcome::{InputFinding, InputProblem, RunError};
use crate::rules::{Rules, StepForm};

/// The vacancies of a run and its people, who come one after the other.
pub(super) struct Inputs<'a> {
    rules: &'a Rules,
    fields: Vec<Field<'a>>,
    /// Index of each vacancy's field.
    homes: HashMap<&'a str, usize>,
    shared: Shared,
    /// Code of the last one read.
    last: Option<String>,
    number: u32,
    categories: bool,
    findings: Vec<InputFinding>,
}

/// What the inputs come to.
pub(super) struct Read<'a> {
    /// Vacancies sorted by identifier, each with its participants sorted by code.
    pub fields: Vec<Field<'a>>,
    /// Somebody has a category.
    pub categories: bool,
}

impl<'a> Inputs<'a> {
    pub fn new(rules: &'a Rules, vacancies: &'a [Vacancy]) -> Inputs<'a> {
        let mut sorted: Vec<&'a Vacancy> = vacancies.iter().collect();
        sorted.sort_by_key(|vacancy| &vacancy.vacancy);
        let twice = sorted.windows(2).filter_map(|pair| match pair {
            [one, other] if one.vacancy == other.vacancy => Some(one.vacancy.as_str()),
            _ => None,
        });
        let findings = twice.map(|name| finding(name, None, InputProblem::DuplicateVacancy)).collect();
        let homes = sorted.iter().enumerate().map(|(index, one)| (one.vacancy.as_str(), index)).collect();
        let fields = sorted.into_iter().map(Field::of).collect();
        let (shared, last, number, categories) = (Shared::default(), None, 0, false);
        Inputs { rules, fields, homes, shared, last, number, categories, findings }
    }

    /// Takes in the next participant by code.
    pub fn add(&mut self, one: &Participant) -> Result<(), RunError> {
        match self.last.as_deref().map(|last| last.cmp(&one.participant)) {
            Some(Ordering::Greater) => return Err(RunError::NotSorted),
            Some(Ordering::Equal) => {
                self.findings.push(finding(&one.participant, None, InputProblem::DuplicateParticipant));
            }
            Some(Ordering::Less) | None => {}
        }
        self.last.get_or_insert_default().clone_from(&one.participant);
        let home = self.homes.get(one.vacancy.as_str()).copied();
        let field = home.and_then(|home| self.fields.get_mut(home));
        if field.is_none() {
            self.findings.push(finding(&one.participant, None, InputProblem::UnknownVacancy));
        }
        let post = field.as_ref().map(|field| field.vacancy.post.as_str());
        check_person(self.rules, one, post, &mut self.findings);
        if let Some((field, home)) = field.zip(home) {
            let person = Person::read(self.rules, &mut self.shared, one);
            field.active.push(Candidate::new(self.rules, person, self.number, home));
        }
        self.number = self.number.checked_add(1).ok_or(RunError::TooMany)?;
        self.categories |= one.category.is_some();
        Ok(())
    }

    /// Refuses inputs that cannot be right, all faults at once.
    pub fn finish(mut self, rulings: &[Ruling]) -> Result<Read<'a>, RunError> {
        let mut ruled = BTreeSet::new();
        for ruling in rulings {
            let [first, second] = &ruling.officers;
            let signed = !ruling.document.is_empty() && !first.is_empty() && !second.is_empty();
            if !signed || first == second {
                self.findings.push(finding(&ruling.vacancy, None, InputProblem::RulingNotSigned));
            }
            if !ruled.insert(ruling.vacancy.as_str()) {
                self.findings.push(finding(&ruling.vacancy, None, InputProblem::DuplicateRuling));
            }
        }
        self.findings.sort_by(|one, other| (&one.subject, &one.field).cmp(&(&other.subject, &other.field)));
        if !self.findings.is_empty() {
            return Err(RunError::Inputs(self.findings));
        }
        Ok(Read { fields: self.fields, categories: self.categories })
    }
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

fn check_person(rules: &Rules, person: &Participant, post: Option<&str>, findings: &mut Vec<InputFinding>) {
    for (code, mark) in &person.marks {
        let mut add = |problem| findings.push(finding(&person.participant, Some(code), problem));
        let Some(component) = rules.component(code) else {
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
