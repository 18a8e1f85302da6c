//! From inputs to pages. The only stage that opens files.

mod page;

pub use page::{Page, Stated, When};

use std::path::PathBuf;

use serde::Serialize;

/// How inputs are read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {}

/// Why inputs cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// An input does not exist or cannot be opened.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The input as given.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Something of the input that became no page (a line of `rejects.jsonl`).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reject {
    /// Input file, relative to the input root.
    pub source_path: String,
    /// Its id, where it is known.
    pub page_id: Option<String>,
    /// Byte of the file where the trouble is.
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

/// One document as found in an input, not yet decoded or parsed.
#[derive(Debug)]
pub struct Raw {}

impl Raw {
    /// Decodes and parses the document; done by workers, so that reading stays cheap.
    pub fn into_page(self) -> Result<Page, Box<Reject>> {
        Ok(Page::default())
    }
}

/// The documents of all inputs, in order: inputs as given, folders sorted by path.
pub fn documents(
    _inputs: &[PathBuf],
    _options: &ReadOptions,
) -> Result<impl Iterator<Item = Result<Raw, Box<Reject>>> + Send + use<>, ReadError> {
    Ok(std::iter::empty())
}
