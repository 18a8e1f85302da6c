//! What the text around a headline says about it: whether it heads an article, a part of one, or
//! a link to another.

mod topics;

use super::cohesion::Marked;
use super::evidence::Evidence::*;
use super::known::{AHEAD, Known, any};
use super::layout::{FAR, Kind, Page, REACH, Run};
use super::piece::{Piece, Print};
use super::shape::End;

impl Page {
    /// `inside` is the text that a standfirst printed last belongs to: it holds no links.
    pub(super) fn headlines(
        &self,
        pieces: &mut [Piece],
        stated: Option<&str>,
        inside: &std::ops::Range<usize>,
    ) {
        let stated = stated.map(Print::of);
        let first_text = self.kinds.iter().position(|k| k.is_text());
        let first_line = self
            .kinds
            .iter()
            .position(|k| !matches!(k, Kind::Stamp | Kind::Button));
        // A headline on the page's first line, though a caption without a credit or a subheading
        // may stand between it and the text; else the last headline above the text.
        let on_first_line = first_line.filter(|&i| {
            i <= 1
                && self.kinds[i] == Kind::Headline
                && first_text.is_some_and(|text| {
                    let between = |kind| (i + 1..text).filter(|&at| self.kinds[at] == kind).count();
                    text > i
                        && between(Kind::Headline) <= 1
                        && between(Kind::ListHeading) == 0
                        && between(Kind::Other) == 0
                })
        });
        let mut known = Known::new(pieces);
        let first_headline = first_text.or(on_first_line).and_then(|text| {
            let nearest = on_first_line.or_else(|| {
                (0..text)
                    .rev()
                    .find(|&i| self.kinds[i] == Kind::Headline && self.text_after(i) == Some(text))
            });
            self.told_headline(pieces, text, nearest, &mut known)
                .or(nearest)
        });
        // A stamp between the headline and its text is the article's.
        if let (Some(title), Some(text)) = (first_headline, first_text) {
            for (piece, kind) in pieces
                .iter_mut()
                .zip(&self.kinds)
                .take(text)
                .skip(title + 1)
            {
                if *kind == Kind::Stamp && !piece.seen.has(LinkInList) {
                    piece.seen.add(StampBelowTitle);
                }
            }
        }
        let items = self.digest_items(pieces, &mut known);
        let (mut run_start, mut headlines) = (0, 0);
        // The headline of the story so far.
        let mut current = first_headline.unwrap_or(0);
        for i in 0..pieces.len() {
            let kind = self.kinds[i];
            if stated.is_some() && Some(pieces[i].print()) == stated && kind != Kind::Prose {
                pieces[i].seen.add(TitleStated);
            }
            if kind.is_text() {
                run_start = i + 1;
                headlines = 0;
            }
            if !matches!(kind, Kind::Headline | Kind::Label | Kind::Remark) {
                continue;
            }
            let text = if Some(i) == first_headline {
                first_text
            } else {
                self.text_after(i)
            };
            let run = text.map_or_else(Run::default, |at| self.run(at));
            let words: u32 = run.iter().map(|&at| pieces[at].shape.words).sum();
            if run.is_empty() {
                pieces[i].seen.add(TitleNoTextAhead);
                if kind == Kind::Headline
                    && pieces[i].shape.words >= 7
                    && pieces[i].shape.end == End::Open
                    && self
                        .previous(i)
                        .is_some_and(|k| k.is_text() || k == Kind::Caption)
                {
                    pieces[i].seen.add(LinkNothingFollows);
                }
            } else if run.len() == 1 && (words < 40 || text != first_text) {
                pieces[i].seen.add(TitleLoneParagraph);
            }
            if kind != Kind::Headline {
                continue;
            }
            if items.contains(&i) {
                pieces[i].seen.add(TitleDigestItem);
                if let Some(&text) = run.first() {
                    pieces[text].seen.add(BodyDigestItem);
                }
            }
            if Some(i) == first_line && i <= 1 && first_headline.is_none_or(|first| first == i) {
                pieces[i].seen.add(TitleFirstLine);
            }
            if Some(i) == first_headline {
                pieces[i].seen.add(TitleFirstHeadline);
            }
            // Between the first paragraph and the second stand links, not headings, unless the text
            // has more of them.
            if first_text.is_some_and(|text| text + 1 == i)
                && !inside.contains(&i)
                && pieces[i].shape.words >= 7
                && pieces[i].shape.end == End::Open
                && self.kind(i + 1) == Some(Kind::Prose)
                && self.run(i + 1).len() >= 2
                && !self.has_headings(i + 1)
            {
                pieces[i].seen.add(LinkBelowStandfirst);
            }
            let story = run.len() >= 2 || words >= 40;
            if story {
                let beside = |k: Option<Kind>| k == Some(Kind::Stamp);
                if beside(self.previous(i)) || beside(self.kind(i + 1)) {
                    pieces[i].seen.add(TitleBesideStamp);
                }
                if self.previous(i) == Some(Kind::Byline)
                    || (self.previous(i) == Some(Kind::Stamp)
                        && i >= 2
                        && self.kind(i - 2) == Some(Kind::Byline))
                {
                    pieces[i].seen.add(TitleBelowByline);
                }
                if run.len() >= 2 && self.kind(i + 1) == Some(Kind::Byline) {
                    pieces[i].seen.add(TitleAboveByline);
                }
                if run.len() >= 2 && text.is_some_and(|at| opens_with_mark(&pieces[at].text)) {
                    pieces[i].seen.add(TitleAboveDateline);
                }
                if pieces[i].blanks >= 2 {
                    pieces[i].seen.add(TitleSetApart);
                }
            }
            let more = self.kind(i + 1) == Some(Kind::Headline);
            if Some(i) != first_headline && ((headlines >= 2 && !story) || (headlines >= 1 && more))
            {
                pieces[i].seen.add(LinkRun);
            }
            // In lists headlines follow headlines; what they are about decides nothing.
            let listed = [
                LinkInList,
                LinkRepeated,
                Doubled,
                DatedHeadline,
                Bullet,
                List,
            ]
            .iter()
            .any(|e| pieces[i].seen.has(*e));
            if !listed {
                self.topics(pieces, i, run, current, inside.end, &mut known);
                if self.is_within_line(pieces, i) {
                    for other in [TitleFreshStory, TitleRestated, LinkOffTopic] {
                        pieces[i].seen.remove(other);
                    }
                    pieces[i].seen.add(SubOnTopic);
                }
                if inside.contains(&i) {
                    for link in [LinkOffTopic, LinkStoryGoesOn] {
                        pieces[i].seen.remove(link);
                    }
                    if let Some(&at) = run.first() {
                        pieces[at].seen.remove(TeaserStoryGoesOn);
                    }
                }
            }
            if pieces[i].seen.has(TitleFreshStory) {
                current = i;
            }
            if headlines >= 1
                && run_start > 0
                && self.previous(i) == Some(Kind::Headline)
                && !pieces[i].seen.has(TitleFreshStory)
            {
                pieces[i].seen.add(LinkRun);
            }
            headlines += 1;
        }
    }

    /// True for what was cut out of the text on one line, where no other article begins.
    fn is_within_line(&self, pieces: &[Piece], i: usize) -> bool {
        i > 0 && pieces[i - 1].line == pieces[i].line && self.kinds[i - 1].is_text()
    }

    /// True where another line that could be a heading stands between paragraphs soon after `from`.
    fn has_headings(&self, from: usize) -> bool {
        (from + 1..self.kinds.len().min(from + FAR)).any(|i| {
            matches!(self.kinds[i], Kind::Headline | Kind::Label)
                && self.kinds[i - 1].is_text()
                && self.kind(i + 1).is_some_and(Kind::is_text)
        })
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

    /// Headlines of a digest: three or more in a row, each directly above one paragraph of forty
    /// words or more that tells it again, no times between and outside lists.
    fn digest_items(&self, pieces: &[Piece], known: &mut Known) -> Vec<usize> {
        let mut is_item = |i: usize| {
            self.kinds[i] == Kind::Headline
                && !self.is_within_line(pieces, i)
                && !pieces[i].seen.has(LinkInList)
                && !pieces[i].seen.has(LinkRepeated)
                && self.kind(i + 1) == Some(Kind::Prose)
                && pieces[i + 1].shape.words >= 40
                && pieces[i + 1].shape.end != End::Dots
                && {
                    known.read_title(pieces, i);
                    known.read(pieces, &[i + 1]);
                    let title = known.of(i);
                    title.shared(known.of(i + 1)) * 5 >= title.len().max(5)
                }
        };
        let mut items = Vec::new();
        let mut chain: Vec<usize> = Vec::new();
        let mut at = 0;
        while at < self.kinds.len() {
            if is_item(at) {
                chain.push(at);
                at += 2;
                // A caption or byline may close an item.
                while matches!(self.kind(at), Some(Kind::Caption | Kind::Byline)) {
                    at += 1;
                }
            } else {
                if chain.len() >= 3 {
                    items.append(&mut chain);
                }
                chain.clear();
                at += 1;
            }
        }
        if chain.len() >= 3 {
            items.append(&mut chain);
        }
        items
    }
}

/// Bytes of a place and a name before the mark at most.
const MARK_BYTES: usize = 40;

/// True where a text opens as news agencies and papers sign: `(PLO)- `, `TPO - `, `HÀ NỘI (TTXVN) - `.
fn opens_with_mark(text: &str) -> bool {
    let mut to = text.len().min(MARK_BYTES + 4);
    while !text.is_char_boundary(to) {
        to += 1;
    }
    let Some((head, start)) = text[..to].split_once(['-', '–', '—']) else {
        return false;
    };
    let rest = &text[to - start.len()..];
    let spaced = head.ends_with([' ', ')']) || rest.starts_with(' ');
    let head = head.trim_end();
    let bracket = head.ends_with(')');
    spaced
        && (2..=MARK_BYTES).contains(&head.len())
        && (bracket
            || head.ends_with(".vn")
            || (!head.chars().any(char::is_lowercase) && !head.contains(',')))
        && rest
            .trim_start()
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“".contains(c))
}
