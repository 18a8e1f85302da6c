//! Words that steer the pass, looked up once.

use crate::extract::token::{Vocabulary, WordId};
use crate::lexicon::Lexicon;

/// A kind of cue words, one bit.
pub(super) type Kind = u32;

pub(super) const AT: Kind = 1;
pub(super) const ABOUT: Kind = 1 << 1;
pub(super) const AND: Kind = 1 << 2;
pub(super) const LOCATIVE: Kind = 1 << 3;
pub(super) const OBLIQUE: Kind = 1 << 4;
pub(super) const TRAVEL: Kind = 1 << 5;
pub(super) const NATIONS: Kind = 1 << 6;
/// Words before an office that is to be filled.
pub(super) const POST: Kind = 1 << 7;
pub(super) const DISMISSAL: Kind = 1 << 8;
pub(super) const SOURCE: Kind = 1 << 9;
pub(super) const PARTICLE: Kind = 1 << 10;
pub(super) const PLURAL: Kind = 1 << 11;
/// Words at which a portfolio ends without a state.
pub(super) const BREAK: Kind = 1 << 12;
pub(super) const COPULA: Kind = 1 << 13;
pub(super) const CALENDAR: Kind = 1 << 14;
/// Words that begin a sentence and end no personal name.
pub(super) const OPENER: Kind = 1 << 15;
pub(super) const OF: Kind = 1 << 16;
pub(super) const ORDINAL: Kind = 1 << 17;
/// Words that somebody may be called by alone.
pub(super) const ALONE: Kind = 1 << 18;
/// Words between two offices of one person.
pub(super) const BOTH: Kind = 1 << 19;

/// Words behind a personal name that tell its bearer from a namesake.
pub(super) const JUNIOR: Kind = 1 << 20;

/// The names that the table gives the kinds; what stands at a place stands in it, too.
const KINDS: [(&str, Kind); 21] = [
    ("at", AT | LOCATIVE),
    ("about", ABOUT),
    ("and", AND),
    ("locative", LOCATIVE),
    ("oblique", OBLIQUE),
    ("travel", TRAVEL),
    ("nations", NATIONS),
    ("post", POST),
    ("dismissal", DISMISSAL),
    ("source", SOURCE),
    ("particle", PARTICLE),
    ("plural", PLURAL),
    ("break", BREAK),
    ("copula", COPULA),
    ("calendar", CALENDAR),
    ("opener", OPENER),
    ("of", OF),
    ("ordinal", ORDINAL),
    ("alone", ALONE),
    ("both", BOTH),
    ("junior", JUNIOR),
];

/// The cue words of `titles`, and the numerals of `dates`.
#[derive(Debug)]
pub(in super::super) struct Cues {
    /// By word id.
    kinds: Vec<Kind>,
    /// Words for numbers.
    numbers: Vec<(WordId, usize)>,
}

impl Cues {
    /// The `cue` rows of `titles`, and the `numeral` rows of `dates`.
    pub(in super::super) fn load(lexicon: &Lexicon, words: &mut Vocabulary) -> Self {
        let mut kinds: Vec<Kind> = Vec::new();
        for row in lexicon.table("titles").iter() {
            let kind = KINDS.iter().find(|(name, _)| *name == row.get("value"));
            let Some((_, kind)) = kind.filter(|_| row.get("class") == "cue") else {
                continue;
            };
            let word = words.intern(row.get("form")) as usize;
            if kinds.len() <= word {
                kinds.resize(word + 1, 0);
            }
            kinds[word] |= kind;
        }
        let numerals = lexicon.table("dates").iter();
        let numbers = numerals
            .filter(|row| row.get("class") == "numeral")
            .filter_map(|row| {
                Some((
                    words.intern(row.get("form")),
                    row.get("value").parse().ok()?,
                ))
            })
            .collect();
        Self { kinds, numbers }
    }

    /// The number that a word stands for.
    pub(super) fn number(&self, word: WordId) -> Option<usize> {
        let found = self.numbers.iter().find(|(w, _)| *w == word);
        found.map(|(_, number)| *number)
    }

    /// True for a word that joins the last member of a list.
    pub(in super::super) fn closes_list(&self, word: WordId) -> bool {
        self.is(word, AND)
    }

    /// True for a cue word of one of the kinds.
    #[inline]
    pub(super) fn is(&self, word: WordId, kinds: Kind) -> bool {
        let of_word = self.kinds.get(word as usize).copied().unwrap_or(0);
        of_word & kinds != 0
    }
}
