//! From rows to files. The only stage that creates files.

pub mod card;
pub mod csv;
pub mod file;
pub mod manifest;
pub mod parquet;
pub mod sink;
pub mod staging;
pub mod verify;
mod whole;

pub use whole::write_whole;

use std::path::PathBuf;

/// Why a dataset cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The output folder holds something already.
    #[error("{}: there is a dataset already; --force replaces it", .0.display())]
    Exists(PathBuf),
    /// A file that was to be written exists.
    #[error("{}: the file exists; --force replaces it", .0.display())]
    FileExists(PathBuf),
    /// The output folder holds files that are no dataset.
    #[error("{}: the folder holds files that are no dataset of ours; choose an empty or new folder", .0.display())]
    NotADataset(PathBuf),
    /// The output cannot be created.
    #[error("{}: {source}; choose a folder that can be written", path.display())]
    Create {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Rows cannot be encoded: a defect of the program.
    #[error("{0}: cannot be encoded: {1}; nothing was changed")]
    Encode(&'static str, String),
    /// A file reads back other than it was written: a defect of the program or of the disk.
    #[error("{0}: {1}; nothing was changed")]
    Differs(String, String),
    /// Writing failed on the way.
    #[error("{}: {source}; nothing was changed", path.display())]
    Failed {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl WriteError {
    /// 2 where another folder helps, 4 where the machine failed.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Exists(_) | Self::FileExists(_) | Self::NotADataset(_) | Self::Create { .. } => 2,
            Self::Failed { .. } | Self::Encode(..) | Self::Differs(..) => 4,
        }
    }
}
