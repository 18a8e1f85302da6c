//! What can be seen of a line by itself: its shape, its phrases, its stamp, byline or credit.

mod cut;

use super::byline::{Bylines, Form};
use super::caption::{self, Captions};
use super::doubled::is_doubled;
use super::evidence::Evidence::*;
use super::evidence::Observed;
use super::furniture::Furniture;
use super::inserted;
use super::letters::{Folded, Folder};
use super::numbered::Numbered;
use super::piece::{Piece, Print};
use super::repair::Repairer;
use super::rows::{
    is_address, is_breadcrumb, is_enumerated, is_hashtags, is_price_row, is_section_tail,
};
use super::shape::{End, Holds, Shape};
use super::stamp::{Stamp, Stamps};
use crate::lexicon::{Lexicon, LexiconError};

/// Longest line, in bytes, that is looked at whole; of a longer one the ends.
const SHORT_BYTES: usize = 240;

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

    /// Looks at a piece, whose first stamp is `stamp`.
    fn look(&self, piece: &mut Piece, stamp: Option<Stamp>, folder: &mut Folder) {
        let text: &str = &piece.text;
        if piece.shape.end == End::Open && self.ends_in_source(text) {
            piece.shape.end = End::Stop;
        }
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
        let captioned = if (short && shape.commas > 0 && self.is_shown(folded))
            || ((shape.end == End::Open || shape.breaks > 0)
                && shape.words <= 70
                && self.captions.ends_in_wire(text))
        {
            seen.add(CaptionCredit);
            true
        } else if !shape.holds.any(CREDITED) {
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
            && (shape.words <= 6
                || (shape.smalls <= 5 && shape.breaks == 0)
                || (text.trim_end().ends_with(')') && shape.smalls <= 8 && shape.breaks <= 1))
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
            && is_doubled(text)
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

    /// `Chụp lại hình ảnh, Cầu mới lúc hoàng hôn`: the words of an empty picture's slot, then what
    /// it shows.
    fn is_shown(&self, folded: Folded) -> bool {
        folded.text.split_once(", ").is_some_and(|(head, shown)| {
            let words = head.split(' ').count() as u32;
            words <= 5
                && shown.split(' ').nth(2).is_some()
                && self.furniture.find(folded.part(head), words) == Some(Placeholder)
        })
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
