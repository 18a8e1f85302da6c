//! Phrases of which one must, or none may, stand near a trigger.

use crate::extract::token::{Token, WordId};

/// A list of phrases, asked for among a few dozen tokens at a time.
///
/// Most lists hold tens of phrases and most tokens begin none, so one look at a small set of bits
/// settles nearly every token.
#[derive(Debug, Default)]
pub(crate) struct Near {
    /// In the order of their first words.
    phrases: Vec<Box<[WordId]>>,
    /// By hashed word: some phrase begins with it.
    begins: [u64; 4],
}

impl Near {
    /// Compiles phrases; one without words is never found.
    pub(crate) fn new(phrases: impl IntoIterator<Item = Box<[WordId]>>) -> Self {
        let phrases = phrases.into_iter().filter(|phrase| !phrase.is_empty());
        let mut near = Self {
            phrases: phrases.collect(),
            begins: [0; 4],
        };
        near.phrases.sort_by_key(|phrase| phrase[0]);
        for phrase in &near.phrases {
            let (block, bit) = place(phrase[0]);
            near.begins[block] |= bit;
        }
        near
    }

    /// True where the list is empty: nothing is asked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// True where one of the phrases stands among the tokens.
    pub(crate) fn stands_in(&self, tokens: &[Token]) -> bool {
        tokens.iter().enumerate().any(|(i, token)| {
            let (block, bit) = place(token.word);
            self.begins[block] & bit != 0 && self.begins_at(&tokens[i..], token.word)
        })
    }

    /// True where one of the phrases begins the tokens.
    pub(crate) fn begins(&self, tokens: &[Token]) -> bool {
        tokens
            .first()
            .is_some_and(|first| self.begins_at(tokens, first.word))
    }

    fn begins_at(&self, tokens: &[Token], first: WordId) -> bool {
        let from = self.phrases.partition_point(|phrase| phrase[0] < first);
        self.phrases[from..]
            .iter()
            .take_while(|phrase| phrase[0] == first)
            .filter(|phrase| phrase.len() <= tokens.len())
            .any(|phrase| phrase.iter().zip(tokens).all(|(word, t)| *word == t.word))
    }
}

/// The phrases of several lists, of which few words begin one.
#[derive(Debug, Default)]
pub(crate) struct Objects {
    phrases: Near,
    firsts: FirstWords,
}

impl Objects {
    /// Those of all `lists`.
    pub(crate) fn new<'n>(lists: impl Iterator<Item = &'n Near>) -> Self {
        let phrases = Near::new(lists.flat_map(|list| list.phrases.iter().cloned()));
        let mut firsts = FirstWords::default();
        for phrase in &phrases.phrases {
            firsts.add(phrase[0]);
        }
        Self { phrases, firsts }
    }

    /// True where one of the phrases stands among the tokens.
    pub(crate) fn stands_in(&self, tokens: &[Token]) -> bool {
        tokens.iter().enumerate().any(|(i, token)| {
            token.is_word()
                && self.firsts.has(token)
                && self.phrases.begins_at(&tokens[i..], token.word)
        })
    }
}

/// Where the bit of a word stands.
fn place(word: WordId) -> (usize, u64) {
    (word as usize / 64 % 4, 1 << (word % 64))
}

/// The words with which some phrases of a dictionary begin, a bit each.
#[derive(Debug, Default)]
pub(crate) struct FirstWords(Vec<u64>);

impl FirstWords {
    /// Adds the first token of a phrase; marks are taken for first words, whichever.
    pub(crate) fn add_first(&mut self, first: &Token) {
        if first.is_word() {
            self.add(first.word);
        }
    }

    /// Adds the first word of a phrase.
    pub(crate) fn add(&mut self, first: WordId) {
        let block = first as usize / 64;
        self.0.resize(self.0.len().max(block + 1), 0);
        self.0[block] |= 1 << (first % 64);
    }

    /// False where surely no phrase begins with a token.
    pub(crate) fn has(&self, token: &Token) -> bool {
        let block = self.0.get(token.word as usize / 64);
        !token.is_word() || block.is_some_and(|bits| bits >> (token.word % 64) & 1 != 0)
    }
}
