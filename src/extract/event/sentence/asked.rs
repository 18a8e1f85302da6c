//! Whether the words that a pattern asks for stand around its trigger, and none that it forbids.

use super::Sentence;
use crate::extract::event::words::{Complement, Frame, Pattern};

/// The context words that the pattern asks for and forbids.
pub(crate) fn fits(s: &Sentence, t: usize, pattern: &Pattern) -> bool {
    let clause = s.clause_of(t).chunks.clone();
    let reach = s.chunks.len().min(t + 22);
    if !pattern.unless.is_empty() {
        let near = clause.start.max(t.saturating_sub(12))..reach;
        if pattern.unless.stands_in(s.tokens_of(near)) {
            return false;
        }
    }
    let behind = match pattern.reach {
        Some(words) => t..s.topic_from(t + 1, reach.min(t + 1 + words)),
        None => t..reach,
    };
    let object = |chunks| pattern.object.stands_in(s.tokens_of(chunks));
    // What is asked for stands behind, whoever is asked; treaties signed have a pattern of their own.
    let passive = pattern.complement != Complement::Drop && pattern.frame != Frame::Mutual;
    let before = || s.object_before(t).filter(|_| passive);
    // What is said of whom is looked at where they are found.
    let found_later = pattern.object.is_empty() || pattern.frame == Frame::Reported;
    (found_later || object(behind) || before().is_some_and(object))
        && (pattern.before.is_empty()
            || pattern
                .before
                .stands_in(s.tokens_of(t.saturating_sub(22)..t)))
}
