//! Puts the mentions of one act together and chooses the one that says most as its evidence.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::confidence::Confidence;
use super::draft::{Draft, empty, filled_date};
use crate::extract::date::{DateBasis, Precision};
use crate::extract::event::sentence::Member;
use crate::extract::event::slots::Scene;
use crate::extract::event::story::{Told, is_foreground, is_over, is_stale};
use crate::extract::event::words::{Frame, Pattern};
use crate::extract::event::{
    Event, EventMention, Field, Filled, FilledFrom, Place, Slot, Status, context,
};

/// A draft is compared with so many of the latest acts, and with so many mentions of each. Articles
/// have a few dozen of either; the bounds keep a hostile page linear in its length.
const ACTS: usize = 256;
const MENTIONS: usize = 32;

/// The events of an article from its drafts, in text order of their evidence.
pub(crate) fn events(
    mut drafts: Vec<Draft>,
    patterns: &[Pattern],
    confidence: &Confidence,
    published: Option<Date>,
) -> Vec<Event> {
    let mut groups: Vec<Vec<Draft>> = Vec::new();
    // Body first, since it says most; headline and standfirst join what it tells.
    drafts.sort_by_key(|draft| draft.field);
    for draft in drafts {
        let best = groups
            .iter()
            .enumerate()
            .skip(groups.len().saturating_sub(ACTS))
            .filter(|(_, group)| {
                let mut mentions = group.iter().take(MENTIONS);
                mentions.all(|other| same_act(other, &draft, patterns, published))
            })
            .map(|(g, group)| (affinity(&group[0], &draft), g))
            .max();
        match best {
            Some((_, g)) => groups[g].push(draft),
            None => groups.push(vec![draft]),
        }
    }
    let mut events: Vec<(usize, Event)> = groups
        .into_iter()
        .map(|group| (group[0].act, event(group, patterns, confidence, published)))
        .collect();
    place_talks_at_host(&mut events);
    number_acts(&mut events);
    events.into_iter().map(|(_, event)| event).collect()
}

/// Talks between guest and host in the days of a visit take place where the visit leads.
fn place_talks_at_host(events: &mut [(usize, Event)]) {
    let days = |e: &Event| Some((e.date.start?, e.date.end.or(e.date.start)?));
    let sides = |e: &Event| {
        let target = e.target.as_ref().and_then(|t| t.party.country);
        [e.actor.party.country, target]
    };
    let visits: Vec<_> = events
        .iter()
        .filter(|(_, e)| e.mode == Some("visit"))
        .filter_map(|(_, e)| Some((sides(e), days(e)?, e.place.clone()?)))
        .take(MENTIONS)
        .collect();
    for (_, talks) in events.iter_mut() {
        let face_to_face = talks.event_type == "CONSULT"
            && !matches!(talks.mode, Some("visit" | "phone"))
            && talks.place.is_none();
        let Some((first, last)) = days(talks).filter(|_| face_to_face) else {
            continue;
        };
        let [a, b] = sides(talks);
        let host = visits.iter().find(|(pair, (start, end), _)| {
            *start <= last && first <= *end && (*pair == [a, b] || *pair == [b, a])
        });
        talks.place = host.map(|(_, _, place)| place.clone());
    }
}

/// Rows of one trigger keep one act number; numbers count from 0 in row order.
fn number_acts(events: &mut [(usize, Event)]) {
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    for (act, event) in events {
        let next = seen.len();
        event.act = *seen.entry(*act).or_insert(next);
    }
}

fn same_act(a: &Draft, b: &Draft, patterns: &[Pattern], published: Option<Date>) -> bool {
    a.act != b.act
        && a.event_type == b.event_type
        && modes_agree(a, b)
        && parties_agree(a, b)
        && statuses_agree(a, b)
        && dates_agree(a, b, published)
        && told_together(a, b)
        && (a.event_type == "CONSULT" || family(patterns, a) == family(patterns, b))
}

/// The part of a slug before the dot: a treaty and a word of praise are both SUPPORT, and two acts.
fn family(patterns: &[Pattern], d: &Draft) -> &'static str {
    let slug = patterns[d.pattern].slug;
    slug.split_once('.').map_or(slug, |s| s.0)
}

fn modes_agree(a: &Draft, b: &Draft) -> bool {
    a.mode == b.mode || (a.event_type != "CONSULT" && (a.mode.is_none() || b.mode.is_none()))
}

fn countries(d: &Draft) -> (&'static str, &'static str) {
    (
        d.actor.country(),
        d.target.as_ref().map_or("", |t| t.country()),
    )
}

fn parties_agree(a: &Draft, b: &Draft) -> bool {
    let (a1, a2) = countries(a);
    let (b1, b2) = countries(b);
    let symmetric = a.event_type == "CONSULT" && a.mode != Some("visit");
    let straight = a1 == b1 && a2 == b2;
    let crossed = symmetric && a1 == b2 && a2 == b1;
    if !straight && !crossed {
        return false;
    }
    let agree = |x: Option<&str>, y: Option<&str>| match (x, y) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    };
    let (an, at) = names(a);
    let (bn, bt) = names(b);
    if straight && agree(an, bn) {
        return a.event_type != "CONSULT" || a.mode == Some("visit") || agree(at, bt);
    }
    crossed && agree(an, bt) && agree(at, bn)
}

fn names<'a>(d: &Draft<'a>) -> (Option<&'a str>, Option<&'a str>) {
    (d.actor.name, d.target.as_ref().and_then(|t| t.name))
}

fn statuses_agree(a: &Draft, b: &Draft) -> bool {
    let class = |s: Status| match s {
        Status::Occurred | Status::Ongoing => 0,
        Status::Planned | Status::Possible => 1,
        Status::Alleged | Status::Denied => 2,
    };
    // A headline leaves tense out: `A viện trợ B` may announce what the text tells as planned. So does
    // a noun.
    let open = |bare: &Draft, other: &Draft| {
        bare.bare && !other.bare && (bare.field == Field::Title || class(other.status) == 1)
    };
    class(a.status) == class(b.status) || open(a, b) || open(b, a)
}

fn stated<'d, 'a>(d: &'d Draft<'a>) -> Option<&'d Told<'a>> {
    d.told
        .as_ref()
        .filter(|t| !matches!(t.date.basis, DateBasis::Published | DateBasis::Unknown))
}

fn dates_agree(a: &Draft, b: &Draft, published: Option<Date>) -> bool {
    // What is told with a day long past is older news, whatever words tell it.
    let old = |told: &Told| published.is_some_and(|day| is_over(&told.date, day));
    // A dated recap and an undated headline are two acts; an undated recap may be the dated one.
    let joins = |dated: &Draft, told: &Told, other: &Draft| {
        let fresh = published.is_none_or(|day| !is_stale(&told.date, day));
        if old(told) {
            other.recap || other.older
        } else if dated.recap {
            other.recap || other.field == Field::Body || fresh
        } else {
            !other.recap || other.older
        }
    };
    match (stated(a), stated(b)) {
        (Some(x), Some(y)) => match (x.date.start, x.date.end, y.date.start, y.date.end) {
            (Some(xs), Some(xe), Some(ys), Some(ye)) => xs <= ye && ys <= xe,
            _ => true,
        },
        (Some(x), None) => joins(a, x, b),
        (None, Some(y)) => joins(b, y, a),
        (None, None) => {
            let older = a.recap && b.older || b.recap && a.older;
            a.recap == b.recap || older || a.event_type == "CONSULT"
        }
    }
}

/// Words of one speaker in two places are two acts when they accuse of, or ask for, different things.
fn told_together(a: &Draft, b: &Draft) -> bool {
    if !matches!(a.event_type, "ACCUSE" | "REQUEST" | "REJECT" | "THREATEN") {
        return true;
    }
    a.field != b.field || (a.paragraph == b.paragraph && a.sentence == b.sentence)
}

fn affinity(a: &Draft, b: &Draft) -> (bool, bool, bool) {
    let dated = match (stated(a), stated(b)) {
        (Some(x), Some(y)) => x.date.start == y.date.start,
        (None, None) => true,
        _ => false,
    };
    (dated, names(a).0 == names(b).0, names(a).1 == names(b).1)
}

/// How much a mention says.
fn weight(d: &Draft) -> (u8, u8, std::cmp::Reverse<Field>) {
    let near = |from: FilledFrom| u8::from(from == FilledFrom::Clause);
    let mut says = 0;
    says += 2 * u8::from(stated(d).is_some_and(|t| t.date.basis != DateBasis::Carried));
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

fn event(
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
    let mut actor = &lead.actor;
    let mut target = lead.target.as_ref();
    let mut told = lead.told.clone();
    let mut place = lead.place.as_ref().map(|p| p.0);
    let mut attributed: Vec<&str> = lead.sources.iter().map(|s| &*s.name).collect();
    let mut denied: Vec<&str> = lead.denied_by.iter().map(|who| &**who).collect();
    let mut recap = lead.recap;
    let mut mode = lead.mode;
    let crossed = |d: &Draft| d.actor.country() != lead.actor.country();
    for other in &group {
        let (a, b) = if crossed(other) {
            (other.target.as_ref(), Some(&other.actor))
        } else {
            (Some(&other.actor), other.target.as_ref())
        };
        let named = |member: Option<_>| member.filter(|m: &&Member| m.name.is_some());
        if let (None, Some(named)) = (actor.name, named(a)) {
            actor = named;
        }
        if target.is_some_and(|t| t.name.is_none()) {
            target = named(b).or(target);
        }
        let better =
            stated(other).is_some() && exactness(other.told.as_ref()) > exactness(told.as_ref());
        let written = |t: &Told| t.date.basis == DateBasis::Unknown;
        if better || (told.is_none() && other.told.as_ref().is_some_and(written)) {
            told = other.told.clone().map(|t| Told {
                bytes: None,
                from: FilledFrom::Earlier,
                ..t
            });
        }
        if place.is_none() {
            place = other.place.as_ref().map(|p| p.0);
        }
        for source in &other.sources {
            if attributed.len() < 3 && !attributed.contains(&&*source.name) {
                attributed.push(&source.name);
            }
        }
        for who in &other.denied_by {
            if !denied.contains(&&**who) {
                denied.push(who);
            }
        }
        recap &= other.recap;
        mode = mode.or(other.mode);
    }
    // A guest is the actor, wherever it is told who received whom.
    let guest = |d: &&Draft| patterns[d.pattern].frame == Frame::Host;
    if pattern.frame != Frame::Host
        && let Some(told) = group.iter().find(guest)
        && crossed(told)
        && let Some(host) = target
    {
        (actor, target) = (host, Some(actor));
    }
    // A visit takes place at its host's.
    if pattern.mode == Some("visit") || mode == Some("visit") {
        let host = target.and_then(|t| t.party.country);
        if place.as_ref().is_none_or(|p| p.country != host) {
            place = target.map(|t| Scene {
                text: t.text.unwrap_or_default(),
                name: None,
                country: t.party.country,
            });
            place = place.filter(|p| !p.text.is_empty());
        }
    }
    let foreground = is_foreground(told.as_ref(), recap, published);
    let mentions = std::iter::once(&lead)
        .chain(&group)
        .map(|d| mention(d, patterns))
        .collect();
    Event {
        event_type: lead.event_type,
        mode,
        contexts: context::names(lead.contexts | pattern.implied),
        actor: slot(actor),
        target: target.map(slot),
        date: told.map(|t| t.date).unwrap_or_default().into(),
        place: place.map(Place::from),
        status: lead.status,
        attributed_to: owned(&attributed),
        denied_by: owned(&denied),
        foreground,
        act: 0,
        mentions,
        rule: pattern.slug,
        confidence: confidence.of(&lead, pattern, group.len() + 1),
    }
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
