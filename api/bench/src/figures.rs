//! Rows of the table: rounds, medians, the reference beside them, and whether a goal is reached.
use std::fmt::Write;

use crate::load::Measured;

/// What a row promises.
#[derive(Clone, Copy, Debug, Default)]
pub struct Goal {
    /// At least this part of pgbench's rate.
    pub ratio: Option<f64>,
    /// Milliseconds that 99 of 100 answers take at most.
    pub p99: Option<f64>,
}

/// A row with what each round gave.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub name: String,
    pub goal: Goal,
    pub rounds: Vec<Measured>,
    pub reference: Vec<f64>,
}

impl Row {
    pub fn new(name: &str, goal: Goal) -> Self {
        Self { name: name.into(), goal, ..Self::default() }
    }

    fn of(&self, get: impl Fn(&Measured) -> f64) -> f64 {
        median(self.rounds.iter().map(get).collect())
    }

    pub fn rate(&self) -> f64 {
        self.of(|round| round.per_second)
    }

    fn ratio(&self) -> Option<f64> {
        (!self.reference.is_empty()).then(|| self.rate() / median(self.reference.clone()))
    }

    /// Nothing when there is nothing to hold the row against.
    pub fn reached(&self) -> Option<bool> {
        if self.rounds.iter().any(|round| round.refused > 0) {
            return Some(false);
        }
        let ratio = self.goal.ratio.zip(self.ratio()).map(|(goal, ratio)| ratio >= goal);
        let p99 = self.goal.p99.map(|goal| self.of(|round| round.p99) <= goal);
        ratio.into_iter().chain(p99).reduce(|one, other| one && other)
    }

    fn goal(&self) -> String {
        let ratio = self.goal.ratio.map(|ratio| format!("ratio ≥ {ratio}"));
        let p99 = self.goal.p99.map(|p99| format!("p99 ≤ {p99} ms"));
        let all: Vec<String> = ratio.into_iter().chain(p99).collect();
        if all.is_empty() { "reported".into() } else { all.join(", ") }
    }

    fn line(&self) -> String {
        let reference = match self.reference.is_empty() {
            true => "no reference".into(),
            false => format!("{:.0}", median(self.reference.clone())),
        };
        let ratio = self.ratio().map_or_else(|| "–".into(), |ratio| format!("{ratio:.2}"));
        let refused: usize = self.rounds.iter().map(|round| round.refused).sum();
        let result = match (refused, self.reached()) {
            (1.., _) => format!("{refused} refused"),
            (0, Some(true)) => "reached".into(),
            (0, Some(false)) => "missed".into(),
            (0, None) => "–".into(),
        };
        format!(
            "| {} | {:.0} | {reference} | {ratio} | {:.1} | {:.1} | {} | {result} |",
            self.name,
            self.rate(),
            self.of(|round| round.median),
            self.of(|round| round.p99),
            self.goal(),
        )
    }
}

/// The middle one; of two, the lower.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

/// Something that has no rate: its name, what was measured, its goal and whether it is reached.
#[derive(Clone, Debug)]
pub struct Fact {
    pub name: String,
    pub value: String,
    pub goal: String,
    pub reached: Option<bool>,
}

/// Both tables in Markdown.
pub fn tables(rows: &[Row], facts: &[Fact]) -> String {
    let mut all = String::from(
        "| | server /s | pgbench /s | ratio | p50 ms | p99 ms | goal | |\n|---|--:|--:|--:|--:|--:|---|---|\n",
    );
    for row in rows {
        let _always = writeln!(all, "{}", row.line());
    }
    all.push_str("\n| | measured | goal | |\n|---|---|---|---|\n");
    for Fact { name, value, goal, reached } in facts {
        let result = match reached {
            Some(true) => "reached",
            Some(false) => "missed",
            None => "–",
        };
        let _always = writeln!(all, "| {name} | {value} | {goal} | {result} |");
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Goal, Row, median};
    use crate::load::Measured;

    fn round(per_second: f64, p99: f64) -> Measured {
        Measured { per_second, p99, median: 1.0, answered: 1, refused: 0 }
    }

    #[test]
    fn the_median_of_the_rounds_is_held_against_the_median_of_the_reference() {
        let mut row = Row::new("Search", Goal { ratio: Some(0.5), p99: Some(250.0) });
        row.rounds = vec![round(900.0, 100.0), round(100.0, 900.0), round(600.0, 200.0)];
        row.reference = vec![1000.0, 10.0, 1200.0];
        assert_eq!(row.reached(), Some(true));
        assert_eq!(
            row.line(),
            "| Search | 600 | 1000 | 0.60 | 1.0 | 200.0 | ratio ≥ 0.5, p99 ≤ 250 ms | reached |"
        );
        row.reference = vec![1300.0; 3];
        assert_eq!(row.reached(), Some(false));
    }

    #[test]
    fn without_pgbench_only_the_time_is_held() {
        let mut row = Row::new("Search", Goal { ratio: Some(0.5), p99: Some(250.0) });
        row.rounds = vec![round(900.0, 251.0)];
        assert_eq!(row.reached(), Some(false));
        assert!(row.line().contains("no reference"));
        row.goal.p99 = None;
        assert_eq!(row.reached(), None);
    }

    #[test]
    fn an_answer_that_was_refused_spoils_the_row() {
        let mut row = Row::new("Submit", Goal { ratio: None, p99: None });
        row.rounds = vec![Measured { refused: 1, ..round(900.0, 1.0) }];
        assert_eq!(row.reached(), Some(false));
    }

    #[test]
    fn the_middle_one_of_an_even_number_is_the_lower() {
        assert_eq!(median(vec![4.0, 1.0, 3.0, 2.0]), 2.0);
        assert_eq!(median(Vec::new()), 0.0);
    }
}
