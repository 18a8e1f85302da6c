//! JSONL: one object a line, every key in every row, in column order, explicit nulls.
//!
//! The bytes are canonical: equal rows give equal bytes. A table's `content_digest` is the
//! SHA-256 of them, whichever format the rows are read from.

use crate::table::batch::{Cells, Rows, Value};
use crate::table::cell;

/// Appends the rows as lines.
pub fn lines(out: &mut Vec<u8>, rows: &Rows) {
    let cells = rows.cells();
    let keys: Vec<String> = rows
        .table
        .columns
        .iter()
        .enumerate()
        .map(|(i, c)| format!("{}\"{}\":", if i == 0 { '{' } else { ',' }, c.name))
        .collect();
    for row in 0..rows.len() {
        line(out, &keys, &cells, row);
    }
}

fn line(out: &mut Vec<u8>, keys: &[String], cells: &[Cells], row: usize) {
    for (key, cells) in keys.iter().zip(cells) {
        out.extend_from_slice(key.as_bytes());
        match cells.value(row) {
            Value::Null => out.extend_from_slice(b"null"),
            Value::Text(text) => cell::json_text(out, text),
            Value::Int(value) => cell::int(out, value),
            Value::Float(value) => cell::float(out, value),
            Value::Bool(value) => cell::bool(out, value),
            Value::Date(days) => quoted(out, |out| cell::date(out, days)),
            Value::Time(micros) => quoted(out, |out| cell::time(out, micros)),
            Value::List(texts) => cell::json_list(out, texts),
        }
    }
    out.extend_from_slice(b"}\n");
}

fn quoted(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    out.push(b'"');
    write(out);
    out.push(b'"');
}
