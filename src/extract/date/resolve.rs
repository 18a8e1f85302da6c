//! From what is said to days: each part that was filled in is noted, with what it was filled in from.

use jiff::civil::Date;

use super::days::{
    later, narrow, quarter_days, season_days, shifted, span_days, unit_precision, week_days,
    year_days,
};
use super::lunar::LunarCalendar;
use super::time::{Hint, MonthRef, Part, Point, Time, YearRef};
use super::{Anchor, DateBasis, DateMod, FilledFrom, Narration, Parts, Precision};

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

impl Context<'_> {
    /// The days of `point`. Where the publication day is not known, those on which its bounds agree;
    /// where only the last of them is, a day and month are taken for the latest before it.
    pub(super) fn resolve(&self, point: &Point) -> Value {
        let value = self.known(point);
        let Anchor {
            published: None,
            captured: Some(captured),
            earliest,
        } = *self.anchor
        else {
            return value;
        };
        let open = value.days.is_none();
        match earliest {
            Some(earliest) if open => {
                let [first, last] = [earliest, captured].map(|day| self.under(point, day));
                if first.days == last.days { last } else { value }
            }
            None if open && self.told_as_past(point) => {
                let past = Point {
                    hint: Hint::Past,
                    ..*point
                };
                self.under(&past, captured)
            }
            _ => value,
        }
    }

    /// A day or month without its year that is not said to be still to come.
    fn told_as_past(&self, point: &Point) -> bool {
        let yearless = matches!(
            point.time,
            Time::Day(_, MonthRef::Stated(_), YearRef::Missing)
                | Time::Days(_, _, MonthRef::Stated(_), YearRef::Missing)
                | Time::Month(MonthRef::Stated(_), YearRef::Missing)
        );
        yearless && point.hint != Hint::Future && self.tense != Hint::Future
    }

    /// The days of `point` had the article been published on `day`.
    fn under(&self, point: &Point, day: Date) -> Value {
        let anchor = Anchor {
            published: Some(day),
            ..*self.anchor
        };
        let context = Context {
            anchor: &anchor,
            ..*self
        };
        context.known(point)
    }

    fn known(&self, point: &Point) -> Value {
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
                let days = |day: Date| {
                    let quarters = i32::from(day.year()) * 4
                        + i32::from(day.month() - 1) / 3
                        + i32::from(offset);
                    quarter_days(
                        quarters.div_euclid(4) as i16,
                        quarters.rem_euclid(4) as u8 + 1,
                    )
                };
                self.counted(Precision::Quarter, days)
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
            Time::Week(offset) => self.counted(Precision::Week, |day| week_days(day, offset)),
            Time::WeekOf(edge, month, year) => self.week_of(edge, month, year, hint),
            Time::Weekday(day, week) => self.weekday(day, week, hint),
            Time::DayOffset(offset) => {
                let days = |day| later(day, i64::from(offset)).map(|d| (d, d));
                self.counted(Precision::Day, days)
            }
            Time::Span(count, unit, past) => {
                self.counted(Precision::Range, |day| span_days(day, count, unit, past))
            }
            Time::Ago(count, unit) => {
                self.counted(unit_precision(unit), |day| shifted(day, count, unit))
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
            Time::Now => self.counted(Precision::Day, |day| Some((day, day))),
        }
    }

    pub(super) fn completed(
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

    /// Days counted from that of publication, where it is known.
    fn counted(&self, precision: Precision, days: impl Fn(Date) -> Option<(Date, Date)>) -> Value {
        let days = self.anchor.published.and_then(days);
        self.leaning(days, precision, Parts::NONE, Some(FilledFrom::Published))
    }

    /// Days found with the help of others, which are those `from` somewhere.
    pub(super) fn leaning(
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

pub(super) fn stated(days: Option<(Date, Date)>, precision: Precision) -> Value {
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
