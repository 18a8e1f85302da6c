//! Files and whole datasets: what to check, and against what.

mod digests;
mod folder;
mod package;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::file::{self, Checked, ReadAs};
use super::findings::{Keep, Sample, Severities, Tallies};
use super::loaders::Loaders;
use super::observe::Observer;
use super::report::{FileReport, Report};
use super::revisit::{self, Again};
use super::rows::Checks;
use super::schema::{Schema, SchemaError};
use super::source::{self, Format, Source, SourceError, is_stream};
use super::watch::{self, Key, Watch};
use crate::diagnostic::Code;
use crate::table::columns::Table;
use folder::folder;

/// Name of the manifest of a dataset.
pub const MANIFEST: &str = "datapackage.json";

/// How to validate.
#[derive(Debug)]
pub struct Options {
    /// The user's schema, for files that are given by name.
    pub schema: Option<Schema>,
    /// Columns that identify a row of files that are given by name.
    pub key: Vec<String>,
    /// Loaders that hazards are reported for; none leaves the choice to what is validated: all for
    /// datasets, none for single files.
    pub loaders: Option<Loaders>,
    /// What is kept of each finding.
    pub keep: Keep,
    /// What counts as an error.
    pub severities: Severities,
    /// How files are read.
    pub read: ReadAs,
    /// Format of files, where their name and content must not decide.
    pub format: Option<Format>,
    /// Stop after the first row with an error.
    pub fail_fast: bool,
    /// Country and actor codes that are known.
    pub countries: BTreeSet<&'static str>,
    /// Told the number of rows that were checked, again and again.
    pub progress: Progress,
}

/// Listens to how far a run has come.
pub struct Progress(pub Box<dyn Fn(u64) + Send + Sync>);

impl Default for Progress {
    fn default() -> Self {
        Self(Box::new(|_| ()))
    }
}

impl std::fmt::Debug for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Progress")
    }
}

/// Why nothing could be validated.
#[derive(Debug, thiserror::Error)]
pub enum ValidateError {
    /// A file cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A schema cannot be used.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// A built-in schema cannot be used: a defect of the program.
    #[error("internal error: {0}")]
    BuiltIn(String),
    /// A folder cannot be read.
    #[error("{path}: {source}")]
    Folder {
        /// The folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl ValidateError {
    /// The process's exit code: 2 schema, 3 unreadable input, 4 internal.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Schema(_) => 2,
            Self::Source(_) | Self::Folder { .. } => 3,
            Self::BuiltIn(_) => 4,
        }
    }
}

/// Validates files and datasets, one after the other.
pub fn validate(paths: &[PathBuf], options: &Options) -> Result<Report, ValidateError> {
    let mut report = Report::default();
    if let Some(schema) = &options.schema {
        remark_schema(schema, &mut report);
    }
    let mut shards: Vec<PathBuf> = Vec::new();
    for path in paths {
        if path.is_dir() {
            folder(path, options, &mut report)?;
        } else if path.file_name().is_some_and(|name| name == MANIFEST) {
            // The manifest stands for its dataset.
            let beside = path.parent().filter(|p| !p.as_os_str().is_empty());
            folder(beside.unwrap_or(Path::new(".")), options, &mut report)?;
        } else {
            single(path, options, &mut report)?;
            shards.push(path.clone());
        }
        if options.fail_fast && report.files.iter().any(|f| f.stopped) {
            break;
        }
    }
    let loaders = options.loaders.unwrap_or(Loaders::NONE);
    if loaders.any() {
        digests::compare_shards(&shards, options, &mut report);
    }
    Ok(report)
}

fn remark_schema(schema: &Schema, report: &mut Report) {
    if let Some(keyword) = schema.not_compiled() {
        report.remarks.push(format!(
            "{}: {keyword} is not compiled; rows are checked in full, but more slowly",
            schema.name
        ));
    }
    for format in schema.unknown_formats() {
        report.remarks.push(format!(
            "{}: no check is known for the format {format}, which is therefore not checked",
            schema.name
        ));
    }
}

/// What is checked about one file.
struct Task<'a> {
    path: PathBuf,
    shown: String,
    schema: Option<&'a Schema>,
    watch: Watch,
    loaders: Loaders,
}

impl Task<'_> {
    fn open(&self, options: &Options) -> Result<Source, SourceError> {
        let mut source = Source::open(&self.path, options.format)?;
        source.path.clone_from(&self.shown);
        Ok(source)
    }

    /// Reads rows again that were checked before.
    fn again(
        &self,
        options: &Options,
        observer: &dyn Observer,
        again: &Again,
    ) -> Result<Tallies, ValidateError> {
        let checks = Checks {
            schema: self.schema,
            loaders: Loaders::NONE,
            keep: options.keep.clone(),
            severities: &options.severities,
            fail_fast: false,
            progress: &|_| (),
            observer,
            again: Some(again),
        };
        let checked = file::check(self.open(options)?, &checks, options.read)?;
        Ok(checked.tallies)
    }
}

/// Checks the rows of one file.
fn rows(task: &Task<'_>, options: &Options) -> Result<Checked, ValidateError> {
    let checks = Checks {
        schema: task.schema,
        loaders: task.loaders,
        keep: options.keep.clone(),
        severities: &options.severities,
        fail_fast: options.fail_fast,
        progress: &*options.progress.0,
        observer: &task.watch,
        again: None,
    };
    let mut checked = file::check(task.open(options)?, &checks, options.read)?;
    if task.loaders.any() {
        partition_folders(&task.path, &mut checked.tallies);
    }
    Ok(checked)
}

/// Folder names of the form `name=05`, whose value loaders make a number.
fn partition_folders(path: &Path, tallies: &mut Tallies) {
    let folders = path.parent().into_iter().flat_map(Path::components);
    for folder in folders {
        let text = folder.as_os_str().to_string_lossy();
        if let Some((name, value)) = text.split_once('=')
            && !value.is_empty()
            && value.bytes().all(|b| b.is_ascii_digit())
        {
            note(
                tallies,
                "L322",
                name,
                format!("the folder {text} becomes the number {value}"),
            );
        }
    }
}

fn note(tallies: &mut Tallies, code: Code, field: &str, message: String) {
    tallies.hit(code, field, || {
        let sample = Sample {
            message,
            ..Sample::default()
        };
        (sample, None)
    });
    tallies.forget_row();
}

fn built_in(table: &'static Table) -> Result<&'static Schema, ValidateError> {
    Schema::of_table(table).map_err(|e| ValidateError::BuiltIn(e.to_string()))
}

/// A file given by name: against the user's schema, else against that of our own table of its
/// name, else for its form alone.
fn single(path: &Path, options: &Options, report: &mut Report) -> Result<(), ValidateError> {
    let own = match &options.schema {
        Some(_) => None,
        None => table_of(path),
    };
    let schema = match (&options.schema, own) {
        (Some(schema), _) => Some(schema),
        (None, Some(table)) => Some(built_in(table)?),
        (None, None) => None,
    };
    let mut watch = match own {
        Some(table) => Watch::of_table(table, options.countries.clone()),
        None => Watch::default(),
    };
    // One file alone cannot say what its references point at.
    watch.keys.truncate(1);
    if own.is_some_and(|table| table.name == "lines") {
        watch.keys.clear();
    }
    if !options.key.is_empty() {
        watch.keys = vec![Key {
            fields: options.key.clone(),
            required: true,
            unique: true,
        }];
    }
    let loaders = options.loaders.unwrap_or(match own {
        Some(_) => Loaders::ALL,
        None => Loaders::NONE,
    });
    let shown = path.display().to_string();
    // Keys are compared in a second reading, for which a stream must be kept.
    let copy = match watch.keys.is_empty() || !is_stream(path) {
        true => None,
        false => Some(source::kept(path)?),
    };
    let task = Task {
        path: copy
            .as_ref()
            .map_or_else(|| path.to_path_buf(), |copy| copy.path().to_path_buf()),
        shown: shown.clone(),
        schema,
        watch,
        loaders,
    };
    let mut checked = rows(&task, options)?;
    if schema.is_none() {
        report.remarks.push(format!(
            "{shown}: no schema, so only the form of its rows was checked; give one with --schema"
        ));
    }
    cross_rows(&task, options, &mut checked)?;
    finish(&task, options, checked, report)
}

/// Our own table that a file is named after, as in `events.csv.gz`.
fn table_of(path: &Path) -> Option<&'static Table> {
    let name = path.file_name()?.to_str()?;
    Format::of_name(path)?;
    Table::named(name.split('.').next()?)
}

/// Checks that need all rows of a file, and of this file alone.
fn cross_rows(
    task: &Task<'_>,
    options: &Options,
    checked: &mut Checked,
) -> Result<(), ValidateError> {
    let keys = task.watch.keys.iter().zip(&checked.notes.keys);
    for (key, hashes) in keys.filter(|(key, _)| key.unique && !checked.stopped) {
        revisit::repeated(key, hashes, &mut checked.tallies, |observer, again| {
            task.again(options, observer, again).map(|_| ())
        })?;
    }
    watch::seams(&checked.notes.ranges, &mut checked.tallies);
    Ok(())
}

fn finish(
    task: &Task<'_>,
    options: &Options,
    mut checked: Checked,
    report: &mut Report,
) -> Result<(), ValidateError> {
    if !is_stream(&task.path) {
        revisit::locate(&mut checked.tallies, |observer, again| {
            task.again(options, observer, again)
        })?;
    }
    let (shown, schema) = (&task.shown, task.schema);
    if let (Format::Csv, [only]) = (checked.format, checked.columns.as_slice())
        && let Some(between) = only.chars().find(|c| matches!(c, ';' | '\t' | '|'))
    {
        let between = between.escape_default();
        report.remarks.push(format!(
            "{shown}: its one column is named {}; if {between} stands between the cells, say so \
             with --delimiter",
            super::findings::short(only)
        ));
    }
    report.files.push(FileReport {
        path: shown.clone(),
        format: checked.format.name(),
        rows: checked.rows,
        failed_rows: checked.tallies.failed_rows.min(checked.rows),
        schema: schema.map(|s| s.name.clone()),
        columns: checked.columns,
        stopped: checked.stopped,
    });
    report.findings.extend(checked.tallies.findings(shown));
    Ok(())
}
