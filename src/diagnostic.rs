//! Findings about the data: plain, located, serializable values that the edge draws.
//!
//! A [`Diagnostic`] marks one page, row or file and the run goes on; an [`crate::error::Error`] stops it.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a run.
    Note,
    /// Suspicious; fails a run only where the user asks for it.
    Warning,
    /// Wrong.
    Error,
}

/// A stable code of the registry (`src/codes/*.toml`): a letter for the stage and three digits.
pub type Code = &'static str;

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diagnostic {
    /// Code in the registry; `explain CODE` prints its text.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one sentence, with the value where that helps.
    pub message: String,
    /// What to do about it, when there is something to do.
    pub help: Option<String>,
    /// Where it was found.
    pub place: Place,
}

/// Where a finding points; every part is optional and says nothing when absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Place {
    /// File, relative to the input root.
    pub path: Option<String>,
    /// Page id.
    pub page_id: Option<String>,
    /// Record or event id.
    pub row_id: Option<String>,
    /// Column of the table.
    pub field: Option<String>,
    /// 1-based line of the page or file.
    pub line: Option<usize>,
    /// Byte offset into the file.
    pub byte_offset: Option<u64>,
    /// Code points of the page line or of the field.
    pub span: Option<SpanPair>,
}

/// A [`Span`] as two numbers, `[start, end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SpanPair(pub usize, pub usize);

impl From<Span> for SpanPair {
    fn from(span: Span) -> Self {
        Self(span.start, span.end)
    }
}

/// What a stage returns: its value, and what it noticed on the way. One bad input never stops the rest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked<T> {
    /// The result.
    pub value: T,
    /// Findings, in reading order.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value with nothing to report.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            diagnostics: Vec::new(),
        }
    }
}
