//! Whose today it is: words that lean on a day lean, inside a quotation, on the day it was said.

use jiff::civil::Date;

use super::tagger::Tagger;
use super::time::{Expression, MonthRef, Said, Time, YearRef};
use super::words::Class;
use super::{Anchor, DateMention, Narration, Precision};
use crate::extract::token::{Shape, Tokens};

/// How far a quotation's marks are looked for, in tokens.
const QUOTE_WINDOW: usize = 100;
/// Dates outside the quotation that are looked at on either side.
const CANDIDATES: usize = 4;
/// How far before a date its verb of speech stands at most (`trả lời phỏng vấn báo giới hôm 3/5`).
const SPEECH_BEFORE: usize = 8;
/// How far behind a date its verb of speech stands at most (`hôm 3/5 đã tuyên bố`).
const SPEECH_BEHIND: usize = 4;

impl Tagger {
    /// The day on which the quotation around expression `at` was said, where its sentence tells one. `mentions` are
    /// those of the expressions before.
    pub(super) fn saying_day(
        &self,
        expressions: &[Expression],
        at: usize,
        mentions: &[DateMention],
        tokens: &Tokens,
        anchor: &Anchor,
        narration: &Narration,
    ) -> Option<Date> {
        let expression = expressions.get(at)?;
        // A day without a year is another one only if it was said in another year.
        let other_year = || {
            let told = mentions.iter().rev().take(CANDIDATES).filter_map(day);
            let year = anchor.published.map(Date::year);
            told.map(Date::year).any(|said| Some(said) != year)
        };
        if !(leans(expression) || lacks_year(expression) && other_year()) {
            return None;
        }
        let open = opening(tokens, expression)?;
        let before = (0..at.min(mentions.len()))
            .rev()
            .skip_while(|&i| mentions[i].tokens.end > open)
            .take(CANDIDATES)
            .take_while(|&i| expressions[i].sentence.contains(&open))
            .find(|&i| self.dates_speech(&expressions[i], tokens))
            .and_then(|i| day(&mentions[i]));
        if before.is_some() {
            return before;
        }
        let close = closing(tokens, expression)?;
        expressions[at + 1..]
            .iter()
            .skip_while(|e| e.tokens.start < close)
            .take(CANDIDATES)
            .take_while(|e| e.sentence.contains(&close))
            .find(|e| self.dates_speech(e, tokens))
            .and_then(|e| day(&self.mention(e, tokens, anchor, &mut narration.clone(), None)))
    }

    /// A verb of speech stands beside the date, or the date heads its sentence.
    fn dates_speech(&self, expression: &Expression, tokens: &Tokens) -> bool {
        let (start, end) = (expression.tokens.start, expression.tokens.end);
        let outer = &expression.sentence;
        let speech = |i: usize| self.words.find(&tokens.tokens, i, Class::Speech).is_some();
        expression.frames
            || (start.saturating_sub(SPEECH_BEFORE).max(outer.start)..start)
                .rev()
                .take_while(|&i| !parts(tokens, i))
                .any(speech)
            || (end..(end + SPEECH_BEHIND).min(outer.end))
                .take_while(|&i| !parts(tokens, i))
                .any(speech)
    }
}

/// The day of a mention that is one day.
fn day(mention: &DateMention) -> Option<Date> {
    mention
        .start
        .filter(|_| mention.precision == Precision::Day)
}

/// A day or month whose year is left out.
fn lacks_year(expression: &Expression) -> bool {
    matches!(
        expression.said,
        Said::Point(point) if matches!(
            point.time,
            Time::Day(_, MonthRef::Stated(_), YearRef::Missing) | Time::Month(_, YearRef::Missing)
        )
    )
}

/// Its value depends on the day it was said.
fn leans(expression: &Expression) -> bool {
    let (Said::Point(point) | Said::Range(_, point)) = expression.said else {
        return false;
    };
    matches!(
        point.time,
        Time::DayOffset(_)
            | Time::Week(_)
            | Time::Weekday(..)
            | Time::QuarterOffset(_)
            | Time::Span(..)
            | Time::Ago(..)
            | Time::Now
            | Time::Month(MonthRef::Offset(_), _)
            | Time::Year(YearRef::Offset(_))
            | Time::Day(_, _, YearRef::Offset(_))
            | Time::Month(_, YearRef::Offset(_))
    )
}

/// A mark that a verb of speech and its day do not reach across.
fn parts(tokens: &Tokens, at: usize) -> bool {
    matches!(mark(tokens, at), Some('“' | '”' | '"' | ',' | ';'))
}

fn mark(tokens: &Tokens, at: usize) -> Option<char> {
    match tokens.tokens.get(at)?.shape {
        Shape::Mark(c) => Some(c),
        _ => None,
    }
}

/// The mark that opens the quotation around an expression: the nearest curved one, which may stand sentences back;
/// or the last straight one of its sentence, if they are odd in number.
fn opening(tokens: &Tokens, expression: &Expression) -> Option<usize> {
    let start = expression.tokens.start;
    let far = start.saturating_sub(QUOTE_WINDOW);
    let (mut straight, mut straight_count) = (None, 0);
    let mut begin = expression.sentence.start;
    for at in (far..start).rev() {
        // Quotations end with their paragraph.
        if at + 1 == begin {
            if straight_count % 2 == 1 || ends_paragraph(tokens, at) {
                break;
            }
            let earlier = tokens.sentences.partition_point(|s| s.start <= at);
            begin = tokens.sentences.get(earlier.wrapping_sub(1))?.start;
        }
        match mark(tokens, at) {
            Some('“' | '«') => return Some(at),
            Some('”' | '»') => return None,
            Some('"') if at >= expression.sentence.start => {
                straight = straight.or(Some(at));
                straight_count += 1;
            }
            _ => {}
        }
    }
    straight.filter(|_| straight_count % 2 == 1)
}

/// The mark that closes the quotation around an expression.
fn closing(tokens: &Tokens, expression: &Expression) -> Option<usize> {
    let end = expression.tokens.end;
    (end..(end + QUOTE_WINDOW).min(tokens.tokens.len()))
        .take_while(|&at| at == end || !ends_paragraph(tokens, at - 1))
        .find(|&at| matches!(mark(tokens, at), Some('”' | '»' | '"')))
}

/// A line break stands behind the token, or nothing.
fn ends_paragraph(tokens: &Tokens, at: usize) -> bool {
    tokens.tokens.get(at + 1).is_none_or(|next| next.fresh)
}
