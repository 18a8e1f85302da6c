//! Lists after their heading, comments after their form, the footer after its first line.

use super::evidence::Evidence::*;
use super::layout::{Kind, Page};
use super::piece::Piece;
use super::shape::End;

/// Lines behind dashes at the top of a page that make a list at least.
const DASHED: usize = 3;

/// A part of the page that is not an article's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    None,
    List,
    Comments,
    Footer,
    Tags,
}

/// A walk down the page, from zone to zone.
struct Walk<'p> {
    page: &'p Page,
    zone: Zone,
    /// Above the first text the words that begin comments and footers are entries of a menu.
    first_text: Option<usize>,
    /// A text outside lists was seen.
    begun: bool,
    /// Headlines that follow each other in a list so far; none once one had a teaser.
    bare: usize,
    /// The list has stamps.
    stamped: bool,
    /// Its first entry.
    listed_from: usize,
}

impl Page {
    /// Lists after their heading, comments after their form, the footer after its first line.
    pub(super) fn zones(&self, pieces: &mut [Piece]) {
        let mut walk = Walk {
            page: self,
            zone: Zone::None,
            first_text: self.kinds.iter().position(|k| *k == Kind::Prose),
            begun: false,
            bare: 0,
            stamped: false,
            listed_from: 0,
        };
        for i in 0..pieces.len() {
            walk.enter(pieces, i);
            if walk.is_article_below_list(i) {
                walk.zone = Zone::None;
            }
            walk.stamped |= walk.zone == Zone::List && self.kinds[i] == Kind::Stamp;
            if walk.is_text_below_own_headline(pieces, i) {
                for piece in &mut pieces[walk.listed_from..i] {
                    piece.seen.remove(LinkInList);
                }
                walk.zone = Zone::None;
            }
            walk.begun |= walk.zone == Zone::None && self.kinds[i] == Kind::Prose;
            let seen = match walk.zone {
                Zone::None => continue,
                Zone::List if self.kinds[i].is_text() => TeaserInList,
                Zone::List => LinkInList,
                Zone::Comments => FootInComments,
                Zone::Footer => FootInFooter,
                Zone::Tags => FootInTags,
            };
            pieces[i].seen.add(seen);
        }
    }

    /// Three or more headlines behind dashes above the first paragraph are links to other stories.
    pub(super) fn dashed_links(&self, pieces: &mut [Piece]) {
        let dashed = |piece: &Piece, kind: Kind| {
            piece.text.starts_with("- ") && matches!(kind, Kind::Headline | Kind::Label)
        };
        let links = pieces
            .iter()
            .zip(&self.kinds)
            .take_while(|(piece, kind)| dashed(piece, **kind))
            .count();
        if links >= DASHED {
            for piece in &mut pieces[..links] {
                piece.seen.add(Bullet);
            }
        }
    }

    /// True for a paragraph below headlines without teasers that the article's end follows: the
    /// list stood inside the text.
    fn ends_text(&self, pieces: &[Piece], i: usize) -> bool {
        self.kinds[i] == Kind::Prose
            && pieces[i].shape.words >= 18
            && pieces[i].shape.end == End::Stop
            && (matches!(self.kind(i + 1), Some(Kind::Byline | Kind::Caption))
                || pieces.get(i + 1).is_some_and(|p| p.seen.has(Tags)))
    }
}

impl Walk<'_> {
    /// Enters or leaves a zone by what a line is.
    fn enter(&mut self, pieces: &mut [Piece], i: usize) {
        let page = self.page;
        match page.kinds[i] {
            Kind::ListHeading => {
                self.zone = Zone::List;
                (self.bare, self.stamped, self.listed_from) = (0, false, i + 1);
            }
            Kind::Comment | Kind::Legal if self.first_text.is_none_or(|text| i < text) => {}
            // `Ý kiến (47)` above a run of headlines is a counter.
            Kind::Comment
                if pieces[i].text.ends_with(')')
                    && (i + 1..i + 3).all(|at| {
                        page.kind(at) == Some(Kind::Headline)
                            && pieces[at].shape.words >= 6
                            && pieces[at].shape.end == End::Open
                    }) => {}
            Kind::Comment => self.zone = Zone::Comments,
            Kind::Legal => self.zone = Zone::Footer,
            _ if pieces[i].seen.has(Tags) => self.zone = Zone::Tags,
            Kind::Label | Kind::Byline | Kind::Headline
                if self.zone == Zone::Tags && pieces[i].shape.words <= 6 => {}
            _ if self.zone == Zone::Tags => self.zone = Zone::None,
            kind => {
                if kind.is_text() {
                    self.text(pieces, i);
                }
                match kind {
                    Kind::Headline => self.bare += 1,
                    Kind::Prose | Kind::Remark => self.bare = 0,
                    _ => {}
                }
            }
        }
    }

    /// A list between paragraphs ends where two paragraphs follow each other; comments and footers,
    /// which hold sentences of their own, need three.
    fn text(&mut self, pieces: &mut [Piece], i: usize) {
        let run = self.page.run(i);
        let close = run.windows(2).take_while(|w| w[1] - w[0] <= 2).count() + 1;
        let prose = |at: &&usize| self.page.kinds[**at] == Kind::Prose;
        let prose = run.iter().take(close).filter(prose).count();
        let ends = match self.zone {
            Zone::None | Zone::Tags => true,
            Zone::List => {
                prose >= 2
                    || (prose == 1 && close >= 3)
                    || (self.begun && self.bare >= 2 && self.page.ends_text(pieces, i))
            }
            Zone::Comments | Zone::Footer => prose >= 3,
        };
        if ends {
            if self.zone == Zone::List && close == 1 {
                pieces[i].seen.add(BodyBelowLink);
            }
            self.zone = Zone::None;
        }
    }

    /// True for the headline of an article below a list: the page's first, or dated or signed.
    fn is_article_below_list(&self, i: usize) -> bool {
        let page = self.page;
        if self.zone != Zone::List || page.kinds[i] != Kind::Headline {
            return false;
        }
        let (above, below) = (page.previous(i), page.kind(i + 1));
        let is_date = |kind| matches!(kind, Some(Kind::Stamp | Kind::Byline));
        let dated = is_date(above) || is_date(below);
        if page.run_below(i) >= 2 && (!self.begun || (dated && above != Some(Kind::ListHeading))) {
            return true;
        }
        // Above the first text, below headlines without a time: the one with a stamp or a byline.
        !self.begun
            && match below {
                Some(Kind::Stamp) => self.bare >= 3 && !self.stamped,
                Some(Kind::Byline) => !self.stamped,
                _ => false,
            }
    }

    /// True where a list of one entry, dated, above the page's first text, was the article's headline.
    fn is_text_below_own_headline(&self, pieces: &[Piece], i: usize) -> bool {
        let entry =
            |at: &usize| self.page.kinds[*at] == Kind::Headline && pieces[*at].shape.words >= 5;
        self.zone == Zone::List
            && !self.begun
            && Some(i) == self.first_text
            && self.stamped
            && (self.listed_from..i).filter(entry).count() == 1
            && self.page.run(i).len() >= 2
    }
}
