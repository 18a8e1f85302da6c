//! A dictionary of phrases over word ids: longest match at a token, in time of the match's length.
//!
//! A word written with a capital in the dictionary (`Nga`, `Anh`) matches only a capital in the
//! text, so that `nga` and `anh` stay common words; a lower-case word matches any case.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::token::{Token, Tokens, Vocabulary};

/// Edge label flag: the text's word must begin with a capital.
const CAPITAL: u32 = 1 << 30;

/// Phrases with values of type `V`; a phrase may have several.
#[derive(Debug)]
pub struct Phrases<V> {
    edges: HashMap<u64, u32, BuildHasherDefault<EdgeHasher>>,
    ends: Vec<Vec<V>>,
    /// By word id: some phrase begins with it. Marks are looked up in the edges.
    begins: Vec<bool>,
}

impl<V> Default for Phrases<V> {
    fn default() -> Self {
        Self {
            edges: HashMap::default(),
            ends: vec![Vec::new()],
            begins: Vec::new(),
        }
    }
}

/// A phrase found at a token.
#[derive(Debug)]
pub struct Found<'p, V> {
    /// One past its last token.
    pub end: usize,
    /// Its values, in the order they were added.
    pub values: &'p [V],
}

impl<V> Phrases<V> {
    /// Adds `form`, whose words join `vocabulary`. A form without words or marks is ignored.
    pub fn insert(&mut self, form: &str, value: V, vocabulary: &mut Vocabulary) {
        for token in &Tokens::new(form, &Vocabulary::default()).tokens {
            if token.is_word() {
                vocabulary.intern(&form[token.bytes()]);
            }
        }
        let tokens = Tokens::new(form, vocabulary).tokens;
        let Some(first) = tokens.first() else { return };
        if first.is_word() {
            let id = first.word as usize;
            if self.begins.len() <= id {
                self.begins.resize(id + 1, false);
            }
            self.begins[id] = true;
        }
        let mut node = 0;
        for token in &tokens {
            let label = token.word | if token.is_capital() { CAPITAL } else { 0 };
            let fresh = self.ends.len() as u32;
            node = *self.edges.entry(edge(node, label)).or_insert(fresh);
            if node == fresh {
                self.ends.push(Vec::new());
            }
        }
        self.ends[node as usize].push(value);
    }

    /// The longest phrase that begins at token `at`.
    pub fn longest(&self, tokens: &[Token], at: usize) -> Option<Found<'_, V>> {
        let first = tokens.get(at)?;
        if first.is_word()
            && !self
                .begins
                .get(first.word as usize)
                .copied()
                .unwrap_or(false)
        {
            return None;
        }
        let (end, node) = self.walk(0, tokens, at)?;
        Some(Found {
            end,
            values: &self.ends[node as usize],
        })
    }

    fn walk(&self, node: u32, tokens: &[Token], at: usize) -> Option<(usize, u32)> {
        let token = tokens.get(at)?;
        let step = |label| {
            let next = *self.edges.get(&edge(node, label))?;
            self.walk(next, tokens, at + 1)
                .or_else(|| (!self.ends[next as usize].is_empty()).then_some((at + 1, next)))
        };
        let exact = if token.is_capital() {
            step(token.word | CAPITAL)
        } else {
            None
        };
        let any = step(token.word);
        match (exact, any) {
            (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
            (a, b) => a.or(b),
        }
    }
}

fn edge(node: u32, label: u32) -> u64 {
    (u64::from(node) << 32) | u64::from(label)
}

/// Multiplies and folds: edges are already well spread, and lookups dominate.
#[derive(Debug, Default)]
pub struct EdgeHasher(u64);

impl Hasher for EdgeHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.write_u64(u64::from(b));
        }
    }

    fn write_u64(&mut self, value: u64) {
        let wide = u128::from(value ^ self.0) * 0x9E37_79B9_7F4A_7C15;
        self.0 = (wide >> 64) as u64 ^ wide as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins_and_capitals_bind() {
        let mut words = Vocabulary::default();
        let mut phrases = Phrases::default();
        phrases.insert("Hàn Quốc", "KOR", &mut words);
        phrases.insert("Nga", "RUS", &mut words);
        phrases.insert("Đại sứ quán Nga", "embassy", &mut words);
        phrases.insert("Nga - Triều", "pair", &mut words);
        let find = |text: &str| {
            let tokens = Tokens::new(text, &words);
            phrases
                .longest(&tokens.tokens, 0)
                .map(|f| (f.end, f.values[0]))
        };
        assert_eq!(find("Nga và Mỹ"), Some((1, "RUS")));
        assert_eq!(find("nga"), None);
        assert_eq!(find("NGA"), Some((1, "RUS")));
        assert_eq!(find("Đại sứ quán Nga tại"), Some((4, "embassy")));
        assert_eq!(find("Đại sứ quán nga"), None);
        assert_eq!(find("Nga - Triều Tiên"), Some((3, "pair")));
        assert_eq!(find("Hàn"), None);
    }
}
