//! What common loaders make of a file that is valid all the same: facts about each column, gathered
//! row by row and added up over the parts of a file, and the hazards they amount to.
//!
//! Here stand the loaders and what is gathered; what is known about one column, what the whole file
//! amounts to, and what a text alone tells have files of their own.
//!
//! Measured with pandas 3.1, DuckDB 2.0, Polars 2.1 and Hugging Face datasets 5.2.

mod cells;
mod facts;
mod hazards;

use std::collections::BTreeMap;

use super::csv::{Cell, Header};
use super::findings::Sample;
use super::program::Scalar;
use super::source::Format;
use super::tape::View;
use facts::{EXACT, Facts, MANY_KEYS};

pub use cells::{cell_hazard, record_too_long, separators};

/// Rows that DuckDB looks at to choose types and quoting.
pub const DUCKDB_SAMPLE: u64 = 20_480;
/// Rows that Polars takes the columns of a JSONL file from.
pub const POLARS_SAMPLE: u64 = 100;

/// The loaders that hazards are reported for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaders {
    /// pandas, and Python's own csv and json modules.
    pub pandas: bool,
    /// DuckDB.
    pub duckdb: bool,
    /// Polars.
    pub polars: bool,
    /// Hugging Face datasets.
    pub hf: bool,
}

impl Loaders {
    /// All of them.
    pub const ALL: Self = Self {
        pandas: true,
        duckdb: true,
        polars: true,
        hf: true,
    };

    /// None of them: no hazard is reported.
    pub const NONE: Self = Self {
        pandas: false,
        duckdb: false,
        polars: false,
        hf: false,
    };

    /// True where at least one is chosen.
    pub fn any(self) -> bool {
        self.pandas || self.duckdb || self.polars || self.hf
    }
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// Number of the row, from 1.
    pub record: u64,
    /// Its first physical line, from 1; 0 for formats without lines.
    pub line: u64,
}

impl Spot {
    fn moved(self, records: u64, lines: u64) -> Self {
        Self {
            record: self.record + records,
            line: if self.line == 0 { 0 } else { self.line + lines },
        }
    }

    /// A place for a finding.
    pub fn sample(self, message: String) -> Sample {
        Sample {
            record: Some(self.record),
            line: (self.line > 0).then_some(self.line),
            message,
            ..Sample::default()
        }
    }
}

/// What the rows of a part of a file hold.
#[derive(Clone, Debug)]
pub struct Columns {
    format: Format,
    names: Vec<String>,
    facts: Vec<Facts>,
    index: BTreeMap<String, usize>,
    /// Rows seen.
    pub rows: u64,
    quoted_header: bool,
    /// The first quoted cell.
    first_quoted: Option<Spot>,
}

impl Columns {
    /// No rows yet.
    pub fn new(format: Format) -> Self {
        Self {
            format,
            names: Vec::new(),
            facts: Vec::new(),
            index: BTreeMap::new(),
            rows: 0,
            quoted_header: false,
            first_quoted: None,
        }
    }

    /// Notes the quoting of a CSV header.
    pub fn header(&mut self, header: &Header) {
        self.quoted_header = header.quoted.iter().any(|q| *q);
    }

    fn column(&mut self, expected: usize, name: &str, spot: Spot) -> usize {
        if self.names.get(expected).is_some_and(|n| n == name) {
            return expected;
        }
        if let Some(&i) = self.index.get(name) {
            return i;
        }
        let i = self.names.len();
        self.names.push(name.to_owned());
        self.index.insert(name.to_owned(), i);
        self.facts.push(Facts {
            first: spot,
            ..Facts::default()
        });
        i
    }

    /// Adds a row.
    pub fn row(&mut self, row: View<'_>, spot: Spot) {
        self.rows += 1;
        for (i, (key, value)) in row.members().enumerate() {
            let at = self.column(i, key.text().unwrap_or(""), spot);
            let facts = &mut self.facts[at];
            facts.present += 1;
            let scalar = value.scalar();
            if scalar == Scalar::Null {
                facts.nulls += 1;
                continue;
            }
            facts.first_value.get_or_insert(spot);
            match scalar {
                Scalar::Text(text) => facts.text(text, spot),
                Scalar::Int(n) if n.unsigned_abs() > EXACT => facts.big(spot),
                Scalar::UInt(_) => facts.big(spot),
                Scalar::Object(_) if facts.keys.len() <= MANY_KEYS => {
                    for (key, _) in value.members() {
                        let name = key.text().unwrap_or("");
                        facts
                            .keys
                            .insert(xxhash_rust::xxh3::xxh3_64(name.as_bytes()));
                    }
                }
                _ => {}
            }
        }
    }

    /// Notes the columns of a row and nothing else about it.
    pub fn names_of(&mut self, row: View<'_>, spot: Spot) {
        for (i, (key, _)) in row.members().enumerate() {
            self.column(i, key.text().unwrap_or(""), spot);
        }
    }

    /// Adds what only the cells of a CSV record tell.
    pub fn cell(&mut self, cell: &Cell, i: usize, name: &str, source: &str, spot: Spot) {
        if !cell.quoted {
            return;
        }
        self.first_quoted.get_or_insert(spot);
        let content = source.as_bytes().get(cell.content.clone()).unwrap_or(b"");
        if memchr::memchr(b'\n', content).is_some() {
            let at = self.column(i, name, spot);
            let (count, _) = self.facts[at].late_break.get_or_insert((0, spot));
            *count += 1;
        }
    }

    /// Adds the rows of the part that follows.
    pub fn append(&mut self, part: Self, records: u64, lines: u64) {
        self.rows += part.rows;
        self.first_quoted = self
            .first_quoted
            .or(part.first_quoted.map(|spot| spot.moved(records, lines)));
        for (name, facts) in part.names.iter().zip(part.facts) {
            let at = self.column(usize::MAX, name, facts.first.moved(records, lines));
            self.facts[at].append(facts, records, lines);
        }
    }

    /// Names of the columns seen, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}
