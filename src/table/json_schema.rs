//! JSON Schemas (draft 2020-12) of the tables, generated from the field list. The files under
//! `schema/` are these texts; a test holds them together.

use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::columns::{Column, Kind, Table};
use super::record::hex;

/// Version of the tables' shape: the second number grows with a value or column added, the first
/// with one taken away or changed.
pub const VERSION: &str = "1.0";

/// `$id` of a table's schema.
pub fn id(table: &Table) -> String {
    format!("urn:newsrows:schema:{}:{VERSION}", table.name)
}

/// A table's JSON Schema, as text with a final newline.
pub fn json_schema(table: &Table) -> String {
    let schema = Schema {
        schema: "https://json-schema.org/draft/2020-12/schema",
        id: id(table),
        title: table.name,
        description: table.description,
        kind: "object",
        required: table.columns.iter().map(|c| c.name).collect(),
        additional: false,
        all_of: rules(table.name),
        properties: Properties(table.columns),
    };
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// SHA-256 of a table's JSON Schema, hexadecimal.
pub fn digest(table: &Table) -> String {
    hex(&Sha256::digest(json_schema(table).as_bytes()))
}

#[derive(Serialize)]
struct Schema {
    #[serde(rename = "$schema")]
    schema: &'static str,
    #[serde(rename = "$id")]
    id: String,
    title: &'static str,
    description: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    properties: Properties,
    required: Vec<&'static str>,
    #[serde(rename = "additionalProperties")]
    additional: bool,
    #[serde(rename = "allOf", skip_serializing_if = "Vec::is_empty")]
    all_of: Vec<Value>,
}

/// Properties in column order.
struct Properties(&'static [Column]);

impl Serialize for Properties {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|c| (c.name, Property::of(c))))
    }
}

#[derive(Serialize)]
struct Property {
    description: &'static str,
    #[serde(rename = "type")]
    kind: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'static str>,
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    values: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<Value>,
    examples: [Value; 1],
}

impl Property {
    fn of(column: &Column) -> Self {
        let kind = match column.kind {
            Kind::Text | Kind::Date | Kind::Time => "string",
            Kind::Int => "integer",
            Kind::Float => "number",
            Kind::Bool => "boolean",
            Kind::List => "array",
        };
        let words = column.values.map(|list| list());
        let list = column.kind == Kind::List;
        let bound = |value: f64| match column.kind {
            Kind::Int => json!(value as i64),
            _ => json!(value),
        };
        Self {
            description: column.description,
            kind: match column.nullable {
                true => json!([kind, "null"]),
                false => json!(kind),
            },
            format: match column.kind {
                Kind::Date => Some("date"),
                Kind::Time => Some("date-time"),
                _ => None,
            },
            pattern: match column.kind {
                Kind::Time => Some("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"),
                _ => column.pattern,
            },
            values: words.filter(|_| !list).map(|words| {
                let null = column.nullable.then_some(Value::Null);
                words.iter().map(|w| json!(w)).chain(null).collect()
            }),
            items: list.then(|| match words {
                Some(words) => json!({"type": "string", "enum": words}),
                None => json!({"type": "string"}),
            }),
            minimum: column.minimum.map(bound),
            maximum: column.maximum.map(bound),
            examples: [serde_json::from_str(column.example).unwrap_or(Value::Null)],
        }
    }
}

/// What one column's value asks of another.
fn rules(table: &str) -> Vec<Value> {
    let rule = |comment: &str, when: Value, then: Value| {
        json!({
            "$comment": comment,
            "if": {"properties": when},
            "then": {"properties": then},
        })
    };
    match table {
        "records" => vec![
            rule(
                "A publication day that is known has a value.",
                json!({"published_basis": {"enum": ["stated", "inferred"]}}),
                json!({"published_date": {"type": "string"}}),
            ),
            rule(
                "A publication day that is not known has none.",
                json!({"published_basis": {"const": "unknown"}}),
                json!({"published_date": {"type": "null"}, "published_at": {"type": "null"}}),
            ),
        ],
        "events" => vec![
            rule(
                "Only MOBILIZE may lack a target.",
                json!({"event_type": {"not": {"const": "MOBILIZE"}}}),
                json!({"target_country": {"type": "string"}}),
            ),
            rule(
                "A first day has a last day.",
                json!({"date_start": {"type": "string"}}),
                json!({"date_end": {"type": "string"}}),
            ),
            rule(
                "No first day, no last day.",
                json!({"date_start": {"type": "null"}}),
                json!({"date_end": {"type": "null"}}),
            ),
        ],
        "lines" => vec![rule(
            "Text that went to a record went to a field of it.",
            json!({"record_id": {"type": "string"}}),
            json!({"field": {"type": "string"}, "field_start": {"type": "integer"}}),
        )],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::columns::TABLES;

    fn committed(table: &Table) -> std::path::PathBuf {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
        folder.join(format!("{}.schema.json", table.name))
    }

    /// `NEWSROWS_ACCEPT=1 cargo test` writes the files anew.
    #[test]
    fn the_committed_schemas_are_those_of_the_field_list() {
        for table in TABLES {
            let path = committed(table);
            if std::env::var_os("NEWSROWS_ACCEPT").is_some() {
                std::fs::write(&path, json_schema(table)).expect("written");
            }
            let file = std::fs::read_to_string(&path).expect("a committed schema");
            assert!(
                file == json_schema(table),
                "{} differs from table/columns.rs; run NEWSROWS_ACCEPT=1 cargo test and review the difference",
                path.display()
            );
        }
    }

    #[test]
    fn schemas_are_valid_and_accept_their_own_examples() {
        for table in TABLES {
            let schema: Value = serde_json::from_str(&json_schema(table)).expect("JSON");
            assert!(jsonschema::meta::is_valid(&schema), "{}", table.name);
            let validator = jsonschema::validator_for(&schema).expect("a schema");
            let row: serde_json::Map<_, _> = table
                .columns
                .iter()
                .map(|c| {
                    (
                        c.name.to_owned(),
                        serde_json::from_str(c.example).expect("JSON"),
                    )
                })
                .collect();
            let mut row = Value::Object(row);
            if let Err(error) = validator.validate(&row) {
                panic!("{}: {error} at {}", table.name, error.instance_path());
            }
            row["colour"] = json!("red");
            assert!(
                !validator.is_valid(&row),
                "{}: closed to other keys",
                table.name
            );
        }
    }
}
