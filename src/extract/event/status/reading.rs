//! What is known of an act's status while its sentence is read.

use std::ops::Range;

use crate::extract::event::Status;
use crate::extract::event::sentence::Sentence;
use crate::extract::event::words::Tense;

/// A status and the words that decided it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    pub(crate) status: Status,
    /// Bytes of the text.
    pub(crate) cue: Option<Range<usize>>,
    /// The trigger in whose complement the act is alleged.
    pub(crate) accusation: Option<usize>,
    /// The denial around it.
    pub(crate) denial: Option<usize>,
}

impl Reading {
    /// Notes a status and the chunk that decided it.
    pub(crate) fn set(&mut self, s: &Sentence, chunk: usize, status: Status) {
        self.status = status;
        self.cue = Some(s.bytes(chunk));
    }
}

/// True where a word of the past stands right in front of the trigger.
pub(crate) fn told_as_past(s: &Sentence, t: usize) -> bool {
    s.in_front(t)
        .any(|k| s.chunks[k].tense() == Some(Tense::Past))
}
