//! The year of a date that states none: from the publication day, from what was told before, and from the tense.

use jiff::civil::Date;

use super::days::{distance, later};
use super::resolve::{Context, Value, stated};
use super::time::{Hint, YearRef};
use super::{DateBasis, FilledFrom, Parts, Precision};

/// A date this far from the publication day (in days) is as likely in the next year: tense decides.
const NEAR_TIE: i64 = 150;
/// A date `hôm` may lie this many days after an inferred publication day.
const SLACK: i64 = 7;
/// Years on both sides of the anchor that a date without a year can take.
const YEARS: [i16; 3] = [-1, 0, 1];

impl Context<'_> {
    /// A unit of a year: the stated year, one counted from the anchor or narration, or the one that fits best.
    pub(super) fn in_year(
        &self,
        year: YearRef,
        hint: Hint,
        precision: Precision,
        parts: Parts,
        days: &dyn Fn(i16) -> Option<(Date, Date)>,
    ) -> Value {
        match year {
            YearRef::Stated(year) => Value {
                stated: parts | Parts::YEAR,
                ..stated(days(year), precision)
            },
            YearRef::Short(short) => Value {
                stated: parts | Parts::YEAR,
                ..stated(days(self.full_year(short)), precision)
            },
            YearRef::Offset(offset) => self.offset_year(offset, precision, parts, days),
            YearRef::Narrated(offset) => {
                let found = self.narration.year.and_then(|y| days(y + offset));
                self.completed(
                    found,
                    precision,
                    parts,
                    FilledFrom::Narrated,
                    "year.narrated",
                )
            }
            YearRef::Missing => {
                if let (Some(frame), false) = (self.frame, hint != Hint::None) {
                    return self.completed(
                        days(frame),
                        precision,
                        parts,
                        FilledFrom::Narrated,
                        "year.frame",
                    );
                }
                let (found, choice) = self.best_year(hint, precision, days);
                self.completed(found, precision, parts, FilledFrom::Published, choice)
            }
        }
    }

    pub(super) fn offset_year(
        &self,
        offset: i16,
        precision: Precision,
        parts: Parts,
        days: &dyn Fn(i16) -> Option<(Date, Date)>,
    ) -> Value {
        let found = self
            .anchor
            .published
            .and_then(|day| days(day.year() + offset));
        let mut value = self.completed(
            found,
            precision,
            parts,
            FilledFrom::Published,
            "year.offset",
        );
        if parts == Parts::NONE && found.is_some() {
            value.basis = DateBasis::Relative;
        }
        value
    }

    /// The candidate nearest to the publication day; `hôm` and `tới` beat nearness, and tense a near tie.
    fn best_year(
        &self,
        hint: Hint,
        precision: Precision,
        days: &dyn Fn(i16) -> Option<(Date, Date)>,
    ) -> (Option<(Date, Date)>, &'static str) {
        let Some(published) = self.anchor.published else {
            return (None, "year.unknown");
        };
        let candidates: Vec<(Date, Date)> = YEARS
            .iter()
            .filter_map(|offset| days(published.year() + offset))
            .collect();
        let fetched = |c: &&(Date, Date)| self.anchor.captured.is_none_or(|limit| c.0 <= limit);
        let slack = if precision == Precision::Day {
            SLACK
        } else {
            0
        };
        let past = |c: &&(Date, Date)| {
            later(published, slack).is_none_or(|limit| c.0 <= limit) && fetched(c)
        };
        let future = |c: &&(Date, Date)| match precision {
            Precision::Day => c.1 >= published,
            _ => c.0 > published,
        };
        match hint {
            Hint::Past => {
                let found = candidates.iter().rev().find(past).copied();
                return (found.or(candidates.first().copied()), "year.past-word");
            }
            Hint::Future => {
                let found = candidates.iter().find(future).copied();
                return (found.or(candidates.last().copied()), "year.coming");
            }
            Hint::None => {}
        }
        let nearest = candidates
            .iter()
            .min_by_key(|c| distance(published, **c))
            .copied();
        let Some(near) = nearest else {
            return (None, "year.unknown");
        };
        let beyond = self.anchor.captured.is_some_and(|limit| near.0 > limit);
        if distance(published, near) >= NEAR_TIE || (beyond && self.tense == Hint::Past) {
            match self.tense {
                Hint::Past => {
                    if let Some(found) = candidates.iter().rev().find(past) {
                        return (Some(*found), "year.past-tense");
                    }
                }
                Hint::Future => {
                    if let Some(found) = candidates.iter().find(future) {
                        return (Some(*found), "year.future-tense");
                    }
                }
                Hint::None => {}
            }
        }
        (nearest, "year.nearest")
    }

    /// Two digits of a year: the century that brings it nearest to the publication year, else 1950 to 2049.
    fn full_year(&self, short: u8) -> i16 {
        let short = i16::from(short);
        match self.anchor.published {
            Some(day) => {
                let base = day.year() / 100 * 100 + short;
                [base - 100, base, base + 100]
                    .into_iter()
                    .min_by_key(|y| (y - day.year()).abs())
                    .unwrap_or(base)
            }
            None if short < 50 => 2000 + short,
            None => 1900 + short,
        }
    }
}
