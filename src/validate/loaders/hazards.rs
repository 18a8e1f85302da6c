//! The hazards that the columns of a whole file amount to, once all of its rows were seen.

use std::collections::BTreeMap;

use super::facts::{Facts, MANY_KEYS};
use super::{Columns, DUCKDB_SAMPLE, Loaders, POLARS_SAMPLE};
use crate::validate::findings::Tallies;
use crate::validate::source::Format;

impl Columns {
    /// Reports the hazards of the whole file. `is_text` says whether the schema makes a column
    /// text; none where no schema is known.
    pub fn report(
        &self,
        loaders: Loaders,
        is_text: impl Fn(&str) -> Option<bool>,
        tallies: &mut Tallies,
    ) {
        if !loaders.any() {
            return;
        }
        self.case_only_names(tallies);
        for (name, facts) in self.names.iter().zip(&self.facts) {
            self.digits(name, facts, &is_text, tallies);
            self.late(name, facts, loaders, tallies);
            self.times(name, facts, tallies);
            if let Some(spot) = facts.first_big
                && loaders.pandas
                && (facts.nulls > 0 || facts.present < self.rows)
            {
                let message = format!(
                    "{} whole numbers beyond 2^53 in a column with {} nulls: pandas makes it float64",
                    facts.big,
                    facts.nulls + (self.rows - facts.present.min(self.rows))
                );
                tallies.hits("L317", name, facts.big, || (spot.sample(message), None));
            }
            if facts.keys.len() > MANY_KEYS {
                let message = format!("objects with more than {MANY_KEYS} different keys");
                tallies.hit("L320", name, || (facts.first.sample(message), None));
            }
            if let Some((count, spot)) = facts.late_break
                && !self.quoted_header
                && self.first_quoted.is_some_and(|q| q.record > DUCKDB_SAMPLE)
                && loaders.duckdb
            {
                let message = "quoted line breaks after 20,480 rows without a quoted cell: DuckDB \
                               splits the records"
                    .to_owned();
                tallies.hits("L311", name, count, || (spot.sample(message), None));
            }
        }
    }

    fn case_only_names(&self, tallies: &mut Tallies) {
        let mut by_case: BTreeMap<String, &str> = BTreeMap::new();
        for (name, facts) in self.names.iter().zip(&self.facts) {
            if let Some(first) = by_case.insert(name.to_lowercase(), name) {
                let message = format!("{name} differs from {first} by case alone");
                tallies.hit("L306", name, || (facts.first.sample(message), None));
            }
        }
    }

    fn digits(
        &self,
        name: &str,
        facts: &Facts,
        is_text: impl Fn(&str) -> Option<bool>,
        tallies: &mut Tallies,
    ) {
        let Some(spot) = facts.first_digits.filter(|_| facts.digits == facts.texts) else {
            return;
        };
        // Without a schema nothing says that the digits of a CSV file are no numbers, unless they
        // begin with a zero or are too long for one.
        let meant_as_text = match (self.format, is_text(name)) {
            (Format::Parquet, _) => false,
            (_, Some(text)) => text,
            (Format::Jsonl, None) => true,
            (Format::Csv, None) => facts.leading_zero,
        };
        if meant_as_text {
            let message = match facts.leading_zero {
                true => "text of digits with leading zeros, which pandas and Polars drop",
                false => "text of digits, which pandas and DuckDB read as numbers",
            };
            tallies.hits("L301", name, facts.digits, || {
                (spot.sample(message.to_owned()), None)
            });
        }
    }

    fn late(&self, name: &str, facts: &Facts, loaders: Loaders, tallies: &mut Tallies) {
        if self.format != Format::Jsonl {
            return;
        }
        if facts.first.record > POLARS_SAMPLE && loaders.polars {
            let message = format!(
                "first appears in row {}: Polars drops the column",
                facts.first.record
            );
            let count = facts.present;
            tallies.hits("L304", name, count, || (facts.first.sample(message), None));
            return;
        }
        let Some(spot) = facts.first_value else {
            return;
        };
        let duckdb = loaders.duckdb && spot.record > DUCKDB_SAMPLE;
        let polars = loaders.polars && spot.record > POLARS_SAMPLE;
        if duckdb || polars {
            let who = match (duckdb, polars) {
                (true, true) => "DuckDB loses every value, Polars stops",
                (true, false) => "DuckDB loses every value",
                _ => "Polars stops",
            };
            let message = format!("null until row {}: {who}", spot.record);
            let count = facts.present - facts.nulls;
            tallies.hits("L303", name, count, || (spot.sample(message), None));
        }
    }

    fn times(&self, name: &str, facts: &Facts, tallies: &mut Tallies) {
        let times: u64 = facts.times.values().map(|(count, _)| count).sum();
        if facts.times.len() < 2 || times < facts.texts {
            return;
        }
        // The odd ones out are those of the rarer forms.
        let common = facts
            .times
            .iter()
            .max_by_key(|(_, (count, _))| *count)
            .map(|(form, _)| *form);
        let odd = facts
            .times
            .iter()
            .filter(|(form, _)| Some(**form) != common);
        let count = odd.clone().map(|(_, (count, _))| count).sum();
        let first = odd.map(|(_, (_, spot))| *spot).min_by_key(|s| s.record);
        let zones = facts.times.keys().any(|(_, utc)| !utc);
        let fractions: Vec<String> = facts
            .times
            .keys()
            .map(|(digits, _)| digits.to_string())
            .collect();
        let mut message = format!("times with {} digits of a second", fractions.join(" and "));
        if zones {
            message.push_str(", not all in UTC");
        }
        if let Some(spot) = first {
            tallies.hits("L307", name, count, || (spot.sample(message), None));
        }
    }
}
