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
        let mut reading = Self::words(article, extractor);
        reading.times(article, extractor);
        reading
    }

    /// Reads the words alone.
    pub(super) fn words(article: &Article, extractor: &Extractor) -> Self {
        let [title, lead, body] = texts(article).map(|text| TextReading::words(text, extractor));
        Self { title, lead, body }
    }

    /// Finds what the texts, whose words were read, say of time.
    pub(super) fn times(&mut self, article: &Article, extractor: &Extractor) {
        let readings = [&mut self.title, &mut self.lead, &mut self.body];
        for (text, reading) in texts(article).into_iter().zip(readings) {
            reading.times(text, extractor);
        }
    }

    /// Sentences of the running text, as events are coded by them.
    pub fn sentence_count(&self) -> usize {
        self.body.sentences.len()
    }
}

/// The texts of an article; empty where it has none.
fn texts(article: &Article) -> [&str; 3] {
    let (title, lead) = (article.title.as_deref(), article.lead.as_deref());
    [title.unwrap_or(""), lead.unwrap_or(""), &article.body]
}

impl TextReading {
    /// Reads a text.
    pub(super) fn of(text: &str, extractor: &Extractor) -> Self {
        let mut read = Self::words(text, extractor);
        read.times(text, extractor);
        read
    }

    fn words(text: &str, extractor: &Extractor) -> Self {
        let tokens = Tokens::new(text, &extractor.words);
        Self {
            tokens: tokens.tokens.into_owned(),
            sentences: tokens.sentences.into_owned(),
            expressions: Vec::new(),
        }
    }

    fn times(&mut self, text: &str, extractor: &Extractor) {
        self.expressions = extractor.dates.expressions(&self.tokens(text));
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
