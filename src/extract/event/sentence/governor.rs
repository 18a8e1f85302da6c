//! What governs an actor: a preposition, a verb, a bracket.

use super::Sentence;
use super::chunk::Kind;
use crate::extract::event::words::{Prep, class};

/// Words that may stand between a preposition and the name it governs.
const GAP: usize = 5;

impl Sentence<'_> {
    /// The preposition that governs an actor, through a list and a few words, and its chunk.
    pub(crate) fn governor(&self, actor: usize) -> Option<(Prep, usize)> {
        let start = self.clause_of(actor).chunks.start;
        let mut i = self.list_begin(actor, start);
        let mut words = 0;
        while i > start {
            i -= 1;
            let c = &self.chunks[i];
            if let Some(prep) = c.prep() {
                // `đến` before a verb is no preposition of what follows the verb; here a name follows.
                return Some((prep, i));
            }
            let passes = c.is_plain()
                || c.is(class::PRIVATE)
                || matches!(c.kind, Kind::Mark('"' | '“' | '\''));
            if !passes || words == GAP {
                return None;
            }
            words += 1;
        }
        None
    }

    /// The verb whose object an actor is: right before it, but for a few words.
    pub(crate) fn object_of(&self, actor: usize, start: usize) -> Option<usize> {
        let mut i = self.list_begin(actor, start);
        let mut words = 0;
        while i > start {
            i -= 1;
            if self.is_predicate(i) {
                return Some(i);
            }
            if !self.chunks[i].is_plain() || words == 3 {
                return None;
            }
            words += 1;
        }
        None
    }

    pub(crate) fn bracket_before(&self, close: usize, start: usize) -> usize {
        (start..close)
            .rev()
            .find(|&k| self.chunks[k].is_mark('('))
            .unwrap_or(close)
    }
}
