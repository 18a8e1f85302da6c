//! A dictionary of phrases over word ids: longest match at a token, in time of the match's length.
//!
//! A word written with a capital in the dictionary (`Nga`, `Anh`) matches only a capital in the
//! text, so that `nga` and `anh` stay common words; a lower-case word matches any case.
//!
//! The phrases are gathered as [`Forms`] and then laid out at once, what is looked at together
//! side by side: a lookup waits for memory more than it computes.

mod forms;

pub use forms::Forms;

use super::token::{Token, UNKNOWN, WordId};

/// Label flag: the text's word must begin with a capital.
const CAPITAL: u32 = 1 << 30;

/// What a word or mark of a phrase asks of the text's: its number, with [`CAPITAL`] or without.
/// [`UNKNOWN`], which no phrase holds, is none.
type Label = u32;

/// Phrases with values of type `V`; a phrase may have several.
#[derive(Debug)]
pub struct Phrases<V> {
    /// By word id: where the phrases that begin with the word go on.
    first: Vec<First>,
    /// Marks with which a phrase begins, and where it goes on.
    marks: Vec<(WordId, u32)>,
    /// The first is empty. Next stand those behind first words, which are looked at most; then, from
    /// a node on, all that it leads to.
    nodes: Vec<Node>,
    /// The values of the phrases, for the nodes where they end.
    values: Vec<V>,
}

/// The nodes behind a first word; the empty one where there is none.
#[derive(Clone, Copy, Debug, Default)]
struct First {
    /// The word in any case.
    any: u32,
    /// With a capital.
    capital: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// A bit for each label that goes on from here, several labels sharing one. A look at them
    /// spares nearly every look at a node that is not there.
    labels: u64,
    /// The label that leads here; none where a table has a free place.
    label: Label,
    /// The nodes to which the labels lead: in the order of their bits or, where some share one, a
    /// table by hash.
    next: u32,
    /// The size of that table, as a power of two; 0 for none.
    table: u8,
    /// Where the values of the phrase stand that ends here, and how many it has.
    values: u32,
    value_count: u16,
}

impl<V> Default for Phrases<V> {
    fn default() -> Self {
        Self {
            first: Vec::new(),
            marks: Vec::new(),
            nodes: vec![Node::default()],
            values: Vec::new(),
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

impl<V: Copy> Phrases<V> {
    /// Where a label stands in a node's table, or would; there is always a free place.
    fn place(&self, node: &Node, label: Label) -> usize {
        let mask = (1 << node.table) - 1;
        let mut at = (hash(label) >> (32 - u32::from(node.table))) as usize;
        loop {
            let place = node.next as usize + at;
            if matches!(self.nodes[place].label, l if l == label || l == UNKNOWN) {
                return place;
            }
            at = (at + 1) & mask;
        }
    }

    /// The node to which a label leads from a node.
    #[inline]
    fn next(&self, node: &Node, label: Label) -> Option<&Node> {
        let bit = bit(label);
        if node.labels & bit == 0 {
            return None;
        }
        let place = match node.table {
            0 => node.next as usize + (node.labels & (bit - 1)).count_ones() as usize,
            _ => self.place(node, label),
        };
        self.nodes.get(place).filter(|next| next.label == label)
    }

    /// The nodes behind a token, empty where no phrase begins with it.
    #[inline]
    fn first(&self, token: &Token) -> [&Node; 2] {
        let first = match self.first.get(token.word as usize) {
            Some(first) => *first,
            None => self.first_mark(token),
        };
        let capital = match token.is_capital() {
            true => first.capital,
            false => 0,
        };
        [capital, first.any].map(|node| &self.nodes[node as usize])
    }

    fn first_mark(&self, token: &Token) -> First {
        let found = self.marks.iter().find(|(mark, _)| *mark == token.word);
        First {
            any: found.map_or(0, |(_, node)| *node),
            capital: 0,
        }
    }

    /// False where surely no phrase begins at token `at`.
    #[inline]
    pub fn may_begin(&self, tokens: &[Token], at: usize) -> bool {
        let Some(token) = tokens.get(at) else {
            return false;
        };
        let [capital, any] = self.first(token);
        let next = tokens.get(at + 1).map_or(0, labels_of);
        let goes_on = (capital.labels | any.labels) & next != 0;
        goes_on | (capital.value_count | any.value_count != 0)
    }

    /// The longest phrase that begins at token `at`.
    #[inline(always)]
    pub fn longest(&self, tokens: &[Token], at: usize) -> Option<Found<'_, V>> {
        let [capital, any] = self.first(tokens.get(at)?);
        let next = tokens.get(at + 1).map_or(0, labels_of);
        let alone = match capital.value_count {
            0 => any,
            _ => capital,
        };
        let mut best = (at + 1, alone);
        // Most first words are not followed by a phrase's second.
        if (capital.labels | any.labels) & next != 0 {
            best = self.longer([capital, any], next, tokens, best);
        }
        let (end, node) = best;
        if node.value_count == 0 {
            return None;
        }
        let values = self.values_of(node);
        Some(Found { end, values })
    }

    /// The longest of the phrases behind first words that go on with a token of the labels `next`,
    /// by its end and node; `best` is that of one word.
    #[inline(never)] // so that what most words need stays small enough to be inlined
    fn longer<'p>(
        &'p self,
        first: [&'p Node; 2],
        next: u64,
        tokens: &[Token],
        mut best: (usize, &'p Node),
    ) -> (usize, &'p Node) {
        let behind = best.0;
        for node in first.into_iter().filter(|node| node.labels & next != 0) {
            // Only a longer one replaces the longest: of two that end together the one whose
            // capitals bind is found first.
            self.walk(node, tokens, behind, &mut |end, node| {
                if end > best.0 {
                    best = (end, node);
                }
                false
            });
        }
        best
    }

    /// True where a phrase whose value `holds` begins at token `at`, in whatever longer phrase.
    pub fn any(&self, tokens: &[Token], at: usize, holds: impl Fn(&V) -> bool) -> bool {
        let Some(token) = tokens.get(at) else {
            return false;
        };
        let next = tokens.get(at + 1).map_or(0, labels_of);
        let mut see = |_, node: &Node| self.values_of(node).iter().any(&holds);
        self.first(token).into_iter().any(|node| {
            see(at + 1, node)
                || node.labels & next != 0 && self.walk(node, tokens, at + 1, &mut see)
        })
    }

    fn values_of(&self, node: &Node) -> &[V] {
        let from = node.values as usize;
        let values = self.values.get(from..from + usize::from(node.value_count));
        values.unwrap_or_default()
    }

    /// Goes on from `node` with token `at` as far as phrases do, and shows where they end until
    /// `see` has seen enough, and it is true.
    fn walk<'p>(
        &'p self,
        node: &'p Node,
        tokens: &[Token],
        at: usize,
        see: &mut impl FnMut(usize, &'p Node) -> bool,
    ) -> bool {
        let (mut node, mut at) = (node, at);
        loop {
            if node.value_count != 0 && see(at, node) {
                return true;
            }
            if node.labels == 0 {
                return false;
            }
            let Some(token) = tokens.get(at) else {
                return false;
            };
            let any = self.next(node, token.word);
            let capital = match token.is_capital() {
                true => self.next(node, token.word | CAPITAL),
                false => None,
            };
            at += 1;
            node = match (capital, any) {
                (Some(capital), Some(any)) => {
                    if self.walk(capital, tokens, at, see) {
                        return true;
                    }
                    any
                }
                (Some(only), None) | (None, Some(only)) => only,
                (None, None) => return false,
            };
        }
    }
}

/// The bits of the labels that a token of the text fulfils.
#[inline]
fn labels_of(token: &Token) -> u64 {
    let capital = match token.is_capital() {
        true => bit(token.word | CAPITAL),
        false => 0,
    };
    bit(token.word) | capital
}

fn hash(label: Label) -> u32 {
    label.wrapping_mul(0x9e37_79b1)
}

/// The bit of a label among those of a node: the top digits of its hash.
#[inline]
fn bit(label: Label) -> u64 {
    1 << (hash(label) >> 26)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::token::{Tokens, Vocabulary};

    #[test]
    fn the_longest_phrase_wins_and_capitals_bind() {
        let mut words = Vocabulary::default();
        let mut forms = Forms::default();
        forms.insert("Hàn Quốc", "KOR", &mut words);
        forms.insert("Nga", "RUS", &mut words);
        forms.insert("Đại sứ quán Nga", "embassy", &mut words);
        forms.insert("Nga - Triều", "pair", &mut words);
        let phrases = Phrases::from(forms);
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

    #[test]
    fn every_phrase_is_found_however_many_share_their_words() {
        let mut words = Vocabulary::default();
        let mut forms = Forms::default();
        let phrase = |n: usize| format!("từ {} {} cuối", n % 70, n % 7);
        for n in 0..490 {
            forms.insert(&phrase(n), n, &mut words);
            forms.insert(&phrase(n), n + 1000, &mut words);
        }
        forms.insert("từ 3", 5000, &mut words);
        let phrases = Phrases::from(forms);
        for n in 0..490 {
            let tokens = Tokens::new(&phrase(n), &words).tokens.into_owned();
            let found = phrases.longest(&tokens, 0).expect("found");
            assert_eq!(found.end, 4);
            let same = (0..490).filter(|m| phrase(*m) == phrase(n));
            let values: Vec<_> = same.flat_map(|m| [m, m + 1000]).collect();
            assert_eq!(found.values, values);
            assert!(phrases.may_begin(&tokens, 0));
            assert_eq!(phrases.any(&tokens, 0, |v| *v == 5000), n % 70 == 3);
        }
    }
}
