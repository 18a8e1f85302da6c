//! `newsrows check`: the quality of pages or of a dataset against rules and against an older one.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use clap::Args;

use super::Outcome;
use super::validate::{ReportingArgs, jobs};
use crate::config::{Config, DEFAULT_ZONE, FailOn, Format};
use crate::error::Error;
use crate::pipeline::Pipeline;
use crate::read::ReadOptions;
use crate::table::columns::{EVENTS, RECORDS};
use crate::validate::dataset::MANIFEST;
use crate::validate::findings::Severities;
use crate::validate::quality::drift;
use crate::validate::quality::measures::Dataset;
use crate::validate::quality::rules::{Rules, RulesError};
use crate::validate::report::{FileReport, Report};

const EXAMPLES: &str = r#"Examples:
  newsrows check dataset/ --rules newsrows.toml
  newsrows check pages/ --baseline last-week/ --fail-on warning
  newsrows check dataset/ --rules newsrows.toml --accept findings.json --report json=findings.json

A rules file:

  [severity]
  Q410 = "error"

  [[rule]]
  measure = "missing_share"
  field = "published_date"
  max = "10%"
  by = "site"          # each site is judged, from min_rows records on (20)
  why = "articles without a day drop out of every timeline"

Measures: pages, records, events, articles_per_page, reject_share, duplicate_share,
missing_share(field), value_share(field, value), distinct(field), mean(field), kept_ratio,
events_per_1000_words, gap_days. A rule that could not run is an error.

Pages are exported to a temporary folder first. Holds in memory: the counts, and for rules with
`by` about 100 bytes a record."#;

/// What can be typed after `newsrows check`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct CheckArgs {
    /// Dataset folder, or pages as for export
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Rules [default: newsrows.toml of this folder or the nearest above]
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// Older dataset to compare with
    #[arg(long, value_name = "DIR")]
    pub baseline: Option<PathBuf>,
    /// How findings are reported and when they fail the run
    #[command(flatten)]
    pub reporting: ReportingArgs,
    /// Worker threads for pages [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// Checks the input.
pub fn run(args: &CheckArgs) -> Result<Outcome, Error> {
    let path = args.rules.clone().or_else(nearest_rules);
    let rules = match &path {
        Some(path) => Rules::open(path)?,
        None if args.baseline.is_some() => Rules::default(),
        None => {
            return Err(Error::Rules(RulesError::Malformed {
                path: "newsrows.toml".to_owned(),
                message: "there is none in this folder or above; name one with --rules, or a \
                          dataset to compare with by --baseline"
                    .to_owned(),
            }));
        }
    };
    let folder = tempfile::tempdir().map_err(|source| Error::Report {
        path: std::env::temp_dir(),
        source,
    })?;
    let dataset = match args.inputs.as_slice() {
        [input] if is_dataset(input) => input.clone(),
        inputs => {
            let output = folder.path().join("dataset");
            export(inputs, &output, jobs(args.jobs))?;
            output
        }
    };
    let shown: Vec<String> = args
        .inputs
        .iter()
        .map(|p| p.display().to_string())
        .collect();
    let mut measured = Dataset::measure(&dataset, &rules.groups())?;
    measured.path = shown.join(" ");
    let mut report = Report {
        files: measured
            .tables
            .iter()
            .map(|(name, totals)| FileReport {
                path: format!("{} {name}", measured.path),
                format: measured.formats.get(name).map_or("", |f| f.name()),
                rows: totals.rows,
                failed_rows: 0,
                schema: Some((*name).to_owned()),
                columns: Vec::new(),
                stopped: false,
            })
            .collect(),
        findings: rules.judge(&measured),
        ..Report::default()
    };
    if let Some(baseline) = &args.baseline {
        let old = Dataset::measure(baseline, &[])?;
        let severities = Severities::new(&rules.severity);
        report
            .findings
            .extend(drift::compare(&old, &measured, &severities));
    }
    args.reporting.finish("check", report, None)
}

fn is_dataset(path: &Path) -> bool {
    let table = |name: &str| {
        Format::ALL
            .iter()
            .any(|f| path.join(format!("{name}.{}", f.as_str())).is_file())
    };
    path.is_dir() && (path.join(MANIFEST).is_file() || table("records") || table("events"))
}

/// `newsrows.toml` of the working folder, or of the nearest above it.
fn nearest_rules() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors()
        .map(|folder| folder.join("newsrows.toml"))
        .find(|path| path.is_file())
}

/// Makes a dataset of pages, for its measures alone.
fn export(inputs: &[PathBuf], output: &Path, jobs: usize) -> Result<(), Error> {
    let config = Config {
        inputs: inputs.to_vec(),
        output: output.to_path_buf(),
        formats: vec![Format::Jsonl],
        tables: vec![&RECORDS, &EVENTS],
        zone: Config::zone(DEFAULT_ZONE)?,
        text: true,
        force: false,
        jobs,
        fail_on: FailOn::Never,
        lexicon: None,
        site_lines: None,
        verify: false,
        read: ReadOptions::default(),
        source_date_epoch: None,
    };
    let stop: &'static AtomicBool = super::stopped_by_signal();
    Pipeline::new(&config)?.run(stop, &|_| ()).map(|_| ())
}
