//! When an article was published: what is stated, else what the clues of page and text allow.
//!
//! A clue is a constraint. The dateline names a day and month; the page's fetching, or the newest
//! stamp on it, bounds the day from above; dates told of the past with their year bound it from
//! below; `tháng 9 năm ngoái` beside `tháng 9/2023`, and a weekday beside its date, fix the year.
//! The answer is the latest day that the dateline names and the constraints allow; where nothing
//! bounds the year there is none.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::clues::Clues;
use super::told::{Day, Told};
use super::{Publication, PublishedBasis, url};
use crate::clean::stamp::Stamp;
use crate::extract::Extractor;
use crate::extract::date::{between, later};
use crate::extract::reading::Reading;
use crate::read::When;

/// Years back that a dateline without a year may lie.
const REACH_YEARS: i16 = 30;
/// A list of older stories may be this many days older than the article above it.
const LIST_SLACK: i64 = 3;
/// Without an upper bound, a date told with its year fixes the dateline's within so many days.
const NEARBY: i64 = 62;
/// A full date as dateline lies at most so many days before the upper bound: older ones are history.
const RECENT: i64 = 400;
/// A weekday alone fixes the year at most so many days before the nearest day of its date.
const WEEKDAY_YEARS: i64 = 400;
/// Later days told of the past without a year move the publication day by at most so many days.
const RUN_ON: i64 = 30;

/// The publication date that the clues fix, its basis and the clues that fixed it. `reading` is of
/// the texts of the clues.
pub fn solve(
    clues: &Clues,
    reading: &Reading,
    zone: &TimeZone,
    extractor: &Extractor,
) -> Publication {
    let told = Told::read(clues, reading, extractor);
    match stated(clues, zone) {
        Some(mut publication) => {
            let after = |day: &Date| {
                publication
                    .date
                    .and_then(|p| later(p, 1))
                    .is_some_and(|p| *day > p)
            };
            publication.conflict |= told.past_days().any(|day| after(&day));
            publication
        }
        None => infer(clues, zone, &told),
    }
}

/// What the input, the article's own stamp or the page's address states, in this order.
fn stated(clues: &Clues, zone: &TimeZone) -> Option<Publication> {
    let stamp = clues.own.first();
    let (date, mut at, evidence) = match (clues.stated, stamp) {
        (Some(when), _) => {
            let date = when.date_in(zone);
            let at = match when {
                When::Instant(at) => Some(at),
                When::Day(_) => None,
            };
            (date, at, format!("input: {date}"))
        }
        (None, Some(stamp)) => (stamp.date, None, stamp.text.clone()),
        (None, None) => {
            let date = *url::days(clues.url?).first()?;
            (date, None, format!("url: {date}"))
        }
    };
    let mut conflict = false;
    if let Some(stamp) = stamp {
        conflict = between(date, stamp.date).abs() > 1;
        if at.is_none() && stamp.date == date {
            at = instant(stamp, zone);
        }
    }
    Some(Publication {
        at,
        date: Some(date),
        basis: PublishedBasis::Stated,
        evidence: vec![evidence],
        earliest: None,
        latest: None,
        conflict,
    })
}

/// The instant of a stamp that prints its time.
fn instant(stamp: &Stamp, zone: &TimeZone) -> Option<Timestamp> {
    let at = stamp.date.to_datetime(stamp.time?);
    let zone = stamp.offset.map_or_else(|| zone.clone(), TimeZone::fixed);
    zone.to_zoned(at).ok().map(|zoned| zoned.timestamp())
}

/// An upper bound, how it is known, and how far a day may pass it.
struct Upper {
    day: Date,
    slack: i64,
    evidence: String,
}

fn upper(clues: &Clues, zone: &TimeZone) -> Option<Upper> {
    if let Some(when) = clues.captured {
        let day = when.date_in(zone);
        return Some(Upper {
            day,
            slack: 0,
            evidence: format!("captured: {day}"),
        });
    }
    let newest = |stamps: &[Stamp], slack| {
        let stamp = stamps.iter().max_by_key(|stamp| stamp.date)?;
        Some(Upper {
            day: stamp.date,
            slack,
            evidence: stamp.text.clone(),
        })
    };
    newest(&clues.furniture, 0).or_else(|| newest(&clues.links, LIST_SLACK))
}

fn infer(clues: &Clues, zone: &TimeZone, told: &Told) -> Publication {
    let upper = upper(clues, zone);
    let limit = upper
        .as_ref()
        .map(|u| later(u.day, u.slack).unwrap_or(u.day));
    let mut publication = Publication {
        earliest: told.latest_past(limit),
        latest: upper.as_ref().map(|u| u.day),
        ..Publication::default()
    };
    let placed = |day| place(day, told, limit).map(|(date, conflict)| (date, conflict, day));
    let found = told
        .days_from_today()
        .find_map(placed)
        .or_else(|| told.datelines(false).find_map(placed))
        .or_else(|| {
            // `hôm nay` without its date is no earlier than any day that the text tells of.
            let days = told.days_before_today().filter_map(placed);
            days.filter(|found| !found.1).max_by_key(|found| found.0)
        })
        .or_else(|| told.datelines(true).find_map(placed));
    if let Some((day, conflict, dateline)) = found {
        let moved = run_on(day, told, limit);
        // What moved the day fixed it; the dateline only bounds it.
        let clue = moved
            .as_ref()
            .map_or(&dateline.text, |(_, clue)| &clue.text);
        let day = moved.as_ref().map_or(day, |(moved, _)| *moved);
        publication.date = Some(day);
        publication.basis = PublishedBasis::Inferred;
        publication.earliest = Some(day);
        publication.latest = publication.latest.filter(|latest| *latest >= day);
        publication.conflict = conflict;
        publication.evidence.push(clue.clone());
        publication.evidence.extend(told.year_evidence(day));
        publication.evidence.extend(upper.map(|u| u.evidence));
    }
    publication
}

/// The publication day that a dateline gives under the constraints, and whether one had to be given up.
fn place(dateline: &Day, told: &Told, limit: Option<Date>) -> Option<(Date, bool)> {
    let allowed = |day: &Date| limit.is_none_or(|limit| *day <= limit);
    if let Some(year) = dateline.year {
        // A dateline of another age is history, not news.
        let day = dateline.published(year)?;
        let recent = limit.is_none_or(|limit| between(day, limit) <= RECENT);
        let newest = told.last_year().is_none_or(|last| year >= last);
        return (allowed(&day) && recent && newest).then_some((day, false));
    }
    let floor = told.latest_past(limit);
    let fixed = told.fixed_year();
    let years: Vec<i16> = match (limit, fixed, floor) {
        (_, Some(year), _) => vec![year],
        (Some(limit), None, _) => (0..=REACH_YEARS).map(|back| limit.year() - back).collect(),
        (None, None, Some(floor)) => vec![floor.year(), floor.year() + 1],
        (None, None, None) => return None,
    };
    let days = || {
        years
            .iter()
            .filter_map(|year| dateline.published(*year))
            .filter(allowed)
    };
    let agrees = |day: &Date| dateline.weekday_agrees(*day);
    let after_floor = |day: &Date| floor.is_none_or(|floor| *day >= floor);
    if limit.is_none() && fixed.is_none() {
        let near = |day: &Date| floor.is_some_and(|f| (0..=NEARBY).contains(&between(f, *day)));
        return days().filter(agrees).find(near).map(|day| (day, false));
    }
    if let Some(day) = days().filter(agrees).find(after_floor) {
        // A slip of the weekday is likelier than news of years ago, unless others bear it out.
        let nearest = days().find(after_floor).unwrap_or(day);
        let slip =
            between(day, nearest) > WEEKDAY_YEARS && !told.weekdays_agree(dateline, day.year());
        return Some(if slip { (nearest, true) } else { (day, false) });
    }
    let weaker = days().find(after_floor).or_else(|| days().find(agrees));
    weaker.or_else(|| days().next()).map(|day| (day, true))
}

/// An article that tells of a past day after its dateline was published on that day at the earliest:
/// the latest such day, and the clue to it.
fn run_on(day: Date, told: &Told, limit: Option<Date>) -> Option<(Date, &Day)> {
    let later = told.past().filter_map(|clue| {
        let other = clue.on(clue.year.unwrap_or(day.year()))?;
        let near = clue.year.is_some() || between(day, other) <= RUN_ON;
        (other > day && near && limit.is_none_or(|limit| other <= limit)).then_some((other, clue))
    });
    later.reduce(|a, b| if b.0 > a.0 { b } else { a })
}
