//! What a headline has in common with the text above and below it: whether it heads a story of its
//! own, divides the one so far, or links to another.

use crate::clean::evidence::Evidence::*;
use crate::clean::known::{AFTER, AHEAD, BEFORE, Between, Known, LEAD, any, both};
use crate::clean::layout::{FAR, Kind, LOOK_BACK, Page, Run};
use crate::clean::piece::Piece;

impl Page {
    /// Compares a headline with the text around it; `inside` ends the text that a standfirst printed
    /// last belongs to, or is 0.
    pub(super) fn topics(
        &self,
        pieces: &mut [Piece],
        i: usize,
        run: Run,
        current: usize,
        inside: usize,
        known: &mut Known,
    ) {
        let Some(&lead) = run.first() else {
            return;
        };
        known.read_title(pieces, i);
        known.read(pieces, &[lead]);
        let title = known.of(i);
        let shared = title.shared(known.of(lead));
        if shared * 5 >= title.len() && shared >= 2 && (pieces[i].shape.words >= 6 || i < 3) {
            pieces[i].seen.add(TitleRestated);
        }
        // The story so far, back to the headline before or to a list.
        let mut story = Run::default();
        for at in (i.saturating_sub(FAR)..i).rev() {
            match self.kinds[at] {
                Kind::Prose if pieces[at].seen.has(TeaserInList) => {}
                Kind::Prose => {
                    story.push(at);
                    if story.len() == LOOK_BACK {
                        break;
                    }
                }
                Kind::ListHeading | Kind::Comment | Kind::Legal => break,
                _ => {}
            }
        }
        if story.is_empty() {
            return;
        }
        known.compare(pieces, story, run);
        known.read_title(pieces, current);
        let standfirst = (i < inside)
            .then(|| pieces.iter().rposition(|p| p.seen.has(BodyLastStandfirst)))
            .flatten();
        if let Some(at) = standfirst {
            known.read_title(pieces, at);
        }
        let title = known.of(i);
        let restated = pieces[i].seen.has(TitleRestated);
        let Between {
            pairs,
            continuity,
            most,
            ..
        } = &known.between;
        let (continuity, most) = (*continuity, *most);
        // What the text below the first paragraph shares with the story, and with the headline and
        // that paragraph.
        let (old, new) = if restated || continuity < 0.09 {
            let told = pairs.shared(title, |marks| marks & AHEAD == AFTER);
            (
                pairs.count(both(AFTER, BEFORE)),
                pairs.count(both(AFTER, LEAD)) + told,
            )
        } else {
            (0, 0)
        };
        // The headline of the story so far, told again below, means that the story goes on.
        let own = known.of(current);
        let recalled = pairs.shared(own, any(AHEAD));
        // So does its standfirst.
        let introduced = standfirst.is_some_and(|at| pairs.shared(known.of(at), any(AHEAD)) >= 3);
        let same = introduced || recalled >= 3 || (recalled >= 2 && recalled * 4 >= own.len());
        let changed = most >= 60 && (continuity < 0.06 || (continuity < 0.09 && new > old));
        let told_below = restated && new as f32 > old as f32 * 1.3 && new >= 3 && continuity < 0.09;
        if run.len() >= 2 && !same && (changed || told_below) {
            pieces[i].seen.add(TitleFreshStory);
        } else if restated
            && run.len() >= 2
            && ![
                TitleBesideStamp,
                TitleBelowByline,
                TitleAboveByline,
                TitleAboveDateline,
            ]
            .iter()
            .any(|e| pieces[i].seen.has(*e))
            // What tells of the story's own headline goes on with it.
            && pairs.shared(own, any(LEAD)) == 0
            && pairs.count(both(LEAD, BEFORE)) * 12 < pairs.count(any(LEAD))
            && (old > 2 * new || old >= new + 2)
        {
            // The paragraph below the headline is another story's, those after it are this one's.
            pieces[i].seen.add(LinkStoryGoesOn);
            pieces[lead].seen.add(TeaserStoryGoesOn);
        }
        if same && !pieces[i].seen.has(TitleFreshStory) {
            pieces[i].seen.add(SubSameStory);
        }
        let words = pieces[i].shape.words;
        let near = pairs.shared(title, any(AHEAD));
        let far = pairs.shared(title, any(BEFORE));
        if !restated && words >= 7 && near + far <= title.len() / 7 && continuity >= 0.06 {
            pieces[i].seen.add(LinkOffTopic);
        } else if near > 0 && words <= 12 && continuity >= 0.06 {
            pieces[i].seen.add(SubOnTopic);
        }
    }
}
