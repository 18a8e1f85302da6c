//! Integrity of rows: what a schema cannot say about one row, and notes for what only all rows
//! together tell.

use std::collections::BTreeSet;

use std::io::Write as _;

use super::findings::Tallies;
use super::loaders::Spot;
use super::observe::{Notes, Observer, Quote, Range, Row};
use super::program::Scalar;
use super::tape::View;
use crate::diagnostic::Code;
use crate::table::columns::{Kind, Table};

/// Fields of a record that evidence stands in.
const TEXT_FIELDS: [&str; 3] = ["title", "lead", "body"];

/// Columns whose values are kept by hash: 8 bytes a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Columns in order.
    pub fields: Vec<String>,
    /// True for a primary key, which is never null.
    pub required: bool,
    /// True where no two rows may have the same values.
    pub unique: bool,
}

impl Key {
    /// Name in findings.
    pub fn name(&self) -> String {
        self.fields.join(", ")
    }

    /// Reports a row without a key, at the first column that is null.
    fn report_null(&self, row: &mut Row<'_, '_>) {
        let is_null = |name: &&String| {
            let value = row.view.get(name).map(View::scalar);
            value.is_none_or(|value| value == Scalar::Null)
        };
        let name = self.fields.iter().find(is_null).map_or("", String::as_str);
        let value = row.view.get(name);
        row.hit_at("I212", &self.name(), name, value, || {
            format!("{name} is null")
        });
    }

    /// The hash of a row's values, never 0; 0 where one of them is null. The values themselves are
    /// left in `bytes`, so that different keys are different bytes.
    pub(super) fn hash(&self, row: View<'_>, bytes: &mut Vec<u8>) -> u64 {
        bytes.clear();
        for field in &self.fields {
            let start = bytes.len();
            let Some(value) = row.get(field) else {
                return 0;
            };
            let written = match value.scalar() {
                Scalar::Null => return 0,
                Scalar::Text(text) => bytes.write_all(text.as_bytes()),
                Scalar::Int(n) => write!(bytes, "{n}"),
                Scalar::UInt(n) => write!(bytes, "{n}"),
                Scalar::Float(n) => write!(bytes, "{n}"),
                Scalar::Bool(b) => write!(bytes, "{b}"),
                _ => write!(bytes, "{}", super::instance::to_value(value)),
            };
            debug_assert!(written.is_ok(), "memory takes what is written");
            // The length keeps the end of one value apart from the beginning of the next.
            let length = (bytes.len() - start) as u64;
            bytes.extend_from_slice(&length.to_le_bytes());
        }
        xxhash_rust::xxh3::xxh3_64(bytes).max(1)
    }
}

fn hash(text: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(text.as_bytes())
}

/// Watches the rows of one file.
#[derive(Debug, Default)]
pub struct Watch {
    /// Keys and references, in the order of [`Notes::keys`].
    pub keys: Vec<Key>,
    /// Our own table, where the file is one.
    pub table: Option<&'static Table>,
    /// Country codes that are known; empty where none are checked.
    pub countries: BTreeSet<&'static str>,
    /// Claims about the texts of these rows, where the file is one of records.
    pub quotes: Quotes,
}

/// Claims by other tables about texts of records, and those that do not hold.
#[derive(Debug, Default)]
pub struct Quotes {
    /// Sorted by record.
    claims: Vec<Quote>,
    false_claims: std::sync::Mutex<Vec<FalseClaim>>,
}

/// A claim about a text that does not hold.
#[derive(Clone, Debug)]
pub struct FalseClaim {
    /// The file that it stands in, by the number in [`Quote::by`].
    pub by: usize,
    /// The column that claims it.
    pub column: &'static str,
    /// The row that claims it.
    pub spot: Spot,
    /// What stands there instead.
    pub message: String,
}

impl Quotes {
    /// Sorts the claims, so that a record finds its own.
    pub fn new(mut claims: Vec<Quote>) -> Self {
        claims.sort_unstable_by_key(|quote| (quote.record, quote.spot.record));
        Self {
            claims,
            false_claims: std::sync::Mutex::default(),
        }
    }

    /// The claims that did not hold, by file and row.
    pub fn into_false(self) -> Vec<FalseClaim> {
        let mut found = self
            .false_claims
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        found.sort_by(|a, b| {
            let key = |claim: &FalseClaim| (claim.by, claim.spot.record, claim.column);
            key(a).cmp(&key(b))
        });
        found
    }

    fn check(&self, record: View<'_>, mask: bool) {
        let Some(id) = record.get("record_id").and_then(View::text).map(hash) else {
            return;
        };
        let from = self.claims.partition_point(|quote| quote.record < id);
        for quote in self.claims[from..].iter().take_while(|q| q.record == id) {
            let name = TEXT_FIELDS.get(usize::from(quote.field)).unwrap_or(&"body");
            // Without texts there is nothing to compare; a null text is the schema's business.
            let Some(text) = record.get(name).and_then(View::text) else {
                continue;
            };
            let message = match slice(text, quote.start, quote.end) {
                None => Some(format!(
                    "{name} has {} code points, and {}:{} is beyond",
                    crate::span::code_points(text),
                    quote.start,
                    quote.end
                )),
                Some(found) if quote.text.is_some_and(|claimed| claimed != hash(found)) => {
                    Some(match mask {
                        true => format!("{name}[{}:{}] reads otherwise", quote.start, quote.end),
                        false => format!(
                            "{name}[{}:{}] reads \"{}\"",
                            quote.start,
                            quote.end,
                            super::findings::short(found)
                        ),
                    })
                }
                Some(_) => None,
            };
            if let Some(message) = message {
                self.false_claims
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .push(FalseClaim {
                        by: quote.by,
                        column: quote.column,
                        spot: quote.spot,
                        message,
                    });
            }
        }
    }
}

/// The code points `start..end` of a text.
fn slice(text: &str, start: u64, end: u64) -> Option<&str> {
    let mut ends = text.char_indices().map(|(i, _)| i).chain([text.len()]);
    let from = ends.nth(usize::try_from(start).ok()?)?;
    let to = match end.checked_sub(start)? {
        0 => from,
        n => ends.nth(usize::try_from(n - 1).ok()?)?,
    };
    text.get(from..to)
}

impl Watch {
    /// What is watched in a file of one of our own tables.
    pub fn of_table(table: &'static Table, countries: BTreeSet<&'static str>) -> Self {
        let mut keys = vec![Key {
            fields: table.key.iter().map(|k| (*k).to_owned()).collect(),
            required: true,
            unique: true,
        }];
        keys.extend(table.references.iter().map(|reference| Key {
            fields: vec![reference.column.to_owned()],
            required: false,
            unique: false,
        }));
        Self {
            keys,
            table: Some(table),
            countries,
            quotes: Quotes::default(),
        }
    }

    fn intervals(&self, table: &Table, row: &mut Row<'_, '_>) {
        let columns = table.columns.iter().filter(|c| {
            matches!(c.kind, Kind::Int | Kind::Date)
                && (c.name.ends_with("start") || c.name.ends_with("earliest"))
        });
        for column in columns {
            let end = match column.name.strip_suffix("start") {
                Some(stem) => format!("{stem}end"),
                None => column.name.replace("earliest", "latest"),
            };
            let (Some(first), Some(last)) = (row.view.get(column.name), row.view.get(&end)) else {
                continue;
            };
            let reversed = match (first.scalar(), last.scalar()) {
                (Scalar::Int(a), Scalar::Int(b)) => b < a,
                // Days in the standard's form sort as texts.
                (Scalar::Text(a), Scalar::Text(b)) => b < a,
                _ => false,
            };
            if reversed {
                let mask = row.mask();
                row.hit("I204", &end, Some(last), || match mask {
                    true => format!("{end} is before {}", column.name),
                    false => {
                        let shown = |v: View<'_>| super::instance::to_value(v).to_string();
                        format!(
                            "{end} {} is before {} {}",
                            shown(last).trim_matches('"'),
                            column.name,
                            shown(first).trim_matches('"')
                        )
                    }
                });
            }
        }
    }

    fn codes(&self, row: &mut Row<'_, '_>) {
        if self.countries.is_empty() {
            return;
        }
        for field in ["actor_country", "target_country", "place_country"] {
            if let Some(value) = row.view.get(field)
                && let Some(code) = value.text()
                && !self.countries.contains(code)
            {
                let mask = row.mask();
                row.hit("I205", field, Some(value), || match mask {
                    true => "the value is no country or actor code".to_owned(),
                    false => format!(
                        "{} is no country or actor code",
                        super::findings::short(code)
                    ),
                });
            }
        }
    }
}

impl Observer for Watch {
    fn row(&self, row: &mut Row<'_, '_>, notes: &mut Notes) {
        if notes.keys.len() < self.keys.len() {
            notes.keys.resize(self.keys.len(), Vec::new());
        }
        let before = usize::try_from(row.spot.record.saturating_sub(1)).unwrap_or(usize::MAX);
        for (key, kept) in self.keys.iter().zip(&mut notes.keys) {
            let hash = key.hash(row.view, &mut notes.scratch);
            // Rows that could not be read were not shown.
            kept.resize(before, 0);
            kept.push(hash);
            if hash == 0 && key.required {
                key.report_null(row);
            }
        }
        let Some(table) = self.table else {
            return;
        };
        self.intervals(table, row);
        match table.name {
            "records" => self.quotes.check(row.view, row.mask()),
            "events" => {
                self.codes(row);
                let text = row.view.get("evidence").and_then(View::text);
                let place = ["evidence_field", "evidence_start", "evidence_end"];
                quote(row, notes, place, "evidence", text);
            }
            "mentions" => {
                let parts = [
                    ("start", "end"),
                    ("trigger_start", "trigger_end"),
                    ("actor_start", "actor_end"),
                    ("target_start", "target_end"),
                    ("date_start", "date_end"),
                    ("place_start", "place_end"),
                ];
                for (start, end) in parts {
                    quote(row, notes, ["field", start, end], start, None);
                }
            }
            "lines" => tile(row, notes),
            _ => {}
        }
    }
}

/// Notes what a row claims about a text of its record: the columns that name the field, the start
/// and the end, the column to blame, and the text.
fn quote(
    row: &Row<'_, '_>,
    notes: &mut Notes,
    [field, start, end]: [&str; 3],
    column: &'static str,
    text: Option<&str>,
) {
    let number = |name: &str| match row.view.get(name).map(View::scalar) {
        Some(Scalar::Int(n)) => u64::try_from(n).ok(),
        _ => None,
    };
    let field = row
        .view
        .get(field)
        .and_then(View::text)
        .and_then(|name| TEXT_FIELDS.iter().position(|f| *f == name));
    let record = row.view.get("record_id").and_then(View::text);
    if let (Some(record), Some(field), Some(start), Some(end)) =
        (record, field, number(start), number(end))
    {
        notes.quotes.push(Quote {
            record: hash(record),
            field: field as u8,
            start,
            end,
            text: text.map(hash),
            column,
            spot: row.spot,
            by: 0,
        });
    }
}

/// Compares a segment of the ledger with the one before it.
fn tile(row: &mut Row<'_, '_>, notes: &mut Notes) {
    let number = |name: &str| match row.view.get(name).map(View::scalar) {
        Some(Scalar::Int(n)) => u64::try_from(n).ok(),
        _ => None,
    };
    let page = row.view.get("page_id").and_then(View::text);
    let (Some(page), Some(line), Some(start), Some(end)) =
        (page, number("line"), number("start"), number("end"))
    else {
        return;
    };
    let range = Range {
        group: hash(page),
        part: line,
        start,
        end,
        spot: row.spot,
        first: notes.ranges.is_empty(),
    };
    if let Some(before) = notes.ranges.last()
        && let Some(message) = gap(before, &range)
    {
        let value = row.view.get("start");
        row.hit("I213", "start", value, || message);
    }
    // Only the ends of a part are needed, to compare it with its neighbours.
    if notes.ranges.len() == 2 {
        notes.ranges.pop();
    }
    notes.ranges.push(range);
}

/// What is wrong between two segments that follow one another.
fn gap(before: &Range, after: &Range) -> Option<String> {
    if before.group != after.group {
        return (after.start != 0)
            .then(|| format!("the first segment of a page begins at {}", after.start));
    }
    // A line end is one or two code points, and belongs to no segment.
    let allowed = match after.part.checked_sub(before.part) {
        Some(0) => before.end..=before.end,
        Some(1) => before.end + 1..=before.end + 2,
        _ => {
            return Some(format!("line {} follows line {}", after.part, before.part));
        }
    };
    (!allowed.contains(&after.start)).then(|| {
        let what = match after.start < before.end {
            true => "overlaps the segment before, which ends at",
            false => "leaves a gap behind the segment before, which ends at",
        };
        format!("the segment at {} {what} {}", after.start, before.end)
    })
}

/// Compares the parts of a ledger where they meet.
pub fn seams(ranges: &[Range], tallies: &mut Tallies) {
    // Each part left its first and last segment; inside a part nothing is left to compare.
    for pair in ranges.windows(2) {
        if pair[1].first
            && let Some(message) = gap(&pair[0], &pair[1])
        {
            report(tallies, "I213", "start", pair[1].spot, message);
        }
    }
    if let Some(first) = ranges.first()
        && first.start != 0
    {
        let message = format!("the first segment of a page begins at {}", first.start);
        report(tallies, "I213", "start", first.spot, message);
    }
}

/// Adds an occurrence that was met after the rows were read.
pub fn report(tallies: &mut Tallies, code: Code, field: &str, spot: Spot, message: String) {
    tallies.hit(code, field, || (spot.sample(message), None));
    tallies.end_row();
}

/// Reports rows that refer to none of `targets`, which must be sorted. Two values of one hash would
/// hide one that is dangling: a chance of one in a million for a million rows and as many targets.
pub fn dangling(key: &Key, rows: &[u64], targets: &[u64], to: &str, tallies: &mut Tallies) {
    for (record, hash) in (1..).zip(rows) {
        if *hash != 0 && targets.binary_search(hash).is_err() {
            let message = format!("{} refers to no row of {to}", key.name());
            let spot = Spot { record, line: 0 };
            report(tallies, "I202", &key.name(), spot, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_count_code_points() {
        let text = "Đà Nẵng";
        assert_eq!(slice(text, 0, 2), Some("Đà"));
        assert_eq!(slice(text, 3, 7), Some("Nẵng"));
        assert_eq!(slice(text, 7, 7), Some(""));
        assert_eq!(slice(text, 3, 8), None);
        assert_eq!(slice(text, 8, 8), None);
        assert_eq!(slice(text, 5, 3), None);
    }

    #[test]
    fn segments_meet_within_a_line_and_skip_its_end() {
        let range = |part, start, end| Range {
            group: 1,
            part,
            start,
            end,
            spot: Spot::default(),
            first: false,
        };
        for (before, after, sound) in [
            ((1, 0, 10), (1, 10, 20), true),
            ((1, 0, 10), (2, 11, 20), true),
            ((1, 0, 10), (2, 12, 20), true),
            ((1, 0, 10), (1, 11, 20), false),
            ((1, 0, 10), (1, 9, 20), false),
            ((1, 0, 10), (2, 10, 20), false),
            ((1, 0, 10), (3, 12, 20), false),
            ((2, 0, 10), (1, 11, 20), false),
        ] {
            let (b, a) = (
                range(before.0, before.1, before.2),
                range(after.0, after.1, after.2),
            );
            assert_eq!(gap(&b, &a).is_none(), sound, "{before:?} {after:?}");
        }
    }
}
