//! The types of a dataset's columns, in words that are the same whichever file tells them: the
//! types of a Data Package.

use std::collections::BTreeMap;
use std::path::Path;

use arrow_schema::DataType;
use serde_json::Value;

use crate::table::columns::Table;
use crate::validate::parquet;
use crate::validate::program::Scalar;
use crate::validate::source::{Format, Source, SourceError};

/// The type of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnType {
    /// `string`, `integer`, `number`, `boolean`, `date`, `datetime`, `array`, `object`; several with
    /// `or` between them where values differ; else the name that the file gives it.
    pub name: String,
    /// Whether it may be null; none where only values were seen, which prove neither.
    pub nullable: Option<bool>,
}

/// Types by column.
pub type Types = BTreeMap<String, ColumnType>;

/// The types that a table's Parquet file has, else those that the manifest states for the table;
/// none where there is neither.
pub fn stated(
    folder: &Path,
    table: &Table,
    manifest: &Value,
) -> Result<Option<Types>, SourceError> {
    let path = folder.join(format!("{}.parquet", table.name));
    match path.is_file() {
        true => {
            let rows = parquet::Rows::open(Source::open(&path, Some(Format::Parquet))?)?;
            Ok(Some(of_arrow(&rows.schema)))
        }
        false => Ok(of_manifest(table, manifest)),
    }
}

fn of_arrow(schema: &arrow_schema::Schema) -> Types {
    let fields = schema.fields().iter();
    fields
        .map(|field| {
            let column = ColumnType {
                name: arrow_name(field.data_type()),
                nullable: Some(field.is_nullable()),
            };
            (field.name().clone(), column)
        })
        .collect()
}

fn arrow_name(data_type: &DataType) -> String {
    let name = match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => "string",
        DataType::Boolean => "boolean",
        DataType::Date32 | DataType::Date64 => "date",
        DataType::Timestamp(..) => "datetime",
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..) => "array",
        DataType::Struct(_) | DataType::Map(..) => "object",
        DataType::Dictionary(_, values) => return arrow_name(values),
        other if other.is_integer() => "integer",
        other if other.is_floating() => "number",
        other => return other.to_string().to_lowercase(),
    };
    name.to_owned()
}

fn of_manifest(table: &Table, manifest: &Value) -> Option<Types> {
    let resources = manifest.get("resources")?.as_array()?;
    let text = |value: &Value, name: &str| Some(value.get(name)?.as_str()?.to_owned());
    let of_table = |resource: &&Value| {
        let path = text(resource, "path").unwrap_or_default();
        path.trim_start_matches("./").split('.').next() == Some(table.name)
    };
    let schema = resources.iter().find(of_table)?.get("schema")?;
    let fields = schema.get("fields")?.as_array()?;
    let types = fields.iter().filter_map(|field| {
        let required = field.pointer("/constraints/required");
        let column = ColumnType {
            name: text(field, "type").unwrap_or_else(|| "any".to_owned()),
            nullable: Some(required.and_then(Value::as_bool) != Some(true)),
        };
        Some((text(field, "name")?, column))
    });
    Some(types.collect())
}

/// Kinds of values that were seen in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen(u8);

const KINDS: [&str; 6] = ["string", "integer", "number", "boolean", "array", "object"];

impl Seen {
    /// Adds the kind of a value; null is none.
    pub fn add(&mut self, value: Scalar<'_>) {
        let kind = match value {
            Scalar::Null => return,
            Scalar::Text(_) | Scalar::Day(_) | Scalar::Instant(_) => 0,
            Scalar::Int(_) | Scalar::UInt(_) => 1,
            Scalar::Float(_) => 2,
            Scalar::Bool(_) => 3,
            Scalar::List(_) => 4,
            Scalar::Object(_) => 5,
        };
        self.0 |= 1 << kind;
    }

    /// The type that holds all of them; none where nothing was seen.
    pub fn column_type(self) -> Option<ColumnType> {
        // A number without a fraction is a number all the same.
        let kinds = match self.0 & 0b110 {
            0b110 => self.0 & !0b010,
            _ => self.0,
        };
        let names = KINDS.iter().enumerate();
        let names: Vec<&str> = names
            .filter(|(i, _)| kinds & (1 << i) != 0)
            .map(|(_, name)| *name)
            .collect();
        (!names.is_empty()).then(|| ColumnType {
            name: names.join(" or "),
            nullable: None,
        })
    }
}

/// What changed from the type of a baseline's column; none where nothing did, as far as both are
/// known.
pub fn change(old: &ColumnType, new: &ColumnType) -> Option<String> {
    // Seen values tell a day from a text no more than a whole number from one that only looks whole.
    let seen_only = old.nullable.is_none() || new.nullable.is_none();
    let plain = |name: &str| match name {
        "date" | "datetime" | "time" if seen_only => "string".to_owned(),
        "integer" if seen_only => "number".to_owned(),
        name => name.to_owned(),
    };
    if plain(&old.name) != plain(&new.name) {
        return Some(format!(
            "is {} after {} in the baseline",
            new.name, old.name
        ));
    }
    match (old.nullable, new.nullable) {
        (Some(false), Some(true)) => {
            Some("may be null, which it may not be in the baseline".to_owned())
        }
        (Some(true), Some(false)) => {
            Some("may not be null, which it may be in the baseline".to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, nullable: Option<bool>) -> ColumnType {
        ColumnType {
            name: name.to_owned(),
            nullable,
        }
    }

    #[test]
    fn a_change_of_type_or_of_nulls_is_told_and_a_way_of_knowing_is_none() {
        for (old, new, told) in [
            (("date", Some(true)), ("date", Some(true)), None),
            (
                ("date", Some(true)),
                ("string", Some(true)),
                Some("is string after date in the baseline"),
            ),
            (
                ("integer", Some(false)),
                ("integer", Some(true)),
                Some("may be null, which it may not be in the baseline"),
            ),
            (
                ("integer", Some(true)),
                ("integer", Some(false)),
                Some("may not be null, which it may be in the baseline"),
            ),
            (("date", Some(true)), ("string", None), None),
            (("number", None), ("integer", Some(false)), None),
            (
                ("array", Some(false)),
                ("string", None),
                Some("is string after array in the baseline"),
            ),
        ] {
            let found = change(&column(old.0, old.1), &column(new.0, new.1));
            assert_eq!(found.as_deref(), told, "{old:?} {new:?}");
        }
    }

    #[test]
    fn values_add_up_to_the_type_that_holds_them() {
        let of = |values: &[Scalar<'_>]| {
            let mut seen = Seen::default();
            values.iter().for_each(|value| seen.add(*value));
            seen.column_type().map(|column| column.name)
        };
        assert_eq!(of(&[Scalar::Null]), None);
        assert_eq!(
            of(&[Scalar::Int(1), Scalar::Null]).as_deref(),
            Some("integer")
        );
        assert_eq!(
            of(&[Scalar::Int(1), Scalar::Float(0.5)]).as_deref(),
            Some("number")
        );
        assert_eq!(
            of(&[Scalar::Int(1), Scalar::Text("một")]).as_deref(),
            Some("string or integer")
        );
    }
}
