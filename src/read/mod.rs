//! From inputs to pages. The only stage that opens files.
//!
//! Input: paths (files, folders, globs, `@lists`, `-`). Output: [`Raw`] documents in a fixed order,
//! each of which a worker turns into a [`Page`] or a [`Reject`].
//!
//! | input | documents |
//! |---|---|
//! | folder | its `.txt` and `.html` files, recursively, sorted by path; a folder that has none gives its container files |
//! | `.jsonl`, `.csv`, `.tsv`, `.parquet` | one a row |
//! | WARC, WET | one a response or conversion record |
//! | `-` | JSON Lines where the first byte that is no space is `{`; else what its first bytes say |
//! | anything else | one page |
//!
//! All of them may be compressed (gzip, zstd), which their first bytes tell and not their names.
//! Memory: one document at a time, and the list of paths. No input is trusted: a page larger than
//! [`ReadOptions::max_page_bytes`] is passed over without being held, and a stream that expands
//! beyond [`ReadOptions::max_expansion`] is cut off; both are rejects.

mod columnar;
mod delimited;
mod documents;
mod encoding;
mod fields;
mod html;
mod inputs;
mod json;
mod lines;
mod metadata;
mod page;
mod raw;
mod stated;
mod stream;
mod warc;

pub use documents::Documents;
pub use fields::{Fields, Role as FieldRole};
pub use page::{Page, Stated, When, site};
pub use raw::Raw;

use std::path::PathBuf;
use std::sync::Arc;

use jiff::tz::TimeZone;
use serde::Serialize;

/// How inputs are read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// Which columns or keys hold the page and what is known about it.
    pub fields: Fields,
    /// Zone of stated times that name none.
    pub zone: TimeZone,
    /// Largest page, in bytes; a larger one is a reject. One such page a worker may be in memory.
    pub max_page_bytes: usize,
    /// How many times its compressed size a stream may expand to, once it is past
    /// [`ReadOptions::FREE_EXPANSION`].
    pub max_expansion: u64,
}

impl ReadOptions {
    /// Decompressed bytes that are never counted against [`ReadOptions::max_expansion`].
    pub const FREE_EXPANSION: u64 = 256 << 20;
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            fields: Fields::default(),
            zone: TimeZone::get("Asia/Ho_Chi_Minh").unwrap_or(TimeZone::UTC),
            max_page_bytes: 16 << 20,
            max_expansion: 1000,
        }
    }
}

/// Why inputs cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// An input does not exist or cannot be opened.
    #[error("{}: {source}; check the path and its permissions, or pass - for standard input", path.display())]
    Unreadable {
        /// The input as given.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A folder has nothing to read.
    #[error(
        "{}: no pages here; a folder holds .txt or .html pages, or .jsonl, .csv, .parquet or .warc files",
        path.display()
    )]
    NoPages {
        /// The folder as given.
        path: PathBuf,
    },
    /// A pattern matches no file.
    #[error("{}: no file matches; quote the pattern and check its folder", pattern.display())]
    NoMatch {
        /// The pattern as given.
        pattern: PathBuf,
    },
    /// A pattern cannot be understood.
    #[error("{}: {message}", pattern.display())]
    BadPattern {
        /// The pattern as given.
        pattern: PathBuf,
        /// What is wrong with it.
        message: String,
    },
}

/// Something of the input that became no page (a line of `rejects.jsonl`).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reject {
    /// Input file, relative to the input root.
    pub source_path: String,
    /// Its id, where it is known.
    pub page_id: Option<String>,
    /// Byte of the (decompressed) file where the trouble is.
    pub byte_offset: Option<u64>,
    /// 1-based line of the file.
    pub line: Option<u64>,
    /// Code of the registry.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// The documents of all inputs, in order: inputs as given, folders sorted by path.
///
/// Fails before anything is read where an input is missing, cannot be opened or holds no page.
pub fn documents(inputs: &[PathBuf], options: &ReadOptions) -> Result<Documents, ReadError> {
    let (files, skipped) = inputs::expand(inputs)?;
    Ok(Documents::new(files, skipped, Arc::new(options.clone())))
}

#[cfg(test)]
mod container_tests;
#[cfg(test)]
mod tests;
