//! The texts of an article read once: what the publication solver finds in them serves the coder too.

use std::ops::Range;

use super::Extractor;
use super::article::Article;
use super::date::time::Expression;
use super::token::{Token, Tokens};

/// What was read of an article's texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Of the headline.
    pub(super) title: TextReading,
    /// Of the standfirst.
    pub(super) lead: TextReading,
    /// Of the running text.
    pub(super) body: TextReading,
}

/// Words, sentences and time expressions of one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TextReading {
    tokens: Vec<Token>,
    sentences: Vec<Range<usize>>,
    /// What the text says of time, before anything is resolved.
    pub(super) expressions: Vec<Expression>,
}

impl Reading {
    /// Reads the texts of an article.
    pub fn of(article: &Article, extractor: &Extractor) -> Self {
        let read = |text: Option<&str>| TextReading::of(text.unwrap_or(""), extractor);
        Self {
            title: read(article.title.as_deref()),
            lead: read(article.lead.as_deref()),
            body: read(Some(&article.body)),
        }
    }

    /// Sentences of the running text, as events are coded by them.
    pub fn sentence_count(&self) -> usize {
        self.body.sentences.len()
    }
}

impl TextReading {
    /// Reads a text.
    pub(super) fn of(text: &str, extractor: &Extractor) -> Self {
        let tokens = Tokens::new(text, &extractor.words);
        let expressions = extractor.dates.expressions(&tokens);
        Self {
            tokens: tokens.tokens.into_owned(),
            sentences: tokens.sentences.into_owned(),
            expressions,
        }
    }

    /// The tokens of `text`, which must be the text that was read.
    pub(super) fn tokens<'t>(&'t self, text: &'t str) -> Tokens<'t> {
        Tokens {
            text,
            tokens: (&self.tokens).into(),
            sentences: (&self.sentences).into(),
        }
    }
}
