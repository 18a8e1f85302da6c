//! This article's news, or its recap of older news.

use jiff::civil::Date;

use super::day::Told;
use super::passage::Passage;
use super::recall::is_stale;
use crate::extract::date::DateBasis;
use crate::extract::event::sentence::{Opener, Sentence};
use crate::extract::event::words::{Ask, Frame, Pattern, Sub, class, part};
use crate::extract::event::{Field, Status};

/// True where the words around the trigger look back: `trước đó`, `từng`, `trong bối cảnh`; and
/// where the act is only named, by a noun that no verb carries: `lệnh trừng phạt của A`.
pub(crate) fn is_recap(s: &Sentence, t: usize, pattern: &Pattern, status: Status) -> bool {
    let clause = s.clause_of(t);
    let looks_back = clause
        .chunks
        .clone()
        .chain(0..s.clauses[0].chunks.end.min(3))
        .any(|k| s.chunks[k].is(class::RECAP));
    let backdrop = clause.chunks.start < t && s.chunks[clause.chunks.start].is(class::BACKDROP);
    looks_back || backdrop || (status == Status::Occurred && is_only_named(s, t, pattern))
}

/// `lá chắn mà A đã triển khai`, `về việc A triển khai lá chắn`: a move or a measure told in passing.
pub(crate) fn is_mentioned(s: &Sentence, t: usize, pattern: &Pattern) -> bool {
    let clause = s.clause_of(t);
    let relative = clause.opener == Opener::Sub(Sub::Relative)
        && s.view.grammar.is(Ask::Which, s.words(clause.chunks.start));
    let nominal = clause.opener == Opener::Sub(Sub::Nominal)
        || t > 0 && s.chunks[t - 1].sub() == Some(Sub::Nominal);
    let measure = matches!(
        pattern.event_type,
        "MOBILIZE" | "SANCTION" | "AID" | "ASSAULT"
    );
    relative || (nominal && measure)
}

fn is_only_named(s: &Sentence, t: usize, pattern: &Pattern) -> bool {
    let start = s.clause_of(t).chunks.start;
    // A headline tells by nouns, but for what its own verb is about: `A lên án vụ thử của B`.
    let spoken_of = || (start..t).any(|k| s.is_verb_trigger(k) && s.chunks[k].has(part::VERBAL));
    if pattern.frame != Frame::Deed || (s.view.field == Field::Title && !spoken_of()) {
        return false;
    }
    let carried = (start..t)
        .rev()
        .take(4)
        .any(|k| s.chunks[k].is(class::LIGHT | class::PASSIVE));
    // `Vụ phóng tên lửa của A diễn ra …` tells of it.
    let behind = s.arguments(t).end;
    let takes_place = s.chunks[behind..]
        .iter()
        .take(4)
        .any(|c| c.is(class::LIGHT) || c.has(part::TENSED));
    !carried && !takes_place
}

/// Whether an act with this date is the article's news.
pub(crate) fn is_foreground(told: Option<&Told>, recap: bool, published: Option<Date>) -> bool {
    let stated = told.filter(|t| t.date.basis != DateBasis::Published);
    match (stated, published) {
        (Some(told), Some(published)) if told.date.end.is_some() => {
            let looked_back_on = recap && told.date.basis == DateBasis::Carried;
            !(looked_back_on || is_stale(&told.date, published))
        }
        _ => !recap,
    }
}

/// Sentences behind such a one that are still told of that time.
const PAST_SENTENCES: usize = 2;

/// True just behind a sentence that began with a day long past, in its paragraph; `before` are the
/// sentences before.
pub(crate) fn is_recalled(
    s: &Sentence,
    paragraph: usize,
    before: &[Passage],
    published: Option<Date>,
) -> bool {
    before
        .iter()
        .rev()
        .take_while(|p| {
            p.view.field == s.view.field
                && p.paragraph == paragraph
                && s.number <= p.number + PAST_SENTENCES
        })
        .find_map(|p| p.recalls(published))
        .unwrap_or(false)
}
