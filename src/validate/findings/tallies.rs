//! Findings while they are counted: by code and column, part after part of a file.

use std::collections::BTreeMap;

use super::{Finding, Keep, Sample, Severities};
use crate::codes::Registry;
use crate::diagnostic::{Code, Severity};

/// Columns of one rule that are told apart; further ones are counted together.
const MAX_FIELDS: usize = 500;

/// The field name that stands for all beyond `MAX_FIELDS`.
pub const OTHER_FIELDS: &str = "(other fields)";

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
    pub(in crate::validate) fn kept(&self) -> usize {
        self.keep.samples.max(1)
    }

    /// Kept places of which the row is known and nothing else: code, column and row.
    pub(in crate::validate) fn without_place(&self) -> impl Iterator<Item = (Code, &str, u64)> {
        self.by_code.iter().flat_map(|(code, fields)| {
            fields.iter().flat_map(move |(field, tally)| {
                let open = tally.samples.iter().filter(|s| s.lacks_place());
                open.filter_map(move |s| Some((*code, field.as_str(), s.record?)))
            })
        })
    }

    /// Takes the places of the same findings from `found`.
    pub(in crate::validate) fn place(&mut self, found: Self) {
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
    pub(in crate::validate) fn end_rows(&mut self, count: u64) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
