//! What the dictionary finds at each token of a text, looked up once for phrases and places.

use super::names::{Entry, Names};
use crate::extract::token::{Begins, Token, begins};

/// A phrase of the dictionary may begin.
pub(super) const NAME: Begins = begins::NAME | begins::CAPITAL_NAME;

/// The longest phrase at each token, whatever sentence it ends in.
pub(super) struct Finds<'n, 't> {
    names: &'n Names,
    tokens: &'t [Token],
    /// By token: one more than the number of its find, 0 where no phrase begins.
    numbers: Vec<u32>,
    found: Vec<Find<'n>>,
}

/// A phrase of the dictionary in a text.
#[derive(Clone, Copy)]
pub(super) struct Find<'n> {
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// What the phrase may be.
    pub(super) entries: &'n [Entry],
}

impl<'n, 't> Finds<'n, 't> {
    pub(super) fn new(names: &'n Names, tokens: &'t [Token]) -> Self {
        let mut numbers = vec![0; tokens.len()];
        let mut found = Vec::with_capacity(tokens.len() / 4);
        for (i, (number, token)) in numbers.iter_mut().zip(tokens).enumerate() {
            // Most words begin no name.
            if token.begins(NAME)
                && let Some(phrase) = names.phrases.longest(tokens, i)
            {
                found.push(Find {
                    start: i,
                    end: phrase.end,
                    entries: phrase.values,
                });
                *number = found.len() as u32;
            }
        }
        Self {
            names,
            tokens,
            numbers,
            found,
        }
    }

    /// True where a phrase begins at a token.
    #[inline]
    pub(super) fn begins(&self, token: usize) -> bool {
        self.numbers.get(token).is_some_and(|number| *number != 0)
    }

    /// All of them, in reading order; some stand inside others.
    pub(super) fn all(&self) -> &[Find<'n>] {
        &self.found
    }

    /// The longest phrase at a token that ends before `limit`.
    #[inline]
    pub(super) fn within(&self, token: usize, limit: usize) -> Option<(usize, &'n [Entry])> {
        let number = *self.numbers.get(token)? as usize;
        let found = self.found.get(number.checked_sub(1)?)?;
        if found.end <= limit {
            return Some((found.end, found.entries));
        }
        let shorter = self.names.phrases.longest(&self.tokens[..limit], token)?;
        Some((shorter.end, shorter.values))
    }
}
