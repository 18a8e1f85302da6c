//! GitLab's code quality report.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{first, thousands};
use crate::diagnostic::Severity;
use crate::validate::report::Report;

pub(super) fn render(report: &Report) -> String {
    // GitLab drops all but one of the issues that share a fingerprint.
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let issues: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| {
            let times = seen.entry(&finding.fingerprint).or_insert(0);
            *times += 1;
            let fingerprint = match times {
                1 => finding.fingerprint.clone(),
                n => format!("{}-{n}", finding.fingerprint),
            };
            let field = finding
                .field
                .as_ref()
                .map_or_else(String::new, |field| format!("{field}: "));
            let times = match finding.count {
                0 | 1 => String::new(),
                n => format!(" ({} times)", thousands(n)),
            };
            json!({
                "description": format!("{field}{}{times}", finding.message),
                "check_name": format!("{} {}", finding.code, finding.name),
                "fingerprint": fingerprint,
                "severity": match finding.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Note => "info",
                },
                "location": {
                    "path": finding.path.trim_start_matches("./"),
                    "lines": {"begin": first(finding).line.unwrap_or(1)},
                },
            })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&issues).unwrap_or_default();
    text.push('\n');
    text
}
