//! The contexts of an act: what the pattern implies, what its sentence names, and what the
//! article names again and again.

use std::ops::Range;

use super::ontology::CONTEXTS;
use crate::extract::phrase::{Forms, Phrases};
use crate::extract::token::{Tokens, Vocabulary, begins};
use crate::lexicon::{Lexicon, LexiconError};

/// How often an article must name a context for it to be the article's own.
const OFTEN: usize = 4;

/// Context words, compiled.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    phrases: Phrases<u8>,
}

/// A set of contexts: bit `i` for `CONTEXTS[i]`.
pub(super) type Set = u64;

/// Where a text names which context.
#[derive(Debug, Default)]
pub(super) struct Named {
    hits: Vec<(usize, u8)>,
}

impl Contexts {
    pub(super) fn new(lexicon: &Lexicon, words: &mut Vocabulary) -> Result<Self, LexiconError> {
        let mut forms = Forms::noted(begins::CONTEXT, begins::CONTEXT);
        for row in lexicon.table("contexts") {
            let name = row.get("context");
            let number = CONTEXTS
                .iter()
                .position(|c| *c == name)
                .ok_or_else(|| row.error(format!("`{name}` is no context")))?;
            forms.insert(row.get("form"), number as u8, words);
        }
        let phrases = forms.into();
        Ok(Self { phrases })
    }

    /// The context words of a text, in order.
    pub(super) fn read(&self, text: &Tokens) -> Named {
        let mut hits = Vec::new();
        let mut past = 0;
        for (i, token) in text.tokens.iter().enumerate() {
            if token.begins(begins::CONTEXT)
                && i >= past
                && let Some(found) = self.phrases.longest(&text.tokens, i)
            {
                hits.extend(found.values.iter().map(|&c| (i, c)));
                past = found.end;
            }
        }
        Named { hits }
    }
}

impl Named {
    /// The contexts named in a token range.
    pub(super) fn within(&self, tokens: &Range<usize>) -> Set {
        let from = self.hits.partition_point(|h| h.0 < tokens.start);
        self.hits[from..]
            .iter()
            .take_while(|h| h.0 < tokens.end)
            .fold(0, |set, h| set | 1 << h.1)
    }
}

/// The contexts that an article names often.
pub(super) fn topics(texts: &[Named]) -> Set {
    let mut counts = [0usize; CONTEXTS.len()];
    for (_, context) in texts.iter().flat_map(|t| &t.hits) {
        if let Some(count) = counts.get_mut(usize::from(*context)) {
            *count += 1;
        }
    }
    counts
        .iter()
        .enumerate()
        .filter(|(_, n)| **n >= OFTEN)
        .fold(0, |set, (i, _)| set | 1 << i)
}

/// The contexts of these names.
pub(super) fn set(names: &[&str]) -> Set {
    let numbers = names
        .iter()
        .filter_map(|n| CONTEXTS.iter().position(|c| c == n));
    numbers.fold(0, |set, i| set | 1 << i)
}

/// The names of a set, in the ontology's order.
pub(super) fn names(set: Set) -> Vec<&'static str> {
    let mut names = Vec::with_capacity(set.count_ones() as usize);
    let mut rest = set;
    while let Some(name) = CONTEXTS.get(rest.trailing_zeros() as usize) {
        names.push(*name);
        rest &= rest - 1;
    }
    names
}
