//! Alternative texts of pictures, which a scraper keeps as lines beside the caption, and captions in
//! the cells of tables.

use super::byline::Bylines;
use super::evidence::Evidence::*;
use super::layout::{Kind, Page};
use super::piece::Piece;

/// Bytes of a text that a caption may repeat at least.
const STEM_BYTES: usize = 12;

/// Words of the beginning of a headline that stands for a picture at least.
const CUT_WORDS: u32 = 4;

/// Words of a caption at most that is printed twice.
const TWICE_WORDS: u32 = 45;

/// Words that a caption and its dated alternative text begin with at least.
const TWIN_WORDS: usize = 4;

/// Headlines from the top of the page that a picture may repeat.
const HEADLINES: usize = 4;

impl Page {
    /// Texts that pages give to programs that cannot show the picture: what its caption begins with,
    /// the caption itself, or the headline.
    pub(super) fn alternatives(&self, pieces: &mut [Piece], bylines: &Bylines) {
        let first_text = self.kinds.iter().position(|k| k.is_text());
        for i in 0..pieces.len().saturating_sub(1) {
            let (alt, next) = (&pieces[i], &pieces[i + 1]);
            if self.kinds[i + 1] == Kind::Caption && is_picture_name(&alt.text) {
                pieces[i].seen.add(FileName);
                continue;
            }
            let stem = alt.text.trim_end_matches(['.', ' ']);
            if stem.len() < STEM_BYTES {
                continue;
            }
            if self.kinds[i + 1] == Kind::Caption
                && (next.text.starts_with(stem) || self.is_headline_again(pieces, i, stem))
            {
                pieces[i].seen.add(CaptionAlternative);
            } else if self.kinds[i].is_text()
                && first_text.is_some_and(|text| text < i)
                && next.shape.words <= TWICE_WORDS
                && alt.shape.words <= TWICE_WORDS
                && next.blanks == 0
                && (next.text == alt.text || is_dated_twin(&alt.text, &next.text))
            {
                pieces[i].seen.add(CaptionAlternative);
                pieces[i + 1].seen.add(CaptionTwice);
            } else if i > 0
                && self.kinds[i - 1] == Kind::Caption
                && let Some((shown, outlet)) = stem.rsplit_once(" - ")
                && shown.len() >= STEM_BYTES
                && pieces[i - 1].text.ends_with(shown)
                && bylines.is_known_source(outlet)
            {
                pieces[i].seen.add(CaptionAlternative);
            }
        }
    }

    /// Captions in the cell of a table below their picture: `![]() |` · `Cầu mới lúc hoàng hôn |`.
    pub(super) fn picture_cells(&self, pieces: &mut [Piece]) {
        for i in 1..pieces.len() {
            let (picture, below) = (&pieces[i - 1], &pieces[i]);
            let cell = |piece: &Piece| piece.text.trim_end().ends_with('|');
            if picture.text.starts_with("![")
                && cell(picture)
                && cell(below)
                && !below.text.starts_with("![")
                && (3..=TWICE_WORDS).contains(&below.shape.words)
            {
                pieces[i].seen.add(CaptionLabelled);
            }
        }
    }

    /// True where a headline near the top of the page begins with `stem`, the text of piece `i`: a
    /// quotation mark inside a headline ends the text of its picture.
    fn is_headline_again(&self, pieces: &[Piece], i: usize, stem: &str) -> bool {
        let headlines = (0..i).filter(|&at| self.kinds[at] == Kind::Headline);
        pieces[i].shape.words >= CUT_WORDS
            && headlines.take(HEADLINES).any(|at| {
                let rest = pieces[at].text.strip_prefix(stem);
                rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            })
    }
}

/// `(12.8) Bộ trưởng thăm cầu mới …` above `Bộ trưởng thăm cầu mới …`: a desk wrote the day before the
/// alternative text, and the caption begins with the same words.
fn is_dated_twin(alt: &str, caption: &str) -> bool {
    let Some((day, shown)) = alt.strip_prefix('(').and_then(|rest| rest.split_once(") ")) else {
        return false;
    };
    let words = shown.split(' ').zip(caption.split(' '));
    day.len() <= 5
        && day.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && words.take_while(|(a, b)| a == b).count() >= TWIN_WORDS
}

/// `cau2`: what a content system called a picture, on the line above its caption.
fn is_picture_name(text: &str) -> bool {
    let name = text.trim();
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (2..=16).contains(&letters.len())
        && (1..=3).contains(&(name.len() - letters.len()))
        && letters.bytes().all(|b| b.is_ascii_lowercase())
}
