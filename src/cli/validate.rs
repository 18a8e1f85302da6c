//! `newsrows validate`: any dataset or file of rows against its schema.

use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressFinish, ProgressStyle};

use super::Outcome;
use super::reports::{self, Context, Form, Wanted};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::validate::dataset::{self, Options, Progress};
use crate::validate::file::ReadAs;
use crate::validate::findings::{Keep, Severities};
use crate::validate::loaders::Loaders;
use crate::validate::quality::rules::Rules;
use crate::validate::ratchet::Ratchet;
use crate::validate::schema::Schema;
use crate::validate::source::Format;

const EXAMPLES: &str = "Examples:
  newsrows validate dataset/
  newsrows validate events.parquet
  newsrows validate rows.jsonl --key page,line --value-masking
  newsrows validate rows.csv.gz --schema row.schema.json --fail-on warning
  newsrows validate dataset/ --report text --report sarif=findings.sarif --max-error-rate 0.5%

A dataset is checked whole: each row against its schema, keys and references, evidence against the
text it quotes, files against datapackage.json, and what pandas, DuckDB, Polars and Hugging Face
make of it. A single file of a table of ours (records, events, lines, mentions) is checked against
that table's schema, any other file against --schema.

CSV cells take the types of the schema: an empty unquoted cell is null where the schema allows null
or the column is required, else absent; a quoted cell is text where text is allowed; other cells
are true, false, numbers, or JSON lists and objects where the schema allows them, else text.

Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage or schema, 3 unreadable input,
4 internal.

Holds in memory: some 30 MB for each thread, and up to 30 bytes for each row with a key or reference.";

/// What can be typed after `newsrows validate`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct ValidateArgs {
    /// Dataset folders (or their datapackage.json) and CSV, JSONL or Parquet files (.gz and .zst read through); - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// JSON Schema of a row (2020-12 or older; references to local files resolve)
    #[arg(long, value_name = "FILE")]
    pub schema: Option<PathBuf>,
    /// Columns that identify a row, for single files
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub key: Vec<String>,
    /// Format of the input, where its name does not tell
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<FormatArg>,
    /// What stands between CSV cells [default: a comma; a tab for .tsv]
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    pub delimiter: Option<u8>,
    /// Loaders to report hazards for: pandas, duckdb, polars, hf, or none [default: all for our own
    /// tables and datasets]
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub loaders: Option<Vec<LoaderArg>>,
    /// How findings are reported and when they fail the run
    #[command(flatten)]
    pub reporting: ReportingArgs,
    /// Rules file whose `severity` table says how much findings matter
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// Stop after the first row with an error
    #[arg(long)]
    pub fail_fast: bool,
    /// Share of the rows of a file that may have errors, such as 0.5%
    #[arg(long, value_name = "RATE", value_parser = rate)]
    pub max_error_rate: Option<f64>,
    /// Keep values out of the report
    #[arg(long)]
    pub value_masking: bool,
    /// Worker threads [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// Options that `validate` and `check` share.
#[derive(Args, Debug)]
pub struct ReportingArgs {
    /// Report to write, to standard output or a file; may be given again: text, json, jsonl, sarif,
    /// junit, github, gitlab, markdown [default: text]
    #[arg(long, value_name = "FORM[=PATH]")]
    pub report: Vec<Wanted>,
    /// Exit 1 where a finding is at least this bad
    #[arg(long, value_enum, default_value = "error", value_name = "WHAT")]
    pub fail_on: FailOnArg,
    /// Places kept of each finding
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub samples: usize,
    /// Findings listed; further ones are counted
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub max_findings: usize,
    /// Known findings, of an earlier --report json=FILE: they pass, and those that are gone are told
    #[arg(long, value_name = "FILE")]
    pub accept: Option<PathBuf>,
    /// No report on standard output but those asked for
    #[arg(short, long)]
    pub quiet: bool,
}

/// `--fail-on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOnArg {
    /// An error
    Error,
    /// A warning or an error
    Warning,
    /// Nothing: exit 0 whatever was found
    Never,
}

impl FailOnArg {
    /// The severity from which on a finding fails the run.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Never => None,
        }
    }
}

/// `--input-format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// Comma-separated values
    Csv,
    /// One JSON object a line
    Jsonl,
    /// Apache Parquet
    Parquet,
}

impl From<FormatArg> for Format {
    fn from(arg: FormatArg) -> Self {
        match arg {
            FormatArg::Csv => Self::Csv,
            FormatArg::Jsonl => Self::Jsonl,
            FormatArg::Parquet => Self::Parquet,
        }
    }
}

/// One word of `--loaders`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LoaderArg {
    /// pandas, and Python's csv and json modules
    Pandas,
    /// DuckDB
    Duckdb,
    /// Polars
    Polars,
    /// Hugging Face datasets
    Hf,
    /// No loader
    None,
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"\\t" => Ok(b'\t'),
        [byte] if !matches!(byte, b'"' | b'\n' | b'\r') => Ok(*byte),
        _ => Err("one ASCII character is wanted, such as ; or \\t".to_owned()),
    }
}

fn rate(text: &str) -> Result<f64, String> {
    let (number, scale) = match text.strip_suffix('%') {
        Some(number) => (number, 100.0),
        None => (text, 1.0),
    };
    number
        .trim()
        .parse::<f64>()
        .ok()
        .map(|n| n / scale)
        .filter(|n| (0.0..=1.0).contains(n))
        .ok_or_else(|| "a share between 0 and 1 is wanted, such as 0.005 or 0.5%".to_owned())
}

/// A counter of rows on a terminal; elsewhere, and in CI, nothing.
fn progress(quiet: bool) -> Progress {
    let shown = !quiet && std::io::stderr().is_terminal() && std::env::var_os("CI").is_none();
    if !shown {
        return Progress::default();
    }
    let bar = ProgressBar::new_spinner().with_finish(ProgressFinish::AndClear);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} rows, {per_sec}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    Progress(Box::new(move |rows| bar.inc(rows)))
}

/// Worker threads: as asked, else one a core.
pub(super) fn jobs(asked: Option<u16>) -> usize {
    match asked {
        Some(jobs) => jobs.into(),
        None => std::thread::available_parallelism().map_or(1, usize::from),
    }
}

/// Country and actor codes of the lexicon.
pub(super) fn countries() -> Result<BTreeSet<&'static str>, Error> {
    let lexicon = Lexicon::embedded()?;
    Ok(lexicon
        .tables()
        .flat_map(|table| &table.rows)
        .flat_map(|row| [row.get("country"), row.get("code")])
        .filter(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()))
        .collect())
}

impl ValidateArgs {
    fn options(&self) -> Result<Options, Error> {
        let loaders = self.loaders.as_ref().map(|words| Loaders {
            pandas: words.contains(&LoaderArg::Pandas),
            duckdb: words.contains(&LoaderArg::Duckdb),
            polars: words.contains(&LoaderArg::Polars),
            hf: words.contains(&LoaderArg::Hf),
        });
        let severities = match &self.rules {
            Some(path) => Rules::open(path)?.severity,
            None => BTreeMap::new(),
        };
        Ok(Options {
            schema: self
                .schema
                .as_deref()
                .map(Schema::open)
                .transpose()
                .map_err(dataset::ValidateError::from)?,
            key: self.key.clone(),
            loaders,
            keep: Keep {
                samples: self.reporting.samples,
                mask: self.value_masking,
            },
            severities: Severities::new(&severities),
            read: ReadAs {
                delimiter: self.delimiter,
                jobs: jobs(self.jobs),
            },
            format: self.input_format.map(Format::from),
            fail_fast: self.fail_fast,
            countries: countries()?,
            progress: progress(self.reporting.quiet),
        })
    }
}

impl ReportingArgs {
    /// Writes the reports and tells how the run ended.
    pub fn finish(
        &self,
        command: &'static str,
        mut report: crate::validate::report::Report,
        rate: Option<f64>,
    ) -> Result<Outcome, Error> {
        if let Some(path) = &self.accept {
            let refused = |message: String| Error::Accepted {
                path: path.clone(),
                message,
            };
            let text = std::fs::read_to_string(path).map_err(|e| refused(e.to_string()))?;
            Ratchet::parse(&text).map_err(refused)?.apply(&mut report);
        }
        let fail_on = self.fail_on.severity();
        let failed = fail_on.is_some_and(|severity| report.fails(severity, rate));
        report.limit(self.max_findings);
        let mut wanted = self.report.clone();
        if wanted.iter().all(|w| w.path.is_some()) && !self.quiet {
            wanted.push(Wanted {
                form: Form::Text,
                path: None,
            });
        }
        let on_github = std::env::var_os("GITHUB_ACTIONS").is_some_and(|v| v == "true");
        if on_github && !wanted.iter().any(|w| w.form == Form::Github) {
            wanted.push(Wanted {
                form: Form::Github,
                path: None,
            });
        }
        let context = Context {
            command,
            fail_on,
            failed,
            // A terminal, unless NO_COLOR forbids it or CLICOLOR_FORCE asks for more.
            styled: anstream::AutoStream::choice(&std::io::stdout())
                != anstream::ColorChoice::Never,
        };
        reports::write(&report, &wanted, &context)?;
        if on_github {
            reports::step_summary(&report, &context)?;
        }
        Ok(match failed {
            true => Outcome::Findings,
            false => Outcome::Clean,
        })
    }
}

/// Validates the paths.
pub fn run(args: &ValidateArgs) -> Result<Outcome, Error> {
    let options = args.options()?;
    let report = dataset::validate(&args.paths, &options)?;
    drop(options); // and with them the counter, before anything is printed
    args.reporting
        .finish("validate", report, args.max_error_rate)
}
