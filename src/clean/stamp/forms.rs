//! The words around a stamp: where a form begins or ends a text, its case ignored.

use crate::clean::letters::{is_letter, is_word, lower};
use crate::lexicon::Words;

/// What a word inside a stamp says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A day follows, or nothing but marks before one.
    Day,
    /// The number of a month follows.
    Month,
    /// A year follows.
    Year,
    /// A time of day follows.
    At,
    /// The number before counts hours.
    Hour,
    /// The number before counts minutes.
    Minute,
    /// The hours before count from noon.
    Late,
    /// The hours before count from midnight.
    Early,
    /// The number before counts a day of the month.
    Ordinal,
}

impl Part {
    pub(super) const ALL: [(&'static str, Self); 9] = [
        ("day", Self::Day),
        ("month", Self::Month),
        ("year", Self::Year),
        ("at", Self::At),
        ("hour", Self::Hour),
        ("minute", Self::Minute),
        ("late", Self::Late),
        ("early", Self::Early),
        ("ordinal", Self::Ordinal),
    ];
}

/// End of a word of a part at the start of `text`.
pub(super) fn part_prefix(words: &Words<Part>, part: Part, text: &str) -> Option<usize> {
    words.of(part).find_map(|form| prefix(text, form))
}

/// Start of a word of a part at the end of `text`.
pub(super) fn part_suffix(words: &Words<Part>, part: Part, text: &str) -> Option<usize> {
    words.of(part).find_map(|form| suffix(text, form))
}

/// Forms by their first byte, which is the same for the small and the capital letters of Vietnamese
/// that are none of ASCII.
#[derive(Debug)]
pub(super) struct Forms(Vec<Vec<&'static str>>);

impl Default for Forms {
    fn default() -> Self {
        Self(vec![Vec::new(); 256])
    }
}

impl Forms {
    pub(super) fn add(&mut self, form: &'static str) {
        if let Some(first) = form.as_bytes().first() {
            self.0[usize::from(*first)].push(form);
        }
    }

    /// End of the longest form that begins `text`.
    fn longest(&self, text: &str) -> Option<usize> {
        let first = text.as_bytes().first()?.to_ascii_lowercase();
        self.0[usize::from(first)]
            .iter()
            .filter_map(|form| prefix(text, form))
            .max()
    }
}

/// True when `text` holds nothing but these forms and marks.
pub(super) fn only(text: &str, forms: &Forms) -> bool {
    let mut rest = text;
    loop {
        // `丨` is a bar that counts as a letter.
        rest = rest.trim_start_matches(|c: char| !is_letter(c) || c == '丨');
        if rest.is_empty() {
            return true;
        }
        match forms.longest(rest) {
            Some(end) => rest = &rest[end..],
            None => return false,
        }
    }
}

/// End of `form` (lower case) at the start of `text`, case ignored, at a word boundary.
pub(super) fn prefix(text: &str, form: &str) -> Option<usize> {
    let end = prefix_loose(text, form)?;
    let boundary = !text[end..].starts_with(is_word);
    boundary.then_some(end)
}

#[inline]
pub(super) fn prefix_loose(text: &str, form: &str) -> Option<usize> {
    // Small and capital letters of Vietnamese begin with the same byte, ASCII case aside.
    let (a, b) = (text.as_bytes().first()?, form.as_bytes().first()?);
    (a.to_ascii_lowercase() == *b || !a.is_ascii()).then(|| letters_of(text, form))?
}

/// End of `form` (lower case) at the start of `text`, letter by letter.
fn letters_of(text: &str, form: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for wanted in form.chars() {
        let (_, c) = chars.next()?;
        if c != wanted && (lower(c) != wanted || c == 'İ') {
            return None;
        }
    }
    Some(chars.offset())
}

/// Start of `form` (lower case) at the end of `text`, case ignored, at a word boundary.
#[inline]
pub(super) fn suffix(text: &str, form: &str) -> Option<usize> {
    let (a, b) = (text.as_bytes().last()?, form.as_bytes().last()?);
    (a.to_ascii_lowercase() == *b || !a.is_ascii()).then(|| letters_before(text, form))?
}

/// Start of `form` at the end of `text`, letter by letter.
fn letters_before(text: &str, form: &str) -> Option<usize> {
    let mut chars = text.char_indices().rev();
    let mut start = text.len();
    for wanted in form.chars().rev() {
        let (at, c) = chars.next()?;
        if c != wanted && (lower(c) != wanted || c == 'İ') {
            return None;
        }
        start = at;
    }
    let boundary = !text[..start].ends_with(is_word);
    boundary.then_some(start)
}

pub(super) fn same(text: &str, form: &str) -> bool {
    prefix(text, form).is_some_and(|end| text[end..].trim().is_empty())
}
