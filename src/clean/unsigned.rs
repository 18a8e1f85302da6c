//! Captions that bear no credit, and pages whose standfirst is printed last.

use super::evidence::Evidence::*;
use super::evidence::Observed;
use super::layout::{Kind, Page};
use super::piece::Piece;
use super::shape::End;

impl Page {
    /// Text set far below the rest, under the byline: the standfirst, printed last. Returns the places
    /// of such a page's text, from the line below the headline to the byline: a scraper took it out of
    /// its page, and hardly a link with it (on 24 such pages no line of the text was one).
    pub(super) fn standfirst_below(&self, pieces: &mut [Piece]) -> std::ops::Range<usize> {
        if let Some(last) = self.kinds.iter().rposition(|k| k.is_text())
            && self.kinds[last] == Kind::Prose
            && pieces[last].blanks >= 2
            && (self.previous(last) == Some(Kind::Byline) || pieces[last].blanks >= 3)
            && self.kinds[last + 1..]
                .iter()
                .all(|k| !matches!(k, Kind::Headline))
        {
            pieces[last].seen.add(BodyLastStandfirst);
            let text = self.kinds[..last].iter().position(|k| k.is_text());
            let end = text.and_then(|text| {
                let signed = |at: &usize| self.kinds[*at] == Kind::Byline;
                (text..last).find(signed)
            });
            return 1..end.unwrap_or(last);
        }
        0..0
    }

    /// Lines without a stop that stand between paragraphs, too long for a heading; and what stands
    /// between the headline and the text where the standfirst is printed last, `inside` its text.
    pub(super) fn unsigned_captions(&self, pieces: &mut [Piece], inside: &std::ops::Range<usize>) {
        const OTHER: Observed = Observed::of(&[
            Doubled,
            Bullet,
            DatedHeadline,
            List,
            Enumerated,
            Question,
            Broken,
            GoesOn,
            CaptionLabelled,
            LinkRepeated,
            LinkInList,
            TitleStated,
            TitleFreshStory,
            TitleDigestItem,
            TitleBesideStamp,
            TitleBelowByline,
            TitleAboveByline,
            TitleSetApart,
        ]);
        const TOLD: Observed = Observed::of(&[
            LinkOffTopic,
            LinkBelowStandfirst,
            LinkStoryGoesOn,
            LinkRun,
            SubSameStory,
            SubOnTopic,
        ]);
        for i in 1..pieces.len() {
            let piece = &pieces[i];
            // A caption and a heading below it.
            let above = inside.contains(&i)
                && self.kind(i + 1) == Some(Kind::Headline)
                && self.kind(i + 2) == Some(Kind::Prose)
                && self.kinds[i - 1].is_text();
            if self.kinds[i] != Kind::Headline
                || piece.shape.end != End::Open
                || piece.seen.any(OTHER)
                || (self.kind(i + 1) != Some(Kind::Prose) && !above)
                // `Bộ trưởng Lê Na: Cầu mới sẽ thông xe` heads what is told below.
                || piece.text.contains(": ")
            {
                continue;
            }
            // On a whole page links and headings stand there as well.
            let between = matches!(
                self.kinds[i - 1],
                Kind::Prose | Kind::Remark | Kind::Caption
            ) && piece.seen.has(LongHeadline)
                && (inside.contains(&i) || !piece.seen.any(TOLD));
            let below = i == 1
                && inside.contains(&i)
                && self.kinds[0] == Kind::Headline
                && !pieces[0].seen.has(DatedHeadline);
            if between || below || above {
                pieces[i].seen.add(CaptionUnsigned);
            } else if inside.contains(&i) {
                pieces[i].seen.add(SubOnTopic);
            }
        }
    }

    /// `PV:` · `Ông Bình:`: the names of speakers, each above what they say, are the beginning of it.
    pub(super) fn speakers(&mut self, pieces: &mut [Piece]) {
        let names: Vec<usize> = (1..pieces.len().saturating_sub(1))
            .filter(|&i| {
                self.kinds[i] == Kind::Label
                    && pieces[i].text.trim_end().ends_with(':')
                    && (self.kinds[i - 1].is_text() || pieces[i - 1].seen.has(Question))
                    && (self.kinds[i + 1].is_text() || pieces[i + 1].seen.has(Question))
                    && pieces[i + 1].blanks == 0
            })
            .collect();
        let again = |i: &usize| {
            let print = pieces[*i].print();
            let others = names.iter().filter(|at| pieces[**at].print() == print);
            others.count() > 1
        };
        if names.len() < 3 || !names.iter().any(again) {
            return;
        }
        for i in names {
            pieces[i].seen.add(Broken);
            pieces[i + 1].seen.add(GoesOn);
            self.kinds[i] = Kind::Remark;
        }
    }
}
