//! Event rows: who did what to whom, when, where, on whose word, in which status.
//!
//! A trigger of a [`Pattern`] in a sentence becomes a draft when its actor and target are found
//! in the clause, the sentence or what was told just before; drafts of one act are put together.
//! In: an article with its publication date. Out: events in text order. Pure: no files, no clock.
//!
//! Each part uses only those above it: `words` (what phrases mean), `sentence` (cut into chunks and
//! clauses, and who stands where), `story` (what was told before, and when), `status` (whether it
//! happened), `source` (who says so), `slots` (who acts on whom), `rows` (drafts put together); `pass`
//! goes from sentence to sentence, `code` over an article.

mod code;
mod context;
mod missed;
mod ontology;
mod pass;
mod rows;
mod sentence;
mod slots;
mod source;
mod status;
mod story;
mod words;

pub use missed::{Missed, MissedSentence};
pub use ontology::{CONTEXTS, TYPES, is_verbal};
pub use words::pattern::{Complement, Frame, Link, Pattern, Patterns, Want};

use std::ops::Range;

use jiff::civil::Date;

use super::Extractor;
use super::actor::{NamesOf, Party};
use super::article::Article;
use super::date::{DateBasis, DateDirection, DateMod, Precision};
use super::token::Vocabulary;
use crate::diagnostic::Checked;
use crate::lexicon::{Lexicon, LexiconError};

/// One act as one article reports it, between one actor and one target (codebook, section 3).
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// PLOVER type of the act itself (`CONSULT`).
    pub event_type: &'static str,
    /// PLOVER mode, where the type has one.
    pub mode: Option<&'static str>,
    /// PLOVER contexts, in the ontology's order.
    pub contexts: Vec<&'static str>,
    /// Who acts.
    pub actor: Slot,
    /// To whom or with whom; `None` only for MOBILIZE.
    pub target: Option<Slot>,
    /// When.
    pub date: EventDate,
    /// Where, as written and resolved.
    pub place: Option<Place>,
    /// Whether it happened.
    pub status: Status,
    /// On whose word, the nearest source first: canonical names.
    pub attributed_to: Vec<String>,
    /// Who denies it.
    pub denied_by: Vec<String>,
    /// This article's news, or its recap of older news.
    pub foreground: bool,
    /// Rows of one act share the number, unique within the article.
    pub act: usize,
    /// The mention that says most, which is the evidence; the others follow in text order.
    pub mentions: Vec<EventMention>,
    /// Slug of the pattern of the evidence.
    pub rule: &'static str,
    /// 0 to 1, calibrated; `None` until a calibration exists.
    pub confidence: Option<f32>,
}

/// A filled actor or target slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// Whom it stands for. Country is never `None` in a finished row.
    pub party: Party,
    /// Canonical name, or as written where no list has it.
    pub name: Option<String>,
    /// As written at the evidence, where it stands there; else from where it was resolved.
    pub text: Option<String>,
}

/// When an act took place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventDate {
    /// As written.
    pub text: Option<String>,
    /// First day, included.
    pub start: Option<Date>,
    /// Last day, included.
    pub end: Option<Date>,
    /// Unit as stated.
    pub precision: Precision,
    /// Part of the unit.
    pub modifier: Option<DateMod>,
    /// Open interval.
    pub direction: Option<DateDirection>,
    /// How it is known.
    pub basis: DateBasis,
}

/// Where an act took place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// As written.
    pub text: String,
    /// Canonical name.
    pub name: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'static str>,
}

/// Codebook `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Told as fact, past.
    Occurred,
    /// Now.
    Ongoing,
    /// Announced, scheduled.
    Planned,
    /// Not excluded, considered.
    Possible,
    /// An accusation or unconfirmed report.
    Alleged,
    /// Told only to be denied.
    Denied,
}

/// The text field a mention stands in, in order of preference as evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Running text.
    Body,
    /// Standfirst.
    Lead,
    /// Headline.
    Title,
}

/// One mention of an event. Ranges are bytes of the field.
#[derive(Clone, Debug, PartialEq)]
pub struct EventMention {
    /// Where it stands.
    pub field: Field,
    /// The sentence.
    pub sentence: Range<usize>,
    /// The words that triggered it.
    pub trigger: Range<usize>,
    /// Each slot's words, and from where it was filled.
    pub actor: Filled,
    /// The target.
    pub target: Filled,
    /// The date.
    pub date: Filled,
    /// The place.
    pub place: Filled,
    /// Words that decided the status.
    pub status: Filled,
    /// Words that name the source.
    pub source: Filled,
    /// Slug of the pattern that fired.
    pub rule: &'static str,
}

/// A slot's words, where they stand in the mention's own field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filled {
    /// Bytes of the field; `None` where the slot was filled from elsewhere or is empty.
    pub bytes: Option<Range<usize>>,
    /// From where.
    pub from: Option<FilledFrom>,
}

/// From where a slot was filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilledFrom {
    /// The trigger's clause.
    Clause,
    /// Its sentence.
    Sentence,
    /// An earlier sentence.
    Earlier,
    /// The article as a whole.
    Article,
}

/// Codes events; compiled once.
#[derive(Debug)]
pub struct Coder {
    /// The patterns, for `explain`.
    pub patterns: Patterns,
    cues: words::Cues,
    institutions: words::Institutions,
    grammar: words::Grammar,
    contexts: context::Contexts,
    confidence: rows::Confidence,
}

impl Coder {
    /// Compiles the lexicon's event patterns.
    pub fn new(lexicon: &Lexicon, words: &mut Vocabulary) -> Result<Self, LexiconError> {
        let patterns = Patterns::load(lexicon, words)?;
        let cues = words::Cues::new(lexicon, &patterns, words)?;
        Ok(Self {
            patterns,
            cues,
            institutions: words::institutions::load(lexicon, words)?,
            grammar: words::Grammar::new(lexicon)?,
            contexts: context::Contexts::new(lexicon, words)?,
            confidence: rows::Confidence::new(lexicon)?,
        })
    }

    /// Who and where is named in the texts of an article; nobody where no events are coded.
    pub fn named(&self, article: &Article, extractor: &Extractor) -> Vec<NamesOf> {
        match article.language {
            "vi" => code::named(article, extractor),
            _ => Vec::new(),
        }
    }

    /// The events of one article, in text order. `named` are its names.
    pub fn events(
        &self,
        article: &Article,
        named: &[NamesOf],
        captured: Option<Date>,
        extractor: &Extractor,
    ) -> Checked<Vec<Event>> {
        if named.is_empty() {
            return Checked::default();
        }
        let events = code::events(self, article, named, captured, extractor, None);
        Checked::clean(events)
    }

    /// The sentences of an article that hold a trigger and gave no row, each with its triggers and
    /// the reasons: what a pattern's author looks at first.
    pub fn missed(
        &self,
        article: &Article,
        captured: Option<Date>,
        extractor: &Extractor,
    ) -> Vec<MissedSentence> {
        if article.language != "vi" {
            return Vec::new();
        }
        let mut missed = Vec::new();
        let named = code::named(article, extractor);
        let misses = Some(&mut missed);
        code::events(self, article, &named, captured, extractor, misses);
        missed
    }

    /// The sentences of a text as the patterns see them: clauses in brackets, actors, dates,
    /// triggers and cue words marked.
    pub fn outline(&self, text: &str, extractor: &Extractor) -> Vec<String> {
        missed::outline(self, text, extractor)
    }
}

#[cfg(test)]
mod cases_tests;
