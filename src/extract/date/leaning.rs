//! Days that lean on another day: the publication day or one told before.

use jiff::civil::Date;

use super::days::{later, months_later, shifted, unit_precision, week_days, year_days};
use super::resolve::{Context, Value};
use super::time::{Hint, MonthRef, Unit, YearRef};
use super::{FilledFrom, Parts, Precision};

impl Context<'_> {
    /// `ngày 10`: in the month told last, going forward; else the publication month or the one before.
    pub(super) fn bare_day(&self, day: u8, hint: Hint) -> Value {
        let on = |first: Date| Date::new(first.year(), first.month(), day as i8).ok();
        let published = self.anchor.published;
        let future = hint == Hint::Future || (hint == Hint::None && self.tense == Hint::Future);
        if let Some(told) = self.narration.day {
            let same = on(told);
            let next = months_later(told, 1).and_then(on);
            let found = match (same, next) {
                // A story goes forward: the 8th told after the 24th is the next month's, unless that is still to come.
                (Some(same), Some(next))
                    if same < told && (future || published.is_some_and(|p| next <= p)) =>
                {
                    Some(next)
                }
                (same, next) => same.or(next),
            };
            return self.completed(
                found.map(|d| (d, d)),
                Precision::Day,
                Parts::DAY,
                FilledFrom::Narrated,
                "month.narrated",
            );
        }
        let found = published.and_then(|p| {
            let same = on(p);
            match same {
                Some(same) if future && same < p => months_later(p, 1).and_then(on),
                Some(same) if future || same <= p => Some(same),
                _ => months_later(p, -1).and_then(on).or(same),
            }
        });
        self.completed(
            found.map(|d| (d, d)),
            Precision::Day,
            Parts::DAY,
            FilledFrom::Published,
            "month.published",
        )
    }

    pub(super) fn days_of_month(
        &self,
        from: u8,
        to: u8,
        month: MonthRef,
        year: YearRef,
        hint: Hint,
    ) -> Value {
        let within = |first: Date| {
            let length = first.days_in_month();
            let last = (to as i8).min(length);
            let start = match from {
                100.. => length - (from - 100) as i8 + 1,
                day => (day as i8).min(length),
            };
            let on = |day| Date::new(first.year(), first.month(), day).ok();
            Some((on(start.max(1))?, on(last)?))
        };
        let precision = if from == to {
            Precision::Day
        } else {
            Precision::Range
        };
        match month {
            MonthRef::Stated(month) => {
                let days = |y| Date::new(y, month as i8, 1).ok().and_then(within);
                self.in_year(year, hint, precision, Parts::MONTH | Parts::DAY, &days)
            }
            other => {
                let first = self.month_ref(other);
                let days = first.and_then(|(first, _)| within(first));
                self.leaning(days, precision, Parts::DAY, first.map(|f| f.1))
            }
        }
    }

    /// The first week of a month that begins in it, or the last.
    pub(super) fn week_of(&self, edge: i8, month: MonthRef, year: YearRef, hint: Hint) -> Value {
        let within = |first: Date| {
            let monday = if edge > 0 {
                let skip = (8 - i64::from(first.weekday().to_monday_one_offset())) % 7;
                later(first, skip)?
            } else {
                let last = first.last_of_month();
                later(last, -i64::from(last.weekday().to_monday_zero_offset()))?
            };
            Some((monday, later(monday, 6)?))
        };
        match month {
            MonthRef::Stated(month) => {
                let days = |y| Date::new(y, month as i8, 1).ok().and_then(within);
                self.in_year(
                    year,
                    hint,
                    Precision::Week,
                    Parts::MONTH | Parts::DAY,
                    &days,
                )
            }
            other => {
                let first = self.month_ref(other);
                let days = first.and_then(|(first, _)| within(first));
                self.leaning(days, Precision::Week, Parts::NONE, first.map(|f| f.1))
            }
        }
    }

    pub(super) fn weekday(&self, day: u8, week: Option<i16>, hint: Hint) -> Value {
        let found = self.anchor.published.and_then(|published| match week {
            Some(offset) => {
                let (monday, _) = week_days(published, offset)?;
                later(monday, i64::from(day) - 1)
            }
            None => {
                let today = i64::from(published.weekday().to_monday_one_offset());
                let back = (today - i64::from(day)).rem_euclid(7);
                let future =
                    hint == Hint::Future || (hint == Hint::None && self.tense == Hint::Future);
                match (future, back) {
                    (true, _) => later(published, 7 - back),
                    (false, _) => later(published, -back),
                }
            }
        });
        self.leaning(
            found.map(|d| (d, d)),
            Precision::Day,
            Parts::NONE,
            Some(FilledFrom::Published),
        )
    }

    /// `ba ngày sau đó`: from the date told last; the whole sentence alone counts from the publication day.
    pub(super) fn shift(&self, count: i16, unit: Unit) -> Value {
        let told = match (unit, self.narration.period) {
            (Unit::Year | Unit::Month | Unit::Quarter, Some((first, _, _))) => Some(first),
            _ => self.narration.day,
        };
        let (from, base) = match told {
            Some(day) => (FilledFrom::Narrated, Some(day)),
            None if self.alone => (FilledFrom::Published, self.anchor.published),
            None => (FilledFrom::Narrated, None),
        };
        let days = base.and_then(|day| shifted(day, count, unit));
        self.leaning(days, unit_precision(unit), Parts::NONE, Some(from))
    }

    pub(super) fn same_period(&self, year: YearRef) -> Value {
        let within_a_year = |period: &(Date, Date, Precision)| {
            months_later(period.0, 12).is_some_and(|end| period.1 < end)
        };
        let Some((first, last, precision)) = self.narration.period.filter(within_a_year) else {
            let value = self.in_year(year, Hint::None, Precision::Year, Parts::NONE, &|y| {
                year_days(y, y)
            });
            // The year is known, the period in it is not.
            return Value {
                days: None,
                ..value
            };
        };
        let years = match year {
            YearRef::Stated(stated) => stated - last.year(),
            YearRef::Offset(offset) => offset,
            YearRef::Narrated(offset) => offset,
            YearRef::Short(_) | YearRef::Missing => -1,
        };
        let days = months_later(first, 12 * i32::from(years)).and_then(|start| {
            let end = months_later(last, 12 * i32::from(years))?;
            // The end of February moves with the year.
            let end = if last == last.last_of_month() {
                end.last_of_month()
            } else {
                end
            };
            Some((start, end))
        });
        self.leaning(days, precision, Parts::NONE, Some(FilledFrom::Narrated))
    }

    /// The first day of a month that leans on the anchor or the narration, and which.
    pub(super) fn month_ref(&self, month: MonthRef) -> Option<(Date, FilledFrom)> {
        let (base, offset, from) = match month {
            MonthRef::Offset(offset) => (self.anchor.published?, offset, FilledFrom::Published),
            MonthRef::Narrated(offset) => {
                let told = self.narration.day.or(self.narration.period.map(|p| p.0))?;
                (told, offset, FilledFrom::Narrated)
            }
            MonthRef::Stated(_) | MonthRef::Missing => return None,
        };
        Some((
            months_later(base.first_of_month(), i32::from(offset))?,
            from,
        ))
    }

    /// `so với tháng trước` after a told month leans on that month.
    pub(super) fn compared_month(&self, month: MonthRef) -> Option<(Date, FilledFrom)> {
        match (month, self.narration.period) {
            (MonthRef::Offset(offset), Some((first, _, Precision::Month))) => {
                let first = months_later(first.first_of_month(), i32::from(offset))?;
                Some((first, FilledFrom::Narrated))
            }
            _ => self.month_ref(month),
        }
    }
}
