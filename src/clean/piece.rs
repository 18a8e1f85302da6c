//! The pieces of a page that each play one part: mostly a line, sometimes a part of one.

use std::borrow::Cow;
use std::ops::Range;

use super::Repairs;
use super::evidence::Observed;
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
    /// Letters and digits of the text, hashed; 0 where no other piece could print the same text.
    pub(super) print: u64,
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
            print: 0,
        }
    }
}

/// A hash of the letters and digits of `text`, case and marks aside.
pub(super) fn print_of(text: &str) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    // Four letters are mixed in at a time, since each mixing waits for the one before.
    let (mut letters, mut count) = (0, 0);
    for letter in text.chars().map(super::letters::word_letter) {
        if letter != 0 {
            letters = (letters << 16) ^ u64::from(letter);
            count += 1;
            if count % 4 == 0 {
                hash = mix(hash, letters);
                letters = 0;
            }
        }
    }
    mix(hash, letters ^ count) | 1
}

fn mix(hash: u64, letters: u64) -> u64 {
    let product = u128::from(hash ^ letters) * 0x9e37_79b9_7f4a_7c15;
    (product >> 64) as u64 ^ product as u64
}
