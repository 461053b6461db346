//! The run: each vacancy by itself through the stages and the final ranking, then the places.

mod allocate;
mod arithmetic;
mod border;
mod inputs;
mod order;
mod stage;

use std::collections::BTreeMap;

use crate::ENGINE_VERSION;
use crate::hash::{canonical_hash, inputs_hash};
use crate::input::{Participant, Ruling, Vacancy};
use crate::mark::Mark;
use crate::outcome::{Outcome, Refusal, Run, RunError, State};
use crate::rules::{Rules, Stage};
use crate::trace::{Border, Statement, Trace};

/// Runs all stages, ranks and gives the places. The order of the rows changes nothing.
pub fn run(
    rules: &Rules,
    vacancies: &[Vacancy],
    participants: &[Participant],
    rulings: &[Ruling],
) -> Result<Run, RunError> {
    let last = rules.stages.last().map(|stage| stage.code.as_str()).unwrap_or_default();
    run_through(rules, last, vacancies, participants, rulings)
}

/// As [`run`], but ends after the stage of code `through`, as for the announcement of a shortlist. Marks of later
/// stages and flags that count from there are not looked at.
pub fn run_through(
    rules: &Rules,
    through: &str,
    vacancies: &[Vacancy],
    participants: &[Participant],
    rulings: &[Ruling],
) -> Result<Run, RunError> {
    let findings = rules.validate();
    if !findings.is_empty() {
        return Err(RunError::Rules(findings));
    }
    let index = rules.stages.iter().position(|stage| stage.code == through).ok_or(RunError::UnknownStage)?;
    let stages = rules.stages.get(..=index).unwrap_or_default();
    let findings = inputs::check(rules, vacancies, participants, rulings);
    if !findings.is_empty() {
        return Err(RunError::Inputs(findings));
    }
    let mut refused = Vec::new();
    let mut borders = Vec::new();
    let mut fields = fields(vacancies, participants);
    for field in &mut fields {
        match unknown_thresholds(field.vacancy, stages) {
            Some(refusal) => refused.push(field.refuse(refusal)),
            None => stage::run_stages(rules, stages, field, &mut borders)?,
        }
    }
    let ranked = index + 1 == rules.stages.len();
    let allocation = if ranked {
        allocate::allocate(rules, through, &mut fields, rulings, &mut borders)?
    } else {
        inputs::no_rulings(rulings)?;
        fields.iter_mut().for_each(|field| field.settle_all(State::GoesOn));
        BTreeMap::new()
    };
    let (outcomes, trace) = report(rules, fields, borders);
    Ok(Run {
        engine_version: ENGINE_VERSION.to_owned(),
        rule_id: rules.rule_id.clone(),
        rule_version: rules.version,
        rules_hash: canonical_hash(rules)?,
        inputs_hash: inputs_hash(vacancies, participants, rulings)?,
        through: through.to_owned(),
        outcomes,
        allocation,
        refused,
        trace,
    })
}

/// A vacancy with its people: those still in the selection, and those whose outcome is settled.
struct Field<'a> {
    vacancy: &'a Vacancy,
    active: Vec<Candidate<'a>>,
    settled: Vec<(Candidate<'a>, State)>,
    refused: bool,
}

/// A participant under way.
struct Candidate<'a> {
    person: &'a Participant,
    /// Marks that count and computed values, by key.
    values: BTreeMap<String, Mark>,
    /// Rank in the last order.
    rank: Option<usize>,
    statements: Vec<Statement>,
}

impl Field<'_> {
    fn settle_all(&mut self, state: State) {
        self.settled.extend(self.active.drain(..).map(|candidate| (candidate, state)));
    }

    fn refuse(&mut self, refusal: Refusal) -> Refusal {
        for candidate in &mut self.active {
            let (stage, pool) = (refusal.stage.clone(), refusal.pool.clone());
            candidate.statements.push(Statement::VacancyRefused { stage, pool });
        }
        self.settle_all(State::VacancyRefused);
        self.refused = true;
        refusal
    }
}

/// Vacancies sorted by identifier, each with its participants sorted by code.
fn fields<'a>(vacancies: &'a [Vacancy], participants: &'a [Participant]) -> Vec<Field<'a>> {
    let mut fields: BTreeMap<&str, Field<'a>> = BTreeMap::new();
    for vacancy in vacancies {
        let field = Field { vacancy, active: Vec::new(), settled: Vec::new(), refused: false };
        fields.insert(&vacancy.vacancy, field);
    }
    let mut sorted: Vec<&Participant> = participants.iter().collect();
    sorted.sort_by(|one, other| one.participant.cmp(&other.participant));
    for person in sorted {
        if let Some(field) = fields.get_mut(person.vacancy.as_str()) {
            let (values, statements) = (BTreeMap::new(), Vec::new());
            field.active.push(Candidate { person, values, rank: None, statements });
        }
    }
    fields.into_values().collect()
}

/// The first stage whose thresholds are not known for the vacancy (regulations 12: refuse rather than assume).
fn unknown_thresholds(vacancy: &Vacancy, stages: &[Stage]) -> Option<Refusal> {
    let unknown = |stage: &&Stage| {
        let thresholds = stage.thresholds.as_ref();
        thresholds.is_some_and(|known| known.minimums(&vacancy.post, &vacancy.pool).is_none())
    };
    stages.iter().find(unknown).map(|stage| Refusal {
        vacancy: vacancy.vacancy.clone(),
        stage: stage.code.clone(),
        pool: vacancy.pool.clone(),
    })
}

fn report(rules: &Rules, fields: Vec<Field>, mut borders: Vec<Border>) -> (Vec<Outcome>, Trace) {
    let mut outcomes = Vec::new();
    let mut participants = BTreeMap::new();
    for field in fields {
        for (candidate, state) in field.settled {
            let placed = state == State::Placed;
            participants.insert(candidate.person.participant.clone(), candidate.statements);
            outcomes.push(Outcome {
                participant: candidate.person.participant.clone(),
                vacancy: field.vacancy.vacancy.clone(),
                state,
                code: rules.code(state).map(|code| code.code.clone()),
                rank: candidate.rank,
                marks: candidate.values,
                placed_at: placed.then(|| field.vacancy.vacancy.clone()),
            });
        }
    }
    outcomes.sort_by(|one, other| one.participant.cmp(&other.participant));
    // The sort is stable: within a vacancy the borders stay in the order of the stages.
    borders.sort_by(|one, other| one.vacancy.cmp(&other.vacancy));
    (outcomes, Trace { participants, borders })
}
