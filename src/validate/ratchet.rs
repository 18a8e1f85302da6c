//! Known findings that do not count, so that only new ones fail a run, and those that are gone can
//! be taken out of the file.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::report::Report;

/// Findings of an earlier report (`--report json`), by fingerprint.
#[derive(Clone, Debug, Default)]
pub struct Ratchet {
    known: BTreeMap<String, Known>,
}

#[derive(Clone, Debug, Deserialize)]
struct Known {
    code: String,
    path: String,
    field: Option<String>,
    fingerprint: String,
    count: u64,
}

#[derive(Deserialize)]
struct File {
    findings: Vec<Known>,
}

impl Ratchet {
    /// Reads a report; an error says what is wanted.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text)
            .map_err(|e| format!("not a report of --report json: {e}"))?;
        let known = file
            .findings
            .into_iter()
            .map(|known| (known.fingerprint.clone(), known))
            .collect();
        Ok(Self { known })
    }

    /// Takes known findings out of a report. One that is met more often than it is known stays, and
    /// says so; one that is met less often, or not at all, is told as fixed.
    pub fn apply(&self, report: &mut Report) {
        let mut met: BTreeMap<&str, u64> = BTreeMap::new();
        let mut kept = Vec::new();
        for mut finding in std::mem::take(&mut report.findings) {
            let Some((print, known)) = self.known.get_key_value(&finding.fingerprint) else {
                kept.push(finding);
                continue;
            };
            met.insert(print, finding.count);
            if finding.count <= known.count {
                report.accepted += finding.count;
                continue;
            }
            report.accepted += known.count;
            finding.message = format!(
                "{} ({} times, of which {} are accepted)",
                finding.message, finding.count, known.count
            );
            finding.count -= known.count;
            kept.push(finding);
        }
        report.findings = kept;
        for (print, known) in &self.known {
            let now = met.get(print.as_str()).copied().unwrap_or(0);
            if now < known.count {
                let place = match &known.field {
                    Some(field) => format!("{} {}: {field}", known.code, known.path),
                    None => format!("{} {}", known.code, known.path),
                };
                report
                    .fixed
                    .push(format!("{place}: {now} left of {} accepted", known.count));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::validate::findings::Finding;

    fn finding(print: &str, count: u64) -> Finding {
        Finding {
            code: "V101",
            name: "wrong-type".to_owned(),
            severity: Severity::Error,
            path: "a.csv".to_owned(),
            field: Some(print.to_owned()),
            schema_pointer: None,
            message: "text".to_owned(),
            help: None,
            count,
            fingerprint: print.to_owned(),
            samples: Vec::new(),
        }
    }

    #[test]
    fn known_findings_pass_new_and_grown_ones_stay_and_fixed_ones_are_told() {
        let old = Report {
            findings: vec![
                finding("same", 3),
                finding("grown", 2),
                finding("shrunk", 5),
                finding("gone", 1),
            ],
            ..Report::default()
        };
        let text = serde_json::to_string(&old).expect("is JSON");
        let ratchet = Ratchet::parse(&text).expect("a report");
        let mut new = Report {
            findings: vec![
                finding("same", 3),
                finding("grown", 4),
                finding("shrunk", 2),
                finding("new", 1),
            ],
            ..Report::default()
        };
        ratchet.apply(&mut new);
        let left: Vec<_> = new
            .findings
            .iter()
            .map(|f| (f.fingerprint.as_str(), f.count))
            .collect();
        assert_eq!(left, [("grown", 2), ("new", 1)]);
        assert_eq!(new.accepted, 7);
        assert_eq!(
            new.fixed,
            [
                "V101 a.csv: gone: 0 left of 1 accepted",
                "V101 a.csv: shrunk: 2 left of 5 accepted"
            ]
        );
    }

    #[test]
    fn another_file_is_refused() {
        assert!(Ratchet::parse("[]").is_err());
        assert!(Ratchet::parse("{\"findings\": [{}]}").is_err());
    }
}
