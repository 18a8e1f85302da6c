//! Whether one schema accepts whatever another one accepts: proven, refuted by a value, or neither.

use jsonschema::canonical::{self, Containment};
use serde_json::Value;

use super::Effect;
use crate::validate::findings::short;

/// Whether the new schema accepts whatever the old one accepts.
pub(super) fn whole(old: &Value, new: &Value) -> (Effect, String) {
    match proof(old, new) {
        // What cannot be proven may still be refuted, by one value.
        (Effect::Unproven, message) => match witness(old, new) {
            Some(value) => (
                Effect::Breaking,
                format!("no longer allows {}", short(&value.to_string())),
            ),
            None => (Effect::Unproven, message),
        },
        decided => decided,
    }
}

/// A value that the old schema accepts and the new one does not, of some that are likely to tell.
fn witness(old: &Value, new: &Value) -> Option<Value> {
    let check = |schema: &Value| {
        jsonschema::options()
            .should_validate_formats(true)
            .build(schema)
            .ok()
    };
    let (was, is) = (check(old)?, check(new)?);
    let mut values: Vec<Value> = [
        "null",
        "true",
        "0",
        "1",
        "-1",
        "0.5",
        "1e9",
        "\"\"",
        "\"x\"",
        "[]",
        "{}",
        "[null]",
        "[\"x\"]",
        "[0]",
        "\"2024-05-20\"",
        "\"2024-05-20T06:23:00Z\"",
    ]
    .iter()
    .filter_map(|text| serde_json::from_str(text).ok())
    .collect();
    for schema in [old, new] {
        named(schema, &mut values);
    }
    values
        .into_iter()
        .find(|value| was.is_valid(value) && !is.is_valid(value))
}

/// Values that a schema names, and those just beyond its limits.
fn named(schema: &Value, values: &mut Vec<Value>) {
    match schema {
        Value::Object(keywords) => {
            for (name, value) in keywords {
                match (name.as_str(), value) {
                    ("enum" | "examples", Value::Array(listed)) => values.extend(listed.clone()),
                    ("const" | "default", value) => values.push(value.clone()),
                    (_, Value::Number(n)) => {
                        let Some(n) = n.as_f64().filter(|n| n.abs() < 1e6) else {
                            continue;
                        };
                        values.extend([n - 1.0, n, n + 1.0, n + 0.5].map(Value::from));
                        if n.abs() > 10_000.0 {
                            continue;
                        }
                        for length in [n - 1.0, n, n + 1.0] {
                            values.push(Value::from("x".repeat(length.max(0.0) as usize)));
                        }
                    }
                    _ => named(value, values),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| named(item, values)),
        _ => {}
    }
}

/// Whether it can be proven that the new schema accepts whatever the old one accepts, or not.
fn proof(old: &Value, new: &Value) -> (Effect, String) {
    let canonical = |schema: &Value| {
        canonical::options()
            .should_validate_formats(true)
            .offline()
            .canonicalize(schema)
    };
    let unproven = |why: String| {
        let message = format!("it cannot be proven that all old values stay valid: {why}");
        (Effect::Unproven, message)
    };
    let (was, is) = match (canonical(old), canonical(new)) {
        (Ok(was), Ok(is)) => (was, is),
        (Err(error), _) | (_, Err(error)) => return unproven(error.to_string()),
    };
    match (is.covers(&was), was.covers(&is)) {
        (Ok(Containment::Yes), Ok(Containment::Yes)) => (
            Effect::Compatible,
            "says the same in other words".to_owned(),
        ),
        (Ok(Containment::Yes), _) => (Effect::Compatible, "allows more than before".to_owned()),
        (Ok(Containment::No), _) => {
            let lost = was.subtract(&is).ok().map(|lost| {
                let mut lost = lost.to_json_schema();
                if let Some(keywords) = lost.as_object_mut() {
                    keywords.remove("$schema");
                }
                short(&lost.to_string())
            });
            let message = match lost {
                Some(lost) => format!("no longer allows {lost}"),
                None => "no longer allows some old values".to_owned(),
            };
            (Effect::Breaking, message)
        }
        (Ok(_), _) => unproven("the difference is too involved".to_owned()),
        (Err(error), _) => unproven(error.to_string()),
    }
}
