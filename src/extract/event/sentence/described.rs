//! Descriptions and passives: who is meant by a pronoun, whom a verb only describes, to whom or by
//! whom an act is done that stands in the passive or behind `việc`.

use std::ops::Range;

use super::subject::Found;
use super::{Opener, Sentence};
use crate::extract::actor::ActorKind;
use crate::extract::event::words::{Ask, Frame, Prep, Sub, class, part};

impl Sentence<'_> {
    /// `Bộ Quốc phòng A cho biết họ đã …`: the ministry, as `họ` is no person; `A nói: “Chúng tôi …”`: A.
    pub(crate) fn who_they_are(&self, pronoun: usize, depth: usize) -> Option<Found> {
        let reported = match self.clause_of(pronoun).opener {
            Opener::Reported(said) if said < pronoun => Some(said),
            _ => None,
        };
        if self.chunks[pronoun].is(class::SPEAKER) {
            return self.subject_within(reported?, depth, false);
        }
        let words = self.words(pronoun);
        if !self.view.grammar.is(Ask::They, words) {
            return None;
        }
        let before = || {
            let k = pronoun.checked_sub(1)?;
            self.chunks[k].is(class::SPEECH).then_some(k)
        };
        let found = self.subject_within(reported.or_else(before)?, depth, false)?;
        let several = |&k: &usize| {
            self.mention(k)
                .is_some_and(|m| matches!(m.kind, ActorKind::State | ActorKind::Body))
        };
        found.chunks.iter().all(several).then_some(found)
    }

    /// The `được` or `do` behind which the verb at `verb` says who backs or leads whom it describes.
    pub(crate) fn described_behind(&self, verb: usize) -> Option<usize> {
        let mut named = false;
        let mut words = 0;
        for k in (0..verb).rev().take(12) {
            let c = &self.chunks[k];
            if c.is(class::PASSIVE) || c.prep() == Some(Prep::By) {
                let head = k.checked_sub(1).map(|h| &self.chunks[h]);
                let described =
                    head.is_some_and(|h| h.is_plain() || h.is_named() || h.is_mark(')'));
                return (named && described).then_some(k);
            }
            named |= c.is_named();
            words += usize::from(c.is_plain());
            let inside = c.is_plain()
                || c.is_named()
                || c.joins()
                || c.is(class::BACKS)
                || self.is_adverbial(k)
                || c.prep() == Some(Prep::Of);
            if !inside || words > 5 {
                return None;
            }
        }
        None
    }

    /// `liên quân do A đứng đầu`, `vụ thử do A tiến hành`: the `do` at `by` names no cause.
    pub(crate) fn leads_to_agent(&self, by: usize) -> bool {
        if self.names_maker(by) {
            return true;
        }
        let reach = by + 1..self.chunks.len().min(by + 12);
        self.chunks[by].prep() == Some(Prep::By)
            && reach
                .filter(|&k| self.chunks[k].is(class::BACKS | class::HEADS))
                .any(|k| self.described_behind(k) == Some(by))
    }

    /// `cuộc không kích do không quân A tiến hành`: the `do` at `by` says whose act the noun before it is.
    pub(crate) fn names_maker(&self, by: usize) -> bool {
        let noun = (0..by).rev().take(5).find(|&k| !self.chunks[k].is_plain());
        let act = noun.is_some_and(|k| self.is_only_noun(k));
        let mut behind = (by + 1..self.chunks.len().min(by + 6)).skip_while(|&k| {
            let c = &self.chunks[k];
            c.is_plain() || c.is_named() || c.is(class::AND)
        });
        act && self.chunks[by].prep() == Some(Prep::By)
            && behind
                .next()
                .is_some_and(|k| self.chunks[k].is(class::LIGHT))
    }

    /// `phiến quân được A hậu thuẫn đã tấn công B`: the verb at `verb` only says which rebels.
    pub(crate) fn only_describes(&self, verb: usize) -> bool {
        let next = self.after_adverbials(verb + 1);
        self.chunks[verb].is(class::BACKS | class::HEADS)
            && self
                .chunks
                .get(next)
                .is_some_and(|c| c.clause == self.chunks[verb].clause)
            && self.is_predicate(next)
            && self.described_behind(verb).is_some()
    }

    /// `việc triển khai tên lửa của A`: A, behind the verb right behind `việc`.
    pub(crate) fn doer_behind(&self, verb: usize) -> Option<usize> {
        let clause = &self.clause_of(verb).chunks;
        let first = self.after_adverbials(clause.start + 1) == verb;
        let doer = self.named_doer(verb, clause.end)?;
        first.then_some(doer)
    }

    /// The state that a `của` before chunk `end` names behind an act made a noun.
    pub(crate) fn named_doer(&self, verb: usize, end: usize) -> Option<usize> {
        let of = (verb + 1..end.min(verb + 9))
            .take_while(|&k| {
                let c = &self.chunks[k];
                c.is_plain() || c.is_named() || c.prep() == Some(Prep::Of)
            })
            .find(|&k| self.chunks[k].prep() == Some(Prep::Of) && self.names_state(k + 1))?;
        Some(of + 1)
    }

    /// `trừng phạt đối với công ty A | hỗ trợ B`: a verb of help right behind a name tells what is
    /// held against it.
    pub(crate) fn helps(&self, verb: usize) -> bool {
        let mut rows = self.chunks[verb].patterns().iter();
        rows.any(|&p| matches!(self.patterns[usize::from(p)].event_type, "AID" | "SUPPORT"))
    }

    pub(crate) fn is_mutual(&self, verb: usize) -> bool {
        let mut rows = self.chunks[verb].patterns().iter();
        rows.any(|&p| self.patterns[usize::from(p)].frame == Frame::Mutual)
    }

    /// True where the clause at `start` is what somebody praises or condemns.
    pub(crate) fn is_judged(&self, start: usize) -> bool {
        let verb = (0..start).rev().find(|&k| self.is_predicate(k));
        verb.is_some_and(|v| self.chunks[v].has(part::JUDGES))
    }

    /// The `bị` or `được` of the trigger `verb`: only adverbs and one actor stand between.
    pub(crate) fn passive(&self, verb: usize) -> Option<usize> {
        let start = self.clause_of(verb).chunks.start;
        let mut actors = 0;
        let mut words = 0;
        let mut i = verb;
        while i > start {
            i -= 1;
            let c = &self.chunks[i];
            if c.is(class::PASSIVE) {
                return Some(i);
            }
            if c.actor().is_some() {
                actors += 1;
            } else if c.is(class::AND) || c.is_mark(',') || !self.is_adverbial(i) {
                words += 1;
            }
            // `được các đại biểu và báo chí A, B đánh giá cao`
            if actors > 3 || words > 7 {
                return None;
            }
            if self.is_predicate(i) {
                return None;
            }
        }
        None
    }

    /// True where only adverbs and dates stand between the subject and `verb`.
    pub(crate) fn is_near_subject(&self, verb: usize) -> bool {
        let start = self.clause_of(verb).chunks.start;
        let last = (start..verb).rev().find(|&k| !self.is_adverbial(k));
        last.is_some_and(|k| self.may_act(k))
    }

    /// True for a word like `mà`, behind which it is said who does what is named before.
    pub(crate) fn opens_which(&self, start: usize) -> bool {
        let clause = self.clause_of(start);
        let words = self.words(start);
        clause.opener == Opener::Sub(Sub::Relative) && self.view.grammar.is(Ask::Which, words)
    }

    /// What the act of the trigger `verb` is done to, where it stands before it: `hai nhà ngoại giao
    /// bị A trục xuất`, `tên lửa mà A phóng thử`.
    pub(crate) fn object_before(&self, verb: usize) -> Option<Range<usize>> {
        let clause = self.clause_of(verb);
        let start = clause.chunks.start;
        if let Some(passive) = self.passive(verb) {
            // `chế tạo được tên lửa bắn tới A`: no passive of the second verb.
            let named = (passive + 1..verb).any(|k| self.chunks[k].is_named());
            let close = named || (passive + 1..verb).all(|k| self.is_adverbial(k));
            return close.then_some(start.max(passive.saturating_sub(12))..passive);
        }
        let thing = self.opens_which(start);
        thing.then_some(start.saturating_sub(10)..start)
    }
}
