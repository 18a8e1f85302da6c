//! Cells of a CSV file as the types that the schema gives them.
//!
//! The rule of conversion: an empty unquoted cell is null where the schema allows null or the
//! column is required, else the field is absent; a quoted cell is text where text is allowed; other
//! cells are read as true, false, a whole number, a number or JSON text where the schema allows
//! that type and the cell is written so, else as text.

use std::ops::Range;

use super::Cell;
use crate::validate::json::{Oddities, Parser};
use crate::validate::program::Scalar;
use crate::validate::schema::{Column, Types};
use crate::validate::tape::{Kind, Tape, View};

/// Reads cells onto a tape, as the types that the schema gives them.
#[derive(Debug, Default)]
pub struct Typer {
    parser: Parser,
    scratch: Tape,
}

impl Typer {
    /// Appends the cell's value; false where the field is absent instead. Names that stand twice
    /// in JSON text, and half pairs, are added to `oddities` with the cell's place.
    pub fn push(
        &mut self,
        cell: &Cell,
        source: &str,
        column: Column,
        name: &str,
        tape: &mut Tape,
        oddities: &mut Oddities,
    ) -> bool {
        let types = column.types;
        let range = cell.range.clone();
        let empty = cell.content.is_empty();
        let null = empty && (!cell.quoted || !types.string && types != Types::default());
        if null && !types.null && !column.required {
            return false;
        }
        tape.text(range.clone(), name, Kind::Key);
        if null {
            tape.null(range);
            return true;
        }
        let as_text = types.string && (cell.quoted || types == Types::ANY);
        if !as_text && self.typed(cell, source, types, tape, oddities) {
            return true;
        }
        match cell.doubled {
            true => tape.text(range, &cell.text(source), Kind::Text),
            false => tape.text_in_source(range, cell.content.clone(), Kind::Text),
        }
        true
    }

    /// Appends the cell as something else than text, where it can be read so.
    fn typed(
        &mut self,
        cell: &Cell,
        source: &str,
        types: Types,
        tape: &mut Tape,
        oddities: &mut Oddities,
    ) -> bool {
        let text = cell.text(source);
        let range = cell.range.clone();
        let number = types.integer || types.number;
        match text.as_bytes() {
            b"true" | b"false" if types.boolean => {
                tape.bool(range, &*text == "true");
                return true;
            }
            [b'-' | b'0'..=b'9', ..] if number => {}
            [b'[', ..] if types.array => {}
            [b'{', ..] if types.object => {}
            _ => return false,
        }
        self.scratch.clear();
        if self.parser.parse(&text, &mut self.scratch).is_err() {
            return false;
        }
        let value = self.scratch.root(&text);
        copy(value, &range, tape);
        let found = &self.parser.oddities;
        let at = cell.range.start;
        oddities
            .repeated_keys
            .extend(found.repeated_keys.iter().map(|_| at));
        oddities
            .lone_surrogates
            .extend(found.lone_surrogates.iter().map(|_| at));
        true
    }
}

/// Copies a value onto another tape; all of it stands at `range` there.
fn copy(value: View<'_>, range: &Range<usize>, tape: &mut Tape) {
    match value.scalar() {
        Scalar::Null => tape.null(range.clone()),
        Scalar::Bool(b) => tape.bool(range.clone(), b),
        Scalar::Int(n) => tape.int(range.clone(), n),
        Scalar::UInt(n) => tape.uint(range.clone(), n),
        Scalar::Float(n) => tape.float(range.clone(), n),
        Scalar::Text(text) => tape.text(range.clone(), text, Kind::Text),
        Scalar::Day(_) | Scalar::Instant(_) => {}
        Scalar::List(count) => {
            let open = tape.open(range.start, Kind::List);
            for item in value.items() {
                copy(item, range, tape);
            }
            tape.close(open, range.end, count);
        }
        Scalar::Object(count) => {
            let open = tape.open(range.start, Kind::Object);
            for (key, member) in value.members() {
                tape.text(range.clone(), key.text().unwrap_or(""), Kind::Key);
                copy(member, range, tape);
            }
            tape.close(open, range.end, count);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::record;
    use super::*;
    use crate::validate::instance::to_value;

    #[test]
    fn cells_take_the_types_of_the_schema() {
        let types = |names: &str| {
            let schema =
                json!({"properties": {"x": {"type": names.split(' ').collect::<Vec<_>>()}}});
            crate::validate::schema::Schema::new("s", schema, None)
                .expect("compiles")
                .column("x")
        };
        for (cell, names, expected) in [
            ("", "string null", Some(Value::Null)),
            ("\"\"", "string null", Some(json!(""))),
            ("", "string", None),
            ("\"\"", "integer null", Some(Value::Null)),
            ("12", "integer", Some(json!(12))),
            ("12", "string", Some(json!("12"))),
            ("\"12\"", "integer", Some(json!(12))),
            ("\"12\"", "integer string", Some(json!("12"))),
            ("012", "integer", Some(json!("012"))),
            ("1.50", "number", Some(json!(1.5))),
            ("true", "boolean", Some(json!(true))),
            ("True", "boolean", Some(json!("True"))),
            (
                "\"[\"\"a\"\",\"\"b\"\"]\"",
                "array",
                Some(json!(["a", "b"])),
            ),
            (
                "\"{\"\"k\"\":{\"\"m\"\":1}}\"",
                "object",
                Some(json!({"k": {"m": 1}})),
            ),
            ("\"['a']\"", "array", Some(json!("['a']"))),
            ("NaN", "number", Some(json!("NaN"))),
        ] {
            let mut parsed = Vec::new();
            record(cell.as_bytes(), 0, b',', true, |c| parsed.push(c));
            let mut tape = Tape::default();
            let open = tape.open(0, Kind::Object);
            let there = Typer::default().push(
                &parsed[0],
                cell,
                types(names),
                "x",
                &mut tape,
                &mut Oddities::default(),
            );
            tape.close(open, 0, usize::from(there));
            let row = to_value(tape.root(cell));
            assert_eq!(row.get("x"), expected.as_ref(), "{cell} as {names}");
        }
    }
}
