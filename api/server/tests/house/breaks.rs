//! Nothing that a released client relies on goes away unseen: the document is held against the last released one, and
//! every break must stand, with its reason, in the table of `docs/API.md`.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::document::DOCUMENT;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// What a document says of one value.
#[derive(Clone, Debug, Default, PartialEq)]
struct Part {
    types: BTreeSet<String>,
    format: String,
    choices: BTreeSet<String>,
    required: bool,
}

type Parts = BTreeMap<String, Part>;

/// A schema as a list of its values by pointer, references followed.
fn parts(document: &Value, schema: &Value) -> Parts {
    let mut found = Parts::new();
    collect(document, schema, String::new(), true, &mut Vec::new(), &mut found);
    found
}

fn collect(
    document: &Value,
    schema: &Value,
    pointer: String,
    required: bool,
    open: &mut Vec<String>,
    found: &mut Parts,
) {
    let part = found.entry(pointer.clone()).or_default();
    part.required |= required;
    match &schema["type"] {
        Value::String(one) => drop(part.types.insert(one.clone())),
        Value::Array(all) => part.types.extend(all.iter().map(|one| one.as_str().unwrap().to_owned())),
        _ => {}
    }
    part.format = schema["format"].as_str().unwrap_or(&part.format).to_owned();
    part.choices.extend(schema["enum"].as_array().into_iter().flatten().map(Value::to_string));
    if let Some(name) = schema["$ref"].as_str().filter(|name| !open.iter().any(|open| open == name)) {
        open.push(name.to_owned());
        let target = document.pointer(name.trim_start_matches('#')).unwrap();
        collect(document, target, pointer.clone(), required, open, found);
        open.pop();
    }
    for word in ["allOf", "oneOf", "anyOf"] {
        for choice in schema[word].as_array().into_iter().flatten() {
            collect(document, choice, pointer.clone(), required, open, found);
        }
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let must = schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name));
        collect(document, property, format!("{pointer}/{name}"), must, open, found);
    }
    for (word, mark) in [("items", "*"), ("additionalProperties", "{}")] {
        if schema[word].is_object() {
            collect(document, &schema[word], format!("{pointer}/{mark}"), false, open, found);
        }
    }
}

/// Whether what `pointer` lies in is there too, so that only the topmost difference is told.
fn parent_in(parts: &Parts, pointer: &str) -> bool {
    pointer.rsplit_once('/').is_none_or(|(parent, _)| parts.contains_key(parent))
}

/// What a client that sends by the old document would be refused for.
fn of_request(old: &Parts, new: &Parts) -> Vec<String> {
    let mut breaks = Vec::new();
    for (pointer, part) in new {
        match old.get(pointer) {
            None if part.required && parent_in(old, pointer) => {
                breaks.push(format!("{pointer} is new and required"))
            }
            None => {}
            Some(before) => {
                if !before.types.is_subset(&part.types) || before.format != part.format {
                    breaks.push(format!("{pointer} takes another type"));
                }
                let fewer = !part.choices.is_empty()
                    && (before.choices.is_empty() || !before.choices.is_subset(&part.choices));
                if fewer {
                    breaks.push(format!("{pointer} takes fewer values"));
                }
                if part.required && !before.required {
                    breaks.push(format!("{pointer} is required"));
                }
            }
        }
    }
    let gone = old.keys().filter(|pointer| !new.contains_key(*pointer) && parent_in(new, pointer));
    breaks.extend(gone.map(|pointer| format!("{pointer} is no longer taken")));
    breaks
}

/// What a client that reads by the old document would miss. New values of a list are no break: clients are told to
/// expect them.
fn of_answer(old: &Parts, new: &Parts) -> Vec<String> {
    let mut breaks = Vec::new();
    for (pointer, before) in old {
        match new.get(pointer) {
            None if parent_in(new, pointer) => breaks.push(format!("{pointer} is gone")),
            None => {}
            Some(part) => {
                if !part.types.is_subset(&before.types) || before.format != part.format {
                    breaks.push(format!("{pointer} may be of another type"));
                }
                if before.required && !part.required {
                    breaks.push(format!("{pointer} may be missing"));
                }
            }
        }
    }
    breaks
}

fn parameters<'a>(document: &'a Value, operation: &'a Value) -> BTreeMap<String, (bool, Parts)> {
    let all = operation["parameters"].as_array().into_iter().flatten();
    all.filter(|parameter| parameter["in"] != "path")
        .map(|parameter| {
            let name =
                format!("{} {}", parameter["in"].as_str().unwrap(), parameter["name"].as_str().unwrap());
            (name, (parameter["required"] == true, parts(document, &parameter["schema"])))
        })
        .collect()
}

fn of_parameters(
    old: &BTreeMap<String, (bool, Parts)>,
    new: &BTreeMap<String, (bool, Parts)>,
) -> Vec<String> {
    let mut breaks: Vec<_> = old
        .keys()
        .filter(|name| !new.contains_key(*name))
        .map(|name| format!("{name} is no longer taken"))
        .collect();
    for (name, (required, schema)) in new {
        match old.get(name) {
            None if *required => breaks.push(format!("{name} is new and required")),
            None => {}
            Some((before, _)) if *required && !before => breaks.push(format!("{name} is required")),
            Some((_, before)) => {
                breaks.extend(of_request(before, schema).into_iter().map(|fault| format!("{name}{fault}")));
            }
        }
    }
    breaks
}

fn of_operation(documents: (&Value, &Value), old: &Value, new: &Value) -> Vec<String> {
    let mut breaks = Vec::new();
    for (field, what) in
        [("operationId", "its operation id"), ("x-permission", "the permission that it needs")]
    {
        if old[field] != new[field] {
            breaks.push(format!("changes {what}"));
        }
    }
    breaks.extend(of_parameters(&parameters(documents.0, old), &parameters(documents.1, new)));
    let content = |operation: &Value| operation.pointer("/requestBody/content").cloned().unwrap_or(json!({}));
    let (before, after) = (content(old), content(new));
    for (kind, body) in before.as_object().unwrap() {
        match after.get(kind) {
            None => breaks.push(format!("takes no {kind} any more")),
            Some(now) => {
                let (before, now) = (parts(documents.0, &body["schema"]), parts(documents.1, &now["schema"]));
                breaks.extend(of_request(&before, &now).into_iter().map(|fault| format!("request {fault}")));
            }
        }
    }
    let bodiless = before.as_object().unwrap().is_empty();
    if bodiless && new["requestBody"]["required"] == true {
        breaks.push("request is new and required".into());
    }
    let answers = old["responses"].as_object().unwrap();
    for (status, answer) in answers.iter().filter(|(status, _)| status.starts_with('2')) {
        let now = &new["responses"][status];
        if now.is_null() {
            breaks.push(format!("answers no {status} any more"));
            continue;
        }
        for (kind, body) in answer["content"].as_object().into_iter().flatten() {
            let Some(now) = now["content"].get(kind) else {
                breaks.push(format!("answers {status} without {kind}"));
                continue;
            };
            let (before, now) = (parts(documents.0, &body["schema"]), parts(documents.1, &now["schema"]));
            breaks.extend(of_answer(&before, &now).into_iter().map(|fault| format!("{status} {fault}")));
        }
    }
    breaks
}

fn breaks(old: &Value, new: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (path, item) in old["paths"].as_object().unwrap() {
        for method in METHODS.iter().filter(|method| item.get(**method).is_some()) {
            let place = format!("{} {path}", method.to_uppercase());
            match new["paths"][path].get(*method) {
                None => found.push(format!("{place} is gone")),
                Some(now) => {
                    let faults = of_operation((old, new), &item[method], now);
                    found.extend(faults.into_iter().map(|fault| format!("{place}: {fault}")));
                }
            }
        }
    }
    found
}

/// The first two cells of the table under the heading of approved breaks.
fn approved(text: &str) -> Vec<(String, String)> {
    let section = text.split("## Approved breaks").nth(1).expect("docs/API.md lists approved breaks");
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|line| {
        let cells: Vec<_> =
            line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        (cells[0].to_owned(), cells[1].to_owned())
    })
    .collect()
}

fn file(name: &str) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name))
        .unwrap()
}

#[test]
fn nothing_that_was_released_breaks_without_approval() {
    let released: Value = serde_json::from_str(&file("openapi/released.json")).unwrap();
    let found = breaks(&released, &DOCUMENT);
    let approved = approved(&file("docs/API.md"));
    let new: Vec<_> = found.iter().filter(|text| !approved.iter().any(|(what, _)| what == *text)).collect();
    assert!(new.is_empty(), "breaks that docs/API.md does not approve: {new:#?}");
    for (what, reason) in &approved {
        assert!(!reason.is_empty(), "{what} is approved without a reason");
        assert!(found.contains(what), "{what} is approved but is no break: remove it from docs/API.md");
    }
}

/// Changes one thing in a document and says what that breaks.
fn after(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let old = json!({
        "paths": {"/a": {"post": {
            "operationId": "a", "x-permission": "public",
            "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
            "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/In"}}}},
            "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Out"}}}}}
        }}},
        "components": {"schemas": {
            "In": {"type": "object", "required": ["kind"], "properties": {
                "kind": {"type": "string", "enum": ["x", "y"]}, "note": {"type": ["string", "null"]}}},
            "Out": {"type": "object", "required": ["id", "items"], "properties": {
                "id": {"type": "string", "format": "uuid"},
                "items": {"type": "array", "items": {"$ref": "#/components/schemas/Out"}}}}
        }}
    });
    let mut new = old.clone();
    change(&mut new);
    breaks(&old, &new)
}

#[test]
fn each_kind_of_break_is_found() {
    let operation = "/paths/~1a/post";
    let (given, answered) = ("/components/schemas/In", "/components/schemas/Out");
    assert!(after(|_| ()).is_empty());
    type Case<'a> = (String, Value, &'a str);
    let cases: [Case<'_>; 11] = [
        ("/paths".into(), json!({}), "POST /a is gone"),
        (format!("{operation}/operationId"), json!("b"), "POST /a: changes its operation id"),
        (
            format!("{operation}/x-permission"),
            json!("grant.see"),
            "POST /a: changes the permission that it needs",
        ),
        (format!("{operation}/parameters"), json!([]), "POST /a: query limit is no longer taken"),
        (format!("{operation}/parameters/0/required"), json!(true), "POST /a: query limit is required"),
        (format!("{operation}/responses"), json!({"201": {}}), "POST /a: answers no 200 any more"),
        (format!("{given}/required"), json!(["kind", "note"]), "POST /a: request /note is required"),
        (format!("{given}/properties/kind/enum"), json!(["x"]), "POST /a: request /kind takes fewer values"),
        (
            format!("{given}/properties/note/type"),
            json!("string"),
            "POST /a: request /note takes another type",
        ),
        (format!("{answered}/required"), json!(["id"]), "POST /a: 200 /items may be missing"),
        (
            format!("{answered}/properties/id/type"),
            json!(["string", "null"]),
            "POST /a: 200 /id may be of another type",
        ),
    ];
    for (pointer, value, wanted) in cases {
        let found = after(|new| {
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            new.pointer_mut(parent).unwrap()[name] = value;
        });
        assert_eq!(found, [wanted], "{pointer}");
    }
}

#[test]
fn what_only_adds_is_no_break() {
    let found = after(|new| {
        new["paths"]["/b"] = json!({"get": {}});
        new["components"]["schemas"]["In"]["properties"]["more"] = json!({"type": "string"});
        new["components"]["schemas"]["Out"]["properties"]["more"] = json!({"type": "string"});
        new["components"]["schemas"]["In"]["properties"]["kind"]["enum"] = json!(["x", "y", "z"]);
    });
    assert_eq!(found, Vec::<String>::new());
}
