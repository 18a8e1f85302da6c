//! Phrases as they are gathered, and the dictionary laid out from them at once.

use std::ops::Range;

use super::{CAPITAL, First, Label, Node, Phrases, bit, hash};
use crate::extract::token::{Begins, Token, Vocabulary, learn};

/// Phrases on their way into a dictionary.
#[derive(Debug)]
pub struct Forms<V> {
    /// The labels of all phrases.
    labels: Vec<Label>,
    /// Where those of a phrase stand, and its value.
    phrases: Vec<(Range<usize>, V)>,
    /// What the first word of a phrase is noted to begin: in any case, and with a capital.
    begins: [Begins; 2],
}

/// A phrase from its `n`th label on, with its value.
type Rest<'f, V> = (&'f [Label], V);

impl<V> Default for Forms<V> {
    fn default() -> Self {
        Self::noted(0, 0)
    }
}

impl<V> Forms<V> {
    /// Phrases that are noted with their first words, in any case or with a capital.
    pub fn noted(any: Begins, capital: Begins) -> Self {
        Self {
            labels: Vec::new(),
            phrases: Vec::new(),
            begins: [any, capital],
        }
    }

    /// Adds `form`, whose words join `vocabulary`; its first token. A form without words or marks is
    /// ignored. One phrase may have several values.
    pub fn insert(&mut self, form: &str, value: V, vocabulary: &mut Vocabulary) -> Option<Token> {
        let tokens = learn(form, vocabulary);
        let first = *tokens.first()?;
        vocabulary.note(&first, self.begins[usize::from(first.is_capital())]);
        let start = self.labels.len();
        self.labels.extend(tokens.iter().map(label));
        self.phrases.push((start..self.labels.len(), value));
        Some(first)
    }
}

impl<V: Copy> From<Forms<V>> for Phrases<V> {
    fn from(forms: Forms<V>) -> Self {
        let labels = &forms.labels;
        let phrases = forms.phrases.into_iter();
        let mut phrases: Vec<Rest<V>> = phrases.map(|(at, v)| (&labels[at], v)).collect();
        // Stable: values stay in the order they were added.
        phrases.sort_by_key(|(labels, _)| *labels);
        let mut made = Self::default();
        let begun: Vec<_> = phrases.chunk_by(|a, b| a.0[0] == b.0[0]).collect();
        for phrases in &begun {
            let node = made.nodes.len() as u32;
            made.nodes.push(Node::default());
            made.begin(phrases[0].0[0], node);
            made.end(node, phrases, 1);
        }
        for (node, phrases) in (1..).zip(begun) {
            made.go_on(node, phrases, 1);
        }
        made
    }
}

impl<V: Copy> Phrases<V> {
    /// Notes the node behind a first word or mark.
    fn begin(&mut self, label: Label, node: u32) {
        let word = label & !CAPITAL;
        if word >= CAPITAL {
            self.marks.push((label, node));
            return;
        }
        let word = word as usize;
        if self.first.len() <= word {
            self.first.resize(word + 1, First::default());
        }
        match label & CAPITAL != 0 {
            true => self.first[word].capital = node,
            false => self.first[word].any = node,
        }
    }

    /// Keeps the values of the phrases that end at a node behind `depth` labels.
    fn end(&mut self, node: u32, phrases: &[Rest<V>], depth: usize) {
        let ended = phrases.partition_point(|(labels, _)| labels.len() == depth);
        let node = &mut self.nodes[node as usize];
        node.values = self.values.len() as u32;
        node.value_count = ended as u16;
        self.values.extend(phrases[..ended].iter().map(|(_, v)| *v));
    }

    /// Lays out the nodes to which a node behind `depth` labels leads.
    fn go_on(&mut self, node: u32, phrases: &[Rest<V>], depth: usize) {
        let ended = phrases.partition_point(|(labels, _)| labels.len() == depth);
        let mut groups: Vec<(Label, &[Rest<V>])> = phrases[ended..]
            .chunk_by(|a, b| a.0[depth] == b.0[depth])
            .map(|group| (group[0].0[depth], group))
            .collect();
        groups.sort_by_key(|(label, _)| hash(*label));
        let labels = groups.iter().fold(0, |set, (label, _)| set | bit(*label));
        let next = self.nodes.len();
        let (room, table) = match labels.count_ones() as usize == groups.len() {
            true => (groups.len(), 0),
            false => {
                let room = (groups.len() * 2).next_power_of_two();
                (room, room.trailing_zeros())
            }
        };
        self.nodes.resize(next + room, Node::default());
        let from = &mut self.nodes[node as usize];
        (from.labels, from.next, from.table) = (labels, next as u32, table as u8);
        let from = *from;
        for (at, (label, phrases)) in groups.into_iter().enumerate() {
            let at = match table {
                0 => next + at,
                _ => self.place(&from, label),
            } as u32;
            self.nodes[at as usize].label = label;
            self.end(at, phrases, depth + 1);
            self.go_on(at, phrases, depth + 1);
        }
    }
}

/// What a phrase's token asks of the text's.
fn label(token: &Token) -> Label {
    token.word | if token.is_capital() { CAPITAL } else { 0 }
}
