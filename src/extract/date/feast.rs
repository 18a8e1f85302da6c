//! Feasts: days of the lunar calendar and days that have a name.

use super::digits::{Digits, Run, day_month};
use super::scan::{Read, Scan};
use super::time::{MonthRef, Point, Said, Time, YearRef};
use super::words::Class;
use crate::extract::token::Shape;

/// More days of a feast than are ever listed together.
const LONGEST: usize = 6;

impl Scan<'_> {
    /// `mùng 3 Tết`, `rằm tháng Chạp`, `30 Tết`, `mùng 6 tháng 2`.
    pub(super) fn lunar(&self, at: usize) -> Read {
        if let Some((end, _)) = self.find(at, Class::Eve) {
            let (year, end) = self.feast_year(end);
            return Read::point(Time::LunarEve(year), "date.lunar", end);
        }
        if let Some((after, _)) = self.find(at, Class::FullMoon) {
            let Some((month, _)) = self.find(after, Class::Month) else {
                return Read::Nothing;
            };
            let named = self.find(month, Class::LunarMonth);
            let month = named
                .map(|(end, value)| (value as u32, end))
                .or_else(|| self.month_number(month));
            return match month {
                Some((month, end)) => {
                    let (year, end) = self.year_after(end);
                    Read::point(Time::Lunar(15, month as u8, year), "date.lunar", end)
                }
                None => Read::Nothing,
            };
        }
        let Some((after, _)) = self.find(at, Class::Mung) else {
            return Read::Nothing;
        };
        let Some((day @ 1..=10, end)) = self.numeral(after) else {
            return Read::Nothing;
        };
        if let Some((month, year, end)) = self.feast_month(end) {
            return Read::point(Time::Lunar(day as u8, month, year), "date.lunar", end);
        }
        let Some((month, _)) = self.find(end, Class::Month) else {
            return self.days_of_feast(day, end);
        };
        let Some((month, end)) = self.month_number(month) else {
            return Read::Nothing;
        };
        let (year, end) = self.year_after(end);
        if let Some((end, _)) = self.find(end, Class::Lunar) {
            return Read::point(Time::Lunar(day as u8, month as u8, year), "date.lunar", end);
        }
        match day_month(day, month) {
            Some((day, month)) => {
                let time = Time::Day(day, MonthRef::Stated(month), year);
                Read::point(time, "date.day-month", end)
            }
            None => Read::Skip(end),
        }
    }

    /// The lunar month that a day counts in (`Tết`, `tháng Chạp`), its year, and the end.
    fn feast_month(&self, at: usize) -> Option<(u8, YearRef, usize)> {
        if let Some((feast, _)) = self.find(at, Class::NewYearFeast) {
            let (year, end) = self.feast_year(feast);
            return Some((1, year, end));
        }
        let (month, _) = self.find(at, Class::Month)?;
        let (end, month) = self.find(month, Class::LunarMonth)?;
        let (year, end) = self.year_after(end);
        Some((month as u8, year, end))
    }

    /// `mùng 1` of `mùng 1 đến mùng 3 Tết`, and the whole of `mùng 1, 2 và 3 Tết`.
    fn days_of_feast(&self, first: u32, end: usize) -> Read {
        let (mut at, mut last, mut in_a_row) = (end, first, true);
        for _ in 0..LONGEST {
            let listed = self.mark(at) == Some(',') || self.is(at, Class::Listing);
            let next = match self.mark(at) {
                Some(',' | '-' | '–') => at + 1,
                _ => self.skip(self.skip(at, Class::Listing), Class::Connector),
            };
            if next == at {
                return Read::Nothing;
            }
            let Some((day @ 1..=10, after)) = self.numeral(self.skip(next, Class::Mung)) else {
                return Read::Nothing;
            };
            in_a_row &= day == last + 1 || (!listed && day > last && at == end);
            (at, last) = (after, day);
            if let Some((month, year, after)) = self.feast_month(at) {
                let day = |day: u32| Time::Lunar(day as u8, month, year);
                if !in_a_row {
                    return Read::point(day(first), "date.lunar", end);
                }
                let point = |time| Point::new(time, "date.lunar");
                return Read::Said(Said::Range(point(day(first)), point(day(last))), after);
            }
        }
        Read::Nothing
    }

    /// `28 Tết`: a day of the old year's last month; `30 Tết` is its last day, however long it is.
    pub(super) fn day_before_new_year(&self, day: u32, at: usize) -> Read {
        let Some((feast, _)) = self.find(at, Class::NewYearFeast) else {
            return Read::Nothing;
        };
        match day {
            20..=29 => Read::point(
                Time::Lunar(day as u8, 12, YearRef::Missing),
                "date.lunar",
                feast,
            ),
            30 => Read::point(Time::LunarEve(YearRef::Missing), "date.lunar", feast),
            _ => Read::Nothing,
        }
    }

    /// The year behind a feast: only one that is told as such (`năm 2024`, `2024`).
    fn feast_year(&self, at: usize) -> (YearRef, usize) {
        self.year_after(at)
    }

    /// `Giáng sinh`, and feasts that stand before a day and month (`Quốc khánh 2/9`).
    pub(super) fn named(&self, at: usize) -> Read {
        if let Some((after, _)) = self.find(at, Class::Feast) {
            // A few words of the feast's name may stand between: `Quốc khánh Triều Tiên 9/9`.
            let number = (after..after + 5)
                .take_while(|i| {
                    self.token(*i)
                        .is_some_and(|t| !matches!(t.shape, Shape::Mark(c) if c != '('))
                })
                .find(|i| self.digits(*i).is_some());
            if let Some(number) = number
                && let Some(run) = Run::read(self, number)
                && let Some(Digits::DayMonth(d, m)) = run.read_as(true)
                && (after..number).all(|i| {
                    self.token(i).is_some_and(|t| t.is_capital())
                        || self.mark(i) == Some('(')
                        || self.is(i, Class::Day)
                })
            {
                let bracket = self.mark(number.wrapping_sub(1)) == Some('(');
                let end = run.end + usize::from(bracket && self.mark(run.end) == Some(')'));
                let time = Time::Day(d, MonthRef::Stated(m), YearRef::Missing);
                return Read::point(time, "date.named-day", end);
            }
        }
        let Some((end, value)) = self.find(at, Class::NamedDay) else {
            return Read::Nothing;
        };
        let Some((day, month)) = day_month(value as u32 % 100, value as u32 / 100) else {
            return Read::Nothing;
        };
        // `ngày Quốc tế Phụ nữ 8/3` tells its day twice.
        let end = match Run::read(self, end) {
            Some(run) if run.read_as(true) == Some(Digits::DayMonth(day, month)) => run.end,
            _ => end,
        };
        let (year, after) = self.year_after(end);
        let led = [
            Class::Day,
            Class::PartOfDay,
            Class::Lead,
            Class::Before,
            Class::After,
            Class::Until,
            Class::Since,
        ]
        .iter()
        .any(|class| self.before(at, *class).is_some());
        if !(led || year != YearRef::Missing || self.opens(at) && self.closes(end)) {
            return Read::Nothing;
        }
        let time = Time::Day(day, MonthRef::Stated(month), year);
        Read::point(time, "date.named-day", after)
    }
}
