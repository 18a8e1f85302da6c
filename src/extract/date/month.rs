//! Months, by number or in words, with the year behind them.

use super::digits::{Digits, Run, day_month, plausible_year};
use super::scan::{Read, Scan};
use super::time::{MonthRef, Time, YearRef};
use super::words::Class;
use crate::extract::token::Shape;

impl Scan<'_> {
    /// `tháng …` at `at`.
    pub(super) fn month(&self, at: usize) -> Read {
        let Some((after, _)) = self.find(at, Class::Month) else {
            return Read::Nothing;
        };
        if self.token(after).is_some_and(|t| t.shape == Shape::Number) {
            return self.numbered_month(after);
        }
        if let Some((end, month)) = self.find(after, Class::LunarMonth) {
            let (year, end) = self.year_after(end);
            return Read::point(Time::Lunar(0, month as u8, year), "date.lunar", end);
        }
        if let Some((month, year, end)) = self.edge_of_year(at, after, 12) {
            let time = Time::Month(MonthRef::Stated(month), year);
            return Read::point(time, "date.edge-units", end);
        }
        if let Some((end, offset)) = self.find(after, Class::Relative)
            && matches!(offset, -1..=1)
            && !self.is(end, Class::That)
            && !self.reads_on(after)
            && !self.is_plural(at)
        {
            let time = Time::Month(MonthRef::Offset(offset as i16), YearRef::Missing);
            return Read::point(time, "date.month-offset", end);
        }
        self.worded_month(at, after)
    }

    /// The number of a month at `at`, digits or words, and its end.
    pub(super) fn month_number(&self, at: usize) -> Option<(u32, usize)> {
        if let Some((value, digits, end)) = self.single(at) {
            return (digits <= 2 && (1..=12).contains(&value)).then_some((value, end));
        }
        // `6 tháng năm 2017`: the word is the unit before the year, not the fifth month.
        if self.is(at, Class::Year) && matches!(self.single(at + 1), Some((_, 4, _))) {
            return None;
        }
        let (value, end) = self.numeral(at)?;
        (1..=12).contains(&value).then_some((value, end))
    }

    /// `tháng Chín`; in small letters only where the words beside it leave no doubt (`mỗi tháng một lần`).
    fn worded_month(&self, at: usize, after: usize) -> Read {
        let Some((month, end)) = self.month_number(after) else {
            return Read::Nothing;
        };
        let (year, end_year) = self.year_after(end);
        let capital = self.token(after).is_some_and(|t| t.is_capital());
        let recurring = self.before(at, Class::Each).is_some();
        let led = [
            Class::Lead,
            Class::Since,
            Class::Until,
            Class::Part,
            Class::Of,
            Class::Connector,
        ]
        .iter()
        .any(|class| self.before(at, *class).is_some())
            || (self.opens(at) && self.closes(end));
        if recurring || self.is(end, Class::Countable) && year == YearRef::Missing {
            return Read::Nothing;
        }
        if !(capital || led || year != YearRef::Missing) {
            return Read::Nothing;
        }
        let time = Time::Month(MonthRef::Stated(month as u8), year);
        if let Some((day, 1..=2, after_day)) = self.single(end)
            && self.mark(after_day) == Some(',')
            && let (Some((day, month)), Some((year, 4, after))) =
                (day_month(day, month), self.single(after_day + 1))
            && let Some(year) = plausible_year(year)
        {
            let time = Time::Day(day, MonthRef::Stated(month), YearRef::Stated(year));
            return Read::point(time, "date.full", after);
        }
        Read::point(time, month_rule(year), end_year)
    }

    fn numbered_month(&self, after: usize) -> Read {
        let Some(run) = Run::read(self, after) else {
            return Read::Nothing;
        };
        if let Some((value, digits)) = run.single() {
            if digits > 2 || !(1..=12).contains(&value) || self.single(after).is_none() {
                return Read::Skip(run.end);
            }
            let (year, end) = self.year_after(run.end);
            if let Some((end, _)) = self.find(end, Class::Lunar) {
                return Read::point(Time::Lunar(0, value as u8, year), "date.lunar", end);
            }
            let time = Time::Month(MonthRef::Stated(value as u8), year);
            return Read::point(time, month_rule(year), end);
        }
        let year = |end| self.year_after(end);
        match run.read_as(true) {
            Some(digits @ (Digits::MonthYear(..) | Digits::Months(..))) => {
                self.read_digits(digits, run.end)
            }
            Some(Digits::DayMonth(a, b)) if a < b && self.is_dash(after) => {
                let (year, end) = year(run.end);
                Read::point(Time::Months(a, b, year), "date.range", end)
            }
            _ => Read::Skip(run.end),
        }
    }
}

fn month_rule(year: YearRef) -> &'static str {
    match year {
        YearRef::Missing => "date.month",
        _ => "date.month-year",
    }
}
