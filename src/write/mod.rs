//! From rows to files. The only stage that creates files.

use std::path::PathBuf;

/// Why a dataset cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The output folder holds something already.
    #[error("{}: there is a dataset already; --force replaces it", .0.display())]
    Exists(PathBuf),
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
            Self::Exists(_) | Self::NotADataset(_) | Self::Create { .. } => 2,
            Self::Failed { .. } => 4,
        }
    }
}
