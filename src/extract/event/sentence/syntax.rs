//! What a chunk is to its sentence: a predicate, a word that points back, a verb that hands over or leaves
//! its subject out.

use super::Sentence;
use crate::extract::actor::ActorKind;
use crate::extract::event::words::{Ask, class, part};

impl Sentence<'_> {
    /// True for a word that points back: `này`, `nói trên`.
    pub(crate) fn points_back(&self, chunk: usize) -> bool {
        let words = self.words(chunk);
        self.view.grammar.is(Ask::Back, words)
    }

    /// The same where the clause goes on so; `trên` before a name is no such word.
    pub(crate) fn points_back_at(&self, chunk: usize) -> bool {
        chunk < self.chunks.len() && self.points_back(chunk) && !self.is_named_at(chunk + 1)
    }

    /// True where the verb has no words of its own for a subject.
    pub(crate) fn leaves_out_subject(&self, verb: usize) -> bool {
        let start = self.clause_of(verb).chunks.start;
        let mut k = verb;
        while k > start {
            k -= 1;
            let c = &self.chunks[k];
            if c.is(class::SPEAKER) {
                return true;
            }
            if c.joins() || c.has(part::MARK) {
                return true;
            }
            if !self.is_adverbial(k) && c.sub().is_none() {
                return false;
            }
        }
        true
    }

    /// `Ông đã hội đàm với …` where nothing says who he is: an unresolved person right before the verb.
    pub(crate) fn has_pronoun_for_subject(&self, verb: usize) -> bool {
        let start = self.clause_of(verb).chunks.start;
        let before = (start..verb).rev().find(|&k| !self.is_adverbial(k));
        before.and_then(|k| self.mention(k)).is_some_and(|m| {
            let words = self.view.tokens.slice(m.tokens.clone());
            m.kind == ActorKind::Anaphor
                && m.parties.is_empty()
                && self.view.grammar.begins(Ask::Person, &words.to_lowercase())
        })
    }

    /// A verb, or a light verb in front of a noun.
    #[inline]
    pub(crate) fn is_predicate(&self, chunk: usize) -> bool {
        self.chunks[chunk].has(part::PREDICATE)
    }

    /// Verbs whose object is the subject of the next verb: `yêu cầu A rút quân`, `A cho biết B đã …`.
    pub(super) fn hands_over(&self, verb: usize) -> bool {
        self.chunks[verb].has(part::HANDS_OVER)
    }

    /// True where a verb follows, with but adverbs in front of it.
    pub(crate) fn begins_verb(&self, from: usize) -> bool {
        let k = self.after_adverbials(from);
        self.chunks.get(k).is_some_and(|_| self.is_predicate(k))
    }
}
