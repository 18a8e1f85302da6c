//! Every row is checked before it is written. One that breaks its contract becomes a reject, and
//! what hangs on it goes with it; the rest of its page stays.

use std::collections::HashSet;

use arrow_array::{ArrayRef, Int64Array, StringArray};
use arrow_schema::ArrowError;
use std::sync::Arc;

use super::batch::{Batch, PageOut};
use crate::error::Error;
use crate::read::Reject;
use crate::table::batch::{Rows, Value};
use crate::table::columns::{EVENTS, LINES, MENTIONS, RECORDS, Table};
use crate::validate::table_rows::{BadRow, Contract};

/// The contracts of the tables.
#[derive(Debug)]
pub(super) struct Contracts {
    records: Contract,
    events: Contract,
    lines: Contract,
    mentions: Contract,
}

impl Contracts {
    /// Compiles the schemas.
    pub(super) fn new() -> Result<Self, Error> {
        let of =
            |table: &'static Table| Contract::of(table).map_err(|e| Error::Internal(e.to_string()));
        Ok(Self {
            records: of(&RECORDS)?,
            events: of(&EVENTS)?,
            lines: of(&LINES)?,
            mentions: of(&MENTIONS)?,
        })
    }

    /// The batch without rows that break their contracts, and a reject for each.
    pub(super) fn enforce(&self, batch: Batch) -> Result<Batch, ArrowError> {
        let none = Vec::new;
        let bad = Bad {
            records: self.records.check(&batch.records),
            events: self.events.check(&batch.events),
            lines: batch
                .lines
                .as_ref()
                .map_or_else(none, |rows| self.lines.check(rows)),
            mentions: batch
                .mentions
                .as_ref()
                .map_or_else(none, |rows| self.mentions.check(rows)),
        };
        if bad.is_empty() {
            Ok(batch)
        } else {
            bad.remove(batch)
        }
    }
}

/// The rows that break their contracts.
#[derive(Debug)]
struct Bad {
    records: Vec<BadRow>,
    events: Vec<BadRow>,
    lines: Vec<BadRow>,
    mentions: Vec<BadRow>,
}

impl Bad {
    fn is_empty(&self) -> bool {
        let all = [&self.records, &self.events, &self.lines, &self.mentions];
        all.iter().all(|rows| rows.is_empty())
    }

    fn remove(&self, mut batch: Batch) -> Result<Batch, ArrowError> {
        let record_ids = ids(&batch.records, "record_id");
        let event_ids = ids(&batch.events, "event_id");
        let mention_events = batch
            .mentions
            .as_ref()
            .map_or_else(Vec::new, |rows| ids(rows, "event_id"));
        let mut gone_records = HashSet::new();
        let mut gone_events = HashSet::new();
        let (mut record, mut event, mut line, mut mention) = (0, 0, 0, 0);
        let mut keep_records = Vec::new();
        let mut keep_events = Vec::new();
        let mut keep_lines = Vec::new();
        let mut keep_mentions = Vec::new();
        for page in &mut batch.pages {
            let mut records = std::mem::take(&mut page.records);
            records.retain_mut(|out| {
                let whole = self.check(&self.records, record, "records", &record_ids, page);
                keep_records.push(whole);
                if !whole {
                    gone_records.insert(out.id.clone());
                }
                record += 1;
                let mut events = 0;
                for row in event..event + out.events {
                    let kept = whole && self.check(&self.events, row, "events", &event_ids, page);
                    keep_events.push(kept);
                    events += usize::from(kept);
                    if !kept && let Some(id) = event_ids.get(row) {
                        gone_events.insert(id.clone());
                    }
                }
                event += out.events;
                out.events = events;
                let mut mentions = 0;
                for row in mention..mention + out.mentions {
                    let orphan = mention_events
                        .get(row)
                        .is_some_and(|id| gone_events.contains(id));
                    let kept = !orphan
                        && self.check(&self.mentions, row, "mentions", &mention_events, page);
                    keep_mentions.push(kept);
                    mentions += usize::from(kept);
                }
                mention += out.mentions;
                out.mentions = mentions;
                whole
            });
            page.records = records;
            let mut lines = 0;
            for row in line..line + page.lines {
                let kept = self.check(&self.lines, row, "lines", &[], page);
                keep_lines.push(kept);
                lines += usize::from(kept);
            }
            line += page.lines;
            page.lines = lines;
        }
        batch.records = batch.records.filter(&keep_records)?;
        batch.events = batch.events.filter(&keep_events)?;
        batch.mentions = batch
            .mentions
            .map(|rows| rows.filter(&keep_mentions))
            .transpose()?;
        batch.lines = batch
            .lines
            .map(|rows| {
                rows.filter(&keep_lines)
                    .and_then(|rows| without_records(rows, &gone_records))
            })
            .transpose()?;
        Ok(batch)
    }

    /// Whether a row is sound; where it is not, its page gets a reject.
    fn check(
        &self,
        bad: &[BadRow],
        row: usize,
        table: &str,
        ids: &[String],
        page: &mut PageOut,
    ) -> bool {
        let Ok(at) = bad.binary_search_by_key(&row, |b| b.row) else {
            return true;
        };
        let breaches = &bad[at].breaches;
        let told: Vec<String> = breaches
            .iter()
            .map(|breach| match breach.field.as_str() {
                "" => breach.message.clone(),
                field => format!("{field}: {}", breach.message),
            })
            .collect();
        let id = ids.get(row).map_or(String::new(), |id| format!(" {id}"));
        let (page_id, source_path) = page.name.clone();
        page.rejects.push(Reject {
            source_path,
            page_id: Some(page_id),
            byte_offset: None,
            line: None,
            code: breaches.first().map_or("V129", |breach| breach.code),
            message: format!("a row of {table}{id} breaks its contract: {}", told.join("; ")),
            help: "a defect of newsrows: please report it with the page; the page's other rows were written".to_owned(),
        });
        false
    }
}

/// The texts of a column.
fn ids(rows: &Rows, column: &str) -> Vec<String> {
    let cells = rows.cells();
    let Some(cells) = rows.table.position(column).and_then(|at| cells.get(at)) else {
        return Vec::new();
    };
    (0..rows.len())
        .map(|row| match cells.value(row) {
            Value::Text(text) => text.to_owned(),
            _ => String::new(),
        })
        .collect()
}

/// Lines whose record is gone went nowhere.
fn without_records(rows: Rows, gone: &HashSet<String>) -> Result<Rows, ArrowError> {
    if gone.is_empty() {
        return Ok(rows);
    }
    let mut records: Vec<Option<String>> = Vec::new();
    let mut fields: Vec<Option<String>> = Vec::new();
    let mut starts: Vec<Option<i64>> = Vec::new();
    {
        let cells = rows.cells();
        let at = |name| rows.table.position(name).and_then(|i| cells.get(i));
        let text = |name, row| match at(name).map(|c| c.value(row)) {
            Some(Value::Text(text)) => Some(text.to_owned()),
            _ => None,
        };
        for row in 0..rows.len() {
            let record = text("record_id", row).filter(|id| !gone.contains(id));
            fields.push(text("field", row).filter(|_| record.is_some()));
            starts.push(match at("field_start").map(|c| c.value(row)) {
                Some(Value::Int(start)) if record.is_some() => Some(start),
                _ => None,
            });
            records.push(record);
        }
    }
    let records: ArrayRef = Arc::new(StringArray::from(records));
    let fields: ArrayRef = Arc::new(StringArray::from(fields));
    let starts: ArrayRef = Arc::new(Int64Array::from(starts));
    rows.with_column("record_id", records)?
        .with_column("field", fields)?
        .with_column("field_start", starts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::batch::RecordOut;
    use crate::table::{RowsBuilder, ids as row_ids};

    fn example(rows: &mut RowsBuilder, table: &'static Table, changes: &[(&str, &str)]) {
        for column in table.columns {
            let changed = changes.iter().find(|(name, _)| *name == column.name);
            let json: serde_json::Value = serde_json::from_str(column.example).expect("JSON");
            let text = changed.map_or_else(|| json.as_str().unwrap_or(""), |(_, value)| value);
            match column.kind {
                crate::table::Kind::Text => rows.text(column.name, text),
                crate::table::Kind::Int => rows.int(column.name, json.as_u64().map(|n| n as usize)),
                crate::table::Kind::Float => rows.float(column.name, json.as_f64()),
                crate::table::Kind::Bool => rows.bool(column.name, json == true),
                crate::table::Kind::Date => rows.date(column.name, text.parse().ok()),
                crate::table::Kind::Time => rows.time(column.name, text.parse().ok()),
                crate::table::Kind::List => rows.list(column.name, Some(std::iter::empty())),
            };
        }
    }

    /// Two records with two events and two lines each; every event has one mention.
    fn batch(bad_record: Option<usize>, bad_event: Option<usize>) -> Batch {
        let mut records = RowsBuilder::new(&RECORDS);
        let mut events = RowsBuilder::new(&EVENTS);
        let mut lines = RowsBuilder::new(&LINES);
        let mut mentions = RowsBuilder::new(&MENTIONS);
        let mut page = PageOut {
            name: ("p".to_owned(), "p.txt".to_owned()),
            ..PageOut::default()
        };
        for r in 0..2 {
            let id = row_ids::record("p", r);
            let basis = if bad_record == Some(r) {
                "rumour"
            } else {
                "stated"
            };
            example(
                &mut records,
                &RECORDS,
                &[("record_id", &id), ("published_basis", basis)],
            );
            for e in 0..2 {
                let event_id = format!("e_{:020x}", 2 * r + e);
                let status = if bad_event == Some(2 * r + e) {
                    "perhaps"
                } else {
                    "occurred"
                };
                example(
                    &mut events,
                    &EVENTS,
                    &[
                        ("event_id", &event_id),
                        ("record_id", &id),
                        ("status", status),
                    ],
                );
                example(
                    &mut mentions,
                    &MENTIONS,
                    &[("event_id", &event_id), ("record_id", &id)],
                );
                example(&mut lines, &LINES, &[("record_id", &id)]);
            }
            page.records.push(RecordOut {
                id,
                shingles: Vec::new(),
                source: 0,
                events: 2,
                mentions: 2,
            });
        }
        page.lines = 4;
        Batch {
            pages: vec![page],
            records: records.finish().expect("rows"),
            events: events.finish().expect("rows"),
            lines: Some(lines.finish().expect("rows")),
            mentions: Some(mentions.finish().expect("rows")),
        }
    }

    fn counts(batch: &Batch) -> [usize; 5] {
        let optional = |rows: &Option<Rows>| rows.as_ref().map_or(0, Rows::len);
        [
            batch.records.len(),
            batch.events.len(),
            optional(&batch.lines),
            optional(&batch.mentions),
            batch.pages[0].rejects.len(),
        ]
    }

    #[test]
    fn sound_rows_pass_untouched() {
        let contracts = Contracts::new().expect("compiled");
        let kept = contracts.enforce(batch(None, None)).expect("checked");
        assert_eq!(counts(&kept), [2, 4, 4, 4, 0]);
    }

    #[test]
    fn a_bad_event_takes_its_mentions_with_it_and_nothing_else() {
        let contracts = Contracts::new().expect("compiled");
        let kept = contracts.enforce(batch(None, Some(1))).expect("checked");
        assert_eq!(counts(&kept), [2, 3, 4, 3, 1]);
        let page = &kept.pages[0];
        assert_eq!((page.records[0].events, page.records[0].mentions), (1, 1));
        assert_eq!(page.rejects[0].code, "V104");
        assert!(
            page.rejects[0].message.contains("status"),
            "{}",
            page.rejects[0].message
        );
    }

    #[test]
    fn a_bad_record_takes_its_events_with_it_and_its_lines_went_nowhere() {
        let contracts = Contracts::new().expect("compiled");
        let kept = contracts.enforce(batch(Some(0), None)).expect("checked");
        assert_eq!(counts(&kept), [1, 2, 4, 2, 1]);
        assert_eq!(kept.pages[0].records.len(), 1);
        let lines = kept.lines.expect("lines");
        let cells = lines.cells();
        let record = lines.table.position("record_id").expect("a column");
        let null = |row| matches!(cells[record].value(row), Value::Null);
        assert_eq!(
            (null(0), null(1), null(2), null(3)),
            (true, true, false, false)
        );
    }
}
