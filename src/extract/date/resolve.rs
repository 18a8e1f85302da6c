//! From what is said to days: years and months filled in from the publication day, from what was
//! told before, and from the tense, each noted as filled in.

use jiff::{SignedDuration, civil::Date};

use super::lunar::LunarCalendar;
use super::time::{Hint, MonthRef, Part, Point, Time, Unit, YearRef};
use super::{Anchor, DateBasis, DateMod, FilledFrom, Narration, Parts, Precision};

/// A date this far from the publication day (in days) is as likely in the next year: tense decides.
const NEAR_TIE: i64 = 150;
/// A date `hôm` may lie this many days after an inferred publication day.
const SLACK: i64 = 7;

/// Where an expression stands.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// What is known of the publication day.
    pub anchor: &'a Anchor,
    /// What was told before.
    pub narration: &'a Narration,
    /// The lunar calendar.
    pub lunar: &'a LunarCalendar,
    /// Tense of the clause.
    pub tense: Hint,
    /// The year that frames the sentence (`Năm 1950, …`).
    pub frame: Option<i16>,
    /// The expression is the whole sentence.
    pub alone: bool,
}

/// The days of a point, and how they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Value {
    pub days: Option<(Date, Date)>,
    pub precision: Precision,
    pub modifier: Option<DateMod>,
    pub basis: DateBasis,
    pub stated: Parts,
    pub filled: Parts,
    pub from: Option<FilledFrom>,
    /// Slug of the rule that chose what was filled in.
    pub choice: Option<&'static str>,
}

/// Years on both sides of the anchor that a date without a year can take.
const YEARS: [i16; 3] = [-1, 0, 1];

impl Context<'_> {
    /// The days of `point`.
    pub(super) fn resolve(&self, point: &Point) -> Value {
        let mut value = self.time(point);
        if let (Some(days), Some(part)) = (value.days, point.part) {
            let (days, modifier) = narrow(days, value.precision, part);
            value.days = Some(days);
            value.modifier = modifier;
            if modifier.is_none() {
                value.precision = Precision::Range;
            }
        } else if let Some(part) = point.part {
            value.modifier = match part {
                Part::Start => Some(DateMod::Start),
                Part::Mid => Some(DateMod::Mid),
                Part::End => Some(DateMod::End),
                Part::FirstHalf | Part::LastHalf => None,
            };
        }
        value
    }

    fn time(&self, point: &Point) -> Value {
        let hint = point.hint;
        match point.time {
            Time::Day(day, MonthRef::Missing, _) => self.bare_day(day, hint),
            Time::Day(day, MonthRef::Stated(month), year) => {
                let days = |y| Date::new(y, month as i8, day as i8).ok().map(|d| (d, d));
                let stated = Parts::DAY | Parts::MONTH;
                if point.rule == "date.named-day" && year == YearRef::Missing {
                    return self.offset_year(0, Precision::Day, stated, &days);
                }
                self.in_year(year, hint, Precision::Day, stated, &days)
            }
            Time::Day(day, month, _) => {
                let first = self.month_ref(month);
                let days = first
                    .and_then(|(first, _)| Date::new(first.year(), first.month(), day as i8).ok());
                self.leaning(
                    days.map(|d| (d, d)),
                    Precision::Day,
                    Parts::DAY,
                    first.map(|f| f.1),
                )
            }
            Time::Month(MonthRef::Stated(month), year) => {
                let days = |y| {
                    Date::new(y, month as i8, 1)
                        .ok()
                        .map(|d| (d, d.last_of_month()))
                };
                self.in_year(year, hint, Precision::Month, Parts::MONTH, &days)
            }
            Time::Month(month, _) => {
                let first = if point.compared {
                    self.compared_month(month)
                } else {
                    self.month_ref(month)
                };
                let days = first.map(|(first, _)| (first, first.last_of_month()));
                self.leaning(days, Precision::Month, Parts::NONE, first.map(|f| f.1))
            }
            Time::Months(from, to, year) => {
                let days = |y| {
                    let last = Date::new(y, to as i8, 1).ok()?.last_of_month();
                    Some((Date::new(y, from as i8, 1).ok()?, last))
                };
                self.in_year(year, hint, Precision::Range, Parts::MONTH, &days)
            }
            Time::Days(from, to, month, year) => self.days_of_month(from, to, month, year, hint),
            Time::Quarter(quarter, year) => {
                let days = |y| quarter_days(y, quarter);
                self.in_year(year, hint, Precision::Quarter, Parts::MONTH, &days)
            }
            Time::QuarterOffset(offset) => {
                let days = self.anchor.published.and_then(|day| {
                    let quarters = i32::from(day.year()) * 4
                        + i32::from(day.month() - 1) / 3
                        + i32::from(offset);
                    quarter_days(
                        quarters.div_euclid(4) as i16,
                        quarters.rem_euclid(4) as u8 + 1,
                    )
                });
                self.leaning(
                    days,
                    Precision::Quarter,
                    Parts::NONE,
                    Some(FilledFrom::Published),
                )
            }
            Time::Season(season, year) => {
                let days = |y| season_days(y, season);
                self.in_year(year, hint, Precision::Season, Parts::MONTH, &days)
            }
            Time::Year(YearRef::Missing) | Time::Unvalued => Value::default(),
            Time::Year(year) => {
                let narrated = self.narration.year.filter(|_| point.compared);
                let days = |y| year_days(y, y);
                if let (YearRef::Offset(offset), Some(told)) = (year, narrated) {
                    let days = days(told + offset);
                    return self.leaning(
                        days,
                        Precision::Year,
                        Parts::NONE,
                        Some(FilledFrom::Narrated),
                    );
                }
                self.in_year(year, hint, Precision::Year, Parts::NONE, &days)
            }
            Time::Decade(first) => stated(year_days(first, first + 9), Precision::Decade),
            Time::Century(century) => {
                let last = i16::from(century) * 100;
                stated(year_days(last - 99, last), Precision::Century)
            }
            Time::Week(offset) => {
                let days = self.anchor.published.and_then(|day| week_days(day, offset));
                self.leaning(
                    days,
                    Precision::Week,
                    Parts::NONE,
                    Some(FilledFrom::Published),
                )
            }
            Time::WeekOf(edge, month, year) => self.week_of(edge, month, year, hint),
            Time::Weekday(day, week) => self.weekday(day, week, hint),
            Time::DayOffset(offset) => {
                let day = self
                    .anchor
                    .published
                    .and_then(|day| later(day, i64::from(offset)));
                self.leaning(
                    day.map(|d| (d, d)),
                    Precision::Day,
                    Parts::NONE,
                    Some(FilledFrom::Published),
                )
            }
            Time::Span(count, unit, past) => {
                let days = self
                    .anchor
                    .published
                    .and_then(|day| span_days(day, count, unit, past));
                self.leaning(
                    days,
                    Precision::Range,
                    Parts::NONE,
                    Some(FilledFrom::Published),
                )
            }
            Time::Ago(count, unit) => {
                let days = self
                    .anchor
                    .published
                    .and_then(|day| shifted(day, count, unit));
                self.leaning(
                    days,
                    unit_precision(unit),
                    Parts::NONE,
                    Some(FilledFrom::Published),
                )
            }
            Time::Shift(count, unit) => self.shift(count, unit),
            Time::SameDay(offset) => {
                let (day, from) = match (self.narration.day, self.anchor.published) {
                    (Some(day), _) => (Some(day), FilledFrom::Narrated),
                    (None, published) if offset == 0 => (published, FilledFrom::Published),
                    _ => (None, FilledFrom::Narrated),
                };
                let day = day.and_then(|day| later(day, i64::from(offset)));
                self.leaning(day.map(|d| (d, d)), Precision::Day, Parts::NONE, Some(from))
            }
            Time::SamePeriod(year) => self.same_period(year),
            Time::Lunar(day, month, year) => {
                let days = |y| self.lunar.days(day, month, y);
                let precision = if day == 0 {
                    Precision::Month
                } else {
                    Precision::Day
                };
                let parts = if day == 0 {
                    Parts::MONTH
                } else {
                    Parts::DAY | Parts::MONTH
                };
                self.in_year(year, hint, precision, parts, &days)
            }
            Time::LunarEve(year) => {
                let days = |y| self.lunar.eve(y).map(|d| (d, d));
                self.in_year(year, hint, Precision::Day, Parts::DAY | Parts::MONTH, &days)
            }
            Time::Now => {
                let day = self.anchor.published;
                self.leaning(
                    day.map(|d| (d, d)),
                    Precision::Day,
                    Parts::NONE,
                    Some(FilledFrom::Published),
                )
            }
        }
    }

    /// A unit of a year: the stated year, one counted from the anchor or narration, or the one that fits best.
    fn in_year(
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

    fn offset_year(
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

    /// `ngày 10`: in the month told last, going forward; else the publication month or the one before.
    fn bare_day(&self, day: u8, hint: Hint) -> Value {
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

    fn days_of_month(&self, from: u8, to: u8, month: MonthRef, year: YearRef, hint: Hint) -> Value {
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
    fn week_of(&self, edge: i8, month: MonthRef, year: YearRef, hint: Hint) -> Value {
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

    fn weekday(&self, day: u8, week: Option<i16>, hint: Hint) -> Value {
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
    fn shift(&self, count: i16, unit: Unit) -> Value {
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

    fn same_period(&self, year: YearRef) -> Value {
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
    fn month_ref(&self, month: MonthRef) -> Option<(Date, FilledFrom)> {
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
    fn compared_month(&self, month: MonthRef) -> Option<(Date, FilledFrom)> {
        match (month, self.narration.period) {
            (MonthRef::Offset(offset), Some((first, _, Precision::Month))) => {
                let first = months_later(first.first_of_month(), i32::from(offset))?;
                Some((first, FilledFrom::Narrated))
            }
            _ => self.month_ref(month),
        }
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

    fn completed(
        &self,
        days: Option<(Date, Date)>,
        precision: Precision,
        parts: Parts,
        from: FilledFrom,
        choice: &'static str,
    ) -> Value {
        let known = days.is_some();
        Value {
            days,
            precision,
            basis: if known {
                DateBasis::Completed
            } else {
                DateBasis::Unknown
            },
            stated: parts,
            filled: if known {
                parts.missing(precision)
            } else {
                Parts::NONE
            },
            from: known.then_some(from),
            choice: known.then_some(choice),
            modifier: None,
        }
    }

    fn leaning(
        &self,
        days: Option<(Date, Date)>,
        precision: Precision,
        parts: Parts,
        from: Option<FilledFrom>,
    ) -> Value {
        let value = self.completed(days, precision, parts, FilledFrom::Published, "relative");
        Value {
            basis: if days.is_some() {
                DateBasis::Relative
            } else {
                DateBasis::Unknown
            },
            from: from.filter(|_| days.is_some()),
            ..value
        }
    }
}

fn stated(days: Option<(Date, Date)>, precision: Precision) -> Value {
    Value {
        days,
        precision,
        basis: if days.is_some() {
            DateBasis::Explicit
        } else {
            DateBasis::Unknown
        },
        stated: Parts::YEAR,
        ..Value::default()
    }
}

/// The part of a unit in days, and the modifier that keeps the unit's precision. Thirds of months and years are
/// the codebook's; halves are ranges of their own.
fn narrow(days: (Date, Date), precision: Precision, part: Part) -> ((Date, Date), Option<DateMod>) {
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

fn unit_precision(unit: Unit) -> Precision {
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
fn shifted(day: Date, count: i16, unit: Unit) -> Option<(Date, Date)> {
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
fn span_days(day: Date, count: i16, unit: Unit, past: bool) -> Option<(Date, Date)> {
    let (near, far) = if past { (-1, -count) } else { (1, count) };
    let (a, b) = (shifted(day, near, unit)?, shifted(day, far, unit)?);
    Some(if past { (b.0, a.1) } else { (a.0, b.1) })
}

fn year_days(from: i16, to: i16) -> Option<(Date, Date)> {
    Some((Date::new(from, 1, 1).ok()?, Date::new(to, 12, 31).ok()?))
}

fn quarter_days(year: i16, quarter: u8) -> Option<(Date, Date)> {
    let first = Date::new(year, quarter as i8 * 3 - 2, 1).ok()?;
    Some((
        first,
        Date::new(year, quarter as i8 * 3, 1).ok()?.last_of_month(),
    ))
}

/// Seasons by calendar months: spring March to May, and so on; winter ends in the next year.
fn season_days(year: i16, season: u8) -> Option<(Date, Date)> {
    let first = Date::new(year, season as i8 * 3, 1).ok()?;
    Some((first, months_later(first, 2)?.last_of_month()))
}

fn week_days(day: Date, offset: i16) -> Option<(Date, Date)> {
    let monday = later(
        day,
        7 * i64::from(offset) - i64::from(day.weekday().to_monday_zero_offset()),
    )?;
    Some((monday, later(monday, 6)?))
}

/// `days` later; `None` beyond the calendar.
pub(super) fn later(day: Date, days: i64) -> Option<Date> {
    day.checked_add(SignedDuration::from_hours(24 * days)).ok()
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
fn distance(day: Date, (first, last): (Date, Date)) -> i64 {
    let between = |a: Date, b: Date| a.duration_until(b).as_hours() / 24;
    if day < first {
        between(day, first)
    } else if day > last {
        between(last, day)
    } else {
        0
    }
}
