//! JUnit XML: a suite for each file, a case for each rule and column, and one for each column that
//! is sound.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Context, severity, thousands};
use crate::validate::findings::Finding;
use crate::validate::report::Report;

pub(super) fn render(report: &Report, context: &Context) -> String {
    let mut by_path: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        by_path.entry(&finding.path).or_default().push(finding);
    }
    let mut suites: Vec<(&str, Vec<Case>)> = Vec::new();
    for file in &report.files {
        let findings = by_path.remove(file.path.as_str()).unwrap_or_default();
        let mut cases: Vec<Case> = file
            .columns
            .iter()
            .filter(|column| !findings.iter().any(|f| f.field.as_ref() == Some(*column)))
            .map(|column| Case {
                name: format!("{column} is sound"),
                finding: None,
            })
            .collect();
        if findings.is_empty() && cases.is_empty() {
            cases.push(Case {
                name: "the file is sound".to_owned(),
                finding: None,
            });
        }
        cases.extend(findings.into_iter().map(Case::of));
        suites.push((&file.path, cases));
    }
    // Manifests and groups, which are no files of rows.
    for (path, findings) in by_path {
        suites.push((path, findings.into_iter().map(Case::of).collect()));
    }
    let fails = |finding: &Finding| context.fail_on.is_some_and(|at| finding.severity >= at);
    let count = |cases: &[Case]| {
        cases
            .iter()
            .filter(|case| case.finding.is_some_and(fails))
            .count()
    };
    let tests: usize = suites.iter().map(|(_, cases)| cases.len()).sum();
    let failures: usize = suites.iter().map(|(_, cases)| count(cases)).sum();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuites name=\"newsrows {}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">",
        context.command
    );
    for (path, cases) in &suites {
        let _ = writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">",
            escaped(path),
            cases.len(),
            count(cases)
        );
        for case in cases {
            write_case(&mut out, path, case, &fails);
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

struct Case<'r> {
    name: String,
    finding: Option<&'r Finding>,
}

impl<'r> Case<'r> {
    fn of(finding: &'r Finding) -> Self {
        let rule = format!("{} {}", finding.code, finding.name);
        Self {
            name: match &finding.field {
                Some(field) => format!("{field}: {rule}"),
                None => rule,
            },
            finding: Some(finding),
        }
    }
}

fn write_case(out: &mut String, path: &str, case: &Case, fails: &impl Fn(&Finding) -> bool) {
    let _ = write!(
        out,
        "    <testcase classname=\"{}\" name=\"{}\"",
        escaped(path),
        escaped(&case.name)
    );
    let Some(finding) = case.finding else {
        out.push_str("/>\n");
        return;
    };
    let mut body = String::new();
    for sample in &finding.samples {
        let line = sample
            .line
            .map_or_else(String::new, |n| format!("line {n}: "));
        let row = sample
            .record
            .map_or_else(String::new, |n| format!("row {n}: "));
        let _ = writeln!(body, "{line}{row}{}", sample.message);
    }
    let left = finding.count.saturating_sub(finding.samples.len() as u64);
    if left > 0 {
        let _ = writeln!(body, "and {} more", thousands(left));
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(body, "help: {help}");
    }
    let message = format!("{} ({} times)", finding.message, thousands(finding.count));
    match fails(finding) {
        true => {
            let _ = writeln!(
                out,
                ">\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>",
                finding.code,
                escaped(&message),
                escaped(&body)
            );
        }
        false => {
            let _ = writeln!(
                out,
                ">\n      <system-out>{}: {}\n{}</system-out>\n    </testcase>",
                severity(finding.severity),
                escaped(&message),
                escaped(&body)
            );
        }
    }
}

/// Text for XML 1.0, which has no place for most control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(c),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
