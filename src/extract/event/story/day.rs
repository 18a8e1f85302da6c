//! The dates of a sentence, as dates of acts.

use std::ops::Range;

use jiff::civil::Date;

use crate::extract::date::{DateBasis, DateDirection, DateKind, DateMention, DateMod, Precision};
use crate::extract::event::sentence::Sentence;
use crate::extract::event::{EventDate, FilledFrom};

/// [`EventDate`] while its words are still those of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Day<'a> {
    pub(crate) text: Option<&'a str>,
    pub(crate) start: Option<Date>,
    pub(crate) end: Option<Date>,
    pub(crate) precision: Precision,
    pub(crate) modifier: Option<DateMod>,
    pub(crate) direction: Option<DateDirection>,
    pub(crate) basis: DateBasis,
}

impl From<Day<'_>> for EventDate {
    fn from(day: Day) -> Self {
        Self {
            text: day.text.map(str::to_owned),
            start: day.start,
            end: day.end,
            precision: day.precision,
            modifier: day.modifier,
            direction: day.direction,
            basis: day.basis,
        }
    }
}

/// A date for an act, and from where.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Told<'a> {
    pub(crate) date: Day<'a>,
    /// Bytes of the sentence's text.
    pub(crate) bytes: Option<Range<usize>>,
    pub(crate) from: FilledFrom,
    /// `một tuần sau`: counted from what was told before.
    pub(crate) counted: bool,
    /// Its year is only the one that lies nearest.
    pub(crate) guessed: bool,
}

impl<'a> Told<'a> {
    /// A date told before, for an act that has none.
    pub(crate) fn carried(date: Day<'a>) -> Self {
        Self {
            date: Day {
                basis: DateBasis::Carried,
                ..date
            },
            bytes: None,
            from: FilledFrom::Earlier,
            counted: false,
            guessed: false,
        }
    }

    /// The day of publication.
    pub(crate) fn published(day: Date) -> Self {
        Self {
            date: Day {
                start: Some(day),
                end: Some(day),
                precision: Precision::Day,
                basis: DateBasis::Published,
                ..Day::default()
            },
            bytes: None,
            from: FilledFrom::Article,
            counted: false,
            guessed: false,
        }
    }
}

/// The date at a chunk.
pub(crate) fn at<'a>(s: &Sentence<'a>, chunk: usize) -> Option<Told<'a>> {
    told(s, chunk, FilledFrom::Sentence).filter(|t| t.date.start.is_some())
}

/// A date in the clause of a chunk.
pub(crate) fn in_clause<'a>(s: &Sentence<'a>, chunk: usize) -> Option<Told<'a>> {
    let mut range = s.clause_of(chunk).chunks.clone();
    let date = range.find(|&k| mention(s, k).is_some_and(|m| m.start.is_some()))?;
    told(s, date, FilledFrom::Sentence)
}

/// True where the trigger's own clause holds a date.
pub(crate) fn has_date(s: &Sentence, t: usize) -> bool {
    s.clause_of(t)
        .chunks
        .clone()
        .any(|k| s.chunks[k].date().is_some())
}

/// What the text says of a date at a chunk: a day or a range of days.
pub(crate) fn mention<'a>(s: &Sentence<'a>, chunk: usize) -> Option<&'a DateMention> {
    let mention = s.view.dates.get(s.chunks[chunk].date()?)?;
    matches!(mention.kind, DateKind::Date | DateKind::Range).then_some(mention)
}

/// The date at a chunk, which stands so far `from` the act.
pub(crate) fn told<'a>(s: &Sentence<'a>, chunk: usize, from: FilledFrom) -> Option<Told<'a>> {
    let m = mention(s, chunk)?;
    Some(Told {
        date: Day {
            text: s.view.tokens.text.get(m.bytes.clone()),
            start: m.start,
            end: m.end.or(m.start),
            precision: m.precision,
            modifier: m.modifier,
            direction: m.direction,
            basis: m.basis,
        },
        bytes: Some(m.bytes.clone()),
        from,
        counted: m.rule == "date.shift",
        guessed: m.choice == Some("year.nearest"),
    })
}
