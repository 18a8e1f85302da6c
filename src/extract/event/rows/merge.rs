//! Finds the mentions of one act.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::confidence::Confidence;
use super::draft::Draft;
use super::row::event;
use crate::extract::event::story::{Told, is_over, is_stale};
use crate::extract::event::words::Pattern;
use crate::extract::event::{Event, Field, Status};

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
    match (a.stated(), b.stated()) {
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
    let dated = match (a.stated(), b.stated()) {
        (Some(x), Some(y)) => x.date.start == y.date.start,
        (None, None) => true,
        _ => false,
    };
    (dated, names(a).0 == names(b).0, names(a).1 == names(b).1)
}
