//! Words, numbers and marks of a text, each word looked up once in the shared vocabulary.
//!
//! Dates, actors and patterns all match sequences of [`WordId`]s, so a text is read and hashed
//! once whatever the number of dictionaries. Words compare in lower case with the tone mark of
//! `oa`, `oe`, `uy` in one place (`hoà` = `hòa`); stored text is never changed.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

/// A word of the vocabulary; [`UNKNOWN`] for any other.
pub type WordId = u32;

/// The id of every word that no dictionary or pattern uses.
pub const UNKNOWN: WordId = 0;

/// The id of a mark, which needs no vocabulary.
pub fn mark(c: char) -> WordId {
    1 << 31 | c as u32
}

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
}

impl Token {
    /// Bytes of the text.
    pub fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// True for words and numbers.
    pub fn is_word(&self) -> bool {
        !matches!(self.shape, Shape::Mark(_))
    }

    /// True for a word that begins with a capital.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }
}

/// Words that some dictionary or pattern uses.
#[derive(Debug, Default)]
pub struct Vocabulary {
    ids: HashMap<Box<str>, WordId, BuildHasherDefault<WordHasher>>,
}

impl Vocabulary {
    /// The id of `word`, a new one where it has none.
    pub fn intern(&mut self, word: &str) -> WordId {
        let key = Key::of(word);
        let next = self.ids.len() as WordId + 1;
        *self.ids.entry(key.as_str().into()).or_insert(next)
    }

    /// The id of `word`, or [`UNKNOWN`].
    pub fn id(&self, word: &str) -> WordId {
        self.ids
            .get(Key::of(word).as_str())
            .copied()
            .unwrap_or(UNKNOWN)
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// True before any word was interned.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

/// The form under which words compare: lower case, tone mark of `oa`, `oe`, `uy` on the first vowel.
struct Key {
    bytes: [u8; Key::MAX],
    len: usize,
}

impl Key {
    /// Longest key in bytes; of a longer word only so much is compared, which no dictionary word reaches.
    const MAX: usize = 64;

    fn of(word: &str) -> Self {
        let mut key = Self {
            bytes: [0; Self::MAX],
            len: 0,
        };
        for c in word.chars() {
            let complete = if c.is_ascii() {
                key.push(c.to_ascii_lowercase())
            } else {
                match letter(c) {
                    Some((lower, _)) => key.push(lower),
                    None => c.to_lowercase().all(|l| key.push(l)),
                }
            };
            if !complete {
                break;
            }
        }
        key.place_tone();
        key
    }

    fn push(&mut self, c: char) -> bool {
        let width = c.len_utf8();
        if self.len + width > Self::MAX {
            return false;
        }
        c.encode_utf8(&mut self.bytes[self.len..]);
        self.len += width;
        true
    }

    /// `oà` at the end of a syllable becomes `òa`; `quý` keeps its mark, since its `u` belongs to the `q`.
    fn place_tone(&mut self) {
        const MOVES: [(&str, &str); 15] = [
            ("oà", "òa"),
            ("oá", "óa"),
            ("oả", "ỏa"),
            ("oã", "õa"),
            ("oạ", "ọa"),
            ("oè", "òe"),
            ("oé", "óe"),
            ("oẻ", "ỏe"),
            ("oẽ", "õe"),
            ("oẹ", "ọe"),
            ("uỳ", "ùy"),
            ("uý", "úy"),
            ("uỷ", "ủy"),
            ("uỹ", "ũy"),
            ("uỵ", "ụy"),
        ];
        let key = &self.bytes[..self.len];
        // Most words end here: the last letter must bear a mark and stand behind `o` or `u`.
        let continued = key
            .iter()
            .rev()
            .take_while(|b| (0x80..0xc0).contains(*b))
            .count();
        let before = key
            .len()
            .checked_sub(continued + 2)
            .and_then(|at| key.get(at));
        if continued == 0 || !matches!(before, Some(b'o' | b'u')) {
            return;
        }
        for (from, to) in MOVES {
            if key.ends_with(from.as_bytes()) {
                let at = self.len - from.len();
                if from.starts_with('u') && at > 0 && self.bytes[at - 1] == b'q' {
                    return;
                }
                self.bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
                self.len = at + to.len();
                return;
            }
        }
    }

    fn as_str(&self) -> &str {
        // Only whole characters are pushed, so the bytes are always UTF-8.
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }
}

/// A text with its tokens and sentences.
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    /// The text.
    pub text: &'t str,
    /// In order.
    pub tokens: Vec<Token>,
    /// Token ranges of the sentences, in order; paragraphs always end one.
    pub sentences: Vec<Range<usize>>,
}

impl<'t> Tokens<'t> {
    /// Splits `text` into tokens and sentences.
    pub fn new(text: &'t str, vocabulary: &Vocabulary) -> Self {
        let tokens = tokenize(text, vocabulary);
        let sentences = sentences(text, &tokens);
        Self {
            text,
            tokens,
            sentences,
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

fn tokenize(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    let mut spaced = true;
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            spaced = true;
            continue;
        }
        let mut end = start + first.len_utf8();
        let (word, shape) = if is_word_character(first) {
            let mut makeup = Makeup::new(first);
            while let Some(&(at, c)) = chars.peek() {
                if !(is_word_character(c) || is_combining(c)) {
                    break;
                }
                makeup.add(c);
                end = at + c.len_utf8();
                chars.next();
            }
            let shape = makeup.shape();
            (vocabulary.id(&text[start..end]), shape)
        } else {
            (mark(first), Shape::Mark(first))
        };
        tokens.push(Token {
            start: start as u32,
            end: end as u32,
            word,
            shape,
            spaced,
        });
        spaced = false;
    }
    tokens
}

/// Combining marks of Vietnamese in decomposed text.
fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Lower case of a letter of Vietnamese or its neighbours in Latin, and whether it is a capital. The standard
/// library searches tables for every letter beyond ASCII, and one letter in five here is.
fn letter(c: char) -> Option<(char, bool)> {
    let code = c as u32;
    let (lower, capital) = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde => (code + 0x20, true),
        0x61..=0x7a | 0xe0..=0xf6 | 0xf8..=0xfe | 0x1b0 => (code, false),
        // Pairs of a capital and its small letter: Ă Đ Ĩ Ũ Ơ, and the letters with two marks.
        0x102..=0x103
        | 0x110..=0x111
        | 0x128..=0x129
        | 0x168..=0x169
        | 0x1a0..=0x1a1
        | 0x1ea0..=0x1ef9 => (code | 1, code & 1 == 0),
        0x1af => (0x1b0, true),
        _ => return None,
    };
    Some((char::from_u32(lower)?, capital))
}

fn is_word_character(c: char) -> bool {
    c.is_ascii_digit() || letter(c).is_some() || (!c.is_ascii() && c.is_alphanumeric())
}

fn is_capital(c: char) -> bool {
    match letter(c) {
        Some((_, capital)) => capital,
        None => c.is_uppercase(),
    }
}

/// Hashes a word in one go: a streaming state costs more than the word.
#[derive(Debug, Default)]
struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes) ^ self.0.rotate_left(1);
    }

    fn write_u8(&mut self, _end_of_str: u8) {}
}

/// What has been seen of a word.
struct Makeup {
    first_upper: bool,
    letters: usize,
    uppers: usize,
    digits: usize,
}

impl Makeup {
    fn new(first: char) -> Self {
        let mut makeup = Self {
            first_upper: is_capital(first),
            letters: 0,
            uppers: 0,
            digits: 0,
        };
        makeup.add(first);
        makeup
    }

    fn add(&mut self, c: char) {
        if c.is_ascii_digit() {
            self.digits += 1;
        } else if !is_combining(c) {
            self.letters += 1;
            self.uppers += usize::from(is_capital(c));
        }
    }

    fn shape(&self) -> Shape {
        match (self.letters, self.digits) {
            (0, _) => Shape::Number,
            (_, 1..) => Shape::Mixed,
            (letters, _) if letters > 1 && self.uppers == letters => Shape::Upper,
            _ if self.first_upper => Shape::Capital,
            _ => Shape::Lower,
        }
    }
}

/// Ends a sentence at `.`, `!`, `?`, `…` (with closing quotes and brackets) before a space and a
/// capital, digit or quote, and at every line break. An initial (`V. Putin`), an abbreviation in
/// capitals (`TP. HCM`) or an ordinal dot ends none.
fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut begin = 0;
    for i in 0..tokens.len() {
        let next = tokens.get(i + 1);
        let broken =
            next.is_none_or(|n| text[tokens[i].end as usize..n.start as usize].contains('\n'));
        if broken || ends_sentence(text, tokens, i) {
            sentences.push(begin..i + 1);
            begin = i + 1;
        }
    }
    sentences
}

fn ends_sentence(text: &str, tokens: &[Token], i: usize) -> bool {
    let Some(next) = tokens.get(i + 1) else {
        return true;
    };
    if !next.spaced {
        return false;
    }
    // Step back over closing marks to the mark that ends the sentence.
    let mut at = i;
    while at > 0
        && matches!(
            tokens[at].shape,
            Shape::Mark('"' | '”' | '’' | '\'' | ')' | ']' | '»')
        )
    {
        at -= 1;
    }
    let Shape::Mark(mark) = tokens[at].shape else {
        return false;
    };
    let opens = match next.shape {
        Shape::Capital | Shape::Upper | Shape::Number | Shape::Mixed => true,
        Shape::Mark(c) => matches!(
            c,
            '"' | '“' | '‘' | '\'' | '(' | '[' | '«' | '-' | '–' | '—' | '•' | '*'
        ),
        Shape::Lower => false,
    };
    match mark {
        '!' | '?' | '…' => opens,
        '.' if at == i && at > 0 => {
            let before = &tokens[at - 1];
            let letters = text[before.bytes()].chars().count();
            let abbreviation = !tokens[at].spaced
                && match before.shape {
                    Shape::Capital => letters == 1,
                    Shape::Upper => letters <= 2 && at >= 2 && !tokens[at - 2].is_capital(),
                    _ => false,
                }
                && next.is_capital();
            opens && !abbreviation
        }
        '.' => opens,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let tokens = Tokens::new(text, &Vocabulary::default());
        tokens
            .sentences
            .iter()
            .map(|s| tokens.slice(s.clone()))
            .collect()
    }

    #[test]
    fn words_compare_in_lower_case_with_one_tone_placement() {
        let mut words = Vocabulary::default();
        let hoa = words.intern("hòa");
        for form in ["Hoà", "HÒA", "hoà"] {
            assert_eq!(words.id(form), hoa, "{form}");
        }
        let quy = words.intern("quý");
        assert_eq!(words.id("Quý"), quy);
        assert_ne!(words.id("hoa"), hoa);
        assert_eq!(words.intern("Triều"), words.intern("triều"));
    }

    #[test]
    fn letters_have_the_case_that_unicode_gives_them() {
        for c in ('\0'..='\u{2fff}').filter(|c| letter(*c).is_some()) {
            let lower: String = c.to_lowercase().collect();
            assert_eq!(letter(c).map(|(l, _)| l.to_string()), Some(lower), "{c}");
            assert_eq!(is_capital(c), c.is_uppercase(), "{c}");
            assert!(c.is_alphabetic(), "{c}");
        }
        for c in '\0'..='\u{2fff}' {
            assert_eq!(is_word_character(c), c.is_alphanumeric(), "{c}");
        }
    }

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

    #[test]
    fn sentences_end_at_stops_and_line_breaks_but_not_at_initials() {
        assert_eq!(
            split("Ông V. Putin tới Hà Nội. Ông gặp bà Choe.\n\nTin \"nóng\". “Tôi đi.” Hết"),
            [
                "Ông V. Putin tới Hà Nội.",
                "Ông gặp bà Choe.",
                "Tin \"nóng\".",
                "“Tôi đi.”",
                "Hết"
            ]
        );
        assert_eq!(split("Giá 3.5 tỷ. đồng"), ["Giá 3.5 tỷ. đồng"]);
    }
}
