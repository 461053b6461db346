//! Outcomes as a table: `participant,vacancy,status,rank`, each intermediate, `final`, `placed_at`.

use std::collections::BTreeMap;

use selection::{Criterion, Outcome, Rules, Run, Stage, State, StepForm};

use crate::table;

/// A table in memory, written and compared.
pub struct Outcomes {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

const FINAL: &str = "final";

/// One row a participant, sorted by participant. Marks are printed with the decimals of their step.
pub fn outcomes(rules: &Rules, run: &Run) -> Outcomes {
    let through = rules.stages.iter().position(|stage| stage.code == run.through).unwrap_or_default();
    let stages = rules.stages.get(..=through).unwrap_or_default();
    let decimals = decimals(rules);
    let last = final_key(rules);
    let keys: Vec<String> = keys(stages).into_iter().filter(|key| *key != last).collect();
    let mut header: Vec<String> = ["participant", "vacancy", "status", "rank"].map(str::to_owned).into();
    header.extend(keys.iter().cloned());
    header.extend([FINAL, "placed_at"].map(str::to_owned));
    let printed = |outcome: &Outcome, key: &String| {
        let mark = outcome.marks.get(key).map(|mark| mark.to_fixed());
        let places = decimals.get(key).copied().unwrap_or(3);
        mark.map(|fixed| with_decimals(&fixed, places)).unwrap_or_default()
    };
    let row = |outcome: &Outcome| {
        let mut row = vec![
            outcome.participant.clone(),
            outcome.vacancy.clone(),
            status(outcome),
            outcome.rank.map(|rank| rank.to_string()).unwrap_or_default(),
        ];
        row.extend(keys.iter().map(|key| printed(outcome, key)));
        row.push(printed(outcome, &last));
        row.push(outcome.placed_at.clone().unwrap_or_default());
        row
    };
    Outcomes { rows: run.outcomes.iter().map(row).collect(), header }
}

impl Outcomes {
    pub fn to_csv(&self) -> Result<String, csv::Error> {
        table::write(&self.header, self.rows.iter().cloned())
    }
}

/// The published code; the two states without one by their name.
pub fn status(outcome: &Outcome) -> String {
    let unnamed = if outcome.state == State::Undecided { "undecided" } else { "vacancy_refused" };
    outcome.code.clone().unwrap_or_else(|| unnamed.to_owned())
}

/// The mark that the ranking compares first.
fn final_key(rules: &Rules) -> String {
    let mut keys = rules.ranking.order.iter().filter_map(|criterion| match criterion {
        Criterion::Higher(key) => Some(key.clone()),
        _ => None,
    });
    keys.next().unwrap_or_default()
}

/// Every computed value, in the order in which it is computed.
fn keys(stages: &[Stage]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let mut add = |key: &String| {
        if !keys.contains(key) {
            keys.push(key.clone());
        }
    };
    for step in stages.iter().flat_map(|stage| &stage.steps) {
        if let StepForm::WeightedSum { parts, by_post, .. } = &step.form {
            parts.iter().chain(by_post.values().flatten()).for_each(|part| add(&part.out));
        }
        add(&step.out);
    }
    keys
}

/// How many decimals each value has.
fn decimals(rules: &Rules) -> BTreeMap<String, u8> {
    let components = rules.components.iter().map(|component| (component.code.clone(), component.decimals));
    let mut known: BTreeMap<String, u8> = components.collect();
    for step in rules.stages.iter().flat_map(|stage| &stage.steps) {
        let of = |key: &String| known.get(key).copied().unwrap_or(3);
        let places = match &step.form {
            StepForm::Sum { of: keys } => keys.iter().map(of).max().unwrap_or(3),
            StepForm::WithAddition { of: key, rounding, .. } => of(key).max(rounding.decimals),
            StepForm::Scale { rounding, .. } | StepForm::WeightedSum { rounding, .. } => rounding.decimals,
        };
        if let StepForm::WeightedSum { parts, by_post, .. } = &step.form {
            let parts = parts.iter().chain(by_post.values().flatten());
            known.extend(parts.map(|part| (part.out.clone(), places)));
        }
        known.insert(step.out.clone(), places);
    }
    known
}

/// Cuts `"437.000"` to its decimals; the digits cut are zeros.
fn with_decimals(fixed: &str, decimals: u8) -> String {
    match fixed.split_once('.') {
        Some((whole, _)) if decimals == 0 => whole.to_owned(),
        Some((whole, fraction)) => format!("{whole}.{}", fraction.get(..decimals.into()).unwrap_or(fraction)),
        None => fixed.to_owned(),
    }
}
