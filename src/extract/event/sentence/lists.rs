//! Lists of those who act or are acted upon: `A, B và C`.

use super::Sentence;
use super::chunk::Chunk;
use super::subject::Found;
use crate::extract::actor::{ActorKind, Few};
use crate::extract::event::words::{Ask, Prep, Sub, class, part};

/// Members of a list at most that are looked at from each of its joints.
const MOST_MEMBERS: usize = 32;

impl Sentence<'_> {
    /// The list of actors that ends at `last`: `A, B và C`. A comma joins only where `và` closes the list.
    pub(crate) fn coordinated_left(&self, last: usize, start: usize) -> Found {
        let mut chunks = Few::from_buf([last]);
        let mut closed = self.others_follow(last);
        while let Some(before) = self.joined_before(chunks[chunks.len() - 1], start, closed) {
            closed = true;
            chunks.push(before);
        }
        if !closed {
            self.open_list(&mut chunks, start);
        }
        chunks.reverse();
        Found { chunks }
    }

    /// `A, B cùng nhiều nước khác`: words without a name close the list that ends at `last`.
    fn others_follow(&self, last: usize) -> bool {
        let joint = self.chunks.get(last + 1);
        joint.is_some_and(|c| c.is(class::AND))
            && self.chunks.get(last + 2).is_some_and(Chunk::is_plain)
    }

    /// `A, B ký hiệp định`: states in a row at the clause's begin, without `và`; who speaks for
    /// the first may speak for all (`Ngoại trưởng A, B`). `chunks` holds the last.
    fn open_list(&self, chunks: &mut Few<usize>, start: usize) {
        let kind = |k: usize| self.mention(k).map(|m| m.kind);
        let state = |k: usize| kind(k) == Some(ActorKind::State);
        let speaks = |k: usize| matches!(kind(k), Some(ActorKind::Body | ActorKind::Office));
        let mut first = chunks[0];
        while state(first)
            && first >= start + 2
            && self.chunks[first - 1].is_mark(',')
            && (state(first - 2) || speaks(first - 2))
        {
            first -= 2;
        }
        let leads = (start..first).all(|k| {
            let c = &self.chunks[k];
            (c.has(part::MARK) || c.sub().is_some() || self.is_adverbial(k)) && c.prep().is_none()
        });
        if leads {
            chunks.extend((first..chunks[0]).rev().filter(|&k| state(k) || speaks(k)));
        }
    }

    /// The first actor of the list that ends at `last`.
    pub(crate) fn list_begin(&self, last: usize, start: usize) -> usize {
        let mut first = last;
        let mut closed = false;
        while let Some(before) = self.joined_before(first, start, closed) {
            closed = true;
            first = before;
        }
        first
    }

    /// The actor before another one of its list; a comma joins where the list is `closed` behind.
    fn joined_before(&self, actor: usize, start: usize, closed: bool) -> Option<usize> {
        let mut k = actor;
        // `A và các B`
        while k > start + 2 && actor - k < 2 && self.is_determiner(k - 1) {
            k -= 1;
        }
        if k < start + 2 {
            return None;
        }
        let (joint, before) = (&self.chunks[k - 1], k - 2);
        let joins = joint.is(class::AND) || (closed && joint.is_mark(','));
        (joins && self.chunks[before].is_named()).then_some(before)
    }

    #[inline]
    pub(crate) fn is_determiner(&self, chunk: usize) -> bool {
        let c = &self.chunks[chunk];
        c.is_plain()
    }

    /// The list of actors that begins at `first`.
    pub(crate) fn coordinated_right(&self, first: usize) -> Few<usize> {
        let mut chunks = Few::from_buf([first]);
        let mut i = first;
        loop {
            let mut k = i + 1;
            // `A (thủ đô …), B`
            if self.chunks.get(k).is_some_and(|c| c.is_mark('(')) {
                match (k..self.chunks.len()).find(|&j| self.chunks[j].is_mark(')')) {
                    Some(close) => k = close + 1,
                    None => break,
                }
            }
            let Some(joint) = self.chunks.get(k) else {
                break;
            };
            if !joint.joins() {
                break;
            }
            let mut next = k + 1;
            if self.chunks.get(next).is_some_and(|c| c.is(class::AND)) {
                next += 1;
            }
            let determiners = (next..next + 2)
                .take_while(|&j| j < self.chunks.len() && self.is_determiner(j))
                .count();
            let named = |j: usize| self.chunks.get(j).is_some_and(|c| c.is_named());
            // `ba lính A, hai lính B và một lính C`
            let goes_on = joint.is(class::AND) || self.list_closes(k);
            if !named(next) && goes_on && named(next + determiners) {
                next += determiners;
            }
            if !named(next) || self.chunks[next].clause != self.chunks[first].clause {
                break;
            }
            // A comma before a new subject with its own verb ends the list.
            if joint.is_mark(',') && self.heads_predicate(next) {
                break;
            }
            chunks.push(next);
            i = next;
        }
        chunks
    }

    /// `khi A, B và C lên án D`, `các nước gồm A, B và C …`: the joint at `joint` stands in the
    /// list of those who act.
    pub(crate) fn is_in_list(&self, joint: usize) -> bool {
        let Some(mut first) = joint.checked_sub(1) else {
            return false;
        };
        let mut names = 2;
        while first > 1
            && names < MOST_MEMBERS
            && self.chunks[first].actor().is_some()
            && self.chunks[first - 1].is_mark(',')
        {
            first -= 2;
            names += 1;
        }
        if first == 0 || self.chunks[first].actor().is_none() || !self.list_closes(joint) {
            return false;
        }
        let before = &self.chunks[first - 1];
        let awaits_verb = matches!(
            before.sub(),
            Some(Sub::Time | Sub::Condition | Sub::Concession | Sub::Contrast)
        );
        // `của A, B, C và D`: none of so many is the subject alone.
        let long = || {
            let more = (joint + 1..self.chunks.len().min(joint + 8))
                .take_while(|&k| self.chunks[k].is_named() || self.chunks[k].is_mark(','));
            names + more.filter(|&k| self.chunks[k].is_mark(',')).count() > 3
        };
        awaits_verb
            || self.lists_members(first - 1)
            || (before.prep().is_some_and(|p| p != Prep::According) && long())
    }

    /// True where the list that goes on behind the comma at `comma` ends with `và` and a name.
    pub(crate) fn list_closes(&self, comma: usize) -> bool {
        let mut joint = comma;
        for _ in 0..MOST_MEMBERS {
            let mut next = joint + 1;
            while next < joint + 3 && self.chunks.get(next).is_some_and(Chunk::is_plain) {
                next += 1;
            }
            if self.chunks.get(next).is_none_or(|c| !c.is_named()) {
                return false;
            }
            if self.chunks[joint].is(class::AND) {
                return true;
            }
            joint = next + 1;
            if self.chunks.get(joint).is_none_or(|c| !c.joins()) {
                return false;
            }
        }
        false
    }

    /// True for a word like `gồm`, behind which the members of a group follow.
    pub(crate) fn lists_members(&self, chunk: usize) -> bool {
        let words = self.chunks.get(chunk).map(|c| c.tokens.clone());
        let words = words.map_or("", |tokens| self.view.tokens.slice(tokens));
        self.view.grammar.is(Ask::Members, words)
    }

    /// `nhiều nước như A và B`: the word behind a noun at which several examples of it begin.
    pub(crate) fn opens_members(&self, chunk: usize) -> bool {
        let noun = chunk
            .checked_sub(1)
            .is_some_and(|k| self.chunks[k].is_plain());
        noun && self.chunks[chunk].prep() == Some(Prep::Like)
            && self.is_named_at(chunk + 1)
            && self.coordinated_right(chunk + 1).len() > 1
            && {
                let words = self.words(chunk);
                self.view.grammar.says(Ask::Examples, words)
            }
    }

    /// `mời A và B thăm`, `kêu gọi A, B và C rút quân`: the joint of those who are asked.
    pub(crate) fn joins_objects(&self, joint: usize) -> bool {
        let Some(mut first) = joint.checked_sub(1).filter(|&k| self.chunks[k].is_named()) else {
            return false;
        };
        let far = first.saturating_sub(2 * MOST_MEMBERS);
        while first > far + 1 && self.chunks[first - 1].joins() && self.chunks[first - 2].is_named()
        {
            first -= 2;
        }
        let verb = (0..first).rev().find(|&k| !self.chunks[k].is_plain());
        let asks =
            |v: usize| self.chunks[v].is(class::CAUSATIVE) || self.chunks[v].has(part::DROPS);
        verb.is_some_and(asks) && (self.chunks[joint].is(class::AND) || self.list_closes(joint))
    }

    /// `giữa A và B`: the `và` of a pair.
    pub(crate) fn inside_between(&self, joint: usize) -> bool {
        joint > 0
            && self.chunks[joint - 1].is_named()
            && (0..joint - 1)
                .rev()
                .take(4)
                .take_while(|&k| self.chunks[k].actor().is_none())
                .any(|k| self.chunks[k].prep() == Some(Prep::Between))
    }

    /// True where an actor has a verb of its own right behind it.
    fn heads_predicate(&self, actor: usize) -> bool {
        let k = self.after_adverbials(actor + 1);
        let acts = |k: usize| self.is_predicate(k) && !self.opens_aim(k);
        k > actor + 1 && self.chunks.get(k).is_some_and(|_| acts(k))
            || self
                .chunks
                .get(actor + 1)
                .is_some_and(|c| c.has(part::TENSED) || acts(actor + 1))
    }
}
