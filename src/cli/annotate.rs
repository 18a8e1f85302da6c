//! `newsrows annotate`: the spans of a text, standing off, as JSON lines.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::error::Error;
use crate::extract::Extractor;
use crate::extract::actor::{ActorKind, Party};
use crate::extract::article::{Article, Paragraph, Publication};
use crate::extract::date::{
    Anchor, DateBasis, DateDirection, DateKind, DateMention, DateMod, FilledFrom, Narration,
    Precision,
};
use crate::extract::reading::Reading;
use crate::extract::token::Tokens;
use crate::lexicon::Lexicon;
use crate::read::ReadError;
use crate::span::CodePoints;

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

/// One span, in the shape of its kind.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum SpanOut<'a> {
    Date(Box<DateOut<'a>>),
    Actor(ActorOut<'a>),
    Place(PlaceOut<'a>),
    Trigger(TriggerOut<'a>),
}

impl SpanOut<'_> {
    /// Order of the output: by place in the text, the longer first.
    fn order(&self) -> (usize, std::cmp::Reverse<usize>) {
        let (start, end) = match self {
            Self::Date(span) => (span.start, span.end),
            Self::Actor(span) => (span.start, span.end),
            Self::Place(span) => (span.start, span.end),
            Self::Trigger(span) => (span.start, span.end),
        };
        (start, std::cmp::Reverse(end))
    }
}

/// An actor or agency, with whom it stands for.
#[derive(Debug, Serialize)]
struct ActorOut<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    phrase: &'static str,
    parties: Vec<PartyOut>,
}

#[derive(Debug, Serialize)]
struct PartyOut {
    name: Option<String>,
    country: Option<&'static str>,
    sector: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct PlaceOut<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    name: &'static str,
    country: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct TriggerOut<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    event_type: &'static str,
    event_mode: Option<&'static str>,
    rule: &'static str,
}

/// A date. Keys without a value are null, so that every date has the same keys.
#[derive(Debug, Serialize)]
struct DateOut<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    date_start: Option<Date>,
    date_end: Option<Date>,
    precision: Option<&'static str>,
    r#mod: Option<&'static str>,
    direction: Option<&'static str>,
    basis: Option<&'static str>,
    value: Option<String>,
    stated: Vec<&'static str>,
    filled: Vec<&'static str>,
    filled_from: Option<&'static str>,
    anchor: Option<Date>,
    choice: Option<&'static str>,
    rule: &'static str,
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
    };
    let annotated = Annotated {
        id: &row.id,
        spans: spans(&row.text, extractor, &anchor, kinds),
        error: None,
    };
    write_line(out, &annotated)?;
    Ok(false)
}

/// The spans of a text, in reading order.
fn spans<'t>(
    text: &'t str,
    extractor: &Extractor,
    anchor: &Anchor,
    kinds: &[Kind],
) -> Vec<SpanOut<'t>> {
    let wants = |kind| kinds.contains(&kind);
    let tokens = Tokens::new(text, &extractor.words);
    let points = CodePoints::new(text);
    let mut spans = Vec::new();
    if wants(Kind::Dates) {
        let mut narration = Narration::default();
        let dates = extractor.dates.dates(&tokens, anchor, &mut narration);
        let dates = dates.into_iter();
        spans.extend(dates.map(|m| date_span(text, &points, m, anchor)));
    }
    if wants(Kind::Places) {
        for place in extractor.actors.places(&tokens) {
            let span = points.span(place.bytes.clone());
            spans.push(SpanOut::Place(PlaceOut {
                kind: "place",
                start: span.start,
                end: span.end,
                text: &text[place.bytes],
                name: place.name,
                country: place.country,
            }));
        }
    }
    if wants(Kind::Actors) || wants(Kind::Agencies) {
        let texts = [tokens];
        let mentions = extractor.actors.actors(&texts, anchor.published);
        for mention in mentions.into_iter().flatten() {
            let agency = mention.kind == ActorKind::Agency;
            if wants(if agency { Kind::Agencies } else { Kind::Actors }) {
                let span = points.span(mention.bytes.clone());
                let party = |party: &Party| PartyOut {
                    name: party.name.map(|name| name.as_str(&texts).to_owned()),
                    country: party.country,
                    sector: party.sector,
                };
                spans.push(SpanOut::Actor(ActorOut {
                    kind: if agency { "agency" } else { "actor" },
                    start: span.start,
                    end: span.end,
                    text: &text[mention.bytes],
                    phrase: phrase(mention.kind),
                    parties: mention.parties.iter().map(party).collect(),
                }));
            }
        }
    }
    if wants(Kind::Triggers) {
        triggers(text, &points, extractor, anchor, &mut spans);
    }
    spans.sort_by_key(SpanOut::order);
    spans
}

/// The triggers of the events of a text, read as the body of one article.
fn triggers<'t>(
    text: &'t str,
    points: &CodePoints,
    extractor: &Extractor,
    anchor: &Anchor,
    spans: &mut Vec<SpanOut<'t>>,
) {
    let mut article = Article {
        body: text.to_owned(),
        paragraphs: vec![Paragraph {
            bytes: 0..text.len(),
            line: 1,
        }],
        language: "vi",
        published: Publication {
            date: anchor.published,
            ..Publication::default()
        },
        ..Article::default()
    };
    article.reading = Reading::of(&article, extractor);
    for event in extractor.events(&article, anchor.captured).value {
        for mention in event.mentions {
            let Some(words) = text.get(mention.trigger.clone()) else {
                continue;
            };
            let span = points.span(mention.trigger);
            spans.push(SpanOut::Trigger(TriggerOut {
                kind: "trigger",
                start: span.start,
                end: span.end,
                text: words,
                event_type: event.event_type,
                event_mode: event.mode,
                rule: mention.rule,
            }));
        }
    }
}

fn phrase(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Office => "office",
        ActorKind::State => "state",
        ActorKind::Body => "body",
        ActorKind::Organisation => "organisation",
        ActorKind::Agency => "agency",
        ActorKind::Anaphor => "anaphor",
        ActorKind::Attribute => "attribute",
    }
}

fn date_span<'t>(
    text: &'t str,
    points: &CodePoints,
    mention: DateMention,
    anchor: &Anchor,
) -> SpanOut<'t> {
    let span = points.span(mention.bytes.clone());
    let dated = matches!(mention.kind, DateKind::Date | DateKind::Range);
    SpanOut::Date(Box::new(DateOut {
        kind: kind(mention.kind),
        start: span.start,
        end: span.end,
        text: &text[mention.bytes.clone()],
        date_start: mention.start,
        date_end: mention.end,
        precision: dated.then(|| precision(mention.precision)),
        r#mod: mention.modifier.map(|m| match m {
            DateMod::Start => "start",
            DateMod::Mid => "mid",
            DateMod::End => "end",
        }),
        direction: mention.direction.map(|d| match d {
            DateDirection::Since => "since",
            DateDirection::Until => "until",
            DateDirection::Before => "before",
            DateDirection::After => "after",
        }),
        basis: dated.then(|| basis(mention.basis)),
        value: mention.timex(),
        stated: mention.stated.names().collect(),
        filled: mention.filled.names().collect(),
        filled_from: mention.from.map(|from| match from {
            FilledFrom::Published => "published",
            FilledFrom::Narrated => "narrated",
        }),
        anchor: match mention.from {
            Some(FilledFrom::Published) => anchor.published,
            Some(FilledFrom::Narrated) => mention.told,
            None => None,
        },
        choice: mention.choice,
        rule: mention.rule,
    }))
}

fn basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Explicit => "explicit",
        DateBasis::Completed => "completed",
        DateBasis::Relative => "relative",
        DateBasis::Carried => "carried",
        DateBasis::Published => "published",
        DateBasis::Unknown => "unknown",
    }
}

fn kind(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Date => "date",
        DateKind::Range => "range",
        DateKind::Duration => "duration",
        DateKind::Set => "set",
        DateKind::Clock => "clock",
    }
}

fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Quarter => "quarter",
        Precision::Season => "season",
        Precision::Year => "year",
        Precision::Decade => "decade",
        Precision::Century => "century",
        Precision::Range => "range",
        Precision::Unknown => "unknown",
    }
}
