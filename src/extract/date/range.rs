//! Two ends put together: `từ ngày 3 đến 5/6`, `tháng 11/2023 đến tháng 2/2024`.

use super::digits::{Digits, Run};
use super::scan::{Read, SINCE_START, Scan, WEAK};
use super::time::{Expression, Hint, MonthRef, Point, Said, Time, YearRef};
use super::words::Class;

impl Scan<'_> {
    /// Puts ranges and enumerations together, and appends what results.
    pub(super) fn combine(
        &self,
        at: usize,
        said: Said,
        end: usize,
        out: &mut Vec<Expression>,
    ) -> usize {
        let Said::Point(first) = said else {
            let (said, end) = self.hinted_range(said, end);
            if let (Said::Range(..), Some((set, _))) = (said, self.find(end, Class::EachAfter)) {
                out.push(self.expression(at, Said::Set, set));
                return set;
            }
            out.push(self.expression(at, said, end));
            return end;
        };
        if let Some((last, range_end)) = self.range(first, end) {
            let (first, last) = share(first, last);
            out.push(self.expression(at, Said::Range(first, last), range_end));
            return range_end;
        }
        if first.rule == WEAK {
            // `các tối 19, 20 và 21/3`
            let list = match first.time {
                Time::Day(..) => self.list(at, first, end),
                _ => Vec::new(),
            };
            let dated = |(point, _): &(Point, _)| {
                matches!(point.time, Time::Day(_, MonthRef::Stated(_), _))
            };
            return match list.last() {
                Some((_, last)) if list.iter().all(dated) => {
                    for (point, span) in &list {
                        let point = Point {
                            rule: "date.list",
                            ..*point
                        };
                        out.push(self.expression(span.start, Said::Point(point), span.end));
                    }
                    last.end
                }
                _ => at + 1,
            };
        }
        // `từ đầu năm` without an end lasts until now.
        if first.rule == SINCE_START && self.before(at, Class::Since).is_some() {
            let now = Point::new(Time::Now, "date.range");
            out.push(self.expression(at, Said::Range(first, now), end));
            return end;
        }
        if let Some((set, _)) = self.find(end, Class::EachAfter) {
            out.push(self.expression(at, Said::Set, set));
            return set;
        }
        let list = self.list(at, first, end);
        match list.as_slice() {
            [(a, _), (b, span)] if follow(a, b) => {
                out.push(self.expression(at, Said::Range(*a, *b), span.end));
                span.end
            }
            [.., (_, last)] => {
                let end = last.end;
                for (point, span) in &list {
                    out.push(self.expression(span.start, Said::Point(*point), span.end));
                }
                end
            }
            [] => {
                out.push(self.expression(at, said, end));
                end
            }
        }
    }

    /// `5-6/10 vừa qua`, `22-25/2 tới`
    fn hinted_range(&self, said: Said, end: usize) -> (Said, usize) {
        let Said::Range(first, last) = said else {
            return (said, end);
        };
        let (hint, after) = match (
            self.find(end, Class::JustPast),
            self.find(end, Class::Coming),
        ) {
            (Some((after, _)), _) => (Hint::Past, after),
            (None, Some((after, _))) if self.coming_stands(end, after) => (Hint::Future, after),
            _ => return (said, end),
        };
        (
            Said::Range(Point { hint, ..first }, Point { hint, ..last }),
            after,
        )
    }

    /// The other end of a range whose first end stops at `end`.
    fn range(&self, first: Point, end: usize) -> Option<(Point, usize)> {
        let (at, worded) = match self.find(end, Class::Connector) {
            Some((at, _)) => (at, true),
            None => match self.mark(end) {
                Some('-' | '–' | '—') => (end + 1, false),
                Some(',') if first.rule == WEAK => (end + 1, false),
                // `đêm 12 rạng sáng 13/10`, `tối 3 và sáng 4/5`
                _ if first.rule == WEAK => {
                    let next = self.skip(end, Class::Listing);
                    if next == end || !self.next_day(first, next) {
                        self.find(next, Class::PartOfDay)?;
                    }
                    (next, false)
                }
                _ => return None,
            },
        };
        if worded && self.is(at, Class::Now) {
            let (after, _) = self.find(at, Class::Now)?;
            return Some((Point::new(Time::Now, "date.range"), after));
        }
        let at = self.clock(at).unwrap_or(at);
        let (last, after) = self.far_end(first, at, worded)?;
        let fits = match (first.time, last.time) {
            (Time::Day(_, MonthRef::Missing, _), Time::Day(..)) => true,
            (Time::Day(..), Time::Day(_, month, _)) => worded || month != MonthRef::Missing,
            // `đêm 14 rạng sáng 15 tháng Giêng`
            (Time::Day(_, MonthRef::Missing, _), Time::Lunar(1.., ..)) => true,
            // `từ nay đến 30/6`
            (Time::Now, Time::Day(..) | Time::Month(..) | Time::Year(_) | Time::Lunar(..)) => {
                worded
            }
            (Time::Month(..), Time::Month(..))
            | (Time::Year(_), Time::Year(_))
            | (Time::Quarter(..), Time::Quarter(..))
            | (Time::Lunar(..), Time::Lunar(..)) => true,
            (Time::Weekday(..), Time::Weekday(..)) => worded,
            _ => worded && first.rule != WEAK,
        };
        fits.then_some((last, after))
    }

    fn far_end(&self, first: Point, at: usize, worded: bool) -> Option<(Point, usize)> {
        match (first.time, self.single(at)) {
            (Time::Year(YearRef::Stated(from)), Some((to, 4, end)))
                if (from as u32) < to && to < 2200 && !self.is(end, Class::YearStop) =>
            {
                return Some((
                    Point::new(Time::Year(YearRef::Stated(to as i16)), first.rule),
                    end,
                ));
            }
            (Time::Month(MonthRef::Stated(from), YearRef::Missing), Some((to, _, end)))
                if worded && u32::from(from) < to && to <= 12 && self.month_may_end(end) =>
            {
                let (year, end) = self.year_after(end);
                let time = Time::Month(MonthRef::Stated(to as u8), year);
                return Some((Point::new(time, first.rule), end));
            }
            (Time::Day(..), Some((day @ 1..=31, 1..=2, end)))
                if worded && self.closes(end) && self.mark(end) != Some('%') =>
            {
                let time = Time::Day(day as u8, MonthRef::Missing, YearRef::Missing);
                return Some((Point::new(time, "date.bare-day"), end));
            }
            _ => {}
        }
        if let (Time::Month(..), Some(run)) = (first.time, Run::read(self, at))
            && let Some(Digits::MonthYear(month, year)) = run.read_as(true)
        {
            let time = Time::Month(MonthRef::Stated(month), YearRef::Stated(year));
            return Some((Point::new(time, first.rule), run.end));
        }
        match self.item(at, true) {
            Read::Said(Said::Point(last), end) if last.rule != WEAK || worded => Some((last, end)),
            _ => None,
        }
    }

    /// `14/3` of `13 và 14/3`: the day after the first.
    pub(super) fn next_day(&self, first: Point, at: usize) -> bool {
        match (first.time, self.dated_day(at)) {
            (Time::Day(day, ..), Some((Time::Day(next, ..), _))) => next == day + 1,
            _ => false,
        }
    }

    fn month_may_end(&self, at: usize) -> bool {
        self.closes(at) || self.is(at, Class::Year) || !self.is(at, Class::Countable)
    }
}

/// The first end takes what it lacks from the last, and the last from the first.
fn share(mut first: Point, mut last: Point) -> (Point, Point) {
    if let (Time::Day(day, MonthRef::Missing, _), Time::Lunar(_, month, year)) =
        (first.time, last.time)
    {
        first.time = Time::Lunar(day, month, year);
    }
    match (&mut first.time, &mut last.time) {
        (Time::Day(_, m1, y1), Time::Day(_, m2, y2)) => {
            if *m1 == MonthRef::Missing {
                *m1 = *m2;
                *y1 = *y2;
            } else if *m2 == MonthRef::Missing {
                *m2 = *m1;
            }
            share_years(m1, y1, m2, y2);
        }
        (Time::Month(m1, y1), Time::Month(m2, y2)) => share_years(m1, y1, m2, y2),
        (Time::Quarter(q1, y1), Time::Quarter(q2, y2)) => {
            let (m1, m2) = (MonthRef::Stated(*q1), MonthRef::Stated(*q2));
            share_years(&m1, y1, &m2, y2);
        }
        _ => {}
    }
    (first, last)
}

/// A stated year holds for the other end too, but the year turns between December and January.
fn share_years(m1: &MonthRef, y1: &mut YearRef, m2: &MonthRef, y2: &mut YearRef) {
    let turns = matches!((m1, m2), (MonthRef::Stated(a), MonthRef::Stated(b)) if a > b);
    match (*y1, *y2) {
        (YearRef::Missing, YearRef::Stated(year)) => {
            *y1 = YearRef::Stated(year - i16::from(turns));
        }
        (YearRef::Missing, YearRef::Offset(year)) => {
            *y1 = YearRef::Offset(year - i16::from(turns));
        }
        (YearRef::Missing, other) => *y1 = other,
        (YearRef::Stated(year), YearRef::Missing) => {
            *y2 = YearRef::Stated(year + i16::from(turns));
        }
        (YearRef::Offset(year), YearRef::Missing) => {
            *y2 = YearRef::Offset(year + i16::from(turns));
        }
        _ => {}
    }
}

/// `ngày 18 và 19/6`: two days in a row are one stretch.
fn follow(first: &Point, last: &Point) -> bool {
    match (first.time, last.time) {
        (Time::Day(a, m1, y1), Time::Day(b, m2, y2)) => m1 == m2 && y1 == y2 && b == a + 1,
        _ => false,
    }
}
