//! Acts that are still to come, called off or only opposed, where the words that say so do not stand
//! in front of their own verb.

use std::ops::Range;

use super::reading::{Reading, told_as_past};
use crate::extract::event::Status;
use crate::extract::event::sentence::Sentence;
use crate::extract::event::story::day;
use crate::extract::event::words::{Ask, Frame, Prep, Tense, class, part};

/// `Đây sẽ là lần đầu A thăm B`, `A sẽ dẫn đầu đoàn sang thăm B`, `Trong chuyến thăm B, A sẽ …`: the
/// tense stands with the verb that carries the act.
pub(crate) fn carrier(s: &Sentence, t: usize, reading: &mut Reading) {
    if reading.status != Status::Occurred || told_as_past(s, t) {
        return;
    }
    let clause = s.clause_of(t).chunks.clone();
    let before = (clause.start..t)
        .rev()
        .take_while(|&k| !s.chunks[k].has(part::MARK) && !s.is_verb_trigger(k))
        .find(|&k| s.chunks[k].is(class::COPULA | class::LEAD))
        .and_then(|verb| future_before(s, clause.start..verb));
    // What the main clause tells ahead takes place on an occasion that is still to come.
    let on_occasion = || {
        let occasion = s.is_only_noun(t)
            && t > 0
            && t < clause.start + 3
            && s.chunks[t - 1].prep() == Some(Prep::At);
        let comma = (t + 1..s.chunks.len().min(t + 16)).find(|&k| s.chunks[k].is_mark(','));
        let comma = comma.filter(|_| occasion)?;
        let verb = (comma + 1..s.chunks.len()).find(|&k| {
            s.is_predicate(k) && !s.is_adverbial(k) || s.chunks[k].is(class::LIGHT | class::SPEECH)
        })?;
        future_before(s, comma + 1..verb)
    };
    if let Some(k) = before.or_else(on_occasion) {
        reading.set(s, k, Status::Planned);
    }
}

/// The word of the future in front of the verb behind a range, with but adverbs between.
fn future_before(s: &Sentence, chunks: Range<usize>) -> Option<usize> {
    let mut adverbs = chunks.rev().take_while(|&k| s.is_adverbial(k));
    adverbs.find(|&k| is_future(s, k))
}

fn is_future(s: &Sentence, chunk: usize) -> bool {
    let entry = s.chunks[chunk].entry;
    entry.is_some_and(|e| e.tense == Some(Tense::Future))
}

/// `A quyết định thăm B`: meant, not done.
pub(crate) fn resolved(s: &Sentence, t: usize, reading: &mut Reading) {
    let means = |k: &usize| s.tells(*k, Ask::Resolve);
    let verb = s.is_verb_trigger(t) && reading.status == Status::Occurred;
    let found = (0..t)
        .rev()
        .take_while(|&k| verb && s.is_adverbial(k))
        .find(means);
    if let Some(k) = found {
        reading.set(s, k, Status::Planned);
    }
}

/// `Đây là chuyến thăm …`, `chuyến thăm này`: a noun that says nothing of when, nor stands by a verb
/// that does.
pub(crate) fn is_tenseless(s: &Sentence, t: usize) -> bool {
    if !s.is_noun_trigger(t) || s.is_verb_trigger(t) || told_as_past(s, t) || day::has_date(s, t) {
        return false;
    }
    let is = t > 0 && s.chunks[t - 1].is(class::COPULA);
    is || (t + 1..s.arguments(t).end + 1)
        .take_while(|&k| k < s.chunks.len())
        .any(|k| s.points_back(k))
}

/// `cuộc tập trận chung … bị hủy`.
pub(crate) fn is_cancelled(s: &Sentence, t: usize) -> bool {
    let clause = s.clause_of(t).chunks.clone();
    let end = s.arguments(t).end;
    let mut behind = (end..clause.end.min(end + CANCELLED))
        .skip_while(|&k| s.is_adverbial(k) && !s.chunks[k].is(class::PASSIVE));
    behind.next().is_some_and(|k| {
        let next = s.chunks.get(k + 1).is_some();
        s.chunks[k].is(class::PASSIVE) && next && s.tells(k + 1, Ask::Cancel)
    })
}

/// Chunks behind what is cancelled in which its verb stands.
const CANCELLED: usize = 4;

/// `sẽ phản đối`, `không phản đối`: what one may be against is not told as done.
pub(crate) fn opposes_ahead(s: &Sentence, verb: usize) -> bool {
    let accuses = |p: &u16| {
        let row = &s.patterns[usize::from(*p)];
        row.event_type == "ACCUSE" && row.frame == Frame::Act
    };
    s.is_verb_trigger(verb)
        && s.chunks[verb].patterns().iter().any(accuses)
        && s.in_front(verb)
            .any(|k| s.chunks[k].is(class::NEGATION) || is_future(s, k))
}

/// `tuyên bố sẽ`: the trigger ends with a word of the future, behind which a verb follows.
pub(crate) fn leads_to_future(s: &Sentence, chunk: usize) -> bool {
    s.view.grammar.ends(Ask::Ahead, s.words(chunk))
}
