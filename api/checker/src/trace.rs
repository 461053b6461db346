//! The trace as lines of JSON: the run, each border, each participant's reasons.

use selection::Run;
use serde_json::json;

pub fn lines(run: &Run) -> Result<String, serde_json::Error> {
    let head = json!({
        "kind": "run",
        "engine": run.engine_version,
        "rule_id": run.rule_id,
        "rule_version": run.rule_version,
        "rules_hash": run.rules_hash,
        "inputs_hash": run.inputs_hash,
        "through": run.through,
        "refused": run.refused,
    });
    let mut text = format!("{head}\n");
    for border in &run.trace.borders {
        text.push_str(&format!("{}\n", json!({ "kind": "border", "border": border })));
    }
    for (participant, statements) in &run.trace.participants {
        let line = json!({ "kind": "participant", "participant": participant, "statements": statements });
        text.push_str(&format!("{line}\n"));
    }
    Ok(text)
}
