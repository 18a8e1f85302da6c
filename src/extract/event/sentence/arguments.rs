//! The arguments of a noun: who stands to its right, and how joined.

use super::Sentence;
use super::chunk::Kind;
use crate::extract::actor::Few;
use crate::extract::event::words::{Prep, class};

/// The arguments to the right of a noun.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arguments {
    /// `giữa A và B`, `A - B` right behind the noun.
    pub(crate) between: Few<usize>,
    /// `của A`, `do A`.
    pub(crate) of: Few<usize>,
    /// `với B`.
    pub(crate) with: Few<usize>,
    /// `tới B`, or B right behind the noun.
    pub(crate) to: Few<usize>,
    /// `đối với B`, `chống B`, `cho B`.
    pub(crate) against: Few<usize>,
    /// `tại B`.
    pub(crate) at: Few<usize>,
    /// One past the last chunk that belongs to the noun.
    pub(crate) end: usize,
}

impl Arguments {
    fn is_empty(&self) -> bool {
        self.between.is_empty()
            && self.of.is_empty()
            && self.with.is_empty()
            && self.to.is_empty()
            && self.against.is_empty()
            && self.at.is_empty()
    }
}

/// Words among the arguments of a noun at most.
const REACH: usize = 7;

/// A walk to the right of a noun.
struct Search<'s, 'a> {
    s: &'s Sentence<'a>,
    noun: usize,
    args: Arguments,
    /// What joins the words at hand.
    prep: Option<Prep>,
    /// They say who made what the noun is about.
    made: bool,
    /// Words met since the last argument.
    words: usize,
}

impl Search<'_, '_> {
    fn run(mut self) -> Arguments {
        let s = self.s;
        let clause = s.clause_of(self.noun).chunks.end;
        let mut at = self.noun + 1;
        while at < clause {
            let next = match s.chunks[at].is_named() {
                true => self.named(at),
                false => self.word(at),
            };
            let Some(next) = next else { break };
            at = next;
        }
        self.args
    }

    /// Somebody named; where the arguments go on, if they do.
    fn named(&mut self, i: usize) -> Option<usize> {
        let s = self.s;
        if !s.stands_for_state(i) {
            return None;
        }
        if let Some(owner) = s.owned_by(i) {
            return Some(owner);
        }
        let mut list = s.coordinated_right(i);
        let last = *list.last().unwrap_or(&i);
        let args = &mut self.args;
        let bare = args.is_empty();
        let slot = match self.prep.take() {
            Some(Prep::Between) => {
                // `giữa A với B`
                let with = s.chunks.get(last + 1).and_then(|c| c.prep()) == Some(Prep::With);
                let other = s.chunks.get(last + 2).filter(|_| with);
                if other.is_some_and(|c| c.actor().is_some()) {
                    list.push(last + 2);
                }
                args.end = list.last().map_or(last, |l| *l) + 1;
                args.between = list;
                return Some(args.end);
            }
            Some(Prep::Of | Prep::By | Prep::From) => &mut args.of,
            Some(Prep::With) => &mut args.with,
            Some(Prep::To) => &mut args.to,
            Some(Prep::Against | Prep::For) => &mut args.against,
            Some(Prep::At) => &mut args.at,
            Some(Prep::About | Prep::According | Prep::Like) => return Some(last + 1),
            None if i == self.noun + 1 || bare => {
                let several = s.mention(i).is_some_and(|m| m.parties.len() > 1);
                match list.len() > 1 || several {
                    true => &mut args.between,
                    false => &mut args.to,
                }
            }
            None => return None,
        };
        if slot.is_empty() {
            *slot = list;
        }
        args.end = last + 1;
        self.words = 0;
        Some(last + 1)
    }

    /// Words and marks; where the arguments go on, if they do.
    fn word(&mut self, i: usize) -> Option<usize> {
        let s = self.s;
        let c = &s.chunks[i];
        if let Some(close) = s.aside(i) {
            return Some(close + 1);
        }
        let bare = self.args.is_empty();
        if bare && c.is(class::AND) && c.is(class::ADVERB) && s.is_named_at(i + 1) {
            // `diễn tập cùng A và B`
            self.prep = Some(Prep::With);
        } else if bare && s.opens_members(i) {
            // `điện đàm với nhiều nước như A và B`: with A and with B.
        } else if let Some(prep) = c.prep().filter(|_| c.patterns().is_empty()) {
            self.made = prep == Prep::By && s.names_maker(i);
            self.prep = Some(prep);
        } else if self.made && c.is(class::LIGHT) {
            self.made = false;
        } else if c.date().is_some() {
            self.args.end = i + 1;
            self.prep = None;
        } else if self.may_pass(i) {
            self.words += 1;
            if self.words > REACH {
                return None;
            }
        } else {
            return None;
        }
        Some(i + 1)
    }

    /// True for what may stand among the arguments of a noun.
    fn may_pass(&self, i: usize) -> bool {
        let s = self.s;
        let c = &s.chunks[i];
        let passes = c.is_plain()
            || c.is(class::ADVERB | class::RECAP | class::PRIVATE)
            || matches!(c.kind, Kind::Mark('"' | '“' | '”' | '(' | ')' | '-' | '–'));
        // In front of the first of them, more may.
        passes
            || self.args.is_empty()
                && (c.is(class::LIGHT) && self.words > 0
                    || !c.patterns().is_empty() && !c.is(class::SPEECH)
                    || c.is(class::AND) && !s.begins_verb(i + 1))
    }
}

impl Sentence<'_> {
    /// The arguments to the right of the noun at chunk `noun`.
    pub(crate) fn arguments(&self, noun: usize) -> Arguments {
        let search = Search {
            s: self,
            noun,
            args: Arguments {
                end: noun + 1,
                ..Arguments::default()
            },
            prep: None,
            made: false,
            words: 0,
        };
        search.run()
    }
}
