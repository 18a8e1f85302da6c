//! The tagger: expressions of a text in reading order, each resolved with what was told before it.

use std::ops::Range;

use jiff::civil::Date;

use super::lunar::LunarCalendar;
use super::resolve::{Context, Value};
use super::scan::Scan;
use super::time::{Expression, Hint, Point, Said, Time, YearRef};
use super::words::{Class, TimeWords};
use super::{Anchor, DateBasis, DateKind, DateMention, FilledFrom, Parts, Precision};
use crate::extract::token::{Shape, Tokens, Vocabulary};
use crate::lexicon::{Lexicon, LexiconError};

/// Tokens on either side of a date in which the tense of its clause is looked for.
const TENSE_WINDOW: usize = 40;

/// The same, for what a single clause tells.
const CLAUSE_WINDOW: usize = 16;

/// Words of the longest name of a document.
const DOCUMENT_WORDS: usize = 3;

/// Finds and resolves date expressions; compiled once.
#[derive(Debug)]
pub struct Tagger {
    pub(super) words: TimeWords,
    lunar: LunarCalendar,
}

/// The dates told so far in an article, for `cùng ngày`, `ngày 10`, `cùng kỳ năm ngoái`.
#[derive(Clone, Debug, Default)]
pub struct Narration {
    /// The last date told to the day.
    pub(super) day: Option<Date>,
    /// The last date of any precision: first and last day.
    pub(super) period: Option<(Date, Date, Precision)>,
    /// The year of the last date.
    pub(super) year: Option<i16>,
}

impl Narration {
    fn tell(&mut self, value: &Value) {
        let Some((first, last)) = value.days else {
            return;
        };
        self.period = Some((first, last, value.precision));
        self.year = Some(last.year());
        if value.precision == Precision::Day {
            self.day = Some(first);
        } else if value.precision == Precision::Range
            && first.first_of_month() == last.first_of_month()
        {
            self.day = Some(last);
        }
    }
}

impl Tagger {
    /// Compiles the lexicon's time words and rules.
    pub fn new(lexicon: &Lexicon, words: &mut Vocabulary) -> Result<Self, LexiconError> {
        Ok(Self {
            words: TimeWords::new(lexicon, words)?,
            lunar: LunarCalendar::new(lexicon)?,
        })
    }

    /// The time expressions of one text, in reading order. `narration` carries the last narrated
    /// dates from one text of an article (title, lead, body) to the next.
    pub fn dates(
        &self,
        tokens: &Tokens,
        anchor: &Anchor,
        narration: &mut Narration,
    ) -> Vec<DateMention> {
        self.resolve(&self.expressions(tokens), tokens, anchor, narration)
    }

    /// The same, of expressions already found in the text.
    pub(crate) fn resolve(
        &self,
        expressions: &[Expression],
        tokens: &Tokens,
        anchor: &Anchor,
        narration: &mut Narration,
    ) -> Vec<DateMention> {
        let mut mentions = Vec::with_capacity(expressions.len());
        let mut frame = None;
        let mut sentence = 0..0;
        for (at, expression) in expressions.iter().enumerate() {
            if sentence != expression.sentence {
                sentence = expression.sentence.clone();
                frame = None;
            }
            let said = self.saying_day(expressions, at, &mentions, tokens, anchor, narration);
            let mention = match said {
                Some(day) if Some(day) != anchor.published => {
                    let anchor = Anchor {
                        published: Some(day),
                        ..*anchor
                    };
                    let mut mention = self.mention(expression, tokens, &anchor, narration, frame);
                    if mention.from == Some(FilledFrom::Published) {
                        mention.from = Some(FilledFrom::Narrated);
                        mention.told = Some(day);
                    }
                    mention
                }
                _ => self.mention(expression, tokens, anchor, narration, frame),
            };
            if expression.frames
                && let Said::Point(point) = expression.said
                && matches!(point.time, Time::Year(YearRef::Stated(_)))
            {
                frame = mention.start.map(|day| day.year());
            }
            mentions.push(mention);
        }
        mentions
    }

    /// What the text says of time, before anything is resolved.
    pub(crate) fn expressions(&self, tokens: &Tokens) -> Vec<Expression> {
        let mut expressions = Vec::new();
        for sentence in tokens.sentences.iter() {
            Scan::new(&self.words, tokens, sentence.clone()).expressions(&mut expressions);
        }
        expressions
    }

    /// One expression under an anchor and what was told before, which it adds to.
    pub(crate) fn mention(
        &self,
        expression: &Expression,
        tokens: &Tokens,
        anchor: &Anchor,
        narration: &mut Narration,
        frame: Option<i16>,
    ) -> DateMention {
        let told = narration.clone();
        let context = Context {
            anchor,
            narration: &told,
            lunar: &self.lunar,
            tense: self.tense(expression, tokens),
            frame,
            alone: expression.alone,
        };
        let mut mention = DateMention {
            bytes: tokens.bytes(expression.tokens.clone()),
            tokens: expression.tokens.clone(),
            kind: DateKind::Date,
            start: None,
            end: None,
            precision: Precision::Unknown,
            modifier: None,
            direction: expression.direction,
            basis: DateBasis::Unknown,
            stated: Parts::NONE,
            filled: Parts::NONE,
            from: None,
            told: None,
            choice: None,
            rule: "date",
            said: expression.said,
        };
        match expression.said {
            Said::Point(point) => {
                let value = context.resolve(&point);
                narration.tell(&value);
                mention.fill(&value);
                mention.rule = point.rule;
                if value.precision == Precision::Range {
                    mention.kind = DateKind::Range;
                }
            }
            Said::Range(first, last) => {
                let value = range(&context, &first, &last);
                narration.tell(&value);
                mention.kind = DateKind::Range;
                mention.fill(&value);
                mention.rule = "date.range";
            }
            Said::Duration(..) => {
                mention.kind = DateKind::Duration;
                mention.rule = "duration";
            }
            Said::Set => {
                mention.kind = DateKind::Set;
                mention.rule = "set";
            }
            Said::Clock(_) => {
                mention.kind = DateKind::Clock;
                mention.rule = "clock";
            }
        }
        if mention.from == Some(FilledFrom::Narrated) {
            mention.told = told.day.or(told.period.map(|period| period.0));
        }
        mention
    }

    /// Whether an expression tells of the past or of what is to come, by its own words and those of its clause.
    pub(crate) fn told(&self, expression: &Expression, tokens: &Tokens) -> Hint {
        if let Said::Point(point) | Said::Range(point, _) = expression.said
            && point.hint != Hint::None
        {
            return point.hint;
        }
        if expression.direction == Some(super::DateDirection::Until) {
            return Hint::Future;
        }
        let Range { start, end } = expression.tokens;
        let begin = expression
            .sentence
            .start
            .max(start.saturating_sub(CLAUSE_WINDOW));
        let stop = expression.sentence.end.min(end + CLAUSE_WINDOW);
        let found = |at: usize| {
            let tense = |at| self.words.find(&tokens.tokens, at, Class::Tense);
            let said = self.words.find(&tokens.tokens, at, Class::Saying).is_some();
            // `sẽ được công bố vào ngày 26/6`.
            let coming = |at: usize| matches!(tense(at), Some((_, 1)));
            match tense(at) {
                Some((_, 1)) => Some(Hint::Future),
                Some(_) => Some(Hint::Past),
                None if said && (at.saturating_sub(2)..at).any(coming) => Some(Hint::Future),
                None => said.then_some(Hint::Past),
            }
        };
        let mark = |at: usize| {
            let shape = tokens.tokens.get(at).map(|t| t.shape);
            matches!(shape, Some(Shape::Mark(c)) if !matches!(c, '/' | '-' | '–'))
        };
        // A clause begins at a capital (`Ngày 10/2`), even where no mark stands before it.
        let begin = if tokens
            .tokens
            .get(start)
            .is_some_and(|t| t.shape == Shape::Capital)
        {
            start
        } else {
            begin
        };
        let before = (begin..start)
            .rev()
            .take_while(|at| !mark(*at))
            .find_map(|at| found(at).map(|hint| (start - at, hint)));
        // A date at the head of the sentence is followed by a comma that does not end its clause.
        let behind = (end..stop)
            .take_while(|at| !mark(*at) || (expression.frames && *at == end))
            .find_map(|at| found(at).map(|hint| (at - end, hint)));
        match (before, behind) {
            (Some(a), Some(b)) => {
                if b.0 <= a.0 {
                    b.1
                } else {
                    a.1
                }
            }
            (Some(one), None) | (None, Some(one)) => one.1,
            (None, None) => Hint::None,
        }
    }

    /// True where a day is that of a document: `công văn ngày 3/4`, `Quyết định 12/QĐ-UB ngày 3/4`.
    pub(crate) fn is_of_document(&self, expression: &Expression, tokens: &Tokens) -> bool {
        let Range { start, .. } = expression.tokens;
        let sentence = expression.sentence.start;
        let before = tokens.slice(sentence..start);
        let coded = before.split_whitespace().next_back().is_some_and(|word| {
            let code = word.split_once('/');
            code.is_some_and(|(number, rest)| {
                number.starts_with(|c: char| c.is_ascii_digit())
                    && rest.starts_with(char::is_uppercase)
            })
        });
        let named = |end: usize| {
            let ends = |at| {
                let found = self.words.find(&tokens.tokens, at, Class::Document);
                found.is_some_and(|(to, _)| to == end)
            };
            (sentence..end).rev().take(DOCUMENT_WORDS).any(ends)
        };
        let numbered = (sentence..start)
            .next_back()
            .filter(|at| tokens.tokens[*at].shape == Shape::Number);
        coded || named(start) || numbered.is_some_and(named)
    }

    /// True where the clause of a day says that it was before the news: `trước đó, ngày 3/4`.
    pub(crate) fn is_recap(&self, expression: &Expression, tokens: &Tokens) -> bool {
        let Range { start, .. } = expression.tokens;
        let begin = expression
            .sentence
            .start
            .max(start.saturating_sub(CLAUSE_WINDOW));
        let mark = |at: usize| matches!(tokens.tokens[at].shape, Shape::Mark(_));
        (begin..start)
            .rev()
            .skip_while(|at| *at + 1 == start && mark(*at))
            .take_while(|at| !mark(*at))
            .any(|at| {
                self.words
                    .find(&tokens.tokens, at, Class::Earlier)
                    .is_some()
            })
    }

    /// Tense of the clause around an expression: the nearest word of tense decides.
    fn tense(&self, expression: &Expression, tokens: &Tokens) -> Hint {
        let needs = match expression.said {
            Said::Point(point) | Said::Range(point, _) => matches!(
                point.time,
                Time::Day(_, _, YearRef::Missing)
                    | Time::Month(_, YearRef::Missing)
                    | Time::Quarter(_, YearRef::Missing)
                    | Time::Season(_, YearRef::Missing)
                    | Time::Days(_, _, _, YearRef::Missing)
                    | Time::Weekday(_, None)
            ),
            _ => false,
        };
        if !needs {
            return Hint::None;
        }
        let Range { start, end } = expression.tokens;
        let begin = expression
            .sentence
            .start
            .max(start.saturating_sub(TENSE_WINDOW));
        let stop = expression.sentence.end.min(end + TENSE_WINDOW);
        let found = |at: usize| self.words.find(&tokens.tokens, at, Class::Tense);
        let behind = (end..stop).find_map(|at| found(at).map(|(_, tense)| (at - end, tense)));
        let before = (begin..start)
            .rev()
            .find_map(|at| found(at).map(|(_, tense)| (start - at, tense)));
        let nearest = match (before, behind) {
            (Some(a), Some(b)) => Some(if b.0 <= a.0 { b } else { a }),
            (a, b) => a.or(b),
        };
        match nearest {
            Some((_, 1)) => Hint::Future,
            Some((_, -1)) => Hint::Past,
            _ => Hint::None,
        }
    }
}

/// From the first day of one end to the last day of the other.
fn range(context: &Context, first: &Point, last: &Point) -> Value {
    let mut to = context.resolve(last);
    let mut from = context.resolve(first);
    // An end without a year is found on its own; the ends must not pass each other.
    if let (Some(a), Some(b)) = (from.days, to.days)
        && a.0 > b.1
    {
        let frame_first = a.0.year();
        let moved = Context {
            anchor: context.anchor,
            narration: context.narration,
            lunar: context.lunar,
            tense: context.tense,
            frame: Some(frame_first + 1),
            alone: false,
        };
        let later = moved.resolve(&Point {
            hint: Hint::None,
            ..*last
        });
        if later.days.is_some_and(|days| days.1 >= a.0) && to.filled.contains(Parts::YEAR) {
            to = later;
        }
    } else if let (Some(a), Some(b)) = (from.days, to.days)
        && b.0.year() > a.0.year()
        && from.filled.contains(Parts::YEAR)
        && to.filled.contains(Parts::YEAR)
    {
        // `1/6 - 15/12` told in spring: both ends lie in one year unless the months turn.
        if let (Time::Day(..) | Time::Month(..), true) = (first.time, a.0.month() <= b.0.month()) {
            let same = Context {
                anchor: context.anchor,
                narration: context.narration,
                lunar: context.lunar,
                tense: context.tense,
                frame: Some(b.0.year()),
                alone: false,
            };
            from = same.resolve(&Point {
                hint: Hint::None,
                ..*first
            });
        }
    }
    let days = match (from.days, to.days) {
        (Some(a), Some(b)) if a.0 <= b.1 => Some((a.0, b.1)),
        _ => None,
    };
    Value {
        days,
        precision: Precision::Range,
        modifier: None,
        basis: match days {
            Some(_) if from.basis == DateBasis::Explicit => to.basis,
            Some(_) => from.basis,
            None => DateBasis::Unknown,
        },
        stated: from.stated | to.stated,
        filled: from.filled | to.filled,
        from: from.from.or(to.from),
        choice: from.choice.or(to.choice),
    }
}

impl DateMention {
    fn fill(&mut self, value: &Value) {
        self.start = value.days.map(|days| days.0);
        self.end = value.days.map(|days| days.1);
        self.precision = value.precision;
        self.modifier = value.modifier;
        self.basis = value.basis;
        self.stated = value.stated;
        self.filled = value.filled;
        self.from = value.from;
        self.choice = value.choice;
    }
}
