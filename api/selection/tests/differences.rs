//! What changed between two documents, from a file that the second implementation is held to as well.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests should fail the test"
)]
use selection::{Change, Rules, difference};
use serde_json::Value;

const CASES: &str = include_str!("differences.json");

fn shipped(name: &str) -> Value {
    serde_json::to_value(selection::shipped(name).unwrap()).unwrap()
}

/// Puts a value at a pointer, or takes it away.
fn edit(document: &mut Value, edit: &Value) {
    let at = edit["at"].as_str().unwrap();
    let (parent, last) = at.rsplit_once('/').unwrap();
    let last = last.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent).unwrap() {
        Value::Object(members) if edit["remove"] == true => drop(members.remove(&last).unwrap()),
        Value::Object(members) => drop(members.insert(last, edit["value"].clone())),
        Value::Array(items) => items[last.parse::<usize>().unwrap()] = edit["value"].clone(),
        _ => panic!("{at} is no place"),
    }
}

#[test]
fn every_case_of_the_file() {
    let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
    for case in &cases {
        let base = shipped(case["base"].as_str().unwrap());
        let mut after = base.clone();
        for each in case["edits"].as_array().unwrap() {
            edit(&mut after, each);
        }
        let read = |document: &Value| Rules::parse(&document.to_string()).unwrap();
        let found = difference(&read(&base), &read(&after)).unwrap();
        let wanted: Vec<Change> = case["changes"].as_array().unwrap().iter().map(change).collect();
        assert_eq!(found, wanted, "{}", case["case"]);
    }
}

/// A member that is missing is no `null`: that is a value too.
fn change(case: &Value) -> Change {
    Change {
        at: case["at"].as_str().unwrap().to_owned(),
        before: case.get("before").cloned(),
        after: case.get("after").cloned(),
    }
}
