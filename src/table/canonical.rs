//! Rows as dense JSONL: one object a line, every key in every row, in column order, explicit nulls.
//!
//! The bytes are canonical: equal rows give equal bytes. They are what a dataset's `.jsonl` files
//! hold, and a table's `content_digest` is the SHA-256 of them, whichever format the rows are read
//! from.

use sha2::{Digest as _, Sha256};

use super::batch::{Cells, Rows, Value};
use super::cell;
use super::record::hex;

/// The digest of a table's content, row by row.
#[derive(Debug, Default)]
pub struct Digest {
    hash: Sha256,
    buffer: Vec<u8>,
    rows: u64,
}

impl Digest {
    /// Adds rows.
    pub fn update(&mut self, rows: &Rows) {
        self.buffer.clear();
        lines(&mut self.buffer, rows);
        self.hash.update(&self.buffer);
        self.rows += rows.len() as u64;
    }

    /// Number of rows, and the digest as the manifest has it.
    pub fn finish(self) -> (u64, String) {
        (self.rows, named(&hex(&self.hash.finalize())))
    }
}

/// A SHA-256 in hexadecimal, with the name of the hash before it, as the manifest has it.
pub fn named(sha256: &str) -> String {
    format!("sha256:{sha256}")
}

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
