//! What a line's neighbours say about it: broken sentences, repeats, pictures, teasers; lists are
//! in [`super::zones`], headlines in [`super::headlines`].

use std::collections::HashMap;

use xxhash_rust::xxh3::Xxh3DefaultBuilder;

use super::caption;
use super::evidence::Evidence::*;
use super::layout::{Kind, Page};
use super::piece::{Piece, print_of};
use super::shape::End;

/// Adds to every piece what its neighbours say. `stated` is the headline the input names.
pub(super) fn observe(pieces: &mut [Piece], stated: Option<&str>) {
    broken_sentences(pieces);
    let page = Page::of(pieces);
    page.questions(pieces);
    page.repeats(pieces);
    page.captions(pieces);
    page.zones(pieces);
    page.headlines(pieces, stated);
    page.teasers(pieces);
}

/// Sentences that a scraper broke where a link or a bold word began and ended.
fn broken_sentences(pieces: &mut [Piece]) {
    let furniture = |piece: &Piece| {
        let seen = piece.seen;
        [
            List,
            Comment,
            Legal,
            Menu,
            Section,
            StampLine,
            Follow,
            Video,
            Share,
            Tools,
            Placeholder,
        ]
        .iter()
        .any(|e| seen.has(*e))
    };
    let open = |piece: &Piece| matches!(piece.shape.end, End::Open | End::Clause);
    for i in 1..pieces.len() {
        let (head, tail) = pieces.split_at_mut(i);
        let (before, piece) = (&mut head[i - 1], &mut tail[0]);
        if piece.blanks == 0
            && piece.line == before.line + 1
            && goes_on(&piece.text)
            // Short lines in small letters are tags or items of a list.
            && (piece.shape.words >= 6
                || piece.shape.end != End::Open
                || !piece.text.starts_with(char::is_alphabetic)
                || before.shape.words >= 8)
            && open(before)
            && !furniture(before)
            && !furniture(piece)
        {
            before.seen.add(Broken);
            piece.seen.add(GoesOn);
        }
    }
    // `…, theo` · `AP` · `, cho biết …`: the linked word hangs on the line before it too.
    for i in (1..pieces.len()).rev() {
        let (head, tail) = pieces.split_at_mut(i);
        let (before, piece) = (&mut head[i - 1], &tail[0]);
        let hangs = piece.seen.has(Broken) && !piece.seen.has(GoesOn) && piece.shape.words <= 8;
        let small = before
            .text
            .rsplit(' ')
            .next()
            .is_some_and(|w| w.starts_with(char::is_lowercase) || w.ends_with([',', '“', ':']));
        if hangs && piece.blanks == 0 && open(before) && small && !furniture(before) && i > 1 {
            before.seen.add(Broken);
            tail[0].seen.add(GoesOn);
        }
    }
}

/// True for a line that can only be the rest of a sentence.
fn goes_on(text: &str) -> bool {
    match text.chars().next() {
        Some(c) if c.is_lowercase() => !text.contains("http") && !text.contains('@'),
        Some(',' | ';' | '”' | ')' | '%') => true,
        Some('.') => !text.starts_with("..."),
        _ => false,
    }
}

impl Page {
    /// Questions that were found to be text.
    fn questions(&self, pieces: &mut [Piece]) {
        for (piece, kind) in pieces.iter_mut().zip(&self.kinds) {
            if *kind == Kind::Remark && piece.seen.has(Question) {
                piece.seen.add(Interview);
            }
        }
    }

    /// Texts that the page prints more than once.
    fn repeats(&self, pieces: &mut [Piece]) {
        let mut counts: HashMap<u64, u32, Xxh3DefaultBuilder> = HashMap::default();
        for (i, piece) in pieces.iter().enumerate() {
            if matches!(self.kinds[i], Kind::Headline) && piece.shape.words >= 4 {
                *counts.entry(piece.print).or_default() += 1;
            }
        }
        let first_text = self.kinds.iter().position(|k| k.is_text()).unwrap_or(0);
        for i in first_text..pieces.len() {
            let print = pieces[i].print;
            if self.kinds[i] != Kind::Headline || counts.get(&print).is_none_or(|n| *n < 2) {
                continue;
            }
            let is_twin = |at: Option<usize>| {
                at.and_then(|at| pieces.get(at))
                    .is_some_and(|p| p.print == print)
            };
            let twin_beside = is_twin(i.checked_sub(1)) || is_twin(Some(i + 1));
            if twin_beside || self.text_after(i).is_none() {
                pieces[i].seen.add(LinkRepeated);
            }
        }
    }

    /// Headlines that a template printed under pictures, and what stands below such lines.
    fn captions(&self, pieces: &mut [Piece]) {
        let mut titles: Vec<u64> = Vec::new();
        for i in 0..pieces.len() {
            if !pieces[i].seen.has(CaptionGenerated) {
                continue;
            }
            if let Some(base) = caption::generated(&pieces[i].text).filter(|b| !b.is_empty()) {
                titles.push(print_of(base));
            }
            if let Some(next) = pieces.get_mut(i + 1)
                && next.shape.words <= 45
                && next.shape.breaks <= 1
                && next.blanks <= 1
            {
                next.seen.add(CaptionBelowGenerated);
            }
        }
        titles.sort_unstable();
        for i in 0..pieces.len() {
            if self.kinds[i] == Kind::Headline && titles.binary_search(&pieces[i].print).is_ok() {
                pieces[i].seen.add(TitleCaptioned);
            }
            // A picture's alternative text, then its caption with the credit.
            if i + 1 < pieces.len() && self.kinds[i + 1] == Kind::Caption {
                let (head, tail) = pieces.split_at_mut(i + 1);
                let (alt, full) = (&mut head[i], &tail[0]);
                let stem = alt.text.trim_end_matches(['.', ' ']);
                if stem.len() >= 12 && full.text.len() >= stem.len() && full.text.starts_with(stem)
                {
                    alt.seen.add(CaptionAlternative);
                }
            }
        }
    }

    /// Single paragraphs between headlines.
    fn teasers(&self, pieces: &mut [Piece]) {
        let mut texts = 0;
        let linked: Vec<bool> = pieces
            .iter()
            .map(|p| p.seen.has(Bullet) || (p.seen.has(List) && p.shape.words > 6))
            .collect();
        // Paragraphs since the last headline, and whether a byline below two of them closed the text.
        let (mut paragraphs, mut closed) = (0, false);
        // A link behind an arrow or `Xem thêm:` stands in the text for itself and has no teaser,
        // unless others of its kind surround it.
        let inline: Vec<bool> = pieces
            .iter()
            .map(|piece| piece.seen.has(Bullet) || piece.seen.has(List))
            .collect();
        for (i, piece) in pieces.iter_mut().enumerate() {
            match self.kinds[i] {
                Kind::Byline => closed = paragraphs >= 2,
                Kind::Headline if self.run_below(i) >= 2 => (paragraphs, closed) = (0, false),
                kind if kind.is_text() => paragraphs += 1,
                _ => {}
            }
            if !self.kinds[i].is_text() {
                continue;
            }
            texts += 1;
            if closed && piece.blanks < 2 && !self.kinds.get(i + 1).is_some_and(|k| k.is_text()) {
                piece.seen.add(TeaserBelowSignature);
            }
            let previous = self.previous(i);
            let next = self.kind(i + 1);
            // A link inside a text, marked as one, makes no list.
            if linked.get(i.wrapping_sub(1)).copied().unwrap_or(false) {
                piece.seen.add(BodyBelowLink);
                continue;
            }
            let alone = matches!(
                next,
                None | Some(
                    Kind::Headline
                        | Kind::Label
                        | Kind::Stamp
                        | Kind::ListHeading
                        | Kind::Legal
                        | Kind::Comment
                        | Kind::Other
                        | Kind::Button
                )
            );
            if !alone || texts == 1 {
                continue;
            }
            if previous == Some(Kind::Headline) {
                if inline[i - 1] && piece.seen.has(Prose) {
                    continue;
                }
                piece.seen.add(TeaserBelowHeadline);
            } else if previous == Some(Kind::Stamp) {
                piece.seen.add(TeaserBelowStamp);
            }
        }
        // Text set far below the rest, under the byline: the standfirst, printed last.
        if let Some(last) = self.kinds.iter().rposition(|k| k.is_text())
            && self.kinds[last] == Kind::Prose
            && pieces[last].blanks >= 2
            && (self.previous(last) == Some(Kind::Byline) || pieces[last].blanks >= 3)
            && self.kinds[last + 1..]
                .iter()
                .all(|k| !matches!(k, Kind::Headline))
        {
            pieces[last].seen.add(BodyLastStandfirst);
        }
    }
}
