//! Coding the acts of one sentence after the other.

use jiff::civil::Date;

use super::missed::{Missed, MissedSentence};
use super::rows::Draft;
use super::sentence::{Opener, Sentence, asked};
use super::slots::{Scene, pairings, place};
use super::source::{
    Heard, Source, denied_by, is_party, of_mention, quoted_by, sources, speaks_for, told_by_a_rival,
};
use super::status::{Miss, ahead, told_as_past};
use super::story::{Day, Kind, Passage, Story, Told, day, days, foreground, is_stale, order, when};
use super::words::{Frame, Pattern, class};
use super::{Field, Filled, FilledFrom, Status, ontology, status};
use crate::extract::date::{DateBasis, Precision};

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
                match self.trigger(s, t, usize::from(number), pattern, at) {
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

    fn trigger(
        &mut self,
        s: &Sentence<'a>,
        t: usize,
        number: usize,
        pattern: &Pattern,
        at: usize,
    ) -> Result<(), Miss> {
        let paragraph = self.passages[at].paragraph;
        if !asked::fits(s, t, pattern) {
            return Err(Miss::Context);
        }
        let reading = status::read(s, t, pattern)?;
        let pairs = pairings(s, t, pattern, &self.story)?;
        let verbal = ontology::is_verbal(pattern.event_type);
        let past = matches!(reading.status, Status::Occurred | Status::Ongoing);
        let ahead_of_news = |told: &Told| {
            let day = told.date.start.zip(self.published);
            past && day.is_some_and(|(start, published)| start > published)
        };
        // `Một tuần sau, …` counts from what was told before, not from the day of publication.
        let dated = when::stated(s, t, pattern, reading.status);
        let ahead = dated.as_ref().filter(|told| ahead_of_news(told));
        let counted_on = ahead.is_some_and(|told| told.counted);
        // `A thăm B từ ngày 4/6`, told in May: a plan in the present tense.
        let announced = !verbal
            && !told_as_past(s, t)
            && ahead.is_some_and(|told| {
                !told.counted && (fine(&told.date) || s.is_verb_trigger(t) || !told.guessed)
            });
        // What has its day, though a doubtful one, did not take place on the day of the news.
        let misdated = !verbal && !announced && ahead.is_some();
        let discussed = when::is_discussed(s, t);
        let earlier = order::is_earlier(s, t);
        let older = misdated || discussed || earlier || when::is_lately(s, t);
        // Talks are spoken of on their day.
        let talks = pattern.event_type == "CONSULT" && pattern.mode != Some("visit");
        let deed = !verbal || pattern.event_type == "CONSULT";
        let after_old = deed
            && self
                .published
                .is_some_and(|day| days::follows_old(s, t, day));
        let undated = older && !(earlier && talks) || after_old;
        let stated = dated.filter(|t| announced || !ahead_of_news(t));
        let place = place::stated(s, t, verbal).or_else(|| self.on_visit(s, pattern));
        let mut chain = sources(s, t);
        if chain.is_empty() {
            chain = self.heard.still(self.passages, at);
        }
        let denied_by = denied_by(s, &reading);
        let recap = foreground::is_recap(s, t, pattern, reading.status)
            || counted_on
            || (stated.is_none() && foreground::is_mentioned(s, t, pattern))
            || (stated.is_none()
                && foreground::is_recalled(s, paragraph, self.story.before, self.published))
            // A measure in force is known already.
            || (pattern.event_type == "SANCTION" && reading.status == Status::Ongoing);
        let accusers = reading.accusation.and_then(|g| s.subject(g));
        let accusers = accusers.map(|found| found.chunks).unwrap_or_default();
        let act = self.acts;
        self.acts += 1;
        for mut pair in pairs {
            let mut status = if announced {
                Status::Planned
            } else {
                reading.status
            };
            if verbal && pattern.frame == Frame::Act && speaks_for(s, t, &mut pair.actor) {
                // `Bà X tuyên bố A sẽ ủng hộ B`: the words are the act, and said.
                if status == Status::Planned {
                    status = Status::Occurred;
                }
            }
            // `A cáo buộc B … và kêu gọi B …`: the accuser asks, on nobody's word but its own.
            let by_actor = verbal && accusers.iter().any(|&k| s.is_of_state(k, &pair.actor));
            if by_actor && status == Status::Alleged {
                status = Status::Occurred;
            }
            let mut sources = chain.clone();
            sources.retain(|c| !(verbal && is_party(c, &pair.actor)));
            if !by_actor {
                for &accuser in &accusers {
                    let found = s.mention(accuser).into_iter();
                    for source in found.flat_map(|m| of_mention(s, m)) {
                        if sources.iter().all(|c| c.name != source.name) {
                            sources.insert(0, source);
                        }
                    }
                }
            }
            if status == Status::Occurred && told_by_a_rival(s, t, pattern, &pair.actor, &sources) {
                status = Status::Alleged;
            }
            let key = (s.view.field, paragraph);
            let ahead = matches!(status, Status::Planned | Status::Possible);
            let told = stated
                .clone()
                .or_else(|| {
                    let target = pair.target.as_ref();
                    let carried = self
                        .story
                        .carried(s, &pair.actor, target, verbal, key, ahead);
                    carried.filter(|_| !discussed)
                })
                .or_else(|| {
                    let words = verbal && status == Status::Occurred && !discussed;
                    words.then(|| days::of_speech(s, t, self.story.before, &pair.actor))?
                })
                .or_else(|| {
                    let happened = matches!(status, Status::Occurred | Status::Ongoing);
                    let fresh = happened && !recap && !undated;
                    self.published.filter(|_| fresh).map(Told::published)
                })
                .or_else(|| when::unresolved(s, t));
            let kind = match pattern.event_type {
                "CONSULT" => Kind::Talk,
                "MOBILIZE" | "ASSAULT" | "COERCE" | "SANCTION" | "THREATEN" => Kind::Force,
                _ if verbal => Kind::Word,
                _ => Kind::Other,
            };
            // A plan's day is not the day of what is told next.
            let dated = told
                .as_ref()
                .is_some_and(|t| t.date.start.is_some() && t.date.basis != DateBasis::Published);
            // The day of what is only spoken of is not the day of the words.
            let old = |day: Date| told.as_ref().is_some_and(|t| is_stale(&t.date, day));
            let aside = self.published.is_some_and(old) && days::is_spoken_of(s, t);
            let day = told.as_ref().map(|t| t.date).unwrap_or_default();
            let here = (s.view.field, s.number);
            self.story.told(
                &pair.actor,
                pair.target.as_ref(),
                day,
                dated,
                (ahead, aside),
                kind,
                key,
                here,
            );
            self.drafts.push(Draft {
                pattern: number,
                event_type: pattern.event_type,
                mode: pattern.mode,
                actor: pair.actor,
                target: pair.target,
                told,
                place: place.clone(),
                status,
                status_cue: reading.cue.clone(),
                sources,
                denied_by: denied_by.clone(),
                recap,
                older,
                field: s.view.field,
                paragraph,
                sentence: s.number,
                sentence_bytes: s.view.tokens.bytes(s.tokens.clone()),
                trigger: s.bytes(t),
                act,
                contexts: 0,
                in_quote: s.ends_in_quote(),
                bare: status == Status::Occurred
                    && (s.view.field == Field::Title || ahead::is_tenseless(s, t)),
            });
        }
        Ok(())
    }

    /// Where talks, signings and words take place that the sentence tells behind a journey.
    fn on_visit(&self, s: &Sentence, pattern: &Pattern) -> Option<(Scene<'a>, Filled)> {
        if !place::is_where_guest_is(pattern.event_type, pattern.mode) {
            return None;
        }
        let here = |d: &&Draft| (d.field, d.sentence) == (s.view.field, s.number);
        let journeys = self.drafts.iter().rev().take_while(here);
        let mut journeys = journeys.filter(|d| d.mode == Some("visit"));
        place::of_host(journeys.next()?.target.as_ref()?)
    }

    /// True where the sentence before told acts inside a quotation that goes on.
    fn awaits_speaker(&self, passage: &Passage) -> bool {
        self.drafts.last().is_some_and(|d| {
            d.field == passage.view.field && d.sentence + 1 == passage.number && d.in_quote
        })
    }

    /// True where one of the two sentences before told an allegation.
    fn awaits_denial(&self, passage: &Passage) -> bool {
        let near = |d: &&Draft| {
            d.field == passage.view.field
                && d.sentence + 2 >= passage.number
                && d.sentence < passage.number
        };
        let mut told = self.drafts.iter().rev().take_while(near);
        told.any(|d| d.status == Status::Alleged)
    }

    /// A quotation that began in an earlier sentence ends here: who said it, and when.
    fn end_quotation(&mut self, s: &Sentence<'a>) {
        let Some(said) = (0..s.chunks.len()).find(|&k| {
            s.chunks[k].is(class::SPEECH) && s.clauses[s.chunks[k].clause].opener == Opener::Main
        }) else {
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
    fn denials(&mut self, s: &Sentence<'a>) {
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

/// A date of a few days, not a month or a year.
fn fine(date: &Day) -> bool {
    matches!(
        date.precision,
        Precision::Day | Precision::Week | Precision::Range
    )
}
