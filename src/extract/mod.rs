//! From cleaned pages to articles, and from articles to dates, actors and events.
//!
//! Pure: no files, no clock, no locale. Everything here works on borrowed text and byte ranges;
//! rows turn them into code points.

pub mod actor;
pub mod article;
pub mod date;
pub mod event;
pub mod phrase;
pub mod reading;
pub mod token;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::clean::CleanText;
use crate::diagnostic::Checked;
use crate::lexicon::{Lexicon, LexiconError};

use article::Article;
use event::Event;
use token::Vocabulary;

/// Everything that reads language, compiled once from the lexicon and shared by all workers.
#[derive(Debug)]
pub struct Extractor {
    /// The words that any dictionary or pattern below uses.
    pub words: Vocabulary,
    /// Finds and resolves dates.
    pub dates: date::Tagger,
    /// Finds and resolves actors.
    pub actors: actor::Gazetteer,
    /// Splits pages and reads their metadata.
    pub articles: article::Splitter,
    /// Codes events.
    pub events: event::Coder,
}

impl Extractor {
    /// Compiles the lexicon. `zone` is the zone of stamps that name none.
    pub fn new(lexicon: &Lexicon, zone: TimeZone) -> Result<Self, LexiconError> {
        let mut words = Vocabulary::default();
        for form in lexicon.forms("titles", "abbreviation") {
            words.note_abbreviation(form);
        }
        let dates = date::Tagger::new(lexicon, &mut words)?;
        let actors = actor::Gazetteer::new(lexicon, &mut words)?;
        let articles = article::Splitter::new(lexicon, zone, &mut words)?;
        let events = event::Coder::new(lexicon, &mut words)?;
        words.settle();
        Ok(Self {
            words,
            dates,
            actors,
            articles,
            events,
        })
    }

    /// The articles of a page, in page order.
    pub fn articles(&self, text: &CleanText) -> Checked<Vec<Article>> {
        let split = self.articles.split(text).read(self).timed(self);
        self.articles.dated(text, split, self)
    }

    /// The events of an article, in text order. `captured` is the day its page was fetched.
    pub fn events(&self, article: &Article, captured: Option<Date>) -> Checked<Vec<Event>> {
        let named = self.events.named(article, self);
        self.events.events(article, &named, captured, self)
    }
}
