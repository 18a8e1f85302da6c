//! One expression at a word: which rules are tried, in which order, and what belongs to it around.

use super::digits::{Run, day_month, plausible_year};
use super::scan::{Read, Scan, WEAK};
use super::time::{Hint, MonthRef, Point, Said, Time, YearRef};
use super::words::{Class, bits};
use crate::extract::token::Shape;

/// A rule reads at a token; it is also told whether a word before says that a day follows.
type Rule = fn(&Scan, usize, bool) -> Read;

/// The rules in the order in which they are tried, each with the classes that its first word can have.
const RULES: &[(u128, Rule)] = &[
    (
        bits(&[Class::DeicticDay, Class::EachWhole, Class::Each]),
        |s, at, _| s.plain(at),
    ),
    (bits(&[Class::FromNow]), |s, at, _| s.now_as_start(at)),
    (
        bits(&[
            Class::SameDay,
            Class::OtherDay,
            Class::SameMonth,
            Class::SameYear,
            Class::OtherMonth,
            Class::OtherYear,
            Class::SamePeriod,
        ]),
        |s, at, _| s.anaphor(at),
    ),
    (bits(&[Class::Day]), |s, at, _| s.day(at)),
    (
        bits(&[Class::Eve, Class::FullMoon, Class::Mung]),
        |s, at, _| s.lunar(at),
    ),
    (bits(&[Class::Month]), |s, at, _| s.month(at)),
    (bits(&[Class::Year]), |s, at, _| s.year(at)),
    (bits(&[Class::Quarter]), |s, at, _| s.quarter(at)),
    (bits(&[Class::Season, Class::SeasonShort]), |s, at, _| {
        s.season(at)
    }),
    (bits(&[Class::Week]), |s, at, _| s.week(at)),
    (bits(&[Class::Decade, Class::YearsOf]), |s, at, _| {
        s.decade(at)
    }),
    (bits(&[Class::Century]), |s, at, _| s.century(at)),
    (bits(&[Class::Part]), |s, at, _| s.part(at)),
    (
        bits(&[Class::Weekday, Class::OrdinalWeekday]),
        |s, at, led| s.weekday(at, led),
    ),
    (bits(&[Class::Feast, Class::NamedDay]), |s, at, _| {
        s.named(at)
    }),
    (
        bits(&[Class::EnglishWeekday, Class::EnglishMonth]),
        |s, at, _| s.english(at),
    ),
    (bits(&[Class::AgoPrefix]), |s, at, _| s.ago(at)),
    (bits(&[Class::FromThat]), |s, at, _| s.beside_that(at)),
    (bits(&[Class::VagueCount, Class::Numeral]), |s, at, _| {
        s.count(at)
    }),
];

/// The rules that words of these classes can begin, a bit each.
pub(super) fn rules(mask: u128) -> u32 {
    let fits =
        |(rule, (classes, _)): (usize, &(u128, Rule))| u32::from(mask & classes != 0) << rule;
    RULES.iter().enumerate().map(fits).sum()
}

impl Scan<'_> {
    /// An expression at `at`, with the part of day before it and what belongs to it behind.
    pub(super) fn item(&self, at: usize, led: bool) -> Read {
        let read = match self.find(at, Class::PartOfDay) {
            Some((after, _)) => self.part_of_day(after),
            None => self.core(at, led),
        };
        match read {
            Read::Said(Said::Point(point), end) => self.tail(point, end),
            other => other,
        }
    }

    /// What follows a part of the day: `nay`, a date, or a bare day that needs a range.
    fn part_of_day(&self, after: usize) -> Read {
        if let Some((end, offset)) = self.find(after, Class::DayTail) {
            return Read::point(Time::DayOffset(offset as i16), "date.deictic", end);
        }
        let core = self
            .core(after, true)
            .or(|| self.core(self.skip(after, Class::Lead), true));
        match core {
            read @ Read::Said(Said::Point(point), _) if is_day(point.time) => read,
            read @ Read::Said(Said::Range(first, _), _) if is_day(first.time) => read,
            Read::Skip(end) => Read::Skip(end),
            _ => match self.single(after) {
                Some((day @ 1..=31, 1..=2, end)) => {
                    let time = Time::Day(day as u8, MonthRef::Missing, YearRef::Missing);
                    Read::point(time, WEAK, end)
                }
                _ => Read::Nothing,
            },
        }
    }

    /// An expression at `at` without the parts of day around it.
    pub(super) fn core(&self, at: usize, led: bool) -> Read {
        if self.token(at).is_some_and(|t| t.shape == Shape::Number) {
            return self.number(at, led);
        }
        let mut rules = self.rules(at);
        while let Some((_, rule)) = RULES.get(rules.trailing_zeros() as usize) {
            let read = rule(self, at, led);
            if read != Read::Nothing {
                return read;
            }
            rules &= rules - 1;
        }
        Read::Nothing
    }

    /// `hôm qua`, and what recurs (`mỗi tháng`).
    fn plain(&self, at: usize) -> Read {
        if let Some((end, offset)) = self.find(at, Class::DeicticDay) {
            return Read::point(Time::DayOffset(offset as i16), "date.deictic", end);
        }
        if let Some((end, _)) = self.find(at, Class::EachWhole) {
            return Read::Said(Said::Set, end);
        }
        if let Some((unit, _)) = self.find(at, Class::Each)
            && let Some((end, _)) = self.find(unit, Class::Length)
        {
            return Read::Said(Said::Set, end);
        }
        Read::Nothing
    }

    /// `nay` of `từ nay đến 30/6`: the first end alone is no date.
    fn now_as_start(&self, at: usize) -> Read {
        match self.find(at, Class::FromNow) {
            Some((end, _)) if self.before(at, Class::Since).is_some() => {
                Read::point(Time::Now, WEAK, end)
            }
            _ => Read::Nothing,
        }
    }

    /// What belongs to a point behind it: a date in brackets, `vừa qua`, `tới`, `này`.
    fn tail(&self, mut point: Point, mut end: usize) -> Read {
        // `Chủ nhật vừa qua (5/2)`
        let hinted = match self
            .find(end, Class::JustPast)
            .or(self.find(end, Class::Coming))
        {
            Some((after, _)) if matches!(point.time, Time::Weekday(..)) => after,
            _ => end,
        };
        if overridable(point.time)
            && let Some((time, after)) = self.restated(end).or_else(|| self.restated(hinted))
        {
            let again = Some(point.time);
            let point = Point {
                again,
                ..Point::new(time, point.rule)
            };
            return Read::Said(Said::Point(point), after);
        }
        if let Some((after, _)) = self.find(end, Class::Era)
            && matches!(point.time, Time::Year(_) | Time::Century(_))
        {
            return Read::point(Time::Unvalued, "date.era", after);
        }
        if takes_hint(point.time) {
            if let Some((after, _)) = self.find(end, Class::JustPast) {
                point.hint = Hint::Past;
                end = after;
            } else if let Some((after, _)) = self.find(end, Class::Coming)
                && self.coming_stands(end, after)
            {
                point.hint = Hint::Future;
                end = after;
            } else if let Some((after, _)) = self.find(end, Class::This) {
                end = after;
            }
        }
        // `tháng 3 (…)` and the like keep their own value; a compared unit leans on what was told.
        let compared = matches!(
            point.time,
            Time::Month(MonthRef::Offset(_), _) | Time::Year(YearRef::Offset(_))
        ) && self.compared(end);
        Read::Said(Said::Point(Point { compared, ..point }), end)
    }

    /// `so với` stands in the few words before.
    fn compared(&self, end: usize) -> bool {
        (1..=7).any(|back| {
            end.checked_sub(back)
                .filter(|at| *at >= self.first())
                .is_some_and(|at| self.is(at, Class::Compared))
        })
    }

    /// `tới` behind a date means the coming one, unless it leads on (`tới ngày 15`) or is the verb (`tới Hà Nội`).
    pub(super) fn coming_stands(&self, at: usize, after: usize) -> bool {
        if after > at + 1 || self.closes(after) {
            return true;
        }
        if self.before(at, Class::PastLead).is_some() {
            return false;
        }
        self.is(after, Class::ComingBefore)
    }

    /// The same day told again in digits: `(23/10)`, `, 2-5`, `28/10`, ` ngày 6 tháng 2`.
    pub(super) fn restated(&self, at: usize) -> Option<(Time, usize)> {
        let bracket = self.mark(at) == Some('(');
        let comma = self.mark(at) == Some(',');
        let mut start = at + usize::from(bracket || comma);
        if bracket {
            for class in [Class::That, Class::PartOfDay, Class::Lead] {
                start = self.skip(start, class);
            }
        }
        if self.is(start, Class::PartOfDay)
            && self.is(self.skip(start, Class::PartOfDay), Class::Day)
        {
            start = self.skip(start, Class::PartOfDay);
        }
        let number = self.skip(start, Class::Day);
        let worded = number > start;
        let (time, mut end) = self.dated_day(start)?;
        if let (Some(run), Time::Day(_, _, YearRef::Missing)) = (Run::read(self, number), time)
            && run.single().is_none()
        {
            let stroke = self.mark(number + 1) == Some('/');
            let share = self.is(run.end, Class::NotAfter);
            // `cùng ngày 13-7`
            let same = self.before(at, Class::SameDay).is_some();
            if !(worded || bracket || same || (stroke || self.closes(run.end)) && !share) {
                return None;
            }
        }
        if bracket && let Some(close) = (end..end + 8).find(|i| self.mark(*i) == Some(')')) {
            end = close + 1;
        }
        Some((time, end))
    }

    /// English long forms of bylines: `Wednesday, September 14, 2016`, `Jun 18, 2024`.
    fn english(&self, at: usize) -> Read {
        let month_at = match self.find(at, Class::EnglishWeekday) {
            Some((end, _)) => self.past_comma(end),
            None => at,
        };
        if let Some((day_at, month)) = self.find(month_at, Class::EnglishMonth) {
            let day_at = day_at + usize::from(self.mark(day_at) == Some('.'));
            if let Some((day, 1..=2, end)) = self.single(day_at)
                && let Some((year, 4, end)) = self.single(self.past_comma(end))
                && let (Some((day, month)), Some(year)) =
                    (day_month(day, month as u32), plausible_year(year))
            {
                let time = Time::Day(day, MonthRef::Stated(month), YearRef::Stated(year));
                return Read::point(time, "date.english", end);
            }
            return Read::Nothing;
        }
        if month_at == at {
            return Read::Nothing;
        }
        match self.number(month_at, false) {
            Read::Said(Said::Point(point), end)
                if matches!(point.time, Time::Day(_, _, YearRef::Stated(_))) =>
            {
                Read::point(point.time, "date.english", end)
            }
            _ => Read::Nothing,
        }
    }
}

pub(super) fn is_day(time: Time) -> bool {
    matches!(
        time,
        Time::Day(..)
            | Time::DayOffset(_)
            | Time::Weekday(..)
            | Time::SameDay(_)
            | Time::Lunar(1.., ..)
            | Time::LunarEve(_)
    )
}

/// A date told again behind it replaces its value.
fn overridable(time: Time) -> bool {
    matches!(
        time,
        Time::DayOffset(_) | Time::Weekday(..) | Time::SameDay(_)
    )
}

/// `vừa qua` and `tới` behind it choose the year or the day.
fn takes_hint(time: Time) -> bool {
    matches!(
        time,
        Time::Day(_, _, YearRef::Missing)
            | Time::Month(MonthRef::Stated(_), YearRef::Missing)
            | Time::Quarter(_, YearRef::Missing)
            | Time::Season(_, YearRef::Missing)
            | Time::Weekday(_, None)
            | Time::Lunar(_, _, YearRef::Missing)
            | Time::LunarEve(YearRef::Missing)
    )
}
