//! Rows of our own tables, checked as typed columns before they are written: no JSON is made of a
//! row that is valid.

use std::iter;

use serde_json::{Value as Json, json};

use super::contract::{Breach, breaches};
use super::json::Parser;
use super::program::{Instance, Scalar, day_text, instant_text};
use super::schema::{Schema, SchemaError};
use super::tape::Tape;
use crate::table::batch::{Cells, Rows, Value};
use crate::table::canonical;
use crate::table::columns::{Column, Table};

/// The contract of one of our tables.
#[derive(Clone, Copy, Debug)]
pub struct Contract {
    schema: &'static Schema,
}

/// A row that breaks the contract.
#[derive(Clone, Debug, PartialEq)]
pub struct BadRow {
    /// Its place in the batch, from 0.
    pub row: usize,
    /// What it breaks.
    pub breaches: Vec<Breach>,
}

impl Contract {
    /// The contract of a table; an error is a defect of the program.
    pub fn of(table: &'static Table) -> Result<Self, &'static SchemaError> {
        Schema::of_table(table).map(|schema| Self { schema })
    }

    /// The rows that break the contract, in order; none for a sound batch.
    pub fn check(&self, rows: &Rows) -> Vec<BadRow> {
        let cells = rows.cells();
        let mut bad = Vec::new();
        for row in 0..rows.len() {
            let item = Item::Row(&cells, rows.table.columns, row);
            let sound = match self.schema.program() {
                Some(program) => program.accepts(item),
                None => false,
            };
            if !sound {
                let breaches = self.breaches(rows, row);
                if !breaches.is_empty() {
                    bad.push(BadRow { row, breaches });
                }
            }
        }
        bad
    }

    fn breaches(&self, rows: &Rows, row: usize) -> Vec<Breach> {
        let mut line = Vec::new();
        canonical::lines(&mut line, &rows.slice(row, 1));
        let text = String::from_utf8_lossy(&line);
        let mut tape = Tape::default();
        match Parser::default().parse(&text, &mut tape) {
            Ok(()) => breaches(self.schema, tape.root(&text), false),
            // The canonical form is JSON; where it were not, the row must not pass.
            Err(error) => vec![Breach {
                code: "V129",
                field: String::new(),
                pointer: String::new(),
                member: None,
                schema_pointer: String::new(),
                message: error.message.to_owned(),
                help: None,
            }],
        }
    }
}

/// A row, or a value of one.
#[derive(Clone, Copy)]
enum Item<'a> {
    Row(&'a [Cells<'a>], &'static [Column], usize),
    Cell(Value<'a>),
    Text(&'a str),
}

impl<'a> Instance<'a> for Item<'a> {
    fn scalar(self) -> Scalar<'a> {
        match self {
            Self::Row(_, columns, _) => Scalar::Object(columns.len()),
            Self::Text(text) | Self::Cell(Value::Text(text)) => Scalar::Text(text),
            Self::Cell(value) => match value {
                Value::Null => Scalar::Null,
                Value::Bool(value) => Scalar::Bool(value),
                Value::Int(value) => Scalar::Int(value),
                Value::Float(value) => Scalar::Float(value),
                Value::Date(days) => Scalar::Day(days),
                Value::Time(micros) => Scalar::Instant(micros),
                Value::List(texts) => Scalar::List(texts.len()),
                Value::Text(text) => Scalar::Text(text),
            },
        }
    }

    fn items(self) -> impl Iterator<Item = Self> {
        let texts = match self {
            Self::Cell(Value::List(texts)) => Some(texts),
            _ => None,
        };
        texts
            .into_iter()
            .flat_map(|texts| texts.iter())
            .map(Item::Text)
    }

    fn members(self) -> impl Iterator<Item = (&'a str, Self)> {
        let (cells, columns, row): (&[Cells], &[Column], usize) = match self {
            Self::Row(cells, columns, row) => (cells, columns, row),
            _ => (&[], &[], 0),
        };
        iter::zip(columns, cells)
            .map(move |(column, cells)| (column.name, Item::Cell(cells.value(row))))
    }

    fn value(self) -> Json {
        match self.scalar() {
            Scalar::Null => Json::Null,
            Scalar::Bool(value) => json!(value),
            Scalar::Int(value) => json!(value),
            Scalar::UInt(value) => json!(value),
            Scalar::Float(value) => json!(value),
            Scalar::Text(text) => json!(text),
            Scalar::Day(days) => json!(day_text(days)),
            Scalar::Instant(micros) => json!(instant_text(micros)),
            Scalar::List(_) => Json::Array(self.items().map(Instance::value).collect()),
            Scalar::Object(_) => Json::Object(
                self.members()
                    .map(|(name, value)| (name.to_owned(), value.value()))
                    .collect(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::RowsBuilder;
    use crate::table::columns::{EVENTS, Kind, LINES, RECORDS, TABLES};

    /// A row of the columns' examples, but for one cell.
    fn row(table: &'static Table, changed: &str, value: Json) -> Rows {
        let mut builder = RowsBuilder::new(table);
        for column in table.columns {
            let json = match column.name == changed {
                true => value.clone(),
                false => serde_json::from_str(column.example).expect("is JSON"),
            };
            match (column.kind, &json) {
                (_, Json::Null) => builder.value(column.name, Value::Null),
                (Kind::Text, Json::String(text)) => builder.text(column.name, text.as_str()),
                (Kind::Int, Json::Number(n)) => {
                    builder.value(column.name, Value::Int(n.as_i64().expect("whole")))
                }
                (Kind::Float, Json::Number(n)) => {
                    builder.float(column.name, n.as_f64().expect("a number"))
                }
                (Kind::Bool, Json::Bool(b)) => builder.bool(column.name, *b),
                (Kind::Date, Json::String(text)) => builder.date(column.name, text.parse().ok()),
                (Kind::Time, Json::String(text)) => builder.time(column.name, text.parse().ok()),
                (Kind::List, Json::Array(items)) => {
                    builder.list(column.name, Some(items.iter().filter_map(Json::as_str)))
                }
                (kind, other) => panic!("{other} as {kind:?}"),
            };
        }
        builder.finish().expect("a row")
    }

    #[test]
    fn example_rows_of_every_table_are_sound_and_their_schemas_compiled() {
        for table in TABLES {
            let schema = Schema::of_table(table).expect("compiles");
            assert_eq!(schema.not_compiled(), None, "{}", table.name);
            let contract = Contract::of(table).expect("compiles");
            let rows = row(table, "", Json::Null);
            assert_eq!(contract.check(&rows), [], "{}", table.name);
        }
    }

    #[test]
    fn a_bad_cell_is_told_by_column_and_code() {
        for (table, column, value, code, field) in [
            (&RECORDS, "record_id", json!("r_1"), "V105", "record_id"),
            (&RECORDS, "kept_ratio", json!(1.5), "V107", "kept_ratio"),
            (
                &RECORDS,
                "quality_flags",
                json!(["no_such_flag"]),
                "V104",
                "quality_flags",
            ),
            (
                &RECORDS,
                "published_date",
                Json::Null,
                "V101",
                "published_date",
            ),
            (
                &EVENTS,
                "actor_country",
                json!("Nga"),
                "V105",
                "actor_country",
            ),
            (
                &EVENTS,
                "target_country",
                Json::Null,
                "V101",
                "target_country",
            ),
            (
                &EVENTS,
                "evidence_start",
                json!(-1),
                "V107",
                "evidence_start",
            ),
            (&LINES, "role", json!("banner"), "V104", "role"),
        ] {
            let bad = Contract::of(table)
                .expect("compiles")
                .check(&row(table, column, value));
            let told: Vec<_> = bad
                .iter()
                .flat_map(|bad| &bad.breaches)
                .map(|breach| (breach.code, breach.field.as_str()))
                .collect();
            assert_eq!(told, [(code, field)], "{column}");
        }
    }
}
