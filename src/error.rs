//! What stops a run. A bad page or row never does: that is a [`crate::diagnostic::Diagnostic`].

pub use crate::lexicon::LexiconError;

/// Everything that stops a run, by the stage that met it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The lexicon cannot be used.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
}

impl Error {
    /// The process's exit code: 2 usage or schema, 3 unreadable input, 4 internal.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Lexicon(_) => 2,
        }
    }
}
