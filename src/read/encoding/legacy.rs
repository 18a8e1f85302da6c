//! The encodings that fonts of the 1990s had for Vietnamese, and how Vietnamese a text is.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use crate::lexicon::{Lexicon, Syllables};

/// An encoding whose letters are one or two bytes.
#[derive(Debug, Default)]
pub(super) struct Legacy {
    pub(super) name: &'static str,
    /// Letters by the characters that windows-1252 has for their bytes.
    singles: HashMap<char, char>,
    pairs: HashMap<(char, char), char>,
}

impl Legacy {
    /// The encodings of the table `legacy_encodings`, made once a process.
    pub(super) fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Legacy>> = OnceLock::new();
        ALL.get_or_init(|| {
            // The embedded table is checked by a test; without it no encoding is recognised.
            Lexicon::embedded()
                .map(|lexicon| Self::of(&lexicon))
                .unwrap_or_default()
        })
    }

    fn of(lexicon: &Lexicon) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for row in lexicon.table("legacy_encodings") {
            let name = row.get("encoding");
            if all.last().is_none_or(|last| last.name != name) {
                all.push(Self {
                    name,
                    ..Self::default()
                });
            }
            let bytes: Vec<u8> = row
                .get("code")
                .split(' ')
                .filter_map(|hex| u8::from_str_radix(hex, 16).ok())
                .collect();
            let (code, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            let mut code = code.chars();
            let (Some(last), Some(letter)) = (all.last_mut(), row.get("letter").chars().next())
            else {
                continue;
            };
            match (code.next(), code.next()) {
                (Some(one), None) => last.singles.insert(one, letter),
                (Some(one), Some(two)) => last.pairs.insert((one, two), letter),
                _ => None,
            };
        }
        all
    }

    /// The text, given as windows-1252 has it.
    pub(super) fn decode(&self, latin: &str) -> String {
        let mut text = String::with_capacity(latin.len() + latin.len() / 4);
        let mut chars = latin.chars().peekable();
        let mut word = Word::default();
        while let Some(c) = chars.next() {
            let pair = chars
                .peek()
                .and_then(|&next| self.pairs.get(&(c, next)))
                .copied();
            if pair.is_some() {
                chars.next();
            }
            let letter = pair.or_else(|| self.singles.get(&c).copied());
            word.push(&mut text, letter.unwrap_or(c), letter.is_some());
        }
        word.end(&mut text);
        text
    }
}

/// A word that is being decoded. TCVN3 has no marked capitals: its fonts for headlines show small
/// letters as capitals, so that a word whose plain letters are capitals has no small ones.
#[derive(Default)]
struct Word {
    start: usize,
    capitals: usize,
    small: usize,
    decoded: bool,
    /// The word before is in capitals.
    after_capitals: bool,
}

impl Word {
    fn push(&mut self, text: &mut String, c: char, decoded: bool) {
        if !c.is_alphabetic() {
            self.end(text);
            text.push(c);
            self.start = text.len();
            return;
        }
        self.decoded |= decoded;
        self.capitals += usize::from(c.is_ascii_uppercase());
        self.small += usize::from(c.is_ascii_lowercase());
        text.push(c);
    }

    fn end(&mut self, text: &mut String) {
        if self.start == text.len() {
            return;
        }
        // One capital may as well begin an ordinary word: `Bộ`.
        let capitals =
            self.small == 0 && (self.capitals > 1 || (self.capitals == 1 && self.after_capitals));
        if self.decoded && capitals {
            let upper = text[self.start..].to_uppercase();
            text.truncate(self.start);
            text.push_str(&upper);
        }
        *self = Self {
            start: text.len(),
            after_capitals: capitals,
            ..Self::default()
        };
    }
}

/// The text with each letter and its marks in one character.
pub(super) fn compose(text: &str) -> String {
    text.nfc().collect()
}

/// How many words with marks a text has, and how many of them are Vietnamese.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spelling {
    marked: usize,
    vietnamese: usize,
}

impl Spelling {
    /// Counts the words of `text`. Signs next to a letter count as part of its word, since a wrong
    /// encoding scatters them there.
    pub(super) fn of(text: &str) -> Self {
        let syllables = Syllables::vietnamese();
        let mut spelling = Self::default();
        let in_word = |c: char| {
            c.is_alphabetic() || matches!(c, '\u{80}'..='\u{9f}' | '\u{a1}'..='\u{bf}' | '×' | '÷')
        };
        for word in text.split(|c: char| !in_word(c)) {
            let word = word.trim_matches(['«', '»', '·', '°', '©', '®', '²', '³']);
            if word.is_ascii() || !word.chars().any(char::is_alphabetic) {
                continue;
            }
            spelling.marked += 1;
            spelling.vietnamese += usize::from(syllables.contains_any_case(word));
        }
        spelling
    }

    /// Share of the marked words that are Vietnamese; 0 where there are none.
    pub(super) fn share(self) -> f64 {
        if self.marked == 0 {
            return 0.0;
        }
        self.vietnamese as f64 / self.marked as f64
    }
}
