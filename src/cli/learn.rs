//! `newsrows learn`: lines that repeat across the pages of one site, for review.

use std::path::PathBuf;

use clap::Args;

use super::export::FieldArgs;
use super::{Outcome, print};
use crate::clean::Cleaner;
use crate::clean::learn::Learner;
use crate::error::{Error, LexiconError, WriteError};
use crate::lexicon::Lexicon;
use crate::read::{self, Raw, ReadOptions};
use crate::write::write_whole;

const EXAMPLES: &str = "Examples:
  newsrows learn pages/ -o site-lines.tsv          # count, then review the column verdict
  newsrows export pages/ -o dataset --site-lines site-lines.tsv
  newsrows learn --merge 2023.tsv 2024.tsv -o site-lines.tsv

Pages are of one site when the registered domain of their url is the same; pages without a url count
as one site, `-`. Holds in memory: every line of up to 240 bytes once a site.";

/// What can be typed after `newsrows learn`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct LearnArgs {
    /// Pages as for export; with --merge, tables that learn wrote
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Table to write; - for standard output
    #[arg(short, long, default_value = "-", value_name = "FILE")]
    pub output: PathBuf,
    /// Add up tables instead of reading pages; what reviewers wrote in them stays
    #[arg(long)]
    pub merge: bool,
    /// Pages of a site that a line must stand on to be proposed
    #[arg(long, default_value_t = 3, value_name = "N", value_parser = clap::value_parser!(u64).range(2..))]
    pub min_pages: u64,
    /// Folder of .tsv and .toml files over the embedded lexicon
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
    /// Replace the table if it exists
    #[arg(long)]
    pub force: bool,
    /// No summary on standard error
    #[arg(short, long)]
    pub quiet: bool,
    /// Names of keys and columns
    #[command(flatten)]
    pub fields: FieldArgs,
}

/// Counts, or merges, and writes the table.
pub fn run(args: &LearnArgs) -> Result<Outcome, Error> {
    let to_stdout = args.output.as_os_str() == "-";
    if !to_stdout && !args.force && args.output.exists() {
        // Known before the counting, which may take long.
        return Err(WriteError::FileExists(args.output.clone()).into());
    }
    let (learner, rejects) = if args.merge {
        (merged(&args.inputs)?, 0)
    } else {
        counted(args)?
    };
    let table = learner.to_tsv(args.min_pages);
    if to_stdout {
        print(&table)?;
    } else {
        write_whole(&args.output, table.as_bytes(), args.force)?;
    }
    if !args.quiet {
        let proposed = learner.proposed(args.min_pages);
        anstream::eprintln!(
            "{} pages, {rejects} rejects, {proposed} lines proposed",
            learner.pages()
        );
    }
    Ok(Outcome::Clean)
}

/// Counts the lines of all pages, and the documents that are none.
fn counted(args: &LearnArgs) -> Result<(Learner, usize), Error> {
    let lexicon = match &args.lexicon {
        Some(dir) => Lexicon::with_dir(dir)?,
        None => Lexicon::embedded()?,
    };
    let options = ReadOptions {
        fields: args.fields.fields(),
        ..ReadOptions::default()
    };
    let cleaner = Cleaner::new(&lexicon)?;
    let mut learner = Learner::default();
    let (mut pages, mut rejects) = (0_u64, 0);
    let mut first = None;
    for document in read::documents(&args.inputs, &options)? {
        pages += 1;
        match document.and_then(Raw::into_page) {
            Ok(page) => learner.add(&cleaner.clean(&page).value),
            Err(reject) => {
                rejects += 1;
                first.get_or_insert(format!("{}: {}", reject.source_path, reject.message));
            }
        }
    }
    match first {
        Some(first) if learner.pages() == 0 => Err(Error::NothingRead { pages, first }),
        _ => Ok((learner, rejects)),
    }
}

fn merged(tables: &[PathBuf]) -> Result<Learner, Error> {
    let mut learner = Learner::default();
    for path in tables {
        let text = std::fs::read_to_string(path).map_err(|source| LexiconError::File {
            path: path.clone(),
            source,
        })?;
        learner.merge(Learner::parse(&path.display().to_string(), &text)?);
    }
    Ok(learner)
}
