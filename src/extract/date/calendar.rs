//! Calendar dates: days, months, quarters, years, decades, centuries, in digits and in words.

use super::digits::{Digits, Run, day_month, plausible_year};
use super::scan::{Read, SINCE_START, Scan};
use super::time::{MonthRef, Part, Point, Said, Time, YearRef};
use super::words::Class;
use crate::extract::token::Shape;

impl Scan<'_> {
    /// What a number at `at` begins. `led`: a word before it says that a day follows.
    pub(super) fn number(&self, at: usize, led: bool) -> Read {
        let Some(run) = Run::read(self, at) else {
            return Read::Nothing;
        };
        if !self.run_stands_free(at, run.end) {
            return Read::Skip(run.end);
        }
        if let Some((value, digits)) = run.single() {
            return self.lone_number(at, value, digits, run.end);
        }
        let Some(digits) = run.read_as(led) else {
            return self.month_after_month(at, &run).or(|| Read::Skip(run.end));
        };
        if digits == Digits::Clock {
            return Read::Skip(run.end);
        }
        if !led && !self.reads_as_date(at, run.end, digits) {
            return Read::Skip(run.end);
        }
        self.read_digits(digits, run.end)
    }

    /// The expression that digits make.
    pub(super) fn read_digits(&self, digits: Digits, end: usize) -> Read {
        let day = |d, m, y| Point::new(Time::Day(d, MonthRef::Stated(m), y), "date.range");
        match digits {
            Digits::Date(d, m, y) => {
                Read::point(Time::Day(d, MonthRef::Stated(m), y), "date.full", end)
            }
            Digits::DayMonth(d, m) => {
                let (year, end) = self.year_after(end);
                if !day_exists(d, m, year) {
                    return Read::Skip(end);
                }
                Read::point(
                    Time::Day(d, MonthRef::Stated(m), year),
                    "date.day-month",
                    end,
                )
            }
            Digits::MonthYear(m, y) => {
                let time = Time::Month(MonthRef::Stated(m), YearRef::Stated(y));
                Read::point(time, "date.month-year", end)
            }
            Digits::Days(a, b, m, y) => {
                let (y, end) = match y {
                    YearRef::Missing => self.year_after(end),
                    stated => (stated, end),
                };
                Read::Said(Said::Range(day(a, m, y), day(b, m, y)), end)
            }
            Digits::Span((d1, m1, y1), (d2, m2, y2)) => {
                let turned = i16::from(m1 > m2);
                let first = match (y1, y2) {
                    (YearRef::Missing, YearRef::Stated(y)) => YearRef::Stated(y - turned),
                    _ => y1,
                };
                Read::Said(Said::Range(day(d1, m1, first), day(d2, m2, y2)), end)
            }
            Digits::Months(a, b, y) => {
                Read::point(Time::Months(a, b, YearRef::Stated(y)), "date.range", end)
            }
            Digits::Years(a, b) => {
                let year = |y| Point::new(Time::Year(YearRef::Stated(y)), "date.years");
                Read::Said(Said::Range(year(a), year(b)), end)
            }
            Digits::Pair(a, b) => {
                // `ngày 18-19 tháng 6`
                let (month, year, end) = match self.month_behind(end) {
                    Some((month, year, after)) => (month, year, after),
                    None => (MonthRef::Missing, YearRef::Missing, end),
                };
                let day = |d| Point::new(Time::Day(d, month, year), "date.range");
                Read::Said(Said::Range(day(a), day(b)), end)
            }
            Digits::Clock => Read::Skip(end),
        }
    }

    /// No letter, dash or stroke is glued to either end (`Su-27`, `01/NQ-CP`, `7,6`).
    fn run_stands_free(&self, at: usize, end: usize) -> bool {
        let before = self.glued(at)
            && matches!(
                self.mark(at - 1),
                Some('-' | '/' | '.' | '$' | '#' | '+' | '‑' | '_' | '=' | '&' | '@' | '€' | '£')
            )
            && at >= 2
            && self.glued(at - 1);
        let amount = self.glued(at) && matches!(self.mark(at - 1), Some('$' | '#' | '€' | '£'));
        let decimal = |mark: usize| self.glued(mark + 1) && self.digits(mark + 1).is_some();
        let after = match self.glued_mark(end) {
            Some('%' | '°' | '$' | '€' | '_' | '@' | '=') => true,
            Some('/' | '-' | '–') => self.glued(end + 1),
            Some(',') => decimal(end),
            _ => false,
        };
        let fraction = self.glued(at)
            && self.mark(at - 1) == Some(',')
            && at >= 2
            && self.glued(at - 1)
            && self.digits(at - 2).is_some();
        !(before || amount || after || fraction)
    }

    /// Digits with a stroke and no word that leads them: shares, scores, addresses and documents are no dates.
    fn reads_as_date(&self, at: usize, end: usize, digits: Digits) -> bool {
        let barred = self.before(at, Class::NotBefore).is_some();
        match digits {
            Digits::Date(..) => true,
            Digits::Years(..) => {
                let bracketed = self.mark(end) == Some(')');
                self.before(at, Class::Term).is_some()
                    || bracketed
                    || (self.closes(end) && !barred)
                    || (!barred && !self.is(end, Class::YearStop) && self.capital_before(at))
            }
            Digits::MonthYear(..) | Digits::Months(..) => !barred,
            Digits::DayMonth(24, 7) => false,
            Digits::DayMonth(day, month) => {
                if barred || self.is(end, Class::NotAfter) || self.is(end, Class::YearStop) {
                    return false;
                }
                let anchored = self.opens(at) && self.closes(end)
                    || [
                        Class::Since,
                        Class::Until,
                        Class::Lead,
                        Class::Before,
                        Class::After,
                    ]
                    .iter()
                    .any(|class| self.before(at, *class).is_some());
                let share = day < month && month <= 10;
                anchored || !share || self.is(end, Class::EachAfter)
            }
            Digits::Days(..) | Digits::Span(..) => !barred && !self.is(end, Class::NotAfter),
            Digits::Pair(..) => false,
            Digits::Clock => false,
        }
    }

    fn capital_before(&self, at: usize) -> bool {
        at > self.first() && self.token(at - 1).is_some_and(|t| t.is_capital())
    }

    /// `9.1951` and `9-1951` are months where a month stands earlier in the sentence.
    fn month_after_month(&self, at: usize, run: &Run) -> Read {
        let Some(Digits::MonthYear(month, year)) = run.read_as(true) else {
            return Read::Nothing;
        };
        let recent = at.saturating_sub(40).max(self.first());
        if !(recent..at).any(|i| self.is(i, Class::Month)) {
            return Read::Nothing;
        }
        let time = Time::Month(MonthRef::Stated(month), YearRef::Stated(year));
        Read::point(time, "date.month-year", run.end)
    }

    fn lone_number(&self, at: usize, value: u32, digits: usize, end: usize) -> Read {
        if let Some((after, _)) = self.find(end, Class::Month)
            && let read @ (Read::Said(..) | Read::Skip(_)) = self.day_in_words(value, after)
        {
            return read;
        }
        if let Some((after, month)) = self.find(end, Class::EnglishMonth)
            && let Some((year, 4, after)) = self.single(self.past_comma(after))
            && let (Some((day, month)), Some(year)) =
                (day_month(value, month as u32), plausible_year(year))
        {
            let time = Time::Day(day, MonthRef::Stated(month), YearRef::Stated(year));
            return Read::point(time, "date.english", after);
        }
        let bracketed = self.glued(at)
            && self.mark(at.wrapping_sub(1)) == Some('(')
            && self.glued_mark(end) == Some(')');
        if digits == 4
            && (1800..2100).contains(&value)
            && (bracketed || self.years_to(at, value, end))
        {
            return Read::point(Time::Year(YearRef::Stated(value as i16)), "date.year", end);
        }
        self.count(at).or(|| self.bare_first(value, digits, end))
    }

    /// `từ 1850 đến 1958`: the first of two years.
    fn years_to(&self, at: usize, value: u32, end: usize) -> bool {
        let led = self.before(at, Class::Since).is_some() || self.before(at, Class::Term).is_some();
        let next = match self.find(end, Class::Connector) {
            Some((next, _)) => next,
            None if matches!(self.mark(end), Some('-' | '–' | '—')) => end + 1,
            None => return false,
        };
        let next = self.skip(next, Class::Year);
        led && self.single(next).is_some_and(|(to, digits, after)| {
            digits == 4 && to > value && to < 2200 && !self.is(after, Class::YearStop)
        })
    }

    /// `17` of `17 đến 19 tháng 6` and of `28 – 29/5`.
    fn bare_first(&self, day: u32, digits: usize, end: usize) -> Read {
        if digits > 2 || !(1..=31).contains(&day) {
            return Read::Nothing;
        }
        let next = match self.find(end, Class::Connector) {
            Some((next, _)) => next,
            None if matches!(self.mark(end), Some('-' | '–' | '—')) => end + 1,
            None => return Read::Nothing,
        };
        let next = self.skip(next, Class::PartOfDay);
        if self.dated_day(next).is_none() {
            return Read::Nothing;
        }
        let time = Time::Day(day as u8, MonthRef::Missing, YearRef::Missing);
        Read::point(time, super::scan::WEAK, end)
    }

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
                if matches!(point.time, Time::Day(_, MonthRef::Stated(_), _)) =>
            {
                Some((point.time, end))
            }
            _ => None,
        }
    }

    /// A day whose month is told in words behind `tháng`, which ends at `at`.
    fn day_in_words(&self, day: u32, at: usize) -> Read {
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

    /// A month behind a day (`tháng 6`, `tháng trước`, `cùng tháng`), its year, and the end.
    fn month_behind(&self, at: usize) -> Option<(MonthRef, YearRef, usize)> {
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

    /// The year behind a month or day that ends at `at`, and its end; [`YearRef::Missing`] and `at` where none stands.
    pub(super) fn year_after(&self, at: usize) -> (YearRef, usize) {
        let nothing = (YearRef::Missing, at);
        let stroke = matches!(self.mark(at), Some('/' | '-')) && !self.is(at + 1, Class::Year);
        let begin = if stroke { at + 1 } else { self.past_comma(at) };
        let begin = self.skip(begin, Class::Of);
        if let Some((end, _)) = self.find(begin, Class::SameYear) {
            return (YearRef::Narrated(0), end);
        }
        if let Some((end, offset)) = self.find(begin, Class::OtherYear) {
            return (YearRef::Narrated(offset as i16), end);
        }
        if let Some((after, _)) = self.find(begin, Class::Year) {
            if let Some((year, 4, end)) = self.single(after)
                && let Some(year) = plausible_year(year)
            {
                return (YearRef::Stated(year), end);
            }
            if let Some((end, offset)) = self.find(after, Class::Relative)
                && !self.is(end, Class::That)
            {
                return (YearRef::Offset(offset as i16), end);
            }
            return nothing;
        }
        match self.single(begin) {
            Some((year @ 1900..=2100, 4, end))
                if !(self.is(end, Class::YearStop)
                    || self.is(end, Class::Countable)
                    || stroke && !self.glued(begin)) =>
            {
                (YearRef::Stated(year as i16), end)
            }
            _ => nothing,
        }
    }

    /// One past a comma at `at`.
    pub(super) fn past_comma(&self, at: usize) -> usize {
        at + usize::from(self.mark(at) == Some(','))
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
        if self.is(end, Class::Countable) && !self.is(end, Class::Connector) {
            return Read::Nothing;
        }
        let time = Time::Day(value as u8, MonthRef::Missing, YearRef::Missing);
        Read::point(time, "date.bare-day", end)
    }

    fn is_dash(&self, number: usize) -> bool {
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

    /// `năm …` at `at`.
    pub(super) fn year(&self, at: usize) -> Read {
        let Some((after, _)) = self.find(at, Class::Year) else {
            return Read::Nothing;
        };
        if self.token(after).is_some_and(|t| t.shape == Shape::Number) {
            return self.numbered_year(at, after);
        }
        if let Some((end, offset)) = self.find(after, Class::Relative)
            && matches!(offset, -3..=1)
            && !self.is(end, Class::That)
            && !self.reads_on(after)
            && !self.is_plural(at)
        {
            let time = Time::Year(YearRef::Offset(offset as i16));
            return Read::point(time, "date.year-offset", end);
        }
        Read::Nothing
    }

    /// `những năm tới` has no end.
    pub(super) fn is_plural(&self, at: usize) -> bool {
        self.before(at, Class::Both).is_some() || self.before(at, Class::VagueCount).is_some()
    }

    fn numbered_year(&self, at: usize, after: usize) -> Read {
        let Some(run) = Run::read(self, after) else {
            return Read::Nothing;
        };
        let Some((value, digits)) = run.single() else {
            return match run.read_as(false) {
                Some(digits @ Digits::Years(..)) => self.read_digits(digits, run.end),
                _ => Read::Skip(run.end),
            };
        };
        if self.single(after).is_none() {
            return Read::Skip(run.end);
        }
        if let Some((end, _)) = self.find(run.end, Class::Era) {
            return Read::point(Time::Unvalued, "date.era", end);
        }
        let amount = self.is(run.end, Class::YearStop) || self.before(at, Class::Each).is_some();
        match (digits, plausible_year(value)) {
            (4, Some(year)) if !amount => {
                Read::point(Time::Year(YearRef::Stated(year)), "date.year", run.end)
            }
            // Old years of three digits, where nothing is counted behind them.
            (3, _) if !amount && self.old_year_ends(run.end) => Read::point(
                Time::Year(YearRef::Stated(value as i16)),
                "date.year",
                run.end,
            ),
            _ => Read::Nothing,
        }
    }

    fn old_year_ends(&self, end: usize) -> bool {
        self.closes(end) || self.is(end, Class::Lead)
    }

    /// `quý I/2024`, `quý 3 năm 2011`, `quý này`.
    pub(super) fn quarter(&self, at: usize) -> Read {
        let Some((after, _)) = self.find(at, Class::Quarter) else {
            return Read::Nothing;
        };
        if let Some(run) = Run::read(self, after)
            && let Some(Digits::MonthYear(quarter @ 1..=4, year)) = run.read_as(true)
        {
            let time = Time::Quarter(quarter, YearRef::Stated(year));
            return Read::point(time, "date.quarter", run.end);
        }
        if let Some((end, offset)) = self.find(after, Class::Relative)
            && matches!(offset, -1..=1)
        {
            let time = Time::QuarterOffset(offset as i16);
            return Read::point(time, "date.quarter", end);
        }
        let number = self
            .single(after)
            .map(|(value, _, end)| (value, end))
            .or_else(|| {
                self.find(after, Class::Roman)
                    .map(|(end, v)| (v as u32, end))
            })
            .or_else(|| self.numeral(after));
        match number {
            Some((quarter @ 1..=4, end))
                if self.is(end, Class::Year) || !self.is(end, Class::Countable) =>
            {
                let (year, end) = self.year_after(end);
                Read::point(Time::Quarter(quarter as u8, year), "date.quarter", end)
            }
            _ => Read::Nothing,
        }
    }

    /// `thập niên 90 của thế kỷ 20`, `những năm 1990`.
    pub(super) fn decade(&self, at: usize) -> Read {
        let (after, years) = match (self.find(at, Class::Decade), self.find(at, Class::YearsOf)) {
            (Some((after, _)), _) => (after, false),
            (None, Some((after, _))) => (after, true),
            _ => return Read::Nothing,
        };
        if years
            && let Some(run) = Run::read(self, after)
            && let Some(digits @ Digits::Years(..)) = run.read_as(false)
        {
            return self.read_digits(digits, run.end);
        }
        let Some((value, end)) = self.numeral(after) else {
            return Read::Nothing;
        };
        let listed = self.is(end, Class::Listing) || self.mark(end) == Some(',');
        match value {
            1000..=2190
                if years && (value % 10 != 0 || listed && self.single(end + 1).is_some()) =>
            {
                let time = Time::Year(YearRef::Stated(value as i16));
                Read::point(time, "date.year", end)
            }
            1000..=2190 if value % 10 == 0 => {
                Read::point(Time::Decade(value as i16), "date.decade", end)
            }
            0..=90 if value % 10 == 0 => {
                let of = self.skip(end, Class::Of);
                let (century, end) = match self.century(of) {
                    Read::Said(Said::Point(point), after) => match point.time {
                        Time::Century(century) => (i16::from(century) - 1, after),
                        _ => (19, end),
                    },
                    _ if value <= 20 => (20, end),
                    _ => (19, end),
                };
                Read::point(
                    Time::Decade(century * 100 + value as i16),
                    "date.decade",
                    end,
                )
            }
            _ => Read::Nothing,
        }
    }

    /// `thế kỷ XX`, `thế kỷ 19`, `thế kỷ mười bảy`.
    pub(super) fn century(&self, at: usize) -> Read {
        let Some((after, _)) = self.find(at, Class::Century) else {
            return Read::Nothing;
        };
        let roman = self.find(after, Class::Roman);
        let number = roman
            .map(|(end, value)| (value as u32, end))
            .or_else(|| self.single(after).map(|(value, _, end)| (value, end)))
            .or_else(|| self.numeral(after));
        match number {
            Some((century @ 1..=22, end)) => match self.find(end, Class::Era) {
                Some((end, _)) => Read::point(Time::Unvalued, "date.era", end),
                None => Read::point(Time::Century(century as u8), "date.century", end),
            },
            _ => Read::Nothing,
        }
    }

    /// `đầu tháng 5`, `cuối năm ngoái`, `nửa đầu thập niên 1990`.
    pub(super) fn part(&self, at: usize) -> Read {
        let Some((after, value)) = self.find(at, Class::Part) else {
            return Read::Nothing;
        };
        let part = match value {
            1 => Part::Start,
            2 => Part::Mid,
            3 => Part::End,
            4 => Part::FirstHalf,
            _ => Part::LastHalf,
        };
        let unit = self.skip(after, Class::Of);
        let units = [
            Class::Month,
            Class::Year,
            Class::YearsOf,
            Class::Week,
            Class::Quarter,
            Class::Decade,
            Class::Century,
            Class::Season,
        ];
        if !units.iter().any(|class| self.is(unit, *class)) || self.is(unit, Class::NewYear) {
            return Read::Nothing;
        }
        match self.core(unit, true) {
            Read::Said(Said::Point(point), end) => {
                let point = Point {
                    part: Some(part),
                    rule: "date.part",
                    ..point
                };
                Read::Said(Said::Point(point), end)
            }
            Read::Skip(end) => Read::Skip(end),
            _ => self.bare_part(at, unit, part),
        }
    }

    /// `từ đầu năm đến nay`, `vào cuối tuần`: the unit of the publication day, where a word leads it.
    fn bare_part(&self, at: usize, unit: usize, part: Part) -> Read {
        let led = [Class::Since, Class::Lead, Class::Until, Class::Before]
            .iter()
            .any(|class| self.before(at, *class).is_some());
        let units = [
            (Class::Year, Time::Year(YearRef::Offset(0))),
            (
                Class::Month,
                Time::Month(MonthRef::Offset(0), YearRef::Missing),
            ),
            (Class::Week, Time::Week(0)),
        ];
        for (class, time) in units {
            let Some((end, _)) = self.find(unit, class) else {
                continue;
            };
            let to_now = self
                .find(end, Class::Connector)
                .is_some_and(|(now, _)| self.is(now, Class::Now));
            if !(led || to_now) {
                return Read::Nothing;
            }
            let rule = if part == Part::Start {
                SINCE_START
            } else {
                "date.part"
            };
            let point = Point {
                part: Some(part),
                ..Point::new(time, rule)
            };
            return Read::Said(Said::Point(point), end);
        }
        Read::Nothing
    }
}

fn month_rule(year: YearRef) -> &'static str {
    match year {
        YearRef::Missing => "date.month",
        _ => "date.month-year",
    }
}

/// The day exists in the year, where the year is stated.
fn day_exists(day: u8, month: u8, year: YearRef) -> bool {
    match year {
        YearRef::Stated(year) => jiff::civil::Date::new(year, month as i8, day as i8).is_ok(),
        _ => true,
    }
}
