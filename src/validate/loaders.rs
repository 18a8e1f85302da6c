//! What common loaders make of a file that is valid all the same: facts about each column, gathered
//! row by row and added up over the parts of a file, and the hazards they amount to.
//!
//! Measured with pandas 3.1, DuckDB 2.0, Polars 2.1 and Hugging Face datasets 5.2.

use std::collections::{BTreeMap, HashSet};

use super::csv::{Cell, Header};
use super::findings::{Sample, Tallies};
use super::program::Scalar;
use super::source::Format;
use super::tape::View;

/// Rows that DuckDB looks at to choose types and quoting.
pub const DUCKDB_SAMPLE: u64 = 20_480;
/// Rows that Polars takes the columns of a JSONL file from.
pub const POLARS_SAMPLE: u64 = 100;
/// Code points of a cell beyond which Python's csv module stops.
const PYTHON_CELL: usize = 131_072;
/// Bytes of a record beyond which DuckDB stops.
const DUCKDB_RECORD: usize = 2_097_152;
/// Distinct keys beyond which an object counts as a map.
const MANY_KEYS: usize = 200;
/// Whole numbers beyond which a float loses digits.
const EXACT: u64 = 1 << 53;

/// Texts that `pandas.read_csv` takes for missing, besides the empty one; sorted.
const NULL_LIKE: [&str; 18] = [
    "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>",
    "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
];

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

/// What the rows of a part hold in one column.
#[derive(Clone, Debug, Default)]
struct Facts {
    first: Spot,
    first_value: Option<Spot>,
    present: u64,
    nulls: u64,
    texts: u64,
    digits: u64,
    first_digits: Option<Spot>,
    leading_zero: bool,
    /// Times by the digits of their fraction, and by whether they are in UTC.
    times: BTreeMap<(usize, bool), (u64, Spot)>,
    big: u64,
    first_big: Option<Spot>,
    keys: HashSet<u64>,
    late_break: Option<(u64, Spot)>,
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

    /// Reports the hazards of the whole file. `is_text` says whether the schema makes a column
    /// text; none where no schema is known.
    pub fn report(
        &self,
        loaders: Loaders,
        is_text: impl Fn(&str) -> Option<bool>,
        tallies: &mut Tallies,
    ) {
        if !loaders.any() {
            return;
        }
        self.case_only_names(tallies);
        for (name, facts) in self.names.iter().zip(&self.facts) {
            self.digits(name, facts, &is_text, tallies);
            self.late(name, facts, loaders, tallies);
            self.times(name, facts, tallies);
            if let Some(spot) = facts.first_big
                && loaders.pandas
                && (facts.nulls > 0 || facts.present < self.rows)
            {
                let message = format!(
                    "{} whole numbers beyond 2^53 in a column with {} nulls: pandas makes it float64",
                    facts.big,
                    facts.nulls + (self.rows - facts.present.min(self.rows))
                );
                tallies.hits("L317", name, facts.big, || (spot.sample(message), None));
            }
            if facts.keys.len() > MANY_KEYS {
                let message = format!("objects with more than {MANY_KEYS} different keys");
                tallies.hit("L320", name, || (facts.first.sample(message), None));
            }
            if let Some((count, spot)) = facts.late_break
                && !self.quoted_header
                && self.first_quoted.is_some_and(|q| q.record > DUCKDB_SAMPLE)
                && loaders.duckdb
            {
                let message = "quoted line breaks after 20,480 rows without a quoted cell: DuckDB \
                               splits the records"
                    .to_owned();
                tallies.hits("L311", name, count, || (spot.sample(message), None));
            }
        }
    }

    fn case_only_names(&self, tallies: &mut Tallies) {
        let mut by_case: BTreeMap<String, &str> = BTreeMap::new();
        for (name, facts) in self.names.iter().zip(&self.facts) {
            if let Some(first) = by_case.insert(name.to_lowercase(), name) {
                let message = format!("{name} differs from {first} by case alone");
                tallies.hit("L306", name, || (facts.first.sample(message), None));
            }
        }
    }

    fn digits(
        &self,
        name: &str,
        facts: &Facts,
        is_text: impl Fn(&str) -> Option<bool>,
        tallies: &mut Tallies,
    ) {
        let Some(spot) = facts.first_digits.filter(|_| facts.digits == facts.texts) else {
            return;
        };
        // Without a schema nothing says that the digits of a CSV file are no numbers, unless they
        // begin with a zero or are too long for one.
        let meant_as_text = match (self.format, is_text(name)) {
            (Format::Parquet, _) => false,
            (_, Some(text)) => text,
            (Format::Jsonl, None) => true,
            (Format::Csv, None) => facts.leading_zero,
        };
        if meant_as_text {
            let message = match facts.leading_zero {
                true => "text of digits with leading zeros, which pandas and Polars drop",
                false => "text of digits, which pandas and DuckDB read as numbers",
            };
            tallies.hits("L301", name, facts.digits, || {
                (spot.sample(message.to_owned()), None)
            });
        }
    }

    fn late(&self, name: &str, facts: &Facts, loaders: Loaders, tallies: &mut Tallies) {
        if self.format != Format::Jsonl {
            return;
        }
        if facts.first.record > POLARS_SAMPLE && loaders.polars {
            let message = format!(
                "first appears in row {}: Polars drops the column",
                facts.first.record
            );
            let count = facts.present;
            tallies.hits("L304", name, count, || (facts.first.sample(message), None));
            return;
        }
        let Some(spot) = facts.first_value else {
            return;
        };
        let duckdb = loaders.duckdb && spot.record > DUCKDB_SAMPLE;
        let polars = loaders.polars && spot.record > POLARS_SAMPLE;
        if duckdb || polars {
            let who = match (duckdb, polars) {
                (true, true) => "DuckDB loses every value, Polars stops",
                (true, false) => "DuckDB loses every value",
                _ => "Polars stops",
            };
            let message = format!("null until row {}: {who}", spot.record);
            let count = facts.present - facts.nulls;
            tallies.hits("L303", name, count, || (spot.sample(message), None));
        }
    }

    fn times(&self, name: &str, facts: &Facts, tallies: &mut Tallies) {
        let times: u64 = facts.times.values().map(|(count, _)| count).sum();
        if facts.times.len() < 2 || times < facts.texts {
            return;
        }
        // The odd ones out are those of the rarer forms.
        let common = facts
            .times
            .iter()
            .max_by_key(|(_, (count, _))| *count)
            .map(|(form, _)| *form);
        let odd = facts
            .times
            .iter()
            .filter(|(form, _)| Some(**form) != common);
        let count = odd.clone().map(|(_, (count, _))| count).sum();
        let first = odd.map(|(_, (_, spot))| *spot).min_by_key(|s| s.record);
        let zones = facts.times.keys().any(|(_, utc)| !utc);
        let fractions: Vec<String> = facts
            .times
            .keys()
            .map(|(digits, _)| digits.to_string())
            .collect();
        let mut message = format!("times with {} digits of a second", fractions.join(" and "));
        if zones {
            message.push_str(", not all in UTC");
        }
        if let Some(spot) = first {
            tallies.hits("L307", name, count, || (spot.sample(message), None));
        }
    }

    /// Names of the columns seen, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

impl Facts {
    fn text(&mut self, text: &str, spot: Spot) {
        self.texts += 1;
        let bytes = text.as_bytes();
        match bytes.first() {
            // Once a text is no number, the column is no column of digits.
            Some(b'0'..=b'9') if self.digits + 1 == self.texts || bytes.len() >= 20 => {
                if bytes.iter().all(u8::is_ascii_digit) {
                    self.digits += 1;
                    self.first_digits.get_or_insert(spot);
                    self.leading_zero |= bytes.len() > 1 && bytes[0] == b'0' || bytes.len() > 15;
                } else if let Some(form) = time_form(bytes) {
                    self.times.entry(form).or_insert((0, spot)).0 += 1;
                }
            }
            _ => {}
        }
    }

    fn big(&mut self, spot: Spot) {
        self.big += 1;
        self.first_big.get_or_insert(spot);
    }

    fn append(&mut self, part: Self, records: u64, lines: u64) {
        let moved = |spot: Spot| spot.moved(records, lines);
        self.first_value = self.first_value.or(part.first_value.map(moved));
        self.first_digits = self.first_digits.or(part.first_digits.map(moved));
        self.first_big = self.first_big.or(part.first_big.map(moved));
        self.present += part.present;
        self.nulls += part.nulls;
        self.texts += part.texts;
        self.digits += part.digits;
        self.leading_zero |= part.leading_zero;
        self.big += part.big;
        for (form, (count, spot)) in part.times {
            self.times.entry(form).or_insert((0, moved(spot))).0 += count;
        }
        if self.keys.len() <= MANY_KEYS {
            self.keys.extend(part.keys);
        }
        if let Some((count, spot)) = part.late_break {
            self.late_break.get_or_insert((0, moved(spot))).0 += count;
        }
    }
}

/// The digits of a fraction, and whether the zone is `Z`, of a text of the form of an RFC 3339 time.
fn time_form(bytes: &[u8]) -> Option<(usize, bool)> {
    let (head, tail) = bytes.split_at_checked(19)?;
    let shape = head
        .iter()
        .zip(b"0000-00-00T00:00:00")
        .all(|(b, s)| match s {
            b'0' => b.is_ascii_digit(),
            b'T' => matches!(b, b'T' | b't' | b' '),
            _ => b == s,
        });
    if !shape {
        return None;
    }
    let digits = match tail.split_first() {
        Some((b'.', rest)) => rest.iter().take_while(|b| b.is_ascii_digit()).count(),
        _ => 0,
    };
    let zone = &tail[if digits > 0 { digits + 1 } else { 0 }..];
    match zone {
        [b'Z' | b'z'] | [b'+' | b'-', b'0', b'0', b':', b'0', b'0'] => Some((digits, true)),
        [b'+' | b'-', _, _, b':', _, _] => Some((digits, false)),
        _ => None,
    }
}

/// What one cell of a CSV file is to pandas and Python: its code and message, if it is a hazard.
pub fn cell_hazard(text: &str, is_text: bool) -> Option<(&'static str, String)> {
    if text.len() > PYTHON_CELL {
        let length = crate::span::code_points(text);
        if length > PYTHON_CELL {
            return Some((
                "L309",
                format!(
                    "a cell of {length} characters, of which Python's csv module reads 131,072"
                ),
            ));
        }
    }
    if is_text && text.len() <= 8 && NULL_LIKE.binary_search(&text).is_ok() {
        return Some(("L302", format!("{text} is a missing value to pandas")));
    }
    None
}

/// True where a CSV record is longer than DuckDB reads.
pub fn record_too_long(bytes: usize) -> bool {
    bytes > DUCKDB_RECORD
}

/// Byte offsets of bare U+2028, U+2029 and U+0085.
pub fn separators(text: &[u8]) -> impl Iterator<Item = usize> {
    // U+2028 and U+2029 are E2 80 A8 and A9; U+0085 is C2 85.
    memchr::memchr2_iter(0xE2, 0xC2, text)
        .filter(|&i| matches!(text[i..], [0xE2, 0x80, 0xA8 | 0xA9, ..] | [0xC2, 0x85, ..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_like_texts_are_sorted_and_found() {
        assert!(NULL_LIKE.windows(2).all(|w| w[0] < w[1]));
        assert_eq!(cell_hazard("NA", true).map(|h| h.0), Some("L302"));
        assert_eq!(cell_hazard("NA", false), None);
        for near in ["Na", "N/A.", "nil", "VNM", ""] {
            assert_eq!(cell_hazard(near, true), None, "{near}");
        }
    }

    #[test]
    fn python_counts_characters() {
        let fits = "đ".repeat(PYTHON_CELL);
        assert_eq!(cell_hazard(&fits, true), None);
        assert!(cell_hazard(&(fits + "đ"), true).is_some());
    }

    #[test]
    fn forms_of_times_are_told_apart() {
        for (text, form) in [
            ("2024-05-20T08:00:05Z", Some((0, true))),
            ("2024-05-20T08:00:05.123Z", Some((3, true))),
            ("2024-05-20T08:00:05+07:00", Some((0, false))),
            ("2024-05-20T08:00:05.5+00:00", Some((1, true))),
            ("2024-05-20T08:00:05", None),
            ("2024-05-20", None),
            ("2024-05-20T08:00:05Zx", None),
        ] {
            assert_eq!(time_form(text.as_bytes()), form, "{text}");
        }
    }

    #[test]
    fn line_separators_are_found_and_quotation_marks_are_not() {
        let text = "“a”\u{2028}b\u{85}c\u{2029}ÂÅ";
        let found: Vec<usize> = separators(text.as_bytes()).collect();
        assert_eq!(found, [7, 11, 14]);
    }
}
