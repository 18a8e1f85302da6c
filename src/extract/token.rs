//! Words, numbers and marks of a text, each word looked up once in the shared vocabulary.
//!
//! Dates, actors and patterns all match sequences of [`WordId`]s, so a text is read and hashed
//! once whatever the number of dictionaries. Words compare in lower case with the tone mark of
//! `oa`, `oe`, `uy` in one place (`hoà` = `hòa`); stored text is never changed.

mod alphabet;
mod sentence;
mod spelling;
mod surface;
mod vocabulary;

use std::borrow::Cow;
use std::ops::Range;

pub(in crate::extract) use alphabet::is_same_letter;
use alphabet::{Alphabet, Kind};
use sentence::{CLOSING, STOPS, ends_sentence};
pub use vocabulary::Vocabulary;

/// A word of the vocabulary; [`UNKNOWN`] for any other.
pub type WordId = u32;

/// The id of every word that no dictionary or pattern uses.
pub const UNKNOWN: WordId = 0;

/// The id of a mark, which needs no vocabulary.
pub fn mark(c: char) -> WordId {
    1 << 31 | c as u32
}

/// What may begin with a token, as a set of bits; each dictionary names its own.
pub type Begins = u8;

/// The bits of [`Begins`]. Noted with the words of a vocabulary, so that a dictionary is asked only
/// where something of it may begin.
pub mod begins {
    use super::Begins;

    /// A name or office, whatever the first letter.
    pub const NAME: Begins = 1;
    /// A name or office that wants a capital; only capitals have it.
    pub const CAPITAL_NAME: Begins = 1 << 1;
    /// An expression of time; every number may.
    pub const TIME: Begins = 1 << 2;
    /// A cue or trigger.
    pub const CUE: Begins = 1 << 3;
    /// A trigger.
    pub const TRIGGER: Begins = 1 << 4;
    /// A phrase that goes on with the source before (`theo đó`).
    pub const ADDITION: Begins = 1 << 5;
    /// A context word.
    pub const CONTEXT: Begins = 1 << 6;
    /// A quotation, which a mark begins or ends.
    pub const QUOTE: Begins = 1 << 7;
}

/// Marks that begin or end a quotation.
pub const QUOTES: [char; 5] = ['“', '”', '«', '»', '"'];

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Lower-case word.
    Lower,
    /// Word with a capital first letter.
    Capital,
    /// Word all in capitals, of two letters or more.
    Upper,
    /// Digits only.
    Number,
    /// Letters and digits (`G7`, `10h30`).
    Mixed,
    /// One mark.
    Mark(char),
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Which word or [`mark`].
    pub word: WordId,
    /// What it is made of.
    pub shape: Shape,
    /// White space stands before it (or the text begins).
    pub spaced: bool,
    /// It begins a line (or the text).
    pub fresh: bool,
    /// What may begin with it.
    pub begins: Begins,
}

impl Token {
    /// Bytes of the text.
    #[inline]
    pub fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// True for words and numbers.
    #[inline]
    pub fn is_word(&self) -> bool {
        !matches!(self.shape, Shape::Mark(_))
    }

    /// True where any of these may begin with it.
    #[inline]
    pub fn begins(&self, any: Begins) -> bool {
        self.begins & any != 0
    }

    /// True for a word that begins with a capital.
    #[inline]
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }
}

/// A text with its tokens and sentences.
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    /// The text.
    pub text: &'t str,
    /// In order.
    pub tokens: Cow<'t, [Token]>,
    /// Token ranges of the sentences, in order; paragraphs always end one.
    pub sentences: Cow<'t, [Range<usize>]>,
}

impl<'t> Tokens<'t> {
    /// Splits `text` into tokens and sentences.
    pub fn new(text: &'t str, vocabulary: &Vocabulary) -> Self {
        let (tokens, sentences) = read(text, vocabulary);
        Self {
            text,
            tokens: tokens.into(),
            sentences: sentences.into(),
        }
    }

    /// The words of a token range, as written.
    pub fn slice(&self, tokens: Range<usize>) -> &'t str {
        &self.text[self.bytes(tokens)]
    }

    /// Bytes of a token range; an empty range gives an empty span.
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        if tokens.is_empty() {
            let at = self
                .tokens
                .get(tokens.start)
                .map_or(self.text.len(), |t| t.start as usize);
            return at..at;
        }
        self.tokens[tokens.start].start as usize..self.tokens[tokens.end - 1].end as usize
    }
}

/// Tokens and sentences of a text in one pass.
fn read(text: &str, vocabulary: &Vocabulary) -> (Vec<Token>, Vec<Range<usize>>) {
    let alphabet = Alphabet::get();
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(text.len() / 4);
    // Sentences of news have some twenty words.
    let mut sentences = Vec::with_capacity(text.len() / 64 + 1);
    let mut begin = 0;
    let mut at = 0;
    let mut spaced = true;
    let mut fresh = true;
    // The last token is a mark that may end a sentence.
    let mut closing = false;
    while let Some(&first) = bytes.get(at) {
        let start = at;
        let mut closes = false;
        let (word, begins, shape) = if let Some(surface) = vocabulary.surfaces.find(bytes, at) {
            at += surface.len;
            (surface.word, vocabulary.begins_at(&surface), surface.shape)
        } else {
            let (c, width) = alphabet::character(bytes, at, first);
            match alphabet.kind(c) {
                Kind::Space => {
                    at += width;
                    spaced = true;
                    fresh |= first == b'\n';
                    continue;
                }
                Kind::Mark | Kind::Combining => {
                    at += width;
                    let c = char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER);
                    closes = STOPS.contains(&c) || CLOSING.contains(&c);
                    let quote = if QUOTES.contains(&c) {
                        begins::QUOTE
                    } else {
                        0
                    };
                    (mark(c), vocabulary.marks() | quote, Shape::Mark(c))
                }
                _ => {
                    let (word, shape) = spell(text, &mut at, alphabet, vocabulary);
                    (word, vocabulary.begins(word, shape), shape)
                }
            }
        };
        let begins = match shape {
            Shape::Capital | Shape::Upper => begins,
            _ => begins & !begins::CAPITAL_NAME,
        };
        tokens.push(Token {
            start: start as u32,
            end: at as u32,
            word,
            shape,
            spaced,
            fresh,
            begins,
        });
        if fresh | (closing & spaced) && (fresh || ends_sentence(text, &tokens, vocabulary)) {
            let end = tokens.len() - 1;
            if begin < end {
                sentences.push(begin..end);
            }
            begin = end;
        }
        // Nearly every word has one space behind it: to step over it wants no guess.
        spaced = bytes.get(at) == Some(&b' ');
        at += usize::from(spaced);
        fresh = false;
        closing = closes;
    }
    if begin < tokens.len() {
        sentences.push(begin..tokens.len());
    }
    (tokens, sentences)
}

/// The tokens of a phrase, whose words join the vocabulary.
pub fn learn(phrase: &str, vocabulary: &mut Vocabulary) -> Vec<Token> {
    let (mut tokens, _) = read(phrase, vocabulary);
    for token in tokens.iter_mut().filter(|token| token.word == UNKNOWN) {
        token.word = vocabulary.intern(&phrase[token.bytes()]);
    }
    tokens
}

/// Reads the word at byte `at` letter by letter, and moves behind it.
fn spell(
    text: &str,
    at: &mut usize,
    alphabet: &Alphabet,
    vocabulary: &Vocabulary,
) -> (WordId, Shape) {
    let bytes = text.as_bytes();
    let start = *at;
    let mut makeup = Makeup::default();
    // All letters beyond ASCII are small ones.
    let mut small = true;
    while let Some(&next) = bytes.get(*at) {
        let (c, width) = alphabet::character(bytes, *at, next);
        let kind = alphabet.kind(c);
        if matches!(kind, Kind::Space | Kind::Mark) {
            break;
        }
        makeup.add(kind);
        small &= c < 0x80 || kind == Kind::Letter && alphabet.is_lower(c);
        *at += width;
    }
    let word = &text[start..*at];
    // As it stands alone, it would have been found at one look.
    let alone = bytes.get(*at).is_none_or(u8::is_ascii);
    let id = match small && alone && vocabulary.surfaces.would_hold(word) {
        true => UNKNOWN,
        false => vocabulary.id(word),
    };
    (id, makeup.shape())
}

/// Number and make-up of a text that is one word.
fn one_word(text: &str, vocabulary: &Vocabulary) -> Option<(WordId, Shape)> {
    let alphabet = Alphabet::get();
    let (first, _) = alphabet::character(text.as_bytes(), 0, *text.as_bytes().first()?);
    if matches!(
        alphabet.kind(first),
        Kind::Space | Kind::Mark | Kind::Combining
    ) {
        return None;
    }
    let mut end = 0;
    let word = spell(text, &mut end, alphabet, vocabulary);
    (end == text.len()).then_some(word)
}

/// What has been seen of a word.
#[derive(Default)]
struct Makeup {
    capital: bool,
    letters: usize,
    uppers: usize,
    digits: usize,
}

impl Makeup {
    fn add(&mut self, kind: Kind) {
        self.capital |= self.letters + self.digits == 0 && kind == Kind::Capital;
        self.letters += usize::from(matches!(kind, Kind::Letter | Kind::Capital));
        self.uppers += usize::from(kind == Kind::Capital);
        self.digits += usize::from(kind == Kind::Digit);
    }

    fn shape(&self) -> Shape {
        match (self.letters, self.digits) {
            (0, _) => Shape::Number,
            (_, 1..) => Shape::Mixed,
            (letters, _) if letters > 1 && self.uppers == letters => Shape::Upper,
            _ if self.capital => Shape::Capital,
            _ => Shape::Lower,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_marks_and_names_with_digits_are_tokens_of_their_own() {
        let text = "Ngày 18/6, G7 và Su-27 (TTXVN)";
        let tokens = Tokens::new(text, &Vocabulary::default());
        let words: Vec<_> = tokens.tokens.iter().map(|t| &text[t.bytes()]).collect();
        assert_eq!(
            words,
            [
                "Ngày", "18", "/", "6", ",", "G7", "và", "Su", "-", "27", "(", "TTXVN", ")"
            ]
        );
        assert_eq!(tokens.tokens[1].shape, Shape::Number);
        assert!(!tokens.tokens[2].spaced);
    }
}
