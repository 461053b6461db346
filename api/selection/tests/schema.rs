//! The published JSON Schema says of a document what the engine's reader says.
#![expect(clippy::unwrap_used, reason = "helpers of tests should fail the test")]

use jsonschema::Validator;
use selection::{Rules, SCHEMA, SHIPPED, shipped};
use serde_json::{Value, json};

const OLD: [&str; 2] =
    [include_str!("old/cpns-2024-version-1.json"), include_str!("old/blud-professional-version-1.json")];

fn schema() -> Validator {
    jsonschema::draft202012::new(&serde_json::from_str(SCHEMA).unwrap()).unwrap()
}

fn documents() -> Vec<Value> {
    let shipped = SHIPPED.iter().map(|name| serde_json::to_value(shipped(name).unwrap()).unwrap());
    shipped.chain(OLD.iter().map(|text| serde_json::from_str(text).unwrap())).collect()
}

#[test]
fn shipped_documents_of_all_versions_fit_the_schema() {
    let schema = schema();
    for document in documents() {
        let errors: Vec<_> = schema.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", document["rule_id"]);
    }
}

/// Every pointer into a document, the root first.
fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
    found.push(at.clone());
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, inner)| pointers(inner, format!("{at}/{key}"), found));
        }
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(index, inner)| pointers(inner, format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

fn spoil(document: &Value, at: &str, change: impl Fn(&mut Value)) -> Value {
    let mut spoiled = document.clone();
    change(spoiled.pointer_mut(at).unwrap());
    spoiled
}

/// Each value of each document is replaced by a value of another kind, gets a stranger beside it, or is removed.
fn spoiled(document: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    pointers(document, String::new(), &mut found);
    let mut all = Vec::new();
    for (index, at) in found.into_iter().enumerate() {
        let others =
            [json!(null), json!(true), json!(-1), json!(7), json!(1.5), json!("x"), json!([]), json!({})];
        // Half of them at each place, the other half at the next: each clause has many places.
        for other in others.iter().skip(index % 2).step_by(2) {
            all.push((format!("{at} = {other}"), spoil(document, &at, |value| *value = other.clone())));
        }
        let Some(Value::Object(map)) = document.pointer(&at) else { continue };
        let add = |value: &mut Value| drop(value.as_object_mut().unwrap().insert("dice".into(), json!("6")));
        all.push((format!("{at} + dice"), spoil(document, &at, add)));
        for key in map.keys() {
            let remove = |value: &mut Value| drop(value.as_object_mut().unwrap().remove(key));
            all.push((format!("{at} - {key}"), spoil(document, &at, remove)));
        }
    }
    all
}

#[test]
fn schema_and_reader_accept_and_refuse_the_same_documents() {
    let schema = schema();
    let (mut accepted, mut refused) = (0, 0);
    for document in documents() {
        for (what, spoiled) in spoiled(&document) {
            let read = serde_json::from_value::<Rules>(spoiled.clone());
            assert_eq!(schema.is_valid(&spoiled), read.is_ok(), "{}: {what}: {read:?}", document["rule_id"]);
            if read.is_ok() { accepted += 1 } else { refused += 1 }
        }
    }
    assert!(accepted > 500 && refused > 5_000, "{accepted} accepted, {refused} refused");
}
