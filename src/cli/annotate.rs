//! `newsrows annotate`: the spans of a text, standing off, as JSON lines.

mod spans;

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use spans::{SpanOut, spans};

use super::Outcome;
use crate::error::Error;
use crate::extract::Extractor;
use crate::extract::date::Anchor;
use crate::lexicon::Lexicon;
use crate::read::ReadError;

const EXAMPLES: &str = "Examples:
  newsrows annotate --published 2024-05-20 < text.txt
  newsrows annotate --jsonl rows.jsonl > spans.jsonl

Rows of --jsonl are objects {\"id\", \"text\", \"published\", \"captured\"}; a row's own days go before the
flags'. One line a row comes back, in the order of the input, with its spans. Offsets count code
points. Holds in memory: the text, or with --jsonl a few hundred rows.";

/// What can be typed after `newsrows annotate`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct AnnotateArgs {
    /// Text to annotate; - for standard input
    #[arg(default_value = "-", value_name = "FILE")]
    pub file: PathBuf,
    /// Day on which the text was published
    #[arg(long, value_name = "DATE")]
    pub published: Option<Date>,
    /// Day on which it was fetched: no past date lies after it
    #[arg(long, value_name = "DATE")]
    pub captured: Option<Date>,
    /// Read rows {id, text, published, captured}, write one line a row
    #[arg(long)]
    pub jsonl: bool,
    /// Worker threads [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// No progress on standard error
    #[arg(short, long)]
    pub quiet: bool,
    /// Kinds of spans to print
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "LIST",
        default_value = "dates,actors,agencies,places,triggers"
    )]
    pub kinds: Vec<Kind>,
    /// Folder of .tsv and .toml files over the embedded lexicon
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
}

/// `--kinds`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Dates, ranges, times of day, durations and sets
    Dates,
    /// People, offices, states, bodies, organisations
    Actors,
    /// News agencies and media
    Agencies,
    /// Places
    Places,
    /// Words that triggered an event
    Triggers,
}

/// A row of `--jsonl`.
#[derive(Debug, Deserialize)]
struct Row {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    published: Option<Date>,
    #[serde(default)]
    captured: Option<Date>,
}

/// An annotated row; `error` says why a line is no row, and is absent otherwise.
#[derive(Debug, Serialize)]
struct Annotated<'a> {
    id: &'a serde_json::Value,
    spans: Vec<SpanOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// Rows handed to the workers at once.
const BATCH: usize = 256;

/// Annotates a text or rows.
pub fn run(args: AnnotateArgs) -> Result<Outcome, Error> {
    let lexicon = match &args.lexicon {
        Some(dir) => Lexicon::with_dir(dir)?,
        None => Lexicon::embedded()?,
    };
    let extractor = Extractor::new(&lexicon, TimeZone::UTC)?;
    let anchor = Anchor {
        published: args.published,
        captured: args.captured,
        earliest: None,
    };
    let mut input = open(&args.file)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut outcome = Outcome::Clean;
    if args.jsonl {
        outcome = rows(&args, input, &mut out, &extractor, anchor)?;
    } else {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut input, &mut text)
            .map_err(|source| unreadable(&args.file, source))?;
        for span in spans(&text, &extractor, &anchor, &args.kinds) {
            write_line(&mut out, &span)?;
        }
    }
    out.flush().map_err(Error::Print)?;
    Ok(outcome)
}

fn open(path: &Path) -> Result<Box<dyn BufRead>, Error> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    let file = std::fs::File::open(path).map_err(|source| unreadable(path, source))?;
    Ok(Box::new(BufReader::new(file)))
}

fn unreadable(path: &Path, source: std::io::Error) -> Error {
    Error::Read(ReadError::Unreadable {
        path: path.to_path_buf(),
        source,
    })
}

fn write_line(out: &mut impl Write, line: &impl Serialize) -> Result<(), Error> {
    serde_json::to_writer(&mut *out, line).map_err(|e| Error::Print(e.into()))?;
    out.write_all(b"\n").map_err(Error::Print)
}

/// Rows in batches: the workers share each, and its lines come back in order.
fn rows(
    args: &AnnotateArgs,
    input: Box<dyn BufRead>,
    out: &mut impl Write,
    extractor: &Extractor,
    anchor: Anchor,
) -> Result<Outcome, Error> {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = args.jobs.map_or_else(cores, usize::from);
    let progress = if args.quiet {
        indicatif::ProgressBar::hidden()
    } else {
        indicatif::ProgressBar::new_spinner() // draws only on a terminal
    };
    let mut outcome = Outcome::Clean;
    let mut lines = input.lines().enumerate();
    loop {
        let mut batch = Vec::with_capacity(BATCH);
        for (number, line) in lines.by_ref().take(BATCH) {
            let line = line.map_err(|source| unreadable(&args.file, source))?;
            if !line.trim().is_empty() {
                batch.push((number + 1, line));
            }
        }
        if batch.is_empty() {
            break;
        }
        let share = batch.len().div_ceil(jobs).max(1);
        let written = std::thread::scope(|scope| {
            let workers: Vec<_> = batch
                .chunks(share)
                .map(|rows| {
                    scope.spawn(move || -> Result<(Vec<u8>, bool), Error> {
                        let mut text = Vec::new();
                        let mut wrong = false;
                        for (number, line) in rows {
                            wrong |= row(*number, line, extractor, anchor, &args.kinds, &mut text)?;
                        }
                        Ok((text, wrong))
                    })
                })
                .collect();
            workers
                .into_iter()
                .map(|worker| {
                    let panicked = |_| Error::Internal("a worker stopped".to_owned());
                    worker.join().map_err(panicked).flatten()
                })
                .collect::<Result<Vec<_>, Error>>()
        })?;
        for (text, wrong) in written {
            out.write_all(&text).map_err(Error::Print)?;
            if wrong {
                outcome = Outcome::Findings;
            }
        }
        progress.inc(batch.len() as u64);
    }
    progress.finish_and_clear();
    Ok(outcome)
}

/// Annotates one row; true where the line is none, which its own line of the output says.
fn row(
    number: usize,
    line: &str,
    extractor: &Extractor,
    anchor: Anchor,
    kinds: &[Kind],
    out: &mut Vec<u8>,
) -> Result<bool, Error> {
    let row: Row = match serde_json::from_str(line) {
        Ok(row) => row,
        Err(error) => {
            let annotated = Annotated {
                id: &serde_json::Value::Null,
                spans: Vec::new(),
                error: Some(format!(
                    "line {number}: {error}; a row is {{\"id\", \"text\", \"published\"}}"
                )),
            };
            write_line(out, &annotated)?;
            return Ok(true);
        }
    };
    let anchor = Anchor {
        published: row.published.or(anchor.published),
        captured: row.captured.or(anchor.captured),
        earliest: None,
    };
    let annotated = Annotated {
        id: &row.id,
        spans: spans(&row.text, extractor, &anchor, kinds),
        error: None,
    };
    write_line(out, &annotated)?;
    Ok(false)
}
