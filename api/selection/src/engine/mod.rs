//! The run: each vacancy by itself through the stages and the final ranking, then the places, then empty places.

mod allocate;
mod arithmetic;
mod border;
mod inputs;
mod order;
mod person;
mod refill;
mod replace;
mod report;
mod stage;
mod values;

use std::borrow::Borrow;
use std::collections::BTreeMap;

use inputs::Inputs;
use person::{Held, Place, Settled};
use values::Values;

use crate::ENGINE_VERSION;
use crate::hash::{InputsHash, canonical_hash};
use crate::input::{Dating, Participant, Ruling, Vacancy};
use crate::outcome::{Refusal, Run, RunError, State};
use crate::rules::{Criterion, Rules, Stage};
use crate::trace::{Statement, Trace};

pub use replace::replace;
pub use report::Decided;

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
    Ok(decide(rules, through, vacancies, sorted(participants), rulings)?.run())
}

fn sorted(participants: &[Participant]) -> Vec<&Participant> {
    let mut sorted: Vec<&Participant> = participants.iter().collect();
    sorted.sort_by(|one, other| one.participant.cmp(&other.participant));
    sorted
}

/// As [`run_through`], for more people than fit in memory with all that is said of them: participants come one
/// after the other, sorted by code, and outcomes and reasons are told person by person.
pub fn decide<'a, P: Borrow<Participant>>(
    rules: &'a Rules,
    through: &str,
    vacancies: &'a [Vacancy],
    participants: impl IntoIterator<Item = P>,
    rulings: &[Ruling],
) -> Result<Decided<'a>, RunError> {
    decide_keeping(rules, through, vacancies, participants, rulings, &Kept::default())
}

/// As [`run_through`], for whoever knows when rules and marks were recorded: refuses rules that are younger than the
/// first mark of a stage that they decide, unless they are a signed amendment.
pub fn run_dated(
    rules: &Rules,
    dating: &Dating,
    through: &str,
    vacancies: &[Vacancy],
    participants: &[Participant],
    rulings: &[Ruling],
) -> Result<Run, RunError> {
    let last = rules.stages.iter().position(|stage| stage.code == through).ok_or(RunError::UnknownStage)?;
    let codes = rules.stages.iter().take(last + 1).map(|stage| stage.code.as_str());
    if let Some(stage) = dating.younger_than(codes) {
        return Err(RunError::RulesYoungerThanMarks { stage: stage.to_owned() });
    }
    run_through(rules, through, vacancies, participants, rulings)
}

/// Places that were announced before and stay, and people who left theirs; empty in an ordinary run.
#[derive(Default)]
struct Kept<'a> {
    places: BTreeMap<&'a str, Place>,
    left: BTreeMap<&'a str, &'a str>,
}

fn decide_keeping<'a, P: Borrow<Participant>>(
    rules: &'a Rules,
    through: &str,
    vacancies: &'a [Vacancy],
    participants: impl IntoIterator<Item = P>,
    rulings: &[Ruling],
    kept: &Kept,
) -> Result<Decided<'a>, RunError> {
    let findings = rules.validate();
    if !findings.is_empty() {
        return Err(RunError::Rules(findings));
    }
    let index = rules.stages.iter().position(|stage| stage.code == through).ok_or(RunError::UnknownStage)?;
    let stages = rules.stages.get(..=index).unwrap_or_default();
    let mut inputs = Inputs::new(rules, vacancies);
    let mut hash = InputsHash::new();
    for participant in participants {
        inputs.add(participant.borrow())?;
        hash.add(participant.borrow())?;
    }
    let inputs::Read { mut fields, categories } = inputs.finish(rulings)?;
    let (mut refused, mut borders) = (Vec::new(), Vec::new());
    for field in &mut fields {
        match refusal(rules, field.vacancy, stages) {
            Some(refusal) => refused.push(field.refuse(refusal)),
            None => stage::run_stages(rules, stages, field, &mut borders)?,
        }
    }
    let order = ranking_order(rules, categories);
    let ranked = index + 1 == rules.stages.len();
    let allocation = if ranked {
        let mut giving = allocate::Giving::new(rules, through, &order, rulings, borders);
        let allocation = allocate::allocate(&mut giving, &mut fields, kept);
        borders = giving.finish()?;
        allocation
    } else {
        inputs::no_rulings(rulings)?;
        fields.iter_mut().for_each(|field| field.settle_all(State::GoesOn));
        BTreeMap::new()
    };
    let vacancies_sorted = fields.iter().map(|field| field.vacancy).collect();
    let mut people: Vec<Settled> = Vec::with_capacity(fields.iter().map(|field| field.settled.len()).sum());
    people.extend(fields.into_iter().flat_map(|field| field.settled));
    people.sort_by_key(|one| one.candidate.number);
    let run = Run {
        engine_version: ENGINE_VERSION.to_owned(),
        rule_id: rules.rule_id.clone(),
        rule_version: rules.version,
        rules_hash: canonical_hash(rules)?,
        inputs_hash: hash.finish(vacancies, rulings)?,
        through: through.to_owned(),
        outcomes: Vec::new(),
        allocation,
        refused,
        replaces: None,
        trace: Trace::default(),
    };
    Ok(Decided { rules, run, order, borders, vacancies: vacancies_sorted, people })
}

/// The criteria of the ranking. A file in which nobody has a category comes from a round without categories.
fn ranking_order(rules: &Rules, categories: bool) -> Vec<Criterion> {
    let counts = |criterion: &&Criterion| categories || **criterion != Criterion::Category;
    rules.ranking.order.iter().filter(counts).cloned().collect()
}

/// A vacancy with its people: those still in the selection, and those whose outcome is settled.
struct Field<'a> {
    vacancy: &'a Vacancy,
    active: Vec<Held<'a>>,
    settled: Vec<Settled<'a>>,
    refused: bool,
}

impl<'a> Field<'a> {
    fn of(vacancy: &'a Vacancy) -> Field<'a> {
        Field { vacancy, active: Vec::new(), settled: Vec::new(), refused: false }
    }

    /// Nobody asks for the given marks any more: those that count are among the values.
    fn settle(&mut self, mut candidate: Held<'a>, state: State) {
        candidate.person.marks = Values::default();
        self.settled.push(Settled { candidate, state, place: None });
    }

    fn place(&mut self, candidate: Held<'a>, place: Place) {
        self.settled.push(Settled { candidate, state: State::Placed, place: Some(Box::new(place)) });
    }

    fn settle_all(&mut self, state: State) {
        for candidate in std::mem::take(&mut self.active) {
            self.settle(candidate, state);
        }
    }

    fn refuse(&mut self, refusal: Refusal) -> Refusal {
        for candidate in &mut self.active {
            let (stage, pool) = (refusal.stage.clone(), refusal.pool.clone());
            candidate.tell(Statement::VacancyRefused { stage, pool });
        }
        self.settle_all(State::VacancyRefused);
        self.refused = true;
        refusal
    }
}

/// A vacancy of a pool that the rules do not have, or the first stage whose thresholds are not known for it
/// (regulations 12: refuse rather than assume).
fn refusal(rules: &Rules, vacancy: &Vacancy, stages: &[Stage]) -> Option<Refusal> {
    let refuse = |stage: &Stage| Refusal {
        vacancy: vacancy.vacancy.clone(),
        stage: stage.code.clone(),
        pool: vacancy.pool.clone(),
    };
    if rules.pools.as_ref().is_some_and(|pools| pools.find(&vacancy.pool).is_none()) {
        return stages.first().map(refuse);
    }
    let unknown = |stage: &&Stage| {
        let thresholds = stage.thresholds.as_ref();
        thresholds.is_some_and(|known| known.minimums(&vacancy.post, &vacancy.pool).is_none())
    };
    stages.iter().find(unknown).map(refuse)
}
