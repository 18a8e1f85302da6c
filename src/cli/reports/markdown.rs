//! A table for a pull request or a job summary.

use std::fmt::Write;

use super::{Context, first, severity, summary, thousands};
use crate::validate::report::Report;

pub(super) fn render(report: &Report, context: &Context) -> String {
    let verdict = if context.failed { "failed" } else { "passed" };
    let mut out = format!(
        "### newsrows {}: {verdict}\n\n{}.\n",
        context.command,
        summary(report)
    );
    if !report.findings.is_empty() {
        out.push_str(
            "\n| | rule | place | column | times | what | help |\n|---|---|---|---|---:|---|---|\n",
        );
    }
    for finding in &report.findings {
        let sample = first(finding);
        let place = match (sample.line, sample.record) {
            (Some(line), _) => format!("{}:{line}", finding.path),
            (None, Some(record)) => format!("{} row {record}", finding.path),
            _ => finding.path.clone(),
        };
        let _ = writeln!(
            out,
            "| {} | {} {} | {} | {} | {} | {} | {} |",
            severity(finding.severity),
            finding.code,
            finding.name,
            cell(&place),
            cell(finding.field.as_deref().unwrap_or("")),
            thousands(finding.count),
            cell(&finding.message),
            cell(finding.help.as_deref().unwrap_or(""))
        );
    }
    if !report.fixed.is_empty() {
        out.push_str("\nFixed since they were accepted:\n\n");
        for fixed in &report.fixed {
            let _ = writeln!(out, "- {}", cell(fixed));
        }
    }
    if !report.remarks.is_empty() {
        out.push('\n');
        for remark in &report.remarks {
            let _ = writeln!(out, "- {}", cell(remark));
        }
    }
    out
}

/// Text within a table cell, in which nothing of it is markup.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"),
            c => out.push(c),
        }
    }
    out
}
