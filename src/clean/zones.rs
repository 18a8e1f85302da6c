//! Lists after their heading, comments after their form, the footer after its first line.

use super::evidence::Evidence::*;
use super::layout::{Kind, Page, Run};
use super::piece::Piece;
use super::shape::End;

impl Page {
    /// Lists after their heading, comments after their form, the footer after its first line.
    pub(super) fn zones(&self, pieces: &mut [Piece]) {
        #[derive(PartialEq)]
        enum Zone {
            None,
            List,
            Comments,
            Footer,
            Tags,
        }
        let mut zone = Zone::None;
        // Above the first text the same words are entries of a menu.
        let first_text = self.kinds.iter().position(|k| *k == Kind::Prose);
        // A text outside lists was seen.
        let mut begun = false;
        // Headlines that follow each other in a list so far; none once one had a teaser.
        let mut bare = 0;
        let mut stamped = false;
        // The entries of the list so far.
        let mut listed_from = 0;
        // A list between paragraphs ends where two paragraphs follow each other; comments and
        // footers, which hold sentences of their own, need three.
        let mut i = 0;
        while i < pieces.len() {
            match self.kinds[i] {
                Kind::ListHeading => {
                    zone = Zone::List;
                    (bare, stamped, listed_from) = (0, false, i + 1);
                }
                Kind::Comment | Kind::Legal if first_text.is_none_or(|text| i < text) => {}
                // `Ý kiến (47)` above a run of headlines is a counter.
                Kind::Comment
                    if pieces[i].text.ends_with(')')
                        && (i + 1..i + 3).all(|at| {
                            self.kind(at) == Some(Kind::Headline)
                                && pieces[at].shape.words >= 6
                                && pieces[at].shape.end == End::Open
                        }) => {}
                Kind::Comment => zone = Zone::Comments,
                Kind::Legal => zone = Zone::Footer,
                _ if pieces[i].seen.has(Tags) => zone = Zone::Tags,
                Kind::Label | Kind::Byline | Kind::Headline
                    if zone == Zone::Tags && pieces[i].shape.words <= 6 => {}
                _ if zone == Zone::Tags => zone = Zone::None,
                kind => {
                    let run = if kind.is_text() {
                        self.run(i)
                    } else {
                        Run::default()
                    };
                    let close = run.windows(2).take_while(|w| w[1] - w[0] <= 2).count() + 1;
                    let prose = run
                        .iter()
                        .take(close)
                        .filter(|&&at| self.kinds[at] == Kind::Prose)
                        .count();
                    let ends = match zone {
                        Zone::None => true,
                        Zone::List => {
                            prose >= 2
                                || (prose == 1 && close >= 3)
                                || (begun && bare >= 2 && self.ends_text(pieces, i))
                        }
                        Zone::Comments | Zone::Footer => prose >= 3,
                        Zone::Tags => true,
                    };
                    if kind.is_text() && ends {
                        if zone == Zone::List && close == 1 {
                            pieces[i].seen.add(BodyBelowLink);
                        }
                        zone = Zone::None;
                    }
                    match kind {
                        Kind::Headline => bare += 1,
                        Kind::Prose | Kind::Remark => bare = 0,
                        _ => {}
                    }
                }
            }
            if zone == Zone::List && self.kinds[i] == Kind::Headline && self.run_below(i) >= 2 {
                // The headline of an article below a list: the page's first, or dated or signed.
                let dated = [self.previous(i), self.kind(i + 1)]
                    .iter()
                    .any(|k| matches!(k, Some(Kind::Stamp | Kind::Byline)));
                if !begun || (dated && self.previous(i) != Some(Kind::ListHeading)) {
                    zone = Zone::None;
                }
            }
            if zone == Zone::List && !begun && self.kinds[i] == Kind::Headline {
                // Above the first text, below headlines without a time: the one with a stamp or a
                // byline heads the article.
                let article = match self.kind(i + 1) {
                    Some(Kind::Stamp) => bare >= 3 && !stamped,
                    Some(Kind::Byline) => !stamped,
                    _ => false,
                };
                if article {
                    zone = Zone::None;
                }
            }
            stamped |= zone == Zone::List && self.kinds[i] == Kind::Stamp;
            // A list of one entry, dated, above the page's first text, is the article's headline.
            if zone == Zone::List
                && !begun
                && Some(i) == first_text
                && stamped
                && (listed_from..i)
                    .filter(|&at| self.kinds[at] == Kind::Headline && pieces[at].shape.words >= 5)
                    .count()
                    == 1
                && self.run(i).len() >= 2
            {
                for piece in &mut pieces[listed_from..i] {
                    piece.seen.remove(LinkInList);
                }
                zone = Zone::None;
            }
            begun |= zone == Zone::None && self.kinds[i] == Kind::Prose;
            let piece = &mut pieces[i];
            match zone {
                Zone::None => {}
                Zone::List if self.kinds[i].is_text() => piece.seen.add(TeaserInList),
                Zone::List => piece.seen.add(LinkInList),
                Zone::Comments => piece.seen.add(FootInComments),
                Zone::Footer => piece.seen.add(FootInFooter),
                Zone::Tags => piece.seen.add(FootInTags),
            }
            i += 1;
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
