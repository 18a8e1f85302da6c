//! Rows of our own tables read back from CSV, JSONL and Parquet. Pure over what it is given to read.
//!
//! Strict: what an export did not write is an error with its line, for this is how digests are
//! computed again. Telling a user everything that is wrong with a file is the business of
//! `validate`.

use std::fs::File;
use std::io::{self, BufRead};

use arrow_array::StringArray;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value as Json;

use super::batch::{Rows, Texts, Value, days};
use super::builder::RowsBuilder;
use super::columns::{Column, Kind, Table};

/// Why rows cannot be read back.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A row is not what an export writes.
    #[error("line {line}: {message}")]
    Row {
        /// 1-based line on which the row begins.
        line: u64,
        /// What is wrong.
        message: String,
    },
    /// A Parquet file is not what an export writes.
    #[error("{0}")]
    Parquet(String),
}

/// Rows of a batch.
const BATCH: usize = 1_024;

/// Reads Parquet.
pub fn parquet(
    table: &'static Table,
    file: File,
    mut each: impl FnMut(&Rows),
) -> Result<(), LoadError> {
    let wrong = |e: parquet::errors::ParquetError| LoadError::Parquet(e.to_string());
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(|builder| builder.with_batch_size(BATCH).build())
        .map_err(wrong)?;
    for batch in reader {
        let rows = batch
            .and_then(|batch| {
                let names = batch.schema();
                let same = names
                    .fields()
                    .iter()
                    .map(|f| f.name().as_str())
                    .eq(table.columns.iter().map(|c| c.name));
                if same {
                    Rows::new(table, batch)
                } else {
                    Err(arrow_schema::ArrowError::SchemaError(
                        "the columns are not those of the table".to_owned(),
                    ))
                }
            })
            .map_err(|e| LoadError::Parquet(e.to_string()))?;
        each(&rows);
    }
    Ok(())
}

/// Reads JSONL.
pub fn jsonl(
    table: &'static Table,
    mut input: impl BufRead,
    mut each: impl FnMut(&Rows),
) -> Result<(), LoadError> {
    let mut builder = RowsBuilder::new(table);
    let mut bytes = Vec::new();
    let mut line = 0;
    loop {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        line += 1;
        let wrong = |message: String| LoadError::Row { line, message };
        let row: serde_json::Map<String, Json> =
            serde_json::from_slice(&bytes).map_err(|e| wrong(e.to_string()))?;
        if row.len() != table.columns.len() {
            return Err(wrong(format!(
                "{} keys of {}",
                row.len(),
                table.columns.len()
            )));
        }
        for column in table.columns {
            let value = row
                .get(column.name)
                .ok_or_else(|| wrong(format!("no key {}", column.name)))?;
            push_json(&mut builder, column, value).map_err(wrong)?;
        }
        flush(&mut builder, BATCH, &mut each)?;
    }
    flush(&mut builder, 1, &mut each)
}

/// Reads CSV.
pub fn csv(
    table: &'static Table,
    input: impl BufRead,
    mut each: impl FnMut(&Rows),
) -> Result<(), LoadError> {
    let mut builder = RowsBuilder::new(table);
    let mut cells = Records::new(input);
    let header = cells.next()?;
    let named = header.is_some_and(|row| {
        row.iter()
            .map(|cell| cell.text.as_slice())
            .eq(table.columns.iter().map(|c| c.name.as_bytes()))
    });
    if !named {
        return Err(LoadError::Row {
            line: 1,
            message: "the header does not name the table's columns".to_owned(),
        });
    }
    loop {
        let line = cells.line;
        let wrong = |message: String| LoadError::Row { line, message };
        let Some(row) = cells.next()? else {
            break;
        };
        if row.len() != table.columns.len() {
            return Err(wrong(format!(
                "{} cells of {}",
                row.len(),
                table.columns.len()
            )));
        }
        for (column, cell) in table.columns.iter().zip(row) {
            push_cell(&mut builder, column, cell).map_err(wrong)?;
        }
        flush(&mut builder, BATCH, &mut each)?;
    }
    flush(&mut builder, 1, &mut each)
}

/// Hands on what is gathered, from `at_least` rows on.
fn flush(
    builder: &mut RowsBuilder,
    at_least: usize,
    each: &mut impl FnMut(&Rows),
) -> Result<(), LoadError> {
    if builder.len() >= at_least {
        let rows = builder
            .finish()
            .map_err(|e| LoadError::Parquet(e.to_string()))?;
        each(&rows);
    }
    Ok(())
}

fn push_json(builder: &mut RowsBuilder, column: &Column, value: &Json) -> Result<(), String> {
    let wrong = || format!("{}: {value} is no {:?}", column.name, column.kind);
    let cell = match (column.kind, value) {
        (_, Json::Null) => Value::Null,
        (Kind::Text, Json::String(text)) => Value::Text(text),
        (Kind::Int, Json::Number(n)) => Value::Int(n.as_i64().ok_or_else(wrong)?),
        (Kind::Float, Json::Number(n)) => Value::Float(n.as_f64().ok_or_else(wrong)?),
        (Kind::Bool, Json::Bool(b)) => Value::Bool(*b),
        (Kind::Date, Json::String(text)) => Value::Date(parse_date(text).ok_or_else(wrong)?),
        (Kind::Time, Json::String(text)) => Value::Time(parse_time(text).ok_or_else(wrong)?),
        (Kind::List, Json::Array(items)) => {
            let texts: Option<Vec<&str>> = items.iter().map(Json::as_str).collect();
            let texts = StringArray::from(texts.ok_or_else(wrong)?);
            builder.value(column.name, Value::List(Texts::all(&texts)));
            return Ok(());
        }
        _ => return Err(wrong()),
    };
    nullable(column, &cell)?;
    builder.value(column.name, cell);
    Ok(())
}

fn push_cell(builder: &mut RowsBuilder, column: &Column, cell: &Cell) -> Result<(), String> {
    let text =
        std::str::from_utf8(&cell.text).map_err(|_| format!("{}: not UTF-8", column.name))?;
    let wrong = || format!("{}: {text:?} is no {:?}", column.name, column.kind);
    let value = match column.kind {
        _ if text.is_empty() && !cell.quoted => Value::Null,
        Kind::Text => Value::Text(text),
        Kind::Int => Value::Int(text.parse().map_err(|_| wrong())?),
        Kind::Float => Value::Float(text.parse().map_err(|_| wrong())?),
        Kind::Bool => Value::Bool(text.parse().map_err(|_| wrong())?),
        Kind::Date => Value::Date(parse_date(text).ok_or_else(wrong)?),
        Kind::Time => Value::Time(parse_time(text).ok_or_else(wrong)?),
        Kind::List => {
            let items: Json = serde_json::from_str(text).map_err(|_| wrong())?;
            return push_json(builder, column, &items);
        }
    };
    nullable(column, &value)?;
    builder.value(column.name, value);
    Ok(())
}

fn nullable(column: &Column, value: &Value) -> Result<(), String> {
    match value {
        Value::Null if !column.nullable => Err(format!("{}: null", column.name)),
        _ => Ok(()),
    }
}

fn parse_date(text: &str) -> Option<i32> {
    text.parse().ok().map(days)
}

fn parse_time(text: &str) -> Option<i64> {
    let at: jiff::Timestamp = text.parse().ok()?;
    Some(at.as_microsecond())
}

/// One cell, and whether it stood in quotes: an empty one without them is null.
#[derive(Debug, Default)]
struct Cell {
    text: Vec<u8>,
    quoted: bool,
}

/// Splits RFC 4180 text into records.
struct Records<R> {
    input: R,
    cells: Vec<Cell>,
    used: usize,
    /// 1-based line on which the next record begins.
    line: u64,
}

impl<R: BufRead> Records<R> {
    fn new(input: R) -> Self {
        Self {
            input,
            cells: Vec::new(),
            used: 0,
            line: 1,
        }
    }

    /// The next record; `None` at the end. Memory of cells is used again.
    fn next(&mut self) -> io::Result<Option<&[Cell]>> {
        self.used = 0;
        self.begin_cell();
        let mut inside = false;
        let mut any = false;
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(any.then_some(&self.cells[..self.used]));
            }
            any = true;
            let cell = &mut self.cells[self.used - 1];
            if inside {
                // Up to the next quote everything is text.
                let end = memchr::memchr(b'"', buffer).unwrap_or(buffer.len());
                self.line += memchr::memchr_iter(b'\n', &buffer[..end]).count() as u64;
                cell.text.extend_from_slice(&buffer[..end]);
                let closed = end < buffer.len();
                self.input.consume(end + usize::from(closed));
                inside = !closed;
                continue;
            }
            let byte = buffer[0];
            self.input.consume(1);
            match byte {
                b'"' => {
                    // The second of two quotes stands for one.
                    if cell.quoted {
                        cell.text.push(b'"');
                    }
                    cell.quoted = true;
                    inside = true;
                }
                b',' => self.begin_cell(),
                b'\r' => {}
                b'\n' => {
                    self.line += 1;
                    return Ok(Some(&self.cells[..self.used]));
                }
                other => cell.text.push(other),
            }
        }
    }

    fn begin_cell(&mut self) {
        if self.used == self.cells.len() {
            self.cells.push(Cell::default());
        }
        let cell = &mut self.cells[self.used];
        cell.text.clear();
        cell.quoted = false;
        self.used += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::columns::LINES;

    fn records(text: &str) -> Vec<Vec<Option<String>>> {
        let mut records = Records::new(text.as_bytes());
        let mut all = Vec::new();
        while let Some(row) = records.next().expect("read") {
            let cell = |c: &Cell| {
                let text = String::from_utf8(c.text.clone()).expect("UTF-8");
                (c.quoted || !text.is_empty()).then_some(text)
            };
            all.push(row.iter().map(cell).collect());
        }
        all
    }

    #[test]
    fn quotes_commas_and_line_ends_stand_inside_quotes() {
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(
            records("\"a\",1,\r\n\"b,\"\"c\"\"\r\nd\",,\"\"\r\n"),
            [
                vec![some("a"), some("1"), None],
                vec![some("b,\"c\"\r\nd"), None, some("")]
            ]
        );
        assert!(records("").is_empty());
    }

    #[test]
    fn a_wrong_row_is_told_with_its_line() {
        let header: Vec<String> = LINES
            .columns
            .iter()
            .map(|c| format!("\"{}\"", c.name))
            .collect();
        let text = format!(
            "{}\r\n\"p\",1,0,3,\"body\",\"r\",1.0,,,,\"một\nhai\"\r\n\"p\",x,0,3,\"body\",\"r\",1.0,,,,\r\n",
            header.join(",")
        );
        let error = csv(&LINES, text.as_bytes(), |_| ()).expect_err("refused");
        assert_eq!(error.to_string(), "line 4: line: \"x\" is no Int");
        let error = jsonl(&LINES, "{}\n".as_bytes(), |_| ()).expect_err("refused");
        assert_eq!(error.to_string(), "line 1: 0 keys of 11");
    }
}
