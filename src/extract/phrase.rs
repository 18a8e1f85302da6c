//! A dictionary of phrases over word ids: longest match at a token, in time of the match's length.
//!
//! A word written with a capital in the dictionary (`Nga`, `Anh`) matches only a capital in the
//! text, so that `nga` and `anh` stay common words; a lower-case word matches any case.

use super::token::{Begins, Token, Tokens, UNKNOWN, Vocabulary, WordId};

/// Edge label flag: the text's word must begin with a capital.
const CAPITAL: u32 = 1 << 30;

/// Phrases with values of type `V`; a phrase may have several.
#[derive(Debug)]
pub struct Phrases<V> {
    /// By word id: where the phrases that begin with the word go on.
    first: Vec<First>,
    /// Marks with which a phrase begins, and where it goes on.
    marks: Vec<(WordId, u32)>,
    /// The nodes behind first words, which are looked at most, close to each other.
    heads: Vec<Node>,
    /// The others.
    nodes: Vec<Node>,
    edges: Edges,
    /// The values of the phrases, for the nodes where they end.
    values: Vec<Vec<V>>,
    /// What the first word of a phrase is noted to begin: in any case, and with a capital.
    begins: [Begins; 2],
}

/// Numbers of nodes from here on are those of heads.
const HEAD: u32 = 1 << 31;

/// The heads behind a first word; the first, which is empty, where there is none.
#[derive(Clone, Copy, Debug, Default)]
struct First {
    /// The word in any case.
    any: u32,
    /// With a capital.
    capital: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// A bit for each label of its edges, several labels sharing one. A look at them spares nearly
    /// every lookup of an edge that is not there.
    labels: u64,
    /// Where the values of the phrase stand that ends here, from 1; 0 for none.
    end: u32,
}

impl<V> Default for Phrases<V> {
    fn default() -> Self {
        Self {
            first: Vec::new(),
            marks: Vec::new(),
            heads: vec![Node::default()],
            nodes: vec![Node::default()],
            edges: Edges::default(),
            values: Vec::new(),
            begins: [0; 2],
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
    /// A dictionary whose phrases are noted with their first words, in any case or with a capital.
    pub fn noted(any: Begins, capital: Begins) -> Self {
        Self {
            begins: [any, capital],
            ..Self::default()
        }
    }

    /// Adds `form`, whose words join `vocabulary`. A form without words or marks is ignored.
    pub fn insert(&mut self, form: &str, value: V, vocabulary: &mut Vocabulary) {
        let mut tokens = Tokens::new(form, vocabulary).tokens.into_owned();
        for token in tokens.iter_mut().filter(|token| token.word == UNKNOWN) {
            token.word = vocabulary.intern(&form[token.bytes()]);
        }
        let Some((first, rest)) = tokens.split_first() else {
            return;
        };
        vocabulary.note(first, self.begins[usize::from(first.is_capital())]);
        let mut node = HEAD + self.first_or_add(first);
        for token in rest {
            let label = token.word | if token.is_capital() { CAPITAL } else { 0 };
            let fresh = self.nodes.len() as u32;
            self.node_mut(node).labels |= label_bit(label);
            node = self.edges.follow_or_add(node, label, fresh);
            if node == fresh {
                self.nodes.push(Node::default());
            }
        }
        let end = self.node(node).end;
        match self.values.get_mut((end as usize).wrapping_sub(1)) {
            Some(values) => values.push(value),
            None => {
                self.values.push(vec![value]);
                self.node_mut(node).end = self.values.len() as u32;
            }
        }
    }

    #[inline]
    fn node(&self, number: u32) -> Node {
        match number.checked_sub(HEAD) {
            Some(head) => self.heads[head as usize],
            None => self.nodes[number as usize],
        }
    }

    fn node_mut(&mut self, number: u32) -> &mut Node {
        match number.checked_sub(HEAD) {
            Some(head) => &mut self.heads[head as usize],
            None => &mut self.nodes[number as usize],
        }
    }

    fn add_head(&mut self) -> u32 {
        self.heads.push(Node::default());
        self.heads.len() as u32 - 1
    }

    /// The head behind the first word or mark of a phrase.
    fn first_or_add(&mut self, token: &Token) -> u32 {
        if !token.is_word() {
            if let Some((_, node)) = self.marks.iter().find(|(mark, _)| *mark == token.word) {
                return *node;
            }
            let node = self.add_head();
            self.marks.push((token.word, node));
            return node;
        }
        let word = token.word as usize;
        if self.first.len() <= word {
            self.first.resize(word + 1, First::default());
        }
        let known = match token.is_capital() {
            true => self.first[word].capital,
            false => self.first[word].any,
        };
        if known != 0 {
            return known;
        }
        let node = self.add_head();
        match token.is_capital() {
            true => self.first[word].capital = node,
            false => self.first[word].any = node,
        }
        node
    }

    /// The longest phrase that begins at token `at`.
    #[inline(always)]
    pub fn longest(&self, tokens: &[Token], at: usize) -> Option<Found<'_, V>> {
        let first = self.first(tokens.get(at)?)?;
        let next = tokens.get(at + 1).map_or(0, labels_of);
        let capital = self.heads[first.capital as usize];
        let any = self.heads[first.any as usize];
        let alone = match capital.end {
            0 => any.end,
            end => end,
        };
        let mut best = (at + 1, alone);
        // Most first words are not followed by a phrase's second.
        if (capital.labels | any.labels) & next != 0 {
            best = self.longer(first, tokens, at, best);
        }
        let (end, values) = best;
        let values = self.values.get((values as usize).wrapping_sub(1))?;
        Some(Found { end, values })
    }

    /// The longest of the phrases behind first words, by its end and values; `best` is that of one word.
    #[inline(never)] // so that what most words need stays small enough to be inlined
    fn longer(
        &self,
        first: First,
        tokens: &[Token],
        at: usize,
        mut best: (usize, u32),
    ) -> (usize, u32) {
        for head in [first.capital, first.any] {
            if head != 0 {
                self.walk(HEAD + head, tokens, at + 1, &mut best);
            }
        }
        best
    }

    /// The nodes behind a token, if any phrase begins with it.
    #[inline]
    fn first(&self, token: &Token) -> Option<First> {
        let Some(first) = self.first.get(token.word as usize) else {
            return self.first_mark(token);
        };
        let capital = match first.capital {
            bound if bound != 0 && token.is_capital() => bound,
            _ => 0,
        };
        let any = first.any;
        (capital | any != 0).then_some(First { any, capital })
    }

    fn first_mark(&self, token: &Token) -> Option<First> {
        let found = self.marks.iter().find(|(mark, _)| *mark == token.word);
        found.map(|(_, node)| First {
            any: *node,
            capital: 0,
        })
    }

    /// Goes on from `node` with token `at` as far as phrases do; `best` is the end and the values of
    /// the longest so far, which only a longer one replaces: of two that end together the one whose
    /// capitals bind is found first.
    fn walk(&self, node: u32, tokens: &[Token], at: usize, best: &mut (usize, u32)) {
        let (mut node, mut at) = (node, at);
        loop {
            let Node { labels, end } = self.node(node);
            if end != 0 && at > best.0 {
                *best = (at, end);
            }
            if labels == 0 {
                return;
            }
            let Some(token) = tokens.get(at) else { return };
            let next = |label: u32| {
                (labels & label_bit(label) != 0)
                    .then(|| self.edges.follow(node, label))
                    .flatten()
            };
            let any = next(token.word);
            let capital = match token.is_capital() {
                true => next(token.word | CAPITAL),
                false => None,
            };
            at += 1;
            node = match (capital, any) {
                (Some(capital), Some(any)) => {
                    self.walk(capital, tokens, at, best);
                    any
                }
                (Some(only), None) | (None, Some(only)) => only,
                (None, None) => return,
            };
        }
    }
}

/// The bits of the labels under which a token may be an edge.
#[inline]
fn labels_of(token: &Token) -> u64 {
    let capital = match token.is_capital() {
        true => label_bit(token.word | CAPITAL),
        false => 0,
    };
    label_bit(token.word) | capital
}

/// The bit of a label among those of a node.
#[inline]
fn label_bit(label: u32) -> u64 {
    1 << (label.wrapping_mul(0x9e37_79b1) >> 26)
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
    #[inline]
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
    #[inline]
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
