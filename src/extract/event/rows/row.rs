//! One row of the mentions of one act: the one that says most is its evidence, the others add to it.

use jiff::civil::Date;

use super::confidence::Confidence;
use super::draft::{Draft, empty, filled_date};
use crate::extract::date::{DateBasis, Precision};
use crate::extract::event::sentence::Member;
use crate::extract::event::slots::Scene;
use crate::extract::event::story::{Told, is_foreground};
use crate::extract::event::words::{Frame, Pattern};
use crate::extract::event::{Event, EventMention, Field, Filled, FilledFrom, Place, Slot, context};

/// How much a mention says.
fn weight(d: &Draft) -> (u8, u8, std::cmp::Reverse<Field>) {
    let near = |from: FilledFrom| u8::from(from == FilledFrom::Clause);
    let mut says = 0;
    says += 2 * u8::from(
        d.stated()
            .is_some_and(|t| t.date.basis != DateBasis::Carried),
    );
    says += u8::from(d.actor.name.is_some());
    says += u8::from(d.target.as_ref().is_some_and(|t| t.name.is_some()));
    says += near(d.actor.from) + d.target.as_ref().map_or(1, |t| near(t.from));
    says += u8::from(d.place.is_some());
    (
        u8::from(d.field == Field::Body),
        says,
        std::cmp::Reverse(d.field),
    )
}

/// One event of the mentions of one act.
pub(super) fn event(
    mut group: Vec<Draft>,
    patterns: &[Pattern],
    confidence: &Confidence,
    published: Option<Date>,
) -> Event {
    let mut best = 0;
    for i in 1..group.len() {
        if weight(&group[i]) > weight(&group[best]) {
            best = i;
        }
    }
    let mut lead = group.remove(best);
    // Whoever tells it with a word of tense knows whether it took place.
    if lead.bare
        && let Some(told) = group.iter().find(|d| !d.bare)
    {
        lead.status = told.status;
        lead.status_cue = None;
    }
    group.sort_by_key(|d| (std::cmp::Reverse(d.field), d.sentence, d.trigger.start));
    let pattern = &patterns[lead.pattern];
    let mut sum = Sum::of(&lead);
    for other in &group {
        sum.add(other, &lead);
    }
    // A guest is the actor, wherever it is told who received whom.
    let guest = |d: &&Draft| patterns[d.pattern].frame == Frame::Host;
    if pattern.frame != Frame::Host
        && let Some(told) = group.iter().find(guest)
        && crossed(told, &lead)
        && let Some(host) = sum.target
    {
        (sum.actor, sum.target) = (host, Some(sum.actor));
    }
    if pattern.mode == Some("visit") || sum.mode == Some("visit") {
        sum.place_at_host();
    }
    let foreground = is_foreground(sum.told.as_ref(), sum.recap, published);
    let mentions = std::iter::once(&lead)
        .chain(&group)
        .map(|d| mention(d, patterns))
        .collect();
    Event {
        event_type: lead.event_type,
        mode: sum.mode,
        contexts: context::names(lead.contexts | pattern.implied),
        actor: slot(sum.actor),
        target: sum.target.map(slot),
        date: sum.told.map(|t| t.date).unwrap_or_default().into(),
        place: sum.place.map(Place::from),
        status: lead.status,
        attributed_to: owned(&sum.attributed),
        denied_by: owned(&sum.denied),
        foreground,
        act: 0,
        mentions,
        rule: pattern.slug,
        confidence: confidence.of(&lead, pattern, group.len() + 1),
    }
}

/// What the mentions of one act say together.
struct Sum<'d, 'a> {
    actor: &'d Member<'a>,
    target: Option<&'d Member<'a>>,
    told: Option<Told<'a>>,
    place: Option<Scene<'a>>,
    attributed: Vec<&'d str>,
    denied: Vec<&'d str>,
    recap: bool,
    mode: Option<&'static str>,
}

/// Sources that a row names at most.
const SOURCES: usize = 3;

impl<'d, 'a> Sum<'d, 'a> {
    /// What the evidence says.
    fn of(lead: &'d Draft<'a>) -> Self {
        Self {
            actor: &lead.actor,
            target: lead.target.as_ref(),
            told: lead.told.clone(),
            place: lead.place.as_ref().map(|p| p.0),
            attributed: lead.sources.iter().map(|s| &*s.name).collect(),
            denied: lead.denied_by.iter().map(|who| &**who).collect(),
            recap: lead.recap,
            mode: lead.mode,
        }
    }

    /// Adds what another mention knows beyond it.
    fn add(&mut self, other: &'d Draft<'a>, lead: &Draft) {
        let (a, b) = match crossed(other, lead) {
            true => (other.target.as_ref(), Some(&other.actor)),
            false => (Some(&other.actor), other.target.as_ref()),
        };
        let named = |member: Option<&'d Member<'a>>| member.filter(|m| m.name.is_some());
        if let (None, Some(named)) = (self.actor.name, named(a)) {
            self.actor = named;
        }
        if self.target.is_some_and(|t| t.name.is_none()) {
            self.target = named(b).or(self.target);
        }
        let better = other.stated().is_some()
            && exactness(other.told.as_ref()) > exactness(self.told.as_ref());
        let written = |t: &Told| t.date.basis == DateBasis::Unknown;
        if better || (self.told.is_none() && other.told.as_ref().is_some_and(written)) {
            self.told = other.told.clone().map(|t| Told {
                bytes: None,
                from: FilledFrom::Earlier,
                ..t
            });
        }
        if self.place.is_none() {
            self.place = other.place.as_ref().map(|p| p.0);
        }
        for source in &other.sources {
            if self.attributed.len() < SOURCES && !self.attributed.contains(&&*source.name) {
                self.attributed.push(&source.name);
            }
        }
        for who in &other.denied_by {
            if !self.denied.contains(&&**who) {
                self.denied.push(who);
            }
        }
        self.recap &= other.recap;
        self.mode = self.mode.or(other.mode);
    }

    /// A visit takes place at its host's.
    fn place_at_host(&mut self) {
        let host = self.target.and_then(|t| t.party.country);
        if self.place.as_ref().is_some_and(|p| p.country == host) {
            return;
        }
        let place = self.target.map(|t| Scene {
            text: t.text.unwrap_or_default(),
            name: None,
            country: t.party.country,
        });
        self.place = place.filter(|p| !p.text.is_empty());
    }
}

/// True where a mention's actor is not that of the evidence: it tells the act the other way round.
fn crossed(other: &Draft, lead: &Draft) -> bool {
    other.actor.country() != lead.actor.country()
}

/// How well a date is known: stated with the act before told earlier, that before supposed; then days
/// before months and years.
fn exactness(told: Option<&Told>) -> (u8, bool) {
    told.map_or((0, false), |t| {
        let known = match t.date.basis {
            DateBasis::Unknown => 0,
            DateBasis::Published => 1,
            DateBasis::Carried => 2,
            _ => 3,
        };
        let coarse = t.date.precision > Precision::Week && t.date.precision != Precision::Range;
        (known, !coarse && known > 0)
    })
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn slot(member: &Member) -> Slot {
    Slot {
        party: member.party,
        name: member.name.map(str::to_owned),
        text: member.text.map(str::to_owned),
    }
}

fn mention(d: &Draft, patterns: &[Pattern]) -> EventMention {
    EventMention {
        field: d.field,
        sentence: d.sentence_bytes.clone(),
        trigger: d.trigger.clone(),
        actor: d.actor.filled(),
        target: d.target.as_ref().map_or_else(empty, |t| t.filled()),
        date: filled_date(d.told.as_ref()),
        place: d.place.as_ref().map_or_else(empty, |p| p.1.clone()),
        status: Filled {
            bytes: d.status_cue.clone(),
            from: d.status_cue.as_ref().map(|_| FilledFrom::Clause),
        },
        source: d.sources.first().map_or_else(empty, |s| Filled {
            bytes: Some(s.bytes.clone()),
            from: Some(FilledFrom::Sentence),
        }),
        rule: patterns[d.pattern].slug,
    }
}
