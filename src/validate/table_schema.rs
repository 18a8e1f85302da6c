//! A Frictionless Table Schema as a JSON Schema, so that a user's own data package is checked by
//! the same engine.

use serde_json::{Map, Value, json};

/// The JSON Schema of a Table Schema; what it cannot express is returned by name, never dropped in
/// silence.
pub fn json_schema(table: &Value) -> (Value, Vec<String>) {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut left_out = Vec::new();
    let fields = table.get("fields").and_then(Value::as_array);
    for field in fields.into_iter().flatten() {
        let Some(name) = field.get("name").and_then(Value::as_str) else {
            continue;
        };
        let constraints = field.get("constraints").and_then(Value::as_object);
        let needed = constraints.and_then(|c| c.get("required")) == Some(&Value::Bool(true));
        let kind = field.get("type").and_then(Value::as_str).unwrap_or("any");
        let mut property = Map::new();
        let types: &[&str] = match kind {
            "string" | "date" | "datetime" | "time" | "year" | "yearmonth" => &["string"],
            "integer" => &["integer"],
            "number" => &["number"],
            "boolean" => &["boolean"],
            "array" | "list" => &["array"],
            "object" | "geojson" => &["object"],
            "any" => &[],
            other => {
                left_out.push(format!("type {other} of {name}"));
                &[]
            }
        };
        if !types.is_empty() {
            let null = (!needed).then_some("null");
            let types: Vec<&str> = types.iter().copied().chain(null).collect();
            property.insert("type".to_owned(), json!(types));
        }
        match (kind, field.get("format").and_then(Value::as_str)) {
            ("date", None | Some("default")) => {
                property.insert("format".to_owned(), json!("date"));
            }
            ("datetime", None | Some("default")) => {
                property.insert("format".to_owned(), json!("date-time"));
            }
            ("string", Some(format @ ("email" | "uri" | "uuid"))) => {
                property.insert("format".to_owned(), json!(format));
            }
            ("year", _) => {
                property.insert("pattern".to_owned(), json!("^-?[0-9]{4}$"));
            }
            (_, None | Some("default" | "any")) => {}
            (_, Some(format)) => left_out.push(format!("format {format} of {name}")),
        }
        for (constraint, value) in constraints.into_iter().flatten() {
            match constraint.as_str() {
                "required" | "unique" => {}
                "minLength" | "maxLength" => {
                    let keyword = match (types, constraint.as_str()) {
                        (["array"], "minLength") => "minItems",
                        (["array"], _) => "maxItems",
                        _ => constraint,
                    };
                    property.insert(keyword.to_owned(), value.clone());
                }
                "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum"
                    if value.is_number() =>
                {
                    property.insert(constraint.clone(), value.clone());
                }
                "pattern" => {
                    // A Table Schema's pattern matches the whole value.
                    let pattern = format!("^(?:{})$", value.as_str().unwrap_or(""));
                    property.insert("pattern".to_owned(), json!(pattern));
                }
                "enum" => {
                    let mut values = value.as_array().cloned().unwrap_or_default();
                    if !needed {
                        values.push(Value::Null);
                    }
                    property.insert("enum".to_owned(), Value::Array(values));
                }
                other => left_out.push(format!("constraint {other} of {name}")),
            }
        }
        if needed {
            required.push(json!(name));
        }
        properties.insert(name.to_owned(), Value::Object(property));
    }
    let extra = table
        .get("fieldsMatch")
        .map(|m| m.as_str().or_else(|| m.get(0).and_then(Value::as_str)));
    let open = matches!(extra, Some(Some("subset" | "partial")));
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": open,
    });
    (schema, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_types_and_constraints_become_keywords() {
        let table = json!({"fields": [
            {"name": "id", "type": "string", "constraints": {"required": true, "pattern": "a_[0-9]+"}},
            {"name": "n", "type": "integer", "constraints": {"minimum": 0}},
            {"name": "day", "type": "date"},
            {"name": "kind", "type": "string", "constraints": {"enum": ["x", "y"]}},
            {"name": "where", "type": "geopoint"},
        ]});
        let (schema, left_out) = json_schema(&table);
        assert_eq!(left_out, ["type geopoint of where"]);
        let check = jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .expect("is a schema");
        for (row, valid) in [
            (
                json!({"id": "a_1", "n": 3, "day": "2024-05-20", "kind": "x", "where": "1,2"}),
                true,
            ),
            (json!({"id": "a_1", "n": null, "kind": null}), true),
            (json!({"n": 1}), false),
            (json!({"id": "xa_1"}), false),
            (json!({"id": "a_1", "n": -1}), false),
            (json!({"id": "a_1", "day": "20/5"}), false),
            (json!({"id": "a_1", "kind": "z"}), false),
            (json!({"id": "a_1", "other": 1}), false),
        ] {
            assert_eq!(check.is_valid(&row), valid, "{row}");
        }
    }
}
