//! For programs: one document, or one finding a line.

use serde::Serialize;
use serde_json::Value;

use super::{Context, severity};
use crate::diagnostic::Severity;
use crate::validate::report::{Report, VERSION};

#[derive(Serialize)]
struct Document<'r> {
    version: &'static str,
    tool: Tool,
    summary: Summary,
    #[serde(flatten)]
    report: &'r Report,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
    command: &'static str,
}

#[derive(Serialize)]
struct Summary {
    failed: bool,
    fail_on: &'static str,
    files: usize,
    rows: u64,
    failed_rows: u64,
    errors: u64,
    warnings: u64,
    notes: u64,
    accepted: u64,
    omitted: u64,
}

fn summary(report: &Report, context: &Context) -> Summary {
    let counts = report.counts();
    let of = |severity| counts.get(&severity).copied().unwrap_or(0);
    Summary {
        failed: context.failed,
        fail_on: context.fail_on.map_or("never", severity),
        files: report.files.len(),
        rows: report.rows(),
        failed_rows: report.files.iter().map(|f| f.failed_rows).sum(),
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        notes: of(Severity::Note),
        accepted: report.accepted,
        omitted: report.omitted,
    }
}

fn tool(context: &Context) -> Tool {
    Tool {
        name: "newsrows",
        version: env!("CARGO_PKG_VERSION"),
        command: context.command,
    }
}

pub(super) fn document(report: &Report, context: &Context) -> String {
    let document = Document {
        version: VERSION,
        tool: tool(context),
        summary: summary(report, context),
        report,
    };
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

pub(super) fn lines(report: &Report, context: &Context) -> String {
    let mut text = String::new();
    let mut line = |kind: &str, value: Value| {
        let mut object = serde_json::Map::new();
        object.insert("kind".to_owned(), Value::from(kind));
        if let Value::Object(members) = value {
            object.extend(members);
        }
        text.push_str(&Value::Object(object).to_string());
        text.push('\n');
    };
    for file in &report.files {
        line("file", serde_json::to_value(file).unwrap_or_default());
    }
    for finding in &report.findings {
        line("finding", serde_json::to_value(finding).unwrap_or_default());
    }
    line(
        "summary",
        serde_json::to_value(summary(report, context)).unwrap_or_default(),
    );
    text
}
