//! Two versions of a schema: is every row that was valid still valid?

mod proof;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::program::ANNOTATIONS;
use proof::whole;

/// One difference between two schemas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Column, empty for the schema as a whole.
    pub field: String,
    /// What it does to old rows.
    pub effect: Effect,
    /// What changed.
    pub message: String,
}

/// What a change does to rows that were valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// All stay valid.
    Compatible,
    /// It could not be proven that all stay valid.
    Unproven,
    /// Some do not stay valid.
    Breaking,
}

/// Compares two schemas column by column, and as a whole where they say more than columns.
pub fn compare(old: &Value, new: &Value) -> Vec<Change> {
    let mut changes = Vec::new();
    let empty = Map::new();
    let members = |schema: &Value, name: &str| -> Map<String, Value> {
        let found = schema.get(name).and_then(Value::as_object);
        found.unwrap_or(&empty).clone()
    };
    let (before, after) = (members(old, "properties"), members(new, "properties"));
    let (must, must_now) = (required(old), required(new));
    let open = |schema: &Value| schema.get("additionalProperties") != Some(&Value::Bool(false));
    let mut add = |field: &str, effect, message: String| {
        changes.push(Change {
            field: field.to_owned(),
            effect,
            message,
        });
    };
    for (name, was) in &before {
        match after.get(name) {
            None if open(new) => add(
                name,
                Effect::Compatible,
                "is no longer described".to_owned(),
            ),
            None => add(
                name,
                Effect::Breaking,
                "is gone: old rows have a field too many".to_owned(),
            ),
            Some(is) if stripped(was) == stripped(is) => {}
            Some(is) => {
                let (effect, message) = column(old, was, new, is);
                add(name, effect, message);
            }
        }
    }
    for name in after.keys().filter(|name| !before.contains_key(*name)) {
        match (must_now.contains(name), open(old)) {
            (true, _) => add(
                name,
                Effect::Breaking,
                "is new and required: old rows lack it".to_owned(),
            ),
            (false, false) => add(name, Effect::Compatible, "is new and optional".to_owned()),
            (false, true) => add(
                name,
                Effect::Unproven,
                "is new: old rows may hold anything under this name".to_owned(),
            ),
        }
    }
    for name in must_now.difference(&must) {
        if before.contains_key(name) || !after.contains_key(name) {
            add(name, Effect::Breaking, "is required now".to_owned());
        }
    }
    for name in must.difference(&must_now) {
        if after.contains_key(name) {
            add(name, Effect::Compatible, "is no longer required".to_owned());
        }
    }
    match (open(old), open(new)) {
        (true, false) => add(
            "",
            Effect::Breaking,
            "other fields are no longer allowed".to_owned(),
        ),
        (false, true) => add(
            "",
            Effect::Compatible,
            "other fields are allowed now".to_owned(),
        ),
        _ => {}
    }
    let columns_only = |schema: &Value| -> Value {
        let mut rest = match stripped(schema) {
            Value::Object(rest) => rest,
            other => return other,
        };
        for keyword in ["properties", "required", "additionalProperties"] {
            rest.remove(keyword);
        }
        Value::Object(rest)
    };
    if columns_only(old) != columns_only(new) {
        let (effect, message) = whole(old, new);
        add("", effect, message);
    }
    changes.sort_by(|a, b| (b.effect, &a.field).cmp(&(a.effect, &b.field)));
    changes
}

fn required(schema: &Value) -> BTreeSet<String> {
    let names = schema.get("required").and_then(Value::as_array);
    names
        .into_iter()
        .flatten()
        .filter_map(|n| n.as_str().map(str::to_owned))
        .collect()
}

/// A schema without what accepts and rejects nothing.
fn stripped(schema: &Value) -> Value {
    match schema {
        Value::Object(keywords) => Value::Object(
            keywords
                .iter()
                .filter(|(name, _)| *name != "$id" && !ANNOTATIONS.contains(&name.as_str()))
                .map(|(name, value)| {
                    let value = match name.as_str() {
                        "properties" | "patternProperties" | "dependentSchemas" => match value {
                            Value::Object(members) => Value::Object(
                                members
                                    .iter()
                                    .map(|(name, schema)| (name.clone(), stripped(schema)))
                                    .collect(),
                            ),
                            other => other.clone(),
                        },
                        "const" | "enum" | "required" => value.clone(),
                        _ => stripped(value),
                    };
                    (name.clone(), value)
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.iter().map(stripped).collect()),
        other => other.clone(),
    }
}

/// Compares the schemas of one column, with the definitions they may refer to.
fn column(old: &Value, was: &Value, new: &Value, is: &Value) -> (Effect, String) {
    let alone = |root: &Value, schema: &Value| {
        let mut alone = match schema {
            Value::Object(keywords) => keywords.clone(),
            other => [("allOf".to_owned(), Value::Array(vec![other.clone()]))]
                .into_iter()
                .collect(),
        };
        for keyword in ["$schema", "$defs", "definitions"] {
            if let Some(value) = root.get(keyword) {
                alone.insert(keyword.to_owned(), value.clone());
            }
        }
        Value::Object(alone)
    };
    whole(&alone(old, was), &alone(new, is))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effects(old: &str, new: &str) -> Vec<(String, Effect)> {
        let parse = |columns: &str| -> Value { serde_json::from_str(columns).expect(columns) };
        compare(&parse(old), &parse(new))
            .into_iter()
            .map(|change| (change.field, change.effect))
            .collect()
    }

    #[test]
    fn changes_of_a_column_are_judged_by_what_they_take_away() {
        use Effect::{Breaking, Compatible};
        for (old, new, effect) in [
            (
                r#"{"type": "integer"}"#,
                r#"{"type": "number"}"#,
                Some(Compatible),
            ),
            (
                r#"{"type": "number"}"#,
                r#"{"type": "integer"}"#,
                Some(Breaking),
            ),
            (
                r#"{"enum": ["a"]}"#,
                r#"{"enum": ["a", "b"]}"#,
                Some(Compatible),
            ),
            (
                r#"{"enum": ["a", "b"]}"#,
                r#"{"enum": ["a"]}"#,
                Some(Breaking),
            ),
            (
                r#"{"type": "string"}"#,
                r#"{"type": ["string", "null"]}"#,
                Some(Compatible),
            ),
            (
                r#"{"type": "string"}"#,
                r#"{"type": "string", "maxLength": 9}"#,
                Some(Breaking),
            ),
            (r#"{"minimum": 0}"#, r#"{"minimum": -1}"#, Some(Compatible)),
            (
                r#"{"type": "string"}"#,
                r#"{"type": "string", "description": "x"}"#,
                None,
            ),
        ] {
            let schema = |column: &str| format!(r#"{{"properties": {{"x": {column}}}}}"#);
            let expect: Vec<_> = effect.map(|e| ("x".to_owned(), e)).into_iter().collect();
            assert_eq!(
                effects(&schema(old), &schema(new)),
                expect,
                "{old} to {new}"
            );
        }
    }

    #[test]
    fn columns_that_come_and_go_are_judged_by_what_rows_must_hold() {
        use Effect::{Breaking, Compatible, Unproven};
        let closed = |columns: &str, required: &str| {
            format!(
                r#"{{"properties": {{{columns}}}, "required": [{required}], "additionalProperties": false}}"#
            )
        };
        let (a, ab) = (r#""a": {}"#, r#""a": {}, "b": {}"#);
        for (old, new, field, effect) in [
            (closed(a, ""), closed(ab, ""), "b", Compatible),
            (closed(a, ""), closed(ab, r#""b""#), "b", Breaking),
            (closed(ab, ""), closed(a, ""), "b", Breaking),
            (closed(a, ""), closed(a, r#""a""#), "a", Breaking),
            (closed(a, r#""a""#), closed(a, ""), "a", Compatible),
            (
                r#"{"properties": {"a": {}}}"#.to_owned(),
                closed(a, ""),
                "",
                Breaking,
            ),
            (
                r#"{"properties": {"a": {}}}"#.to_owned(),
                r#"{"properties": {"a": {}, "b": {"type": "string"}}}"#.to_owned(),
                "b",
                Unproven,
            ),
        ] {
            assert_eq!(
                effects(&old, &new),
                [(field.to_owned(), effect)],
                "{old} to {new}"
            );
        }
    }

    #[test]
    fn our_own_schemas_are_compatible_with_themselves_and_not_without_a_word() {
        use crate::table::columns::EVENTS;
        let text = crate::table::json_schema::json_schema(&EVENTS);
        let old: Value = serde_json::from_str(&text).expect("is JSON");
        assert_eq!(compare(&old, &old), []);
        let mut new = old.clone();
        let statuses = new["properties"]["status"]["enum"].as_array_mut();
        statuses.expect("a list").retain(|s| s != "denied");
        let changes = compare(&old, &new);
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].field, "status");
        assert_eq!(changes[0].effect, Effect::Breaking);
        assert!(
            changes[0].message.contains("denied"),
            "{}",
            changes[0].message
        );
        assert_eq!(compare(&new, &old)[0].effect, Effect::Compatible);
    }
}
