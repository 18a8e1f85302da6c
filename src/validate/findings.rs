//! Findings about rows and files: one for each rule and column, with its exact count and the first
//! places where it was met.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::codes::Registry;
use crate::diagnostic::{Code, Severity};

/// Columns of one rule that are told apart; further ones are counted together.
const MAX_FIELDS: usize = 500;

/// The field name that stands for all beyond [`MAX_FIELDS`].
pub const OTHER_FIELDS: &str = "(other fields)";

/// One rule on one column of one file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Code of the registry.
    pub code: Code,
    /// Its readable name.
    pub name: String,
    /// How much it matters, by the registry or the user's rules.
    pub severity: Severity,
    /// File, as given.
    pub path: String,
    /// Column, or none where the finding is about whole rows or the file.
    pub field: Option<String>,
    /// Where the rule stands in the schema, as a JSON Pointer, for the first occurrence.
    pub schema_pointer: Option<String>,
    /// What is wrong, of the first occurrence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// How often it was met; exact, also where not every place is kept.
    pub count: u64,
    /// Identifies the finding across runs: a hash of code, file name, column and rule.
    pub fingerprint: String,
    /// The first places, in order.
    pub samples: Vec<Sample>,
}

/// One place of a finding.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sample {
    /// Number of the row in its file, from 1.
    pub record: Option<u64>,
    /// Physical line, from 1.
    pub line: Option<u64>,
    /// Code points from the start of the line, from 1.
    pub column: Option<u64>,
    /// Bytes `[start, end)` of the file, before compression.
    pub bytes: Option<(u64, u64)>,
    /// JSON Pointer of the value in its row.
    pub pointer: Option<String>,
    /// JSON Pointer of the rule in its schema.
    pub schema_pointer: Option<String>,
    /// What is wrong here.
    pub message: String,
    /// The value, shortened; absent where values are masked.
    pub value: Option<String>,
    /// The text around it; absent where values are masked and for formats without text.
    pub excerpt: Option<Excerpt>,
}

impl Sample {
    /// True where the row is known, and not what in it.
    fn lacks_place(&self) -> bool {
        self.record.is_some() && self.column.is_none() && self.pointer.is_none()
    }
}

/// Part of a line, and the part of it that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// Part of the line.
    pub text: String,
    /// First byte of `text` that the finding is about.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// What to keep.
#[derive(Clone, Debug)]
pub struct Keep {
    /// Places kept for each finding.
    pub samples: usize,
    /// Whether values stay out of messages and samples.
    pub mask: bool,
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            samples: 5,
            mask: false,
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Tally {
    count: u64,
    help: Option<String>,
    samples: Vec<Sample>,
}

/// Counts findings of a part of a file, or of a whole one.
#[derive(Clone, Debug)]
pub struct Tallies {
    keep: Keep,
    /// By code, then by column; the empty name is the whole row or file.
    by_code: BTreeMap<Code, BTreeMap<String, Tally>>,
    severities: Severities,
    row_failed: bool,
    /// Rows with at least one error.
    pub failed_rows: u64,
}

/// Severities by code, with the user's overrides.
#[derive(Clone, Debug, Default)]
pub struct Severities(Arc<BTreeMap<String, Severity>>);

impl Severities {
    /// The registry's severities with `overrides` over them.
    pub fn new(overrides: &BTreeMap<String, Severity>) -> Self {
        let mut all: BTreeMap<String, Severity> = Registry::embedded()
            .map(|registry| {
                registry
                    .codes()
                    .map(|e| (e.code.clone(), e.severity))
                    .collect()
            })
            .unwrap_or_default();
        all.extend(overrides.iter().map(|(code, s)| (code.clone(), *s)));
        Self(Arc::new(all))
    }

    /// The severity of a code; an unknown code is an error.
    pub fn of(&self, code: &str) -> Severity {
        self.0.get(code).copied().unwrap_or(Severity::Error)
    }
}

impl Tallies {
    /// No findings yet.
    pub fn new(keep: Keep, severities: &Severities) -> Self {
        Self {
            keep,
            by_code: BTreeMap::new(),
            severities: severities.clone(),
            row_failed: false,
            failed_rows: 0,
        }
    }

    /// Whether values stay out of messages.
    pub fn mask(&self) -> bool {
        self.keep.mask
    }

    /// Counts one occurrence; `sample` is only asked for where it is kept.
    pub fn hit(
        &mut self,
        code: Code,
        field: &str,
        sample: impl FnOnce() -> (Sample, Option<String>),
    ) {
        self.hits(code, field, 1, sample);
    }

    /// Counts `count` occurrences, of which `sample` is the first.
    pub fn hits(
        &mut self,
        code: Code,
        field: &str,
        count: u64,
        sample: impl FnOnce() -> (Sample, Option<String>),
    ) {
        self.row_failed = self.row_failed || self.severities.of(code) == Severity::Error;
        let fields = self.by_code.entry(code).or_default();
        let field = match fields.contains_key(field) || fields.len() < MAX_FIELDS {
            true => field,
            false => OTHER_FIELDS,
        };
        if !fields.contains_key(field) {
            fields.insert(field.to_owned(), Tally::default());
        }
        if let Some(tally) = fields.get_mut(field) {
            tally.count += count;
            if tally.samples.len() < self.keep.samples.max(1) {
                let (sample, help) = sample();
                if tally.help.is_none() {
                    tally.help = help;
                }
                tally.samples.push(sample);
            }
        }
    }

    /// Places kept for each finding.
    pub(super) fn kept(&self) -> usize {
        self.keep.samples.max(1)
    }

    /// Kept places of which the row is known and nothing else: code, column and row.
    pub(super) fn without_place(&self) -> impl Iterator<Item = (Code, &str, u64)> {
        self.by_code.iter().flat_map(|(code, fields)| {
            fields.iter().flat_map(move |(field, tally)| {
                let open = tally.samples.iter().filter(|s| s.lacks_place());
                open.filter_map(move |s| Some((*code, field.as_str(), s.record?)))
            })
        })
    }

    /// Takes the places of the same findings from `found`.
    pub(super) fn place(&mut self, found: Self) {
        for (code, fields) in found.by_code {
            for (field, tally) in fields {
                let mine = self.by_code.get_mut(code).and_then(|f| f.get_mut(&field));
                let open = mine.into_iter().flat_map(|mine| &mut mine.samples);
                for sample in open.filter(|s| s.lacks_place()) {
                    let same = |found: &&Sample| found.record == sample.record;
                    if let Some(found) = tally.samples.iter().find(same) {
                        let message = std::mem::take(&mut sample.message);
                        *sample = Sample {
                            message,
                            ..found.clone()
                        };
                    }
                }
            }
        }
    }

    /// Ends rows that were all found wrong in the same way.
    pub(super) fn end_rows(&mut self, count: u64) {
        if self.end_row() {
            self.failed_rows += count.saturating_sub(1);
        }
    }

    /// Ends a row: counts it as failed where an error was met in it.
    pub fn end_row(&mut self) -> bool {
        let failed = std::mem::take(&mut self.row_failed);
        self.failed_rows += u64::from(failed);
        failed
    }

    /// Forgets that something was found that belongs to no row.
    pub fn forget_row(&mut self) {
        self.row_failed = false;
    }

    /// True while nothing was found.
    pub fn is_empty(&self) -> bool {
        self.by_code.is_empty()
    }

    /// True where a finding is an error.
    pub fn has_error(&self) -> bool {
        self.by_code
            .keys()
            .any(|code| self.severities.of(code) == Severity::Error)
    }

    /// Appends the findings of a later part, whose places count from its own start.
    pub fn append(&mut self, part: Tallies, records: u64, lines: u64, bytes: u64) {
        self.failed_rows += part.failed_rows;
        for (code, fields) in part.by_code {
            for (field, tally) in fields {
                let mine = self.by_code.entry(code).or_default();
                let field = match mine.contains_key(&field) || mine.len() < MAX_FIELDS {
                    true => field,
                    false => OTHER_FIELDS.to_owned(),
                };
                let mine = mine.entry(field).or_default();
                mine.count += tally.count;
                if mine.help.is_none() {
                    mine.help = tally.help;
                }
                for mut sample in tally.samples {
                    if mine.samples.len() >= self.keep.samples.max(1) {
                        break;
                    }
                    sample.record = sample.record.map(|n| n + records);
                    sample.line = sample.line.map(|n| n + lines);
                    sample.bytes = sample.bytes.map(|(s, e)| (s + bytes, e + bytes));
                    mine.samples.push(sample);
                }
            }
        }
    }

    /// The findings of the file `path`, by code and column.
    pub fn findings(self, path: &str) -> Vec<Finding> {
        let registry = Registry::embedded().ok();
        let mut findings = Vec::new();
        for (code, fields) in self.by_code {
            let entry = registry.and_then(|r| r.code(code));
            for (field, tally) in fields {
                let first = tally.samples.first().cloned().unwrap_or_default();
                findings.push(Finding {
                    code,
                    name: entry.map(|e| e.name.clone()).unwrap_or_default(),
                    severity: self.severities.of(code),
                    path: path.to_owned(),
                    fingerprint: fingerprint(code, path, &field, first.schema_pointer.as_deref()),
                    field: (!field.is_empty()).then_some(field),
                    schema_pointer: first.schema_pointer,
                    message: first.message,
                    help: tally.help.or_else(|| entry.map(|e| e.remedy.clone())),
                    count: tally.count,
                    samples: tally.samples,
                });
            }
        }
        findings
    }
}

/// The same for the same rule on the same column of a file of the same name, wherever its rows moved.
fn fingerprint(code: Code, path: &str, field: &str, rule: Option<&str>) -> String {
    let name = std::path::Path::new(path)
        .file_name()
        .map_or_else(|| path.to_owned(), |n| n.to_string_lossy().into_owned());
    let text = [code, &name, field, rule.unwrap_or("")].join("\u{1f}");
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()))
}

/// A value for a message: at most 60 code points, control characters escaped.
pub fn short(text: &str) -> String {
    const LIMIT: usize = 60;
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        if i == LIMIT {
            out.push('…');
            break;
        }
        match c {
            c if c.is_control() || is_hidden(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Characters that change how the text around them is shown.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

impl Excerpt {
    /// The part of `text` around `start..end`, cut to one line of about 100 code points.
    pub fn around(text: &str, start: usize, end: usize) -> Self {
        const BEFORE: usize = 40;
        const TOTAL: usize = 100;
        let start = floor(text, start.min(text.len()));
        let end = floor(text, end.clamp(start, text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let line_end = match text[start..line_end].ends_with('\r') {
            true => line_end - 1,
            false => line_end,
        };
        let end = end.min(line_end);
        let from = text[line_start..start]
            .char_indices()
            .rev()
            .nth(BEFORE - 1)
            .map_or(line_start, |(i, _)| line_start + i);
        let to = text[from..line_end]
            .char_indices()
            .nth(TOTAL)
            .map_or(line_end, |(i, _)| from + i);
        let end = end.min(to).max(start);
        let mut excerpt = Self {
            text: String::new(),
            start: 0,
            end: 0,
        };
        if from > line_start {
            excerpt.text.push('…');
        }
        let show = |part: &str, out: &mut String| {
            out.extend(part.chars().map(|c| match c {
                '\t' => ' ',
                c if c.is_control() || is_hidden(c) => char::REPLACEMENT_CHARACTER,
                c => c,
            }));
        };
        show(&text[from..start], &mut excerpt.text);
        excerpt.start = excerpt.text.len();
        show(&text[start..end], &mut excerpt.text);
        excerpt.end = excerpt.text.len();
        show(&text[end..to], &mut excerpt.text);
        if to < line_end {
            excerpt.text.push('…');
        }
        excerpt
    }
}

/// The last character boundary at or before `at`.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_line_without_its_end() {
        for end in ["\n", "\r\n"] {
            let text = format!("id,n{end}a,hai{end}b,3{end}");
            let at = text.find("hai").expect("is there");
            let excerpt = Excerpt::around(&text, at, at + 3);
            let shown = &excerpt.text[excerpt.start..excerpt.end];
            assert_eq!((excerpt.text.as_str(), shown), ("a,hai", "hai"));
        }
    }

    fn at(record: u64) -> (Sample, Option<String>) {
        let sample = Sample {
            record: Some(record),
            line: Some(record),
            bytes: Some((record * 10, record * 10 + 1)),
            ..Sample::default()
        };
        (sample, None)
    }

    #[test]
    fn parts_add_up_and_places_count_from_the_start_of_the_file() {
        let severities = Severities::new(&BTreeMap::new());
        let keep = Keep {
            samples: 3,
            mask: false,
        };
        let mut whole = Tallies::new(keep.clone(), &severities);
        for part in 0..3u64 {
            let mut tallies = Tallies::new(keep.clone(), &severities);
            for record in 1..=2 {
                tallies.hit("V101", "n", || at(record));
                tallies.end_row();
            }
            whole.append(tallies, part * 2, part * 4, part * 100);
        }
        assert_eq!(whole.failed_rows, 6);
        let findings = whole.findings("a/rows.csv");
        assert_eq!((findings.len(), findings[0].count), (1, 6));
        let places: Vec<_> = findings[0]
            .samples
            .iter()
            .map(|s| (s.record, s.line, s.bytes))
            .collect();
        assert_eq!(
            places,
            [
                (Some(1), Some(1), Some((10, 11))),
                (Some(2), Some(2), Some((20, 21))),
                (Some(3), Some(5), Some((110, 111)))
            ]
        );
    }

    #[test]
    fn columns_beyond_the_limit_are_counted_together_and_said_so() {
        let mut tallies = Tallies::new(Keep::default(), &Severities::new(&BTreeMap::new()));
        for i in 0..MAX_FIELDS + 20 {
            tallies.hit("V103", &format!("f{i}"), || at(1));
        }
        let findings = tallies.findings("x");
        assert_eq!(findings.len(), MAX_FIELDS + 1);
        let other = findings
            .iter()
            .find(|f| f.field.as_deref() == Some(OTHER_FIELDS));
        assert_eq!(other.map(|f| f.count), Some(20));
    }

    #[test]
    fn a_fingerprint_survives_moved_rows_and_folders() {
        let one = fingerprint("V101", "a/rows.csv", "n", Some("/type"));
        assert_eq!(one, fingerprint("V101", "b/rows.csv", "n", Some("/type")));
        assert_ne!(one, fingerprint("V101", "b/rows.csv", "m", Some("/type")));
    }

    #[test]
    fn an_excerpt_is_one_line_around_the_place() {
        let excerpt = Excerpt::around("một\nhai \u{202E}ba bốn\nnăm", 10, 15);
        assert_eq!(&excerpt.text[excerpt.start..excerpt.end], "\u{FFFD}ba");
        assert!(excerpt.text.starts_with("hai") && excerpt.text.ends_with("bốn"));
        let long = "đ".repeat(500);
        let excerpt = Excerpt::around(&long, 400, 402);
        assert!(excerpt.text.chars().count() < 110);
        assert_eq!(&excerpt.text[excerpt.start..excerpt.end], "đ");
    }
}
