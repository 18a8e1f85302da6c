//! When an act took place: the date in its clause, else the saying's, else one told before, else
//! the day of publication (codebook, "Dates").

use super::day::{Told, mention, told};
use super::days;
use super::order::precedes;
use crate::extract::date::{DateKind, Precision};
use crate::extract::event::sentence::{Opener, Sentence};
use crate::extract::event::words::{Ask, Complement, Pattern, Prep, Sub, class, part};
use crate::extract::event::{FilledFrom, Status, ontology};

/// The date that the sentence gives the trigger at chunk `t`.
pub(crate) fn stated<'a>(
    s: &Sentence<'a>,
    t: usize,
    pattern: &Pattern,
    status: Status,
) -> Option<Told<'a>> {
    let choice = Choice::new(s, t, pattern, status);
    if choice.dates.is_empty() {
        return None;
    }
    let own = || choice.of_noun().or_else(|| choice.inside());
    let beside = || {
        choice
            .occasion_before()
            .or_else(|| choice.occasion_beside())
            .or_else(|| choice.quiet())
            .or_else(|| choice.saying())
    };
    let happened = matches!(status, Status::Occurred | Status::Ongoing);
    match own() {
        Some(date) => told(s, date, FilledFrom::Clause),
        None => match beside() {
            Some(date) => told(s, date, FilledFrom::Sentence),
            None => happened.then(|| days::of_sentence(s, t)).flatten(),
        },
    }
}

/// The dates among which that of a trigger is chosen.
struct Choice<'s, 'a> {
    s: &'s Sentence<'a>,
    t: usize,
    pattern: &'s Pattern,
    status: Status,
    /// An act of speech.
    verbal: bool,
    /// The act is told by a noun.
    noun: bool,
    /// Its clause.
    clause: usize,
    /// The chunks of all dates that may be its.
    dates: Vec<usize>,
    /// Those that no other noun owns.
    free: Vec<usize>,
}

impl<'s, 'a> Choice<'s, 'a> {
    fn new(s: &'s Sentence<'a>, t: usize, pattern: &'s Pattern, status: Status) -> Self {
        let verbal = ontology::is_verbal(pattern.event_type);
        // What is said after talks is said on their day; what is done after them is done later.
        let is_other = |d: usize| match verbal {
            true => is_of_object(s, d, t),
            false => precedes(s, d, t),
        };
        let dates: Vec<usize> = (0..s.chunks.len())
            .filter(|&k| mention(s, k).is_some_and(|m| m.start.is_some()))
            .filter(|&d| !is_counted_over(s, d) && !is_other(d))
            .collect();
        let free = dates.iter().copied();
        Self {
            s,
            t,
            pattern,
            status,
            verbal,
            noun: s.is_only_noun(t),
            clause: s.chunks[t].clause,
            free: free
                .filter(|&d| owner(s, d).is_none_or(|n| n == t))
                .collect(),
            dates,
        }
    }

    /// The first of the dates that fits.
    fn first(dates: &[usize], fits: impl Fn(usize) -> bool) -> Option<usize> {
        dates.iter().copied().find(|&d| fits(d))
    }

    /// The date among the arguments of a noun.
    fn of_noun(&self) -> Option<usize> {
        let end = self.noun.then(|| self.s.arguments(self.t).end)?;
        Self::first(&self.dates, |d| d > self.t && d <= end)
    }

    /// In its own clause: the nearest, behind the verb before in front of it.
    fn inside(&self) -> Option<usize> {
        let (s, t) = (self.s, self.t);
        // A date behind what is only asked or promised is that act's own.
        let dropped = self.pattern.complement == Complement::Drop;
        let own_end = match self.noun {
            true => s.arguments(t).end,
            false => t + 1,
        };
        let inside = self.free.iter().copied().filter(|&d| {
            let behind_another = dropped && (t + 1..d).any(|k| s.is_verb_trigger(k));
            // A date behind a further predicate (`đến Nga và sẽ ở lại cho đến ngày 5/3`) is that one's.
            let of_a_further_predicate = (own_end..d).any(|k| {
                s.chunks[k].has(part::TENSED) && s.chunks[own_end..k].iter().any(|c| c.joins())
            });
            let of_its_effect = !self.noun && (t + 1..d).any(|k| s.tells(k, Ask::Effect));
            s.chunks[d].clause == self.clause
                && !loose_year(s, t, d)
                && !behind_another
                && !of_a_further_predicate
                && !of_its_effect
        });
        let cost = |d: usize| {
            let between = if d > t { t + 1..d } else { d + 1..t };
            let verbs = between.clone().filter(|&k| s.is_verb_trigger(k)).count();
            (verbs, between.len() + usize::from(d < t))
        };
        inside.min_by_key(|&d| cost(d))
    }

    /// `Trong cuộc gặp hôm 3/4, A kêu gọi …`: what is said there is of that day.
    fn occasion_before(&self) -> Option<usize> {
        let s = self.s;
        Self::first(&self.dates, |d| {
            let c = s.chunks[d].clause;
            c + 1 == self.clause && owner(s, d).is_some() && s.is_adjunct(c)
        })
    }

    /// The same behind it, and in front of `theo đó`: `… trong chuyến thăm của B hồi tháng 5`.
    fn occasion_beside(&self) -> Option<usize> {
        let s = self.s;
        let goes_on = matches!(
            s.clauses[self.clause].opener,
            Opener::Sub(Sub::Relative) | Opener::Coordinate
        );
        Self::first(&self.dates, |d| {
            let c = s.chunks[d].clause;
            let near = c == self.clause || (c + 1 == self.clause && goes_on);
            near && owner(s, d).is_some_and(|n| n != self.t && is_occasion(s, n))
        })
    }

    /// In a clause beside it that tells no act of its own: `Vào tháng 10, phát biểu với báo giới, …`.
    fn quiet(&self) -> Option<usize> {
        let (s, t, clause) = (self.s, self.t, self.clause);
        let part = matches!(
            s.clauses[clause].opener,
            Opener::Sub(Sub::Nominal | Sub::Means | Sub::Purpose | Sub::That)
        );
        Self::first(&self.free, |d| {
            let c = s.chunks[d].clause;
            let said = speech_of(s, clause, c);
            if part && c + 1 == clause && !said {
                return true;
            }
            // `Trong phong trào nổi dậy năm 2011, A …`: no clause of its own, whatever words it holds.
            let head = c + 1 == clause && c == 0 && s.begins_with_preposition(c);
            // `… kể từ khi nhậm chức 4 tháng trước`: the day of what is told there.
            let aside = c == clause + 1 && s.clauses[c].opener == Opener::Sub(Sub::Time);
            let mut chunks = s.clauses[c].chunks.clone();
            !said
                && (c < clause || c == clause + 1)
                && !aside
                && (head || !chunks.any(|k| s.is_verb_trigger(k) && k != t))
        })
    }

    /// The saying's date dates what is announced, and an act of speech told by its own speaker.
    fn saying(&self) -> Option<usize> {
        let s = self.s;
        let told = self.status == Status::Planned || self.verbal;
        let said = |d: usize| speech_of(s, self.clause, s.chunks[d].clause);
        told.then(|| Self::first(&self.free, said)).flatten()
    }
}

/// The date of the trigger's clause as written, where it gives no day.
pub(crate) fn unresolved<'a>(s: &Sentence<'a>, t: usize) -> Option<Told<'a>> {
    let mut clause = s.clause_of(t).chunks.clone();
    let date = clause.find(|&k| owner(s, k).is_none_or(|n| n == t) && mention(s, k).is_some())?;
    let point = mention(s, date).is_some_and(|m| m.kind == DateKind::Date);
    told(s, date, FilledFrom::Clause).filter(|told| point && told.date.start.is_none())
}

/// `lên án vụ nổ xảy ra hôm 3/4`: the day of what others speak of.
fn is_of_object(s: &Sentence, date: usize, t: usize) -> bool {
    let start = s.chunks[date].tokens.start;
    let before = start.saturating_sub(HAPPENS_TOKENS).max(s.tokens.start)..start;
    let words = s.view.tokens.slice(before).to_lowercase();
    t + 1 < date && s.view.grammar.holds(Ask::Happens, &words)
}

/// Tokens in front of a date among which such a word stands: `diễn ra vào`.
const HAPPENS_TOKENS: usize = 3;

/// `vụ thử thứ 9 trong năm nay`: the time over which such acts are counted.
fn is_counted_over(s: &Sentence, date: usize) -> bool {
    let year =
        mention(s, date).is_some_and(|m| m.precision == Precision::Year && m.modifier.is_none());
    let start = s.clause_of(date).chunks.start;
    year && start < date
        && s.chunks[date - 1].prep() == Some(Prep::At)
        && (start..date).any(|k| s.tells(k, Ask::Ordinal))
}

/// `bàn về cuộc gặp`: a noun that only says what others talk of.
pub(crate) fn is_discussed(s: &Sentence, t: usize) -> bool {
    let noun = s.is_only_noun(t);
    noun && t > 0 && {
        let before = &s.chunks[t - 1];
        before.prep() == Some(Prep::About)
            || before.triggers() && s.view.grammar.ends(Ask::About, s.words(t - 1))
    }
}

/// `mới đây`, `vừa qua` in the trigger's clause: on some day before that of the news.
pub(crate) fn is_lately(s: &Sentence, t: usize) -> bool {
    let clause = s.clause_of(t).chunks.clone();
    clause
        .into_iter()
        .any(|k| s.is_adverbial(k) && s.tells(k, Ask::Lately))
}

/// A noun behind `trong`, `tại`, `nhân`: when something else took place.
fn is_occasion(s: &Sentence, noun: usize) -> bool {
    noun.checked_sub(1).is_some_and(|k| {
        let c = &s.chunks[k];
        let words = s.view.tokens.slice(c.tokens.clone());
        c.prep() == Some(Prep::At) && !s.view.grammar.ends(Ask::Margin, words)
    })
}

/// A year behind further names belongs to one of them: `thỏa thuận hạt nhân năm 2015 giữa …`.
fn loose_year(s: &Sentence, t: usize, date: usize) -> bool {
    let coarse = mention(s, date)
        .is_some_and(|m| m.precision > Precision::Season && m.precision != Precision::Range);
    let noun = s.is_only_noun(t);
    let from = if noun { s.arguments(t).end } else { t + 1 };
    // `trừng phạt A và B năm 2015`: a list is one name.
    let listed = |k: usize| k >= from + 2 && s.chunks[k - 1].joins() && s.chunks[k - 2].is_named();
    let named = (from..date).filter(|&k| s.chunks[k].is_named() && !listed(k));
    let named = named.count();
    let attached = date > 0 && s.chunks[date - 1].is_plain();
    coarse && date > t && (named > 1 || (named > 0 && attached))
}

/// True when clause `outer` holds the reporting verb of `clause`.
fn speech_of(s: &Sentence, clause: usize, outer: usize) -> bool {
    let mut k = clause;
    loop {
        match s.clauses[k].opener {
            Opener::Reported(said) => {
                let up = s.chunks[said].clause;
                if up == outer {
                    return true;
                }
                if up >= k {
                    return false;
                }
                k = up;
            }
            Opener::Quote => {
                return s.clauses[outer]
                    .chunks
                    .clone()
                    .any(|j| s.chunks[j].is(class::SPEECH));
            }
            Opener::Main => return false,
            _ if k == 0 => return false,
            _ => k -= 1,
        }
    }
}

/// The noun trigger whose arguments hold a date: `cuộc gặp hôm 16/4`.
fn owner(s: &Sentence, date: usize) -> Option<usize> {
    (0..date)
        .rev()
        .take(16)
        .filter(|&k| s.is_only_noun(k))
        .find(|&n| s.arguments(n).end > date)
}
