//! `newsrows schema`: our own schemas in other forms, a draft from data, and two versions compared.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::{Outcome, print};
use crate::error::Error;
use crate::table::batch;
use crate::table::columns::{TABLES, Table};
use crate::table::{duckdb, json_schema, markdown};
use crate::validate::compat::{self, Effect};
use crate::validate::dataset::ValidateError;
use crate::validate::file::{self, ReadAs};
use crate::validate::findings::{Keep, Severities};
use crate::validate::infer::Draft;
use crate::validate::loaders::Loaders;
use crate::validate::rows::Checks;
use crate::validate::schema::Schema;
use crate::validate::source::Source;

const EXAMPLES: &str = "Examples:
  newsrows schema events --as json-schema > events.schema.json
  newsrows schema records --as duckdb
  newsrows schema infer rows.csv > row.schema.json
  newsrows schema diff old.schema.json new.schema.json   # exit 1 where old rows may break";

/// What can be typed after `newsrows schema`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub struct SchemaArgs {
    /// A draft from data, or two versions compared
    #[command(subcommand)]
    pub command: Option<SchemaCommand>,
    /// Table: records, events, lines or mentions
    #[arg(value_name = "TABLE", value_parser = table)]
    pub table: Option<&'static Table>,
    /// Form
    #[arg(
        long = "as",
        value_enum,
        value_name = "FORM",
        default_value = "json-schema"
    )]
    pub form: SchemaForm,
}

/// What can be done with other schemas.
#[derive(Debug, Subcommand)]
pub enum SchemaCommand {
    /// Draft a JSON Schema from the rows of a CSV, JSONL or Parquet file
    Infer {
        /// The file; - for standard input
        file: PathBuf,
    },
    /// Compare two versions of a JSON Schema: is every row that was valid still valid?
    Diff {
        /// The old version
        old: PathBuf,
        /// The new version
        new: PathBuf,
    },
}

/// `--as`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaForm {
    /// JSON Schema, draft 2020-12
    JsonSchema,
    /// The Arrow schema of the Parquet file, one field a line
    Arrow,
    /// The table that DuckDB needs to guess nothing, and how to fill it
    Duckdb,
    /// A table of the columns
    Markdown,
}

fn table(name: &str) -> Result<&'static Table, String> {
    Table::named(name).ok_or_else(|| {
        let names = TABLES.map(|t| t.name).join(", ");
        format!("no table {name}; there are {names}")
    })
}

/// Prints, drafts or compares.
pub fn run(args: &SchemaArgs) -> Result<Outcome, Error> {
    match (&args.command, args.table) {
        (Some(SchemaCommand::Infer { file }), _) => infer(file),
        (Some(SchemaCommand::Diff { old, new }), _) => diff(old, new),
        (None, Some(table)) => {
            print(&match args.form {
                SchemaForm::JsonSchema => json_schema::json_schema(table),
                SchemaForm::Arrow => arrow(table),
                SchemaForm::Duckdb => duckdb_reader(table),
                SchemaForm::Markdown => markdown::table(table),
            })?;
            Ok(Outcome::Clean)
        }
        (None, None) => Ok(Outcome::Clean),
    }
}

fn arrow(table: &'static Table) -> String {
    let mut out = String::new();
    for field in batch::schema(table).fields() {
        let null = if field.is_nullable() { "" } else { " not null" };
        let _ = writeln!(out, "{}: {}{null}", field.name(), field.data_type());
    }
    out
}

fn duckdb_reader(table: &'static Table) -> String {
    let name = table.name;
    format!(
        "{}\nINSERT INTO {name} SELECT * FROM read_json('{name}.jsonl', columns = {});\n",
        duckdb::create_table(table),
        duckdb::columns(table, false)
    )
}

fn infer(path: &Path) -> Result<Outcome, Error> {
    let source = Source::open(path, None).map_err(ValidateError::from)?;
    let name = path.display().to_string();
    let draft = Draft::new(source.format);
    let severities = Severities::default();
    let checks = Checks {
        schema: None,
        loaders: Loaders::NONE,
        keep: Keep::default(),
        severities: &severities,
        fail_fast: false,
        progress: &|_| (),
        observer: &draft,
        again: None,
    };
    // One worker, so that the first example is the first row's.
    let read = ReadAs {
        delimiter: None,
        jobs: 1,
    };
    let checked = file::check(source, &checks, read).map_err(ValidateError::from)?;
    if !checked.tallies.is_empty() {
        anstream::eprintln!(
            "warning: {} of {} rows cannot be read and are not in the draft; newsrows validate {name} tells them",
            checked.tallies.failed_rows,
            checked.rows
        );
    }
    print(&draft.schema(&name))?;
    Ok(Outcome::Clean)
}

fn diff(old: &Path, new: &Path) -> Result<Outcome, Error> {
    let before = Schema::open(old).map_err(ValidateError::from)?;
    let after = Schema::open(new).map_err(ValidateError::from)?;
    let changes = compat::compare(before.value(), after.value());
    let mut out = String::new();
    for change in &changes {
        let effect = match change.effect {
            Effect::Breaking => "breaking",
            Effect::Unproven => "unproven",
            Effect::Compatible => "compatible",
        };
        let field = match change.field.as_str() {
            "" => "the schema",
            field => field,
        };
        let _ = writeln!(out, "{effect:<11} {field}: {}", change.message);
    }
    let worst = changes.iter().map(|c| c.effect).max();
    let (verdict, outcome) = match worst {
        None => ("the same rows are valid", Outcome::Clean),
        Some(Effect::Compatible) => ("every old row is still valid", Outcome::Clean),
        Some(Effect::Unproven) => (
            "it is not proven that every old row is still valid",
            Outcome::Findings,
        ),
        Some(Effect::Breaking) => ("not every old row is still valid", Outcome::Findings),
    };
    let _ = writeln!(out, "{verdict}");
    print(&out)?;
    Ok(outcome)
}
