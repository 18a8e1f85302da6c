//! Dates that begin with a number: what digits and strokes are, and what they are not.

use super::day::day_exists;
use super::digits::{Digits, Run, day_month, plausible_year};
use super::scan::{Read, Scan};
use super::time::{MonthRef, Point, Said, Time, YearRef};
use super::words::Class;

/// Longest period of years that is told as such without a word before it; further apart, the two are amounts.
const PERIOD: i16 = 10;
/// How many words before a fraction can say what it is a fraction of.
const RATIO_WINDOW: usize = 10;

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
        // `đã thử 23-6 (giờ Hà Nội)`
        let led = led || self.local(run.end);
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
                if let Some((end, _)) = self.find(end, Class::Lunar) {
                    return Read::point(Time::Lunar(d, m, year), "date.lunar", end);
                }
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
    pub(super) fn run_stands_free(&self, at: usize, end: usize) -> bool {
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
            Digits::Years(from, to) => {
                let bracketed = self.mark(end) == Some(')');
                self.before(at, Class::Term).is_some()
                    || bracketed
                    || (self.closes(end) && !barred)
                    || !(barred || self.is(end, Class::YearStop) || self.is(end, Class::Countable))
                        && (self.capital_before(at) || (to - from <= PERIOD && from >= 1900))
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
                        Class::Before,
                        Class::After,
                        Class::DayNoun,
                    ]
                    .iter()
                    .any(|class| self.before(at, *class).is_some());
                let share = day < month && month <= 10;
                // `tỷ lệ ủng hộ là 2/3`
                let lead = || {
                    let recent = at.saturating_sub(RATIO_WINDOW).max(self.first());
                    self.before(at, Class::Lead).is_some()
                        && !(recent..at).any(|i| self.is(i, Class::Ratio))
                };
                anchored || !share || lead() || self.is(end, Class::EachAfter)
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
            && (bracketed || self.years_to(at, value, end) || self.bare_year(at, value, end))
        {
            return Read::point(Time::Year(YearRef::Stated(value as i16)), "date.year", end);
        }
        self.day_before_new_year(value, end)
            .or(|| self.count(at))
            .or(|| self.bare_first(at, value, digits, end))
    }

    /// `tầm nhìn 2045`, and `đến 2030.` at the end of a clause, where nothing is counted.
    fn bare_year(&self, at: usize, value: u32, end: usize) -> bool {
        let led = || self.before(at, Class::YearLead).is_some();
        let bound = || {
            (1950..=2060).contains(&value)
                && (self.closes(end) || self.is(end, Class::Listing))
                && !matches!(self.mark(end), Some('%' | '-' | '–' | '/'))
                && [Class::Until, Class::Since]
                    .iter()
                    .filter_map(|class| self.before(at, *class))
                    .any(|word| self.before(word, Class::Rises).is_none())
        };
        led() || bound()
    }

    /// `từ 1850 đến 1958`: the first of two years.
    fn years_to(&self, at: usize, value: u32, end: usize) -> bool {
        let led = self.before(at, Class::Since).is_some() || self.before(at, Class::Term).is_some();
        let dash = !self.is(end, Class::Connector);
        let next = match self.find(end, Class::Connector) {
            Some((next, _)) => next,
            None if matches!(self.mark(end), Some('-' | '–' | '—')) => end + 1,
            None => return false,
        };
        let next = self.skip(next, Class::Year);
        // `khủng hoảng 1997 - 1998`
        let period = |to: u32| dash && value >= 1900 && to - value <= PERIOD as u32;
        self.single(next).is_some_and(|(to, digits, after)| {
            let years = digits == 4 && to > value && to < 2200;
            years && (led || period(to)) && !self.is(after, Class::YearStop)
        })
    }

    /// `17` of `17 đến 19 tháng 6` and of `28 – 29/5`.
    fn bare_first(&self, at: usize, day: u32, digits: usize, end: usize) -> Read {
        if digits > 2 || !(1..=31).contains(&day) {
            return Read::Nothing;
        }
        let time = Time::Day(day as u8, MonthRef::Missing, YearRef::Missing);
        let next = match self.find(end, Class::Connector) {
            Some((next, _)) => next,
            None if matches!(self.mark(end), Some('-' | '–' | '—')) => end + 1,
            None => {
                // `hai ngày cuối tuần 13 và 14/3`, not `lớp 8 và 9/1`
                let next = self.skip(end, Class::Listing);
                let first = Point::new(time, super::scan::WEAK);
                if next == end || !self.next_day(first, next) {
                    return Read::Nothing;
                }
                if self.before(at, Class::NotBefore).is_some() {
                    let after = self.dated_day(next).map_or(end, |(_, after)| after);
                    return Read::Skip(after);
                }
                next
            }
        };
        let next = self.skip(next, Class::PartOfDay);
        if self.dated_day(next).is_none() {
            return Read::Nothing;
        }
        Read::point(time, super::scan::WEAK, end)
    }
}
