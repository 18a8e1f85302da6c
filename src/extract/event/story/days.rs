//! Days that an act without one takes from elsewhere: from the head of its sentence, from what it took
//! place together with, from the speaker's words just before.

use jiff::civil::Date;

use super::day::Told;
use super::passage::Passage;
use super::recall::is_stale;
use super::{day, order};
use crate::extract::event::sentence::{Member, Opener, Sentence, members};
use crate::extract::event::words::{Ask, Prep, Sub, class, part};

/// Chunks at the head of a sentence among which stands the date of all it tells.
const HEAD: usize = 6;

/// Sentences over which a speaker goes on.
const WORDS: usize = 2;

/// The date that another clause of the sentence gives the trigger at chunk `t`.
pub(crate) fn of_sentence<'a>(s: &Sentence<'a>, t: usize) -> Option<Told<'a>> {
    let at = s.chunks[t].clause;
    let clause = &s.clauses[at];
    if when_clause(s, at) {
        // `… hôm 3/4, khi A đến B`
        let before = (0..clause.chunks.start)
            .rev()
            .find(|&k| !s.chunks[k].is_mark(','));
        if let Some(told) = before.and_then(|k| day::at(s, k)) {
            return Some(told);
        }
    }
    if at == 0 || clause.chunks.clone().any(|k| s.chunks[k].is(class::RECAP)) {
        return None;
    }
    // `Khi A đến B năm 2016, C …`
    if at == 1 && when_clause(s, 0) {
        return s.clauses[0].chunks.clone().find_map(|k| day::at(s, k));
    }
    // `Hôm 3/4, A …, và B …`
    let goes_on = |k: usize| s.clauses[k].opener == Opener::Coordinate || when_clause(s, k);
    if s.clauses[0].opener != Opener::Main || !(1..=at).all(goes_on) {
        return None;
    }
    let head = s.clauses[0].chunks.clone().take(HEAD);
    let date = head
        .take_while(|&k| !s.is_predicate(k) && !s.chunks[k].is(class::SPEECH))
        .find_map(|k| day::at(s, k).map(|told| (k, told)));
    date.filter(|(k, _)| !order::precedes(s, *k, t))
        .map(|(_, told)| told)
}

/// `khi A đến B`: what takes place together with the rest.
fn when_clause(s: &Sentence, at: usize) -> bool {
    let clause = &s.clauses[at];
    clause.opener == Opener::Sub(Sub::Time) && s.tells(clause.chunks.start, Ask::When)
}

/// True where the sentence tells the act behind a day long past: `đã điện đàm sau khi nhậm chức hồi tháng 1`.
pub(crate) fn follows_old(s: &Sentence, t: usize, published: Date) -> bool {
    // `Đây là lần thứ hai …, sau lần đầu hồi tháng 1`: this time it is news.
    let start = s.clause_of(t).chunks.start;
    let is = (start..t).any(|k| s.chunks[k].is(class::COPULA) && !s.chunks[k].is(class::SPEECH));
    !is && (0..s.chunks.len()).any(|d| {
        day::at(s, d).is_some_and(|told| is_stale(&told.date, published))
            && order::precedes(s, d, t)
    })
}

/// True for what a sentence only speaks of: `đánh giá cao chuyến thăm hồi tháng 5`, `việc hai nước lập quan
/// hệ năm 2013`.
pub(crate) fn is_spoken_of(s: &Sentence, t: usize) -> bool {
    let clause = s.clause_of(t);
    let start = clause.chunks.start;
    if s.is_only_noun(t) {
        let occasion = t > 0 && s.chunks[t - 1].prep() == Some(Prep::At);
        return !occasion
            && (start..t).any(|k| s.is_verb_trigger(k) && s.chunks[k].has(part::SPEAKS));
    }
    matches!(
        clause.opener,
        Opener::Sub(Sub::Nominal | Sub::Relative | Sub::Cause | Sub::Means)
    ) || s.chunks[start].is(class::BACKDROP)
}

/// The day of a speaker's words in the sentences just before, though they told no act.
pub(crate) fn of_speech<'a>(
    s: &Sentence,
    t: usize,
    before: &[Passage<'a>],
    actor: &Member,
) -> Option<Told<'a>> {
    let opener = s.clause_of(t).opener;
    if !matches!(opener, Opener::Main | Opener::Coordinate) {
        return None;
    }
    before
        .iter()
        .rev()
        .take_while(|p| p.view.field == s.view.field && s.number <= p.number + WORDS)
        .find_map(|p| said_by(p.sentence(), actor))
        .map(|told| Told::carried(told.date))
}

/// The date with the words that an actor says in a sentence.
fn said_by<'a>(s: &Sentence<'a>, actor: &Member) -> Option<Told<'a>> {
    let said = (0..s.chunks.len()).find(|&k| {
        let opener = s.clause_of(k).opener;
        s.chunks[k].is(class::SPEECH) && matches!(opener, Opener::Main | Opener::Coordinate)
    })?;
    let told = day::in_clause(s, said)?;
    let same = |m: &Member| m.name.is_some() && m.name == actor.name;
    let speakers = s.speaker(said)?.chunks;
    let mut found = speakers.iter().flat_map(|&c| members(s, c, c));
    found.any(|m| same(&m)).then_some(told)
}
