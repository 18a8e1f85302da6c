//! What stands around a text: its signatures, tags and only stamp, and the few words between lines
//! of furniture.

use super::byline::Bylines;
use super::evidence::Evidence::*;
use super::evidence::Observed;
use super::layout::{FAR, Kind, Page, REACH};
use super::local::Local;
use super::piece::Piece;
use super::shape::End;

/// Words of a headline behind the word for a video at least.
const TOLD_WORDS: u32 = 7;

/// `Video: Cầu mới bắc qua sông Xanh thông xe` on the page's first line, where no other line above the
/// text could be its headline.
pub(super) fn video_headline(pieces: &mut [Piece]) {
    let Some(first) = pieces.first() else {
        return;
    };
    let opened = first
        .text
        .find([':', ']'])
        .is_some_and(|at| at <= VIDEO_BYTES);
    if !opened || !first.seen.has(Video) || first.shape.words < TOLD_WORDS {
        return;
    }
    let text = pieces.iter().position(|piece| piece.seen.has(Prose));
    if text.is_some_and(|text| !pieces[..text].iter().skip(1).any(|p| p.seen.has(Headline))) {
        pieces[0].seen.remove(Video);
    }
}

/// Bytes of the word for a video before its mark at most.
const VIDEO_BYTES: usize = 10;

/// Words of the name of a body at most.
const BODY_WORDS: u32 = 9;

/// Bodies that writers belong to, named on the line below them: `Lê Na` · `Học viện Sông Xanh`.
pub(super) fn affiliations(pieces: &mut [Piece], bylines: &Bylines) {
    for i in 1..pieces.len() {
        let (above, piece) = (&pieces[i - 1], &pieces[i]);
        let writer = (above.seen.has(Name) || above.seen.has(Signed)) && above.shape.words <= 8;
        // A headline has more small words than names.
        if writer
            && piece.blanks == 0
            && piece.shape.end == End::Open
            && (2..=BODY_WORDS).contains(&piece.shape.words)
            && piece.shape.smalls <= piece.shape.capitals
            && piece.shape.commas == 0
            && bylines.opens_affiliation(&piece.text)
        {
            pieces[i].seen.remove(Headline);
            pieces[i].seen.add(Signed);
        }
    }
}

impl Page {
    /// Names below the text that the text tells about: its tags, not its writers.
    pub(super) fn named_in_text(&self, pieces: &mut [Piece]) {
        let Some(first) = self.kinds.iter().position(|k| *k == Kind::Prose) else {
            return;
        };
        for i in first + 1..pieces.len() {
            if !pieces[i].seen.has(Name) || pieces[i].shape.words > 5 {
                continue;
            }
            let name = pieces[i].text.trim();
            let told = (first.saturating_sub(REACH)..i)
                .rev()
                .take(FAR)
                .filter(|&at| matches!(self.kinds[at], Kind::Prose | Kind::Headline))
                .any(|at| tells_of(&pieces[at].text, name));
            if told {
                pieces[i].seen.add(BylineInText);
            }
        }
    }

    /// Names above the text that return below it; the only stamp, where it closes the text; bare
    /// numbers between paragraphs.
    pub(super) fn around_text(&self, pieces: &mut [Piece], local: &Local) {
        let Some(first) = self.kinds.iter().position(|k| *k == Kind::Prose) else {
            return;
        };
        for i in 0..first {
            if !pieces[i].seen.has(Name) {
                continue;
            }
            let print = pieces[i].print();
            let again = (first + 1..pieces.len())
                .find(|&at| pieces[at].seen.has(Name) && pieces[at].print() == print);
            if let Some(at) = again {
                pieces[i].seen.add(BylineTwice);
                pieces[at].seen.add(BylineTwice);
            }
        }
        // `(Nguồn: AP)` below the last paragraph credits the text, no picture.
        if let Some(last) = self.kinds.iter().rposition(|k| k.is_text())
            && let Some(piece) = pieces.get_mut(last + 1)
            && piece.seen.has(CaptionCredit)
            && piece.shape.words <= 6
            && local.bylines.opens_with_source(&piece.text)
        {
            piece.seen.remove(CaptionCredit);
            piece.seen.add(super::evidence::Evidence::Source);
        }
        let stamp = self.kinds.iter().position(|k| *k == Kind::Stamp);
        if let Some(at) = stamp.filter(|&at| at > first)
            && !pieces[at].seen.has(StampBulleted)
            && self
                .previous(at)
                .is_some_and(|k| k == Kind::Byline || k.is_text())
        {
            pieces[at].seen.add(StampBelowText);
        }
        // A lone word or name between two paragraphs heads the second one.
        for i in first + 1..pieces.len().saturating_sub(1) {
            let seen = pieces[i].seen;
            let word = seen.has(Initials) && pieces[i].text.contains(char::is_lowercase);
            if matches!(self.kinds[i], Kind::Byline | Kind::Label)
                && (word || seen.has(Name))
                && !seen.has(CaptionCredit)
                && pieces[i].shape.small_letters
                && !pieces[i].text.contains('.')
                && matches!(self.previous(i), Some(Kind::Prose | Kind::Remark))
                && self.kind(i + 1) == Some(Kind::Prose)
                && pieces[i + 1].blanks < 2
                && self.run(i + 1).len() >= 2
            {
                pieces[i].seen.add(BylineBetweenText);
            }
        }
        for i in first + 1..pieces.len() {
            let digits = pieces[i]
                .text
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
            if (1..=2).contains(&digits)
                && matches!(&pieces[i].text[digits..], "" | "." | ")")
                && self.previous(i).is_some_and(Kind::is_text)
                && self.kind(i + 1) == Some(Kind::Prose)
                && !pieces[i + 1]
                    .seen
                    .any(Observed::of(&[TeaserInList, FootInComments]))
            {
                pieces[i].seen.add(SubNumber);
            }
        }
    }

    /// Words in small letters below the text, and what stands directly above them: tags without a
    /// heading. A name on the page's first line is no writer's.
    pub(super) fn tags(&self, pieces: &mut [Piece]) {
        if let Some(first) = pieces.first_mut()
            && (first.seen.has(Name) || first.seen.has(Initials))
            && matches!(self.kind(1), Some(Kind::Headline | Kind::Label))
        {
            first.seen.add(BylineFirstLine);
        }
        let Some(text) = self.kinds.iter().position(|k| *k == Kind::Prose) else {
            return;
        };
        let signs = |piece: &Piece| {
            piece.seen.has(Signed) || (piece.seen.has(Name) && !piece.seen.has(BylineFirstLine))
        };
        let mut below = false;
        for i in (text + 1..pieces.len()).rev() {
            let few = pieces[i].shape.words <= 4
                && pieces[i].shape.end == End::Open
                && !pieces[i].text.contains(char::is_numeric);
            // A name is a tag where somebody else has signed.
            let label = few
                && (self.kinds[i] == Kind::Label
                    || (pieces[i].seen.has(Name) && pieces[..i].iter().any(signs)));
            let small = few
                && matches!(self.kinds[i], Kind::Label | Kind::Headline)
                && pieces[i].text.starts_with(char::is_lowercase);
            below = small || (below && label && self.kind(i + 1).is_some());
            // Inside the text a small word is a stray link.
            let inside = self.kind(i + 1).is_some_and(Kind::is_text);
            if below && !inside {
                pieces[i].seen.add(Tag);
            }
        }
    }

    /// A few words, or a figure, between two lines of furniture.
    pub(super) fn amid_furniture(&self, pieces: &mut [Piece]) {
        let furniture = |i: Option<usize>| {
            i.and_then(|i| self.kind(i)).is_some_and(|kind| {
                matches!(
                    kind,
                    Kind::Button | Kind::Comment | Kind::Legal | Kind::Other
                )
            })
        };
        let timed: Vec<bool> = pieces.iter().map(|p| p.seen.has(StampRelative)).collect();
        let untimed = |i: Option<usize>| !i.and_then(|i| timed.get(i)).copied().unwrap_or(false);
        let listed = |i: Option<usize>| {
            i.and_then(|i| self.kind(i))
                .is_some_and(|kind| matches!(kind, Kind::Headline | Kind::ListHeading))
        };
        let first_text = self.kinds.iter().position(|k| *k == Kind::Prose);
        for piece in &mut pieces[..first_text.unwrap_or(0)] {
            piece.seen.add(AboveText);
        }
        for (i, piece) in pieces.iter_mut().enumerate() {
            let (above, below) = (i.checked_sub(1), Some(i + 1));
            let seen = piece.seen;
            let amid = match self.kinds[i] {
                Kind::Headline | Kind::Label => {
                    const MARKED: Observed = Observed::of(&[
                        TitleFirstHeadline,
                        TitleFirstLine,
                        TitleStated,
                        Doubled,
                        Bullet,
                        LinkInList,
                        CaptionLabelled,
                        DatedHeadline,
                    ]);
                    !seen.any(MARKED)
                        && (piece.shape.words <= 4 || furniture(above))
                        && furniture(below)
                        && furniture(above)
                        && untimed(above)
                        && untimed(below)
                }
                // The outlet's name above its licence.
                Kind::Byline => {
                    !seen.has(Name)
                        && !seen.has(Signed)
                        && self.kind(i + 1) == Some(Kind::Legal)
                        && (!self.previous(i).is_some_and(Kind::is_text)
                            || (piece.shape.is_upper() && piece.shape.words >= 3))
                }
                Kind::Other if seen.has(Number) || seen.has(StampRelative) => {
                    let teased = above.and_then(|i| self.kind(i)).is_some_and(Kind::is_text);
                    (furniture(above) && !listed(below))
                        || (furniture(below) && !listed(above) && !teased && above.is_some())
                }
                _ => false,
            };
            if amid {
                piece.seen.add(AmidFurniture);
            }
        }
    }
}

/// True where `text` says `name`, other than in a credit.
fn tells_of(text: &str, name: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), name.as_bytes()).any(|at| {
        let head = text[..at].trim_end();
        !head.ends_with([':', '/', '-', '–', '('])
    })
}
