//! What the text around a headline says about it: whether it heads an article, a part of one, or
//! a link to another.

mod digest;
mod first;
mod topics;

use std::ops::Range;

use super::evidence::Evidence::{self, *};
use super::known::Known;
use super::layout::{FAR, Kind, Page, Run};
use super::piece::{Piece, Print};
use super::shape::End;

/// A walk over the headlines of a page.
struct Walk<'p> {
    page: &'p Page,
    /// The text that a standfirst printed last belongs to: it holds no links.
    inside: &'p Range<usize>,
    /// The first line that is neither stamp nor button.
    first_line: Option<usize>,
    /// Where the page's text begins.
    first_text: Option<usize>,
    /// Its headline.
    title: Option<usize>,
    /// The headlines of a digest's items.
    items: Vec<usize>,
    known: Known,
    /// Behind the last text.
    run_start: usize,
    /// Headlines since then.
    headlines: usize,
    /// The headline of the story so far.
    current: usize,
}

impl Page {
    /// `stated` is the headline that the input names, `inside` the text that a standfirst printed last
    /// belongs to.
    pub(super) fn headlines(
        &self,
        pieces: &mut [Piece],
        stated: Option<&str>,
        inside: &Range<usize>,
    ) {
        let first_text = self.kinds.iter().position(|k| k.is_text());
        let first_line = self
            .kinds
            .iter()
            .position(|k| !matches!(k, Kind::Stamp | Kind::Button));
        let mut known = Known::new(pieces);
        let title = self.first_headline(pieces, first_text, first_line, &mut known);
        // A stamp between the headline and its text is the article's.
        if let (Some(title), Some(text)) = (title, first_text) {
            let between = pieces.iter_mut().zip(&self.kinds).take(text);
            for (piece, kind) in between.skip(title + 1) {
                if *kind == Kind::Stamp && !piece.seen.has(LinkInList) {
                    piece.seen.add(StampBelowTitle);
                }
            }
        }
        let mut walk = Walk {
            page: self,
            inside,
            first_line,
            first_text,
            title,
            items: self.digest_items(pieces, &mut known),
            known,
            run_start: 0,
            headlines: 0,
            current: title.unwrap_or(0),
        };
        let stated = stated.map(Print::of);
        for i in 0..pieces.len() {
            let kind = self.kinds[i];
            if stated.is_some() && Some(pieces[i].print()) == stated && kind != Kind::Prose {
                pieces[i].seen.add(TitleStated);
            }
            if kind.is_text() {
                walk.run_start = i + 1;
                walk.headlines = 0;
            }
            if matches!(kind, Kind::Headline | Kind::Label | Kind::Remark) {
                walk.look(pieces, i);
            }
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
}

impl Walk<'_> {
    /// Looks at a line that may be a headline.
    fn look(&mut self, pieces: &mut [Piece], i: usize) {
        let text = match Some(i) == self.title {
            true => self.first_text,
            false => self.page.text_after(i),
        };
        let run = text.map_or_else(Run::default, |at| self.page.run(at));
        let words = run.iter().map(|&at| pieces[at].shape.words).sum();
        self.text_below(pieces, i, text, &run, words);
        if self.page.kinds[i] != Kind::Headline {
            return;
        }
        if self.items.contains(&i) {
            pieces[i].seen.add(TitleDigestItem);
            if let Some(&text) = run.first() {
                pieces[text].seen.add(BodyDigestItem);
            }
        }
        self.on_top(pieces, i);
        if self.is_below_standfirst(&pieces[i], i) {
            pieces[i].seen.add(LinkBelowStandfirst);
        }
        let story = run.len() >= 2 || words >= 40;
        if story {
            self.around(pieces, i, text, &run);
        }
        let more = self.page.kind(i + 1) == Some(Kind::Headline);
        let amid = (self.headlines >= 2 && !story) || (self.headlines >= 1 && more);
        if Some(i) != self.title && amid {
            pieces[i].seen.add(LinkRun);
        }
        self.topic(pieces, i, run);
        if pieces[i].seen.has(TitleFreshStory) {
            self.current = i;
        } else if self.headlines >= 1
            && self.run_start > 0
            && self.page.previous(i) == Some(Kind::Headline)
        {
            pieces[i].seen.add(LinkRun);
        }
        self.headlines += 1;
    }

    /// How much text stands below it.
    fn text_below(
        &self,
        pieces: &mut [Piece],
        i: usize,
        text: Option<usize>,
        run: &Run,
        words: u32,
    ) {
        let page = self.page;
        if run.is_empty() {
            pieces[i].seen.add(TitleNoTextAhead);
            let above = page.previous(i);
            if page.kinds[i] == Kind::Headline
                && pieces[i].shape.words >= 7
                && pieces[i].shape.end == End::Open
                && above.is_some_and(|k| k.is_text() || k == Kind::Caption)
            {
                pieces[i].seen.add(LinkNothingFollows);
            }
        } else if run.len() == 1 && (words < 40 || text != self.first_text) {
            pieces[i].seen.add(TitleLoneParagraph);
        }
    }

    /// Whether it is the page's own.
    fn on_top(&self, pieces: &mut [Piece], i: usize) {
        let own = self.title.is_none_or(|title| title == i);
        if Some(i) == self.first_line && i <= 1 && own {
            pieces[i].seen.add(TitleFirstLine);
        }
        if Some(i) == self.title {
            pieces[i].seen.add(TitleFirstHeadline);
        }
    }

    /// Between the first paragraph and the second stand links, not headings, unless the text has more
    /// of them.
    fn is_below_standfirst(&self, piece: &Piece, i: usize) -> bool {
        self.first_text.is_some_and(|text| text + 1 == i)
            && !self.inside.contains(&i)
            && piece.shape.words >= 7
            && piece.shape.end == End::Open
            && self.page.kind(i + 1) == Some(Kind::Prose)
            && self.page.run(i + 1).len() >= 2
            && !self.page.has_headings(i + 1)
    }

    /// Stamps, bylines and marks beside the headline of a story.
    fn around(&self, pieces: &mut [Piece], i: usize, text: Option<usize>, run: &Run) {
        let (above, below) = (self.page.previous(i), self.page.kind(i + 1));
        if above == Some(Kind::Stamp) || below == Some(Kind::Stamp) {
            pieces[i].seen.add(TitleBesideStamp);
        }
        let higher = i.checked_sub(2).and_then(|at| self.page.kind(at));
        let byline_above = above == Some(Kind::Byline)
            || (above == Some(Kind::Stamp) && higher == Some(Kind::Byline));
        if byline_above {
            pieces[i].seen.add(TitleBelowByline);
        }
        if run.len() >= 2 && below == Some(Kind::Byline) {
            pieces[i].seen.add(TitleAboveByline);
        }
        if run.len() >= 2 && text.is_some_and(|at| opens_with_mark(&pieces[at].text)) {
            pieces[i].seen.add(TitleAboveDateline);
        }
        if pieces[i].blanks >= 2 {
            pieces[i].seen.add(TitleSetApart);
        }
    }

    /// What it is about, beside the story so far.
    fn topic(&mut self, pieces: &mut [Piece], i: usize, run: Run) {
        const LISTED: [Evidence; 6] = [
            LinkInList,
            LinkRepeated,
            Doubled,
            DatedHeadline,
            Bullet,
            List,
        ];
        // In lists headlines follow headlines; what they are about decides nothing.
        if LISTED.iter().any(|e| pieces[i].seen.has(*e)) {
            return;
        }
        let below = run.first().copied();
        let (page, end) = (self.page, self.inside.end);
        page.topics(pieces, i, run, self.current, end, &mut self.known);
        if page.is_within_line(pieces, i) {
            for other in [TitleFreshStory, TitleRestated, LinkOffTopic] {
                pieces[i].seen.remove(other);
            }
            pieces[i].seen.add(SubOnTopic);
        }
        if self.inside.contains(&i) {
            for link in [LinkOffTopic, LinkStoryGoesOn] {
                pieces[i].seen.remove(link);
            }
            if let Some(at) = below {
                pieces[at].seen.remove(TeaserStoryGoesOn);
            }
        }
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
