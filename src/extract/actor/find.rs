//! What the dictionary finds at each token of a text, looked up once for phrases and places.

use super::names::{Entry, Names};
use crate::extract::token::{Begins, Shape, Token, begins};

/// A phrase of the dictionary may begin.
const NAME: Begins = begins::NAME | begins::CAPITAL_NAME;

/// The longest phrase at each token, whatever sentence it ends in.
pub(super) struct Finds<'n, 't> {
    names: &'n Names,
    tokens: &'t [Token],
    /// By token: one more than the number of its find, 0 where no phrase begins.
    numbers: Vec<u32>,
    found: Vec<Find<'n>>,
    /// Where one of them begins or a name may that is in no dictionary.
    stops: Vec<u32>,
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
        // Most words begin no name, and which do cannot be foreseen: they are left out without a
        // branch, one sieve after the other.
        let phrases = &names.phrases;
        let stops = chosen(0..tokens.len() as u32, |i| {
            let token = &tokens[i as usize];
            token.begins(NAME) | is_capital(token)
        });
        let begun = chosen(stops.iter().copied(), |i| {
            phrases.may_begin(tokens, i as usize)
        });
        let mut numbers = vec![0; tokens.len()];
        let mut found = Vec::with_capacity(begun.len());
        for i in begun {
            let start = i as usize;
            if let Some(phrase) = phrases.longest(tokens, start) {
                found.push(Find {
                    start,
                    end: phrase.end,
                    entries: phrase.values,
                });
                numbers[start] = found.len() as u32;
            }
        }
        let stops = chosen(stops.iter().copied(), |i| {
            (numbers[i as usize] != 0) | is_capital(&tokens[i as usize])
        });
        Self {
            names,
            tokens,
            numbers,
            found,
            stops,
        }
    }

    /// Where a phrase begins or a name may that is in no dictionary, in reading order.
    pub(super) fn stops(&self) -> &[u32] {
        &self.stops
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
        self.shorter(token, limit)
    }

    #[inline(never)] // rare, and long
    fn shorter(&self, token: usize, limit: usize) -> Option<(usize, &'n [Entry])> {
        let shorter = self.names.phrases.longest(&self.tokens[..limit], token)?;
        Some((shorter.end, shorter.values))
    }
}

/// A name may begin, whether or not the dictionary has it.
fn is_capital(token: &Token) -> bool {
    matches!(token.shape, Shape::Capital)
}

/// Those that fit, gathered without a branch for each.
fn chosen(all: impl ExactSizeIterator<Item = u32>, fits: impl Fn(u32) -> bool) -> Vec<u32> {
    let mut chosen = vec![0; all.len()];
    let mut count = 0;
    for i in all {
        // Never behind the end, since no more were seen.
        if let Some(place) = chosen.get_mut(count) {
            *place = i;
        }
        count += usize::from(fits(i));
    }
    chosen.truncate(count);
    chosen
}
