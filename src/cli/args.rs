//! What can be typed. Options stay as typed; [`super::export`] and its siblings turn them into a
//! [`crate::config::Config`].

use clap::{Parser, Subcommand};

/// Turns scraped Vietnamese news pages into validated article records and event rows.
#[derive(Debug, Parser)]
#[command(name = "newsrows", version, about, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage or schema, \
3 unreadable input, 4 internal, 130 interrupted.";

/// The subcommands. Each has a file of its own with its arguments and its `run`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Pages to a dataset: records and events, validated, as CSV, JSONL and Parquet
    Export(Box<super::export::ExportArgs>),
    /// One page with every line's role and reason, its records and its events
    Show(super::show::ShowArgs),
    /// Lines that repeat across the pages of a site, for review and for `export --site-lines`
    Learn(Box<super::learn::LearnArgs>),
    /// Dates, actors, places and triggers of a text as stand-off JSON lines
    Annotate(super::annotate::AnnotateArgs),
    /// A dataset, or any file of rows, against its schema
    Validate(Box<super::validate::ValidateArgs>),
    /// The quality of pages or a dataset against rules, and against an older dataset
    Check(Box<super::check::CheckArgs>),
    /// Our schemas in other forms, a draft from data, or two versions compared
    Schema(super::schema::SchemaArgs),
    /// What a code or slug means
    Explain(super::explain::ExplainArgs),
    /// All codes of findings
    Rules(super::explain::RulesArgs),
    /// Completion script of a shell
    Completions(super::completions::CompletionsArgs),
    /// Manual page, in roff
    Man(super::completions::ManArgs),
}
