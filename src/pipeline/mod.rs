//! Joins the stages: bounded, parallel, in order.
//!
//! Input: a [`Config`]. Output: a dataset's folder, whole or not at all, and a [`Summary`]. The
//! same input gives the same bytes at any number of threads. Memory holds a few batches of pages a
//! thread, one open row group a Parquet file, and what `duplicates` and `groups` keep.

mod batch;
mod contracts;
pub mod duplicates;
mod groups;
mod owner;
mod pool;
mod shingles;
mod spool;
pub mod worker;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;

pub use owner::{Counts, REJECTS};

use crate::clean::SiteLines;
use crate::config::{Config, Format};
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::read;
use crate::table::columns::{TABLES, Table};
use crate::write::card;
use crate::write::file::Output;
use crate::write::manifest::{self, Dataset, TableFiles};
use crate::write::sink::Sink;
use crate::write::staging::Staging;
use crate::write::verify::verify;
use owner::Owner;
use pool::{Pool, TableSinks};
use worker::Stages;

/// What a run did.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Pages, articles, events, rejects, findings.
    pub counts: Counts,
    /// The tables written, with their rows and digests.
    pub tables: Vec<TableFiles>,
    /// Files of input folders that are no pages and were passed over.
    pub skipped: Vec<PathBuf>,
}

/// A run, with everything compiled.
#[derive(Debug)]
pub struct Pipeline<'c> {
    config: &'c Config,
    stages: Stages,
}

impl<'c> Pipeline<'c> {
    /// Loads and compiles the lexicon.
    pub fn new(config: &'c Config) -> Result<Self, Error> {
        let lexicon = match &config.lexicon {
            Some(dir) => Lexicon::with_dir(dir)?,
            None => Lexicon::embedded()?,
        };
        let mut stages = Stages::new(
            &lexicon,
            config.zone.clone(),
            config.text,
            config.tables.clone(),
        )?;
        if let Some(path) = &config.site_lines {
            stages = stages.with_site_lines(SiteLines::load(path)?);
        }
        Ok(Self { config, stages })
    }

    /// Writes the dataset. `progress` is told how many pages were taken; when `stop` turns true the
    /// run ends and leaves everything as it was.
    pub fn run(
        &self,
        stop: &AtomicBool,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Summary, Error> {
        let config = self.config;
        let documents = read::documents(&config.inputs, &config.read)?;
        let skipped = documents.skipped().to_vec();
        let staging = Staging::new(&config.output, config.force)?;
        let events = config.tables.iter().any(|t| t.name == "events");
        let owner = Owner::new(staging.folder(), events)?;
        let mut sinks = Vec::new();
        for &table in &config.tables {
            sinks.push(self.sinks(table, &staging)?);
        }
        let pool = Pool::new(
            &self.stages,
            documents,
            owner,
            sinks,
            config.jobs,
            stop,
            progress,
        );
        let outcome = pool.run()?;
        let (counts, newest, rejects) = outcome.owner.finish()?;
        // A dataset of rejects alone must not take the place of one with rows.
        if counts.pages > 0 && counts.articles == 0 {
            let (pages, first) = (counts.pages, counts.first_reject.unwrap_or_default());
            return Err(match counts.unread == pages {
                true => Error::NothingRead { pages, first },
                false => Error::NothingKept { pages, first },
            });
        }
        let tables: Vec<TableFiles> = config
            .tables
            .iter()
            .map(|table| {
                let finished = outcome
                    .finished
                    .iter()
                    .filter(|(name, _)| *name == table.name);
                TableFiles::new(table, finished.map(|(_, finished)| finished.clone()))
            })
            .collect();
        let dataset = Dataset {
            tables: &tables,
            rejects: &rejects,
            created: self.created(newest),
            zone: config.zone.iana_name().unwrap_or("UTC"),
            text: config.text,
            counts: [
                ("pages", counts.pages),
                ("records", counts.articles),
                ("events", counts.events),
                ("rejects", counts.rejects),
            ],
        };
        if config.verify {
            verify(staging.folder(), &tables)?;
        }
        card::write(staging.folder(), &dataset)?;
        manifest::write(staging.folder(), &dataset)?;
        staging.commit(&|name| is_ours(name))?;
        Ok(Summary {
            counts,
            tables,
            skipped,
        })
    }

    /// One sink a format, and where no format gives the content digest, one for that.
    fn sinks(&self, table: &'static Table, staging: &Staging) -> Result<TableSinks, Error> {
        let mut sinks = Vec::new();
        for &format in &self.config.formats {
            let name = format!("{}.{}", table.name, format.as_str());
            sinks.push(Sink::new(
                table,
                format,
                Output::create(staging.folder(), &name)?,
            )?);
        }
        if !self.config.formats.contains(&Format::Jsonl) {
            sinks.push(Sink::digest());
        }
        Ok(TableSinks {
            table: table.name,
            sinks,
        })
    }

    /// The manifest's one time stamp. No clock: it is what the environment fixes, else the newest
    /// time that the input states, else absent.
    fn created(&self, newest: Option<Timestamp>) -> Option<Timestamp> {
        self.config
            .source_date_epoch
            .and_then(|s| Timestamp::from_second(s).ok())
            .or(newest)
    }
}

/// Whether a file of a dataset's folder is one that an export writes.
pub fn is_ours(name: &str) -> bool {
    let table = |stem: &str| TABLES.iter().any(|t| t.name == stem);
    match name.rsplit_once('.') {
        Some((stem, "csv" | "jsonl" | "parquet")) if table(stem) => true,
        _ => manifest::FILES.contains(&name),
    }
}
