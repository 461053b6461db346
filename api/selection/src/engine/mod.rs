//! The run: each vacancy by itself through the stages and the final ranking, then the places, then empty places.

mod allocate;
mod arithmetic;
mod border;
mod inputs;
mod order;
mod refill;
mod replace;
mod report;
mod stage;

use std::collections::BTreeMap;

use crate::ENGINE_VERSION;
use crate::hash::{canonical_hash, inputs_hash};
use crate::input::{Dating, Participant, Ruling, Vacancy};
use crate::mark::Mark;
use crate::outcome::{Refusal, Run, RunError, State};
use crate::rules::{Criterion, Rules, Stage};
use crate::trace::Statement;

pub use replace::replace;

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
    run_keeping(rules, through, vacancies, participants, rulings, &Kept::default())
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

fn run_keeping(
    rules: &Rules,
    through: &str,
    vacancies: &[Vacancy],
    participants: &[Participant],
    rulings: &[Ruling],
    kept: &Kept,
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
    let mut fields = fields(rules, vacancies, participants);
    for field in &mut fields {
        match refusal(rules, field.vacancy, stages) {
            Some(refusal) => refused.push(field.refuse(refusal)),
            None => stage::run_stages(rules, stages, field, &mut borders)?,
        }
    }
    let ranked = index + 1 == rules.stages.len();
    let allocation = if ranked {
        let order = ranking_order(rules, participants);
        let mut giving = allocate::Giving::new(rules, through, &order, rulings, borders);
        let allocation = allocate::allocate(&mut giving, &mut fields, kept);
        borders = giving.finish()?;
        allocation
    } else {
        inputs::no_rulings(rulings)?;
        fields.iter_mut().for_each(|field| field.settle_all(State::GoesOn));
        BTreeMap::new()
    };
    let (outcomes, trace) = report::report(rules, fields, borders);
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
        replaces: None,
        trace,
    })
}

/// The criteria of the ranking. A file in which nobody has a category comes from a round without categories.
fn ranking_order(rules: &Rules, participants: &[Participant]) -> Vec<Criterion> {
    let categories = participants.iter().any(|person| person.category.is_some());
    let counts = |criterion: &&Criterion| categories || **criterion != Criterion::Category;
    rules.ranking.order.iter().filter(counts).cloned().collect()
}

/// A vacancy with its people: those still in the selection, and those whose outcome is settled.
struct Field<'a> {
    vacancy: &'a Vacancy,
    active: Vec<Candidate<'a>>,
    settled: Vec<Settled<'a>>,
    refused: bool,
}

struct Settled<'a> {
    candidate: Candidate<'a>,
    state: State,
    /// The place of those placed.
    place: Option<Place>,
}

/// A place that somebody got.
#[derive(Clone)]
struct Place {
    vacancy: String,
    /// Published code, where it is not that of the state.
    code: Option<String>,
}

/// A participant under way.
struct Candidate<'a> {
    person: &'a Participant,
    /// Index of the field of the vacancy applied for.
    home: usize,
    /// The category with its priority.
    category: Option<Standing>,
    /// Marks that count and computed values, by key.
    values: BTreeMap<String, Mark>,
    /// Rank in the last order of the own vacancy: the one that is published.
    rank: Option<usize>,
    /// Rank in the order that is being drawn, and how many surely come after.
    position: usize,
    below: usize,
    statements: Vec<Statement>,
}

/// Where a category stands among the others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Priority(u32),
    /// The law's priority is not known; the index tells such categories apart.
    Unknown(usize),
}

impl Standing {
    fn of(rules: &Rules, person: &Participant) -> Option<Standing> {
        let known = &rules.categories.as_ref()?.known;
        let code = person.category.as_deref()?;
        let (index, category) = known.iter().enumerate().find(|(_, category)| category.code == code)?;
        Some(category.priority.map_or(Standing::Unknown(index), Standing::Priority))
    }
}

impl<'a> Field<'a> {
    fn settle(&mut self, candidate: Candidate<'a>, state: State) {
        self.settled.push(Settled { candidate, state, place: None });
    }

    fn place(&mut self, candidate: Candidate<'a>, place: Place) {
        self.settled.push(Settled { candidate, state: State::Placed, place: Some(place) });
    }

    fn settle_all(&mut self, state: State) {
        for candidate in std::mem::take(&mut self.active) {
            self.settle(candidate, state);
        }
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
fn fields<'a>(rules: &Rules, vacancies: &'a [Vacancy], participants: &'a [Participant]) -> Vec<Field<'a>> {
    let sorted: BTreeMap<&str, &'a Vacancy> =
        vacancies.iter().map(|vacancy| (vacancy.vacancy.as_str(), vacancy)).collect();
    let homes: BTreeMap<&str, usize> =
        sorted.keys().enumerate().map(|(index, vacancy)| (*vacancy, index)).collect();
    let field = |vacancy| Field { vacancy, active: Vec::new(), settled: Vec::new(), refused: false };
    let mut fields: Vec<Field<'a>> = sorted.into_values().map(field).collect();
    let mut people: Vec<&Participant> = participants.iter().collect();
    people.sort_by(|one, other| one.participant.cmp(&other.participant));
    for person in people {
        let Some(&home) = homes.get(person.vacancy.as_str()) else { continue };
        let Some(field) = fields.get_mut(home) else { continue };
        field.active.push(Candidate {
            person,
            home,
            category: Standing::of(rules, person),
            values: BTreeMap::new(),
            rank: None,
            position: 0,
            below: 0,
            statements: Vec::new(),
        });
    }
    fields
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
