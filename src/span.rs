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

/// Bytes that begin a character: all but UTF-8 continuation bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| (b as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn empty_text_has_one_position() {
        assert_eq!(CodePoints::new("").at(0), 0);
    }
}
