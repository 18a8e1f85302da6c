//! Days by their word or with their month: `ngày 20 tháng 5`, `ngày đầu tiên của tháng 3`.

use super::digits::{Digits, Run, day_month};
use super::scan::{Read, Scan};
use super::time::{MonthRef, Said, Time, YearRef};
use super::words::Class;
use crate::extract::token::Shape;

impl Scan<'_> {
    /// A day with its month at `at`, with or without `ngày` before it, and its end.
    pub(super) fn dated_day(&self, at: usize) -> Option<(Time, usize)> {
        let number = self.skip(at, Class::Day);
        let read = match Run::read(self, number) {
            Some(run) if run.single().is_none() => match run.read_as(true)? {
                digits @ (Digits::Date(..) | Digits::DayMonth(..))
                    if self.run_stands_free(number, run.end) =>
                {
                    self.read_digits(digits, run.end)
                }
                _ => return None,
            },
            Some(run) => {
                let (day, _) = run.single()?;
                match self.find(run.end, Class::Month) {
                    Some((month, _)) => self.day_in_words(day, month),
                    None => return None,
                }
            }
            None => match self.numeral(number) {
                Some((day, end)) => {
                    let (month, _) = self.find(end, Class::Month)?;
                    self.day_in_words(day, month)
                }
                None => self.lunar(number),
            },
        };
        match read {
            Read::Said(Said::Point(point), end)
                if matches!(
                    point.time,
                    Time::Day(_, MonthRef::Stated(_), _) | Time::Lunar(1.., ..)
                ) =>
            {
                Some((point.time, end))
            }
            _ => None,
        }
    }

    /// A day whose month is told in words behind `tháng`, which ends at `at`.
    pub(super) fn day_in_words(&self, day: u32, at: usize) -> Read {
        if let Some((month, end)) = self.month_number(at) {
            if self.is(end, Class::Length) && !self.is(end, Class::Year) && self.closes_count(end) {
                return Read::Nothing; // `2 tháng 3 ngày` is a length
            }
            let Some((day, month)) = day_month(day, month) else {
                return Read::Skip(self.year_after(end).1);
            };
            return self.day_of_month(day, month, end);
        }
        if let Some((end, month)) = self.find(at, Class::LunarMonth) {
            return match u8::try_from(day) {
                Ok(day @ 1..=30) => {
                    let (year, end) = self.year_after(end);
                    Read::point(Time::Lunar(day, month as u8, year), "date.lunar", end)
                }
                _ => Read::Skip(end),
            };
        }
        match self.digits(at) {
            // `ngày 1 tháng 13`
            Some((0 | 13..=99, 1..=2)) => Read::Skip(at + 1),
            Some((1..=12, 1..=2)) => match self.run_date(day, at) {
                Read::Nothing => Read::Nothing,
                read => read,
            },
            _ => Read::Nothing,
        }
    }

    /// `20 tháng 5/2024`, `20 tháng 5-2024`.
    fn run_date(&self, day: u32, at: usize) -> Read {
        let Some(run) = Run::read(self, at) else {
            return Read::Nothing;
        };
        match run.read_as(true) {
            Some(Digits::MonthYear(month, year)) => match day_month(day, u32::from(month)) {
                Some((day, month)) if day_exists(day, month, YearRef::Stated(year)) => {
                    let time = Time::Day(day, MonthRef::Stated(month), YearRef::Stated(year));
                    Read::point(time, "date.full", run.end)
                }
                _ => Read::Skip(run.end),
            },
            _ => Read::Nothing,
        }
    }

    fn closes_count(&self, unit: usize) -> bool {
        let after = self.skip(unit, Class::Length);
        self.digits(after).is_none()
    }

    fn day_of_month(&self, day: u8, month: u8, end: usize) -> Read {
        let (year, end) = self.year_after(end);
        if let Some((after, _)) = self.find(end, Class::Lunar) {
            return Read::point(Time::Lunar(day, month, year), "date.lunar", after);
        }
        if !day_exists(day, month, year) {
            return Read::Skip(end);
        }
        let rule = match year {
            YearRef::Stated(_) => "date.full",
            _ => "date.day-month",
        };
        Read::point(Time::Day(day, MonthRef::Stated(month), year), rule, end)
    }

    /// A month behind a day (`tháng 6`, `tháng trước`, `cùng tháng`), its year, and the end.
    pub(super) fn month_behind(&self, at: usize) -> Option<(MonthRef, YearRef, usize)> {
        if let Some((end, _)) = self.find(at, Class::SameMonth) {
            return Some((MonthRef::Narrated(0), YearRef::Missing, end));
        }
        let (after, _) = self.find(at, Class::Month)?;
        if let Some((month, end)) = self.month_number(after) {
            let (year, end) = self.year_after(end);
            return Some((MonthRef::Stated(month as u8), year, end));
        }
        let (end, offset) = self.find(after, Class::Relative)?;
        (-1..=1).contains(&offset).then_some((
            MonthRef::Offset(offset as i16),
            YearRef::Missing,
            end,
        ))
    }

    /// `ngày …` at `at`.
    pub(super) fn day(&self, at: usize) -> Read {
        let Some((after, _)) = self.find(at, Class::Day) else {
            return Read::Nothing;
        };
        if self.token(after).is_some_and(|t| t.shape == Shape::Number) {
            return self.numbered_day(at, after);
        }
        if self.is(after, Class::Mung) || self.is(after, Class::FullMoon) {
            return self.lunar(after);
        }
        if self.is(after, Class::NamedDay) {
            return self.named(after);
        }
        if let Some((value, end)) = self.numeral(after)
            && let Some((month, _)) = self.find(end, Class::Month)
        {
            return self.day_in_words(value, month);
        }
        let weekday = self.weekday(after, true);
        if weekday != Read::Nothing {
            return weekday;
        }
        self.edge_day(at, after)
    }

    fn numbered_day(&self, at: usize, number: usize) -> Read {
        let Some(run) = Run::read(self, number) else {
            return Read::Nothing;
        };
        let Some((value, digits)) = run.single() else {
            let plural = self.before(at, Class::Both).is_some();
            return match run.read_as(true) {
                Some(Digits::DayMonth(a, b)) if plural && a < b && self.is_dash(number) => {
                    self.read_digits(Digits::Pair(a, b), run.end)
                }
                Some(digits) if self.run_stands_free(number, run.end) => {
                    self.read_digits(digits, run.end)
                }
                _ => Read::Skip(run.end),
            };
        };
        let end = run.end;
        if let Some((after, _)) = self.find(end, Class::Month) {
            let read = self.day_in_words(value, after);
            if read != Read::Nothing {
                return read;
            }
        }
        if digits > 2 || !(1..=31).contains(&value) || self.single(number).is_none() {
            return Read::Skip(end);
        }
        // `17- 6`, `20 / 5`
        let loose = match self.mark(end) {
            Some('/') => true,
            Some('-') => self.glued(end) && self.mark(end + 2).is_none_or(|c| c != '/'),
            _ => false,
        };
        if loose
            && let Some((month, 1..=2, after)) = self.single(end + 1)
            && let Some((day, month)) = day_month(value, month)
        {
            return self.day_of_month(day, month, after);
        }
        if let Some((month, year, after)) = self.month_behind(end) {
            return Read::point(Time::Day(value as u8, month, year), "date.day-month", after);
        }
        if let read @ Read::Said(..) = self.day_before_new_year(value, end) {
            return read;
        }
        if self.is(end, Class::Countable) && !self.is(end, Class::Connector) {
            return Read::Nothing;
        }
        let time = Time::Day(value as u8, MonthRef::Missing, YearRef::Missing);
        Read::point(time, "date.bare-day", end)
    }

    pub(super) fn is_dash(&self, number: usize) -> bool {
        matches!(self.mark(number + 1), Some('-' | '–'))
    }

    /// `ngày đầu tiên của tháng 3`, `ngày cuối cùng của năm 2023`, `ngày đầu năm mới`.
    fn edge_day(&self, at: usize, after: usize) -> Read {
        let plural = self.before(at, Class::Both).is_some();
        let (unit, first) = if let Some((end, _)) = self.find(after, Class::First) {
            (self.skip(end, Class::Of), true)
        } else if let Some((end, _)) = self.find(after, Class::Last) {
            (self.skip(end, Class::Of), false)
        } else {
            let Some((end, 1)) = self.find(after, Class::Part) else {
                return Read::Nothing;
            };
            if plural {
                return Read::Nothing;
            }
            if let Some((end, _)) = self.find(end, Class::NewYear) {
                let time = Time::Day(1, MonthRef::Stated(1), YearRef::Missing);
                return Read::point(time, "date.edge-day", end);
            }
            return Read::Nothing;
        };
        if let Some((end, _)) = self.find(unit, Class::NewYear) {
            let time = Time::Day(1, MonthRef::Stated(1), YearRef::Missing);
            return Read::point(time, "date.edge-day", end);
        }
        match self.month(unit).or(|| self.year(unit)) {
            Read::Said(Said::Point(point), end) => {
                let time = match (point.time, first) {
                    (Time::Month(month, year), true) => Time::Day(1, month, year),
                    (Time::Month(month, year), false) => Time::Days(31, 31, month, year),
                    (Time::Year(year), true) => Time::Day(1, MonthRef::Stated(1), year),
                    (Time::Year(year), false) => Time::Day(31, MonthRef::Stated(12), year),
                    _ => return Read::Nothing,
                };
                Read::point(time, "date.edge-day", end)
            }
            _ => Read::Nothing,
        }
    }
}

/// The day exists in the year, where the year is stated.
pub(super) fn day_exists(day: u8, month: u8, year: YearRef) -> bool {
    match year {
        YearRef::Stated(year) => jiff::civil::Date::new(year, month as i8, day as i8).is_ok(),
        _ => true,
    }
}
