//! What a validation or check found, ready to be drawn.

use std::collections::BTreeMap;

use serde::Serialize;

use super::findings::Finding;
use crate::diagnostic::Severity;

/// Version of the report's JSON form (`schema/findings.schema.json`).
pub const VERSION: &str = "1.0";

/// Everything that one run found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// What was checked, in order.
    pub files: Vec<FileReport>,
    /// Findings in the order of files, then by code and column.
    pub findings: Vec<Finding>,
    /// What the reader should know about the run itself.
    pub remarks: Vec<String>,
    /// Findings that were left out of `findings` because of a limit.
    pub omitted: u64,
    /// Occurrences of the findings left out, by severity.
    #[serde(skip)]
    pub omitted_counts: BTreeMap<Severity, u64>,
    /// Known findings that were not met any more, where known ones were given.
    pub fixed: Vec<String>,
    /// Known findings that were met and do not count.
    pub accepted: u64,
}

/// One file checked.
#[derive(Clone, Debug, Serialize)]
pub struct FileReport {
    /// As given, or beside the manifest that lists it.
    pub path: String,
    /// `csv`, `jsonl` or `parquet`.
    pub format: &'static str,
    /// Rows.
    pub rows: u64,
    /// Rows with at least one error.
    pub failed_rows: u64,
    /// Schema that the rows were checked against; none where only their form was.
    pub schema: Option<String>,
    /// Columns, in order, so that a report can list those without findings.
    pub columns: Vec<String>,
    /// True where reading stopped at the first error.
    pub stopped: bool,
}

impl Report {
    /// Occurrences by severity, exact.
    pub fn counts(&self) -> BTreeMap<Severity, u64> {
        let mut counts = self.omitted_counts.clone();
        for finding in &self.findings {
            *counts.entry(finding.severity).or_insert(0) += finding.count;
        }
        counts
    }

    /// Rows checked.
    pub fn rows(&self) -> u64 {
        self.files.iter().map(|f| f.rows).sum()
    }

    /// True where a finding is at least as bad as `threshold`; errors of rows do not count in files
    /// where no more than `rate` of the rows have one.
    pub fn fails(&self, threshold: Severity, rate: Option<f64>) -> bool {
        self.findings.iter().any(|finding| {
            finding.severity >= threshold
                && !(finding.is_about_rows() && self.forgiven(finding, rate))
        })
    }

    fn forgiven(&self, finding: &Finding, rate: Option<f64>) -> bool {
        let Some(rate) = rate else {
            return false;
        };
        self.files
            .iter()
            .find(|file| file.path == finding.path)
            .is_some_and(|file| file.rows > 0 && file.failed_rows as f64 <= rate * file.rows as f64)
    }

    /// Keeps the first `limit` findings, the worst first among equals in order, and counts the rest.
    pub fn limit(&mut self, limit: usize) {
        if self.findings.len() <= limit {
            return;
        }
        let mut order: Vec<usize> = (0..self.findings.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(self.findings[i].severity));
        for &i in &order[limit..] {
            let finding = &self.findings[i];
            *self.omitted_counts.entry(finding.severity).or_insert(0) += finding.count;
        }
        let mut kept: Vec<usize> = order.into_iter().take(limit).collect();
        kept.sort_unstable();
        self.omitted += (self.findings.len() - limit) as u64;
        self.findings = kept.iter().map(|&i| self.findings[i].clone()).collect();
    }
}

impl Finding {
    /// True for findings that each belong to a row, not to the file or the dataset.
    pub fn is_about_rows(&self) -> bool {
        let file_wide = ["V126", "V127"];
        (self.code.starts_with('V') && !file_wide.contains(&self.code))
            || ["L305", "L312"].contains(&self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(code: &'static str, severity: Severity) -> Finding {
        Finding {
            code,
            name: String::new(),
            severity,
            path: "a.csv".to_owned(),
            field: None,
            schema_pointer: None,
            message: String::new(),
            help: None,
            count: 2,
            fingerprint: String::new(),
            samples: Vec::new(),
        }
    }

    fn report(findings: Vec<Finding>) -> Report {
        Report {
            files: vec![FileReport {
                path: "a.csv".to_owned(),
                format: "csv",
                rows: 1000,
                failed_rows: 2,
                schema: None,
                columns: Vec::new(),
                stopped: false,
            }],
            findings,
            ..Report::default()
        }
    }

    #[test]
    fn a_rate_forgives_rows_and_nothing_else() {
        let rows = report(vec![finding("V101", Severity::Error)]);
        assert!(rows.fails(Severity::Error, None));
        assert!(rows.fails(Severity::Error, Some(0.001)));
        assert!(!rows.fails(Severity::Error, Some(0.002)));
        let file = report(vec![finding("I206", Severity::Error)]);
        assert!(file.fails(Severity::Error, Some(1.0)));
        let warning = report(vec![finding("L302", Severity::Warning)]);
        assert!(!warning.fails(Severity::Error, None) && warning.fails(Severity::Warning, None));
    }

    #[test]
    fn a_limit_keeps_the_worst_and_says_how_many_are_left_out() {
        let mut all = report(vec![
            finding("L302", Severity::Warning),
            finding("V101", Severity::Error),
            finding("L303", Severity::Warning),
        ]);
        all.limit(2);
        let codes: Vec<_> = all.findings.iter().map(|f| f.code).collect();
        assert_eq!((codes, all.omitted), (vec!["L302", "V101"], 1));
        let counts: Vec<u64> = all.counts().into_values().collect();
        assert_eq!(counts, [4, 2], "what is left out is still counted");
    }
}
