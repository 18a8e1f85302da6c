//! Findings about rows and files: one for each rule and column, with its exact count and the first
//! places where it was met.

mod excerpt;
mod tallies;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::codes::Registry;
use crate::diagnostic::{Code, Severity};

pub use excerpt::{Excerpt, short};
pub use tallies::{OTHER_FIELDS, Tallies};

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
