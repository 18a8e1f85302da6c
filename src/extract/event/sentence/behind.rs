//! What stands between a verb and whom it is done to: topics, brackets, nouns for further acts.

use super::Sentence;
use crate::extract::actor::{ActorKind, Few};
use crate::extract::event::words::{Ask, Prep, Sub, class, part};

impl Sentence<'_> {
    /// The first chunk of a range that opens a topic or a clause: `gửi thư | về tên lửa`.
    pub(crate) fn topic_from(&self, from: usize, end: usize) -> usize {
        let Some(first) = self.chunks.get(from) else {
            return from;
        };
        let opens = |k: &usize| {
            let c = &self.chunks[*k];
            c.clause != first.clause || c.prep() == Some(Prep::About)
        };
        (from..end).find(opens).unwrap_or(end)
    }

    /// `thảo luận | vấn đề A`, `bàn | cách … với A`: what is talked about, not with whom.
    pub(crate) fn is_talked_about(&self, chunk: usize) -> bool {
        let words = self.words(chunk);
        let words = words.to_lowercase();
        let opens = |ask| self.view.grammar.begins(ask, &words);
        opens(Ask::Topic) || opens(Ask::Trouble)
    }

    pub(crate) fn is_named_at(&self, chunk: usize) -> bool {
        self.chunks.get(chunk).is_some_and(|c| c.is_named())
    }

    /// The end of a bracket that begins here and names nobody: `6 tàu (tương đương …) cho A`.
    pub(crate) fn aside(&self, open: usize) -> Option<usize> {
        if !self.chunks[open].is_mark('(') {
            return None;
        }
        (open + 1..self.chunks.len())
            .take_while(|&k| !self.chunks[k].is_named())
            .find(|&k| self.chunks[k].is_mark(')'))
    }

    /// The owner of an act that is itself an object: `V kế hoạch tấn công A của B`, where A stands
    /// at `named`.
    pub(crate) fn owner_of_act(&self, verb: usize, named: usize) -> Option<usize> {
        let act = (verb + 1..named).any(|k| {
            let c = &self.chunks[k];
            c.is(class::NOMINAL) || c.sub() == Some(Sub::Nominal) || self.is_decision(k)
        });
        let verbs = (verb + 2..named).any(|k| self.chunks[k].has(part::VERB_TRIGGER));
        let last = *self.coordinated_right(named).last()?;
        let of = self.chunks.get(last + 1)?.prep() == Some(Prep::Of);
        let owned = act && verbs && of && self.names_state(last + 2);
        owned.then_some(last + 2)
    }

    /// The owner of a stance on somebody: `V chính sách đối với A của B`, where A stands at `named`
    /// behind `prep`.
    pub(crate) fn owner_of_stance(&self, prep: Option<Prep>, named: usize) -> Option<usize> {
        let on = matches!(prep?, Prep::Against | Prep::With | Prep::About | Prep::To);
        let last = *self.coordinated_right(named).last()?;
        let of = self.chunks.get(last + 1)?.prep() == Some(Prep::Of);
        let stance = on && of && self.names_state(named) && self.names_state(last + 2);
        stance.then_some(last + 2)
    }

    /// `V lời kêu gọi của A và đề xuất của B`: adds those whose things follow behind `và`.
    pub(crate) fn add_owners(&self, list: &mut Few<usize>) {
        while let Some(&last) = list.last() {
            let joined = self.chunks.get(last + 1).is_some_and(|c| c.is(class::AND));
            let end = self.chunks.len().min(last + 9);
            let of = (last + 2..end).find(|&k| {
                let c = &self.chunks[k];
                !c.is_plain() && !c.is(class::NOMINAL)
            });
            let owned = |&of: &usize| {
                let one_clause = self.chunks[of].clause == self.chunks[last].clause;
                let is_of = self.chunks[of].prep() == Some(Prep::Of);
                is_of && one_clause && of > last + 2 && self.names_state(of + 1)
            };
            let Some(of) = of.filter(|of| joined && owned(of)) else {
                return;
            };
            list.extend(self.coordinated_right(of + 1));
        }
    }

    /// True for a person who is named.
    pub(crate) fn is_person(&self, chunk: usize) -> bool {
        self.kind(chunk) == Some(ActorKind::Person)
    }

    /// True for a word like `quyết định`.
    pub(crate) fn is_decision(&self, chunk: usize) -> bool {
        let words = self.words(chunk);
        self.view.grammar.is(Ask::Resolve, words)
    }

    /// `đánh giá cao | vai trò, vị thế | của A`, `cảm ơn | sự ủng hộ và giúp đỡ | của A`: the `của`
    /// to which the joint at `joint` leads through nouns alone.
    pub(crate) fn of_behind_nouns(&self, verb: usize, joint: usize) -> Option<usize> {
        if !self.chunks[joint].joins() || joint == verb + 1 {
            return None;
        }
        let of = (joint + 1..self.chunks.len().min(joint + 9))
            .find(|&k| self.chunks[k].prep() == Some(Prep::Of))?;
        let noun = |k: usize| {
            let c = &self.chunks[k];
            let ends = k + 1 == of || self.chunks[k + 1].joins();
            c.is_plain() || c.joins() || c.is(class::NOMINAL) || ends && c.triggers()
        };
        let one_clause = self.chunks[of].clause == self.chunks[verb].clause;
        (one_clause && self.is_named_at(of + 1) && (joint + 1..of).all(noun)).then_some(of)
    }

    /// True for a verb that a list of nouns makes one: `sự quan tâm, ủng hộ | của A`.
    pub(crate) fn is_listed_noun(&self, verb: usize) -> bool {
        let of = self.chunks.get(verb + 1).map(|c| c.prep());
        if of != Some(Some(Prep::Of)) {
            return false;
        }
        let mut k = verb;
        while k > 0 && k + 8 > verb {
            k -= 1;
            let c = &self.chunks[k];
            if c.is(class::NOMINAL) {
                return k + 1 < verb;
            }
            let inside = c.joins() || c.is_plain() || self.chunks[k + 1].joins() && c.triggers();
            if !inside {
                return false;
            }
        }
        false
    }
}
