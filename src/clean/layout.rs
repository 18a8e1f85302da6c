//! What each piece is by its own looks, and where the next and previous ones of a kind stand.

use super::evidence::Evidence::*;
use super::evidence::Observed;
use super::piece::Piece;

/// Lines between a headline and its text at most: stamp, byline, buttons, captions.
pub(super) const REACH: usize = 14;

/// Pieces above a headline that are searched for the story so far.
pub(super) const FAR: usize = 60;

/// Paragraphs of a run at most, and paragraphs before a headline that are compared with it.
pub(super) const LOOK_BACK: usize = 6;

/// The kinds of all pieces, and where the next and previous ones of a kind stand.
pub(super) struct Page {
    pub(super) kinds: Vec<Kind>,
}

/// Places of a few paragraphs that follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    places: [usize; LOOK_BACK],
    len: usize,
}

impl Run {
    /// Adds a place; there must be fewer than [`LOOK_BACK`].
    pub(super) fn push(&mut self, at: usize) {
        self.places[self.len] = at;
        self.len += 1;
    }
}

impl std::ops::Deref for Run {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        &self.places[..self.len]
    }
}

/// What a piece is by its own looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Running text.
    Prose,
    /// A short sentence or a clause, which is text where its neighbours are.
    Remark,
    /// Could be a headline.
    Headline,
    /// A few words.
    Label,
    Stamp,
    Byline,
    Caption,
    /// Buttons, video slots, page tools: may stand inside an article.
    Button,
    /// The heading of a link list.
    ListHeading,
    /// Comment forms.
    Comment,
    /// Legal footers.
    Legal,
    /// Rubrics, counts, menus.
    Other,
}

impl Kind {
    pub(super) fn of(piece: &Piece) -> Self {
        const BUTTON: Observed = Observed::of(&[
            Follow,
            Video,
            Rating,
            Share,
            Tools,
            Tags,
            Ad,
            Placeholder,
            Login,
            More,
            Site,
        ]);
        const CAPTION: Observed = Observed::of(&[
            CaptionCredit,
            CaptionGenerated,
            CaptionAboveCredit,
            FileName,
        ]);
        const BYLINE: Observed = Observed::of(&[Signed, Name, Source]);
        const OTHER: Observed = Observed::of(&[
            Menu,
            Section,
            Counter,
            Crawl,
            Number,
            KeyValue,
            MenuRow,
            StampRelative,
            Address,
        ]);
        const BROKEN: Observed = Observed::of(&[GoesOn, Broken]);
        const LINK: Observed = Observed::of(&[Doubled, Bullet, DatedHeadline]);
        let seen = piece.seen;
        if seen.has(List) && piece.shape.words > 6 {
            // `Xem thêm: …` with the link behind it is a box of one line.
            Self::Headline
        } else if seen.has(List) {
            Self::ListHeading
        } else if seen.has(Comment) {
            Self::Comment
        } else if seen.has(Legal) {
            Self::Legal
        } else if seen.any(BUTTON) {
            Self::Button
        } else if seen.has(Unmarked) {
            Self::Other
        } else if seen.any(BROKEN) {
            if seen.has(Prose) {
                Self::Prose
            } else {
                Self::Remark
            }
        } else if seen.has(StampLine) {
            Self::Stamp
        } else if seen.any(CAPTION) {
            Self::Caption
        } else if seen.any(BYLINE) {
            Self::Byline
        } else if seen.any(OTHER) {
            Self::Other
        } else if seen.has(Prose) {
            Self::Prose
        } else if seen.any(LINK) {
            Self::Headline
        } else if seen.has(Remark) {
            Self::Remark
        } else if seen.has(Headline) {
            Self::Headline
        } else {
            Self::Label
        }
    }

    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Prose | Self::Remark)
    }

    /// May stand between a headline and its text, or between two paragraphs of one story.
    pub(super) fn is_passable(self) -> bool {
        matches!(
            self,
            Self::Stamp | Self::Byline | Self::Caption | Self::Button | Self::Other
        )
    }
}

impl Page {
    pub(super) fn of(pieces: &[Piece]) -> Self {
        let mut kinds: Vec<Kind> = pieces.iter().map(Kind::of).collect();
        // Questions between answers are text: an interview. One alone may be a headline.
        let asked: Vec<usize> = (1..kinds.len().saturating_sub(1))
            .filter(|&i| {
                pieces[i].seen.has(Question)
                    && kinds[i] == Kind::Headline
                    && pieces[i].blanks < 2
                    && kinds[i - 1].is_text()
                    && (kinds[i + 1].is_text() || pieces[i + 1].seen.has(Question))
            })
            .collect();
        for window in asked.windows(2) {
            if window[1] - window[0] <= 8 {
                kinds[window[0]] = Kind::Remark;
                kinds[window[1]] = Kind::Remark;
            }
        }
        Self { kinds }
    }

    pub(super) fn kind(&self, i: usize) -> Option<Kind> {
        self.kinds.get(i).copied()
    }

    pub(super) fn previous(&self, i: usize) -> Option<Kind> {
        i.checked_sub(1).and_then(|i| self.kind(i))
    }

    /// The first piece of running text after `i`, before the next headline or list.
    pub(super) fn text_after(&self, i: usize) -> Option<usize> {
        for at in i + 1..self.kinds.len().min(i + 1 + REACH) {
            let kind = self.kinds[at];
            if kind.is_text() {
                return Some(at);
            }
            // A rubric or the like of up to four words may stand between in lists.
            if !kind.is_passable() && kind != Kind::Label {
                return None;
            }
        }
        None
    }

    /// The first pieces of running text from `i` on, up to the next headline, list or footer.
    pub(super) fn run(&self, i: usize) -> Run {
        let mut run = Run::default();
        let mut passed = 0;
        for at in i..self.kinds.len() {
            let kind = self.kinds[at];
            if kind.is_text() {
                run.push(at);
                passed = 0;
                if run.len == LOOK_BACK {
                    break;
                }
            } else if kind.is_passable() && passed < REACH {
                passed += 1;
                // Two stamps or bylines end a text.
                if kind == Kind::Byline {
                    break;
                }
            } else {
                break;
            }
        }
        run
    }

    /// Paragraphs below a headline, up to the next one.
    pub(super) fn run_below(&self, i: usize) -> usize {
        self.text_after(i).map_or(0, |at| self.run(at).len())
    }
}
