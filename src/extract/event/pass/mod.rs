//! Coding the acts of one sentence after the other.

mod act;
mod replies;
mod timing;

use jiff::civil::Date;

use super::missed::{Missed, MissedSentence};
use super::rows::Draft;
use super::source::Heard;
use super::story::{Passage, Story};

/// The walk through the sentences of an article in which its acts are coded.
pub(super) struct Pass<'a> {
    /// When the article was published.
    pub(super) published: Option<Date>,
    /// Its sentences in which somebody is named.
    pub(super) passages: &'a [Passage<'a>],
    /// Acts so far.
    pub(super) acts: usize,
    /// Rows so far.
    pub(super) drafts: Vec<Draft<'a>>,
    /// Triggers of the sentence at hand that gave no row.
    pub(super) missed: Vec<Missed>,
    /// Who said what so far.
    pub(super) heard: Heard<'a>,
    /// What was told so far.
    pub(super) story: Story<'a>,
}

impl<'a> Pass<'a> {
    /// Codes the acts of a passage; one with triggers and without a row is put into `missed`.
    pub(super) fn passage(&mut self, at: usize, missed: Option<&mut Vec<MissedSentence>>) {
        let passage = &self.passages[at];
        let told = self.drafts.len();
        self.story.before = &self.passages[..at];
        self.story.published = self.published;
        if passage.inside && self.awaits_speaker(passage) {
            self.end_quotation(passage.sentence());
        }
        if self.awaits_denial(passage) {
            self.denials(passage.sentence());
        }
        // Whoever asks what was missed wants to know the reason.
        if !passage.has_trigger(missed.is_some() || told > 0) {
            return;
        }
        let s = passage.sentence();
        for t in (0..s.chunks.len()).filter(|t| s.chunks[*t].triggers()) {
            let mut reason = None;
            let mut coded = false;
            for &number in s.chunks[t].patterns() {
                let pattern = &s.patterns[usize::from(number)];
                match self.trigger(s, t, usize::from(number), at) {
                    Ok(()) => {
                        coded = true;
                        break;
                    }
                    Err(miss) => reason = Some((pattern.slug, miss)),
                }
            }
            if let (false, Some((rule, reason))) = (coded, reason) {
                self.missed.push(Missed {
                    bytes: s.bytes(t),
                    rule,
                    reason: reason.reason(),
                });
            }
        }
        self.drop_moves_to_attack(told);
        let triggers = std::mem::take(&mut self.missed);
        if let Some(missed) = missed
            && told == self.drafts.len()
            && !triggers.is_empty()
        {
            missed.push(MissedSentence {
                field: s.view.field,
                bytes: s.view.tokens.bytes(s.tokens.clone()),
                triggers,
                outline: s.outline(),
            });
        }
    }

    /// `A điều tiêm kích ném bom B`: a move of forces told in one sentence with the attack it leads to
    /// is no act beside it. Rows from `first` on are the sentence's.
    fn drop_moves_to_attack(&mut self, first: usize) {
        let attacks: Vec<_> = self.drafts[first..]
            .iter()
            .filter(|d| d.event_type == "ASSAULT")
            .map(|d| (d.actor.country(), d.status, d.trigger.start))
            .collect();
        if attacks.is_empty() {
            return;
        }
        let leads_to_attack = |d: &Draft| {
            d.event_type == "MOBILIZE"
                && attacks.iter().any(|&(country, status, at)| {
                    country == d.actor.country() && status == d.status && at > d.trigger.start
                })
        };
        let mut told = self.drafts.split_off(first);
        told.retain(|d| !leads_to_attack(d));
        self.drafts.append(&mut told);
    }
}
