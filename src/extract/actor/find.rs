//! What the dictionary finds at each token of a text, looked up once for phrases and places.

use super::names::{Entry, Names};
use crate::extract::token::Token;

/// The longest phrase at each token, whatever sentence it ends in.
pub(super) struct Finds<'n, 't> {
    names: &'n Names,
    tokens: &'t [Token],
    /// By token: one more than the number of its find, 0 where no phrase begins.
    numbers: Vec<u32>,
    found: Vec<(usize, &'n [Entry])>,
}

impl<'n, 't> Finds<'n, 't> {
    pub(super) fn new(names: &'n Names, tokens: &'t [Token]) -> Self {
        let mut numbers = vec![0; tokens.len()];
        let mut found = Vec::with_capacity(tokens.len() / 4);
        for (i, number) in numbers.iter_mut().enumerate() {
            if let Some(phrase) = names.phrases.longest(tokens, i) {
                found.push((phrase.end, phrase.values));
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

    /// The longest phrase at a token, with its end.
    #[inline]
    pub(super) fn at(&self, token: usize) -> Option<(usize, &'n [Entry])> {
        let number = *self.numbers.get(token)? as usize;
        self.found.get(number.checked_sub(1)?).copied()
    }

    /// The longest phrase at a token that ends before `limit`.
    #[inline]
    pub(super) fn within(&self, token: usize, limit: usize) -> Option<(usize, &'n [Entry])> {
        let found = self.at(token)?;
        if found.0 <= limit {
            return Some(found);
        }
        let shorter = self.names.phrases.longest(&self.tokens[..limit], token)?;
        Some((shorter.end, shorter.values))
    }
}
