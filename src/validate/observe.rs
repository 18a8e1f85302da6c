//! Who looks at rows beside the schema, what they are shown, and what they keep for checks across
//! rows.

use super::contract::Breach;
use super::findings::{Excerpt, Sample, Tallies, short};
use super::instance::to_value;
use super::loaders::Spot;
use super::program::Scalar;
use super::tape::View;
use crate::diagnostic::Code;

/// A check that a schema cannot say, on single rows or, by way of notes, across rows.
pub trait Observer: Sync {
    /// Looks at one row.
    fn row(&self, row: &mut Row<'_, '_>, notes: &mut Notes);
}

/// Looks at nothing.
#[derive(Debug)]
pub struct NoObserver;

impl Observer for NoObserver {
    fn row(&self, _: &mut Row<'_, '_>, _: &mut Notes) {}
}

/// What an observer keeps of a row for checks across rows.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// One list for each key or reference watched: the hash of the values of each row in turn, 0
    /// where it has none or could not be read.
    pub keys: Vec<Vec<u64>>,
    /// Texts that rows quote from rows of another table.
    pub quotes: Vec<Quote>,
    /// Any other facts, by number.
    pub ranges: Vec<Range>,
    /// Memory for the values of a key.
    pub(super) scratch: Vec<u8>,
}

/// A claim that a field of another row holds a text at a place.
#[derive(Clone, Copy, Debug)]
pub struct Quote {
    /// Hash of the other row's id.
    pub record: u64,
    /// Field of the other row, by its place in the observer's list.
    pub field: u8,
    /// Code points.
    pub start: u64,
    /// One past the last.
    pub end: u64,
    /// Hash of the text; none where only the place is claimed.
    pub text: Option<u64>,
    /// The column that claims it.
    pub column: &'static str,
    /// The row that claims it.
    pub spot: Spot,
    /// The file that it stands in, by a number of the caller's.
    pub by: usize,
}

/// A range of a group that must be tiled.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// Hash of the group's id.
    pub group: u64,
    /// Part of the group.
    pub part: u64,
    /// First.
    pub start: u64,
    /// One past the last.
    pub end: u64,
    /// The row.
    pub spot: Spot,
    /// True for the first row of a part of a file.
    pub first: bool,
}

impl Notes {
    /// Appends the notes of the part that follows.
    pub fn append(&mut self, part: Self, records: u64, lines: u64) {
        let moved = |spot: Spot| Spot {
            record: spot.record + records,
            line: if spot.line == 0 { 0 } else { spot.line + lines },
        };
        if self.keys.len() < part.keys.len() {
            self.keys.resize(part.keys.len(), Vec::new());
        }
        for (mine, theirs) in self.keys.iter_mut().zip(part.keys) {
            mine.resize(usize::try_from(records).unwrap_or(usize::MAX), 0);
            mine.extend(theirs);
        }
        self.quotes
            .extend(part.quotes.into_iter().map(|quote| Quote {
                spot: moved(quote.spot),
                ..quote
            }));
        self.ranges
            .extend(part.ranges.into_iter().map(|range| Range {
                spot: moved(range.spot),
                ..range
            }));
    }
}

/// The text that a row was read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    /// What ranges on the tape count in.
    pub(super) source: &'a str,
    /// Where `source` begins in the piece.
    pub(super) base: usize,
    /// Where the row begins in `source`.
    pub(super) row: usize,
}

/// One row under check.
#[derive(Debug)]
pub struct Row<'a, 't> {
    /// The row, an object.
    pub view: View<'a>,
    /// Where it stands.
    pub spot: Spot,
    pub(super) text: Option<Text<'a>>,
    pub(super) tallies: &'t mut Tallies,
}

impl<'a> Row<'a, '_> {
    /// Counts an occurrence at `value`.
    pub fn hit(
        &mut self,
        code: Code,
        field: &str,
        value: Option<View<'a>>,
        message: impl FnOnce() -> String,
    ) {
        self.hit_at(code, field, field, value, message);
    }

    /// Counts an occurrence at `value`, the row's member `name`, in the column or columns `field`.
    pub(super) fn hit_at(
        &mut self,
        code: Code,
        field: &str,
        name: &str,
        value: Option<View<'a>>,
        message: impl FnOnce() -> String,
    ) {
        let (text, spot, view) = (self.text, self.spot, self.view);
        let mask = self.tallies.mask();
        self.tallies.hit(code, field, || {
            // What is not there is missed where the row begins.
            let start = view.range().start;
            let range = value.map_or(start..start + 1, View::range);
            let mut sample = place(text, spot, range, mask);
            sample.message = message();
            sample.pointer =
                Some(value.map_or_else(String::new, |_| format!("/{}", escaped(name))));
            sample.value = value.filter(|_| !mask).map(shown);
            (sample, None)
        });
    }

    /// Whether values stay out of messages.
    pub fn mask(&self) -> bool {
        self.tallies.mask()
    }

    pub(super) fn breach(&mut self, breach: Breach) {
        let (text, spot, view) = (self.text, self.spot, self.view);
        let mask = self.tallies.mask();
        let field = breach.field.clone();
        self.tallies.hit(breach.code, &field, || {
            let value = view.pointer(&breach.pointer);
            let range = match (&breach.member, value) {
                (Some(name), Some(object)) => object.key_range(name).unwrap_or(object.range()),
                (None, Some(value)) if breach.code == "V102" => {
                    let start = value.range().start;
                    start..start + 1
                }
                (None, Some(value)) => value.range(),
                _ => view.range(),
            };
            let mut sample = place(text, spot, range, mask);
            let is_value = breach.member.is_none() && breach.code != "V102";
            sample.value = value.filter(|_| !mask && is_value).map(shown);
            sample.pointer = Some(breach.pointer);
            sample.schema_pointer = Some(breach.schema_pointer);
            sample.message = breach.message;
            (sample, breach.help)
        });
    }
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A value as a report shows it.
fn shown(view: View<'_>) -> String {
    match view.scalar() {
        Scalar::Text(text) => short(text),
        Scalar::List(n) if n > 8 => format!("[{n} items]"),
        Scalar::Object(n) if n > 8 => format!("{{{n} fields}}"),
        _ => short(&to_value(view).to_string()),
    }
}

/// The place of a range of a row.
pub(super) fn place(
    text: Option<Text<'_>>,
    spot: Spot,
    range: std::ops::Range<usize>,
    mask: bool,
) -> Sample {
    let mut sample = spot.sample(String::new());
    let Some(text) = text else {
        return sample;
    };
    let before = text.source.get(text.row..range.start).unwrap_or("");
    let line_start = before.rfind('\n').map_or(text.row, |i| text.row + i + 1);
    let lines = memchr::memchr_iter(b'\n', before.as_bytes()).count() as u64;
    let column = text
        .source
        .get(line_start..range.start)
        .map_or(0, crate::span::code_points);
    sample.line = sample.line.map(|line| line + lines);
    sample.column = Some(column as u64 + 1);
    let base = text.base as u64;
    sample.bytes = Some((base + range.start as u64, base + range.end as u64));
    if !mask {
        sample.excerpt = Some(Excerpt::around(
            &text.source[text.row.min(text.source.len())..],
            range.start.saturating_sub(text.row),
            range.end.saturating_sub(text.row),
        ));
    }
    sample
}
