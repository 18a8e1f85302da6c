//! Feasts: days of the lunar calendar and days that have a name.

use super::digits::{Digits, Run, day_month};
use super::scan::{Read, Scan};
use super::time::{MonthRef, Time, YearRef};
use super::words::Class;
use crate::extract::token::Shape;

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
        if let Some((feast, _)) = self.find(end, Class::NewYearFeast) {
            let (year, feast) = self.feast_year(feast);
            return Read::point(Time::Lunar(day as u8, 1, year), "date.lunar", feast);
        }
        let Some((month, _)) = self.find(end, Class::Month) else {
            return Read::Nothing;
        };
        if let Some((end, month)) = self.find(month, Class::LunarMonth) {
            let (year, end) = self.year_after(end);
            return Read::point(Time::Lunar(day as u8, month as u8, year), "date.lunar", end);
        }
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
        let Some((day, month)) = day_month(value as u32 % 100, value as u32 / 100) else {
            return Read::Nothing;
        };
        let time = Time::Day(day, MonthRef::Stated(month), year);
        Read::point(time, "date.named-day", after)
    }
}
