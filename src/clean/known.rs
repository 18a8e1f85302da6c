//! What the texts of a page are about, and what a story and the text below a headline share.

use super::cohesion::{Marked, Topics};
use super::layout::Run;
use super::piece::Piece;

/// The topics of pieces, each found once.
pub(super) struct Known {
    pieces: Vec<Option<Topics>>,
    /// The texts between which the last headline stood; the next one mostly stands there too.
    pub(super) between: Between,
}

/// The story before a headline and the text below it.
#[derive(Default)]
pub(super) struct Between {
    story: Run,
    run: Run,
    /// The pairs of both texts.
    pub(super) pairs: Marked,
    /// Of what the shorter of both texts could share, how much it does: a story that goes on
    /// repeats its names and words, another story hardly any (measured on 60 pages: 8 to 25 %
    /// against 0 to 5 %).
    pub(super) continuity: f32,
    /// The pairs of the shorter of both texts.
    pub(super) most: usize,
}

/// What the story has.
pub(super) const BEFORE: u8 = 1;
/// What the first paragraph of the text below a headline has.
pub(super) const LEAD: u8 = 2;
/// What its other paragraphs have.
pub(super) const AFTER: u8 = 4;
pub(super) const AHEAD: u8 = LEAD | AFTER;

/// True of the marks of pairs that `some` have.
pub(super) fn any(some: u8) -> impl Fn(u8) -> bool {
    move |marks| marks & some != 0
}

/// True of the marks of pairs that both `some` and `others` have.
pub(super) fn both(some: u8, others: u8) -> impl Fn(u8) -> bool {
    move |marks| (marks & some != 0) & (marks & others != 0)
}

impl Known {
    pub(super) fn new(pieces: &[Piece]) -> Self {
        Self {
            pieces: pieces.iter().map(|_| None).collect(),
            between: Between::default(),
        }
    }

    /// Compares the story before a headline with the text below it.
    pub(super) fn compare(&mut self, pieces: &[Piece], story: Run, run: Run) {
        if (self.between.story, self.between.run) == (story, run) {
            return;
        }
        self.read(pieces, &story);
        self.read(pieces, &run);
        let mut pairs = std::mem::take(&mut self.between.pairs);
        pairs.clear(story.iter().chain(run.iter()).map(|&i| self.of(i)));
        for &i in story.iter() {
            pairs.mark(self.of(i), BEFORE);
        }
        for (nth, &i) in run.iter().enumerate() {
            pairs.mark(self.of(i), if nth == 0 { LEAD } else { AFTER });
        }
        let before = pairs.count(any(BEFORE));
        let ahead = pairs.count(any(AHEAD));
        let most = ahead.min(before);
        self.between = Between {
            story,
            run,
            continuity: pairs.count(both(AHEAD, BEFORE)) as f32 / most.max(1) as f32,
            pairs,
            most,
        };
    }

    /// Reads the pieces at these places, where that is still to do.
    pub(super) fn read(&mut self, pieces: &[Piece], places: &[usize]) {
        for &i in places {
            self.pieces[i].get_or_insert_with(|| Topics::of(&pieces[i].text));
        }
    }

    /// Reads a piece whose pairs will be counted.
    pub(super) fn read_title(&mut self, pieces: &[Piece], i: usize) {
        self.pieces[i]
            .get_or_insert_with(|| Topics::of(&pieces[i].text))
            .make_distinct();
    }

    /// The topics of a piece that was read.
    pub(super) fn of(&self, i: usize) -> &Topics {
        const NONE: &Topics = &Topics::NONE;
        self.pieces.get(i).and_then(Option::as_ref).unwrap_or(NONE)
    }
}
