//! What a schema says about the type of each column, through references and branches.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

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

/// Columns of the outermost object, through references and the branches that every row takes.
pub(super) fn columns(schema: &Value) -> BTreeMap<String, Column> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn column(schema: &str, name: &str) -> Column {
        let value = serde_json::from_str(schema).expect("is JSON");
        crate::validate::schema::Schema::new("s", value, None)
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
}
