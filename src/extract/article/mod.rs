//! From a page with roles to its articles, each with its fields and its own publication date.

mod dateline;
mod fields;
mod language;
mod media;
pub mod published;
#[cfg(test)]
mod published_tests;
mod split;
mod told;
mod url;

use std::ops::Range;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::Date};

use super::Extractor;
use super::reading::Reading;
use super::token::Vocabulary;
use crate::clean::CleanText;
use crate::clean::byline::Bylines;
use crate::diagnostic::Checked;
use crate::lexicon::{Lexicon, LexiconError};

/// One article of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Position on the page, from 0.
    pub index: usize,
    /// First and last line on the page, 1-based, both included.
    pub lines: (usize, usize),
    /// Headline.
    pub title: Option<String>,
    /// Standfirst, where the page sets it apart.
    pub lead: Option<String>,
    /// Paragraphs joined by one blank line.
    pub body: String,
    /// The paragraphs of `body`, in order.
    pub paragraphs: Vec<Paragraph>,
    /// Page line of the title and of the lead.
    pub title_line: Option<usize>,
    /// Page line of the lead.
    pub lead_line: Option<usize>,
    /// Picture captions with their credits, in page order.
    pub captions: Vec<String>,
    /// Headings inside the article, in page order.
    pub subheadings: Vec<String>,
    /// People or desks who wrote it.
    pub authors: Vec<String>,
    /// The outlet: canonical name where the lexicon knows it, else as written.
    pub publisher: Option<String>,
    /// The news agency or foreign medium credited for the text.
    pub agency: Option<String>,
    /// BCP 47 tag.
    pub language: &'static str,
    /// When it was published, and how that is known.
    pub published: Publication,
    /// Closed list of the codebook, in its order.
    pub quality_flags: Vec<QualityFlag>,
    /// Where each kept segment of the page went.
    pub placements: Vec<Placement>,
    /// Words and time expressions of title, lead and body: see [`Reading::of`].
    pub reading: Reading,
}

/// A paragraph of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Bytes of the body.
    pub bytes: Range<usize>,
    /// Page line it came from, 1-based.
    pub line: usize,
}

/// Where a segment of the page went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Index into [`CleanText::segments`](crate::clean::CleanText::segments).
    pub segment: usize,
    /// Field of the record: `title`, `lead`, `body`, `captions`, `subheadings`, `authors`, …
    pub field: &'static str,
    /// Byte of the field where its text begins (of the list's element, for lists).
    pub start: usize,
}

/// Publication time of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Publication {
    /// Stated time, as an instant.
    pub at: Option<Timestamp>,
    /// The day, in the page's zone.
    pub date: Option<Date>,
    /// How it is known.
    pub basis: PublishedBasis,
    /// The clues that fixed it, as written.
    pub evidence: Vec<String>,
    /// Bounds, where the date is not stated.
    pub earliest: Option<Date>,
    /// Upper bound, where the date is not stated.
    pub latest: Option<Date>,
    /// Clues contradict each other; the best supported answer stands.
    pub conflict: bool,
}

/// How a publication date is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PublishedBasis {
    /// The page or the input states it.
    Stated,
    /// The text implies it.
    Inferred,
    /// Nothing fixes it.
    #[default]
    Unknown,
}

/// What a reader should know about a record's quality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QualityFlag {
    /// No headline was found.
    NoTitle,
    /// No publication date is known.
    NoDate,
    /// Clues to the publication date contradict each other.
    DateConflict,
    /// Fewer than 40 words.
    ShortBody,
    /// The text ends in mid-sentence.
    Truncated,
    /// Dotted words were joined.
    RestoredWords,
    /// Mojibake or a legacy encoding was undone.
    RepairedEncoding,
    /// Parts are in another language.
    MixedLanguage,
    /// Not Vietnamese: kept, without events.
    UnsupportedLanguage,
    /// Nearly the same text as an earlier record.
    NearDuplicate,
}

/// Splits pages into articles and reads their metadata; compiled once.
#[derive(Debug)]
pub struct Splitter {
    zone: TimeZone,
    media: media::Media,
    bylines: Bylines,
}

impl Splitter {
    /// Compiles the lexicon's outlets and agencies.
    pub fn new(
        lexicon: &Lexicon,
        zone: TimeZone,
        _words: &mut Vocabulary,
    ) -> Result<Self, LexiconError> {
        Ok(Self {
            zone,
            media: media::Media::new(lexicon)?,
            bylines: Bylines::new(lexicon)?,
        })
    }

    /// The zone of stamps that name none.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The articles of a page, in page order.
    pub fn articles(&self, text: &CleanText, extractor: &Extractor) -> Checked<Vec<Article>> {
        let drafts = split::drafts(text);
        let mut articles = Vec::with_capacity(drafts.len());
        let page = fields::PageFacts::of(text, &self.media);
        let others = fields::OtherStamps::of(text, &drafts);
        for (index, draft) in drafts.iter().enumerate() {
            let mut article = fields::article(self, text, draft, index, &page);
            let clues = fields::clues(text, draft, &others, &article, index == 0);
            let reading = Reading::of(&article, extractor);
            let published = published::solve(&clues, &reading, &self.zone, extractor);
            article.published = published;
            article.reading = reading;
            if article.published.date.is_none() {
                article.quality_flags.push(QualityFlag::NoDate);
            }
            if article.published.conflict {
                article.quality_flags.push(QualityFlag::DateConflict);
            }
            article.quality_flags.sort_unstable();
            articles.push(article);
        }
        fields::share_publisher(&mut articles);
        Checked::clean(articles)
    }
}
