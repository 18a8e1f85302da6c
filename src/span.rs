//! Half-open ranges of text, and the one conversion from bytes to code points.
//!
//! Inside a stage a position is a byte offset into a `&str`, because that is what slicing takes.
//! At every public surface (rows, reports, JSON) it is a count of Unicode code points, which is
//! what Python's `str` indexing counts.

use std::ops::Range;

/// A half-open range `[start, end)` of Unicode code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl Span {
    /// Number of code points covered.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True when the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// The byte of `whole` at which `part`, a slice of it, begins; nothing for another text.
pub fn place_in(whole: &str, part: &str) -> Option<usize> {
    let at = part.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
    (at + part.len() <= whole.len()).then_some(at)
}

/// Byte offsets between checkpoints; a conversion counts at most this many bytes.
const STRIDE: usize = 128;

/// Converts byte offsets of one text to code points, in constant time after one pass over it.
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points that start before byte `i * STRIDE`.
    checkpoints: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    /// Indexes `text`.
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut seen = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            checkpoints.push(seen);
            seen += starts(chunk) as u32;
        }
        checkpoints.push(seen);
        Self { text, checkpoints }
    }

    /// Number of code points before byte `byte`, which must lie on a character boundary of the text.
    pub fn at(&self, byte: usize) -> usize {
        let block = byte / STRIDE;
        let before = &self.text.as_bytes()[block * STRIDE..byte];
        self.checkpoints[block] as usize + starts(before)
    }

    /// The code points of a byte range.
    pub fn span(&self, bytes: Range<usize>) -> Span {
        Span {
            start: self.at(bytes.start),
            end: self.at(bytes.end),
        }
    }
}

/// Number of code points in `text`.
pub fn code_points(text: &str) -> usize {
    starts(text.as_bytes())
}

/// Number of words in `text`: runs of anything but ASCII white space.
pub fn words(text: &str) -> usize {
    // Without branches, so that many bytes are looked at together.
    let space = |b: u8| (b == b' ') | (b == b'\n') | (b == b'\t') | (b == b'\r') | (b == b'\x0c');
    let first = text.bytes().next().is_some_and(|b| !space(b));
    usize::from(first) + pairs(text, |before, b| space(before) & !space(b))
}

/// Bytes counted before the count is carried on: it fits in a byte, so that as many are counted
/// together as go into a register, and the block into whole registers.
const BLOCK: usize = 192;

/// Number of neighbouring bytes of `text` that `counts` is true of.
pub(crate) fn pairs(text: &str, counts: impl Fn(u8, u8) -> bool) -> usize {
    let (firsts, seconds) = (text.as_bytes(), text.as_bytes().get(1..).unwrap_or(&[]));
    let blocks = firsts.chunks(BLOCK).zip(seconds.chunks(BLOCK));
    let count = |firsts: &[u8], seconds: &[u8]| {
        let pairs = firsts.iter().zip(seconds);
        pairs.fold(0u8, |count, (first, second)| {
            count.wrapping_add(u8::from(counts(*first, *second)))
        })
    };
    blocks.map(|(a, b)| usize::from(count(a, b))).sum()
}

/// Bytes that begin a character: all but UTF-8 continuation bytes.
fn starts(bytes: &[u8]) -> usize {
    let starts = |b: u8| u8::from((b as i8) >= -0x40);
    let count = |block: &[u8]| {
        block
            .iter()
            .fold(0u8, |count, &b| count.wrapping_add(starts(b)))
    };
    bytes
        .chunks(BLOCK)
        .map(|block| usize::from(count(block)))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_is_found_where_it_was_cut() {
        let text = "một hai một".to_owned();
        for (from, to) in [(0, 0), (0, 5), (6, 9), (10, 15), (15, 15)] {
            assert_eq!(place_in(&text, &text[from..to]), Some(from));
        }
        assert_eq!(place_in(&text[6..9], &text), None);
        assert_eq!(place_in(&text, &text.clone()), None);
    }

    #[test]
    fn byte_offsets_become_code_points_on_both_sides_of_a_checkpoint() {
        let text = "Đại sứ Nga ".repeat(40);
        let index = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.at(byte), count);
        }
        assert_eq!(index.at(text.len()), code_points(&text));
        assert_eq!(index.span(0..text.len()).len(), text.chars().count());
    }

    #[test]
    fn words_are_what_white_space_parts() {
        for text in ["", " ", "a", " Một  ngày\nmới ", "a\tb\u{a0}c\r\nd"] {
            assert_eq!(
                words(text),
                text.split_ascii_whitespace().count(),
                "{text:?}"
            );
        }
    }

    #[test]
    fn empty_text_has_one_position() {
        assert_eq!(CodePoints::new("").at(0), 0);
    }
}
