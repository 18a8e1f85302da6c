//! Digests: news of a paragraph each, one below the other.

use crate::clean::evidence::Evidence::*;
use crate::clean::known::Known;
use crate::clean::layout::{Kind, Page};
use crate::clean::piece::Piece;
use crate::clean::shape::End;

impl Page {
    /// Headlines of a digest: three or more in a row, each directly above one paragraph of forty
    /// words or more that tells it again, no times between and outside lists.
    pub(super) fn digest_items(&self, pieces: &[Piece], known: &mut Known) -> Vec<usize> {
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
