//! A dataset against an older one: what changed more than chance explains, without any rule written.

use std::collections::{BTreeMap, BTreeSet};

use super::measures::{Dataset, NONE, Totals};
use super::{finding, percent, types};
use crate::diagnostic::{Code, Severity};
use crate::table::columns::Table;
use crate::validate::findings::{Finding, Severities};

/// Rows that both sides need before shares are compared.
const MIN_ROWS: u64 = 50;
/// Points of a share below which a change is not worth a finding.
const NULL_POINTS: f64 = 0.05;
/// Standard deviations beyond which a change is not chance.
const DEVIATIONS: f64 = 3.0;
/// Population stability index from which on a shift counts as large, by convention of its users.
const PSI: f64 = 0.2;
/// Records of a site before its coming or going is told.
const SITE_ROWS: u64 = 5;

/// Compares a dataset with its baseline.
pub fn compare(old: &Dataset, new: &Dataset, severities: &Severities) -> Vec<Finding> {
    let mut drift = Drift {
        path: &new.path,
        severities,
        findings: Vec::new(),
    };
    for name in ["records", "events"] {
        match (old.tables.get(name), new.tables.get(name)) {
            (Some(before), Some(after)) => {
                drift.columns(old, new, name);
                drift.types(old, new, name);
                drift.rows(name, before, after);
                if before.rows >= MIN_ROWS && after.rows >= MIN_ROWS {
                    drift.nulls(name, before, after);
                    drift.categories(name, before, after);
                }
            }
            (Some(_), None) => drift.tell(
                "Q415",
                name,
                format!("the table {name} of the baseline is gone"),
            ),
            (None, Some(_)) => drift.tell(
                "Q417",
                name,
                format!("the table {name} is not in the baseline"),
            ),
            (None, None) => {}
        }
    }
    if let (Some(before), Some(after)) = (old.tables.get("records"), new.tables.get("records")) {
        drift.sites(before, after);
    }
    drift.findings
}

struct Drift<'a> {
    path: &'a str,
    severities: &'a Severities,
    findings: Vec<Finding>,
}

impl Drift<'_> {
    fn tell(&mut self, code: Code, field: &str, message: String) {
        let severity: Severity = self.severities.of(code);
        self.findings
            .push(finding(code, severity, self.path, field, message, None));
    }

    fn columns(&mut self, old: &Dataset, new: &Dataset, name: &'static str) {
        let names = |dataset: &Dataset| -> BTreeSet<String> {
            let columns = dataset.columns.get(name);
            columns.into_iter().flatten().cloned().collect()
        };
        let (before, after) = (names(old), names(new));
        if before.is_empty() || after.is_empty() {
            return;
        }
        for gone in before.difference(&after) {
            let message = format!("the column {gone} of the baseline's {name} is gone");
            self.tell("Q415", &format!("{name}.{gone}"), message);
        }
        for new in after.difference(&before) {
            let message = format!("{name} has a column {new} that the baseline does not know");
            self.tell("Q417", &format!("{name}.{new}"), message);
        }
    }

    fn types(&mut self, old: &Dataset, new: &Dataset, name: &'static str) {
        let (Some(before), Some(after)) = (old.types.get(name), new.types.get(name)) else {
            return;
        };
        for (column, old) in before {
            if let Some(change) = after.get(column).and_then(|new| types::change(old, new)) {
                let message = format!("{column} {change}");
                self.tell("Q416", &format!("{name}.{column}"), message);
            }
        }
    }

    fn rows(&mut self, name: &str, before: &Totals, after: &Totals) {
        let (old, new) = (before.rows as f64, after.rows as f64);
        let far = new > old * 4.0 / 3.0 || new < old * 2.0 / 3.0;
        if far && (new - old).abs() > DEVIATIONS * (new + old).sqrt() {
            let message = format!(
                "{} {name} after {} in the baseline",
                after.rows, before.rows
            );
            self.tell("Q410", name, message);
        }
    }

    fn nulls(&mut self, name: &str, before: &Totals, after: &Totals) {
        let Some(table) = Table::named(name) else {
            return;
        };
        for column in table.columns {
            let count = |totals: &Totals| totals.missing.get(column.name).copied().unwrap_or(0);
            let (old, new) = (count(before), count(after));
            let (n, m) = (before.rows as f64, after.rows as f64);
            let (p, q) = (old as f64 / n, new as f64 / m);
            let pooled = (old + new) as f64 / (n + m);
            let deviation = (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
            if (p - q).abs() >= NULL_POINTS && (p - q).abs() > DEVIATIONS * deviation {
                let message = format!(
                    "{} is missing in {} after {} in the baseline",
                    column.name,
                    percent(q),
                    percent(p)
                );
                self.tell("Q411", &format!("{name}.{}", column.name), message);
            }
        }
    }

    fn categories(&mut self, name: &str, before: &Totals, after: &Totals) {
        let Some(table) = Table::named(name) else {
            return;
        };
        for column in table.columns {
            // Sources are told one by one when they come and go.
            if ["site", "rule", "authors"].contains(&column.name) {
                continue;
            }
            let (Some(old), Some(new)) = (
                before.values.get(column.name),
                after.values.get(column.name),
            ) else {
                continue;
            };
            let (psi, chance) = stability(old, new);
            if psi >= PSI + chance {
                let message = format!(
                    "the values of {} moved (PSI {psi:.2}): {}",
                    column.name,
                    moved(old, new)
                );
                self.tell("Q412", &format!("{name}.{}", column.name), message);
            }
        }
    }

    fn sites(&mut self, before: &Totals, after: &Totals) {
        let known = |totals: &Totals| totals.values.get("site").is_some_and(|v| !v.is_empty());
        let column = match known(before) || known(after) {
            true => "site",
            false => "publisher",
        };
        let empty = BTreeMap::new();
        let old = before.values.get(column).unwrap_or(&empty);
        let new = after.values.get(column).unwrap_or(&empty);
        for (site, rows) in old {
            if *rows >= SITE_ROWS && site != NONE && !new.contains_key(site) {
                let message =
                    format!("{column} {site} had {rows} records in the baseline, now none");
                self.tell("Q413", &format!("{column} {site}"), message);
            }
        }
        for (site, rows) in new {
            if *rows >= SITE_ROWS && site != NONE && !old.contains_key(site) {
                let message = format!("{column} {site} has {rows} records, none in the baseline");
                self.tell("Q414", &format!("{column} {site}"), message);
            }
        }
    }
}

/// The population stability index of two distributions, and what chance alone makes of it on
/// average for samples of their sizes. A value that one side lacks counts as half an observation.
fn stability(old: &BTreeMap<String, u64>, new: &BTreeMap<String, u64>) -> (f64, f64) {
    let values: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let (n, m): (u64, u64) = (old.values().sum(), new.values().sum());
    if n == 0 || m == 0 {
        return (0.0, 0.0);
    }
    let (n, m) = (n as f64, m as f64);
    let share = |counts: &BTreeMap<String, u64>, value: &String, total: f64| {
        counts.get(value).map_or(0.5, |c| *c as f64) / total
    };
    let psi = values
        .iter()
        .map(|value| {
            let (p, q) = (share(old, value, n), share(new, value, m));
            (q - p) * (q / p).ln()
        })
        .sum();
    let chance = (values.len() as f64 - 1.0) * (1.0 / n + 1.0 / m);
    (psi, chance)
}

/// The three values whose shares moved most.
fn moved(old: &BTreeMap<String, u64>, new: &BTreeMap<String, u64>) -> String {
    let (n, m): (u64, u64) = (old.values().sum(), new.values().sum());
    let share = |counts: &BTreeMap<String, u64>, value: &String, total: u64| {
        counts.get(value).copied().unwrap_or(0) as f64 / total.max(1) as f64
    };
    let values: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut moves: Vec<(f64, f64, &String)> = values
        .into_iter()
        .map(|value| (share(old, value, n), share(new, value, m), value))
        .collect();
    moves.sort_by(|a, b| {
        // Rounded, so that what the last bit of a share says decides nothing.
        let points = |m: &(f64, f64, &String)| ((m.1 - m.0).abs() * 1e6).round() as i64;
        points(b).cmp(&points(a)).then_with(|| a.2.cmp(b.2))
    });
    let told: Vec<String> = moves
        .iter()
        .take(3)
        .map(|(p, q, value)| format!("{value} {} after {}", percent(*q), percent(*p)))
        .collect();
    told.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::types::ColumnType;
    use super::*;

    fn dataset(rows: u64, missing: u64, bases: &[(&str, u64)], sites: &[(&str, u64)]) -> Dataset {
        let counted = |values: &[(&str, u64)]| -> BTreeMap<String, u64> {
            values.iter().map(|(v, n)| ((*v).to_owned(), *n)).collect()
        };
        let totals = Totals {
            rows,
            missing: [("title", missing)].into(),
            values: [
                ("published_basis", counted(bases)),
                ("site", counted(sites)),
            ]
            .into(),
            ..Totals::default()
        };
        let mut dataset = Dataset::default();
        dataset.tables.insert("records", totals);
        let columns = vec!["record_id".to_owned(), "title".to_owned()];
        dataset.columns.insert("records", columns);
        dataset
    }

    fn told(old: &Dataset, new: &Dataset) -> Vec<(Code, String)> {
        compare(old, new, &Severities::new(&BTreeMap::new()))
            .into_iter()
            .map(|f| (f.code, f.field.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn like_datasets_of_other_sizes_do_not_drift() {
        let old = dataset(
            1000,
            100,
            &[("stated", 700), ("inferred", 300)],
            &[("a.vn", 1000)],
        );
        let new = dataset(
            900,
            95,
            &[("stated", 620), ("inferred", 280)],
            &[("a.vn", 900)],
        );
        assert_eq!(told(&old, &new), []);
        // A fifth of a small sample is chance.
        let small = dataset(60, 10, &[("stated", 38), ("inferred", 22)], &[("a.vn", 60)]);
        let codes: Vec<_> = told(&old, &small).into_iter().map(|t| t.0).collect();
        assert_eq!(codes, ["Q410"]);
    }

    #[test]
    fn each_kind_of_drift_is_told_by_name() {
        let mut old = dataset(
            1000,
            100,
            &[("stated", 700), ("inferred", 300)],
            &[("a.vn", 500), ("b.vn", 500)],
        );
        let mut new = dataset(
            400,
            200,
            &[("stated", 100), ("unknown", 300)],
            &[("a.vn", 300), ("c.vn", 100)],
        );
        let columns = ["record_id", "mood"].map(str::to_owned);
        new.columns.insert("records", columns.to_vec());
        let typed = |name: &str, nullable: bool| ColumnType {
            name: name.to_owned(),
            nullable: Some(nullable),
        };
        for (dataset, body, day) in [(&mut old, false, "date"), (&mut new, true, "string")] {
            let types = [
                ("body".to_owned(), typed("string", body)),
                ("published_date".to_owned(), typed(day, true)),
                ("record_id".to_owned(), typed("string", false)),
            ];
            dataset.types.insert("records", types.into());
        }
        let expect = [
            ("Q415", "records.title"),
            ("Q417", "records.mood"),
            ("Q416", "records.body"),
            ("Q416", "records.published_date"),
            ("Q410", "records"),
            ("Q411", "records.title"),
            ("Q412", "records.published_basis"),
            ("Q413", "site b.vn"),
            ("Q414", "site c.vn"),
        ];
        let expect: Vec<_> = expect.iter().map(|(c, f)| (*c, (*f).to_owned())).collect();
        assert_eq!(told(&old, &new), expect);
    }

    #[test]
    fn the_index_is_that_of_the_literature() {
        let old: BTreeMap<String, u64> = [("a".to_owned(), 50), ("b".to_owned(), 50)].into();
        let new: BTreeMap<String, u64> = [("a".to_owned(), 70), ("b".to_owned(), 30)].into();
        // (0.7 - 0.5) ln(0.7 / 0.5) + (0.3 - 0.5) ln(0.3 / 0.5)
        let (psi, chance) = stability(&old, &new);
        assert!((psi - 0.169_459).abs() < 1e-6, "{psi}");
        assert!((chance - 0.02).abs() < 1e-12);
        assert_eq!(
            moved(&old, &new),
            "a 70.0 % after 50.0 %, b 30.0 % after 50.0 %"
        );
    }
}
