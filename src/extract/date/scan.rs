//! Finds the expressions of a sentence: at each word that may open one, the longest that the
//! grammar reads; then ranges and enumerations of what was read.

use std::ops::Range;

use super::DateDirection;
use super::digits::{Digits, Run};
use super::time::{Expression, Hint, MonthRef, Point, Said, Time, YearRef};
use super::words::{Class, TimeWords};
use crate::extract::token::{Shape, Token, Tokens};

/// One sentence under the grammar. Nothing is read across its bounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan<'t> {
    words: &'t TimeWords,
    text: &'t str,
    /// Tokens of the text up to the sentence's end.
    tokens: &'t [Token],
    begin: usize,
}

/// What a rule says of a token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Read {
    /// An expression, and one past its last token.
    Said(Said, usize),
    /// Numbers that look like a date and are none: nothing in them is read again.
    Skip(usize),
    /// Nothing begins here.
    Nothing,
}

impl Read {
    /// A point of time.
    pub(super) fn point(time: Time, rule: &'static str, end: usize) -> Self {
        Read::Said(Said::Point(Point::new(time, rule)), end)
    }

    /// `other` where nothing was read.
    pub(super) fn or(self, other: impl FnOnce() -> Read) -> Self {
        if self == Read::Nothing { other() } else { self }
    }
}

/// Slug of a day that stands without its month (`đêm 12`) and is a date only as one end of a range.
pub(super) const WEAK: &str = "date.weak-day";

/// Slug of the start of the publication day's own unit, told without naming it (`đầu năm`).
pub(super) const SINCE_START: &str = "date.start-of-unit";

impl<'t> Scan<'t> {
    /// A sentence of `tokens`.
    pub(super) fn new(words: &'t TimeWords, tokens: &'t Tokens, sentence: Range<usize>) -> Self {
        Self {
            words,
            text: tokens.text,
            tokens: tokens.tokens.get(..sentence.end).unwrap_or(&[]),
            begin: sentence.start,
        }
    }

    /// First token of the sentence.
    pub(super) fn first(&self) -> usize {
        self.begin
    }

    /// Token `at`, inside the sentence.
    pub(super) fn token(&self, at: usize) -> Option<&'t Token> {
        (at >= self.begin).then(|| self.tokens.get(at)).flatten()
    }

    /// The text of token `at`.
    pub(super) fn text_of(&self, at: usize) -> Option<&'t str> {
        self.token(at).and_then(|t| self.text.get(t.bytes()))
    }

    /// One past the end of the form of `class` at `at`, and its value.
    pub(super) fn find(&self, at: usize, class: Class) -> Option<(usize, i32)> {
        self.words.find(self.tokens, at, class)
    }

    /// A form of `class` begins at `at`.
    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.find(at, class).is_some()
    }

    /// One past the form of `class` at `at`, or `at`.
    pub(super) fn skip(&self, at: usize, class: Class) -> usize {
        self.find(at, class).map_or(at, |(end, _)| end)
    }

    /// First token of the form of `class` that ends just before `at`.
    pub(super) fn before(&self, at: usize, class: Class) -> Option<usize> {
        (1..=3)
            .filter_map(|back| at.checked_sub(back).filter(|start| *start >= self.begin))
            .find(|&start| self.find(start, class).is_some_and(|(end, _)| end == at))
    }

    /// The mark at `at`.
    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.token(at)?.shape {
            Shape::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// Token `at` follows the one before without a space.
    pub(super) fn glued(&self, at: usize) -> bool {
        at > self.begin && self.token(at).is_some_and(|t| !t.spaced)
    }

    /// The mark at `at`, where no space stands before it.
    pub(super) fn glued_mark(&self, at: usize) -> Option<char> {
        self.glued(at).then(|| self.mark(at)).flatten()
    }

    /// Value and number of digits of the number at `at`; longer numbers than eight digits are none.
    pub(super) fn digits(&self, at: usize) -> Option<(u32, usize)> {
        let token = self.token(at)?;
        if token.shape != Shape::Number {
            return None;
        }
        let text = self.text.get(token.bytes())?;
        if text.len() > 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Some((u32::MAX, text.len().max(9)));
        }
        Some((text.parse().ok()?, text.len()))
    }

    /// A number alone, not part of a run: value, number of digits, end.
    pub(super) fn single(&self, at: usize) -> Option<(u32, usize, usize)> {
        let run = Run::read(self, at)?;
        let (value, digits) = run.single()?;
        // `7,6` and `12%` are amounts.
        let next = self.glued_mark(run.end);
        let decimal =
            next == Some(',') && self.glued(run.end + 1) && self.digits(run.end + 1).is_some();
        (!decimal && !matches!(next, Some('%' | '°'))).then_some((value, digits, run.end))
    }

    /// Nothing follows, or a mark does.
    pub(super) fn closes(&self, at: usize) -> bool {
        self.token(at).is_none_or(|t| !t.is_word())
    }

    /// Nothing stands before, or a mark does.
    pub(super) fn opens(&self, at: usize) -> bool {
        at <= self.begin || self.mark(at - 1).is_some()
    }

    /// A whole number in digits or in words up to 99.
    pub(super) fn numeral(&self, at: usize) -> Option<(u32, usize)> {
        if let Some((value, _, end)) = self.single(at) {
            return Some((value, end));
        }
        let (mut end, first) = self.find(at, Class::Numeral)?;
        let mut value = first as u32;
        if let Some((after, _)) = self.find(end, Class::Tens) {
            value *= 10;
            end = after;
        } else if value != 10 {
            return Some((value, end));
        }
        // `năm` after a ten is the unit of time: fifteen is `mười lăm`.
        let unit = self.find(end, Class::UnitDigit).or_else(|| {
            self.find(end, Class::Numeral)
                .filter(|(_, v)| *v < 10 && *v != 5)
        });
        if let Some((after, digit)) = unit {
            value += digit as u32;
            end = after;
        }
        Some((value, end))
    }

    /// Appends the expressions of the sentence, in reading order.
    pub(super) fn expressions(&self, out: &mut Vec<Expression>) {
        let mut at = self.begin;
        while let Some(token) = self.tokens.get(at) {
            let may_open = token.shape == Shape::Number || self.words.opens(token);
            at = if may_open { self.step(at, out) } else { at + 1 };
        }
    }

    fn step(&self, at: usize, out: &mut Vec<Expression>) -> usize {
        match self.item(at, self.led(at)) {
            Read::Skip(end) => end.max(at + 1),
            Read::Nothing => at + 1,
            Read::Said(said, end) => self.combine(at, said, end, out),
        }
    }

    /// A word before `at` says that a day follows.
    fn led(&self, at: usize) -> bool {
        self.before(at, Class::PastLead).is_some()
    }

    /// Puts ranges and enumerations together, and appends what results.
    fn combine(&self, at: usize, said: Said, end: usize, out: &mut Vec<Expression>) -> usize {
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
            return at + 1;
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
            None => match self.mark(end)? {
                '-' | '–' | '—' => (end + 1, false),
                ',' if first.rule == WEAK => (end + 1, false),
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

    fn month_may_end(&self, at: usize) -> bool {
        self.closes(at) || self.is(at, Class::Year) || !self.is(at, Class::Countable)
    }

    /// One past a time of day (`6h`, `6 giờ 30`, `14:05`) at `at`, with the part of day behind it.
    pub(super) fn clock(&self, at: usize) -> Option<usize> {
        let mut end = match self.token(at)?.shape {
            Shape::Mixed => {
                let (hours, rest) = self.text_of(at)?.split_once(['h', 'g', 'H'])?;
                let digits = |s: &str| s.len() <= 2 && s.bytes().all(|b| b.is_ascii_digit());
                (!hours.is_empty() && digits(hours) && digits(rest)).then_some(at + 1)?
            }
            Shape::Number => {
                let run = Run::read(self, at)?;
                match run.read_as(false) {
                    Some(Digits::Clock) => run.end,
                    _ => {
                        run.single().filter(|(hour, _)| *hour <= 24)?;
                        let (mut end, _) = self.find(run.end, Class::Hour)?;
                        if let Some((0..=59, _, after)) = self.single(end) {
                            end = self.skip(after, Class::Minute);
                        }
                        end
                    }
                }
            }
            _ => return None,
        };
        end = self.skip(end, Class::PartOfDay);
        Some(end)
    }

    /// The expression that began at `at`, with `hôm` or `hồi` before it, its direction and place.
    fn expression(&self, at: usize, mut said: Said, end: usize) -> Expression {
        let mut start = at;
        if let Some(lead) = self.before(at, Class::PastLead) {
            start = lead;
            if let Said::Point(point) | Said::Range(point, _) = &mut said
                && point.hint == Hint::None
            {
                point.hint = Hint::Past;
            }
        }
        // The hour before a part of day belongs to the clock, and the part of day with it.
        if self.find(at, Class::PartOfDay).is_some() && self.after_clock(at) {
            let after = self.skip(at, Class::PartOfDay);
            if after < end && !self.is(after, Class::DayTail) {
                start = after;
            }
        }
        let framed = start <= self.begin + 2
            && (self.begin..start).all(|i| self.is(i, Class::Lead) || self.is(i, Class::Since));
        Expression {
            tokens: start..end,
            said,
            direction: self.direction(start, said),
            frames: framed,
            alone: start == self.begin
                && (end..self.tokens.len())
                    .all(|i| self.tokens.get(i).is_none_or(|t| !t.is_word())),
            sentence: self.begin..self.tokens.len(),
        }
    }

    fn after_clock(&self, at: usize) -> bool {
        (1..=4).any(|back| {
            at.checked_sub(back)
                .filter(|start| *start >= self.begin)
                .and_then(|start| self.clock(start))
                .is_some_and(|end| end > at)
        })
    }

    fn direction(&self, start: usize, said: Said) -> Option<DateDirection> {
        if matches!(said, Said::Range(..) | Said::Duration(..) | Said::Set) {
            return None;
        }
        let of = |class| self.before(start, class).is_some();
        if of(Class::Until) {
            Some(DateDirection::Until)
        } else if of(Class::Since) {
            Some(DateDirection::Since)
        } else if of(Class::Before) {
            Some(DateDirection::Before)
        } else if of(Class::After) {
            Some(DateDirection::After)
        } else {
            None
        }
    }
}

/// The first end takes what it lacks from the last, and the last from the first.
fn share(mut first: Point, mut last: Point) -> (Point, Point) {
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
