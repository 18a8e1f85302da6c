//! `newsrows export`: pages in, a dataset out.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Outcome;
use crate::config::{Config, DEFAULT_ZONE, FailOn};
use crate::error::Error;
use crate::read::ReadOptions;

const EXAMPLES: &str = "Examples:
  newsrows export pages/ -o dataset/
  newsrows export crawl.jsonl -o dataset/ --tables records,events,lines,mentions
  zcat crawl.jsonl.gz | newsrows export - -o dataset/ --format parquet --force

Holds in memory: a few pages a worker, one open Parquet row group a table, and about 150 bytes a
record to find duplicates. The dataset appears whole or not at all.";

/// What can be typed after `newsrows export`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct ExportArgs {
    /// Files and folders of pages; - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Folder of the dataset
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// Formats to write
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        default_value = "csv,jsonl,parquet"
    )]
    pub format: Vec<String>,
    /// Tables to write: records, events, lines, mentions
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        default_value = "records,events"
    )]
    pub tables: Vec<String>,
    /// Time zone of stamps that name none
    #[arg(long, value_name = "ZONE", default_value = DEFAULT_ZONE)]
    pub zone: String,
    /// Leave out title, lead, body, captions and evidence; offsets and digests stay
    #[arg(long)]
    pub no_text: bool,
    /// Replace an existing dataset
    #[arg(long)]
    pub force: bool,
    /// Worker threads [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// No progress bar, no summary
    #[arg(short, long)]
    pub quiet: bool,
    /// Exit 1 where the run met this or worse
    #[arg(long, value_enum, default_value = "never", value_name = "WHAT")]
    pub fail_on: FailOnArg,
    /// Folder of .tsv and .toml files over the embedded lexicon
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
    /// Repeated lines of sites, as `newsrows learn` writes them
    #[arg(long, value_name = "FILE")]
    pub site_lines: Option<PathBuf>,
    /// Read every file back and compare the tables' digests
    #[arg(long)]
    pub verify: bool,
}

/// `--fail-on`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FailOnArg {
    /// Exit 0 whatever was found
    Never,
    /// A page or row became a reject
    Reject,
    /// A reject, or a finding of severity error
    Error,
    /// A reject, or a finding of severity warning or error
    Warning,
}

impl From<FailOnArg> for FailOn {
    fn from(arg: FailOnArg) -> Self {
        match arg {
            FailOnArg::Never => Self::Never,
            FailOnArg::Reject => Self::Reject,
            FailOnArg::Error => Self::Error,
            FailOnArg::Warning => Self::Warning,
        }
    }
}

impl ExportArgs {
    /// Meets the environment and fills the defaults.
    fn config(&self) -> Result<Config, Error> {
        let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
        Ok(Config {
            inputs: self.inputs.clone(),
            output: self.output.clone(),
            formats: Config::formats(&self.format)?,
            tables: Config::tables(&self.tables)?,
            zone: Config::zone(&self.zone)?,
            text: !self.no_text,
            force: self.force,
            jobs: self.jobs.map_or_else(
                || std::thread::available_parallelism().map_or(1, usize::from),
                usize::from,
            ),
            fail_on: self.fail_on.into(),
            lexicon: self.lexicon.clone(),
            site_lines: self.site_lines.clone(),
            verify: self.verify,
            read: ReadOptions::default(),
            source_date_epoch: Config::source_date_epoch(epoch.as_deref())?,
        })
    }
}

/// Exports the inputs.
pub fn run(args: ExportArgs) -> Result<Outcome, Error> {
    let _config = args.config()?;
    Ok(Outcome::Clean)
}
