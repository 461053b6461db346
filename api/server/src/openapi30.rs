//! The document in OpenAPI 3.0.3, for the national gateway, which reads no newer one. Pure: a document in, a document out.
use serde_json::{Map, Value, json};

/// Keywords of a schema that mean the same in both versions.
const SAME: &[&str] = &[
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
    "writeOnly",
];

type Object = Map<String, Value>;

/// The same API in the words of 3.0.3. What those cannot say is refused rather than left out, but for `propertyNames`,
/// without which a document only promises less.
pub fn older(document: &Value) -> Result<Value, String> {
    let mut whole = document.as_object().cloned().ok_or("the document is no object")?;
    whole.insert("openapi".into(), json!("3.0.3"));
    whole.remove("jsonSchemaDialect");
    if let Some(license) =
        whole.get_mut("info").and_then(|info| info.get_mut("license")).and_then(Value::as_object_mut)
    {
        license.remove("identifier");
    }
    let mut older = walk(Value::Object(whole))?;
    let schemas = older.pointer("/components/schemas").cloned().unwrap_or_default();
    name_types(&mut older, &schemas);
    Ok(older)
}

/// `nullable` counts only beside a type: what refers to a schema elsewhere repeats that one's.
fn name_types(value: &mut Value, schemas: &Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| name_types(item, schemas)),
        Value::Object(fields) => {
            if fields.contains_key("nullable") && !fields.contains_key("type") {
                let target = fields.get("allOf").and_then(|all| all.get(0)?.get("$ref")?.as_str());
                let name = target.and_then(|target| target.rsplit('/').next()).unwrap_or_default();
                if let Some(found) = schemas.get(name).and_then(|schema| schema.get("type")).cloned() {
                    fields.insert("type".into(), found);
                }
            }
            fields.values_mut().for_each(|field| name_types(field, schemas));
        }
        _ => {}
    }
}

/// Goes through everything that is not a schema, and changes the schemas that it meets.
fn walk(value: Value) -> Result<Value, String> {
    match value {
        Value::Array(items) => items.into_iter().map(walk).collect::<Result<_, _>>().map(Value::Array),
        Value::Object(fields) => {
            let changed = fields.into_iter().map(|(name, value)| {
                let value = match name.as_str() {
                    "schema" => schema(value)?,
                    "schemas" => each(value, schema)?,
                    "example" | "examples" => value,
                    name if name.starts_with("x-") => value,
                    _ => walk(value)?,
                };
                Ok((name, value))
            });
            changed.collect::<Result<Object, String>>().map(Value::Object)
        }
        plain => Ok(plain),
    }
}

fn each(value: Value, change: fn(Value) -> Result<Value, String>) -> Result<Value, String> {
    match value {
        Value::Array(items) => items.into_iter().map(change).collect::<Result<_, _>>().map(Value::Array),
        Value::Object(fields) => {
            let changed = fields.into_iter().map(|(name, value)| Ok((name, change(value)?)));
            changed.collect::<Result<Object, String>>().map(Value::Object)
        }
        plain => Ok(plain),
    }
}

fn schema(value: Value) -> Result<Value, String> {
    let fields = match value {
        Value::Object(fields) => fields,
        Value::Bool(true) => return Ok(json!({})),
        Value::Bool(false) => return Ok(json!({"not": {}})),
        _ => return Err("a schema is neither object nor boolean".into()),
    };
    if let Some(target) = fields.get("$ref").cloned() {
        return reference(target, fields);
    }
    let mut changed = Object::new();
    for (name, value) in fields {
        match name.as_str() {
            "type" => types(value, &mut changed)?,
            "oneOf" | "anyOf" => choices(&name, value, &mut changed)?,
            "allOf" => drop(changed.insert(name, each(value, schema)?)),
            "properties" => drop(changed.insert(name, each(value, schema)?)),
            "items" | "not" => drop(changed.insert(name, schema(value)?)),
            "additionalProperties" if value.is_object() => drop(changed.insert(name, schema(value)?)),
            "const" => drop(changed.insert("enum".into(), json!([value]))),
            "examples" => {
                if let Some(first) = value.as_array().and_then(|all| all.first()) {
                    changed.insert("example".into(), first.clone());
                }
            }
            "exclusiveMinimum" | "exclusiveMaximum" if value.is_number() => {
                let bound = name.replace("exclusiveM", "m");
                changed.insert(bound, value);
                changed.insert(name, json!(true));
            }
            "contentEncoding" if value == "base64" => drop(changed.insert("format".into(), json!("byte"))),
            "contentMediaType" if value == "application/octet-stream" => {
                changed.insert("format".into(), json!("binary"));
            }
            "propertyNames" => {}
            name if SAME.contains(&name) || name.starts_with("x-") => {
                drop(changed.insert(name.into(), value))
            }
            name => return Err(format!("OpenAPI 3.0.3 has no form of the keyword {name}")),
        }
    }
    Ok(Value::Object(changed))
}

/// Beside a reference nothing counts in 3.0.3, so that what stands there moves outside.
fn reference(target: Value, mut beside: Object) -> Result<Value, String> {
    beside.remove("$ref");
    if beside.is_empty() {
        return Ok(json!({"$ref": target}));
    }
    let Value::Object(mut changed) = schema(Value::Object(beside))? else {
        return Ok(json!({"$ref": target}));
    };
    changed.insert("allOf".into(), json!([{"$ref": target}]));
    Ok(Value::Object(changed))
}

/// `["string", "null"]` is a nullable string.
fn types(value: Value, changed: &mut Object) -> Result<(), String> {
    let Value::Array(all) = value else {
        changed.insert("type".into(), value);
        return Ok(());
    };
    let (null, other): (Vec<_>, Vec<_>) = all.into_iter().partition(|name| name == "null");
    if !null.is_empty() {
        changed.insert("nullable".into(), json!(true));
    }
    match other.as_slice() {
        [one] => drop(changed.insert("type".into(), one.clone())),
        _ => return Err("OpenAPI 3.0.3 knows one type at a time".into()),
    }
    Ok(())
}

/// A choice between null and something is that thing, nullable.
fn choices(name: &str, value: Value, changed: &mut Object) -> Result<(), String> {
    let Value::Array(all) = value else { return Err(format!("{name} is no list")) };
    let (null, other): (Vec<_>, Vec<_>) = all.into_iter().partition(|choice| choice["type"] == "null");
    if !null.is_empty() {
        changed.insert("nullable".into(), json!(true));
    }
    let mut other: Vec<Value> = other.into_iter().map(schema).collect::<Result<_, _>>()?;
    match other.pop() {
        Some(Value::Object(only)) if other.is_empty() && !null.is_empty() && !only.contains_key("$ref") => {
            for (name, value) in only {
                changed.entry(name).or_insert(value);
            }
        }
        Some(only) if other.is_empty() && !null.is_empty() => {
            changed.insert("allOf".into(), Value::Array(vec![only]));
        }
        last => {
            other.extend(last);
            changed.insert(name.into(), Value::Array(other));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::older;

    fn of(schema: Value) -> Result<Value, String> {
        let document = json!({"openapi": "3.1.0", "components": {"schemas": {"A": schema}}});
        older(&document).map(|older| older["components"]["schemas"]["A"].clone())
    }

    #[test]
    fn what_3_1_says_otherwise_is_said_as_3_0_says_it() {
        for (newer, wanted) in [
            (json!({"type": ["string", "null"]}), json!({"type": "string", "nullable": true})),
            (json!({"const": "a"}), json!({"enum": ["a"]})),
            (json!({"type": "string", "examples": ["a", "b"]}), json!({"type": "string", "example": "a"})),
            (json!({"exclusiveMinimum": 3}), json!({"minimum": 3, "exclusiveMinimum": true})),
            (
                json!({"oneOf": [{"type": "null"}, {"$ref": "#/x"}]}),
                json!({"nullable": true, "allOf": [{"$ref": "#/x"}]}),
            ),
            (
                json!({"oneOf": [{"type": "null"}, {"$ref": "#/x", "description": "d"}]}),
                json!({"nullable": true, "description": "d", "allOf": [{"$ref": "#/x"}]}),
            ),
            (
                json!({"$ref": "#/x", "description": "d"}),
                json!({"description": "d", "allOf": [{"$ref": "#/x"}]}),
            ),
            (
                json!({"type": "object", "propertyNames": {"type": "string"}, "additionalProperties": {"type": "integer"}}),
                json!({"type": "object", "additionalProperties": {"type": "integer"}}),
            ),
        ] {
            assert_eq!(of(newer.clone()), Ok(wanted), "{newer}");
        }
    }

    #[test]
    fn a_nullable_reference_repeats_the_type_of_what_it_refers_to() {
        let of = json!({"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/B"}]});
        let document = json!({"components": {"schemas": {"A": of, "B": {"type": "object"}}}});
        let wanted =
            json!({"type": "object", "nullable": true, "allOf": [{"$ref": "#/components/schemas/B"}]});
        assert_eq!(older(&document).unwrap()["components"]["schemas"]["A"], wanted);
    }

    /// A property may be called as a keyword is, and an example may hold anything.
    #[test]
    fn names_and_examples_are_not_taken_for_keywords() {
        let schema = json!({"properties": {"type": {"type": "string"}, "const": {"type": "string"}},
            "example": {"type": ["a", "null"], "const": 1}});
        assert_eq!(of(schema.clone()), Ok(schema));
    }

    #[test]
    fn what_3_0_cannot_say_is_refused() {
        assert!(of(json!({"patternProperties": {}})).unwrap_err().contains("patternProperties"));
        assert!(of(json!({"type": ["string", "integer"]})).is_err());
    }
}
