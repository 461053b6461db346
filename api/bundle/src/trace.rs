//! The trace as lines of JSON: the run, each border, each participant's reasons.

use selection::{Border, Refusal, Run, Statement};
use serde::Serialize;

use crate::message::Message;
use crate::verdict::Difference;

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
    let mut text = line(&head)?;
    for one in &run.trace.borders {
        text.push_str(&border(one)?);
    }
    for (code, statements) in &run.trace.participants {
        text.push_str(&participant(code, statements)?);
    }
    Ok(text)
}

/// The line of one border.
pub fn border(border: &Border) -> Result<String, serde_json::Error> {
    line(&Line::Border { border })
}

/// The line of one participant's reasons.
pub fn participant(participant: &str, statements: &[Statement]) -> Result<String, serde_json::Error> {
    line(&Line::Participant { participant, statements })
}

fn line(line: &Line) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string(line)?;
    text.push('\n');
    Ok(text)
}

/// The first line that differs, whatever engine wrote it: an earlier one may have, and must have meant the same.
pub fn compare(file: &str, announced: &str, computed: &str) -> Option<Difference> {
    let (mut here, mut there) = (announced.split('\n'), computed.split('\n'));
    let mut row = 0;
    loop {
        row += 1;
        let (found, expected) = match (here.next(), there.next()) {
            (None, None) => return None,
            (found, expected) => (found.unwrap_or_default(), expected.unwrap_or_default()),
        };
        let same =
            if row == 1 { without_engine(found) == without_engine(expected) } else { found == expected };
        if !same {
            let what = Message::new("alasan", "the reasons");
            let (in_file, computed) = (near(found, expected), near(expected, found));
            return Some(Difference { file: file.to_owned(), row: Some(row), what, in_file, computed });
        }
    }
}

fn without_engine(line: &str) -> Option<(&str, &str)> {
    let (before, rest) = line.split_once("\"engine\":\"selection/")?;
    let (_, after) = rest.split_once('"')?;
    Some((before, after))
}

/// What is shown of a long line: where it begins to differ from the other.
fn near(line: &str, other: &str) -> String {
    let same = line.chars().zip(other.chars()).take_while(|(one, two)| one == two).count();
    let shown: String = line.chars().skip(same.saturating_sub(20)).take(80).collect();
    if shown.is_empty() { "(kosong/empty)".to_owned() } else { shown }
}
