//! Calendar units above the month: quarters, years, decades, centuries; and the parts of any unit.

use super::digits::{Digits, Run, plausible_year};
use super::scan::{Read, SINCE_START, Scan};
use super::time::{MonthRef, Part, Point, Said, Time, YearRef};
use super::words::Class;
use crate::extract::token::Shape;

impl Scan<'_> {
    /// The year behind a month or day that ends at `at`, and its end; [`YearRef::Missing`] and `at` where none stands.
    pub(super) fn year_after(&self, at: usize) -> (YearRef, usize) {
        let nothing = (YearRef::Missing, at);
        let stroke = matches!(self.mark(at), Some('/' | '-')) && !self.is(at + 1, Class::Year);
        let begin = if stroke { at + 1 } else { self.past_comma(at) };
        let begin = self.skip(begin, Class::Of);
        if let Some((end, _)) = self.find(begin, Class::SameYear) {
            return (YearRef::Narrated(0), end);
        }
        if let Some((end, offset)) = self.find(begin, Class::OtherYear) {
            return (YearRef::Narrated(offset as i16), end);
        }
        if let Some((after, _)) = self.find(begin, Class::Year) {
            if let Some((year, 4, end)) = self.single(after)
                && let Some(year) = plausible_year(year)
            {
                return (YearRef::Stated(year), end);
            }
            if let Some((end, offset)) = self.find(after, Class::Relative)
                && !self.is(end, Class::That)
            {
                return (YearRef::Offset(offset as i16), end);
            }
            return nothing;
        }
        match self.single(begin) {
            Some((year @ 1900..=2100, 4, end))
                if !(self.is(end, Class::YearStop)
                    || self.is(end, Class::Countable)
                    || stroke && !self.glued(begin)) =>
            {
                (YearRef::Stated(year as i16), end)
            }
            _ => nothing,
        }
    }

    /// One past a comma at `at`.
    pub(super) fn past_comma(&self, at: usize) -> usize {
        at + usize::from(self.mark(at) == Some(','))
    }

    /// `tháng đầu tiên của năm 2024`, `quý cuối cùng của năm`: which unit of `count` in a year, the year, the end.
    pub(super) fn edge_of_year(
        &self,
        at: usize,
        after: usize,
        count: u8,
    ) -> Option<(u8, YearRef, usize)> {
        let edge = self
            .find(after, Class::First)
            .map(|(end, _)| (end, 1))
            .or_else(|| self.find(after, Class::Last).map(|(end, _)| (end, 3)))
            .or_else(|| self.find(after, Class::Part));
        let (end, unit) = match edge? {
            (end, 1) => (end, 1),
            (end, 3) => (end, count),
            _ => return None,
        };
        if self.is_plural(at) {
            return None;
        }
        let of = self.skip(end, Class::Of);
        let (bare, _) = self.find(of, Class::Year)?;
        match self.year_after(of) {
            (YearRef::Missing, _) => Some((unit, YearRef::Offset(0), bare)),
            (year, end) => Some((unit, year, end)),
        }
    }

    /// `năm …` at `at`.
    pub(super) fn year(&self, at: usize) -> Read {
        let Some((after, _)) = self.find(at, Class::Year) else {
            return Read::Nothing;
        };
        if self.token(after).is_some_and(|t| t.shape == Shape::Number) {
            return self.numbered_year(at, after);
        }
        if let Some((end, offset)) = self.find(after, Class::Relative)
            && matches!(offset, -3..=1)
            && !self.is(end, Class::That)
            && !self.reads_on(after)
            && !self.is_plural(at)
        {
            let time = Time::Year(YearRef::Offset(offset as i16));
            return Read::point(time, "date.year-offset", end);
        }
        Read::Nothing
    }

    /// `những năm tới` has no end.
    pub(super) fn is_plural(&self, at: usize) -> bool {
        let vague = self.before(at, Class::VagueCount).is_some();
        self.before(at, Class::Both).is_some() || vague && self.before(at, Class::Whole).is_none()
    }

    fn numbered_year(&self, at: usize, after: usize) -> Read {
        let Some(run) = Run::read(self, after) else {
            return Read::Nothing;
        };
        let Some((value, digits)) = run.single() else {
            return match run.read_as(false) {
                Some(digits @ Digits::Years(..)) => self.read_digits(digits, run.end),
                _ => Read::Skip(run.end),
            };
        };
        if self.single(after).is_none() {
            return Read::Skip(run.end);
        }
        if let Some((end, _)) = self.find(run.end, Class::Era) {
            return Read::point(Time::Unvalued, "date.era", end);
        }
        let amount = self.is(run.end, Class::YearStop) || self.before(at, Class::Each).is_some();
        match (digits, plausible_year(value)) {
            (4, Some(year)) if !amount => {
                Read::point(Time::Year(YearRef::Stated(year)), "date.year", run.end)
            }
            // Old years of three digits, where nothing is counted behind them.
            (3, _) if !amount && self.old_year_ends(run.end) => Read::point(
                Time::Year(YearRef::Stated(value as i16)),
                "date.year",
                run.end,
            ),
            _ => Read::Nothing,
        }
    }

    fn old_year_ends(&self, end: usize) -> bool {
        self.closes(end) || self.is(end, Class::Lead)
    }

    /// `quý I/2024`, `quý 3 năm 2011`, `quý này`.
    pub(super) fn quarter(&self, at: usize) -> Read {
        let Some((after, _)) = self.find(at, Class::Quarter) else {
            return Read::Nothing;
        };
        if let Some(run) = Run::read(self, after)
            && let Some(Digits::MonthYear(quarter @ 1..=4, year)) = run.read_as(true)
        {
            let time = Time::Quarter(quarter, YearRef::Stated(year));
            return Read::point(time, "date.quarter", run.end);
        }
        if let Some((quarter, year, end)) = self.edge_of_year(at, after, 4) {
            return Read::point(Time::Quarter(quarter, year), "date.edge-units", end);
        }
        if let Some((end, offset)) = self.find(after, Class::Relative)
            && matches!(offset, -1..=1)
        {
            let time = Time::QuarterOffset(offset as i16);
            return Read::point(time, "date.quarter", end);
        }
        let number = self
            .single(after)
            .map(|(value, _, end)| (value, end))
            .or_else(|| {
                self.find(after, Class::Roman)
                    .map(|(end, v)| (v as u32, end))
            })
            .or_else(|| self.numeral(after));
        match number {
            Some((quarter @ 1..=4, end))
                if self.is(end, Class::Year) || !self.is(end, Class::Countable) =>
            {
                let (year, end) = self.year_after(end);
                Read::point(Time::Quarter(quarter as u8, year), "date.quarter", end)
            }
            _ => Read::Nothing,
        }
    }

    /// `thập niên 90 của thế kỷ 20`, `những năm 1990`.
    pub(super) fn decade(&self, at: usize) -> Read {
        let (after, years) = match (self.find(at, Class::Decade), self.find(at, Class::YearsOf)) {
            (Some((after, _)), _) => (after, false),
            (None, Some((after, _))) => (after, true),
            _ => return Read::Nothing,
        };
        if years
            && let Some(run) = Run::read(self, after)
            && let Some(digits @ Digits::Years(..)) = run.read_as(false)
        {
            return self.read_digits(digits, run.end);
        }
        let Some((value, end)) = self.numeral(after) else {
            return Read::Nothing;
        };
        let listed = self.is(end, Class::Listing) || self.mark(end) == Some(',');
        match value {
            1000..=2190
                if years && (value % 10 != 0 || listed && self.single(end + 1).is_some()) =>
            {
                let time = Time::Year(YearRef::Stated(value as i16));
                Read::point(time, "date.year", end)
            }
            1000..=2190 if value % 10 == 0 => {
                Read::point(Time::Decade(value as i16), "date.decade", end)
            }
            0..=90 if value % 10 == 0 => {
                let of = self.skip(end, Class::Of);
                let (century, end) = match self.century(of) {
                    Read::Said(Said::Point(point), after) => match point.time {
                        Time::Century(century) => (i16::from(century) - 1, after),
                        _ => (19, end),
                    },
                    _ if value <= 20 => (20, end),
                    _ => (19, end),
                };
                Read::point(
                    Time::Decade(century * 100 + value as i16),
                    "date.decade",
                    end,
                )
            }
            _ => Read::Nothing,
        }
    }

    /// `thế kỷ XX`, `thế kỷ 19`, `thế kỷ mười bảy`.
    pub(super) fn century(&self, at: usize) -> Read {
        let Some((after, _)) = self.find(at, Class::Century) else {
            return Read::Nothing;
        };
        let roman = self.find(after, Class::Roman);
        let number = roman
            .map(|(end, value)| (value as u32, end))
            .or_else(|| self.single(after).map(|(value, _, end)| (value, end)))
            .or_else(|| self.numeral(after));
        match number {
            Some((century @ 1..=22, end)) => match self.find(end, Class::Era) {
                Some((end, _)) => Read::point(Time::Unvalued, "date.era", end),
                None => Read::point(Time::Century(century as u8), "date.century", end),
            },
            _ => Read::Nothing,
        }
    }

    /// `đầu tháng 5`, `cuối năm ngoái`, `nửa đầu thập niên 1990`.
    pub(super) fn part(&self, at: usize) -> Read {
        let Some((after, value)) = self.find(at, Class::Part) else {
            return Read::Nothing;
        };
        let part = match value {
            1 => Part::Start,
            2 => Part::Mid,
            3 => Part::End,
            4 => Part::FirstHalf,
            _ => Part::LastHalf,
        };
        let unit = self.skip(after, Class::Of);
        let units = [
            Class::Month,
            Class::Year,
            Class::YearsOf,
            Class::Week,
            Class::Quarter,
            Class::Decade,
            Class::Century,
            Class::Season,
        ];
        if !units.iter().any(|class| self.is(unit, *class)) || self.is(unit, Class::NewYear) {
            return Read::Nothing;
        }
        match self.core(unit, true) {
            Read::Said(Said::Point(point), end) => {
                let point = Point {
                    part: Some(part),
                    rule: "date.part",
                    ..point
                };
                Read::Said(Said::Point(point), end)
            }
            Read::Skip(end) => Read::Skip(end),
            _ => self.bare_part(at, unit, part),
        }
    }

    /// `từ đầu năm đến nay`, `vào cuối tuần`: the unit of the publication day, where a word leads it.
    fn bare_part(&self, at: usize, unit: usize, part: Part) -> Read {
        let led = [Class::Since, Class::Lead, Class::Until, Class::Before]
            .iter()
            .any(|class| self.before(at, *class).is_some());
        let units = [
            (Class::Year, Time::Year(YearRef::Offset(0))),
            (
                Class::Month,
                Time::Month(MonthRef::Offset(0), YearRef::Missing),
            ),
            (Class::Week, Time::Week(0)),
        ];
        for (class, time) in units {
            let Some((end, _)) = self.find(unit, class) else {
                continue;
            };
            let to_now = self
                .find(end, Class::Connector)
                .is_some_and(|(now, _)| self.is(now, Class::Now));
            if !(led || to_now) {
                return Read::Nothing;
            }
            let rule = if part == Part::Start {
                SINCE_START
            } else {
                "date.part"
            };
            let point = Point {
                part: Some(part),
                ..Point::new(time, rule)
            };
            return Read::Said(Said::Point(point), end);
        }
        Read::Nothing
    }
}
