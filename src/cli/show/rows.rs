//! The rows of one page: what every drawing of it begins with, and what machines are given.

use serde::Serialize;
use serde_json::{Map, Value};

use super::missed::Missed;
use crate::diagnostic::Diagnostic;

/// The rows of one page, one list a table, as JSON Lines files hold them.
#[derive(Debug, Default, Serialize)]
pub(super) struct PageRows {
    /// One per article.
    pub(super) records: Vec<Value>,
    /// One per event.
    pub(super) events: Vec<Value>,
    /// One per segment.
    pub(super) lines: Vec<Value>,
    /// One per mention.
    pub(super) mentions: Vec<Value>,
}

/// The rows and what was noticed on the way, for machines.
pub(super) fn json(
    page_id: &str,
    rows: &PageRows,
    findings: &[Diagnostic],
    missed: Option<&[Missed]>,
) -> Value {
    let list = |rows: &[Value]| Value::Array(rows.to_vec());
    let mut object = Map::new();
    object.insert("page_id".to_owned(), page_id.into());
    object.insert("records".to_owned(), list(&rows.records));
    object.insert("events".to_owned(), list(&rows.events));
    object.insert("lines".to_owned(), list(&rows.lines));
    object.insert("mentions".to_owned(), list(&rows.mentions));
    let findings = serde_json::to_value(findings).unwrap_or_default();
    object.insert("findings".to_owned(), findings);
    if let Some(missed) = missed {
        let missed = serde_json::to_value(missed).unwrap_or_default();
        object.insert("missed".to_owned(), missed);
    }
    Value::Object(object)
}

/// A count or position that a row holds.
pub(super) fn position(row: &Value, name: &str) -> Option<usize> {
    let count = row.get(name)?.as_u64()?;
    usize::try_from(count).ok()
}
