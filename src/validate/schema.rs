//! A JSON Schema, ready to check rows: the compiled checks, the crate's validator, and what the
//! schema says about the type of each column.

mod retrieve;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value};

use super::instance::TapeJson;
use super::json::Parser;
use super::program::{Program, Unsupported};
use super::tape::{Tape, View};
use crate::table::columns::{TABLES, Table};
use crate::table::json_schema::json_schema;
use retrieve::LocalFiles;

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

/// What a schema says about a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// JSON types it may have.
    pub types: Types,
    /// Whether every row must have it.
    pub required: bool,
}

/// Which JSON types a value may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Types {
    /// `null`.
    pub null: bool,
    /// `boolean`.
    pub boolean: bool,
    /// `integer`.
    pub integer: bool,
    /// `number`.
    pub number: bool,
    /// `string`.
    pub string: bool,
    /// `array`.
    pub array: bool,
    /// `object`.
    pub object: bool,
}

impl Types {
    /// Every type: the schema says nothing.
    pub const ANY: Self = Self {
        null: true,
        boolean: true,
        integer: true,
        number: true,
        string: true,
        array: true,
        object: true,
    };

    fn and(self, other: Self) -> Self {
        Self {
            null: self.null && other.null,
            boolean: self.boolean && other.boolean,
            integer: self.integer && (other.integer || other.number)
                || other.integer && (self.integer || self.number),
            number: self.number && other.number,
            string: self.string && other.string,
            array: self.array && other.array,
            object: self.object && other.object,
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            null: self.null || other.null,
            boolean: self.boolean || other.boolean,
            integer: self.integer || other.integer,
            number: self.number || other.number,
            string: self.string || other.string,
            array: self.array || other.array,
            object: self.object || other.object,
        }
    }

    fn insert(&mut self, name: &str) {
        match name {
            "null" => self.null = true,
            "boolean" => self.boolean = true,
            "integer" => self.integer = true,
            "number" => self.number = true,
            "string" => self.string = true,
            "array" => self.array = true,
            "object" => self.object = true,
            _ => {}
        }
    }

    fn of_value(value: &Value) -> Self {
        let mut types = Self::default();
        match value {
            Value::Null => types.null = true,
            Value::Bool(_) => types.boolean = true,
            Value::Number(n) if n.is_f64() => types.number = true,
            Value::Number(_) => types.integer = true,
            Value::String(_) => types.string = true,
            Value::Array(_) => types.array = true,
            Value::Object(_) => types.object = true,
        }
        types
    }
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

/// Columns of the outermost object, through references and the branches that every row takes.
fn columns(schema: &Value) -> BTreeMap<String, Column> {
    let mut columns = BTreeMap::new();
    let mut required = BTreeSet::new();
    collect(schema, schema, 0, &mut columns, &mut required);
    columns
        .into_iter()
        .map(|(name, types)| {
            let required = required.contains(&name);
            (name, Column { types, required })
        })
        .collect()
}

/// References followed one into another before a schema counts as saying nothing.
const MAX_REFERENCES: usize = 16;

fn collect(
    root: &Value,
    schema: &Value,
    depth: usize,
    columns: &mut BTreeMap<String, Types>,
    required: &mut BTreeSet<String>,
) {
    let Some(keywords) = schema.as_object().filter(|_| depth < MAX_REFERENCES) else {
        return;
    };
    if let Some(Value::Object(properties)) = keywords.get("properties") {
        for (name, property) in properties {
            let types = types(root, property, 0);
            let merged = columns.get(name).map_or(types, |before| before.and(types));
            columns.insert(name.clone(), merged);
        }
    }
    if let Some(Value::Array(names)) = keywords.get("required") {
        required.extend(names.iter().filter_map(|n| n.as_str().map(str::to_owned)));
    }
    if let Some(target) = referred(root, keywords) {
        collect(root, target, depth + 1, columns, required);
    }
    if let Some(Value::Array(parts)) = keywords.get("allOf") {
        for part in parts {
            collect(root, part, depth + 1, columns, required);
        }
    }
}

/// The types that a property's schema leaves open.
fn types(root: &Value, schema: &Value, depth: usize) -> Types {
    if depth >= MAX_REFERENCES {
        return Types::ANY;
    }
    let keywords = match schema {
        Value::Object(keywords) => keywords,
        Value::Bool(false) => return Types::default(),
        _ => return Types::ANY,
    };
    let mut found = match keywords.get("type") {
        None => Types::ANY,
        Some(Value::Array(names)) => {
            let mut types = Types::default();
            for name in names.iter().filter_map(Value::as_str) {
                types.insert(name);
            }
            types
        }
        Some(name) => {
            let mut types = Types::default();
            types.insert(name.as_str().unwrap_or(""));
            types
        }
    };
    if let Some(Value::Array(values)) = keywords.get("enum") {
        let listed = values
            .iter()
            .map(Types::of_value)
            .fold(Types::default(), Types::or);
        found = found.and(listed);
    }
    if let Some(value) = keywords.get("const") {
        found = found.and(Types::of_value(value));
    }
    if let Some(target) = referred(root, keywords) {
        found = found.and(types(root, target, depth + 1));
    }
    for (keyword, all) in [("allOf", true), ("anyOf", false), ("oneOf", false)] {
        if let Some(Value::Array(parts)) = keywords.get(keyword) {
            let parts = parts.iter().map(|part| types(root, part, depth + 1));
            found = found.and(match all {
                true => parts.fold(Types::ANY, Types::and),
                false => parts.fold(Types::default(), Types::or),
            });
        }
    }
    found
}

fn referred<'s>(root: &'s Value, keywords: &Map<String, Value>) -> Option<&'s Value> {
    let reference = keywords.get("$ref")?.as_str()?;
    root.pointer(reference.strip_prefix('#')?)
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

    fn column(schema: &str, name: &str) -> Column {
        let value = serde_json::from_str(schema).expect("is JSON");
        Schema::new("s", value, None)
            .expect("compiles")
            .column(name)
    }

    #[test]
    fn types_of_a_column_are_read_through_references_and_branches() {
        let only = |names: &[&str]| {
            let mut types = Types::default();
            names.iter().for_each(|n| types.insert(n));
            types
        };
        for (property, expected) in [
            (r#"{"type": "integer"}"#, only(&["integer"])),
            (r#"{"type": ["number", "null"]}"#, only(&["number", "null"])),
            (r##"{"$ref": "#/$defs/day"}"##, only(&["string", "null"])),
            (
                r##"{"anyOf": [{"$ref": "#/$defs/day"}, {"type": "integer"}]}"##,
                only(&["string", "null", "integer"]),
            ),
            (
                r#"{"enum": ["a", null, 3]}"#,
                only(&["string", "null", "integer"]),
            ),
            (
                r#"{"type": "number", "allOf": [{"type": "integer"}]}"#,
                only(&["integer"]),
            ),
            ("true", Types::ANY),
            ("{}", Types::ANY),
        ] {
            let schema = format!(
                r#"{{"$defs": {{"day": {{"type": ["string", "null"]}}}}, "required": ["x"], "properties": {{"x": {property}}}}}"#
            );
            let found = column(&schema, "x");
            assert_eq!(found.types, expected, "{property}");
            assert!(found.required);
        }
        assert!(!column("{}", "x").required);
    }

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
