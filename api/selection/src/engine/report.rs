//! A run in which everything is decided, told person by person: outcomes and reasons are long, and are put into words
//! only when they are asked for.

use std::collections::BTreeMap;

use super::arithmetic;
use super::order::compare;
use super::person::{Candidate, Note, Settled};
use super::stage::below_thresholds;
use crate::input::Vacancy;
use crate::outcome::{Outcome, Run};
use crate::rules::{Criterion, Rules};
use crate::trace::{Border, BorderKind, RefillPlace, Statement, Trace};

/// Everything that a run decided.
pub struct Decided<'a> {
    pub(super) rules: &'a Rules,
    /// The run without outcomes and trace.
    pub(super) run: Run,
    /// The criteria of the ranking.
    pub(super) order: Vec<Criterion>,
    /// In the order in which they were drawn.
    pub(super) borders: Vec<Border>,
    /// Sorted by identifier.
    pub(super) vacancies: Vec<&'a Vacancy>,
    /// Sorted by code.
    pub(super) people: Vec<Settled<'a>>,
}

impl Decided<'_> {
    /// How many participants there are.
    pub fn participants(&self) -> usize {
        self.people.len()
    }

    /// The code of the participant of this number, from 0, in the order of the codes.
    pub fn code(&self, number: usize) -> Option<&str> {
        self.people.get(number).map(|one| one.candidate.person.code.as_ref())
    }

    /// Each border, in the order in which they were drawn.
    pub fn borders(&self) -> &[Border] {
        &self.borders
    }

    /// The outcome of the participant of this number.
    pub fn outcome(&self, number: usize) -> Option<Outcome> {
        let Settled { candidate, state, place } = self.people.get(number)?;
        let place = place.as_deref();
        let code = self.rules.code(*state).map(|code| code.published(candidate.person.category));
        let other_code = place.and_then(|place| place.code.clone());
        Some(Outcome {
            participant: candidate.person.code.to_string(),
            vacancy: self.vacancies.get(candidate.home)?.vacancy.clone(),
            state: *state,
            code: other_code.or(code),
            rank: candidate.rank.map(large),
            marks: candidate.values.iter().map(|(key, mark)| (key.clone(), mark)).collect(),
            placed_at: place.map(|place| place.vacancy.clone()),
        })
    }

    /// The reasons of the participant of this number.
    pub fn statements(&self, number: usize) -> Vec<Statement> {
        let Some(Settled { candidate, .. }) = self.people.get(number) else { return Vec::new() };
        let mut statements = Vec::new();
        candidate.notes.iter().for_each(|note| self.tell(candidate, note, &mut statements));
        statements
    }

    fn tell(&self, candidate: &Candidate, note: &Note, statements: &mut Vec<Statement>) {
        let Some(vacancy) = self.vacancies.get(candidate.home) else { return };
        match note {
            Note::Computed(stage) => {
                let Some(stage) = self.rules.stages.get(*stage) else { return };
                let told = |step| arithmetic::tell(self.rules, stage, step, &vacancy.post, candidate);
                statements.extend(stage.steps.iter().filter_map(told));
            }
            Note::BelowThreshold(stage) => {
                let Some(stage) = self.rules.stages.get(*stage) else { return };
                let below = below_thresholds(stage, vacancy, candidate);
                statements.extend(below.map(|(key, mark, minimum)| {
                    let (stage, key) = (stage.code.clone(), key.to_owned());
                    Statement::BelowThreshold { stage, key, mark, minimum }
                }));
            }
            Note::Ranked { border, rank, side, other } => {
                let Some(border) = self.borders.get(large(*border)) else { return };
                let other = other.and_then(|number| self.people.get(large(number)));
                let order = self.order_of(border);
                statements.push(Statement::Ranked {
                    stage: border.stage.clone(),
                    border: border.kind,
                    rank: large(*rank),
                    candidates: border.candidates,
                    limit: border.limit,
                    side: *side,
                    comparisons: other.map_or_else(Vec::new, |it| compare(candidate, &it.candidate, order)),
                    refill: border
                        .step
                        .clone()
                        .map(|step| RefillPlace { step, vacancy: border.vacancy.clone() }),
                });
            }
            Note::Told(statement) => statements.push(statement.as_ref().clone()),
        }
    }

    fn order_of(&self, border: &Border) -> &[Criterion] {
        if border.kind != BorderKind::Shortlist {
            return &self.order;
        }
        let stage = self.rules.stages.iter().find(|stage| stage.code == border.stage);
        stage.and_then(|stage| stage.shortlist.as_ref()).map_or(&[], |rule| &rule.order)
    }

    /// The run without outcomes and reasons, but with its borders by vacancy.
    pub fn head(self) -> Run {
        let mut borders = self.borders;
        // The sort is stable: within a vacancy the borders stay in the order in which they were drawn.
        borders.sort_by(|one, other| one.vacancy.cmp(&other.vacancy));
        let trace = Trace { borders, participants: BTreeMap::new() };
        Run { trace, ..self.run }
    }

    /// The whole run, with all outcomes and reasons.
    pub fn run(self) -> Run {
        let all = 0..self.participants();
        let outcomes = all.clone().filter_map(|number| self.outcome(number)).collect();
        let told = all.filter_map(|number| Some((self.code(number)?.to_owned(), self.statements(number))));
        let participants = told.collect();
        let mut run = self.head();
        run.outcomes = outcomes;
        run.trace.participants = participants;
        run
    }
}

fn large(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
