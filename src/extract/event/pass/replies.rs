//! What later sentences say of acts told before: who spoke the quotation, who denies the allegation.

use super::Pass;
use crate::extract::date::DateBasis;
use crate::extract::event::rows::Draft;
use crate::extract::event::sentence::{Opener, Sentence};
use crate::extract::event::source::{Source, is_party, of_mention, quoted_by};
use crate::extract::event::story::{Passage, Told, day};
use crate::extract::event::words::class;
use crate::extract::event::{FilledFrom, Status, ontology};

impl<'a> Pass<'a> {
    /// True where the sentence before told acts inside a quotation that goes on.
    pub(super) fn awaits_speaker(&self, passage: &Passage) -> bool {
        self.drafts.last().is_some_and(|d| {
            d.field == passage.view.field && d.sentence + 1 == passage.number && d.in_quote
        })
    }

    /// True where one of the two sentences before told an allegation.
    pub(super) fn awaits_denial(&self, passage: &Passage) -> bool {
        let near = |d: &&Draft| {
            d.field == passage.view.field
                && d.sentence + 2 >= passage.number
                && d.sentence < passage.number
        };
        let mut told = self.drafts.iter().rev().take_while(near);
        told.any(|d| d.status == Status::Alleged)
    }

    /// A quotation that began in an earlier sentence ends here: who said it, and when.
    pub(super) fn end_quotation(&mut self, s: &Sentence<'a>) {
        let Some(said) = (0..s.chunks.len())
            .find(|&k| s.chunks[k].is(class::SPEECH) && s.clause_of(k).opener == Opener::Main)
        else {
            return;
        };
        let chain = quoted_by(s, said);
        let day = day::in_clause(s, said);
        for draft in self.drafts.iter_mut().rev() {
            if draft.field != s.view.field || draft.sentence + 1 != s.number || !draft.in_quote {
                break;
            }
            for source in &chain {
                let own = is_party(source, &draft.actor);
                if !own && draft.sources.iter().all(|c| c.name != source.name) {
                    draft.sources.push(source.clone());
                }
            }
            let open = draft
                .told
                .as_ref()
                .is_none_or(|t| t.date.start.is_none() || t.date.basis == DateBasis::Published);
            if open
                && ontology::is_verbal(draft.event_type)
                && let Some(day) = &day
            {
                draft.told = Some(Told {
                    bytes: None,
                    from: FilledFrom::Earlier,
                    ..day.clone()
                });
            }
        }
    }

    /// `Tuy nhiên, Nga bác bỏ cáo buộc.`: a denial that names no act denies the allegation told
    /// in the two sentences before.
    pub(super) fn denials(&mut self, s: &Sentence<'a>) {
        for k in 0..s.chunks.len() {
            if !s.chunks[k].is(class::DENY) {
                continue;
            }
            let Some(found) = s.subject(k) else { continue };
            let deniers: Vec<Source> = found
                .chunks
                .iter()
                .filter_map(|&c| s.mention(c))
                .flat_map(|m| of_mention(s, m))
                .collect();
            let near = self.drafts.iter_mut().rev().take_while(|d| {
                d.field == s.view.field && d.sentence + 2 >= s.number && d.sentence < s.number
            });
            for draft in near.filter(|d| d.status == Status::Alleged) {
                for denier in &deniers {
                    let concerns = [Some(&draft.actor), draft.target.as_ref()]
                        .into_iter()
                        .flatten()
                        .any(|m| denier.country == Some(m.country()));
                    if concerns && !draft.denied_by.contains(&denier.name) {
                        draft.denied_by.push(denier.name.clone());
                    }
                }
            }
        }
    }
}
