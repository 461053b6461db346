//! The trace as lines of JSON: the run, each border, each participant's reasons.

use selection::{Border, Refusal, Run, Statement};
use serde::Serialize;

/// The keys of a line stand in this order.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Line<'a> {
    Run {
        engine: &'a str,
        rule_id: &'a str,
        rule_version: u32,
        rules_hash: &'a str,
        inputs_hash: &'a str,
        through: &'a str,
        refused: &'a [Refusal],
    },
    Border {
        border: &'a Border,
    },
    Participant {
        participant: &'a str,
        statements: &'a [Statement],
    },
}

pub fn lines(run: &Run) -> Result<String, serde_json::Error> {
    let head = Line::Run {
        engine: &run.engine_version,
        rule_id: &run.rule_id,
        rule_version: run.rule_version,
        rules_hash: &run.rules_hash,
        inputs_hash: &run.inputs_hash,
        through: &run.through,
        refused: &run.refused,
    };
    let borders = run.trace.borders.iter().map(|border| Line::Border { border });
    let people = run.trace.participants.iter();
    let people = people.map(|(participant, statements)| Line::Participant { participant, statements });
    let mut text = String::new();
    for line in std::iter::once(head).chain(borders).chain(people) {
        text.push_str(&serde_json::to_string(&line)?);
        text.push('\n');
    }
    Ok(text)
}
