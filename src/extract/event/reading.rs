//! What is known of an act's status while its sentence is read.

use std::ops::Range;

use super::Status;
use super::entry::Tense;
use super::sentence::Sentence;

/// A status and the words that decided it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) status: Status,
    /// Bytes of the text.
    pub(super) cue: Option<Range<usize>>,
    /// The trigger in whose complement the act is alleged.
    pub(super) accusation: Option<usize>,
    /// The denial around it.
    pub(super) denial: Option<usize>,
}

impl Reading {
    /// Notes a status and the chunk that decided it.
    pub(super) fn set(&mut self, s: &Sentence, chunk: usize, status: Status) {
        self.status = status;
        self.cue = Some(s.bytes(chunk));
    }
}

/// True where a word of the past stands right in front of the trigger.
pub(super) fn told_as_past(s: &Sentence, t: usize) -> bool {
    (0..t).rev().take_while(|&k| s.is_adverbial(k)).any(|k| {
        s.chunks[k]
            .entry
            .is_some_and(|e| e.tense == Some(Tense::Past))
    })
}
