//! From a raw page to lines with roles.
//!
//! Input: a [`Page`](crate::read::Page). Output: a [`CleanText`] whose segments tile the page:
//! every character of every line, line ends apart, belongs to exactly one segment with one role,
//! the evidence that decided it and its repaired text. Pure: no files, no clock, no locale.

mod mojibake;
pub mod repair;
mod restore;
pub mod role;
pub mod stamp;
mod unicode;

pub use repair::{Repaired, Repairer};
pub use role::Role;

use std::ops::Range;

use crate::diagnostic::Checked;
use crate::lexicon::{Lexicon, LexiconError};
use crate::read::Page;

/// A page whose every character has a role.
#[derive(Clone, Debug, PartialEq)]
pub struct CleanText<'p> {
    /// The page as read.
    pub page: &'p Page,
    /// In page order; line ends apart they tile the page's text, and no two overlap.
    pub segments: Vec<Segment>,
    /// What repairing the text changed.
    pub repairs: Repairs,
}

/// A part of one line with one role; in most cases the whole line.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// 1-based line of the page.
    pub line: usize,
    /// Bytes of the page's text, without the line end.
    pub bytes: Range<usize>,
    /// What it is.
    pub role: Role,
    /// Slug of the evidence that decided (`stamp.below-headline`), a row of the registry.
    pub reason: &'static str,
    /// Weight of that evidence, 0 to 1.
    pub score: f32,
    /// The segment after repair: NFC, white space folded, mojibake undone, dotted words restored.
    pub text: String,
}

/// What text repair changed on a page; each is flagged on the records it touches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Words joined again that dots had broken to dodge filters.
    pub restored_words: usize,
    /// Runs of characters decoded again (mojibake, legacy encodings).
    pub repaired_encoding: usize,
}

/// Gives every line a role; compiled once.
#[derive(Debug)]
pub struct Cleaner {}

impl Cleaner {
    /// Compiles the lexicon's page furniture.
    pub fn new(_lexicon: &Lexicon) -> Result<Self, LexiconError> {
        Ok(Self {})
    }

    /// Repairs the text of a page and gives every line a role.
    pub fn clean<'p>(&self, page: &'p Page) -> Checked<CleanText<'p>> {
        Checked::clean(CleanText {
            page,
            segments: Vec::new(),
            repairs: Repairs::default(),
        })
    }
}
