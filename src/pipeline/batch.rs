//! The rows of a batch of documents, between the stages and the sinks.

use jiff::Timestamp;

use crate::diagnostic::Diagnostic;
use crate::read::Reject;
use crate::table::batch::Rows;

/// The rows of a batch of documents.
#[derive(Debug)]
pub struct Batch {
    /// In order.
    pub pages: Vec<PageOut>,
    /// Rows of all pages.
    pub records: Rows,
    /// Rows of all pages.
    pub events: Rows,
    /// Rows of all pages, where the table is wanted.
    pub lines: Option<Rows>,
    /// Rows of all pages, where the table is wanted.
    pub mentions: Option<Rows>,
}

/// What came of one document.
#[derive(Debug, Default)]
pub struct PageOut {
    /// Hash of the page's id, where it has one.
    pub id: Option<u128>,
    /// The page's id and file.
    pub name: (String, String),
    /// Why it, or a row of it, is not in the dataset.
    pub rejects: Vec<Reject>,
    /// Its articles, in order.
    pub records: Vec<RecordOut>,
    /// Number of its rows.
    pub lines: usize,
    /// What the stages noticed.
    pub findings: Vec<Diagnostic>,
    /// The newest time the input states.
    pub newest: Option<Timestamp>,
}

/// What the corpus needs to know of a record.
#[derive(Debug)]
pub struct RecordOut {
    /// Id.
    pub id: String,
    /// Shingles of its body.
    pub shingles: Vec<u32>,
    /// Hash of what speaks in it: the wire, else the outlet, else the site, else itself.
    pub source: u32,
    /// Number of its rows.
    pub events: usize,
    /// Number of its rows.
    pub mentions: usize,
}
