//! Times that lean on another: anaphora, weekdays, weeks, seasons.

use super::scan::{Read, Scan};
use super::time::{MonthRef, Said, Time, Unit, YearRef};
use super::words::Class;

impl Scan<'_> {
    /// `cùng ngày`, `hôm sau`, `năm trước đó`, `cùng kỳ năm ngoái`.
    pub(super) fn anaphor(&self, at: usize) -> Read {
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
    pub(super) fn season(&self, at: usize) -> Read {
        // `hè` alone only where its year is told: `hè năm nay`, not `vỉa hè`.
        let short = self
            .find(at, Class::SeasonShort)
            .filter(|_| self.before(at, Class::SeasonNotAfter).is_none());
        let Some((end, season)) = self.find(at, Class::Season).or(short) else {
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
        let led = led && short.is_none();
        if led || hinted || short.is_none() && self.opens(at) && self.closes(end) {
            return Read::point(Time::Season(season, YearRef::Missing), "date.season", end);
        }
        Read::Nothing
    }

    /// `tuần trước`, `tuần đầu tháng 9`.
    pub(super) fn week(&self, at: usize) -> Read {
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
}
