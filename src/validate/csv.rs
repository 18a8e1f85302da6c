//! CSV records: where they end, what their cells hold, and the types that the schema gives them.
//!
//! The rule of conversion: an empty unquoted cell is null where the schema allows null or the
//! column is required, else the field is absent; a quoted cell is text where text is allowed; other
//! cells are read as true, false, a whole number, a number or JSON text where the schema allows
//! that type and the cell is written so, else as text.

use std::borrow::Cow;
use std::ops::Range;

use super::json::{Oddities, Parser};
use super::program::Scalar;
use super::schema::{Column, Types};
use super::tape::{Kind, Tape, View};

/// One cell of a record, by byte ranges of the text it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The cell with its quotes.
    pub range: Range<usize>,
    /// The cell without them.
    pub content: Range<usize>,
    /// Whether it is quoted.
    pub quoted: bool,
    /// Whether a quote is written twice in it.
    pub doubled: bool,
    /// What is wrong with its quotes, and where.
    pub defect: Option<(usize, &'static str)>,
}

impl Cell {
    /// The cell's text, with doubled quotes undone.
    pub fn text<'t>(&self, source: &'t str) -> Cow<'t, str> {
        let raw = source.get(self.content.clone()).unwrap_or("");
        match self.doubled {
            true => Cow::Owned(raw.replace("\"\"", "\"")),
            false => Cow::Borrowed(raw),
        }
    }
}

const STRAY: &str = "a quote in a cell that does not begin with one";
const AFTER: &str = "text after the closing quote";
const UNCLOSED: &str = "the quote is never closed";

/// Walks the record that begins at `start` and hands out its cells. Returns where the next one
/// begins, or none where the bytes end before the record does and more may follow.
pub fn record(
    bytes: &[u8],
    start: usize,
    delimiter: u8,
    last: bool,
    mut on_cell: impl FnMut(Cell),
) -> Option<usize> {
    let mut at = start;
    loop {
        let begin = at;
        let mut cell = if bytes.get(at) == Some(&b'"') {
            let (cell, end) = quoted(bytes, at, delimiter, last)?;
            at = end;
            cell
        } else {
            at = plain_end(bytes, at, delimiter);
            let mut end = at;
            if bytes.get(at) != Some(&delimiter) && end > begin && bytes[end - 1] == b'\r' {
                end -= 1;
            }
            let defect = memchr::memchr(b'"', &bytes[begin..end]).map(|i| (begin + i, STRAY));
            Cell {
                range: begin..end,
                content: begin..end,
                quoted: false,
                doubled: false,
                defect,
            }
        };
        match bytes.get(at) {
            Some(&b) if b == delimiter => {
                at += 1;
                on_cell(cell);
            }
            Some(_) => {
                on_cell(cell);
                return Some(at + 1);
            }
            None if last => {
                if cell.range.end > bytes.len() {
                    cell.range.end = bytes.len();
                }
                on_cell(cell);
                return Some(bytes.len());
            }
            None => return None,
        }
    }
}

/// The next delimiter or line feed.
fn plain_end(bytes: &[u8], at: usize, delimiter: u8) -> usize {
    memchr::memchr2(delimiter, b'\n', &bytes[at..]).map_or(bytes.len(), |i| at + i)
}

/// A quoted cell, and the place behind it: a delimiter, a line feed or the end.
fn quoted(bytes: &[u8], start: usize, delimiter: u8, last: bool) -> Option<(Cell, usize)> {
    let mut cell = Cell {
        range: start..bytes.len(),
        content: start + 1..bytes.len(),
        quoted: true,
        doubled: false,
        defect: None,
    };
    let mut at = start + 1;
    loop {
        let Some(quote) = memchr::memchr(b'"', &bytes[at..]).map(|i| at + i) else {
            cell.defect = Some((start, UNCLOSED));
            return last.then_some((cell, bytes.len()));
        };
        match bytes.get(quote + 1) {
            Some(b'"') => {
                cell.doubled = true;
                at = quote + 2;
                continue;
            }
            None if !last => return None,
            _ => {}
        }
        cell.content.end = quote;
        cell.range.end = quote + 1;
        let mut end = quote + 1;
        if bytes.get(end) == Some(&b'\r') && matches!(bytes.get(end + 1), Some(b'\n')) {
            end += 1;
        } else if bytes.get(end) == Some(&b'\r') && end + 1 == bytes.len() {
            if !last {
                return None;
            }
            end += 1;
        }
        match bytes.get(end) {
            None | Some(b'\n') => {}
            Some(&b) if b == delimiter => {}
            Some(_) => {
                cell.defect = Some((end, AFTER));
                end = plain_end(bytes, end, delimiter);
                cell.range.end = end;
            }
        }
        return Some((cell, end));
    }
}

/// A column of the file: its name, what the schema says about it, and its place.
#[derive(Clone, Debug)]
pub struct Header {
    /// Names in order.
    pub names: Vec<String>,
    /// What the schema says about each.
    pub columns: Vec<Column>,
    /// Whether each name is quoted in the file.
    pub quoted: Vec<bool>,
    /// What stands between cells.
    pub delimiter: u8,
}

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
    use super::*;
    use crate::validate::instance::to_value;
    use serde_json::{Value, json};

    fn records(text: &str) -> Vec<Vec<String>> {
        let mut at = 0;
        let mut all = Vec::new();
        while at < text.len() {
            let mut cells = Vec::new();
            at = record(text.as_bytes(), at, b',', true, |cell| {
                cells.push(cell.text(text).into_owned());
            })
            .expect("the last record ends");
            all.push(cells);
        }
        all
    }

    #[test]
    fn records_are_those_of_the_csv_crate() {
        for text in [
            "a,b\n1,2\n",
            "a,b\r\n\"x, y\",\"dòng một\ndòng hai\"\r\n",
            "\"say \"\"hi\"\"\",\n,\n\"\",x",
            "a\n\"b\"",
            "\"b\"\r",
        ] {
            let mut reader = ::csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|r| r.expect("reads").iter().map(str::to_owned).collect())
                .collect();
            assert_eq!(records(text), theirs, "{text:?}");
        }
    }

    #[test]
    fn quote_defects_are_told_where_they_are() {
        for (text, defect) in [
            ("a\"b,c\n", (1, STRAY)),
            ("\"a\"b,c\n", (3, AFTER)),
            ("\"a,c\n", (0, UNCLOSED)),
        ] {
            let mut found = None;
            record(text.as_bytes(), 0, b',', true, |cell| {
                found = found.or(cell.defect);
            });
            assert_eq!(found, Some(defect), "{text:?}");
        }
    }

    #[test]
    fn a_record_cut_anywhere_waits_for_more() {
        let text = "\"a\"\"b\",\"c\r\nd\"\r\nnext";
        let end = text.find("next").expect("is there");
        for cut in 1..end {
            let part = &text.as_bytes()[..cut];
            assert_eq!(record(part, 0, b',', false, |_| {}), None, "cut at {cut}");
        }
        assert_eq!(record(text.as_bytes(), 0, b',', false, |_| {}), Some(end));
    }

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

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_a_fault_and_to_its_end(text in "[a,\"\n\r]{0,24}") {
            let mut at = 0;
            while at < text.len() {
                let next = record(text.as_bytes(), at, b',', true, |_| {}).expect("ends");
                proptest::prop_assert!(next > at);
                at = next;
            }
        }
    }
}
