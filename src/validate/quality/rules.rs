//! `newsrows.toml`: bounds that a dataset must keep.

mod measure;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::measures::Dataset;
use super::{finding, percent};
use crate::codes::Registry;
use crate::diagnostic::Severity;
use crate::table::columns::{EVENTS, RECORDS, Table};
use crate::validate::findings::Finding;
use measure::Measured;

pub use measure::Measure;

/// A rules file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Severities by code, over those of the registry.
    #[serde(default)]
    pub severity: BTreeMap<String, Severity>,
    /// Bounds.
    #[serde(default)]
    pub rule: Vec<Rule>,
}

/// One bound.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What is measured.
    pub measure: Measure,
    /// Table; that of the measure, or records, where none is named.
    pub table: Option<String>,
    /// Column, for measures of one.
    pub field: Option<String>,
    /// Value, for `value_share`.
    pub value: Option<String>,
    /// Smallest value allowed: a number, or a share such as `"10%"`.
    pub min: Option<Bound>,
    /// Largest value allowed.
    pub max: Option<Bound>,
    /// Column of records whose values are judged one by one.
    pub by: Option<String>,
    /// Rows that a group must have to be judged.
    #[serde(default = "min_rows")]
    pub min_rows: u64,
    /// How much a miss matters.
    #[serde(default = "severity")]
    pub severity: Severity,
    /// Why the bound is there; printed with the finding.
    pub why: Option<String>,
}

fn min_rows() -> u64 {
    20
}

fn severity() -> Severity {
    Severity::Error
}

/// A number, or a share written as one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound(pub f64);

impl<'de> Deserialize<'de> for Bound {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Whole(i64),
            Number(f64),
            Text(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Whole(n) => Ok(Self(n as f64)),
            Written::Number(n) => Ok(Self(n)),
            Written::Text(text) => text
                .strip_suffix('%')
                .and_then(|n| n.trim().parse::<f64>().ok())
                .map(|n| Self(n / 100.0))
                .ok_or_else(|| {
                    serde::de::Error::custom(format!(
                        "{text:?} is neither a number nor a share such as \"10%\""
                    ))
                }),
        }
    }
}

/// Why a rules file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// The file cannot be read.
    #[error("{path}: {source}; --rules takes a newsrows.toml")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not TOML, or says what no rule can say.
    #[error("{path}: {message}")]
    Malformed {
        /// The file.
        path: String,
        /// What is wrong, with the line where it is known.
        message: String,
    },
}

impl Rules {
    /// Reads a rules file.
    pub fn open(path: &std::path::Path) -> Result<Self, RulesError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|source| RulesError::Unreadable {
            path: shown.clone(),
            source,
        })?;
        Self::parse(&text).map_err(|message| RulesError::Malformed {
            path: shown,
            message,
        })
    }

    /// Reads the text of a rules file; an error says what is wrong and what is wanted.
    pub fn parse(text: &str) -> Result<Self, String> {
        let rules: Self = toml::from_str(text).map_err(|e| e.to_string().trim().to_owned())?;
        if let Ok(registry) = Registry::embedded() {
            for code in rules.severity.keys() {
                if registry.code(code).is_none_or(|entry| entry.code != *code) {
                    return Err(format!(
                        "severity: no code {code}; `newsrows rules` lists all"
                    ));
                }
            }
        }
        for (i, rule) in rules.rule.iter().enumerate() {
            rule.sound()
                .map_err(|what| format!("rule {}: {what}", i + 1))?;
        }
        Ok(rules)
    }

    /// Columns of records that rules group by.
    pub fn groups(&self) -> Vec<String> {
        let columns: BTreeSet<&String> = self.rule.iter().filter_map(|r| r.by.as_ref()).collect();
        columns.into_iter().cloned().collect()
    }

    /// Judges a dataset.
    pub fn judge(&self, dataset: &Dataset) -> Vec<Finding> {
        self.rule
            .iter()
            .flat_map(|rule| rule.judge(dataset))
            .collect()
    }
}

impl Rule {
    fn table(&self) -> &'static Table {
        match self.table.as_deref() {
            Some("events") => &EVENTS,
            _ => &RECORDS,
        }
    }

    fn sound(&self) -> Result<(), String> {
        if !matches!(self.table.as_deref(), None | Some("records" | "events")) {
            return Err("table: records or events".to_owned());
        }
        let table = self.table();
        let takes_field = matches!(
            self.measure,
            Measure::MissingShare | Measure::ValueShare | Measure::Distinct | Measure::Mean
        );
        match (&self.field, takes_field) {
            (None, true) => return Err("the measure needs a field".to_owned()),
            (Some(_), false) => return Err("the measure takes no field".to_owned()),
            (Some(field), true) if table.column(field).is_none() => {
                let other = [&RECORDS, &EVENTS]
                    .into_iter()
                    .find(|t| t.column(field).is_some());
                let remedy = other.map_or_else(String::new, |other| {
                    format!("; {} has it: add table = \"{}\"", other.name, other.name)
                });
                return Err(format!("{} has no column {field}{remedy}", table.name));
            }
            (Some(field), true) => {
                let column = table.column(field);
                let counted = column.is_some_and(super::measures::is_category);
                let counts = matches!(self.measure, Measure::ValueShare | Measure::Distinct);
                if counts && !counted {
                    return Err(format!("the values of {field} are not counted"));
                }
            }
            (None, false) => {}
        }
        if (self.measure == Measure::ValueShare) != self.value.is_some() {
            return Err("value goes with value_share, and value_share needs one".to_owned());
        }
        if self.min.is_none() && self.max.is_none() {
            return Err("a bound is missing: min, max or both".to_owned());
        }
        if let Some(by) = &self.by {
            if RECORDS.column(by).is_none() {
                return Err(format!("by: records has no column {by}"));
            }
            if self.measure == Measure::RejectShare {
                return Err("rejects belong to no group".to_owned());
            }
        }
        Ok(())
    }

    /// The rule in a few words, which also tells its findings apart.
    fn label(&self) -> String {
        let name = match self.measure {
            Measure::Pages => "pages",
            Measure::Records => "records",
            Measure::Events => "events",
            Measure::ArticlesPerPage => "articles_per_page",
            Measure::RejectShare => "reject_share",
            Measure::DuplicateShare => "duplicate_share",
            Measure::MissingShare => "missing_share",
            Measure::ValueShare => "value_share",
            Measure::Distinct => "distinct",
            Measure::Mean => "mean",
            Measure::KeptRatio => "kept_ratio",
            Measure::EventsPer1000Words => "events_per_1000_words",
            Measure::GapDays => "gap_days",
        };
        match (&self.field, &self.value) {
            (Some(field), Some(value)) => format!("{name}({field} = {value})"),
            (Some(field), None) => format!("{name}({field})"),
            _ => name.to_owned(),
        }
    }

    fn judge(&self, dataset: &Dataset) -> Vec<Finding> {
        let label = self.label();
        let Some(by) = &self.by else {
            return match self.measured(&dataset.tables, Some(dataset)) {
                Ok(measured) => self
                    .verdict(dataset, &label, &measured)
                    .into_iter()
                    .collect(),
                Err(why) => vec![did_not_run(dataset, &label, why)],
            };
        };
        let mut findings = Vec::new();
        let mut judged = 0;
        let mut why = "no record has a value to group by".to_owned();
        let groups = dataset.groups.get(by);
        for (value, tables) in groups.into_iter().flatten() {
            match self.measured(tables, None) {
                Ok(measured) if measured.rows >= self.min_rows => {
                    judged += 1;
                    let label = format!("{label} of {by} {value}");
                    findings.extend(self.verdict(dataset, &label, &measured));
                }
                Ok(_) => why = format!("no group of {by} has {} rows", self.min_rows),
                Err(reason) => why = reason,
            }
        }
        if judged == 0 {
            findings.push(did_not_run(dataset, &format!("{label} by {by}"), why));
        }
        findings
    }

    fn verdict(&self, dataset: &Dataset, label: &str, measured: &Measured) -> Option<Finding> {
        let value = measured.value;
        let (limit, word) = match (self.min, self.max) {
            (Some(Bound(min)), _) if value < min => (min, "at least"),
            (_, Some(Bound(max))) if value > max => (max, "at most"),
            _ => return None,
        };
        let message = format!(
            "{label} is {}, {word} {} is allowed ({} rows)",
            self.shown(value),
            self.shown(limit),
            measured.rows
        );
        Some(finding(
            "Q401",
            self.severity,
            &dataset.path,
            label,
            message,
            self.why.clone(),
        ))
    }

    fn shown(&self, value: f64) -> String {
        match self.measure {
            Measure::RejectShare
            | Measure::DuplicateShare
            | Measure::MissingShare
            | Measure::ValueShare => percent(value),
            _ if value.fract() == 0.0 => format!("{value}"),
            _ => format!("{value:.3}"),
        }
    }
}

fn did_not_run(dataset: &Dataset, label: &str, why: String) -> Finding {
    finding("Q402", Severity::Error, &dataset.path, label, why, None)
}

#[cfg(test)]
mod tests;
