//! `newsrows export`: pages in, a dataset out.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use super::Outcome;
use crate::config::{Config, DEFAULT_ZONE, FailOn};
use crate::error::Error;
use crate::pipeline::{Counts, Pipeline, REJECTS, Summary};
use crate::read::{Fields, ReadOptions};

const EXAMPLES: &str = "Examples:
  newsrows export pages/ -o dataset/
  newsrows export crawl.jsonl -o dataset/ --tables records,events,lines,mentions
  zcat crawl.jsonl.gz | newsrows export - -o dataset/ --format parquet --force

Holds in memory: a few pages a worker, one open Parquet row group a table, and about 250 bytes a
record to find duplicates and as much an act to join its reports. The dataset appears whole or not at all.";

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
    /// Repeated lines of sites, as `newsrows learn` writes them and a reviewer leaves them
    #[arg(long, value_name = "FILE")]
    pub site_lines: Option<PathBuf>,
    /// Read every file back and compare the tables' digests
    #[arg(long)]
    pub verify: bool,
    /// Names of keys and columns
    #[command(flatten)]
    pub fields: FieldArgs,
}

/// Which key or column of JSONL, CSV and Parquet inputs holds what.
#[derive(Args, Debug)]
#[command(next_help_heading = "Keys and columns of the input")]
pub struct FieldArgs {
    /// The page's text [default: text, content, raw_content, body]
    #[arg(long, value_name = "NAME")]
    pub text_field: Option<String>,
    /// Its id [default: id, page_id]
    #[arg(long, value_name = "NAME")]
    pub id_field: Option<String>,
    /// Its address [default: url, link]
    #[arg(long, value_name = "NAME")]
    pub url_field: Option<String>,
    /// Its headline [default: title, headline]
    #[arg(long, value_name = "NAME")]
    pub title_field: Option<String>,
    /// Its authors [default: authors, author]
    #[arg(long, value_name = "NAME")]
    pub authors_field: Option<String>,
    /// When it was published [default: published_at, published, …]
    #[arg(long, value_name = "NAME")]
    pub published_field: Option<String>,
    /// When it was fetched [default: captured_at, crawled_at, …]
    #[arg(long, value_name = "NAME")]
    pub captured_field: Option<String>,
}

impl FieldArgs {
    /// The names chosen.
    pub fn fields(&self) -> Fields {
        Fields {
            text: self.text_field.clone(),
            id: self.id_field.clone(),
            url: self.url_field.clone(),
            title: self.title_field.clone(),
            authors: self.authors_field.clone(),
            published: self.published_field.clone(),
            captured: self.captured_field.clone(),
        }
    }
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
            output: Config::output(&self.output)?,
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
            read: ReadOptions {
                fields: self.fields.fields(),
                zone: Config::zone(&self.zone)?,
                ..ReadOptions::default()
            },
            source_date_epoch: Config::source_date_epoch(epoch.as_deref())?,
        })
    }
}

/// Exports the inputs.
pub fn run(args: ExportArgs) -> Result<Outcome, Error> {
    let started = Instant::now();
    let config = args.config()?;
    let pipeline = Pipeline::new(&config)?;
    let stop = super::stopped_by_signal();
    let bar = progress_bar(args.quiet);
    let summary = pipeline.run(stop, &|pages| bar.inc(pages))?;
    bar.finish_and_clear();
    if !args.quiet {
        print_summary(&summary, &config, started.elapsed().as_secs_f64());
    }
    Ok(outcome(&summary.counts, config.fail_on))
}

/// A bar on a terminal; elsewhere, and in CI, nothing.
fn progress_bar(quiet: bool) -> ProgressBar {
    let shown = !quiet && std::io::stderr().is_terminal() && std::env::var_os("CI").is_none();
    if !shown {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) =
        ProgressStyle::with_template("{spinner} {human_pos} pages, {per_sec}, {elapsed}")
    {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn outcome(counts: &Counts, fail_on: FailOn) -> Outcome {
    let [_, warnings, errors] = counts.findings;
    let fails = match fail_on {
        FailOn::Never => false,
        FailOn::Reject => counts.rejects > 0,
        FailOn::Error => counts.rejects + errors > 0,
        FailOn::Warning => counts.rejects + errors + warnings > 0,
    };
    if fails {
        Outcome::Findings
    } else {
        Outcome::Clean
    }
}

fn print_summary(summary: &Summary, config: &Config, seconds: f64) {
    let counts = &summary.counts;
    let [notes, warnings, errors] = counts.findings;
    anstream::eprintln!(
        "{} pages, {} articles ({} near-duplicates), {} events, {} rejects, {} findings ({errors} errors, {warnings} warnings, {notes} notes), {seconds:.1} s",
        counts.pages,
        counts.articles,
        counts.duplicates,
        counts.events,
        counts.rejects,
        notes + warnings + errors,
    );
    if let [first, ..] = summary.skipped.as_slice() {
        anstream::eprintln!(
            "{} files of the input folders are no pages and were passed over; the first: {}",
            summary.skipped.len(),
            first.display()
        );
    }
    if let Some(first) = &counts.first_reject {
        anstream::eprintln!(
            "rejects are in {}; the first: {first}",
            config.output.join(REJECTS).display()
        );
    }
    if !counts.codes.is_empty() {
        let codes: Vec<String> = counts
            .codes
            .iter()
            .map(|(code, n)| format!("{code} {n}"))
            .collect();
        anstream::eprintln!("by code: {} (newsrows explain CODE)", codes.join(", "));
    }
}
