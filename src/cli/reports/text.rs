//! For people: a clickable place, the text around it, and what to do.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{Context, first, severity, summary, thousands};
use crate::diagnostic::Severity;
use crate::validate::findings::{Finding, Sample};
use crate::validate::report::Report;

pub(super) fn render(report: &Report, context: &Context) -> String {
    let mut out = String::new();
    let paint = Paint(context.styled);
    for finding in &report.findings {
        one(&mut out, finding, &paint);
        out.push('\n');
    }
    for fixed in &report.fixed {
        let _ = writeln!(out, "fixed: {fixed}");
    }
    for remark in &report.remarks {
        let _ = writeln!(out, "{} {remark}", paint.faint("note:"));
    }
    let line = summary(report);
    let line = match context.failed {
        true => paint.level(Severity::Error, &line),
        false => line,
    };
    let _ = writeln!(out, "{line}");
    out
}

fn one(out: &mut String, finding: &Finding, paint: &Paint) {
    let sample = first(finding);
    let _ = write!(out, "{}: ", place(&finding.path, &sample));
    let level = format!("{}[{}]", severity(finding.severity), finding.code);
    let _ = write!(out, "{}", paint.level(finding.severity, &level));
    let _ = write!(out, " {}: {}", finding.name, finding.message);
    if finding.count > 1 {
        let _ = write!(out, " ({} times)", thousands(finding.count));
    }
    out.push('\n');
    let number = sample
        .line
        .map_or_else(String::new, |line| line.to_string());
    let indent = " ".repeat(number.len().max(1));
    if let Some(excerpt) = &sample.excerpt {
        let before = excerpt.text.get(..excerpt.start).unwrap_or("");
        let marked = excerpt.text.get(excerpt.start..excerpt.end).unwrap_or("");
        let carets = "^".repeat(width(marked).max(1));
        let carets = paint.level(finding.severity, &carets);
        let bar = paint.faint("|");
        let _ = writeln!(out, "{indent} {bar}");
        let _ = writeln!(out, "{} {bar} {}", paint.faint(&number), excerpt.text);
        let _ = writeln!(out, "{indent} {bar} {}{carets}", " ".repeat(width(before)));
    }
    let mut line = |name: &str, text: &str| {
        let name = paint.faint(&format!("= {name}:"));
        let _ = writeln!(out, "{indent} {name} {}", text.replace('\n', " "));
    };
    if let Some(field) = &finding.field {
        line("column", field);
    }
    if let (Some(value), None) = (&sample.value, &sample.excerpt) {
        line("value", value);
    }
    let others: Vec<String> = finding
        .samples
        .iter()
        .skip(1)
        .filter_map(short_place)
        .collect();
    if !others.is_empty() {
        let shown = others.len() as u64 + 1;
        let rest = match finding.count.saturating_sub(shown) {
            0 => String::new(),
            n => format!(" and {} more", thousands(n)),
        };
        line("also", &format!("{}{rest}", others.join(", ")));
    }
    if let Some(pointer) = &finding.schema_pointer {
        line("schema", pointer);
    }
    if let Some(help) = &finding.help {
        line("help", help);
    }
}

/// `path:line:column`, as far as it is known.
fn place(path: &str, sample: &Sample) -> String {
    match (sample.line, sample.column, sample.record) {
        (Some(line), Some(column), _) => format!("{path}:{line}:{column}"),
        (Some(line), None, _) => format!("{path}:{line}"),
        (None, _, Some(record)) => format!("{path}: row {}", thousands(record)),
        _ => path.to_owned(),
    }
}

fn short_place(sample: &Sample) -> Option<String> {
    match (sample.line, sample.record) {
        (Some(line), _) => Some(format!("line {line}")),
        (None, Some(record)) => Some(format!("row {record}")),
        _ => None,
    }
}

/// Columns that a text takes on a terminal: combining marks none, East Asian wide characters two.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| match c {
            '\u{300}'..='\u{36F}' => 0,
            '\u{1100}'..='\u{115F}'
            | '\u{2E80}'..='\u{A4CF}'
            | '\u{AC00}'..='\u{D7A3}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FE30}'..='\u{FE6F}'
            | '\u{FF00}'..='\u{FF60}'
            | '\u{1F300}'..='\u{1FAFF}' => 2,
            _ => 1,
        })
        .sum()
}

struct Paint(bool);

impl Paint {
    fn level(&self, severity: Severity, text: &str) -> String {
        let color = match severity {
            Severity::Error => AnsiColor::Red,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Note => AnsiColor::Cyan,
        };
        self.with(Style::new().bold().fg_color(Some(color.into())), text)
    }

    fn faint(&self, text: &str) -> String {
        self.with(Style::new().dimmed(), text)
    }

    fn with(&self, style: Style, text: &str) -> String {
        match self.0 {
            true => format!("{style}{text}{style:#}"),
            false => text.to_owned(),
        }
    }
}
