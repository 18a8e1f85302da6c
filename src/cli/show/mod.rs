//! `newsrows show`: one page with every line's role and reason, its records and its events.

mod html;
mod missed;
mod rows;
mod runs;
mod terminal;
mod view;

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use super::Outcome;
use crate::config::{Config, ConfigError, DEFAULT_ZONE};
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::pipeline::worker::Stages;
use crate::read::{self, Raw, ReadOptions, Reject};
use crate::table::Rows;
use crate::table::canonical;
use crate::table::columns::TABLES;
use crate::write::file::write_whole;
use rows::PageRows;
use view::View;

const EXAMPLES: &str = "Examples:
  newsrows show pages/000.txt
  newsrows show crawl.jsonl --page vnexpress-4217 | less -R
  newsrows show pages/000.txt --html -o 000.html
  newsrows show pages/000.txt --json | jq '.events[] | .rule'
  newsrows show pages/000.txt --missed | less -R

Rows are those of an export: same ids, same offsets. Holds one page in memory.";

/// What can be typed after `newsrows show`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct ShowArgs {
    /// A page, or a file of pages; - for standard input
    #[arg(value_name = "PAGE")]
    input: PathBuf,
    /// Which page of a file that holds several [default: the first]
    #[arg(long, value_name = "ID")]
    page: Option<String>,
    /// Rows and findings as one JSON object
    #[arg(long, conflicts_with = "html")]
    json: bool,
    /// One self-contained web page
    #[arg(long)]
    html: bool,
    /// Also the sentences that hold a trigger and gave no row, why, and how patterns see them
    #[arg(long, conflicts_with = "html")]
    missed: bool,
    /// File to write to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Time zone of stamps that name none
    #[arg(long, value_name = "ZONE", default_value = DEFAULT_ZONE)]
    zone: String,
    /// Folder of .tsv and .toml files over the embedded lexicon
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
}

/// Shows a page.
pub fn run(args: &ShowArgs) -> Result<Outcome, Error> {
    let zone = Config::zone(&args.zone)?;
    let options = ReadOptions {
        zone: zone.clone(),
        ..ReadOptions::default()
    };
    let document = find(args, &options)?;
    let lexicon = match &args.lexicon {
        Some(folder) => Lexicon::with_dir(folder)?,
        None => Lexicon::embedded()?,
    };
    let stages = Stages::new(&lexicon, zone, true, TABLES.to_vec())?;
    let page = document.as_ref().ok().filter(|_| args.missed).cloned();
    let missed = page
        .and_then(|raw| raw.into_page().ok())
        .map(|page| missed::of_page(&stages, &page));
    let internal = |error: arrow_schema::ArrowError| Error::Internal(error.to_string());
    let batch = stages.batch(vec![document]).map_err(internal)?;
    let page = batch.pages.into_iter().next().unwrap_or_default();
    let rows = PageRows {
        records: values(&batch.records)?,
        events: values(&batch.events)?,
        lines: batch.lines.as_ref().map_or(Ok(Vec::new()), values)?,
        mentions: batch.mentions.as_ref().map_or(Ok(Vec::new()), values)?,
    };
    // A page without an article is worth a look; one that cannot be read is not.
    if let Some(reject) = page.rejects.first().filter(|_| rows.lines.is_empty()) {
        return Err(Error::NothingRead {
            pages: 1,
            first: format!(
                "{}: {}; {}",
                reject.source_path, reject.message, reject.help
            ),
        });
    }
    let url = rows.records.iter().find_map(|row| row.get("url")?.as_str());
    let view = View::new(&page.name.0, url, &rows);
    let drawn = if args.json {
        let json = rows::json(&page.name.0, &rows, &page.findings, missed.as_deref());
        serde_json::to_string_pretty(&json).map_err(|e| Error::Internal(e.to_string()))? + "\n"
    } else if args.html {
        html::draw(&view).map_err(|e| Error::Internal(e.to_string()))?
    } else {
        let mut text = Vec::new();
        terminal::draw(&view, width(), &mut text).map_err(Error::Print)?;
        if let Some(missed) = &missed {
            let told = missed::sentences_told(&rows.mentions);
            missed::draw(missed, told, width(), &mut text).map_err(Error::Print)?;
        }
        String::from_utf8_lossy(&text).into_owned()
    };
    print(args, &drawn)
}

/// The page asked for. Without `--page` the first one; that there are more is said on standard error.
fn find(args: &ShowArgs, options: &ReadOptions) -> Result<Result<Raw, Box<Reject>>, Error> {
    let mut documents = read::documents(std::slice::from_ref(&args.input), options)?;
    let Some(wanted) = &args.page else {
        let nothing = || Error::NothingRead {
            pages: 0,
            first: format!("{}: no page here", args.input.display()),
        };
        let first = documents.next().ok_or_else(nothing)?;
        if args.input.as_os_str() != "-" && documents.next().is_some() {
            anstream::eprintln!("the first of several pages; --page ID shows another");
        }
        return Ok(first);
    };
    let mut pages = 0;
    for document in documents {
        pages += 1;
        let is_wanted = match &document {
            Ok(raw) => raw.clone().into_page().is_ok_and(|page| page.id == *wanted),
            Err(reject) => reject.page_id.as_ref() == Some(wanted),
        };
        if is_wanted {
            return Ok(document);
        }
    }
    Err(ConfigError::Word {
        flag: "--page",
        word: wanted.clone(),
        known: format!("the ids of the {pages} pages of {}", args.input.display()),
    }
    .into())
}

/// Rows as values, by way of the bytes that an export writes.
fn values(rows: &Rows) -> Result<Vec<Value>, Error> {
    let mut bytes = Vec::new();
    canonical::lines(&mut bytes, rows);
    bytes
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).map_err(|e| Error::Internal(e.to_string())))
        .collect()
}

/// Columns of the terminal; 100 where the output is none.
fn width() -> usize {
    let said = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
    said.or_else(terminal).unwrap_or(100).clamp(60, 200)
}

/// Writes to `--output`, or to standard output with colours where it is a terminal that wants them.
fn print(args: &ShowArgs, text: &str) -> Result<Outcome, Error> {
    if let Some(path) = &args.output {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let plain = anstream::adapter::strip_str(text).to_string();
        write_whole(folder.unwrap_or(Path::new(".")), &name, &plain)?;
        return Ok(Outcome::Clean);
    }
    super::print(text)?;
    Ok(Outcome::Clean)
}
