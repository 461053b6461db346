//! The alarms that `docs/OPERATE.md` tells of: rules that Prometheus can read, over metrics that there are.
use std::{collections::BTreeSet, path::PathBuf};

use serde_json::Value;

use super::figures::figures;
use crate::support::TestApp;

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn rules() -> Vec<Value> {
    let text = std::fs::read_to_string(repository().join("docs/operate/alarms.yml")).unwrap();
    let file: Value = serde_saphyr::from_str(&text).unwrap();
    let groups = file["groups"].as_array().expect("groups").clone();
    groups.iter().flat_map(|group| group["rules"].as_array().expect("rules").clone()).collect()
}

/// Names of metrics in an expression: every word of ours, of the process's, and `up`, which Prometheus makes itself.
fn metrics(expression: &str) -> BTreeSet<String> {
    let words = expression.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words
        .filter(|word| word.starts_with("terang_") || word.starts_with("process_"))
        .map(str::to_owned)
        .collect()
}

#[actix_web::test]
async fn every_alarm_is_over_a_metric_that_there_is() {
    let app = TestApp::start().await;
    app.get("/api/v1/health").await.expect(200);
    app.sql("SELECT graphile_worker.add_job('send_mail', '{}'::json)").await;
    let there: BTreeSet<_> = figures(&app).await.names().cloned().collect();
    let rules = rules();
    assert!(rules.len() >= 8, "{} rules", rules.len());
    let mut used = 0;
    for rule in &rules {
        let name = rule["alert"].as_str().expect("alert");
        let named = metrics(rule["expr"].as_str().expect("expr"));
        used += named.len();
        let missing: Vec<_> = named.difference(&there).collect();
        assert!(missing.is_empty(), "{name} asks for {missing:?}; there are {there:?}");
        for field in ["for", "labels", "annotations"] {
            assert!(!rule[field].is_null(), "{name} has no {field}");
        }
        assert!(["page", "ticket"].contains(&rule["labels"]["severity"].as_str().unwrap()), "{name}");
    }
    assert!(used >= rules.len() - 1, "only the alarm for a server that is away has no metric of ours");
}

/// The table in the handbook and the rules are the same alarms.
#[test]
fn the_handbook_tells_of_every_alarm() {
    let handbook = std::fs::read_to_string(repository().join("docs/OPERATE.md")).unwrap();
    for rule in rules() {
        let name = rule["alert"].as_str().unwrap();
        assert!(handbook.contains(&format!("| `{name}` |")), "docs/OPERATE.md does not tell of {name}");
    }
}
