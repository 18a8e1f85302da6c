//! From a page with roles to its articles, each with its fields and its own publication date.

pub mod clues;
mod dateline;
mod fields;
mod language;
mod media;
mod owner;
pub mod published;
#[cfg(test)]
mod published_tests;
mod split;
mod told;
mod url;
mod whole;

use std::ops::Range;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::Date};

use super::Extractor;
use super::reading::Reading;
use super::token::Vocabulary;
use crate::clean::CleanText;
use crate::clean::byline::Bylines;
use crate::clean::numbered::Numbered;
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

impl Article {
    /// A Vietnamese text as the body of an article, in one paragraph and read.
    pub fn of_text(text: &str, published: Option<Date>, extractor: &Extractor) -> Self {
        let mut article = Self {
            body: text.to_owned(),
            paragraphs: vec![Paragraph {
                bytes: 0..text.len(),
                line: 1,
            }],
            language: "vi",
            published: Publication {
                date: published,
                ..Publication::default()
            },
            ..Self::default()
        };
        article.reading = Reading::of(&article, extractor);
        article
    }
}

/// Splits pages into articles and reads their metadata; compiled once.
#[derive(Debug)]
pub struct Splitter {
    zone: TimeZone,
    media: media::Media,
    owner_words: owner::OwnerWords,
    bylines: Bylines,
    numbered: Numbered,
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
            owner_words: owner::OwnerWords::new(lexicon)?,
            bylines: Bylines::new(lexicon)?,
            numbered: Numbered::new(lexicon),
        })
    }

    /// The zone of stamps that name none.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The articles of a page, in page order, not read and not dated yet.
    pub fn split(&self, text: &CleanText) -> Split {
        let drafts = split::drafts(text);
        let page = owner::PageFacts::of(text, &self.media, &self.owner_words);
        let mut articles: Vec<Article> = drafts
            .iter()
            .enumerate()
            .map(|(index, draft)| fields::article(self, text, draft, index, &page))
            .collect();
        fields::share_publisher(&mut articles);
        Split { drafts, articles }
    }

    /// The articles of a page, in page order, each with its publication date. `split` was made of
    /// `text`, and its articles were read and timed.
    pub fn dated(
        &self,
        text: &CleanText,
        split: Split,
        extractor: &Extractor,
    ) -> Checked<Vec<Article>> {
        let Split {
            drafts,
            mut articles,
        } = split;
        let others = fields::OtherStamps::of(text, &drafts);
        for (draft, article) in drafts.iter().zip(&mut articles) {
            let clues = fields::clues(text, draft, &others, article, article.index == 0);
            let published = published::solve(&clues, &article.reading, &self.zone, extractor);
            article.published = published;
            if article.published.date.is_none() {
                article.quality_flags.push(QualityFlag::NoDate);
            }
            if article.published.conflict {
                article.quality_flags.push(QualityFlag::DateConflict);
            }
            article.quality_flags.sort_unstable();
        }
        Checked::clean(articles)
    }
}

/// The articles of a page that are still to be read and dated.
#[derive(Debug)]
pub struct Split {
    drafts: Vec<split::Draft>,
    articles: Vec<Article>,
}

impl Split {
    /// Reads the words of the articles.
    #[must_use]
    pub fn read(mut self, extractor: &Extractor) -> Self {
        for article in &mut self.articles {
            article.reading = Reading::words(article, extractor);
        }
        self
    }

    /// Finds what the articles, whose words were read, say of time.
    #[must_use]
    pub fn timed(mut self, extractor: &Extractor) -> Self {
        for article in &mut self.articles {
            let mut reading = std::mem::take(&mut article.reading);
            reading.times(article, extractor);
            article.reading = reading;
        }
        self
    }
}
