//! From the trigger of an act to its drafts, one for each pair of parties.

use super::Pass;
use super::timing::Timing;
use crate::extract::date::DateBasis;
use crate::extract::event::rows::Draft;
use crate::extract::event::sentence::{Member, Pairing, Sentence, asked};
use crate::extract::event::slots::{Scene, pairings, place};
use crate::extract::event::source::{
    Source, denied_by, is_party, of_mention, sources, speaks_for, told_by_a_rival,
};
use crate::extract::event::status::{Miss, Reading, ahead};
use crate::extract::event::story::{self, Kind, Outlook, Told, days, foreground, is_stale, when};
use crate::extract::event::words::{Frame, Pattern};
use crate::extract::event::{Field, Filled, Status, ontology, status};

/// A triggered act, whoever its parties are.
struct Act<'f, 'a> {
    s: &'f Sentence<'a>,
    /// Chunk of the trigger.
    t: usize,
    pattern: &'f Pattern,
    /// An act of speech.
    verbal: bool,
    reading: Reading,
    timing: Timing<'a>,
    /// Older news.
    recap: bool,
    paragraph: usize,
    /// Chunks of those in whose accusation it is told.
    accusers: Vec<usize>,
    /// On whose word its sentence is told.
    sources: Vec<Source<'a>>,
}

impl<'a> Act<'_, 'a> {
    /// Whether `actor` did it, and on whose word beside its own; `actor` becomes the party for which
    /// it speaks.
    fn standing(&self, actor: &mut Member<'a>) -> (Status, Vec<Source<'a>>) {
        let (s, t) = (self.s, self.t);
        let mut status = match self.timing.announced {
            true => Status::Planned,
            false => self.reading.status,
        };
        let speaks = self.verbal && self.pattern.frame == Frame::Act && speaks_for(s, t, actor);
        // `Bà X tuyên bố A sẽ ủng hộ B`: the words are the act, and said.
        if speaks && status == Status::Planned {
            status = Status::Occurred;
        }
        // `A cáo buộc B … và kêu gọi B …`: the accuser asks, on nobody's word but its own.
        let accuses = self.verbal && self.accusers.iter().any(|&k| s.is_of_state(k, actor));
        if accuses && status == Status::Alleged {
            status = Status::Occurred;
        }
        let mut sources = self.sources.clone();
        sources.retain(|source| !(self.verbal && is_party(source, actor)));
        let accusers = self.accusers.iter().filter(|_| !accuses);
        for source in accusers
            .filter_map(|&k| s.mention(k))
            .flat_map(|mention| of_mention(s, mention))
        {
            if sources.iter().all(|known| known.name != source.name) {
                sources.insert(0, source);
            }
        }
        if status == Status::Occurred && told_by_a_rival(s, t, self.pattern, actor, &sources) {
            status = Status::Alleged;
        }
        (status, sources)
    }

    fn kind(&self) -> Kind {
        match self.pattern.event_type {
            "CONSULT" => Kind::Talk,
            "MOBILIZE" | "ASSAULT" | "COERCE" | "SANCTION" | "THREATEN" => Kind::Force,
            _ if self.verbal => Kind::Word,
            _ => Kind::Other,
        }
    }
}

impl<'a> Pass<'a> {
    /// Codes the act that the pattern of this number reads at chunk `t` of the `at`th passage.
    pub(super) fn trigger(
        &mut self,
        s: &Sentence<'a>,
        t: usize,
        number: usize,
        at: usize,
    ) -> Result<(), Miss> {
        let pattern = &s.patterns[number];
        if !asked::fits(s, t, pattern) {
            return Err(Miss::Context);
        }
        let reading = status::read(s, t, pattern)?;
        let pairs = pairings(s, t, pattern, &self.story)?;
        let act = self.act(s, t, pattern, reading, at);
        let place = place::stated(s, t, act.verbal).or_else(|| self.on_visit(s, pattern));
        let denied_by = denied_by(s, &act.reading);
        let bare = s.view.field == Field::Title || ahead::is_tenseless(s, t);
        let count = self.acts;
        self.acts += 1;
        for mut pair in pairs {
            let (status, sources) = act.standing(&mut pair.actor);
            let told = self.date(&act, &pair, status);
            self.tell(&act, &pair, status, told.as_ref());
            self.drafts.push(Draft {
                pattern: number,
                event_type: pattern.event_type,
                mode: pattern.mode,
                actor: pair.actor,
                target: pair.target,
                told,
                place: place.clone(),
                status,
                status_cue: act.reading.cue.clone(),
                sources,
                denied_by: denied_by.clone(),
                recap: act.recap,
                older: act.timing.older,
                field: s.view.field,
                paragraph: act.paragraph,
                sentence: s.number,
                sentence_bytes: s.view.tokens.bytes(s.tokens.clone()),
                trigger: s.bytes(t),
                act: count,
                contexts: 0,
                in_quote: s.ends_in_quote(),
                bare: bare && status == Status::Occurred,
            });
        }
        Ok(())
    }

    /// What is the same of an act for all its parties.
    fn act<'f>(
        &mut self,
        s: &'f Sentence<'a>,
        t: usize,
        pattern: &'f Pattern,
        reading: Reading,
        at: usize,
    ) -> Act<'f, 'a> {
        let paragraph = self.passages[at].paragraph;
        let timing = Timing::read(s, t, pattern, reading.status, self.published);
        let mut sources = sources(s, t);
        if sources.is_empty() {
            sources = self.heard.still(self.passages, at);
        }
        let (before, published) = (self.story.before, self.published);
        let named = || {
            foreground::is_mentioned(s, t, pattern)
                || foreground::is_recalled(s, paragraph, before, published)
        };
        let recap = foreground::is_recap(s, t, pattern, reading.status)
            || timing.counted_on
            || timing.stated.is_none() && named()
            // A measure in force is known already.
            || (pattern.event_type == "SANCTION" && reading.status == Status::Ongoing);
        let accusers = reading.accusation.and_then(|verb| s.subject(verb));
        Act {
            s,
            t,
            pattern,
            verbal: ontology::is_verbal(pattern.event_type),
            timing,
            recap,
            paragraph,
            accusers: accusers.map_or_else(Vec::new, |found| found.chunks.to_vec()),
            sources,
            reading,
        }
    }

    /// The day of an act: as its sentence says; else that of what it goes on with, of its speaker's
    /// words, or of the news.
    fn date(&self, act: &Act<'_, 'a>, pair: &Pairing<'a>, status: Status) -> Option<Told<'a>> {
        let (s, timing) = (act.s, &act.timing);
        let ahead = is_ahead(status);
        let carried = || {
            let key = (s.view.field, act.paragraph);
            let target = pair.target.as_ref();
            self.story
                .carried(s, &pair.actor, target, act.verbal, key, ahead)
        };
        let said = || {
            let words = act.verbal && status == Status::Occurred;
            words.then(|| days::of_speech(s, act.t, self.story.before, &pair.actor))?
        };
        let today = || {
            let happened = matches!(status, Status::Occurred | Status::Ongoing);
            let fresh = happened && !act.recap && !timing.undated;
            self.published.filter(|_| fresh).map(Told::published)
        };
        timing
            .stated
            .clone()
            .or_else(|| carried().filter(|_| !timing.discussed))
            .or_else(|| said().filter(|_| !timing.discussed))
            .or_else(today)
            .or_else(|| when::unresolved(s, act.t))
    }

    /// Remembers an act for the sentences after it.
    fn tell(
        &mut self,
        act: &Act<'_, 'a>,
        pair: &Pairing<'a>,
        status: Status,
        told: Option<&Told<'a>>,
    ) {
        let (s, published) = (act.s, self.published);
        let old = told
            .zip(published)
            .is_some_and(|(told, day)| is_stale(&told.date, day));
        // The day of what is only spoken of is not the day of the words, nor a plan's that of what is
        // told next.
        let outlook = match is_ahead(status) {
            _ if old && days::is_spoken_of(s, act.t) => Outlook::Aside,
            true => Outlook::Ahead,
            false => Outlook::Done,
        };
        let dated = told
            .filter(|told| told.date.start.is_some() && told.date.basis != DateBasis::Published);
        self.story.told(story::Act {
            actor: &pair.actor,
            target: pair.target.as_ref(),
            day: dated.map(|told| told.date),
            outlook,
            kind: act.kind(),
            paragraph: (s.view.field, act.paragraph),
            at: (s.view.field, s.number),
        });
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
}

/// Still to come, as far as anybody knows.
fn is_ahead(status: Status) -> bool {
    matches!(status, Status::Planned | Status::Possible)
}
