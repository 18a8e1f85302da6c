//! Calendar arithmetic: the days of a unit, of a part of it, and of a unit some way off.

use jiff::{SignedDuration, civil::Date};

use super::time::{Part, Unit};
use super::{DateMod, Precision};

/// The part of a unit in days, and the modifier that keeps the unit's precision. Thirds of months and years are
/// the codebook's; halves are ranges of their own.
pub(super) fn narrow(
    days: (Date, Date),
    precision: Precision,
    part: Part,
) -> ((Date, Date), Option<DateMod>) {
    let (first, last) = days;
    let modifier = match part {
        Part::Start => Some(DateMod::Start),
        Part::Mid => Some(DateMod::Mid),
        Part::End => Some(DateMod::End),
        Part::FirstHalf | Part::LastHalf => None,
    };
    let on = |from: Option<Date>, to: Option<Date>| match (from, to) {
        (Some(from), Some(to)) => (from, to),
        _ => days,
    };
    let month = |y, m| Date::new(y, m, 1).ok();
    let month_end = |y, m| month(y, m).map(Date::last_of_month);
    let y = first.year();
    let narrowed = match (precision, part) {
        (Precision::Month, Part::Start) => on(Some(first), later(first, 9)),
        (Precision::Month, Part::Mid) => on(later(first, 10), later(first, 19)),
        (Precision::Month, Part::End) => on(later(first, 20), Some(last)),
        (Precision::Month, Part::FirstHalf) => on(Some(first), later(first, 14)),
        (Precision::Month, Part::LastHalf) => on(later(first, 15), Some(last)),
        (Precision::Year, Part::Start) => on(Some(first), month_end(y, 4)),
        (Precision::Year, Part::Mid) => on(month(y, 5), month_end(y, 8)),
        (Precision::Year, Part::End) => on(month(y, 9), Some(last)),
        (Precision::Year, Part::FirstHalf) => on(Some(first), month_end(y, 6)),
        (Precision::Year, Part::LastHalf) => on(month(y, 7), Some(last)),
        (Precision::Week, Part::Start) => on(Some(first), later(first, 1)),
        (Precision::Week, Part::Mid) => on(later(first, 2), later(first, 3)),
        (Precision::Week, Part::End) => on(later(first, 5), Some(last)),
        (Precision::Decade | Precision::Century, Part::FirstHalf | Part::LastHalf) => {
            let middle = y + (last.year() - y + 1) / 2;
            match part {
                Part::FirstHalf => on(Some(first), month_end(middle - 1, 12)),
                _ => on(month(middle, 1), Some(last)),
            }
        }
        _ => days,
    };
    (narrowed, modifier)
}

pub(super) fn unit_precision(unit: Unit) -> Precision {
    match unit {
        Unit::Clock | Unit::Day => Precision::Day,
        Unit::Week => Precision::Week,
        Unit::Month => Precision::Month,
        Unit::Quarter => Precision::Quarter,
        Unit::Year => Precision::Year,
        Unit::Decade => Precision::Decade,
        Unit::Century => Precision::Century,
    }
}

/// The day or whole unit that lies `count` units from `day`.
pub(super) fn shifted(day: Date, count: i16, unit: Unit) -> Option<(Date, Date)> {
    let months = |n: i32| {
        let first = months_later(day.first_of_month(), n)?;
        Some((first, first.last_of_month()))
    };
    let years = |n: i32| {
        let year = i16::try_from(i32::from(day.year()) + n).ok()?;
        year_days(year, year)
    };
    match unit {
        Unit::Clock => None,
        Unit::Day => later(day, i64::from(count)).map(|d| (d, d)),
        Unit::Week => week_days(day, count),
        Unit::Month => months(i32::from(count)),
        Unit::Quarter => months(3 * i32::from(count)),
        Unit::Year => years(i32::from(count)),
        Unit::Decade => years(10 * i32::from(count)),
        Unit::Century => years(100 * i32::from(count)),
    }
}

/// `4 tháng qua`, `3 ngày tới`: whole units before or after the publication day's own.
pub(super) fn span_days(day: Date, count: i16, unit: Unit, past: bool) -> Option<(Date, Date)> {
    let (near, far) = if past { (-1, -count) } else { (1, count) };
    let (a, b) = (shifted(day, near, unit)?, shifted(day, far, unit)?);
    Some(if past { (b.0, a.1) } else { (a.0, b.1) })
}

pub(super) fn year_days(from: i16, to: i16) -> Option<(Date, Date)> {
    Some((Date::new(from, 1, 1).ok()?, Date::new(to, 12, 31).ok()?))
}

pub(super) fn quarter_days(year: i16, quarter: u8) -> Option<(Date, Date)> {
    let first = Date::new(year, quarter as i8 * 3 - 2, 1).ok()?;
    Some((
        first,
        Date::new(year, quarter as i8 * 3, 1).ok()?.last_of_month(),
    ))
}

/// Seasons by calendar months: spring March to May, and so on; winter ends in the next year.
pub(super) fn season_days(year: i16, season: u8) -> Option<(Date, Date)> {
    let first = Date::new(year, season as i8 * 3, 1).ok()?;
    Some((first, months_later(first, 2)?.last_of_month()))
}

pub(super) fn week_days(day: Date, offset: i16) -> Option<(Date, Date)> {
    let monday = later(
        day,
        7 * i64::from(offset) - i64::from(day.weekday().to_monday_zero_offset()),
    )?;
    Some((monday, later(monday, 6)?))
}

/// `days` later; `None` beyond the calendar.
pub(crate) fn later(day: Date, days: i64) -> Option<Date> {
    day.checked_add(SignedDuration::from_hours(24 * days)).ok()
}

/// Days from `a` to `b`.
pub(crate) fn between(a: Date, b: Date) -> i64 {
    a.duration_until(b).as_hours() / 24
}

/// The same day of a later month, or that month's last.
pub(super) fn months_later(day: Date, months: i32) -> Option<Date> {
    let index = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + months;
    let year = i16::try_from(index.div_euclid(12)).ok()?;
    let first = Date::new(year, index.rem_euclid(12) as i8 + 1, 1).ok()?;
    Date::new(
        first.year(),
        first.month(),
        day.day().min(first.days_in_month()),
    )
    .ok()
}

/// Days between a day and a stretch of days; 0 inside.
pub(super) fn distance(day: Date, (first, last): (Date, Date)) -> i64 {
    if day < first {
        between(day, first)
    } else if day > last {
        between(last, day)
    } else {
        0
    }
}
