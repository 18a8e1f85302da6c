//! `newsrows.toml`: bounds that a dataset must keep.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::measures::{Dataset, Totals};
use super::{finding, percent};
use crate::codes::Registry;
use crate::diagnostic::Severity;
use crate::table::columns::{EVENTS, RECORDS, Table};
use crate::validate::findings::Finding;

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

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Pages read, by the manifest; for groups, pages with an article.
    Pages,
    /// Articles.
    Records,
    /// Events.
    Events,
    /// Articles for each page read.
    ArticlesPerPage,
    /// Share of the pages that became no record.
    RejectShare,
    /// Share of the records that repeat an earlier one.
    DuplicateShare,
    /// Share of the rows without a value in `field`.
    MissingShare,
    /// Share of the rows with `value` in `field`, among the members where it is a list.
    ValueShare,
    /// Number of different values of `field`.
    Distinct,
    /// Mean of the numbers of `field`.
    Mean,
    /// Mean share of a page that its record keeps.
    KeptRatio,
    /// Events for each thousand words of text.
    #[serde(rename = "events_per_1000_words")]
    EventsPer1000Words,
    /// The longest run of days without an article.
    GapDays,
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

/// What is measured, and how many rows it rests on.
struct Measured {
    value: f64,
    rows: u64,
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

    /// The measure, or why it cannot be taken.
    fn measured(
        &self,
        tables: &BTreeMap<&'static str, Totals>,
        whole: Option<&Dataset>,
    ) -> Result<Measured, String> {
        let of = |name: &str| {
            tables
                .get(name)
                .ok_or_else(|| format!("the dataset has no {name}"))
        };
        // A group without events has none of them; a dataset without the table says nothing.
        let events = || match (tables.get("events"), whole) {
            (None, None) => Ok(0),
            (None, Some(_)) => Err("the dataset has no events".to_owned()),
            (Some(events), _) => Ok(events.rows),
        };
        let manifest = |count: Option<u64>| {
            count.ok_or_else(|| "the dataset's manifest does not count pages".to_owned())
        };
        let records = of("records");
        let measured = |value: f64, rows: u64| match value.is_finite() {
            true => Ok(Measured { value, rows }),
            false => Err("there are no rows to measure".to_owned()),
        };
        match self.measure {
            Measure::Pages => match whole {
                Some(dataset) => {
                    let pages = manifest(dataset.pages)?;
                    measured(pages as f64, pages)
                }
                None => {
                    let records = records?;
                    measured(records.pages() as f64, records.rows)
                }
            },
            Measure::Records => {
                let records = records?;
                measured(records.rows as f64, records.rows)
            }
            Measure::Events => measured(events()? as f64, records?.rows),
            Measure::ArticlesPerPage => {
                let records = records?;
                let pages = match whole {
                    Some(dataset) => manifest(dataset.pages)?,
                    None => records.pages(),
                };
                measured(records.rows as f64 / pages as f64, records.rows)
            }
            Measure::RejectShare => {
                let dataset = whole.ok_or("rejects belong to no group")?;
                let (pages, rejects) = (manifest(dataset.pages)?, manifest(dataset.rejects)?);
                measured(rejects as f64 / pages as f64, pages)
            }
            Measure::DuplicateShare => {
                let records = records?;
                let missing = records.missing.get("duplicate_of").copied().unwrap_or(0);
                measured(
                    (records.rows - missing) as f64 / records.rows as f64,
                    records.rows,
                )
            }
            Measure::MissingShare => {
                let (table, field) = (of(self.table().name)?, self.column());
                let missing = table.missing.get(field).copied().unwrap_or(0);
                measured(missing as f64 / table.rows as f64, table.rows)
            }
            Measure::ValueShare => {
                let (table, field) = (of(self.table().name)?, self.column());
                let value = self.value.as_deref().unwrap_or("");
                let values = table.values.get(field);
                let found = values.and_then(|v| v.get(value)).copied().unwrap_or(0);
                measured(found as f64 / table.rows as f64, table.rows)
            }
            Measure::Distinct => {
                let (table, field) = (of(self.table().name)?, self.column());
                let values = table.values.get(field).map_or(0, BTreeMap::len);
                measured(values as f64, table.rows)
            }
            Measure::Mean | Measure::KeptRatio => {
                let (name, field) = match self.measure {
                    Measure::Mean => (self.table().name, self.column()),
                    _ => ("records", "kept_ratio"),
                };
                let (sum, count) = of(name)?.sums.get(field).copied().unwrap_or((0.0, 0));
                measured(sum / count as f64, count)
            }
            Measure::EventsPer1000Words => {
                let records = records?;
                let words = records.sums.get("word_count").map_or(0.0, |(sum, _)| *sum);
                measured(events()? as f64 * 1000.0 / words, records.rows)
            }
            Measure::GapDays => {
                let records = records?;
                let gap = records.gap_days().ok_or("no record has a day")?;
                measured(gap as f64, records.rows)
            }
        }
    }

    fn column(&self) -> &str {
        self.field.as_deref().unwrap_or("")
    }
}

fn did_not_run(dataset: &Dataset, label: &str, why: String) -> Finding {
    finding("Q402", Severity::Error, &dataset.path, label, why, None)
}

#[cfg(test)]
mod tests;
