//! CSV and TSV: one page a record, its fields found by their columns' names.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::json::{Row, Value};
use super::raw::{Form, Origin, Raw, not_utf8};
use super::stream::Stream;
use super::{FieldRole, Fields, Reject, encoding};

/// What each column holds.
pub(super) type Columns = Arc<[Option<FieldRole>]>;

/// The records of a delimited file.
pub(super) struct Records {
    /// Nothing once the file cannot be read on.
    reader: Option<csv::Reader<Quota>>,
    left: Arc<AtomicU64>,
    columns: Columns,
    origin: Origin,
}

impl Records {
    /// Reads the header. `head` is the stream's first bytes, from which the delimiter is told.
    pub(super) fn open(
        mut origin: Origin,
        head: &[u8],
        stream: Stream,
    ) -> Result<Self, Box<Reject>> {
        let left = Arc::new(AtomicU64::new(0));
        let quota = Quota {
            stream,
            left: Arc::clone(&left),
        };
        let mut records = Self {
            reader: None,
            left,
            columns: Arc::new([]),
            origin: origin.clone(),
        };
        records.refill();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(head))
            // With line ends of two bytes the reader would place the next record at the second.
            .terminator(csv::Terminator::Any(b'\n'))
            .from_reader(quota);
        origin.line = Some(1);
        let header = reader
            .byte_headers()
            .map_err(|error| broken(&origin, &error))?;
        let names: Vec<String> = header
            .iter()
            .map(|name| {
                let name = String::from_utf8_lossy(name);
                encoding::without_mark(&name).trim().to_owned()
            })
            .collect();
        records.columns = columns(&origin, &names)?;
        records.reader = Some(reader);
        Ok(records)
    }

    /// Lets the reader take one more record, and a block of what follows it.
    fn refill(&self) {
        let bytes = self.origin.options.max_page_bytes as u64 + BLOCK;
        self.left.store(bytes, Ordering::Relaxed);
    }
}

/// Bytes that the CSV reader may hold of what follows a record.
const BLOCK: u64 = 64 << 10;

impl Iterator for Records {
    type Item = Result<Raw, Box<Reject>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.refill();
        let reader = self.reader.as_mut()?;
        let mut record = csv::ByteRecord::new();
        let result = reader.read_byte_record(&mut record);
        let position = match &result {
            Ok(_) => record.position().cloned(),
            Err(error) => error.position().cloned(),
        };
        if let Some(position) = position {
            self.origin.line = Some(position.line());
            self.origin.offset = Some(position.byte());
        }
        match result {
            Ok(false) => {
                self.reader = None;
                None
            }
            Ok(true) => Some(Ok(Raw {
                origin: self.origin.clone(),
                form: Form::Cells {
                    record,
                    columns: Arc::clone(&self.columns),
                },
            })),
            Err(error) => {
                if error.is_io_error() {
                    self.reader = None;
                }
                Some(Err(broken(&self.origin, &error)))
            }
        }
    }
}

/// The row of a record; done by workers.
pub(super) fn row(
    origin: &Origin,
    record: &csv::ByteRecord,
    columns: &Columns,
) -> Result<Row, Box<Reject>> {
    let mut row = Row::default();
    for (i, (cell, role)) in record.iter().zip(columns.iter()).enumerate() {
        let Some(role) = *role else { continue };
        let cell = match cell.strip_suffix(b"\r") {
            Some(cell) if i + 1 == record.len() => cell,
            _ => cell,
        };
        let text = encoding::check_utf8(cell).map_err(|byte| {
            let mut inside = origin.clone();
            inside.offset = None;
            origin.reject(
                "R101",
                not_utf8(&inside, byte),
                "convert the file to UTF-8".to_owned(),
            )
        })?;
        let value = match role {
            // Lists stand in cells as JSON, or with semicolons between.
            FieldRole::Authors => Value::List(list(text)),
            _ if text.is_empty() => Value::Null,
            _ => Value::Text(text.to_owned()),
        };
        // A list stands for the authors alone, so that nothing is refused.
        let _ = row.set(role, value);
    }
    Ok(row)
}

fn list(cell: &str) -> Vec<String> {
    if cell.trim_start().starts_with('[')
        && let Ok(list) = serde_json::from_str(cell)
    {
        return list;
    }
    cell.split(';').map(|part| part.trim().to_owned()).collect()
}

/// What each named column holds; a reject where none holds the text.
pub(super) fn columns(origin: &Origin, names: &[String]) -> Result<Columns, Box<Reject>> {
    let fields = &origin.options.fields;
    let mut columns: Vec<Option<FieldRole>> = vec![None; names.len()];
    for role in FieldRole::ALL {
        let best = names
            .iter()
            .enumerate()
            .filter_map(|(i, name)| match fields.role(name) {
                Some((found, rank)) if found == role => Some((rank, i)),
                _ => None,
            })
            .min();
        if let Some((_, i)) = best
            && let Some(column) = columns.get_mut(i)
        {
            *column = Some(role);
        }
    }
    if columns.contains(&Some(FieldRole::Text)) {
        return Ok(columns.into());
    }
    let shown: Vec<&str> = names.iter().take(12).map(String::as_str).collect();
    Err(origin.reject(
        "R113",
        format!(
            "no column \"{}\" for the text; the columns are {}",
            fields.wanted(FieldRole::Text),
            shown.join(", ")
        ),
        "name the column of the pages' text with --text-field".to_owned(),
    ))
}

/// True where the first line names the column of the text among others: a stream without a name
/// that begins so is no page.
pub(super) fn is_header(head: &[u8], fields: &Fields) -> bool {
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let mut names = encoding::without_mark(&line)
        .split(char::from(delimiter(head)))
        .map(|name| name.trim().trim_matches('"'));
    let text = |name: &str| matches!(fields.role(name), Some((FieldRole::Text, _)));
    names.clone().count() > 1 && names.any(text)
}

/// The delimiter that the header has most of outside quotes.
fn delimiter(head: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b'\t', 0), (b';', 0), (b'|', 0)];
    let mut quoted = false;
    for &byte in head.iter().take_while(|b| **b != b'\n') {
        quoted ^= byte == b'"';
        if let Some(count) = counts.iter_mut().find(|c| c.0 == byte && !quoted) {
            count.1 += 1;
        }
    }
    // The first of those that are as many: a header of one column has none of any.
    counts
        .iter()
        .rev()
        .max_by_key(|c| c.1)
        .map_or(b',', |c| c.0)
}

fn broken(origin: &Origin, error: &csv::Error) -> Box<Reject> {
    if let csv::ErrorKind::Io(io) = error.kind() {
        if io.get_ref().is_some_and(|e| e.is::<RecordTooLong>()) {
            let mut reject = origin.too_large();
            reject.help =
                "look for a quote that is not closed; nothing after it was read".to_owned();
            return reject;
        }
        return origin.unreadable(io);
    }
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("{len} fields, but the header names {expected_len}")
        }
        _ => error.to_string(),
    };
    origin.reject(
        "R113",
        message,
        "quote fields that hold delimiters, quotes or line ends".to_owned(),
    )
}

/// Fails where one record takes more than its due, as after a quote that is never closed.
struct Quota {
    stream: Stream,
    left: Arc<AtomicU64>,
}

#[derive(Debug, thiserror::Error)]
#[error("a record longer than the limit")]
struct RecordTooLong;

impl Read for Quota {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(into)?;
        let left = self.left.load(Ordering::Relaxed);
        if read as u64 > left {
            return Err(io::Error::other(RecordTooLong));
        }
        self.left.store(left - read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_told_from_the_first_line_of_a_page() {
        let fields = Fields::default();
        for header in ["id,text\na,b", "\"id\";\"text\"\r\n", "\u{feff}text\turl"] {
            assert!(is_header(header.as_bytes(), &fields), "{header}");
        }
        for line in ["text\n", "Một tin, và body của nó\n", "id,noi_dung\n", ""] {
            assert!(!is_header(line.as_bytes(), &fields), "{line}");
        }
    }

    #[test]
    fn delimiters_are_told_by_the_header() {
        let cases = [
            ("id,text\na;b;c", b','),
            ("id\ttext", b'\t'),
            ("id;\"a,b,c\";text", b';'),
            ("text", b','),
        ];
        for (head, expected) in cases {
            assert_eq!(delimiter(head.as_bytes()), expected, "{head}");
        }
    }
}
