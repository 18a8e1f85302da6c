//! A temporal tagger for Vietnamese news: finds date expressions and resolves them against the
//! publication date. No part of a date is made up; each result says what was stated and what was
//! filled in.
//!
//! A sentence is read in two steps. `scan` finds what is said: `item` tries the rules at a word
//! (`number`, `day`, `month`, `calendar`, `relative`, `count`, `feast`), `range` and `list` put
//! several together, and `words` holds the vocabulary. `resolve` then finds which days are meant,
//! with the tense of its `clause`, the `year` of a date that states none and the days `leaning` on
//! others, which inside a `quote` are counted from the day it was said.
//! Pure and linear in the length of the text.

mod calendar;
mod clause;
mod clock;
mod count;
mod day;
mod days;
mod digits;
mod feast;
mod item;
mod leaning;
mod list;
mod lunar;
mod month;
mod number;
mod quote;
mod range;
mod relative;
mod resolve;
mod scan;
mod tagger;
pub(crate) mod time;
mod timex;
mod words;
mod year;

#[cfg(test)]
mod tests;

pub(crate) use days::{between, later};
pub use tagger::{Narration, Tagger};

use std::ops::{BitOr, Range};

use jiff::civil::Date;

/// What is known of the day a text was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Publication day.
    pub published: Option<Date>,
    /// Day the page was fetched: no past date lies beyond it.
    pub captured: Option<Date>,
    /// Earliest day of publication, where that day is not known.
    pub earliest: Option<Date>,
}

/// One time expression.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// Tokens of the text.
    pub tokens: Range<usize>,
    /// A date, or something that is none.
    pub kind: DateKind,
    /// First day, included; `None` where the text and the anchor do not give one.
    pub start: Option<Date>,
    /// Last day, included.
    pub end: Option<Date>,
    /// How finely it is stated.
    pub precision: Precision,
    /// Which part of the unit (`đầu năm 2025`).
    pub modifier: Option<DateMod>,
    /// Direction of an open interval (`kể từ`, `đến`).
    pub direction: Option<DateDirection>,
    /// How the value is known.
    pub basis: DateBasis,
    /// Parts of the date that the text states.
    pub stated: Parts,
    /// Parts that were filled in.
    pub filled: Parts,
    /// From where they were filled in.
    pub from: Option<FilledFrom>,
    /// The day told before that they were filled in from, where it was one.
    pub told: Option<Date>,
    /// Slug of the rule that chose them (`year.nearest`).
    pub choice: Option<&'static str>,
    /// Slug of the rule that read it.
    pub rule: &'static str,
    /// What the words say, before anything is resolved.
    pub(crate) said: time::Said,
}

impl DateMention {
    /// TIMEX3 value (`2024-09`, `P3D`), where one exists.
    pub fn timex(&self) -> Option<String> {
        match self.said {
            time::Said::Duration(count, unit) => count.map(|count| timex::duration(count, unit)),
            time::Said::Clock(clock) => Some(timex::clock(clock)),
            _ => timex::value(self),
        }
    }
}

/// Kinds of time expressions; only the first two have days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// A point or calendar unit.
    Date,
    /// Two ends put together.
    Range,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
    /// A time of day.
    Clock,
}

/// Codebook `date_precision`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A season.
    Season,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// Two ends of any unit.
    Range,
    /// Not known.
    #[default]
    Unknown,
}

/// Codebook `date_mod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateMod {
    /// `đầu`.
    Start,
    /// `giữa`.
    Mid,
    /// `cuối`.
    End,
}

/// Codebook `date_direction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateDirection {
    /// `từ`, `kể từ`.
    Since,
    /// `đến`, `cho đến`.
    Until,
    /// `trước`.
    Before,
    /// `sau`.
    After,
}

/// Codebook `date_basis`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateBasis {
    /// A full date stands in the text.
    Explicit,
    /// Year or month was filled in.
    Completed,
    /// Counted from the anchor (`hôm qua`).
    Relative,
    /// From an earlier sentence.
    Carried,
    /// None stated: the publication date.
    Published,
    /// No date.
    #[default]
    Unknown,
}

/// Parts of a date, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Parts(u8);

impl Parts {
    /// None of them.
    pub const NONE: Parts = Parts(0);
    /// The day.
    pub const DAY: Parts = Parts(1);
    /// The month, quarter or season.
    pub const MONTH: Parts = Parts(2);
    /// The year.
    pub const YEAR: Parts = Parts(4);

    /// True when every part of `other` is in the set.
    pub fn contains(self, other: Parts) -> bool {
        self.0 & other.0 == other.0
    }

    /// Names of the parts, from the largest.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        [
            (Parts::YEAR, "year"),
            (Parts::MONTH, "month"),
            (Parts::DAY, "day"),
        ]
        .into_iter()
        .filter(move |(part, _)| self.contains(*part))
        .map(|(_, name)| name)
    }

    /// What a date of `precision` needs beyond these parts.
    fn missing(self, precision: Precision) -> Parts {
        let needed = match precision {
            Precision::Day | Precision::Week => Parts::DAY | Parts::MONTH | Parts::YEAR,
            Precision::Month | Precision::Quarter | Precision::Season => Parts::MONTH | Parts::YEAR,
            Precision::Range => self | Parts::YEAR,
            _ => Parts::YEAR,
        };
        Parts(needed.0 & !self.0)
    }
}

impl BitOr for Parts {
    type Output = Parts;

    fn bitor(self, other: Parts) -> Parts {
        Parts(self.0 | other.0)
    }
}

/// What a part that the text does not state was filled in from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilledFrom {
    /// The publication day, or what is known of it.
    Published,
    /// A date told before in the same article.
    Narrated,
}
