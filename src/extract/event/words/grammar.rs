//! Words of grammar that rules ask for by themselves, inside what a sentence was cut into; they are
//! the rows of class `word` in `event_cues`.

use crate::lexicon::{Lexicon, LexiconError, Words};

/// What rules ask a word for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
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
    /// It is talked about.
    Topic,
    /// What is talked about stands behind it.
    About,
    /// What it opens came before something else.
    After,
    /// It tells of some day not long ago.
    Lately,
    /// Who does so means to do what follows; as often a noun.
    Resolve,
    /// It points to the time of what was told just before.
    Then,
    /// What troubles a place, about which others talk elsewhere.
    Trouble,
    /// It ends what was to come, or puts it off.
    Cancel,
    /// It tells from when something else holds.
    Effect,
    /// What is named before it takes place then.
    Happens,
    /// It numbers what is told.
    Ordinal,
    /// What follows it is aimed at.
    Aim,
    /// The members of what stands before it follow.
    Members,
    /// It stands for whoever spoke last, where several do.
    They,
    /// It names who is posted somewhere.
    Posted,
    /// Examples of what stands before it follow.
    Examples,
    /// What it opens takes place together with what it stands by.
    When,
    /// It holds for all that is told behind it in its clause.
    Ahead,
    /// Whoever stands before it meets with what follows.
    Meets,
}

impl Ask {
    const ALL: [(&'static str, Self); 27] = [
        ("that", Self::That),
        ("with", Self::With),
        ("which", Self::Which),
        ("before", Self::Before),
        ("back", Self::Back),
        ("margin", Self::Margin),
        ("envoys", Self::Envoys),
        ("person", Self::Person),
        ("topic", Self::Topic),
        ("about", Self::About),
        ("after", Self::After),
        ("lately", Self::Lately),
        ("resolve", Self::Resolve),
        ("then", Self::Then),
        ("trouble", Self::Trouble),
        ("cancel", Self::Cancel),
        ("effect", Self::Effect),
        ("happens", Self::Happens),
        ("ordinal", Self::Ordinal),
        ("aim", Self::Aim),
        ("members", Self::Members),
        ("they", Self::They),
        ("posted", Self::Posted),
        ("examples", Self::Examples),
        ("when", Self::When),
        ("ahead", Self::Ahead),
        ("meets", Self::Meets),
    ];
}

/// The words, by what they are asked for.
#[derive(Debug)]
pub(crate) struct Grammar(Words<Ask>);

impl Grammar {
    /// Reads the table.
    pub(crate) fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        Words::read(lexicon, "event_cues", "word", &Ask::ALL).map(Self)
    }

    /// True where `words` are one of the words.
    pub(crate) fn is(&self, ask: Ask, words: &str) -> bool {
        self.0.of(ask).any(|word| words == word)
    }

    /// The same in whatever letter case.
    pub(crate) fn says(&self, ask: Ask, words: &str) -> bool {
        let lower = || words.chars().flat_map(char::to_lowercase);
        let mut known = self.0.of(ask);
        known.any(|word| word.len() == words.len() && word.chars().eq(lower()))
    }

    /// True where `words` begin with one.
    pub(crate) fn begins(&self, ask: Ask, words: &str) -> bool {
        self.0.of(ask).any(|word| words.starts_with(word))
    }

    /// True where `words` end with one.
    pub(crate) fn ends(&self, ask: Ask, words: &str) -> bool {
        self.0.of(ask).any(|word| words.ends_with(word))
    }

    /// True where one stands among `words`.
    pub(crate) fn holds(&self, ask: Ask, words: &str) -> bool {
        self.0.of(ask).any(|word| words.contains(word))
    }
}
