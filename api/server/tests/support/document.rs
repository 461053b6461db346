//! Holds answers against the OpenAPI document: status, media type, body and problem code must be documented.
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock, Mutex},
};

use jsonschema::Validator;
use reqwest::Method;
use serde_json::{Value, json};

pub static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(server::api::document()).unwrap());

static VALIDATORS: LazyLock<Mutex<BTreeMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// The documented operation for a request, with its path template.
pub fn operation(method: &Method, path: &str) -> Option<(String, &'static Value)> {
    let path = path.split('?').next().unwrap();
    let parts: Vec<_> = path.split('/').collect();
    let fits = |template: &str| {
        let pieces: Vec<_> = template.split('/').collect();
        pieces.len() == parts.len() && pieces.iter().zip(&parts).all(|(a, b)| a.starts_with('{') || a == b)
    };
    // A literal segment wins over a parameter, as in the router.
    let mut found: Vec<_> =
        DOCUMENT["paths"].as_object()?.iter().filter(|(template, _)| fits(template)).collect();
    found.sort_by_key(|(template, _)| template.matches('{').count());
    found.iter().find_map(|(template, item)| {
        let operation = item.get(method.as_str().to_ascii_lowercase())?;
        Some(((*template).clone(), operation))
    })
}

/// One JSON text; lines of JSON are several.
pub fn is_json(media_type: &str) -> bool {
    media_type.contains("json") && !media_type.contains("ndjson")
}

#[track_caller]
pub fn check(method: &Method, path: &str, status: u16, media_type: &str, body: &Value) {
    let Some((template, operation)) = operation(method, path) else {
        assert_eq!(status, 404, "{method} {path} is not in the OpenAPI document");
        return;
    };
    let place = format!("{method} {template} {status}");
    let response = &operation["responses"][status.to_string()];
    assert!(!response.is_null(), "{place} is not documented: {body}");
    if status >= 400 {
        let code = &body["code"];
        let known = operation["x-problems"].as_array().is_some_and(|codes| codes.contains(code));
        assert!(known, "{place}: problem {code} is not documented");
    }
    let Some(content) = response.get("content") else { return };
    let plain = media_type.split(';').next().unwrap();
    let described = &content[plain];
    assert!(!described.is_null(), "{place}: media type {plain} is not documented");
    if !is_json(plain) {
        return;
    }
    let validator = VALIDATORS
        .lock()
        .unwrap()
        .entry(place.clone())
        .or_insert_with(|| {
            let mut schema = described["schema"].clone();
            schema["components"] = DOCUMENT["components"].clone();
            Arc::new(jsonschema::options().build(&schema).unwrap_or_else(|error| panic!("{place}: {error}")))
        })
        .clone();
    let faults: Vec<_> = validator.iter_errors(body).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{place} does not match the document: {faults:?}\n{}", json!(body));
}
