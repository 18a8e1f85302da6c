//! What a line's neighbours say about it: repeats, pictures, teasers. Broken lines are in
//! [`super::broken`], alternative texts in [`super::alternative`], lists in [`super::zones`],
//! headlines in [`super::headlines`], what stands around a text in [`super::around`].

use super::around::{affiliations, video_headline};
use super::broken::{broken_credits, broken_sentences, credit_lines, slugs, unmarked};
use super::evidence::Evidence::*;
use super::layout::{Kind, Page};
use super::local::Local;
use super::numbered::Numbered;
use super::piece::{Piece, Print};
use super::shape::End;

/// Words of a paragraph that holds a whole text on one line.
const FLAT_WORDS: u32 = 100;

/// Adds to every piece what its neighbours say, by the words that `local` knows. `stated` is the
/// headline the input names.
pub(super) fn observe(pieces: &mut [Piece], stated: Option<&str>, local: &Local) {
    broken_sentences(pieces);
    broken_credits(pieces);
    credit_lines(pieces, &local.captions);
    slugs(pieces);
    unmarked(pieces);
    affiliations(pieces, &local.bylines);
    video_headline(pieces);
    let mut page = Page::of(pieces);
    page.speakers(pieces);
    page.questions(pieces);
    page.repeats(pieces);
    page.captions(pieces, &local.numbered);
    page.alternatives(pieces, &local.bylines);
    page.picture_cells(pieces);
    page.dashed_links(pieces);
    let inside = page.standfirst_below(pieces);
    page.zones(pieces);
    page.headlines(pieces, stated, &inside);
    page.unsigned_captions(pieces, &inside);
    page.teasers(pieces);
    page.named_in_text(pieces);
    page.amid_furniture(pieces);
    page.tags(pieces);
    page.around_text(pieces, local);
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
        let first_text = self.kinds.iter().position(|k| k.is_text()).unwrap_or(0);
        for i in self.repeated(pieces) {
            if i < first_text || pieces[i].text.starts_with(char::is_lowercase) {
                continue;
            }
            let print = pieces[i].print();
            let is_twin = |at: Option<usize>| {
                at.and_then(|at| pieces.get(at))
                    .is_some_and(|p| p.print() == print)
            };
            let twin_beside = is_twin(i.checked_sub(1)) || is_twin(Some(i + 1));
            if twin_beside || self.text_after(i).is_none() {
                pieces[i].seen.add(LinkRepeated);
            }
        }
    }

    /// The headlines that print the same as others, two of which have four words or more.
    fn repeated(&self, pieces: &[Piece]) -> Vec<usize> {
        let titles = (0..pieces.len()).filter(|&i| self.kinds[i] == Kind::Headline);
        let mut sums: Vec<(u32, usize)> = titles.map(|i| (pieces[i].sum, i)).collect();
        sums.sort_unstable();
        let mut prints: Vec<(u32, u64, usize)> = Vec::new();
        for alike in sums.chunk_by(|(a, _), (b, _)| a == b) {
            // Most titles have a sum of their own, or share it with the very same text.
            let text = |&(_, i): &(u32, usize)| &pieces[i].text;
            let same = alike.windows(2).all(|two| text(&two[0]) == text(&two[1]));
            let hash = |i: usize| if same { 0 } else { pieces[i].print().hash() };
            if alike.len() > 1 {
                prints.extend(alike.iter().map(|&(sum, i)| (sum, hash(i), i)));
            }
        }
        prints.sort_unstable();
        let is_long = |(_, _, i): &&(u32, u64, usize)| pieces[*i].shape.words >= 4;
        let mut repeated: Vec<usize> = prints
            .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
            .filter(|same| same.iter().filter(is_long).count() > 1)
            .flatten()
            .map(|&(_, _, i)| i)
            .collect();
        repeated.sort_unstable();
        repeated
    }

    /// Headlines that a template printed under pictures, and what stands below such lines.
    fn captions(&self, pieces: &mut [Piece], numbered: &Numbered) {
        let mut titles: Vec<u64> = Vec::new();
        for i in 0..pieces.len() {
            if !pieces[i].seen.has(CaptionGenerated) {
                continue;
            }
            if let Some(base) = numbered
                .generated(&pieces[i].text)
                .filter(|b| !b.is_empty())
            {
                titles.push(Print::of(base).hash());
            }
            if let Some(next) = pieces.get_mut(i + 1)
                && next.shape.words <= 45
                && next.shape.breaks <= 1
                && next.blanks <= 1
                && (next.shape.words <= 30 || next.seen.has(CaptionCredit))
            {
                next.seen.add(CaptionBelowGenerated);
            }
        }
        titles.sort_unstable();
        for i in 0..pieces.len() {
            // `Chụp lại hình ảnh,` announces what the picture shows.
            if pieces[i].seen.has(Placeholder)
                && pieces[i].shape.end == End::Clause
                && let Some(next) = pieces.get_mut(i + 1)
                && next.shape.words <= 45
                && next.blanks <= 1
                && matches!(
                    self.kinds[i + 1],
                    Kind::Headline | Kind::Label | Kind::Remark | Kind::Prose | Kind::Caption
                )
            {
                next.seen.add(CaptionLabelled);
            }
            // What shows without asserting is a caption between paragraphs only.
            if pieces[i].seen.has(CaptionUnsigned)
                && !pieces[i].text.contains('(')
                && !self.is_between_text(pieces, i)
            {
                pieces[i].seen.remove(CaptionUnsigned);
            }
            if self.kinds[i] == Kind::Headline
                && !titles.is_empty()
                && titles.binary_search(&pieces[i].print().hash()).is_ok()
            {
                pieces[i].seen.add(TitleCaptioned);
            }
        }
    }

    /// True for a line with a paragraph below it, and one or the page's headline above it.
    fn is_between_text(&self, pieces: &[Piece], i: usize) -> bool {
        let below = matches!(self.kind(i + 1), Some(Kind::Prose | Kind::Caption))
            && !pieces[i + 1].seen.has(GoesOn);
        let above = match self.previous(i) {
            Some(Kind::Prose | Kind::Remark | Kind::Caption) => true,
            // It may be the standfirst, which tells, while a picture shows somebody by name.
            // Above a whole text on one line it is the standfirst.
            Some(Kind::Headline | Kind::Stamp | Kind::Byline | Kind::Button | Kind::Other) => {
                pieces[i].shape.capitals >= 3
                    && pieces
                        .get(i + 1)
                        .is_some_and(|next| next.shape.words < FLAT_WORDS)
            }
            _ => false,
        };
        above && below && !pieces[i].seen.has(GoesOn) && !pieces[i].seen.has(Broken)
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
            if closed
                && piece.blanks < 2
                && !piece.seen.has(FootInComments)
                && !self.kinds.get(i + 1).is_some_and(|k| k.is_text())
            {
                // Teasers stand below headlines; between buttons and names stand readers' words.
                let buttons = matches!(
                    self.previous(i),
                    Some(Kind::Button | Kind::Comment | Kind::Other)
                );
                piece.seen.add(if buttons {
                    FootInComments
                } else {
                    TeaserBelowSignature
                });
            }
            let previous = self.previous(i);
            let next = self.kind(i + 1);
            if piece.seen.has(BodyBelowLink) {
                continue;
            }
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
    }
}
