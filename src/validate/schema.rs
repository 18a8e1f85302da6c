//! A JSON Schema, ready to check rows: the compiled checks, the crate's validator, and what the
//! schema says about the type of each column.

mod retrieve;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use jsonschema::{Draft, Validator};
use serde_json::Value;

use super::instance::TapeJson;
use super::json::Parser;
use super::program::{Program, Unsupported};
use super::tape::{Tape, View};
use crate::table::columns::{TABLES, Table};
use crate::table::json_schema::json_schema;
use retrieve::LocalFiles;
use types::columns;

pub use types::{Column, Types};

/// Why a schema cannot be used; a usage error, found before any row is read.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// The file cannot be read.
    #[error("{path}: {source}; --schema takes a JSON Schema file")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not JSON.
    #[error("{path}:{line}:{column}: not JSON: {message}")]
    NotJson {
        /// The file.
        path: String,
        /// 1-based line.
        line: usize,
        /// 1-based column.
        column: usize,
        /// What the parser said.
        message: String,
    },
    /// The JSON is no schema of its draft, or a reference does not resolve.
    #[error("{path}{pointer}: {message}")]
    NotASchema {
        /// The file, or the name of a built-in schema.
        path: String,
        /// `#` and a JSON Pointer, or nothing.
        pointer: String,
        /// What is wrong.
        message: String,
    },
}

/// A schema, compiled.
#[derive(Debug)]
pub struct Schema {
    /// File, or name of a built-in table.
    pub name: String,
    value: Value,
    validator: Validator<TapeJson>,
    program: Result<Program, Unsupported>,
    columns: BTreeMap<String, Column>,
    unknown_formats: Vec<String>,
}

impl Schema {
    /// Reads and compiles a schema file; references may lead to other local files.
    pub fn open(path: &Path) -> Result<Self, SchemaError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|source| SchemaError::Unreadable {
            path: name.clone(),
            source,
        })?;
        let base = retrieve::file_uri(path);
        Self::parse(&name, text.trim_start_matches('\u{FEFF}'), base.as_deref())
    }

    /// The schema of one of our own tables, compiled once.
    pub fn of_table(table: &'static Table) -> Result<&'static Self, &'static SchemaError> {
        static SCHEMAS: LazyLock<Vec<Result<Schema, SchemaError>>> = LazyLock::new(|| {
            let schema = |table: &Table| Schema::parse(table.name, &json_schema(table), None);
            TABLES.iter().map(|table| schema(table)).collect()
        });
        let place = TABLES.iter().position(|t| t.name == table.name);
        SCHEMAS[place.unwrap_or(0)].as_ref()
    }

    /// Compiles the text of a schema; relative references count from `base`.
    pub fn parse(name: &str, text: &str, base: Option<&str>) -> Result<Self, SchemaError> {
        let value = serde_json::from_str(text).map_err(|e| SchemaError::NotJson {
            path: name.to_owned(),
            line: e.line(),
            column: e.column(),
            message: e.to_string(),
        })?;
        let mut schema = Self::new(name, value, base)?;
        // Rows mostly have their fields in the order of the schema's text, which a `Value` forgets.
        let mut tape = Tape::default();
        if Parser::default().parse(text, &mut tape).is_ok()
            && let Some(properties) = tape.root(text).get("properties")
            && let Ok(program) = &mut schema.program
        {
            let names: Vec<&str> = properties
                .members()
                .filter_map(|(key, _)| key.text())
                .collect();
            program.order(&names);
        }
        Ok(schema)
    }

    /// Compiles a schema; relative references count from `base`.
    pub fn new(name: &str, value: Value, base: Option<&str>) -> Result<Self, SchemaError> {
        let mut options = jsonschema::options_for::<TapeJson>()
            .should_validate_formats(true)
            .with_retriever(LocalFiles);
        if let Some(base) = base {
            options = options.with_base_uri(base.to_owned());
        }
        let validator = options
            .build(&value)
            .map_err(|error| SchemaError::NotASchema {
                path: name.to_owned(),
                pointer: match error.instance_path().as_str() {
                    "" => String::new(),
                    pointer => format!("#{pointer}"),
                },
                message: error.to_string(),
            })?;
        let draft = validator.draft();
        let program = Program::compile(&value, draft);
        let mut unknown = BTreeSet::new();
        formats(&value, draft, &mut unknown);
        Ok(Self {
            name: name.to_owned(),
            columns: columns(&value),
            validator,
            program,
            value,
            unknown_formats: unknown.into_iter().collect(),
        })
    }

    /// True when the schema accepts the row.
    pub fn accepts(&self, row: View<'_>) -> bool {
        match &self.program {
            Ok(program) => program.accepts(row),
            Err(_) => self.validator.is_valid(row),
        }
    }

    /// The compiled checks, where the schema has only keywords that the compiler knows.
    pub fn program(&self) -> Option<&Program> {
        self.program.as_ref().ok()
    }

    /// The keyword that keeps the schema from being compiled; the crate checks its rows, slower.
    pub fn not_compiled(&self) -> Option<&str> {
        self.program.as_ref().err().map(|e| e.0.as_str())
    }

    /// The crate's validator, which lists every error of a row.
    pub fn validator(&self) -> &Validator<TapeJson> {
        &self.validator
    }

    /// The schema itself.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// What the schema says about a column.
    pub fn column(&self, name: &str) -> Column {
        self.columns.get(name).copied().unwrap_or(Column {
            types: Types::ANY,
            required: false,
        })
    }

    /// Columns that the schema names.
    pub fn columns(&self) -> impl Iterator<Item = (&str, Column)> {
        self.columns.iter().map(|(name, c)| (name.as_str(), *c))
    }

    /// Names under `format` that no check is known for, and which therefore check nothing.
    pub fn unknown_formats(&self) -> &[String] {
        &self.unknown_formats
    }
}

/// Names under `format` that the crate does not know.
fn formats(schema: &Value, draft: Draft, unknown: &mut BTreeSet<String>) {
    let known = jsonschema::options();
    let mut rest = vec![schema];
    while let Some(value) = rest.pop() {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(name)) = map.get("format")
                    && !known.is_known_format(draft, name)
                {
                    unknown.insert(name.clone());
                }
                let data = ["const", "enum", "default", "examples"];
                rest.extend(
                    map.iter()
                        .filter(|(key, _)| !data.contains(&key.as_str()))
                        .map(|(_, value)| value),
                );
            }
            Value::Array(items) => rest.extend(items),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_schema_is_refused_with_its_place() {
        for (schema, message) in [
            (r#"{"type": "strnig"}"#, "s#/type: "),
            (r##"{"$ref": "#/$defs/none"}"##, "s: "),
            (r#"{"$ref": "https://example.org/x.json"}"#, "s: "),
        ] {
            let value = serde_json::from_str(schema).expect("is JSON");
            let error = Schema::new("s", value, None).expect_err(schema).to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }

    #[test]
    fn formats_without_a_check_are_told() {
        let value = serde_json::json!({
            "properties": {"a": {"format": "date"}, "b": {"format": "vn-phone"}},
            "examples": [{"format": "x"}]
        });
        let schema = Schema::new("s", value, None).expect("compiles");
        assert_eq!(schema.unknown_formats(), ["vn-phone"]);
    }
}
