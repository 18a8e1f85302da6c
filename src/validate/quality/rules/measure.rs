//! What a rule can measure, and how each measure is taken.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Rule;
use crate::validate::quality::measures::{Dataset, Totals};

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

/// What is measured, and how many rows it rests on.
pub(super) struct Measured {
    pub(super) value: f64,
    pub(super) rows: u64,
}

impl Rule {
    /// The measure, or why it cannot be taken.
    pub(super) fn measured(
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
