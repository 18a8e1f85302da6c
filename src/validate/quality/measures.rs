//! What a dataset amounts to: counts of rows, nulls, categories and days, for the whole and for the
//! groups of a column of its records.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::types::{self, Seen, Types};
use crate::table::columns::{Column, EVENTS, Kind, RECORDS, Table};
use crate::validate::dataset::{MANIFEST, ValidateError};
use crate::validate::file::{self, ReadAs};
use crate::validate::findings::{Keep, Severities};
use crate::validate::loaders::Loaders;
use crate::validate::observe::{Notes, Observer, Row};
use crate::validate::program::Scalar;
use crate::validate::rows::Checks;
use crate::validate::source::{Format, Source};
use crate::validate::tape::View;

/// Distinct values of a column that are counted one by one.
const MAX_VALUES: usize = 10_000;

/// What the rows of one table, or of one group of them, amount to.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Rows.
    pub rows: u64,
    /// Distinct pages.
    pub(super) pages: BTreeSet<u64>,
    /// By column: rows without a value, empty lists and texts included.
    pub missing: BTreeMap<&'static str, u64>,
    /// By column: rows (members, for lists) by value, for texts of a closed or short list.
    pub values: BTreeMap<&'static str, BTreeMap<String, u64>>,
    /// By column: sum of the numbers, and how many there are.
    pub sums: BTreeMap<&'static str, (f64, u64)>,
    /// Days on which something was published, from 1970-01-01.
    pub days: BTreeSet<i32>,
    /// Kinds of values by column.
    pub(super) seen: BTreeMap<&'static str, Seen>,
}

impl Totals {
    /// Distinct pages that the rows come from.
    pub fn pages(&self) -> u64 {
        self.pages.len() as u64
    }

    /// The longest run of days without a row between the first and the last day.
    pub fn gap_days(&self) -> Option<i64> {
        let days: Vec<i64> = self.days.iter().map(|d| i64::from(*d)).collect();
        (!days.is_empty()).then(|| {
            let gaps = days.windows(2).map(|pair| pair[1] - pair[0] - 1);
            gaps.max().unwrap_or(0)
        })
    }

    fn types(&self) -> Types {
        let seen = self.seen.iter();
        seen.filter_map(|(name, seen)| Some(((*name).to_owned(), seen.column_type()?)))
            .collect()
    }

    fn add(&mut self, table: &'static Table, row: View<'_>) {
        self.rows += 1;
        let mut members = row.members();
        for column in table.columns {
            // Columns mostly stand in order; where not, they are looked up.
            let value = match members.next() {
                Some((key, value)) if key.text() == Some(column.name) => Some(value),
                _ => row.get(column.name),
            };
            self.cell(column, value);
        }
    }

    fn cell(&mut self, column: &'static Column, value: Option<View<'_>>) {
        let scalar = value.map_or(Scalar::Null, View::scalar);
        self.seen.entry(column.name).or_default().add(scalar);
        match scalar {
            Scalar::Null | Scalar::Text("") | Scalar::List(0) => {
                *self.missing.entry(column.name).or_insert(0) += 1;
            }
            Scalar::Int(n) => self.number(column.name, n as f64),
            Scalar::Float(n) => self.number(column.name, n),
            Scalar::Bool(b) => self.value(column.name, if b { "true" } else { "false" }),
            Scalar::Text(text) => {
                if is_category(column) {
                    self.value(column.name, text);
                }
                if column.name == "page_id" {
                    self.pages
                        .insert(xxhash_rust::xxh3::xxh3_64(text.as_bytes()));
                }
                if column.name == "published_date"
                    && let Ok(day) = text.parse()
                {
                    self.days.insert(crate::table::batch::days(day));
                }
            }
            Scalar::List(_) if is_category(column) => {
                for item in value.into_iter().flat_map(View::items) {
                    self.value(column.name, item.text().unwrap_or(""));
                }
            }
            _ => {}
        }
    }

    fn number(&mut self, column: &'static str, n: f64) {
        let (sum, count) = self.sums.entry(column).or_insert((0.0, 0));
        *sum += n;
        *count += 1;
    }

    fn value(&mut self, column: &'static str, text: &str) {
        let values = self.values.entry(column).or_default();
        if let Some(count) = values.get_mut(text) {
            *count += 1;
        } else if values.len() < MAX_VALUES {
            values.insert(text.to_owned(), 1);
        }
    }
}

/// Columns whose values are counted: closed lists, codes and names of sources, not free text.
pub fn is_category(column: &Column) -> bool {
    let named = [
        "site",
        "publisher",
        "agency",
        "language",
        "authors",
        "rule",
        "attributed_to",
    ];
    column.values.is_some()
        || named.contains(&column.name)
        || column.name.ends_with("_country")
        || column.kind == Kind::Bool
}

/// Everything that is measured of one dataset.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// Folder, as given.
    pub path: String,
    /// Pages read, as the manifest has it.
    pub pages: Option<u64>,
    /// Pages rejected, as the manifest has it.
    pub rejects: Option<u64>,
    /// Totals of each table that is there.
    pub tables: BTreeMap<&'static str, Totals>,
    /// Format of the file that each table was read from.
    pub formats: BTreeMap<&'static str, Format>,
    /// Columns of each table, as its file has them.
    pub columns: BTreeMap<&'static str, Vec<String>>,
    /// Types of the columns of each table: those stated, else those seen in its rows.
    pub types: BTreeMap<&'static str, Types>,
    /// By column of records: totals of records and of their events for each of its values.
    pub groups: BTreeMap<String, BTreeMap<String, BTreeMap<&'static str, Totals>>>,
}

/// Groups by columns of records while the tables are read.
#[derive(Debug, Default)]
struct Gathered {
    whole: Totals,
    /// By grouping column and value.
    groups: BTreeMap<String, BTreeMap<String, Totals>>,
}

/// Sees the rows of one table.
struct Gather<'a> {
    table: &'static Table,
    by: &'a [String],
    /// The record of an event leads to the values that it is grouped by.
    of_record: &'a HashMap<u64, Vec<String>>,
    gathered: Mutex<Gathered>,
    /// The values that records are grouped by.
    seen: Mutex<HashMap<u64, Vec<String>>>,
}

/// The value that stands for none.
pub const NONE: &str = "(none)";

impl Observer for Gather<'_> {
    fn row(&self, row: &mut Row<'_, '_>, _: &mut Notes) {
        let id = row
            .view
            .get("record_id")
            .and_then(View::text)
            .map(|id| xxhash_rust::xxh3::xxh3_64(id.as_bytes()));
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        gathered.whole.add(self.table, row.view);
        if self.by.is_empty() {
            return;
        }
        let values: Vec<String> = match self.table.name {
            "records" => self
                .by
                .iter()
                .map(|column| {
                    let value = row.view.get(column);
                    value.and_then(View::text).unwrap_or(NONE).to_owned()
                })
                .collect(),
            _ => match id.and_then(|id| self.of_record.get(&id)) {
                Some(values) => values.clone(),
                None => return,
            },
        };
        for (column, value) in self.by.iter().zip(&values) {
            gathered
                .groups
                .entry(column.clone())
                .or_default()
                .entry(value.clone())
                .or_default()
                .add(self.table, row.view);
        }
        if let (Some(id), "records") = (id, self.table.name) {
            self.seen
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(id, values);
        }
    }
}

impl Dataset {
    /// Measures the dataset in a folder, in groups of the columns `by` of its records.
    pub fn measure(folder: &Path, by: &[String]) -> Result<Self, ValidateError> {
        let mut dataset = Self {
            path: folder.display().to_string(),
            ..Self::default()
        };
        let manifest = dataset.manifest(folder);
        let mut of_record = HashMap::new();
        for table in [&RECORDS, &EVENTS] {
            let Some((path, format)) = file_of(folder, table) else {
                continue;
            };
            let gather = Gather {
                table,
                by,
                of_record: &of_record,
                gathered: Mutex::default(),
                seen: Mutex::default(),
            };
            let severities = Severities::default();
            let checks = Checks {
                schema: crate::validate::schema::Schema::of_table(table).ok(),
                loaders: Loaders {
                    // Nothing is reported; the names of the columns are kept all the same.
                    hf: true,
                    ..Loaders::NONE
                },
                keep: Keep::default(),
                severities: &severities,
                fail_fast: false,
                progress: &|_| (),
                observer: &gather,
                again: None,
            };
            // One worker, so that sums are added up in one order.
            let read = ReadAs {
                delimiter: None,
                jobs: 1,
            };
            let checked = file::check(Source::open(&path, Some(format))?, &checks, read)?;
            let gathered = gather
                .gathered
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner);
            let seen = gather
                .seen
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner);
            let types = types::stated(folder, table, &manifest)?;
            let types = types.unwrap_or_else(|| gathered.whole.types());
            dataset.types.insert(table.name, types);
            dataset.formats.insert(table.name, format);
            dataset.columns.insert(table.name, checked.columns);
            dataset.tables.insert(table.name, gathered.whole);
            for (column, values) in gathered.groups {
                let groups = dataset.groups.entry(column).or_default();
                for (value, totals) in values {
                    groups.entry(value).or_default().insert(table.name, totals);
                }
            }
            if table.name == "records" {
                of_record = seen;
            }
        }
        if dataset.tables.is_empty() {
            return Err(ValidateError::Folder {
                path: folder.display().to_string(),
                source: std::io::Error::other("no records or events are in this folder"),
            });
        }
        Ok(dataset)
    }

    /// Reads the manifest, and from it the pages and rejects.
    fn manifest(&mut self, folder: &Path) -> Value {
        let text = std::fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
        let manifest: Value = serde_json::from_str(&text).unwrap_or_default();
        let count = |name: &str| manifest.get("newsrows")?.get(name)?.as_u64();
        self.pages = count("pages");
        self.rejects = count("rejects");
        manifest
    }
}

/// The file of a table that is read fastest, of those that are there.
fn file_of(folder: &Path, table: &Table) -> Option<(std::path::PathBuf, Format)> {
    [Format::Jsonl, Format::Parquet, Format::Csv]
        .into_iter()
        .map(|format| {
            let name = format!("{}.{}", table.name, format.name());
            (folder.join(name), format)
        })
        .find(|(path, _)| path.is_file())
}
