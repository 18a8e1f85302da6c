//! What the clause around an expression says of it: its tense, and whether the day is a document's
//! or one before the news.

use std::ops::Range;

use super::DateDirection;
use super::tagger::Tagger;
use super::time::{Expression, Hint, Said, Time, YearRef};
use super::words::Class;
use crate::extract::token::{Shape, Tokens};

/// Tokens on either side of a date in which the tense of its clause is looked for.
const TENSE_WINDOW: usize = 40;

/// The same, for what a single clause tells.
const CLAUSE_WINDOW: usize = 16;

/// Words of the longest name of a document.
const DOCUMENT_WORDS: usize = 3;

impl Tagger {
    /// Whether an expression tells of the past or of what is to come, by its own words and those of its clause.
    pub(crate) fn told(&self, expression: &Expression, tokens: &Tokens) -> Hint {
        if let Said::Point(point) | Said::Range(point, _) = expression.said
            && point.hint != Hint::None
        {
            return point.hint;
        }
        if expression.direction == Some(DateDirection::Until) {
            return Hint::Future;
        }
        let Range { start, end } = expression.tokens;
        let Range {
            start: begin,
            end: stop,
        } = window(expression, CLAUSE_WINDOW);
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
        nearest(before, behind).unwrap_or_default()
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
        let begin = window(expression, CLAUSE_WINDOW).start;
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
    pub(super) fn tense(&self, expression: &Expression, tokens: &Tokens) -> Hint {
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
        let Range {
            start: begin,
            end: stop,
        } = window(expression, TENSE_WINDOW);
        let found = |at: usize| self.words.find(&tokens.tokens, at, Class::Tense);
        let behind = (end..stop).find_map(|at| found(at).map(|(_, tense)| (at - end, tense)));
        let before = (begin..start)
            .rev()
            .find_map(|at| found(at).map(|(_, tense)| (start - at, tense)));
        match nearest(before, behind) {
            Some(1) => Hint::Future,
            Some(-1) => Hint::Past,
            _ => Hint::None,
        }
    }
}

/// The tokens of an expression's sentence up to `tokens` before and behind it.
fn window(expression: &Expression, tokens: usize) -> Range<usize> {
    let (sentence, own) = (&expression.sentence, &expression.tokens);
    let begin = sentence.start.max(own.start.saturating_sub(tokens));
    begin..sentence.end.min(own.end + tokens)
}

/// What was found nearer of two, each with its distance; what stands behind where both are as near.
fn nearest<T>(before: Option<(usize, T)>, behind: Option<(usize, T)>) -> Option<T> {
    let found = match (before, behind) {
        (Some(a), Some(b)) => Some(if b.0 <= a.0 { b } else { a }),
        (a, b) => a.or(b),
    };
    found.map(|(_, what)| what)
}
