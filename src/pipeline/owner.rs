//! What needs order, in one place: ids seen, near-duplicates, event groups, rejects, counts.
//! Batches come in page order, whatever the number of workers.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::{Int64Builder, StringBuilder};
use arrow_schema::ArrowError;
use jiff::Timestamp;
use rustc_hash::FxHashSet;

use super::batch::{Batch, PageOut};
use super::duplicates::Duplicates;
use super::groups::{Groups, Keys};
use super::spool::{Spool, Spooled};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::read::Reject;
use crate::table::batch::Rows;
use crate::table::columns::EVENTS;
use crate::table::ids::binary;
use crate::table::record::{hex, mark_duplicates};
use crate::write::WriteError;
use crate::write::file::{Output, Written};

/// Name of the rejects' file.
pub const REJECTS: &str = "rejects.jsonl";

/// What a run met, for the summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents of the input.
    pub pages: u64,
    /// Articles found.
    pub articles: u64,
    /// Of these, near-duplicates of earlier ones.
    pub duplicates: u64,
    /// Event rows.
    pub events: u64,
    /// Documents and rows that became rejects.
    pub rejects: u64,
    /// Of these, documents that could not be read as a page.
    pub unread: u64,
    /// Findings by severity: notes, warnings, errors.
    pub findings: [u64; 3],
    /// Findings and rejects by code.
    pub codes: BTreeMap<&'static str, u64>,
    /// The first reject, as place, message and help.
    pub first_reject: Option<String>,
}

/// Keeps what needs order.
#[derive(Debug)]
pub(super) struct Owner {
    ids: FxHashSet<u128>,
    duplicates: Duplicates,
    groups: Groups,
    keys: Keys,
    spool: Option<Spool>,
    rejects: Output,
    articles: u32,
    /// What the run met so far.
    pub(super) counts: Counts,
    /// The newest time the input states.
    pub(super) newest: Option<Timestamp>,
}

/// Rows that can be written now. Events wait for the whole corpus.
#[derive(Debug)]
pub(super) struct Ready {
    /// In page order.
    pub(super) records: Rows,
    /// In page order.
    pub(super) lines: Option<Rows>,
    /// In page order.
    pub(super) mentions: Option<Rows>,
}

impl Owner {
    /// Keeps its files in `folder`. Without `events` no event row is put aside.
    pub(super) fn new(folder: &Path, events: bool) -> Result<Self, WriteError> {
        let path = folder.join(".shingles");
        let sets = OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .open(&path)
            .and_then(|file| {
                // The open file needs no name, and without one it goes with the process.
                match std::fs::remove_file(&path) {
                    Ok(()) => Ok(file),
                    Err(error) => Err(error),
                }
            })
            .map_err(|source| WriteError::Create { path, source })?;
        Ok(Self {
            ids: FxHashSet::default(),
            duplicates: Duplicates::new(sets),
            groups: Groups::default(),
            keys: Keys::default(),
            spool: events
                .then(|| Spool::new(&EVENTS, folder.join(".events")))
                .transpose()?,
            rejects: Output::create(folder, REJECTS)?,
            articles: 0,
            counts: Counts::default(),
            newest: None,
        })
    }

    /// Takes the next batch.
    pub(super) fn take(&mut self, batch: Batch) -> Result<Ready, Error> {
        let Batch {
            pages,
            records,
            events,
            lines,
            mentions,
        } = batch;
        let mut keep = Keep::default();
        for page in &pages {
            let kept = self.page(page)?;
            keep.page(page, kept);
        }
        let records = records.filter(&keep.records).map_err(encode)?;
        let events = events.filter(&keep.events).map_err(encode)?;
        let lines = lines
            .map(|rows| rows.filter(&keep.lines))
            .transpose()
            .map_err(encode)?;
        let mentions = mentions
            .map(|rows| rows.filter(&keep.mentions))
            .transpose()
            .map_err(encode)?;
        let kept = pages
            .iter()
            .zip(&keep.pages)
            .filter(|(_, kept)| **kept)
            .map(|(page, _)| page);
        let records = self.records(records, &events, kept)?;
        if let Some(spool) = &mut self.spool {
            spool.write(&events)?;
        }
        Ok(Ready {
            records,
            lines,
            mentions,
        })
    }

    /// Turns to the rows put aside, when the last batch was taken.
    pub(super) fn spooled(&mut self) -> Result<Option<Spooled>, WriteError> {
        self.spool.take().map(Spool::read).transpose()
    }

    /// Closes the rejects' file.
    pub(super) fn finish(self) -> Result<(Counts, Option<Timestamp>, Written), WriteError> {
        Ok((self.counts, self.newest, self.rejects.finish()?))
    }

    /// Counts a page; false where its id was used before.
    fn page(&mut self, page: &PageOut) -> Result<bool, Error> {
        self.counts.pages += 1;
        for finding in &page.findings {
            let severity = match finding.severity {
                Severity::Note => 0,
                Severity::Warning => 1,
                Severity::Error => 2,
            };
            self.counts.findings[severity] += 1;
            *self.counts.codes.entry(finding.code).or_default() += 1;
        }
        if page.id.is_some_and(|id| !self.ids.insert(id)) {
            let reject = used_twice(page);
            self.reject(&reject)?;
            return Ok(false);
        }
        self.newest = self.newest.max(page.newest);
        self.counts.unread += u64::from(page.id.is_none());
        for reject in &page.rejects {
            self.reject(reject)?;
        }
        Ok(true)
    }

    fn reject(&mut self, reject: &Reject) -> Result<(), Error> {
        self.counts.rejects += 1;
        *self.counts.codes.entry(reject.code).or_default() += 1;
        self.counts.first_reject.get_or_insert_with(|| {
            let line = reject.line.map_or(String::new(), |line| format!(":{line}"));
            let (path, what, help) = (&reject.source_path, &reject.message, &reject.help);
            format!("{path}{line}: {what}; {help}")
        });
        let mut line = serde_json::to_vec(reject).map_err(|e| Error::Internal(e.to_string()))?;
        line.push(b'\n');
        Ok(self.rejects.append(&line)?)
    }

    /// Marks near-duplicates and notes the acts of each article.
    fn records<'p>(
        &mut self,
        rows: Rows,
        events: &Rows,
        pages: impl Iterator<Item = &'p PageOut>,
    ) -> Result<Rows, Error> {
        let event_cells = events.cells();
        let mut event = 0;
        let mut originals: Vec<Option<String>> = Vec::with_capacity(rows.len());
        for record in pages.flat_map(|page| &page.records) {
            let found = self
                .duplicates
                .add(binary(&record.id), &record.shingles, record.source)
                .map_err(spool_failed)?;
            let original = found.and_then(|i| self.duplicates.id(i));
            self.counts.duplicates += u64::from(original.is_some());
            originals.push(original.map(|id| format!("r_{}", hex(&id))));
            let source = self.duplicates.last_source();
            let text = original.unwrap_or_else(|| binary(&record.id));
            for row in event..event + record.events {
                let told = self.keys.told(&event_cells, row, &text);
                self.groups.add(&told, self.articles, source);
            }
            event += record.events;
            self.articles = self.articles.saturating_add(1);
        }
        self.counts.articles += rows.len() as u64;
        self.counts.events += events.len() as u64;
        let originals: Vec<Option<&str>> = originals.iter().map(Option::as_deref).collect();
        mark_duplicates(rows, &originals).map_err(encode)
    }

    /// Fills in what needs the whole corpus; batches come in the order in which they were taken.
    pub(super) fn group(&mut self, events: Rows) -> Result<Rows, Error> {
        let mut group = StringBuilder::new();
        let mut reason = StringBuilder::new();
        let mut sources = Int64Builder::new();
        for _ in 0..events.len() {
            let known = self.groups.next();
            let known =
                known.ok_or_else(|| Error::Internal("an event row without a group".to_owned()))?;
            group.append_value(format!("g_{}", hex(&known.first)));
            reason.append_option(known.reason);
            sources.append_value(known.sources as i64);
        }
        let group: ArrayRef = Arc::new(group.finish());
        let reason: ArrayRef = Arc::new(reason.finish());
        let sources: ArrayRef = Arc::new(sources.finish());
        events
            .with_column("event_group", group)
            .and_then(|rows| rows.with_column("group_reason", reason))
            .and_then(|rows| rows.with_column("source_count", sources))
            .map_err(encode)
    }
}

/// Which rows of a batch stay.
#[derive(Debug, Default)]
struct Keep {
    pages: Vec<bool>,
    records: Vec<bool>,
    events: Vec<bool>,
    lines: Vec<bool>,
    mentions: Vec<bool>,
}

impl Keep {
    fn page(&mut self, page: &PageOut, keep: bool) {
        let extend = |mask: &mut Vec<bool>, count: usize| mask.resize(mask.len() + count, keep);
        self.pages.push(keep);
        extend(&mut self.records, page.records.len());
        extend(&mut self.lines, page.lines);
        for record in &page.records {
            extend(&mut self.events, record.events);
            extend(&mut self.mentions, record.mentions);
        }
    }
}

fn used_twice(page: &PageOut) -> Reject {
    let (id, source_path) = &page.name;
    Reject {
        source_path: source_path.clone(),
        page_id: Some(id.clone()),
        byte_offset: None,
        line: None,
        code: "R120",
        message: format!("the id {id:?} was used by an earlier page"),
        help: "give every page an id of its own; where ids are paths, pass each folder once"
            .to_owned(),
    }
}

fn encode(error: ArrowError) -> Error {
    Error::Write(WriteError::Encode("rows", error.to_string()))
}

fn spool_failed(source: io::Error) -> Error {
    Error::Write(WriteError::Failed {
        path: ".shingles".into(),
        source,
    })
}
