//! Counted units: lengths, spans, distances, the first units of another.

use super::item::is_day;
use super::scan::{Read, Scan};
use super::time::{Said, Time, Unit, YearRef};
use super::words::Class;

impl Scan<'_> {
    /// `cách đây 3 năm`.
    pub(super) fn ago(&self, at: usize) -> Read {
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

    /// `trước đó một ngày`, `sau đó hai tuần`: counted from what was told last.
    pub(super) fn beside_that(&self, at: usize) -> Read {
        let Some((after, side)) = self.find(at, Class::FromThat) else {
            return Read::Nothing;
        };
        let Some((count, unit_at)) = self.numeral(self.skip(after, Class::Roughly)) else {
            return Read::Nothing;
        };
        match self.unit(unit_at) {
            Some((unit, end)) if unit != Unit::Clock && (1..=3000).contains(&count) => {
                let time = Time::Shift(side as i16 * count as i16, unit);
                Read::point(time, "date.shift", end)
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
            // `hai hôm trước`, `mấy hôm nay`; not `vòng 2 hôm nay`
            11 => {
                let digits = at > self.first() && self.digits(at - 1).is_some();
                let counted = [Class::Ago, Class::Later, Class::Hence]
                    .iter()
                    .any(|class| self.is(end, *class));
                let vague = self.before(at, Class::VagueCount).is_some();
                (!digits && (counted || vague)).then_some(Unit::Day)?
            }
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
        // `9 giây 58 năm 2009`, `kế hoạch 5 năm 2021-2025`: a year stands there, no length.
        if unit == Unit::Year && matches!(self.digits(end), Some((1900..=2100, 4))) {
            return Read::Nothing;
        }
        // `cả năm 2016`, `suốt tháng trước`: the unit is read from its own word on.
        if self.is(at, Class::Whole)
            && let Read::Said(Said::Point(_), after) = self.core(unit_at, true)
            && after > end
        {
            return Read::Nothing;
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
