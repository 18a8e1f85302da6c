//! `newsrows explain` and `newsrows rules`: what the codes and slugs mean.

use std::fmt::Write as _;

use clap::Args;

use super::{Outcome, print};
use crate::codes::{Entry, Registry};
use crate::error::Error;
use crate::lexicon::Lexicon;

const EXAMPLES: &str = "Examples:
  newsrows explain V104
  newsrows explain stamp.below-headline
  newsrows explain visit.verb";

/// What can be typed after `newsrows explain`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct ExplainArgs {
    /// Codes of findings, reasons of lines, or slugs of event patterns
    #[arg(required = true, value_name = "CODE")]
    pub codes: Vec<String>,
}

const RULES_EXAMPLES: &str = "Examples:
  newsrows rules
  newsrows rules | grep -i date
  newsrows rules --json | jq -r 'select(.severity == \"error\") | .code'

`newsrows explain CODE` tells what a code looks at, why, and what to do.";

/// What can be typed after `newsrows rules`.
#[derive(Args, Debug)]
#[command(after_help = RULES_EXAMPLES)]
pub struct RulesArgs {
    /// Print JSON, one rule a line
    #[arg(long)]
    pub json: bool,
}

fn registry() -> Result<&'static Registry, Error> {
    Registry::embedded().map_err(|e| Error::Internal(e.to_string()))
}

/// Explains codes and slugs.
pub fn explain(args: &ExplainArgs) -> Result<Outcome, Error> {
    let registry = registry()?;
    let mut out = String::new();
    for (i, code) in args.codes.iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        match (registry.code(code), registry.reason(code)) {
            (Some(entry), _) => out.push_str(&text(entry)),
            (None, Some(reason)) => {
                let _ = writeln!(out, "{}  reason of a line\n", reason.slug);
                paragraph(&mut out, "What", &reason.summary);
                paragraph(&mut out, "Example", &reason.example);
            }
            (None, None) => match pattern(code)? {
                Some(text) => out.push_str(&text),
                None => return Err(Error::UnknownCode(code.clone())),
            },
        }
    }
    print(&out)?;
    Ok(Outcome::Clean)
}

/// Lists all codes.
pub fn rules(args: &RulesArgs) -> Result<Outcome, Error> {
    let registry = registry()?;
    let mut out = String::new();
    let mut stage = "";
    for entry in registry.codes() {
        if args.json {
            let _ = writeln!(out, "{}", serde_json::to_string(entry).unwrap_or_default());
            continue;
        }
        if entry.stage != stage {
            let gap = if stage.is_empty() { "" } else { "\n" };
            let _ = writeln!(out, "{gap}{}", entry.stage);
            stage = &entry.stage;
        }
        let _ = writeln!(
            out,
            "  {}  {:<8} {:<24} {}",
            entry.code,
            severity(entry),
            entry.name,
            entry.summary
        );
    }
    print(&out)?;
    Ok(Outcome::Clean)
}

fn severity(entry: &Entry) -> &'static str {
    match entry.severity {
        crate::diagnostic::Severity::Error => "error",
        crate::diagnostic::Severity::Warning => "warning",
        crate::diagnostic::Severity::Note => "note",
    }
}

fn text(entry: &Entry) -> String {
    let mut out = format!(
        "{} {}  {}, {}\n\n",
        entry.code,
        entry.name,
        severity(entry),
        entry.stage
    );
    paragraph(&mut out, "What", &entry.summary);
    paragraph(&mut out, "Why", &entry.why);
    paragraph(&mut out, "Looks at", &entry.looks_at);
    paragraph(&mut out, "Example", &entry.example);
    paragraph(&mut out, "What to do", &entry.remedy);
    out
}

/// A heading, and its text in lines of at most 88 columns.
fn paragraph(out: &mut String, heading: &str, text: &str) {
    let _ = write!(out, "{heading:<12}");
    let mut column = 12;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if column + width > 88 && column > 12 {
            let _ = write!(out, "\n{:12}", "");
            column = 12;
        }
        if column > 12 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out.push('\n');
}

/// The text of an event pattern: its own entry in the pattern files.
fn pattern(slug: &str) -> Result<Option<String>, Error> {
    let lexicon = Lexicon::embedded()?;
    for (file, text) in lexicon.patterns() {
        let Ok(table) = text.parse::<toml::Table>() else {
            continue;
        };
        let entries = table.values().filter_map(toml::Value::as_array).flatten();
        for entry in entries.filter_map(toml::Value::as_table) {
            let names = ["id", "slug", "rule", "name"];
            if names
                .iter()
                .any(|key| entry.get(*key).and_then(toml::Value::as_str) == Some(slug))
            {
                let mut out = format!("{slug}  event pattern, in {file}\n\n");
                if let Some(doc) = entry.get("doc").and_then(toml::Value::as_str) {
                    paragraph(&mut out, "What", doc);
                }
                for (key, value) in entry.iter().filter(|(key, _)| *key != "doc") {
                    let shown = match value {
                        toml::Value::String(text) => text.clone(),
                        other => serde_json::to_string(other).unwrap_or_default(),
                    };
                    paragraph(&mut out, key, &shown);
                }
                return Ok(Some(out));
            }
        }
    }
    Ok(None)
}
