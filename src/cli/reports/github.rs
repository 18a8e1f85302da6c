//! Workflow commands of GitHub Actions, which become annotations of a pull request.

use std::fmt::Write;

use super::{first, thousands};
use crate::diagnostic::Severity;
use crate::validate::report::Report;

/// Annotations of one level that GitHub shows for a step.
const PER_LEVEL: usize = 10;

/// Bytes of a job summary; GitHub refuses one of a mebibyte.
const SUMMARY_BYTES: usize = 1_000_000;

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    for (severity, command) in [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "notice"),
    ] {
        let found: Vec<_> = report
            .findings
            .iter()
            .filter(|f| f.severity == severity)
            .collect();
        // The last annotation says how many there was no place for.
        let shown = match found.len() > PER_LEVEL {
            true => PER_LEVEL - 1,
            false => found.len(),
        };
        for finding in &found[..shown] {
            let sample = first(finding);
            let mut properties = format!("file={}", property(&finding.path));
            if let Some(line) = sample.line {
                let _ = write!(properties, ",line={line}");
            }
            if let Some(column) = sample.column {
                let _ = write!(properties, ",col={column}");
            }
            let title = format!("{} {}", finding.code, finding.name);
            let _ = write!(properties, ",title={}", property(&title));
            let mut message = match &finding.field {
                Some(field) => format!("{field}: {}", finding.message),
                None => finding.message.clone(),
            };
            if finding.count > 1 {
                let _ = write!(message, " ({} times)", thousands(finding.count));
            }
            if let Some(help) = &finding.help {
                let _ = write!(message, "\nhelp: {help}");
            }
            let _ = writeln!(out, "::{command} {properties}::{}", data(&message));
        }
        if found.len() > shown {
            let _ = writeln!(
                out,
                "::{command} title=newsrows::{} further findings are in the job summary and the report",
                found.len() - shown
            );
        }
    }
    out
}

/// A job summary, cut at a line and said so where it is too long.
pub(super) fn summary(markdown: &str) -> String {
    if markdown.len() <= SUMMARY_BYTES {
        return format!("{markdown}\n");
    }
    let mut cut = SUMMARY_BYTES - 100;
    while !markdown.is_char_boundary(cut) {
        cut -= 1;
    }
    let cut = markdown[..cut].rfind('\n').unwrap_or(cut);
    format!(
        "{}\n\nThe rest of this summary was left out: it is too long for GitHub.\n",
        &markdown[..cut]
    )
}

/// Escapes a message.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
