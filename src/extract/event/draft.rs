//! A mention of an act before mentions are put together.

use std::borrow::Cow;
use std::ops::Range;

use super::context::Set;
use super::day::Told;
use super::parties::Member;
use super::place::Scene;
use super::source::Source;
use super::{Field, Filled, FilledFrom, Status};

/// One mention of an act, before mentions are put together.
#[derive(Clone, Debug)]
pub(super) struct Draft<'a> {
    pub(super) pattern: usize,
    pub(super) event_type: &'static str,
    pub(super) mode: Option<&'static str>,
    pub(super) actor: Member<'a>,
    pub(super) target: Option<Member<'a>>,
    pub(super) told: Option<Told<'a>>,
    pub(super) place: Option<(Scene<'a>, Filled)>,
    pub(super) status: Status,
    pub(super) status_cue: Option<Range<usize>>,
    pub(super) sources: Vec<Source<'a>>,
    pub(super) denied_by: Vec<Cow<'a, str>>,
    pub(super) recap: bool,
    /// Told as earlier than something else, or of some day not long ago.
    pub(super) older: bool,
    pub(super) field: Field,
    /// Paragraph of the field.
    pub(super) paragraph: usize,
    /// Number of the sentence in its field.
    pub(super) sentence: usize,
    /// Bytes of the field.
    pub(super) sentence_bytes: Range<usize>,
    pub(super) trigger: Range<usize>,
    /// Drafts of one trigger share it.
    pub(super) act: usize,
    /// Contexts of the sentence and the article.
    pub(super) contexts: Set,
    /// Its sentence ends inside a quotation, whose speaker is named later.
    pub(super) in_quote: bool,
    /// Told as a fact only for want of a word of tense: by a headline, or by a noun.
    pub(super) bare: bool,
}

/// A slot that was left empty.
pub(super) fn empty() -> Filled {
    Filled {
        bytes: None,
        from: None,
    }
}

/// Filled from a date that was told.
pub(super) fn filled_date(told: Option<&Told>) -> Filled {
    told.map_or_else(empty, |t| Filled {
        bytes: t.bytes.clone(),
        from: Some(if t.bytes.is_some() {
            t.from
        } else if t.from == FilledFrom::Article {
            FilledFrom::Article
        } else {
            FilledFrom::Earlier
        }),
    })
}
