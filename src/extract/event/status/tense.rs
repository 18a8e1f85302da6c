//! Acts that take their tense from words that stand elsewhere: `A sẽ cử đoàn tới B`, `sẽ nêu trong cuộc
//! gặp với B`, `sẽ họp khi A đến B`.

use std::ops::Range;

use super::miss::Miss;
use super::reading::{Reading, told_as_past};
use crate::extract::event::Status;
use crate::extract::event::sentence::{Opener, Sentence};
use crate::extract::event::story::{day, when};
use crate::extract::event::words::{Ask, Pattern, Prep, Sub, class, part};

/// What is told without a word of tense is as sure as what it is told with.
pub(crate) fn borrowed(
    s: &Sentence,
    t: usize,
    pattern: &Pattern,
    reading: &mut Reading,
) -> Result<(), Miss> {
    if reading.status != Status::Occurred || reading.cue.is_some() || told_as_past(s, t) {
        return Ok(());
    }
    let clause = s.clause_of(t);
    let noun = s.is_only_noun(t);
    let found = if noun {
        occasion(s, t)
    } else {
        // Words behind `sẽ` are as often its object: `sẽ nhắc lại lời kêu gọi`.
        let words = matches!(
            pattern.event_type,
            "ACCUSE" | "AGREE" | "REJECT" | "REQUEST" | "THREATEN"
        );
        let found = || over(s, clause.chunks.start..t);
        let described = |k: usize| (k + 1..t).any(|j| s.chunks[j].is(class::PASSIVE));
        (!words).then(found).flatten().filter(|&k| !described(k))
    };
    if let Some(k) = found {
        let doubt = s.chunks[k].entry.and_then(|e| e.status);
        let status = doubt.filter(|_| !noun).unwrap_or(Status::Planned);
        reading.set(s, k, status);
        return Ok(());
    }
    let when = clause.opener == Opener::Sub(Sub::Time)
        && s.tells(clause.chunks.start, Ask::When)
        && !(clause.chunks.start..t).any(|k| s.chunks[k].has(part::TENSED));
    if let Some(k) = when.then(|| beside(s, s.chunks[t].clause)).flatten() {
        // `sẽ đáp trả khi A tấn công`: nobody says that A will.
        let settled = matches!(
            pattern.event_type,
            "CONSULT" | "SUPPORT" | "COOPERATE" | "AID"
        );
        if !settled && !day::has_date(s, t) {
            return Err(Miss::Unreal);
        }
        reading.set(s, k, Status::Planned);
    }
    Ok(())
}

/// The word of the future or of possibility under which what follows a range is told.
fn over(s: &Sentence, range: Range<usize>) -> Option<usize> {
    for k in range.clone().rev() {
        if leads_on(s, k) {
            return Some(k);
        }
        let c = &s.chunks[k];
        let speaks = c.is(class::SPEECH) || c.has(part::SPEAKS) && s.is_verb_trigger(k);
        if speaks {
            let mut adverbs = (range.start..k).rev().take_while(|&j| s.is_adverbial(j));
            return adverbs.find(|&j| leads_on(s, j));
        }
        if c.is_mark(',') || c.has(part::TENSED) || c.is(class::NEGATION) {
            return None;
        }
    }
    None
}

/// The same of the clause in front of or behind clause `at`.
fn beside(s: &Sentence, at: usize) -> Option<usize> {
    if at > 0 {
        return over(s, s.clauses[at - 1].chunks.clone());
    }
    let next = s.clauses.get(1)?.chunks.clone();
    let verb = next
        .clone()
        .find(|&k| s.is_predicate(k) && !s.is_adverbial(k))?;
    let mut adverbs = (next.start..verb).rev().take_while(|&k| s.is_adverbial(k));
    adverbs.find(|&k| leads_on(s, k))
}

/// The same of the occasion that a noun names: `sẽ nêu trong cuộc gặp với B`.
fn occasion(s: &Sentence, t: usize) -> Option<usize> {
    let at = t.checked_sub(1)?;
    let told = s.arguments(t);
    let dated = (t + 1..told.end).any(|k| s.chunks[k].date().is_some());
    if s.chunks[at].prep() != Some(Prep::At) || dated || when::is_lately(s, t) {
        return None;
    }
    let known = (t + 1..told.end + 1)
        .take_while(|&k| k < s.chunks.len())
        .any(|k| s.points_back(k) || s.chunks[k].is(class::RECAP));
    let start = s.clause_of(t).chunks.start;
    // `có thể coi là một thất bại trong chuyến thăm`: what is said of it after.
    let judged = |k: usize| {
        s.chunks[k].entry.is_some_and(|e| e.status.is_some())
            && (k..at).any(|j| s.chunks[j].is(class::COPULA))
    };
    over(s, start..at).filter(|&k| !known && !judged(k))
}

/// `sẽ`, `có thể` in front of a verb; not `đã có thể`.
fn leads_on(s: &Sentence, chunk: usize) -> bool {
    let verb = s.chunks.get(chunk + 1);
    let open = verb.is_some_and(|c| c.prep().is_none() && !c.is(class::NEGATION));
    open && s.tells(chunk, Ask::Ahead) && !told_as_past(s, chunk)
}
