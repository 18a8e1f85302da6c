//! Every choice of an export made, every default filled.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::read::ReadOptions;
use crate::table::columns::{TABLES, Table};

/// The zone of time stamps that name none, unless the user gives one.
pub const DEFAULT_ZONE: &str = "Asia/Ho_Chi_Minh";

/// A choice that makes no sense.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// No such time zone.
    #[error("--zone {0}: no such time zone; give an IANA name such as {DEFAULT_ZONE} or UTC")]
    Zone(String),
    /// A word of a list is not known.
    #[error("{flag} {word}: not known; choose from {known}")]
    Word {
        /// The flag.
        flag: &'static str,
        /// What was typed.
        word: String,
        /// What can be.
        known: String,
    },
    /// A dataset cannot be a stream.
    #[error(
        "--output -: a dataset is several files and cannot go to standard output; name a folder, \
         and print one of its files, as in `cat dataset/records.jsonl`"
    )]
    OutputStream,
    /// An environment variable holds nonsense.
    #[error("SOURCE_DATE_EPOCH={0}: not a count of seconds since 1970")]
    SourceDateEpoch(String),
}

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// RFC 4180 with quoted texts.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// All formats, in the order of the data package.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Jsonl, Self::Parquet];

    /// File extension and name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
        }
    }
}

/// When an export that went through still exits 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Never.
    #[default]
    Never,
    /// A page or row was rejected.
    Reject,
    /// A finding of severity warning or error, or a reject.
    Warning,
    /// A finding of severity error, or a reject.
    Error,
}

/// What an export does.
#[derive(Clone, Debug)]
pub struct Config {
    /// Files and folders, `-` for standard input.
    pub inputs: Vec<PathBuf>,
    /// The dataset's folder.
    pub output: PathBuf,
    /// Formats to write, each once, in order.
    pub formats: Vec<Format>,
    /// Tables to write, each once, in order.
    pub tables: Vec<&'static Table>,
    /// The zone of time stamps that name none.
    pub zone: TimeZone,
    /// Whether texts are written.
    pub text: bool,
    /// Whether an existing dataset is replaced.
    pub force: bool,
    /// Worker threads.
    pub jobs: usize,
    /// When to exit 1.
    pub fail_on: FailOn,
    /// The user's lexicon over the embedded one.
    pub lexicon: Option<PathBuf>,
    /// Lines that repeat across the pages of a site.
    pub site_lines: Option<PathBuf>,
    /// Whether the files are read back and compared.
    pub verify: bool,
    /// How inputs are read.
    pub read: ReadOptions,
    /// The manifest's time stamp, where the environment fixes it.
    pub source_date_epoch: Option<i64>,
}

impl Config {
    /// Resolves a zone name.
    pub fn zone(name: &str) -> Result<TimeZone, ConfigError> {
        TimeZone::get(name).map_err(|_| ConfigError::Zone(name.to_owned()))
    }

    /// A folder that a dataset can be written to.
    pub fn output(path: &Path) -> Result<PathBuf, ConfigError> {
        match path.as_os_str() == "-" {
            true => Err(ConfigError::OutputStream),
            false => Ok(path.to_owned()),
        }
    }

    /// Tables by name, in the order of the data package, each once.
    pub fn tables(names: &[String]) -> Result<Vec<&'static Table>, ConfigError> {
        for name in names {
            if Table::named(name).is_none() {
                return Err(ConfigError::Word {
                    flag: "--tables",
                    word: name.clone(),
                    known: TABLES.map(|t| t.name).join(", "),
                });
            }
        }
        Ok(TABLES
            .into_iter()
            .filter(|t| names.iter().any(|n| n == t.name))
            .collect())
    }

    /// Formats by name, in the order of the data package, each once.
    pub fn formats(names: &[String]) -> Result<Vec<Format>, ConfigError> {
        for name in names {
            if !Format::ALL.iter().any(|f| f.as_str() == name) {
                return Err(ConfigError::Word {
                    flag: "--format",
                    word: name.clone(),
                    known: Format::ALL.map(Format::as_str).join(", "),
                });
            }
        }
        Ok(Format::ALL
            .into_iter()
            .filter(|f| names.iter().any(|n| n == f.as_str()))
            .collect())
    }

    /// Reads `SOURCE_DATE_EPOCH`'s value.
    pub fn source_date_epoch(value: Option<&str>) -> Result<Option<i64>, ConfigError> {
        value
            .filter(|v| !v.is_empty())
            .map(|v| {
                v.parse()
                    .map_err(|_| ConfigError::SourceDateEpoch(v.to_owned()))
            })
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_in_package_order_and_once() {
        let names = ["lines", "records", "lines"].map(str::to_owned);
        let tables = Config::tables(&names).expect("known");
        assert_eq!(
            tables.iter().map(|t| t.name).collect::<Vec<_>>(),
            ["records", "lines"]
        );
        let formats = Config::formats(&["parquet", "csv"].map(str::to_owned)).expect("known");
        assert_eq!(formats, [Format::Csv, Format::Parquet]);
    }

    #[test]
    fn an_unknown_word_is_answered_with_the_known_ones() {
        let error = Config::tables(&["people".to_owned()]).expect_err("unknown");
        assert_eq!(
            error.to_string(),
            "--tables people: not known; choose from records, events, lines, mentions"
        );
        assert!(Config::zone("Asia/Nowhere").is_err());
        assert!(Config::source_date_epoch(Some("yesterday")).is_err());
        assert_eq!(
            Config::source_date_epoch(Some("1716163200")).ok(),
            Some(Some(1_716_163_200))
        );
    }
}
