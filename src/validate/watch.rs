//! Integrity of rows: what a schema cannot say about one row, and notes for what only all rows
//! together tell.

mod keys;
mod ledger;
mod quotes;

use std::collections::BTreeSet;

use super::findings::Tallies;
use super::loaders::Spot;
use super::observe::{Notes, Observer, Row};
use super::program::Scalar;
use super::tape::View;
use crate::diagnostic::Code;
use crate::table::columns::{Kind, Table};
use ledger::tile;
use quotes::quote;

pub use keys::{Key, dangling};
pub use ledger::seams;
pub use quotes::{FalseClaim, Quotes};

fn hash(text: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(text.as_bytes())
}

/// The whole number that a row holds under a name, where it counts something.
fn count(row: View<'_>, name: &str) -> Option<u64> {
    match row.get(name).map(View::scalar) {
        Some(Scalar::Int(n)) => u64::try_from(n).ok(),
        _ => None,
    }
}

/// Watches the rows of one file.
#[derive(Debug, Default)]
pub struct Watch {
    /// Keys and references, in the order of [`Notes::keys`].
    pub keys: Vec<Key>,
    /// Our own table, where the file is one.
    pub table: Option<&'static Table>,
    /// Country codes that are known; empty where none are checked.
    pub countries: BTreeSet<&'static str>,
    /// Claims about the texts of these rows, where the file is one of records.
    pub quotes: Quotes,
}

impl Watch {
    /// What is watched in a file of one of our own tables.
    pub fn of_table(table: &'static Table, countries: BTreeSet<&'static str>) -> Self {
        let mut keys = vec![Key {
            fields: table.key.iter().map(|k| (*k).to_owned()).collect(),
            required: true,
            unique: true,
        }];
        keys.extend(table.references.iter().map(|reference| Key {
            fields: vec![reference.column.to_owned()],
            required: false,
            unique: false,
        }));
        Self {
            keys,
            table: Some(table),
            countries,
            quotes: Quotes::default(),
        }
    }

    fn intervals(&self, table: &Table, row: &mut Row<'_, '_>) {
        let columns = table.columns.iter().filter(|c| {
            matches!(c.kind, Kind::Int | Kind::Date)
                && (c.name.ends_with("start") || c.name.ends_with("earliest"))
        });
        for column in columns {
            let end = match column.name.strip_suffix("start") {
                Some(stem) => format!("{stem}end"),
                None => column.name.replace("earliest", "latest"),
            };
            let (Some(first), Some(last)) = (row.view.get(column.name), row.view.get(&end)) else {
                continue;
            };
            let reversed = match (first.scalar(), last.scalar()) {
                (Scalar::Int(a), Scalar::Int(b)) => b < a,
                // Days in the standard's form sort as texts.
                (Scalar::Text(a), Scalar::Text(b)) => b < a,
                _ => false,
            };
            if reversed {
                let mask = row.mask();
                row.hit("I204", &end, Some(last), || match mask {
                    true => format!("{end} is before {}", column.name),
                    false => {
                        let shown = |v: View<'_>| super::instance::to_value(v).to_string();
                        format!(
                            "{end} {} is before {} {}",
                            shown(last).trim_matches('"'),
                            column.name,
                            shown(first).trim_matches('"')
                        )
                    }
                });
            }
        }
    }

    fn codes(&self, row: &mut Row<'_, '_>) {
        if self.countries.is_empty() {
            return;
        }
        for field in ["actor_country", "target_country", "place_country"] {
            if let Some(value) = row.view.get(field)
                && let Some(code) = value.text()
                && !self.countries.contains(code)
            {
                let mask = row.mask();
                row.hit("I205", field, Some(value), || match mask {
                    true => "the value is no country or actor code".to_owned(),
                    false => format!(
                        "{} is no country or actor code",
                        super::findings::short(code)
                    ),
                });
            }
        }
    }
}

impl Observer for Watch {
    fn row(&self, row: &mut Row<'_, '_>, notes: &mut Notes) {
        if notes.keys.len() < self.keys.len() {
            notes.keys.resize(self.keys.len(), Vec::new());
        }
        let before = usize::try_from(row.spot.record.saturating_sub(1)).unwrap_or(usize::MAX);
        for (key, kept) in self.keys.iter().zip(&mut notes.keys) {
            let hash = key.hash(row.view, &mut notes.scratch);
            // Rows that could not be read were not shown.
            kept.resize(before, 0);
            kept.push(hash);
            if hash == 0 && key.required {
                key.report_null(row);
            }
        }
        let Some(table) = self.table else {
            return;
        };
        self.intervals(table, row);
        match table.name {
            "records" => self.quotes.check(row.view, row.mask()),
            "events" => {
                self.codes(row);
                let text = row.view.get("evidence").and_then(View::text);
                let place = ["evidence_field", "evidence_start", "evidence_end"];
                quote(row, notes, place, "evidence", text);
            }
            "mentions" => {
                let parts = [
                    ("start", "end"),
                    ("trigger_start", "trigger_end"),
                    ("actor_start", "actor_end"),
                    ("target_start", "target_end"),
                    ("date_start", "date_end"),
                    ("place_start", "place_end"),
                ];
                for (start, end) in parts {
                    quote(row, notes, ["field", start, end], start, None);
                }
            }
            "lines" => tile(row, notes),
            _ => {}
        }
    }
}

/// Adds an occurrence that was met after the rows were read.
pub fn report(tallies: &mut Tallies, code: Code, field: &str, spot: Spot, message: String) {
    tallies.hit(code, field, || (spot.sample(message), None));
    tallies.end_row();
}
