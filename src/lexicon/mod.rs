//! The words, names and rules of the language, as data.
//!
//! Every table is a tab-separated file under `vi/`, embedded in the program: a header line, then
//! one row a line, `#` for comment lines. A directory given by the user adds rows and overrides
//! those with the same key (the columns before the first one that is not part of the key, see
//! [`Table`]); a row whose last key column is followed by `-` removes one. Event patterns are TOML
//! files under `vi/patterns/`.
//!
//! Everything loaded lives as long as the process, so that rows can borrow names and slugs.

mod syllables;
mod table;
mod words;

pub use syllables::{Syllables, Tone};
pub use table::{Row, Table};
pub(crate) use words::Words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Why a lexicon cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// A directory or file of the user's lexicon cannot be read.
    #[error("{}: {source}; --lexicon takes a folder of .tsv and .toml files", path.display())]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A table that was named alone cannot be read.
    #[error("{}: {source}", path.display())]
    File {
        /// The path as given.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The user's folder holds a file that is no table of the lexicon.
    #[error("{}: no table of this name; known tables: {known}", path.display())]
    UnknownTable {
        /// The file.
        path: PathBuf,
        /// Names of all tables.
        known: String,
    },
    /// A row does not fit its table.
    #[error("{file}:{line}: {message}")]
    Row {
        /// The file.
        file: String,
        /// 1-based line.
        line: usize,
        /// What is wrong and what is wanted.
        message: String,
    },
}

/// The embedded tables: name, number of key columns, text. Adding a table is one line here.
const TABLES: &[(&str, usize, &str)] = &[
    ("agencies", 1, include_str!("vi/agencies.tsv")),
    ("bodies", 1, include_str!("vi/bodies.tsv")),
    ("countries", 2, include_str!("vi/countries.tsv")),
    ("credits", 2, include_str!("vi/credits.tsv")),
    ("dotted", 1, include_str!("vi/dotted.tsv")),
    ("evidence", 2, include_str!("vi/evidence.tsv")),
    ("furniture", 2, include_str!("vi/furniture.tsv")),
    ("layout", 2, include_str!("vi/layout.tsv")),
    (
        "legacy_encodings",
        2,
        include_str!("vi/legacy_encodings.tsv"),
    ),
    ("media_words", 2, include_str!("vi/media_words.tsv")),
    ("confidence", 1, include_str!("vi/confidence.tsv")),
    ("contexts", 2, include_str!("vi/contexts.tsv")),
    ("event_cues", 2, include_str!("vi/event_cues.tsv")),
    ("offices", 1, include_str!("vi/offices.tsv")),
    ("onsets", 1, include_str!("vi/onsets.tsv")),
    ("organisations", 1, include_str!("vi/organisations.tsv")),
    ("dates", 2, include_str!("vi/dates.tsv")),
    ("lunar", 1, include_str!("vi/lunar.tsv")),
    ("outlets", 1, include_str!("vi/outlets.tsv")),
    ("people", 1, include_str!("vi/people.tsv")),
    ("places", 1, include_str!("vi/places.tsv")),
    ("roles", 1, include_str!("vi/roles.tsv")),
    ("rimes", 1, include_str!("vi/rimes.tsv")),
    ("small_capitals", 1, include_str!("vi/small_capitals.tsv")),
    ("stamps", 2, include_str!("vi/stamps.tsv")),
    ("states", 1, include_str!("vi/states.tsv")),
    ("titles", 3, include_str!("vi/titles.tsv")),
];

/// The embedded event patterns: file name and text.
const PATTERNS: &[(&str, &str)] = &[
    (
        "patterns/conflict.toml",
        include_str!("vi/patterns/conflict.toml"),
    ),
    (
        "patterns/consult.toml",
        include_str!("vi/patterns/consult.toml"),
    ),
    (
        "patterns/cooperation.toml",
        include_str!("vi/patterns/cooperation.toml"),
    ),
    (
        "patterns/force.toml",
        include_str!("vi/patterns/force.toml"),
    ),
    (
        "patterns/measures.toml",
        include_str!("vi/patterns/measures.toml"),
    ),
];

/// All tables and pattern files.
#[derive(Debug)]
pub struct Lexicon {
    tables: BTreeMap<&'static str, Table>,
    patterns: Vec<(&'static str, &'static str)>,
}

impl Lexicon {
    /// The embedded lexicon.
    pub fn embedded() -> Result<Self, LexiconError> {
        let mut tables = BTreeMap::new();
        for &(name, keys, text) in TABLES {
            tables.insert(name, Table::parse(name, keys, name, text)?);
        }
        Ok(Self {
            tables,
            patterns: PATTERNS.to_vec(),
        })
    }

    /// The embedded lexicon with the user's `.tsv` and `.toml` files of `dir` over it.
    pub fn with_dir(dir: &Path) -> Result<Self, LexiconError> {
        let mut lexicon = Self::embedded()?;
        for path in sorted_files(dir)? {
            let text =
                std::fs::read_to_string(&path).map_err(|source| LexiconError::Unreadable {
                    path: path.clone(),
                    source,
                })?;
            let text: &'static str = Box::leak(text.into_boxed_str());
            let file: &'static str = Box::leak(path.display().to_string().into_boxed_str());
            let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or("");
            match path.extension().and_then(|e| e.to_str()) {
                Some("toml") => lexicon.patterns.push((file, text)),
                _ => match lexicon.tables.get_mut(stem) {
                    Some(table) => table.overlay(file, text)?,
                    None => {
                        return Err(LexiconError::UnknownTable {
                            path,
                            known: TABLES.iter().map(|t| t.0).collect::<Vec<_>>().join(", "),
                        });
                    }
                },
            }
        }
        Ok(lexicon)
    }

    /// A table by name; an empty one where no such table is embedded.
    pub fn table(&self, name: &str) -> &[Row] {
        self.tables.get(name).map_or(&[], |t| &t.rows)
    }

    /// The forms of a table's rows of one class, in file order.
    pub(crate) fn forms(&self, table: &str, class: &str) -> impl Iterator<Item = &'static str> {
        let rows = self.table(table).iter();
        rows.filter(move |row| row.get("class") == class)
            .map(|row| row.get("form"))
    }

    /// Every table, by name.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.values()
    }

    /// Event pattern files: name and TOML text, the user's last.
    pub fn patterns(&self) -> &[(&'static str, &'static str)] {
        &self.patterns
    }
}

/// A form in lower case as lines begin with it and print it: as it is, with a capital, in capitals.
pub(crate) fn cases(form: &str) -> [String; 3] {
    let mut chars = form.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    [form.to_owned(), first + chars.as_str(), form.to_uppercase()]
}

fn sorted_files(dir: &Path) -> Result<Vec<PathBuf>, LexiconError> {
    let unreadable = |source| LexiconError::Unreadable {
        path: dir.to_path_buf(),
        source,
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|e| e == "tsv" || e == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
