//! What a state is told to do, or charged with, in words that only say so: `A nói B phải …`.

use super::Fill;
use crate::extract::actor::{ActorKind, Few};
use crate::extract::event::sentence::{Opener, Pairing, Sentence};
use crate::extract::event::status::Miss;
use crate::extract::event::words::{Prep, Sub, Tense, class, part};

/// Chunks between the verb of saying and what it reports, at most.
const GAP: usize = 5;

/// Words between a subject and what is said of it, at most.
const WORDS: usize = 4;

/// The same where the subject is a thing of its owner's, with words behind it.
const FAR: usize = 10;

/// Words of a thing before its owner, at most.
const HEAD: usize = 9;

impl<'a> Fill<'_, 'a> {
    /// The speaker with those of whom one of the pattern's phrases is said first of all.
    pub(crate) fn reported(&self) -> Result<Vec<Pairing<'a>>, Miss> {
        let s = self.s;
        let begins = [s.said_behind(self.t), s.said_before(self.t)];
        if !s.is_said_by_somebody(self.t) {
            return Err(Miss::NoActor);
        }
        let mut begins = begins.into_iter().flatten();
        let said_of = begins.find_map(|first| self.said_of(first));
        let targets = self.members(&said_of.ok_or(Miss::Context)?);
        let actors = self.subject();
        // `hai bên cần …`, `nước này cần …`: the speaker's own side.
        let own = |actor: &str| targets.iter().any(|t| t.country() == actor);
        if actors.iter().any(|a| own(a.country())) {
            return Err(Miss::NoTarget);
        }
        self.cross(actors, targets)
    }

    /// The list of actors that begins at `first`, where what the pattern asks for heads its predicate.
    fn said_of(&self, first: usize) -> Option<Few<usize>> {
        let s = self.s;
        let state = |k: usize| s.is_judged_state(k);
        if self.pattern.through {
            return self.judged(first);
        }
        if !state(first) {
            return None;
        }
        let list = s.coordinated_right(first);
        let behind = list.last()? + 1;
        for k in behind..s.chunks.len().min(behind + WORDS) {
            if self.pattern.object.begins(s.tokens_of(k..s.chunks.len())) {
                return list.iter().all(|&k| state(k)).then_some(list);
            }
            let c = &s.chunks[k];
            let quoted = c.is_mark('"') || c.is_mark('“');
            let open = c.is(class::NEGATION | class::UNREAL | class::PASSIVE)
                || c.entry.is_some_and(|e| {
                    e.status.is_some() || e.tense == Some(Tense::Future) || e.prep.is_some()
                });
            if open || !(quoted || s.is_adverbial(k)) {
                return None;
            }
        }
        None
    }

    /// The same of those whose act or thing the words at `first` name: `vụ thử của B là …`.
    fn judged(&self, first: usize) -> Option<Few<usize>> {
        let s = self.s;
        let list = s.coordinated_right(s.owner_of_subject(first)?);
        let behind = list.last()? + 1;
        // `việc B đóng cửa biên giới là …`
        let mut clause = s.chunks[first].sub() == Some(Sub::Nominal);
        for k in behind..s.chunks.len().min(behind + FAR) {
            if self.pattern.object.begins(s.tokens_of(k..s.chunks.len())) {
                return list.iter().all(|&k| s.is_judged_state(k)).then_some(list);
            }
            let c = &s.chunks[k];
            let open = c.is(class::NEGATION | class::UNREAL | class::PASSIVE)
                || c.entry
                    .is_some_and(|e| e.status.is_some() || e.tense == Some(Tense::Future));
            let ends = c.sub().is_some() || c.is_mark(',') || c.is_mark('.') || c.is_mark(';');
            clause &= !c.is(class::COPULA);
            let other = s.is_predicate(k) && !c.is(class::COPULA) && !clause;
            if open || ends || other {
                return None;
            }
        }
        None
    }
}

impl Sentence<'_> {
    /// True for a state or who stands for one, named here.
    fn is_judged_state(&self, chunk: usize) -> bool {
        let kind = self.kind(chunk);
        self.names_state(chunk) && !matches!(kind, Some(ActorKind::Agency | ActorKind::Anaphor))
    }

    /// Whose the thing or act is with which a report begins: itself a state, or `vụ thử | của B`,
    /// `tên lửa | B`, `việc | B …`.
    fn owner_of_subject(&self, first: usize) -> Option<usize> {
        let mut act = false;
        for k in first..self.chunks.len().min(first + HEAD) {
            let c = &self.chunks[k];
            if c.is_named() {
                // `vụ ám sát | ông B`, `đe dọa | B`: done to B.
                let suffers = act && self.chunks[k - 1].prep() != Some(Prep::Of);
                return (self.is_judged_state(k) && !suffers).then_some(k);
            }
            act |= c.triggers();
            let of = c.prep() == Some(Prep::Of) && k > first;
            let opens = k == first && c.sub() == Some(Sub::Nominal);
            let noun = c.is_plain() || c.is(class::NOMINAL) || c.triggers() || self.is_adverbial(k);
            let never = class::SPEECH | class::COPULA | class::NEGATION | class::UNREAL;
            if !(of || opens || noun) || c.is(never) {
                return None;
            }
        }
        None
    }

    /// False in `các cáo buộc cho rằng B …`, `bản báo cáo nói B …`: a thing says it.
    fn is_said_by_somebody(&self, verb: usize) -> bool {
        let start = self.clause_of(verb).chunks.start;
        let before = (start..verb).rev().find(|&k| !self.is_adverbial(k));
        before.is_none_or(|k| {
            let c = &self.chunks[k];
            // `chuyên gia nói …`: whose, nobody says.
            let stateless = self.mention(k).is_some_and(|m| {
                m.kind == ActorKind::Office && m.parties.iter().all(|p| p.country.is_none())
            });
            !c.is_plain() && !c.triggers() && !c.is(class::SPEECH) && !stateless
        })
    }

    /// Where the words begin that the verb of saying at `verb` reports behind it.
    fn said_behind(&self, verb: usize) -> Option<usize> {
        let between = |k: usize| {
            let c = &self.chunks[k];
            c.has(part::MARK) || c.date().is_some() || c.sub() == Some(Sub::That)
        };
        (verb + 1..self.chunks.len().min(verb + 1 + GAP)).find(|&k| !between(k))
    }

    /// `“B phải …”, A nói`: where the quotation begins with which the sentence does.
    fn said_before(&self, verb: usize) -> Option<usize> {
        let quoted = self.chunks.first()?.is_mark('“') || self.chunks[0].is_mark('"');
        let teller = self.clause_of(verb).opener;
        let told = matches!(teller, Opener::Main | Opener::Coordinate);
        let opener = self.clauses[self.chunks.get(1)?.clause].opener;
        (quoted && told && opener == Opener::Quote).then_some(1)
    }
}
