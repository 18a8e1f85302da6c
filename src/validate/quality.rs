//! Quality of a whole dataset: measures against the user's bounds, and against an older dataset.

pub mod drift;
pub mod measures;
pub mod rules;
pub mod types;

use crate::diagnostic::{Code, Severity};
use crate::validate::findings::{Finding, Sample};

/// A finding about a dataset as a whole, or a group of its rows.
fn finding(
    code: Code,
    severity: Severity,
    path: &str,
    field: &str,
    message: String,
    help: Option<String>,
) -> Finding {
    let entry = crate::codes::Registry::embedded()
        .ok()
        .and_then(|registry| registry.code(code));
    let text = [code, field].join("\u{1f}");
    Finding {
        code,
        name: entry.map(|e| e.name.clone()).unwrap_or_default(),
        severity,
        path: path.to_owned(),
        field: Some(field.to_owned()),
        schema_pointer: None,
        fingerprint: format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes())),
        help: help.or_else(|| entry.map(|e| e.remedy.clone())),
        count: 1,
        samples: vec![Sample {
            message: message.clone(),
            ..Sample::default()
        }],
        message,
    }
}

/// A share as a report shows it.
fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}
