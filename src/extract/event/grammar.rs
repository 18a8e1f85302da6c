//! Words of grammar that rules ask for by themselves, inside what a sentence was cut into; they are
//! the rows of class `word` in `event_cues`.

use crate::lexicon::{Lexicon, LexiconError, Words};

/// What rules ask a word for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// It introduces what is said.
    That,
    /// What follows it is a noun, whatever verb it ends.
    With,
    /// It refers to a thing, where others refer to people.
    Which,
    /// What it opens comes later than something else.
    Before,
    /// It points back to what was named.
    Back,
    /// It makes of a place what happens beside.
    Margin,
    /// It names people who travel for a state.
    Envoys,
    /// It stands for a person.
    Person,
    /// What follows it is aimed at.
    Aim,
    /// A verb of deciding that is as often a noun.
    Decision,
    /// The members of what stands before it follow.
    Members,
    /// It stands for whoever spoke last, where several do.
    They,
}

impl Ask {
    const ALL: [(&'static str, Self); 12] = [
        ("that", Self::That),
        ("with", Self::With),
        ("which", Self::Which),
        ("before", Self::Before),
        ("back", Self::Back),
        ("margin", Self::Margin),
        ("envoys", Self::Envoys),
        ("person", Self::Person),
        ("aim", Self::Aim),
        ("decision", Self::Decision),
        ("members", Self::Members),
        ("they", Self::They),
    ];
}

/// The words, by what they are asked for.
#[derive(Debug)]
pub(super) struct Grammar(Words<Ask>);

impl Grammar {
    /// Reads the table.
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        Words::read(lexicon, "event_cues", "word", &Ask::ALL).map(Self)
    }

    /// True where `words` are one of the words.
    pub(super) fn is(&self, ask: Ask, words: &str) -> bool {
        self.0.of(ask).any(|word| words == word)
    }

    /// True where `words` begin with one.
    pub(super) fn begins(&self, ask: Ask, words: &str) -> bool {
        self.0.of(ask).any(|word| words.starts_with(word))
    }

    /// True where `words` end with one.
    pub(super) fn ends(&self, ask: Ask, words: &str) -> bool {
        self.0.of(ask).any(|word| words.ends_with(word))
    }

    /// True where one stands among `words`.
    pub(super) fn holds(&self, ask: Ask, words: &str) -> bool {
        self.0.of(ask).any(|word| words.contains(word))
    }
}
