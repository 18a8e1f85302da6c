//! A dictionary of phrases over word ids: longest match at a token, in time of the match's length.
//!
//! A word written with a capital in the dictionary (`Nga`, `Anh`) matches only a capital in the
//! text, so that `nga` and `anh` stay common words; a lower-case word matches any case.

use super::token::{Token, Tokens, Vocabulary, WordId};

/// Edge label flag: the text's word must begin with a capital.
const CAPITAL: u32 = 1 << 30;

/// Phrases with values of type `V`; a phrase may have several.
#[derive(Debug)]
pub struct Phrases<V> {
    edges: Edges,
    ends: Vec<Vec<V>>,
    /// By node: a bit for each label of its edges, several labels sharing one. A look at them spares
    /// nearly every lookup of an edge that is not there.
    labels: Vec<u64>,
    /// By word id, a bit each: some phrase begins with the word in any case, or with a capital.
    begins: [Vec<u64>; 2],
    /// Marks with which a phrase begins.
    marks: Vec<WordId>,
}

impl<V> Default for Phrases<V> {
    fn default() -> Self {
        Self {
            edges: Edges::default(),
            ends: vec![Vec::new()],
            labels: vec![0],
            begins: [Vec::new(), Vec::new()],
            marks: Vec::new(),
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
        for token in Tokens::new(form, &Vocabulary::default()).tokens.iter() {
            if token.is_word() {
                vocabulary.intern(&form[token.bytes()]);
            }
        }
        let tokens = Tokens::new(form, vocabulary).tokens;
        let Some(first) = tokens.first() else { return };
        if first.is_word() {
            let (block, bit) = bit(first.word);
            let begins = &mut self.begins[usize::from(first.is_capital())];
            if begins.len() <= block {
                begins.resize(block + 1, 0);
            }
            begins[block] |= bit;
        } else if !self.marks.contains(&first.word) {
            self.marks.push(first.word);
        }
        let mut node = 0;
        for token in tokens.iter() {
            let label = token.word | if token.is_capital() { CAPITAL } else { 0 };
            let fresh = self.ends.len() as u32;
            self.labels[node as usize] |= label_bit(label);
            node = self.edges.follow_or_add(node, label, fresh);
            if node == fresh {
                self.ends.push(Vec::new());
                self.labels.push(0);
            }
        }
        self.ends[node as usize].push(value);
    }

    /// The longest phrase that begins at token `at`.
    pub fn longest(&self, tokens: &[Token], at: usize) -> Option<Found<'_, V>> {
        let first = tokens.get(at)?;
        let any = self.begins_with(first);
        let exact = first.is_capital() && has(&self.begins[1], first.word);
        if !any && !exact {
            return None;
        }
        let exact = exact.then(|| self.step(0, first.word | CAPITAL, tokens, at));
        let any = any.then(|| self.step(0, first.word, tokens, at));
        let (end, node) = longer(exact.flatten(), any.flatten())?;
        Some(Found {
            end,
            values: &self.ends[node as usize],
        })
    }

    /// True where some phrase begins with the token, be its first letter a capital or not.
    fn begins_with(&self, token: &Token) -> bool {
        if token.is_word() {
            has(&self.begins[0], token.word)
        } else {
            self.marks.contains(&token.word)
        }
    }

    /// The longest phrase that goes on from `node` with token `at` under `label`.
    fn step(&self, node: u32, label: u32, tokens: &[Token], at: usize) -> Option<(usize, u32)> {
        if self.labels[node as usize] & label_bit(label) == 0 {
            return None;
        }
        let next = self.edges.follow(node, label)?;
        self.walk(next, tokens, at + 1)
            .or_else(|| (!self.ends[next as usize].is_empty()).then_some((at + 1, next)))
    }

    fn walk(&self, node: u32, tokens: &[Token], at: usize) -> Option<(usize, u32)> {
        let token = tokens.get(at)?;
        if self.labels[node as usize] == 0 {
            return None;
        }
        let exact = if token.is_capital() {
            self.step(node, token.word | CAPITAL, tokens, at)
        } else {
            None
        };
        longer(exact, self.step(node, token.word, tokens, at))
    }
}

/// The match that ends later; the first where both end together.
fn longer(exact: Option<(usize, u32)>, any: Option<(usize, u32)>) -> Option<(usize, u32)> {
    match (exact, any) {
        (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// The bit of a label among those of a node.
fn label_bit(label: u32) -> u64 {
    1 << (label.wrapping_mul(0x9e37_79b1) >> 26)
}

fn has(bits: &[u64], word: WordId) -> bool {
    let (block, bit) = bit(word);
    bits.get(block).is_some_and(|bits| bits & bit != 0)
}

/// Where the bit of a word stands.
fn bit(word: WordId) -> (usize, u64) {
    (word as usize / 64, 1 << (word % 64))
}

/// The edges of all nodes in one table of open addresses: most lookups end at the first slot.
#[derive(Debug, Default)]
struct Edges {
    slots: Vec<Edge>,
    len: usize,
}

/// From a node by a label to the next node; free while `next` is 0, to which no edge leads.
#[derive(Clone, Copy, Debug, Default)]
struct Edge {
    node: u32,
    label: u32,
    next: u32,
}

impl Edges {
    fn follow(&self, node: u32, label: u32) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let edge = self.slots[self.slot(node, label)];
        (edge.next != 0).then_some(edge.next)
    }

    /// The node that the edge leads to, which is `fresh` where there was none.
    fn follow_or_add(&mut self, node: u32, label: u32, fresh: u32) -> u32 {
        if self.slots.len() <= 2 * self.len {
            self.grow();
        }
        let at = self.slot(node, label);
        let edge = &mut self.slots[at];
        if edge.next == 0 {
            (edge.node, edge.label, edge.next) = (node, label, fresh);
            self.len += 1;
        }
        edge.next
    }

    fn grow(&mut self) {
        let room = (self.slots.len() * 2).max(16);
        let old = std::mem::replace(&mut self.slots, vec![Edge::default(); room]);
        for edge in old.into_iter().filter(|edge| edge.next != 0) {
            let at = self.slot(edge.node, edge.label);
            self.slots[at] = edge;
        }
    }

    /// The slot of an edge, or the free one where it would stand. There is always a free one.
    fn slot(&self, node: u32, label: u32) -> usize {
        let mask = self.slots.len() - 1;
        let key = u64::from(node) << 32 | u64::from(label);
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        loop {
            let edge = &self.slots[at];
            if edge.next == 0 || (edge.node == node && edge.label == label) {
                return at;
            }
            at = (at + 1) & mask;
        }
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
