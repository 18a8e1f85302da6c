//! Enumerations: `các ngày 4, 5 và 6/10`, `tháng 1 và tháng 2/2024`, `năm 2022 và 2023`.

use std::ops::Range;

use super::digits::{Digits, Run, day_month};
use super::scan::Scan;
use super::time::{MonthRef, Point, Time, YearRef};
use super::words::Class;

/// More members than any real enumeration has.
const LONGEST: usize = 12;

/// A member: what it says, its tokens, and whether its unit word stands before it.
struct Member {
    time: Time,
    span: Range<usize>,
    worded: bool,
}

impl Scan<'_> {
    /// The members of the enumeration that `first` (tokens `at..end`) begins; none where there is none.
    pub(super) fn list(&self, at: usize, first: Point, end: usize) -> Vec<(Point, Range<usize>)> {
        let unit = match first.time {
            Time::Day(..) => Class::Day,
            Time::Month(MonthRef::Stated(_), _) => Class::Month,
            Time::Year(YearRef::Stated(_)) => Class::Year,
            _ => return Vec::new(),
        };
        let mut members = vec![Member {
            time: first.time,
            span: at..end,
            worded: true,
        }];
        let mut end = end;
        while members.len() < LONGEST {
            let Some((member, and)) = self.member(end, unit) else {
                break;
            };
            end = member.span.end;
            let closed = and && dated(member.time);
            members.push(member);
            if closed {
                break;
            }
        }
        let plural = self.before(at, Class::Both).is_some()
            || self.find(at, Class::Both).is_some_and(|(e, _)| e < end);
        let keep = match members.iter().rposition(|m| dated(m.time)) {
            Some(last) if last > 0 => last + 1,
            _ if plural || members.iter().skip(1).all(|m| m.worded) => members.len(),
            _ => 1,
        };
        members.truncate(keep);
        if members.len() < 2 {
            return Vec::new();
        }
        complete(&mut members);
        members
            .into_iter()
            .map(|m| {
                (
                    Point {
                        time: m.time,
                        ..first
                    },
                    m.span,
                )
            })
            .collect()
    }

    /// The member after a comma or conjunction at `at`, and whether a conjunction stood before it.
    fn member(&self, at: usize, unit: Class) -> Option<(Member, bool)> {
        let comma = self.mark(at) == Some(',');
        let after_comma = at + usize::from(comma);
        let conjunction = self.find(after_comma, Class::Listing);
        if !comma && conjunction.is_none() {
            return None;
        }
        let start = conjunction.map_or(after_comma, |(end, _)| end);
        let number = self.skip(start, unit);
        let run = Run::read(self, number)?;
        let worded = number > start;
        let (time, end) = match (unit, run.single()) {
            (Class::Day, None) => match run.read_as(true)? {
                Digits::Date(d, m, y) => (Time::Day(d, MonthRef::Stated(m), y), run.end),
                Digits::DayMonth(d, m) => {
                    let (year, end) = self.year_after(run.end);
                    (Time::Day(d, MonthRef::Stated(m), year), end)
                }
                _ => return None,
            },
            (Class::Day, Some((day @ 1..=31, 1..=2))) => self.listed_day(day, run.end)?,
            (Class::Month, Some((month @ 1..=12, 1..=2))) => {
                if !worded && self.is(run.end, Class::Countable) {
                    return None;
                }
                let (year, end) = self.year_after(run.end);
                (Time::Month(MonthRef::Stated(month as u8), year), end)
            }
            (Class::Month, None) => match run.read_as(true)? {
                Digits::MonthYear(m, y) => (
                    Time::Month(MonthRef::Stated(m), YearRef::Stated(y)),
                    run.end,
                ),
                _ => return None,
            },
            (Class::Year, Some((year @ 1000..=2199, 4))) => {
                if !worded && self.is(run.end, Class::YearStop) {
                    return None;
                }
                (Time::Year(YearRef::Stated(year as i16)), run.end)
            }
            _ => return None,
        };
        let span = start..end;
        Some((Member { time, span, worded }, conjunction.is_some()))
    }

    /// A day without a stroke: with its month in words, or bare.
    fn listed_day(&self, day: u32, end: usize) -> Option<(Time, usize)> {
        if let Some((after, _)) = self.find(end, Class::Month)
            && let Some((month, after)) = self.month_number(after)
        {
            let (day, month) = day_month(day, month)?;
            let (year, after) = self.year_after(after);
            return Some((Time::Day(day, MonthRef::Stated(month), year), after));
        }
        let bare = Time::Day(day as u8, MonthRef::Missing, YearRef::Missing);
        let counts = self.is(end, Class::Countable) && !self.is(end, Class::Day);
        (!counts).then_some((bare, end))
    }
}

/// The member needs nothing from another.
fn dated(time: Time) -> bool {
    match time {
        Time::Day(_, month, _) => month != MonthRef::Missing,
        Time::Month(_, year) => year != YearRef::Missing,
        _ => true,
    }
}

/// Members take the month and year they lack from the next that has them.
fn complete(members: &mut [Member]) {
    let (mut month, mut year) = (MonthRef::Missing, YearRef::Missing);
    for member in members.iter_mut().rev() {
        match &mut member.time {
            Time::Day(_, m, y) => {
                if *m == MonthRef::Missing {
                    *m = month;
                }
                if *y == YearRef::Missing {
                    *y = year;
                }
                (month, year) = (*m, *y);
            }
            Time::Month(_, y) => {
                if *y == YearRef::Missing {
                    *y = year;
                }
                year = *y;
            }
            _ => {}
        }
    }
}
