//! From a raw page to lines with roles.
//!
//! Input: a [`Page`]. Output: a [`CleanText`] whose segments tile the page:
//! every character of every line, line ends apart, belongs to exactly one segment with one role,
//! the evidence that decided it and its repaired text. Pure: no files, no clock, no locale.
//!
//! Lines are cut into pieces where two things share one (`piece`); each piece is looked at by
//! itself (`local`) and beside its neighbours (`context`); then the most likely sequence of
//! parts is found for the whole page (`decode`). Phrases and weights are tables of the lexicon.

mod alternative;
mod around;
mod broken;
pub mod byline;
pub mod caption;
mod cohesion;
mod context;
mod credit;
mod decode;
mod doubled;
mod evidence;
mod furniture;
mod fused;
mod headlines;
mod inserted;
mod known;
mod layout;
pub mod learn;
mod letters;
mod local;
mod mojibake;
pub(crate) mod numbered;
mod piece;
pub mod repair;
mod restore;
pub mod role;
mod rows;
mod settle;
mod shape;
pub mod stamp;
#[cfg(test)]
mod tests;
mod unicode;
mod unsigned;
mod zones;

pub use learn::SiteLines;
pub use repair::{Repaired, Repairer};
pub use role::Role;

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::Checked;
use crate::lexicon::{Lexicon, LexiconError};
use crate::read::Page;

use evidence::Evidence;
use stamp::Stamp;

/// A page whose every character has a role.
#[derive(Clone, Debug, PartialEq)]
pub struct CleanText<'p> {
    /// The page as read.
    pub page: &'p Page,
    /// In page order; line ends apart they tile the page's text, and no two overlap.
    pub segments: Vec<Segment<'p>>,
    /// The stamps that were read on the page, each with its segment's place in `segments`.
    pub stamps: Vec<(usize, Stamp)>,
    /// What repairing the text changed.
    pub repairs: Repairs,
}

/// A part of one line with one role; in most cases the whole line.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment<'p> {
    /// 1-based line of the page.
    pub line: usize,
    /// Bytes of the page's text, without the line end.
    pub bytes: Range<usize>,
    /// What it is.
    pub role: Role,
    /// Slug of the evidence that decided (`stamp.line`), a row of the registry.
    pub reason: &'static str,
    /// Weight of that evidence, 0 to 1.
    pub score: f32,
    /// What repair changed in it.
    pub repairs: Repairs,
    /// The segment after repair: NFC, white space folded, mojibake undone, dotted words restored.
    pub text: Cow<'p, str>,
}

/// What text repair changed on a page; each is flagged on the records it touches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Words joined again that dots had broken to dodge filters.
    pub restored_words: usize,
    /// Runs of characters decoded again (mojibake, legacy encodings).
    pub repaired_encoding: usize,
}

/// The lines of a page, each looked at by itself.
#[derive(Debug)]
pub struct Looked<'p> {
    pieces: Vec<piece::Piece<'p>>,
    blanks: Vec<Segment<'p>>,
}

/// Gives every line a role; compiled once.
#[derive(Debug)]
pub struct Cleaner {
    local: local::Local,
    scales: evidence::Scales,
    site_lines: SiteLines,
}

impl Cleaner {
    /// Compiles the lexicon's page furniture.
    pub fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        Ok(Self {
            local: local::Local::new(lexicon)?,
            scales: evidence::Scales::new(lexicon)?,
            site_lines: SiteLines::default(),
        })
    }

    /// Takes lines that repeat across the pages of a site as evidence too.
    #[must_use]
    pub fn with_site_lines(mut self, lines: SiteLines) -> Self {
        self.site_lines = lines;
        self
    }

    /// Repairs the text of a page and gives every line a role.
    pub fn clean<'p>(&self, page: &'p Page) -> Checked<CleanText<'p>> {
        self.settle(page, self.look(page))
    }

    /// Looks at the lines of a page one by one.
    pub fn look<'p>(&self, page: &'p Page) -> Looked<'p> {
        let (mut pieces, blanks) = self.local.pieces(&page.text);
        self.observe_site(page, &mut pieces);
        Looked { pieces, blanks }
    }

    /// Gives the lines of a page their roles, each by what was seen of it and stands around it.
    pub fn settle<'p>(&self, page: &'p Page, looked: Looked<'p>) -> Checked<CleanText<'p>> {
        let Looked { mut pieces, blanks } = looked;
        context::observe(&mut pieces, page.stated.title.as_deref(), &self.local);
        let seen: Vec<_> = pieces.iter().map(|p| p.seen).collect();
        let states = decode::decode(&self.scales, &seen);
        let parts = settle::settle(&self.scales, &pieces, &states);

        let mut segments = Vec::with_capacity(pieces.len() + blanks.len());
        let mut stamps = Vec::new();
        let mut repairs = Repairs::default();
        let mut blanks = blanks.into_iter().peekable();
        for (piece, part) in pieces.into_iter().zip(parts) {
            while let Some(blank) = blanks.next_if(|b| b.line < piece.line) {
                segments.push(blank);
            }
            if let Some(stamp) = piece.stamp {
                stamps.push((segments.len(), stamp));
            }
            repairs.restored_words += piece.repairs.restored_words;
            repairs.repaired_encoding += piece.repairs.repaired_encoding;
            segments.push(Segment {
                line: piece.line,
                bytes: piece.bytes,
                role: part.role,
                reason: part.reason,
                score: part.score,
                repairs: piece.repairs,
                text: piece.text,
            });
        }
        segments.extend(blanks);
        Checked::clean(CleanText {
            page,
            segments,
            stamps,
            repairs,
        })
    }

    /// Marks the pieces that are furniture of the page's site.
    fn observe_site(&self, page: &Page, pieces: &mut [piece::Piece]) {
        if self.site_lines.is_empty() {
            return;
        }
        let site = page.site();
        for piece in pieces {
            match self.site_lines.weight(site, &piece.text) {
                Some(weight) if weight >= 1.0 => piece.seen.add(Evidence::SiteReviewed),
                Some(_) => piece.seen.add(Evidence::Site),
                None => {}
            }
        }
    }
}
