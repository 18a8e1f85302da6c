//! What is told as earlier than the rest: `sau`, `sau khi`.

use crate::extract::event::sentence::{Opener, Sentence};
use crate::extract::event::words::Ask;

/// True where the date stands behind `sau`, `sau khi`, and the trigger does not: `Sau cuộc gặp ngày 4/7,
/// A thăm B`.
pub(crate) fn precedes(s: &Sentence, date: usize, t: usize) -> bool {
    let start = s.clause_of(date).chunks.start;
    let opened = (start..date)
        .rev()
        .take_while(|&k| !s.chunks[k].is_mark(','))
        .find(|&k| is_after(s, k));
    // In front of the trigger the phrase ends with a comma.
    opened.is_some_and(|k| {
        let ended = || k + 1 < date && (date..t).any(|j| s.chunks[j].is_mark(','));
        t < k || (date < t && ended())
    })
}

/// True in a clause behind `sau khi`: told as earlier than what stands before or behind it.
pub(crate) fn is_earlier(s: &Sentence, t: usize) -> bool {
    if s.is_only_noun(t) {
        // `Sau cuộc gặp, hai bên tuyên bố …`: on its day.
        return t > 1 && is_after(s, t - 1);
    }
    let start = (0..=s.chunks[t].clause)
        .rev()
        .take_while(|&c| matches!(s.clauses[c].opener, Opener::Sub(_) | Opener::Main))
        .map(|c| s.clauses[c].chunks.start)
        .find(|&first| first < t && is_after(s, first));
    start.is_some_and(|first| !(first..t).any(|k| s.chunks[k].is_mark(',')))
}

/// `sau`, `sau khi`, `ngay sau khi`.
fn is_after(s: &Sentence, chunk: usize) -> bool {
    s.chunks[chunk].sub().is_some() && s.tells(chunk, Ask::After)
}
