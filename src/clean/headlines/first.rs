//! The page's own headline: on its first line, else the last above the text, unless the text tells
//! more of another.

use crate::clean::cohesion::Marked;
use crate::clean::evidence::Evidence::*;
use crate::clean::known::{AHEAD, Known, any};
use crate::clean::layout::{Kind, Page, REACH};
use crate::clean::piece::Piece;

impl Page {
    /// The headline of the text that begins at `text`, where the page has one. `first_line` is the
    /// first that is neither stamp nor button.
    pub(super) fn first_headline(
        &self,
        pieces: &[Piece],
        text: Option<usize>,
        first_line: Option<usize>,
        known: &mut Known,
    ) -> Option<usize> {
        // A headline on the page's first line, though a caption without a credit or a subheading
        // may stand between it and the text; else the last headline above the text.
        let on_first_line = first_line.filter(|&i| {
            i <= 1
                && self.kinds[i] == Kind::Headline
                && text.is_some_and(|text| {
                    let between = |kind| (i + 1..text).filter(|&at| self.kinds[at] == kind).count();
                    text > i
                        && between(Kind::Headline) <= 1
                        && between(Kind::ListHeading) == 0
                        && between(Kind::Other) == 0
                })
        });
        let text = text.or(on_first_line)?;
        let heads =
            |&i: &usize| self.kinds[i] == Kind::Headline && self.text_after(i) == Some(text);
        let nearest = on_first_line.or_else(|| (0..text).rev().find(heads));
        self.told_headline(pieces, text, nearest, known).or(nearest)
    }

    /// A headline beside the stamp above the first text, that the text tells more of than of the one
    /// nearest to it: what stands between is furniture that no table knows.
    fn told_headline(
        &self,
        pieces: &[Piece],
        text: usize,
        nearest: Option<usize>,
        known: &mut Known,
    ) -> Option<usize> {
        // Mostly one headline stands above the text, and nothing needs comparing.
        let others = self.kinds[text.saturating_sub(REACH)..text]
            .iter()
            .filter(|kind| **kind == Kind::Headline)
            .count();
        if others < 2 && nearest.is_some() {
            return None;
        }
        let run = self.run(text);
        known.read(pieces, &run);
        let mut told = Marked::default();
        told.clear(run.iter().map(|&at| known.of(at)));
        for &at in run.iter() {
            told.mark(known.of(at), AHEAD);
        }
        let shared = |known: &mut Known, i: usize| {
            known.read_title(pieces, i);
            told.shared(known.of(i), any(AHEAD))
        };
        let dated = |i: usize| {
            let stamp = |at: Option<usize>| at.and_then(|at| self.kind(at)) == Some(Kind::Stamp);
            // Byline, buttons or a few words may stand between.
            let passed = |at: usize| match self.kind(at) {
                Some(Kind::Byline | Kind::Button | Kind::Other | Kind::Label) => true,
                Some(Kind::Headline) => pieces[at].shape.words <= 4,
                _ => false,
            };
            stamp(i.checked_sub(1))
                || stamp(Some(i + 1))
                || (passed(i + 1) && (stamp(Some(i + 2)) || (passed(i + 2) && stamp(Some(i + 3)))))
        };
        let listed = |i: usize| {
            [
                LinkInList,
                Doubled,
                DatedHeadline,
                Bullet,
                List,
                CaptionLabelled,
            ]
            .iter()
            .any(|e| pieces[i].seen.has(*e))
        };
        let above = text.saturating_sub(REACH)..text;
        let heads = |i: &usize| self.kinds[*i] == Kind::Headline && !listed(*i);
        let best = above
            .clone()
            .filter(|i| heads(i) && dated(*i))
            .map(|i| (shared(known, i), i))
            .max();
        let Some(best) = best else {
            // Nothing is dated and nothing reaches the text: the one that the text tells of.
            return above
                .filter(|i| nearest.is_none() && heads(i))
                .map(|i| (shared(known, i), i))
                .max()
                .filter(|(told, _)| *told >= 2)
                .map(|(_, i)| i);
        };
        match nearest {
            None => Some(best.1),
            Some(nearest) if nearest == best.1 => None,
            Some(nearest) => (best.0 > shared(known, nearest)).then_some(best.1),
        }
    }
}
