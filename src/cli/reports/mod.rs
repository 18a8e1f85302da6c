//! A report in the forms that people and CI systems read.

mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod sarif;
mod text;

#[cfg(test)]
mod tests;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::diagnostic::Severity;
use crate::error::Error;
use crate::validate::findings::{Finding, Sample};
use crate::validate::report::Report;

/// A form of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people, with the place and the text around it.
    Text,
    /// One JSON document (`schema/findings.schema.json`).
    Json,
    /// One finding a line, then the summary.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit XML.
    Junit,
    /// Workflow commands of GitHub Actions.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// A table for a pull request or a job summary.
    Markdown,
}

/// Forms by the name they are asked for.
const FORMS: [(&str, Form); 8] = [
    ("text", Form::Text),
    ("json", Form::Json),
    ("jsonl", Form::Jsonl),
    ("sarif", Form::Sarif),
    ("junit", Form::Junit),
    ("github", Form::Github),
    ("gitlab", Form::Gitlab),
    ("markdown", Form::Markdown),
];

/// A report that was asked for: its form, and where it goes; standard output where no file is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Form.
    pub form: Form,
    /// File.
    pub path: Option<PathBuf>,
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, path) = match text.split_once('=') {
            Some((name, path)) => (name, Some(PathBuf::from(path))),
            None => (text, None),
        };
        let form = FORMS
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, form)| *form);
        form.map(|form| Self { form, path }).ok_or_else(|| {
            let names: Vec<&str> = FORMS.iter().map(|(n, _)| *n).collect();
            format!("no report form {name}; there are {}", names.join(", "))
        })
    }
}

/// What reports say beside the findings.
#[derive(Clone, Debug)]
pub struct Context {
    /// The command, for titles.
    pub command: &'static str,
    /// Findings of at least this severity fail the run; none where nothing does.
    pub fail_on: Option<Severity>,
    /// Whether the run failed.
    pub failed: bool,
    /// Whether to colour text that goes to standard output.
    pub styled: bool,
}

/// Writes every report that was asked for.
pub fn write(report: &Report, wanted: &[Wanted], context: &Context) -> Result<(), Error> {
    for one in wanted {
        let mut plain = context.clone();
        plain.styled = context.styled && one.path.is_none();
        let text = render(report, one.form, &plain);
        match &one.path {
            None => super::print(&text)?,
            Some(path) => save(path, &text)?,
        }
    }
    Ok(())
}

/// Appends the job summary of GitHub Actions, where the environment names its file.
pub fn step_summary(report: &Report, context: &Context) -> Result<(), Error> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|p| !p.is_empty()) else {
        return Ok(());
    };
    let text = github::summary(&markdown::render(report, context));
    std::fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(Error::Print)
}

fn render(report: &Report, form: Form, context: &Context) -> String {
    match form {
        Form::Text => text::render(report, context),
        Form::Json => json::document(report, context),
        Form::Jsonl => json::lines(report, context),
        Form::Sarif => sarif::render(report, context),
        Form::Junit => junit::render(report, context),
        Form::Github => github::render(report),
        Form::Gitlab => gitlab::render(report),
        Form::Markdown => markdown::render(report, context),
    }
}

/// Writes a file whole or not at all.
fn save(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source: std::io::Error| Error::Report {
        path: path.to_path_buf(),
        source,
    };
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    #[cfg(unix)]
    {
        // Temporary files are private; a report is for the steps of a job that come after.
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::Permissions::from_mode(0o644);
        file.as_file().set_permissions(mode).map_err(failed)?;
    }
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok(())
}

/// Severity as reports name it.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The first place of a finding.
fn first(finding: &Finding) -> Sample {
    finding.samples.first().cloned().unwrap_or_default()
}

/// A number with commas between thousands.
fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// `1 error` or `3 errors`.
fn counted(n: u64, what: &str) -> String {
    format!("{} {what}{}", thousands(n), if n == 1 { "" } else { "s" })
}

/// The whole run in one line.
fn summary(report: &Report) -> String {
    let counts = report.counts();
    let of = |severity| counts.get(&severity).copied().unwrap_or(0);
    let mut parts = Vec::new();
    for (severity, name) in [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "note"),
    ] {
        if of(severity) > 0 {
            parts.push(counted(of(severity), name));
        }
    }
    let found = match parts.is_empty() {
        true => "nothing found".to_owned(),
        false => parts.join(", "),
    };
    let mut text = format!(
        "{}, {}: {found}",
        counted(report.files.len() as u64, "file"),
        counted(report.rows(), "row")
    );
    if report.accepted > 0 {
        text.push_str(&format!(", {} accepted", thousands(report.accepted)));
    }
    if report.omitted > 0 {
        text.push_str(&format!(
            "; {} left out by --max-findings",
            counted(report.omitted, "further finding")
        ));
    }
    if report.files.iter().any(|f| f.stopped) {
        text.push_str("; stopped at the first error");
    }
    text
}
