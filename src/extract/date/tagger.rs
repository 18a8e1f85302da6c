//! The tagger: expressions of a text in reading order, each resolved with what was told before it.

use jiff::civil::Date;

use super::lunar::LunarCalendar;
use super::resolve::{Context, Value};
use super::scan::Scan;
use super::time::{Expression, Hint, Point, Said, Time, YearRef};
use super::words::TimeWords;
use super::{Anchor, DateBasis, DateKind, DateMention, FilledFrom, Parts, Precision};
use crate::extract::token::{Tokens, Vocabulary};
use crate::lexicon::{Lexicon, LexiconError};

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
