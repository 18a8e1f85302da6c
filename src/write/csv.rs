//! CSV: RFC 4180, UTF-8, header and text columns always quoted, by the column's type and not by
//! the value's look: DuckDB decides from the first rows whether a file has quotes at all. An
//! empty cell without quotes is null, `""` is an empty text. Lists are JSON text.

use crate::table::batch::{Rows, Value};
use crate::table::cell;
use crate::table::columns::Table;

/// Appends the header line.
pub fn header(out: &mut Vec<u8>, table: &Table) {
    for (i, column) in table.columns.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        quoted(out, column.name);
    }
    out.extend_from_slice(b"\r\n");
}

/// Appends the rows as lines.
pub fn lines(out: &mut Vec<u8>, rows: &Rows) {
    let cells = rows.cells();
    let mut json = Vec::new();
    for row in 0..rows.len() {
        for (i, cells) in cells.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            match cells.value(row) {
                Value::Null => {}
                Value::Text(text) => quoted(out, text),
                Value::Int(value) => cell::int(out, value),
                Value::Float(value) if value.is_finite() => cell::float(out, value),
                Value::Float(_) => {}
                Value::Bool(value) => cell::bool(out, value),
                Value::Date(days) => cell::date(out, days),
                Value::Time(micros) => cell::time(out, micros),
                Value::List(texts) => {
                    json.clear();
                    cell::json_list(&mut json, texts);
                    quoted_bytes(out, &json);
                }
            }
        }
        out.extend_from_slice(b"\r\n");
    }
}

fn quoted(out: &mut Vec<u8>, text: &str) {
    quoted_bytes(out, text.as_bytes());
}

fn quoted_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'"');
    let mut from = 0;
    for at in memchr::memchr_iter(b'"', bytes) {
        out.extend_from_slice(&bytes[from..=at]);
        out.push(b'"');
        from = at + 1;
    }
    out.extend_from_slice(&bytes[from..]);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::RowsBuilder;
    use crate::table::batch::tests::line;
    use crate::table::columns::LINES;

    #[test]
    fn texts_are_quoted_by_type_and_nulls_are_bare() {
        let mut b = RowsBuilder::new(&LINES);
        line(&mut b, "007", 1, 1.0, Some("nói \"có\",\nrồi đi"));
        let mut out = Vec::new();
        lines(&mut out, &b.finish().expect("rows"));
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(
            text,
            "\"007\",1,0,3,\"body\",\"prose\",1.0,,,,\"nói \"\"có\"\",\nrồi đi\"\r\n"
        );
    }
}
