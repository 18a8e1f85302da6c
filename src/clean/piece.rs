//! The pieces of a page that each play one part: mostly a line, sometimes a part of one.

use std::borrow::Cow;
use std::ops::Range;

use super::Repairs;
use super::evidence::Observed;
use super::letters::word_letter;
use super::shape::Shape;
use super::stamp::Stamp;

/// A piece of a line, with what was observed of it.
#[derive(Clone, Debug)]
pub(super) struct Piece<'p> {
    /// 1-based line of the page.
    pub(super) line: usize,
    /// Bytes of the page's text.
    pub(super) bytes: Range<usize>,
    /// The text after repair.
    pub(super) text: Cow<'p, str>,
    /// What repair changed.
    pub(super) repairs: Repairs,
    /// Blank lines directly above.
    pub(super) blanks: u32,
    pub(super) shape: Shape,
    pub(super) seen: Observed,
    /// The stamp that the piece is, or that ends it.
    pub(super) stamp: Option<Stamp>,
    /// The sum of what the text prints; 0 where no other piece could print the same text.
    pub(super) sum: u32,
}

impl<'p> Piece<'p> {
    /// A piece that nothing but its shape is known of.
    pub(super) fn new(
        line: usize,
        bytes: Range<usize>,
        text: Cow<'p, str>,
        blanks: u32,
        shape: Shape,
    ) -> Self {
        Self {
            line,
            bytes,
            text,
            repairs: Repairs::default(),
            blanks,
            shape,
            seen: Observed::default(),
            stamp: None,
            sum: 0,
        }
    }

    pub(super) fn print(&self) -> Print<'_> {
        Print {
            sum: self.sum,
            text: &self.text,
        }
    }
}

/// The letters and digits of a text, case and marks aside. Few texts of a page have the same sum,
/// and only those are compared letter by letter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Print<'t> {
    sum: u32,
    text: &'t str,
}

impl<'t> Print<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let sum = Self::sum_of(text);
        Self { sum, text }
    }

    /// The ASCII letters and digits added up, in a form that compilers turn into vector code; never
    /// 0. `İ` and the Kelvin sign, whose small letters are ASCII, count for nothing, so that texts
    /// that differ in them differ.
    pub(super) fn sum_of(text: &str) -> u32 {
        let value = |byte: u8| {
            let small = byte | 0x20;
            let is_letter = (small.wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10);
            // Digits have that bit too.
            if is_letter { u32::from(small) } else { 0 }
        };
        text.bytes().map(value).fold(1, u32::wrapping_add).max(1)
    }

    /// A hash of all letters and digits.
    pub(super) fn hash(self) -> u64 {
        if self.sum == 0 {
            return 0;
        }
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        // Four letters are mixed in at a time, since each mixing waits for the one before.
        let (mut four, mut count) = (0, 0);
        for letter in letters(self.text) {
            four = (four << 16) ^ u64::from(letter);
            count += 1;
            if count % 4 == 0 {
                hash = mix(hash, four);
                four = 0;
            }
        }
        mix(hash, four ^ count) | 1
    }
}

impl PartialEq for Print<'_> {
    fn eq(&self, other: &Self) -> bool {
        let same = |text: &str, other: &str| letters(text).eq(letters(other));
        self.sum == other.sum
            && (self.sum == 0 || self.text == other.text || same(self.text, other.text))
    }
}

fn letters(text: &str) -> impl Iterator<Item = u32> {
    text.chars().map(word_letter).filter(|letter| *letter != 0)
}

fn mix(hash: u64, letters: u64) -> u64 {
    let product = u128::from(hash ^ letters) * 0x9e37_79b9_7f4a_7c15;
    (product >> 64) as u64 ^ product as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_are_the_same_where_letters_and_digits_are() {
        let print = Print::of("Cầu Sông Xanh thông xe");
        for same in ["CẦU SÔNG XANH THÔNG XE!", "“Cầu Sông Xanh” - thông xe"] {
            assert_eq!(print, Print::of(same));
            assert_eq!(print.hash(), Print::of(same).hash());
        }
        for other in [
            "Cầu Sông Xanh đã thông xe",
            "Câu Sông Xanh thông xe",
            "",
            "…",
        ] {
            assert_ne!(print, Print::of(other));
            assert_ne!(print.hash(), Print::of(other).hash());
        }
        assert_eq!(Print::of("a 1"), Print::of("A1."));
    }
}
