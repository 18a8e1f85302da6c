//! From the text of a page to pieces: where its lines end, and where a line holds two things.
//!
//! A cut is found in the repaired text of a line and then looked for in the line as read, so that
//! the pieces tile the page. What each piece is, [`Local::look`] says after all are cut.

use std::borrow::Cow;
use std::ops::Range;

use super::{Local, SHORT_BYTES, has_digits};
use crate::clean::byline::Form;
use crate::clean::caption::is_host;
use crate::clean::letters::Folder;
use crate::clean::piece::Piece;
use crate::clean::repair::{Repaired, Suspects};
use crate::clean::rows::is_section_tail;
use crate::clean::shape::{Holds, Shape};
use crate::clean::stamp::Stamp;
use crate::clean::{Repairs, Role, Segment};
use crate::clean::{fused, inserted};

/// A line of so many bytes may hold a whole text, its captions and byline fused into it.
const FLAT_BYTES: usize = 600;

/// Bytes of a writer and a medium before a day at most, where no mark parts them from it.
const SIGNED_BYTES: usize = 80;

impl Local {
    /// The pieces of a page in order, and its blank lines.
    pub(in crate::clean) fn pieces<'p>(&self, text: &'p str) -> (Vec<Piece<'p>>, Vec<Segment<'p>>) {
        let mut pieces = Vec::with_capacity(text.len() / 64 + 8);
        let mut blanks = Vec::new();
        let mut gap = 0;
        let suspects = Suspects::of(text);
        let mut folder = Folder::default();
        let mut start = 0;
        let mut number = 0;
        while start <= text.len() {
            let rest = &text.as_bytes()[start..];
            let end = start + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let next = end + 1;
            let end = end - usize::from(end > start && text.as_bytes()[end - 1] == b'\r');
            number += 1;
            let line = &text[start..end];
            if is_blank(line) {
                gap += 1;
                if next <= text.len() || end > start {
                    blanks.push(blank(number, start..end));
                }
            } else {
                let repaired = self.repairer.line_of(&suspects, &(start..end), line);
                self.line(number, start..end, line, repaired, gap, &mut pieces);
                gap = 0;
            }
            start = next;
        }
        // In a second walk, so that the code of each stays in the cache.
        for piece in &mut pieces {
            let stamp = piece.stamp.take();
            self.look(piece, stamp, &mut folder);
        }
        (pieces, blanks)
    }

    /// Cuts a line into pieces, each with its first stamp.
    fn line<'p>(
        &self,
        number: usize,
        bytes: Range<usize>,
        line: &'p str,
        repaired: Repaired<'p>,
        gap: u32,
        pieces: &mut Vec<Piece<'p>>,
    ) {
        let repairs = Repairs {
            restored_words: repaired.restored,
            repaired_encoding: repaired.decoded,
        };
        let text = repaired.text;
        // Repair folds runs of spaces, so a borrowed line has none.
        let gaps = match text {
            Cow::Owned(_) => gaps(line),
            Cow::Borrowed(_) => 0,
        };
        let mut shape = Shape::of(&text);
        let stamp = self.stamp(&text, &shape);
        let mut cuts = stamp
            .as_ref()
            .map_or_else(Vec::new, |stamp| self.cuts(&text, stamp));
        if text.len() >= FLAT_BYTES {
            let gaps = match text {
                Cow::Owned(_) if gaps > 0 => gap_places(line, &text),
                _ => Vec::new(),
            };
            cuts.extend(fused::cuts(
                &text,
                &gaps,
                &self.furniture,
                &self.captions,
                &self.bylines,
            ));
            cuts.extend(inserted::cuts(&text));
            cuts.sort_unstable();
            cuts.dedup();
        }
        let first = pieces.len();
        if cuts.is_empty() {
            shape.gaps += gaps;
            let mut piece = Piece::new(number, bytes, text, gap, shape);
            piece.repairs = repairs;
            piece.stamp = stamp;
            pieces.push(piece);
            return;
        }
        // Cuts are places in the repaired text; find them in the line as read.
        let mut from = 0;
        let mut raw_from = 0;
        let mut gap = gap;
        for cut in cuts.into_iter().chain([text.len()]) {
            let raw_to = if cut == text.len() {
                line.len()
            } else {
                self.raw_place(line, &text, cut)
            };
            let part = match &text {
                Cow::Borrowed(t) => Cow::Borrowed(t[from..cut].trim()),
                Cow::Owned(t) => Cow::Owned(t[from..cut].trim().to_owned()),
            };
            if raw_to > raw_from && !part.is_empty() {
                let raw = bytes.start + raw_from..bytes.start + raw_to;
                let shape = Shape::of(&part);
                let stamp = self.stamp(&part, &shape);
                let mut piece = Piece::new(number, raw, part, gap, shape);
                piece.stamp = stamp;
                pieces.push(piece);
                gap = 0;
                raw_from = raw_to;
            }
            from = cut;
        }
        // Which piece a repair fell into is not known; every one bears the flag.
        for piece in &mut pieces[first..] {
            piece.repairs = repairs;
        }
    }

    /// The byte of `line` as read that stands where byte `cut` stands in its repaired `text`.
    fn raw_place(&self, line: &str, text: &str, cut: usize) -> usize {
        let lead = line.len() - line.trim_start().len();
        if line.trim() == text {
            return lead + cut;
        }
        if let Some(at) = beside(line, text, cut) {
            return at;
        }
        // The shortest beginning of the line whose repair reaches the cut.
        let mut places: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
        places.push(line.len());
        let target = text[..cut].trim_end().len();
        let at = places.partition_point(|&at| self.repairer.line(&line[..at]).text.len() < target);
        places.get(at).copied().unwrap_or(line.len())
    }

    /// The first stamp of a short line, or of the beginning of one that begins with a digit.
    fn stamp(&self, text: &str, shape: &Shape) -> Option<Stamp> {
        let looked_at = text.len() <= SHORT_BYTES || text.starts_with(|c: char| c.is_ascii_digit());
        if !looked_at || !shape.holds.any(Holds::DIGIT) || !has_digits(text) {
            return None;
        }
        let mut to = text.len().min(SHORT_BYTES);
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        self.stamps.find(&text[..to])
    }

    /// Where a line holds two things: a stamp glued to a headline or a byline.
    fn cuts(&self, text: &str, stamp: &Stamp) -> Vec<usize> {
        if self.stamps.stands_alone(text, &stamp.bytes) {
            return Vec::new();
        }
        let (head, tail) = (&text[..stamp.bytes.start], &text[stamp.bytes.end..]);
        if stamp.time.is_none() {
            // A day alone is a stamp behind a name and a mark, or behind a medium that is known, only:
            // `Lê Na | 12/08/2021`, `Lê Na, RFI, 12/08/2021`, `VOA 12/08/2021`.
            let name = self.stamps.without_labels(head);
            let marked = head.trim_end().ends_with(['|', '-', '–', '•']);
            let signed = (marked || name.len() <= SIGNED_BYTES)
                && self.stamps.only_tails(tail)
                && self.bylines.parse(name).is_some_and(|b| match b.form {
                    Form::Signed if marked => true,
                    Form::Name => marked,
                    Form::Signed | Form::Source => {
                        b.signing > 0 && b.sources.iter().all(|s| self.bylines.is_known_source(s))
                    }
                    Form::Initials => false,
                });
            return if signed { vec![name.len()] } else { Vec::new() };
        }
        if self.stamps.only_labels(head) && is_section_tail(tail) {
            return Vec::new();
        }
        let bare =
            tail.trim_start_matches([' ', '-', '|', ',', '–', '—', '•', ':', '丨', '/', '·']);
        if self.stamps.only_labels(head) {
            let starts = bare.starts_with(|c: char| c.is_uppercase() || "\"“'‘«[(".contains(c));
            let words = bare.split_whitespace().count();
            return if starts && words >= 2 && !tail.starts_with(", ") {
                vec![text.len() - bare.len()]
            } else {
                Vec::new()
            };
        }
        if self.stamps.only_tails(tail) {
            // Labels before the stamp go with it.
            let trimmed = self.stamps.without_labels(head);
            let signed = is_host(trimmed) || self.bylines.parse(trimmed).is_some();
            let words = trimmed.split_whitespace().count();
            let ends = trimmed.ends_with(|c: char| c.is_alphanumeric() || ")\"”’'?!…".contains(c));
            return if signed || (words >= 4 && ends && !head.ends_with('(')) {
                vec![trimmed.len()]
            } else {
                Vec::new()
            };
        }
        Vec::new()
    }
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|c| {
        c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{2060}')
    })
}

fn blank(line: usize, bytes: Range<usize>) -> Segment<'static> {
    Segment {
        line,
        bytes,
        role: Role::Blank,
        reason: "shape.blank",
        score: 1.0,
        repairs: Repairs::default(),
        text: Cow::Borrowed(""),
    }
}

/// The same by walking both texts, where only white space was repaired before the cut.
fn beside(line: &str, text: &str, cut: usize) -> Option<usize> {
    let mut raw = line.char_indices().peekable();
    for wanted in text[..cut].chars() {
        loop {
            let &(_, c) = raw.peek()?;
            if c == wanted || (c.is_whitespace() && wanted == ' ') {
                raw.next();
                break;
            }
            if !c.is_whitespace() {
                return None;
            }
            raw.next();
        }
    }
    Some(raw.peek().map_or(line.len(), |&(at, _)| at))
}

/// The bytes of the repaired `text` behind two or more spaces of the `line` as read, as far as only
/// white space was repaired.
fn gap_places(line: &str, text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut raw = line.trim().chars().peekable();
    for (at, wanted) in text.char_indices() {
        let mut spaces = 0;
        while raw.next_if(|c| c.is_whitespace()).is_some() {
            spaces += 1;
        }
        if wanted == ' ' {
            if spaces == 0 {
                break;
            }
            if spaces > 1 {
                places.push(at + 1);
            }
        } else if spaces > 0 || raw.next() != Some(wanted) {
            break;
        }
    }
    places
}

/// Places where two or more spaces stand between words, as between the rubrics of a menu.
fn gaps(line: &str) -> u32 {
    let line = line.trim();
    memchr::memmem::find_iter(line.as_bytes(), b"  ")
        .take(8)
        .count() as u32
}
