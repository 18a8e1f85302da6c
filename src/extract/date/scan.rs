//! Finds the expressions of a sentence: at each word that may open one, the longest that the
//! grammar reads; then ranges and enumerations of what was read.

use std::ops::Range;

use super::DateDirection;
use super::digits::Run;
use super::time::{Expression, Hint, Point, Said, Time};
use super::words::{Class, TimeWords, bits};
use crate::extract::token::{Shape, Token, Tokens, begins};

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

    /// Tokens of the sentence.
    pub(super) fn sentence(&self) -> Range<usize> {
        self.begin..self.tokens.len()
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
    #[inline]
    pub(super) fn find(&self, at: usize, class: Class) -> Option<(usize, i32)> {
        self.words.find(self.tokens, at, class)
    }

    /// The rules to try at `at`.
    pub(super) fn rules(&self, at: usize) -> u32 {
        self.token(at).map_or(0, |token| self.words.rules(token))
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
        // Most words begin none.
        let next = |at: usize| {
            let ahead = self.tokens.get(at..)?;
            ahead.iter().position(|token| token.begins(begins::TIME))
        };
        while let Some(ahead) = next(at) {
            at += ahead;
            let token = &self.tokens[at];
            at = match token.shape {
                Shape::Number => self.step(at, u128::MAX, out),
                // `15h30`
                Shape::Mixed => self.step_clock(at, out).unwrap_or(at + 1),
                _ if self.words.may_open(self.tokens, at) => {
                    self.step(at, self.words.mask(token), out)
                }
                _ => at + 1,
            };
        }
    }

    /// Reads at a token that may open an expression; `mask` is of its classes, all for digits.
    fn step(&self, at: usize, mask: u128, out: &mut Vec<Expression>) -> usize {
        /// Numbers in words.
        const COUNTS: u128 = bits(&[Class::Numeral]);
        /// What asks for the word before it, as numbers do.
        const LED: u128 = bits(&[Class::Weekday, Class::OrdinalWeekday]);
        if mask & COUNTS != 0
            && let Some(resume) = self.step_clock(at, out)
        {
            return resume;
        }
        match self.item(at, mask & LED != 0 && self.led(at)) {
            Read::Skip(end) => end.max(at + 1),
            Read::Nothing => match self.named_hour(at).filter(|_| !self.after_clock(at)) {
                Some((clock, end)) => {
                    out.push(clock);
                    end
                }
                None => at + 1,
            },
            Read::Said(said, end) => self.combine(at, said, end, out),
        }
    }

    fn step_clock(&self, at: usize, out: &mut Vec<Expression>) -> Option<usize> {
        let (clock, resume) = self.time_of_day(at)?;
        out.push(clock);
        Some(resume)
    }

    /// A word before `at` says that a day follows.
    fn led(&self, at: usize) -> bool {
        self.before(at, Class::PastLead).is_some()
    }

    /// The expression that began at `at`, with `hôm` or `hồi` before it, its direction and place.
    pub(super) fn expression(&self, at: usize, mut said: Said, end: usize) -> Expression {
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
            sentence: self.sentence(),
        }
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
