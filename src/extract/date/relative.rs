//! Times that lean on another: deictic days, weekdays, weeks, counted spans, anaphora, feasts.

use super::digits::{Digits, Run, day_month, plausible_year};
use super::scan::{Read, Scan, WEAK};
use super::time::{Hint, MonthRef, Point, Said, Time, Unit, YearRef};
use super::words::Class;
use crate::extract::token::Shape;

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
        self.anaphor(at)
            .or(|| self.day(at))
            .or(|| self.lunar(at))
            .or(|| self.month(at))
            .or(|| self.year(at))
            .or(|| self.quarter(at))
            .or(|| self.season(at))
            .or(|| self.week(at))
            .or(|| self.decade(at))
            .or(|| self.century(at))
            .or(|| self.part(at))
            .or(|| self.weekday(at, led))
            .or(|| self.named(at))
            .or(|| self.english(at))
            .or(|| self.ago(at))
            .or(|| self.count(at))
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
    fn restated(&self, at: usize) -> Option<(Time, usize)> {
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

    /// `cùng ngày`, `hôm sau`, `năm trước đó`, `cùng kỳ năm ngoái`.
    fn anaphor(&self, at: usize) -> Read {
        if let Some((end, _)) = self.find(at, Class::SameDay) {
            return Read::point(Time::SameDay(0), "date.same-day", end);
        }
        if let Some((end, offset)) = self.find(at, Class::OtherDay) {
            return Read::point(Time::SameDay(offset as i16), "date.same-day", end);
        }
        if let Some((end, _)) = self.find(at, Class::SameMonth) {
            let time = Time::Month(MonthRef::Narrated(0), YearRef::Missing);
            return Read::point(time, "date.anaphora", end);
        }
        if let Some((end, _)) = self.find(at, Class::SameYear) {
            return Read::point(Time::Year(YearRef::Narrated(0)), "date.anaphora", end);
        }
        if let Some((end, offset)) = self.find(at, Class::OtherMonth) {
            let time = Time::Month(MonthRef::Narrated(offset as i16), YearRef::Missing);
            return Read::point(time, "date.anaphora", end);
        }
        if let Some((end, offset)) = self.find(at, Class::OtherYear) {
            let time = Time::Year(YearRef::Narrated(offset as i16));
            return Read::point(time, "date.anaphora", end);
        }
        if let Some((end, _)) = self.find(at, Class::SamePeriod) {
            // `cùng kỳ tháng 3 năm ngoái` is that month; the bare word says nothing of a year.
            if let (year, after) = self.year_after(end)
                && year != YearRef::Missing
            {
                return Read::point(Time::SamePeriod(year), "date.same-period", after);
            }
        }
        Read::Nothing
    }

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

    /// `thứ Tư`, `thứ Sáu tuần trước`, `Chủ nhật`; an ordinal number (`lần thứ tư`) is none.
    pub(super) fn weekday(&self, at: usize, led: bool) -> Read {
        let (end, day, sure) = if let Some((end, day)) = self.find(at, Class::Weekday) {
            (end, day, true)
        } else if let Some((end, day)) = self.find(at, Class::OrdinalWeekday) {
            (end, day, false)
        } else {
            return Read::Nothing;
        };
        let week_at = self.skip(end, Class::Of);
        let week = self
            .find(week_at, Class::Week)
            .and_then(|(unit, _)| self.find(unit, Class::Relative))
            .filter(|(after, offset)| (-2..=1).contains(offset) && !self.is(*after, Class::That));
        if let Some((after, offset)) = week {
            let time = Time::Weekday(day as u8, Some(offset as i16));
            return Read::point(time, "date.weekday", after);
        }
        if !(sure || self.is_weekday(at, end, led)) {
            return Read::Nothing;
        }
        Read::point(Time::Weekday(day as u8, None), "date.weekday", end)
    }

    fn is_weekday(&self, at: usize, end: usize, led: bool) -> bool {
        let restated = self.restated(end).is_some();
        // `thứ bảy ngày 11/5` is sure whatever stands before.
        if self.is(end, Class::Day) && restated || self.is(end, Class::EachAfter) {
            return true;
        }
        if self.before(at, Class::OrdinalAfter).is_some() {
            return false;
        }
        let dated = self.is(end, Class::JustPast)
            || self
                .find(end, Class::Coming)
                .is_some_and(|(after, _)| self.coming_stands(end, after));
        if restated || dated {
            return true;
        }
        let capital = self.token(end - 1).is_some_and(|t| t.is_capital())
            || self
                .text_of(end - 1)
                .is_some_and(|t| t.bytes().all(|b| b.is_ascii_digit()));
        let day = self.before(at, Class::Day).is_some();
        let ordinal = self.is(end, Class::OrdinalBefore);
        if day && (ordinal || !capital && !self.closes(end)) {
            return false;
        }
        let lead = led
            || self.before(at, Class::WeekdayAfter).is_some()
            || self.before(at, Class::PartOfDay).is_some();
        if lead {
            return capital || !ordinal;
        }
        // `Thứ hai, …` at the head of a sentence counts reasons.
        let letters = self.token(end - 1).is_some_and(|t| t.is_capital());
        self.opens(at) && letters || at == self.first() && self.token(end).is_none()
    }

    /// `mùa hè năm nay`; the bare season only where a word leads it or another season follows.
    fn season(&self, at: usize) -> Read {
        let Some((end, season)) = self.find(at, Class::Season) else {
            return Read::Nothing;
        };
        let season = season as u8;
        let (year, after) = self.year_after(end);
        if year != YearRef::Missing {
            return Read::point(Time::Season(season, year), "date.season", after);
        }
        if let Some((after, _)) = self.find(end, Class::This) {
            let time = Time::Season(season, YearRef::Missing);
            return Read::point(time, "date.season", after);
        }
        let led = [Class::Lead, Class::Since, Class::Until, Class::Part]
            .iter()
            .any(|class| self.before(at, *class).is_some());
        let hinted = self.is(end, Class::JustPast)
            || self.is(end, Class::Coming) && !self.is(end, Class::Connector);
        if led || hinted || self.opens(at) && self.closes(end) {
            return Read::point(Time::Season(season, YearRef::Missing), "date.season", end);
        }
        Read::Nothing
    }

    /// `tuần trước`, `tuần đầu tháng 9`.
    fn week(&self, at: usize) -> Read {
        let Some((after, _)) = self.find(at, Class::Week) else {
            return Read::Nothing;
        };
        if let Some((end, offset)) = self.find(after, Class::Relative)
            && !self.reads_on(after)
            && !self.is_plural(at)
        {
            if let Some((that, _)) = self.find(end, Class::That) {
                return Read::point(Time::Shift(offset as i16, Unit::Week), "date.shift", that);
            }
            if (-1..=1).contains(&offset) {
                return Read::point(Time::Week(offset as i16), "date.week", end);
            }
        }
        let edge = self
            .find(after, Class::First)
            .map(|(end, _)| (end, 1))
            .or_else(|| self.find(after, Class::Last).map(|(end, _)| (end, -1)))
            .or_else(|| match self.find(after, Class::Part) {
                Some((end, 1)) => Some((end, 1)),
                Some((end, 3)) => Some((end, -1)),
                _ => None,
            });
        let Some((end, edge)) = edge else {
            return Read::Nothing;
        };
        match self.month(self.skip(end, Class::Of)) {
            Read::Said(Said::Point(point), end) => match point.time {
                Time::Month(month, year) => {
                    Read::point(Time::WeekOf(edge, month, year), "date.week-of", end)
                }
                _ => Read::Nothing,
            },
            _ => Read::Nothing,
        }
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

    /// `cách đây 3 năm`.
    fn ago(&self, at: usize) -> Read {
        let Some((after, _)) = self.find(at, Class::AgoPrefix) else {
            return Read::Nothing;
        };
        let number = self.skip(after, Class::Roughly);
        let Some((count, unit_at)) = self.numeral(number) else {
            return Read::Nothing;
        };
        match self.unit(unit_at) {
            Some((unit, end)) if unit != Unit::Clock && count <= 3000 => {
                Read::point(Time::Ago(-(count as i16), unit), "date.ago", end)
            }
            _ => Read::Nothing,
        }
    }

    fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        let (end, value) = self.find(at, Class::Length)?;
        let unit = match value {
            4 => Unit::Day,
            5 => Unit::Week,
            6 => Unit::Month,
            7 => Unit::Quarter,
            8 => Unit::Year,
            9 => Unit::Decade,
            10 => Unit::Century,
            _ => Unit::Clock,
        };
        Some((unit, end))
    }

    /// A number and a unit: a length, or with the words behind it a span, a distance, the first units of another.
    pub(super) fn count(&self, at: usize) -> Read {
        let Some((count, unit_at)) = self.amount(at) else {
            return Read::Nothing;
        };
        let Some((unit, end)) = self.unit(unit_at) else {
            return Read::Nothing;
        };
        if unit == Unit::Day && self.is(at, Class::Both) && self.is(unit_at, Class::Day) {
            // `hai ngày 27-28/2`: the days are read from `ngày` on.
            match self.day(unit_at) {
                Read::Said(Said::Point(point), _) if is_day(point.time) => return Read::Nothing,
                Read::Said(Said::Range(..), _) => return Read::Nothing,
                _ => {}
            }
        }
        let length = Read::Said(Said::Duration(count, unit), end);
        let Some(count) = count.filter(|c| *c > 0) else {
            return length;
        };
        if unit == Unit::Clock {
            return if self.clock(at).is_some()
                && (self.is(end, Class::PartOfDay) || self.is(end, Class::Day))
            {
                Read::Nothing
            } else {
                length
            };
        }
        if let read @ Read::Said(..) = self.edge_units(count, unit, end) {
            return read;
        }
        if let Some((after, _)) = self.find(end, Class::Hence) {
            return Read::point(Time::Ago(count, unit), "date.ago", after);
        }
        if let Some((after, _)) = self.find(end, Class::Ago) {
            return if self.is(after, Class::That) {
                let end = self.skip(after, Class::That);
                Read::point(Time::Shift(-count, unit), "date.shift", end)
            } else if self.is(after, Class::Here) {
                let end = self.skip(after, Class::Here);
                Read::point(Time::Ago(-count, unit), "date.ago", end)
            } else if self.closes(after) || self.is(after, Class::Tense) {
                Read::point(Time::Ago(-count, unit), "date.ago", after)
            } else {
                length
            };
        }
        if let Some((after, _)) = self.find(end, Class::Later) {
            return if self.is(after, Class::That) {
                let end = self.skip(after, Class::That);
                Read::point(Time::Shift(count, unit), "date.shift", end)
            } else if self.closes(after) || self.is(after, Class::Tense) {
                Read::point(Time::Shift(count, unit), "date.shift", after)
            } else {
                length
            };
        }
        if let Some((after, _)) = self.find(end, Class::SpanPast) {
            return Read::point(Time::Span(count, unit, true), "date.span", after);
        }
        if let Some((after, _)) = self.find(end, Class::SpanFuture)
            && (after > end + 1 || self.coming_stands(end, after))
        {
            return Read::point(Time::Span(count, unit, false), "date.span", after);
        }
        length
    }

    /// A count in digits, words or vague words (`None`), and where its unit must stand.
    fn amount(&self, at: usize) -> Option<(Option<i16>, usize)> {
        if let Some((end, _)) = self.find(at, Class::VagueCount) {
            return Some((None, end));
        }
        let (count, end) = self.numeral(at)?;
        Some((i16::try_from(count).ok().filter(|c| *c <= 3000), end))
    }

    /// `6 tháng đầu năm 2024`, `hai tuần đầu tháng 5`, `10 ngày cuối tháng`.
    fn edge_units(&self, count: i16, unit: Unit, at: usize) -> Read {
        let (after, first) = match (self.find(at, Class::Part), self.find(at, Class::First)) {
            (_, Some((after, _))) => (after, true),
            // `một ngày cuối tháng 7` is any of them.
            (Some(_), _) if count == 1 && unit == Unit::Day => return Read::Nothing,
            (Some((after, 1)), _) => (after, true),
            (Some((after, 3)), _) => (after, false),
            _ => return Read::Nothing,
        };
        let whole = self.skip(after, Class::Of);
        let bare_year = self.find(whole, Class::Year).map(|(end, _)| end);
        let (time, end) = match self.month(whole).or(|| self.year(whole)) {
            Read::Said(Said::Point(point), end) => (point.time, end),
            _ => match bare_year {
                Some(end) => (Time::Year(YearRef::Offset(0)), end),
                None => return Read::Nothing,
            },
        };
        let time = match (unit, time) {
            (Unit::Month, Time::Year(year)) if count < 12 => {
                let count = count as u8;
                if first {
                    Time::Months(1, count, year)
                } else {
                    Time::Months(13 - count, 12, year)
                }
            }
            (Unit::Quarter, Time::Year(year)) if count < 4 => {
                let count = count as u8 * 3;
                if first {
                    Time::Months(1, count, year)
                } else {
                    Time::Months(13 - count, 12, year)
                }
            }
            (Unit::Day | Unit::Week, Time::Month(month, year)) => {
                let days = if unit == Unit::Week { count * 7 } else { count };
                if !(1..=28).contains(&days) {
                    return Read::Nothing;
                }
                let days = days as u8;
                if first {
                    Time::Days(1, days, month, year)
                } else {
                    // Counted back from the month's last day when the month is known.
                    Time::Days(100 + days, 31, month, year)
                }
            }
            _ => return Read::Nothing,
        };
        Read::point(time, "date.edge-units", end)
    }

    /// `trước` or `sau` at `at` leads on to an event (`tháng sau khi …`).
    pub(super) fn reads_on(&self, at: usize) -> bool {
        (self.is(at, Class::Ago) || self.is(at, Class::Later)) && self.is(at + 1, Class::ReadsOn)
    }
}

fn is_day(time: Time) -> bool {
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
