//! A request that is complete by the document, so that nothing but the guard, or what there is, can refuse it.
use serde_json::{Map, Value, json};

use super::{matrix::Route, objects::Objects};
use crate::support::{TestApp, document::DOCUMENT};

/// A body or value made of the document's own examples.
fn example(schema: &Value) -> Value {
    if let Some(path) = schema["$ref"].as_str() {
        return example(DOCUMENT.pointer(path.trim_start_matches('#')).unwrap());
    }
    if let Some(given) = schema.get("example") {
        return given.clone();
    }
    for choice in ["allOf", "oneOf", "anyOf"] {
        let first = schema[choice].as_array().and_then(|all| all.iter().find(|one| one["type"] != "null"));
        if let Some(first) = first {
            return example(first);
        }
    }
    if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
        return first.clone();
    }
    if let Some(properties) = schema["properties"].as_object() {
        let fields = properties.iter().map(|(name, schema)| (name.clone(), example(schema)));
        return Value::Object(fields.collect::<Map<_, _>>());
    }
    match schema["type"].as_str() {
        Some("array") => json!([example(&schema["items"])]),
        Some("boolean") => json!(true),
        Some("integer") => json!(1),
        _ => json!("x"),
    }
}

fn operation(route: &Route) -> &'static Value {
    &DOCUMENT["paths"][&route.template][route.method.as_str().to_ascii_lowercase()]
}

/// Sends a request that is complete by the document, so that nothing but the guard can refuse it.
pub async fn call(
    app: &TestApp,
    token: String,
    route: &Route,
    agency: &str,
    objects: &Objects,
) -> (u16, Value) {
    let fill = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some("agency") => agency.to_owned(),
        Some(name) => objects.get(name).cloned().unwrap_or_else(|| uuid::Uuid::nil().to_string()),
        None => part.to_owned(),
    };
    let path = route.template.split('/').map(fill).collect::<Vec<_>>().join("/");
    let operation = operation(route);
    let query: Vec<(String, String)> = operation["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|parameter| parameter["in"] == "query" && parameter["required"] == true)
        .map(|parameter| {
            let given = parameter.get("example").cloned().unwrap_or_else(|| example(&parameter["schema"]));
            let text = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
            (parameter["name"].as_str().unwrap().to_owned(), text)
        })
        .collect();
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    let path = if query.is_empty() { path } else { format!("{path}?{query}") };
    let mut request = app.client.request(route.method.clone(), app.url(&path)).bearer_auth(token);
    request = request.header("if-match", "\"1\"").header("idempotency-key", uuid::Uuid::now_v7().to_string());
    let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
    request = match content.and_then(|content| content.iter().next()) {
        Some((kind, content)) if kind == "application/json" => request.json(&example(&content["schema"])),
        Some((kind, _)) => request.header("content-type", kind).body("x"),
        None => request,
    };
    let answer = app.send(request, route.method.clone(), &path).await;
    (answer.status.as_u16(), answer.body.get("code").unwrap_or(&answer.body).clone())
}

/// Nothing of others among one's own work.
pub fn empty(answer: &(u16, Value)) -> bool {
    let lists = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
    answer.0 == 200
        && (lists(&answer.1)
            || answer.1.as_object().is_some_and(|fields| fields.values().filter(|v| v.is_array()).all(lists)))
}

/// Routes whose body the examples do not make right: it is judged before anything is looked up, so the complaint about
/// it tells nothing.
const BODY_IS_JUDGED_FIRST: [&str; 11] = [
    "/api/v1/agencies/{agency}/counter/cases",
    "/api/v1/agencies/{agency}/course-sessions/{session}/certificates",
    "/api/v1/agencies/{agency}/course-sessions/{session}/enrolments",
    "/api/v1/agencies/{agency}/employees",
    "/api/v1/agencies/{agency}/grants",
    "/api/v1/agencies/{agency}/machines",
    "/api/v1/agencies/{agency}/rounds/{round}/amendments",
    "/api/v1/agencies/{agency}/rounds/{round}/announcement-drafts",
    "/api/v1/agencies/{agency}/rounds/{round}/rules",
    "/api/v1/agencies/{agency}/rounds/{round}/rulings",
    "/api/v1/agencies/{agency}/runs/{run}/explanations",
];

pub fn body_refused(route: &Route, answer: &(u16, Value)) -> bool {
    *answer == (422, json!("bad_input")) && BODY_IS_JUDGED_FIRST.contains(&route.template.as_str())
}
