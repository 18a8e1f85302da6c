//! What stops a run. A bad page or row never does: that is a [`crate::diagnostic::Diagnostic`].

pub use crate::config::ConfigError;
pub use crate::lexicon::LexiconError;
pub use crate::read::ReadError;
pub use crate::validate::dataset::ValidateError;
pub use crate::validate::quality::rules::RulesError;
pub use crate::write::WriteError;

/// Everything that stops a run, by the stage that met it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A choice makes no sense.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The lexicon cannot be used.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// An input cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// An output cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// Rows cannot be validated.
    #[error(transparent)]
    Validate(#[from] ValidateError),
    /// A rules file cannot be used.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// A file of accepted findings cannot be used.
    #[error("{}: {message}; --accept takes a file that --report json=FILE wrote", path.display())]
    Accepted {
        /// The file.
        path: std::path::PathBuf,
        /// What is wrong.
        message: String,
    },
    /// A report cannot be written.
    #[error("{}: {source}; the report was not written", path.display())]
    Report {
        /// Where it should have gone.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No rule, reason or pattern has this name.
    #[error("nothing is called {0}; `newsrows rules` lists all codes")]
    UnknownCode(String),
    /// Every page was rejected: there is no dataset to write.
    #[error("no page could be read: all {pages} were rejected, the first because {first}")]
    NothingRead {
        /// Pages seen.
        pages: u64,
        /// The first reject: place, message and help.
        first: String,
    },
    /// Pages could be read, and none has an article: there is no dataset to write.
    #[error("no page became a record: all {pages} were rejected, the first because {first}")]
    NothingKept {
        /// Pages seen.
        pages: u64,
        /// The first reject: place, message and help.
        first: String,
    },
    /// The user stopped the run; nothing was changed.
    #[error("interrupted; nothing was changed")]
    Interrupted,
    /// Printing failed.
    #[error("standard output: {0}")]
    Print(#[source] std::io::Error),
    /// A worker panicked: a defect of the program.
    #[error("internal error: {0}; please report it with the input that caused it")]
    Internal(String),
}

impl Error {
    /// The process's exit code: 2 usage or schema, 3 unreadable input, 4 internal, 130 interrupted.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Config(_) | Self::Lexicon(_) | Self::UnknownCode(_) | Self::Rules(_) => 2,
            Self::Accepted { .. } => 2,
            Self::Validate(error) => error.exit_code(),
            Self::Report { .. } => 3,
            Self::Read(_) | Self::NothingRead { .. } | Self::NothingKept { .. } => 3,
            Self::Write(error) => error.exit_code(),
            Self::Print(_) | Self::Internal(_) => 4,
            Self::Interrupted => 130,
        }
    }

    /// True where a reader of standard output went away, which is a quiet end.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Print(e) if e.kind() == std::io::ErrorKind::BrokenPipe)
    }
}
