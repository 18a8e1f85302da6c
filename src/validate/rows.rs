//! The rows of one piece of a file: read, checked against the schema, and looked at by whoever
//! else wants to see them.

mod lines;
mod records;

use super::contract::breaches;
use super::csv::{self, Cell, Header, Typer};
use super::findings::{Keep, Severities, Tallies};
use super::json::{Oddities, Parser};
use super::loaders::{self, Columns, Loaders, Spot};
use super::observe::{Notes, Observer, Row, Text, place};
use super::revisit::Again;
use super::schema::Schema;
use super::source::{Format, Piece};
use super::tape::{Tape, View};

/// What rows are checked for.
pub struct Checks<'a> {
    /// The contract.
    pub schema: Option<&'a Schema>,
    /// Loaders that hazards are reported for.
    pub loaders: Loaders,
    /// Places kept, and whether values may be told.
    pub keep: Keep,
    /// What counts as an error.
    pub severities: &'a Severities,
    /// Stop after the first row with an error.
    pub fail_fast: bool,
    /// Told the number of rows that were checked, again and again.
    pub progress: &'a (dyn Fn(u64) + Sync),
    /// Sees each row that is an object.
    pub observer: &'a dyn Observer,
    /// Set where the rows were checked before and only the observer wants to see them, in order;
    /// the schema then types CSV cells and nothing else.
    pub again: Option<&'a Again>,
}

impl std::fmt::Debug for Checks<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Checks")
            .field("loaders", &self.loaders)
            .finish_non_exhaustive()
    }
}

/// What a piece of a file gave.
#[derive(Debug)]
pub struct Outcome {
    /// Position of the piece in the file.
    pub number: usize,
    /// Rows in it.
    pub rows: u64,
    /// Line feeds in it.
    pub lines: u64,
    /// Offset of its first byte in the file.
    pub offset: u64,
    /// Findings, with places that count from the piece's start.
    pub tallies: Tallies,
    /// Facts for loader hazards.
    pub columns: Columns,
    /// What the observer keeps.
    pub notes: Notes,
}

/// Checks one piece after another; holds the memory they share.
#[derive(Debug)]
pub struct Worker<'a> {
    checks: &'a Checks<'a>,
    header: Option<&'a Header>,
    parser: Parser,
    typer: Typer,
    pub(super) tape: Tape,
    cells: Vec<Cell>,
    oddities: Oddities,
}

impl<'a> Worker<'a> {
    /// A worker for pieces of a file; CSV files need their `header`.
    pub fn new(checks: &'a Checks<'a>, header: Option<&'a Header>) -> Self {
        Self {
            checks,
            header,
            parser: Parser::default(),
            typer: Typer::default(),
            tape: Tape::default(),
            cells: Vec::new(),
            oddities: Oddities::default(),
        }
    }

    pub(super) fn outcome(&self, number: usize, offset: u64, format: Format) -> Outcome {
        Outcome {
            number,
            rows: 0,
            lines: 0,
            offset,
            tallies: Tallies::new(self.checks.keep.clone(), self.checks.severities),
            columns: Columns::new(format),
            notes: Notes::default(),
        }
    }

    /// Checks the rows of a text piece.
    pub fn piece(&mut self, piece: &Piece) -> Outcome {
        let format = match self.header {
            Some(_) => Format::Csv,
            None => Format::Jsonl,
        };
        let mut out = self.outcome(piece.number, piece.offset, format);
        out.lines = piece.skipped_lines;
        if piece.too_long {
            out.rows = 1;
            let spot = Spot { record: 1, line: 1 };
            out.tallies.hit("V125", "", || {
                let message = format!(
                    "a row of more than {} bytes was not checked",
                    super::source::MAX_ROW_BYTES
                );
                (spot.sample(message), None)
            });
            out.tallies.end_row();
            out.lines += memchr::memchr_iter(b'\n', &piece.bytes).count() as u64;
            return out;
        }
        match (simdutf8::basic::from_utf8(&piece.bytes), self.header) {
            (Ok(text), None) => self.lines(text, &mut out),
            (Ok(text), Some(header)) => self.records(text, header, &mut out),
            (Err(_), header) => self.damaged(&piece.bytes, header, &mut out),
        }
        out
    }

    /// A piece with bytes that are not UTF-8: rows that have them are reported, the others read.
    fn damaged(&mut self, bytes: &[u8], header: Option<&'a Header>, out: &mut Outcome) {
        let mut at = 0;
        while at < bytes.len() {
            let end = match header {
                None => memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |i| at + i + 1),
                Some(header) => {
                    csv::record(bytes, at, header.delimiter, true, |_| {}).unwrap_or(bytes.len())
                }
            };
            let row = &bytes[at..end];
            match (std::str::from_utf8(row), header) {
                (Ok(text), None) => self.shifted(out, at, |worker, out| worker.lines(text, out)),
                (Ok(text), Some(header)) => {
                    self.shifted(out, at, |worker, out| worker.records(text, header, out));
                }
                (Err(error), _) => {
                    out.rows += 1;
                    let spot = Spot {
                        record: out.rows,
                        line: out.lines + 1,
                    };
                    let bad = at + error.valid_up_to();
                    out.tallies.hit("V124", "", || {
                        let byte = bytes.get(bad).copied().unwrap_or(0);
                        let mut sample = spot.sample(format!("byte {byte:02X} is not UTF-8 here"));
                        let before = String::from_utf8_lossy(&bytes[at..bad]);
                        let lines = before.matches('\n').count() as u64;
                        let line = before.rsplit('\n').next().unwrap_or("");
                        sample.line = sample.line.map(|n| n + lines);
                        sample.column = Some(line.chars().count() as u64 + 1);
                        sample.bytes = Some((bad as u64, bad as u64 + 1));
                        (sample, None)
                    });
                    out.tallies.end_row();
                    out.lines += memchr::memchr_iter(b'\n', row).count() as u64;
                }
            }
            at = end;
        }
    }

    /// Runs `read` on a part of the piece that begins at `at`.
    fn shifted(
        &mut self,
        out: &mut Outcome,
        at: usize,
        read: impl FnOnce(&mut Self, &mut Outcome),
    ) {
        let mut part = self.outcome(0, 0, Format::Jsonl);
        let again = self.checks.again;
        let began = again.map_or(0, |again| again.enter(out.rows));
        read(self, &mut part);
        if let Some(again) = again {
            again.begin(began);
        }
        out.tallies
            .append(part.tallies, out.rows, out.lines, at as u64);
        out.columns.append(part.columns, out.rows, out.lines);
        out.notes.append(part.notes, out.rows, out.lines);
        out.rows += part.rows;
        out.lines += part.lines;
    }

    /// Whether a row is to be looked at.
    pub(super) fn wants(&self, record: u64) -> bool {
        self.checks.again.is_none_or(|again| again.wants(record))
    }

    /// True where an error was met and the first one is enough.
    pub(super) fn is_over(&self, out: &Outcome) -> bool {
        self.checks.fail_fast && out.tallies.has_error()
    }

    /// Checks the row on the tape.
    fn check(&mut self, text: Option<Text<'_>>, spot: Spot, out: &mut Outcome) {
        let source = text.map_or("", |t| t.source);
        let view = self.tape.root(source);
        if !self.oddities.repeated_keys.is_empty() || !self.oddities.lone_surrogates.is_empty() {
            odd(&self.oddities, text, spot, &mut out.tallies, view);
        }
        let mut row = Row {
            view,
            spot,
            text,
            tallies: &mut out.tallies,
        };
        if let (Some(schema), None) = (self.checks.schema, self.checks.again) {
            // The compiled checks count required names, which names that stand twice would upset.
            let accepted = match self.oddities.repeated_keys.is_empty() {
                true => schema.accepts(view),
                false => schema.validator().is_valid(view),
            };
            if !accepted {
                for breach in breaches(schema, view, row.mask()) {
                    row.breach(breach);
                }
            }
        }
        self.checks.observer.row(&mut row, &mut out.notes);
        if self.checks.loaders.any() {
            out.columns.row(view, spot);
        } else if text.is_some() && (out.rows == 1 || !self.parser.same_shape()) {
            out.columns.names_of(view, spot);
        }
        out.tallies.end_row();
    }

    /// Checks the row on the tape, which has no text.
    pub(super) fn check_typed(&mut self, spot: Spot, out: &mut Outcome) {
        self.oddities = Oddities::default();
        self.check(None, spot, out);
    }

    fn separators(&mut self, text: &str, format: Format, out: &mut Outcome) {
        if !self.checks.loaders.pandas {
            return;
        }
        let what = match format {
            Format::Csv => "a CSV record",
            _ => "a JSON line",
        };
        for at in loaders::separators(text.as_bytes()) {
            let mask = out.tallies.mask();
            out.tallies.hit("L313", "", || {
                let before = &text.as_bytes()[..at];
                let line = memchr::memchr_iter(b'\n', before).count() as u64 + 1;
                let row = memchr::memrchr(b'\n', before).map_or(0, |i| i + 1);
                let spot = Spot { record: 0, line };
                let text = Text {
                    source: text,
                    base: 0,
                    row,
                };
                let mut sample = place(Some(text), spot, at..at + 1, mask);
                sample.record = None;
                sample.message = format!("a bare line separator within {what}");
                (sample, None)
            });
        }
    }
}

/// Reports names that stand twice and halves of pairs.
fn odd(
    oddities: &Oddities,
    text: Option<Text<'_>>,
    spot: Spot,
    tallies: &mut Tallies,
    row: View<'_>,
) {
    let mask = tallies.mask();
    for (code, places, message) in [
        (
            "L305",
            &oddities.repeated_keys,
            "the name stands twice in its object",
        ),
        ("L312", &oddities.lone_surrogates, "half a surrogate pair"),
    ] {
        for &at in places {
            let field = row
                .members()
                .filter(|(key, value)| {
                    (key.range().start..value.range().end.max(key.range().end)).contains(&at)
                })
                .find_map(|(key, _)| key.text())
                .unwrap_or("");
            tallies.hit(code, field, || {
                let mut sample = place(text, spot, at..at + 1, mask);
                sample.message = message.to_owned();
                (sample, None)
            });
        }
    }
}
