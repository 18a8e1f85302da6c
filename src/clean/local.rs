//! What can be seen of a line by itself: its shape, its phrases, its stamp, byline or credit.

use std::borrow::Cow;
use std::ops::Range;

use super::byline::{Bylines, Form};
use super::caption::{self, Captions};
use super::evidence::Evidence::*;
use super::evidence::Observed;
use super::furniture::Furniture;
use super::fused;
use super::inserted;
use super::letters::{Folded, Folder};
use super::numbered::Numbered;
use super::piece::{Piece, Print};
use super::repair::{Repaired, Repairer, Suspects};
use super::rows::{
    is_address, is_breadcrumb, is_enumerated, is_hashtags, is_price_row, is_section_tail,
};
use super::shape::{self, End, Holds, Shape};
use super::stamp::{Stamp, Stamps};
use super::{Repairs, Role, Segment};
use crate::lexicon::{Lexicon, LexiconError};

/// Longest line, in bytes, that is looked at whole; of a longer one the ends.
const SHORT_BYTES: usize = 240;

/// A line of so many bytes may hold a whole text, its captions and byline fused into it.
const FLAT_BYTES: usize = 600;

/// Looks at lines one by one.
#[derive(Debug)]
pub(super) struct Local {
    repairer: Repairer,
    furniture: Furniture,
    stamps: Stamps,
    pub(super) captions: Captions,
    pub(super) numbered: Numbered,
    pub(super) bylines: Bylines,
}

impl Local {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        Ok(Self {
            repairer: Repairer::new(lexicon)?,
            furniture: Furniture::new(lexicon)?,
            stamps: Stamps::new(lexicon)?,
            captions: Captions::new(lexicon)?,
            numbered: Numbered::new(lexicon),
            bylines: Bylines::new(lexicon)?,
        })
    }

    /// The pieces of a page in order, and its blank lines.
    pub(super) fn pieces<'p>(&self, text: &'p str) -> (Vec<Piece<'p>>, Vec<Segment<'p>>) {
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
            cuts.extend(fused::cuts(
                &text,
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
            // A day alone is a stamp behind a name and a mark only: `Lê Na | 12/08/2021`.
            let name = self.stamps.without_labels(head);
            let signed = head.trim_end().ends_with(['|', '-', '–', '•'])
                && self.stamps.only_tails(tail)
                && self
                    .bylines
                    .parse(name)
                    .is_some_and(|b| matches!(b.form, Form::Signed | Form::Name));
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
            let signed = self.bylines.parse(trimmed).is_some();
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

    /// Looks at a piece, whose first stamp is `stamp`.
    fn look(&self, piece: &mut Piece, stamp: Option<Stamp>, folder: &mut Folder) {
        let text: &str = &piece.text;
        let shape = piece.shape;
        let seen = &mut piece.seen;
        let short = text.len() <= SHORT_BYTES;
        let prose = shape.is_prose();
        // Phrases: the whole of a short line, the beginning of a long one.
        let head = if shape.words <= 80 && text.len() <= 4 * SHORT_BYTES {
            text
        } else {
            let mut to = 96.min(text.len());
            while !text.is_char_boundary(to) {
                to -= 1;
            }
            &text[..to]
        };
        if short && is_hashtags(text) {
            seen.add(Tags);
            self.shape_of(text, folder.fold(text), &shape, seen);
            return;
        }
        if text.len() <= 24
            && text.starts_with(|c: char| c.is_ascii_digit())
            && !text.contains(':')
            && self.stamps.is_relative(text)
        {
            seen.add(StampRelative);
            return;
        }
        let marked = text.starts_with(['©', '*', '(', '®']);
        // Of running text, only the beginning of what opens with a mark is compared.
        let folded = folder.fold(match (short || !prose, marked) {
            (true, _) => text,
            (false, true) => head,
            (false, false) => "",
        });
        if short || !prose || marked {
            let phrase = self
                .furniture
                .find(folded.part(head), shape.words)
                .filter(|p| {
                    // `Trụ sở …. Ảnh: …` shows a building, `© Reuters / Lê Na` credits a picture.
                    // `Trả lời:` above a lawyer's words is no button.
                    !self.furniture.is_never(*p, text)
                        && !(*p == Legal
                            && (self.captions.credit(text).is_some() || self.is_mark(text)))
                });
            if let Some(phrase) = phrase {
                seen.add(phrase);
                if short {
                    piece.sum = Print::sum_of(text);
                }
                if phrase != Crawl {
                    self.shape_of(text, folded, &shape, seen);
                    return;
                }
            } else if shape.words <= 10
                && let Some(phrase) = self.furniture.row(folded)
            {
                seen.add(phrase);
                self.shape_of(text, folded, &shape, seen);
                return;
            }
        }
        if short && shape.holds.any(Holds::DIGIT) && has_digits(text) {
            if let Some(stamp) = stamp {
                let section = |head: &str| {
                    let head = head.trim_end().trim_end_matches(['|', '-', '–', '•']);
                    head.len() < text.len() / 2 && self.furniture.is_section(head)
                };
                if self.stamps.stands_alone(text, &stamp.bytes)
                    || (self.stamps.only_tails(&text[stamp.bytes.end..])
                        && stamp.bytes.start > 0
                        && section(folded.part(&text[..stamp.bytes.start]).as_str()))
                    || (stamp.time.is_some()
                        && self.stamps.only_labels(&text[..stamp.bytes.start])
                        && is_section_tail(&text[stamp.bytes.end..]))
                {
                    seen.add(StampLine);
                    let before = text[..stamp.bytes.start].trim_start();
                    if before.starts_with(char::is_alphabetic) {
                        seen.add(StampLabelled);
                    } else if before.starts_with('-') && stamp.time.is_some() {
                        seen.add(StampBulleted);
                    }
                    piece.stamp = Some(stamp);
                    return;
                }
                let tail = text[stamp.bytes.end..].trim();
                let dated = tail.is_empty() || tail == ")" || tail == "]";
                if dated && !prose && stamp.bytes.start > 0 {
                    seen.add(DatedHeadline);
                    piece.stamp = Some(stamp);
                } else if seen.has(Crawl) {
                    piece.stamp = Some(stamp);
                }
            } else if self.stamps.is_relative(text) {
                seen.add(StampRelative);
                return;
            }
        }
        if short && !seen.has(DatedHeadline) {
            if text.starts_with("# ") && text.contains(" = ") {
                seen.add(KeyValue);
            }
            if shape.words <= 12 && shape.holds.any(Holds::MARK) && is_address(text) {
                seen.add(Address);
            }
        }
        // No caption without a figure or a mark before its credit.
        const CREDITED: Holds = Holds::DIGIT
            .or(Holds::MARK)
            .or(Holds::BAR)
            .or(Holds::SIGN)
            .or(Holds::GENERAL);
        let captioned = if !shape.holds.any(CREDITED) {
            false
        } else if caption::is_file_name(text) {
            seen.add(FileName);
            true
        } else if short && self.numbered.generated(text).is_some() {
            seen.add(CaptionGenerated);
            true
        } else if (short && shape.holds.any(Holds::DIGIT) && self.numbered.opens(text))
            || (short && shape.holds.any(Holds::SIGN) && self.is_mark(text))
            || (shape.words <= 70
                && (self.captions.credit(text).is_some() || self.ends_in_small_credit(text))
                && !(shape.words <= 10 && self.signs(text)))
            || ((8..=60).contains(&shape.words) && self.ends_in_agency(text))
        {
            seen.add(CaptionCredit);
            true
        } else {
            if short && self.shows(folded, &shape) {
                seen.add(CaptionUnsigned);
            }
            false
        };
        if !captioned
            && shape.words <= 18
            && !matches!(shape.end, End::Question | End::Clause)
            // Bylines are mostly capitals; what a longer line has of small words is its note.
            && (shape.words <= 6 || (shape.smalls <= 5 && shape.breaks == 0))
            && let Some(byline) = self.bylines.parse_folded(folded)
        {
            seen.add(match byline.form {
                Form::Signed => Signed,
                Form::Name => Name,
                Form::Initials => Initials,
                Form::Source => Source,
            });
        }
        if shape.words >= 6
            && matches!(shape.end, End::Open | End::Question | End::Cry | End::Dots)
            && shape::is_doubled(text)
        {
            seen.add(Doubled);
        }
        if matches!(text.as_bytes(), [b'>' | b'=' | 0xC2 | 0xE2, ..])
            && [">>", "»", "►", "▶", "=>"]
                .iter()
                .any(|arrow| text.starts_with(arrow))
            || inserted::is_headline(text)
        {
            seen.add(Bullet);
        }
        if !prose {
            piece.sum = Print::sum_of(text);
        }
        self.shape_of(text, folded, &shape, seen);
    }

    /// Adds what the shape of a text says; `folded` is the text, unless it is prose.
    fn shape_of(&self, text: &str, folded: Folded, shape: &Shape, seen: &mut Observed) {
        let letters = shape.capitals + shape.smalls;
        if letters == 0 || (shape.words <= 8 && is_price_row(text)) {
            seen.add(Number);
            return;
        }
        if shape.is_prose() {
            seen.add(Prose);
            if shape.words >= 40 {
                seen.add(Long);
            }
            if shape.end == End::Dots {
                seen.add(CutOff);
            }
            return;
        }
        if shape.is_upper() && shape.words >= 3 {
            seen.add(Capitals);
        }
        const ARROWS: Holds = Holds::BAR.or(Holds::SIGN).or(Holds::GENERAL);
        let menu = (shape.holds.any(ARROWS) && is_breadcrumb(text, shape))
            || (shape.gaps >= 2 && shape.words >= 4 && shape.end == End::Open)
            || (shape.words >= 4
                && shape.capitals >= 2
                && shape.commas == 0
                && shape.end == End::Open
                && self.furniture.is_rubrics(folded));
        if menu {
            seen.add(MenuRow);
            return;
        }
        if is_enumerated(text) {
            seen.add(Enumerated);
        }
        match shape.end {
            End::Stop if shape.words >= 4 => seen.add(Remark),
            End::Clause if shape.words >= 6 => {
                seen.add(Remark);
                seen.add(Clause);
            }
            End::Clause => seen.add(Label),
            // Two names, or a name with its desk, are no headline.
            _ if shape.words >= 4 && (seen.has(Name) || seen.has(Signed) || seen.has(Source)) => {}
            _ if shape.words >= 5 || (shape.words >= 4 && text.len() >= 18) => {
                seen.add(Headline);
                if shape.words >= 13 {
                    seen.add(LongHeadline);
                }
                if shape.end == End::Question {
                    seen.add(Question);
                }
            }
            _ => seen.add(Label),
        }
    }
}

/// Four digits at least, as every stamp has.
fn has_digits(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).take(4).count() == 4
        || (text.len() < 32 && text.as_bytes().first().is_some_and(u8::is_ascii_digit))
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

/// Places where two or more spaces stand between words, as between the rubrics of a menu.
fn gaps(line: &str) -> u32 {
    let line = line.trim();
    memchr::memmem::find_iter(line.as_bytes(), b"  ")
        .take(8)
        .count() as u32
}
