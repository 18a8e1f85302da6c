//! A mention of an act before mentions are put together.

use std::borrow::Cow;
use std::ops::Range;

use crate::extract::date::DateBasis;
use crate::extract::event::context::Set;
use crate::extract::event::sentence::Member;
use crate::extract::event::slots::Scene;
use crate::extract::event::source::Source;
use crate::extract::event::story::Told;
use crate::extract::event::{Field, Filled, FilledFrom, Status};

/// One mention of an act, before mentions are put together.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) pattern: usize,
    pub(crate) event_type: &'static str,
    pub(crate) mode: Option<&'static str>,
    pub(crate) actor: Member<'a>,
    pub(crate) target: Option<Member<'a>>,
    pub(crate) told: Option<Told<'a>>,
    pub(crate) place: Option<(Scene<'a>, Filled)>,
    pub(crate) status: Status,
    pub(crate) status_cue: Option<Range<usize>>,
    pub(crate) sources: Vec<Source<'a>>,
    pub(crate) denied_by: Vec<Cow<'a, str>>,
    pub(crate) recap: bool,
    /// Told as earlier than something else, or of some day not long ago.
    pub(crate) older: bool,
    pub(crate) field: Field,
    /// Paragraph of the field.
    pub(crate) paragraph: usize,
    /// Number of the sentence in its field.
    pub(crate) sentence: usize,
    /// Bytes of the field.
    pub(crate) sentence_bytes: Range<usize>,
    pub(crate) trigger: Range<usize>,
    /// Drafts of one trigger share it.
    pub(crate) act: usize,
    /// Contexts of the sentence and the article.
    pub(crate) contexts: Set,
    /// Its sentence ends inside a quotation, whose speaker is named later.
    pub(crate) in_quote: bool,
    /// Told as a fact only for want of a word of tense: by a headline, or by a noun.
    pub(crate) bare: bool,
}

impl<'a> Draft<'a> {
    /// Its date, where the text gives one.
    pub(super) fn stated(&self) -> Option<&Told<'a>> {
        let told = self.told.as_ref();
        told.filter(|t| !matches!(t.date.basis, DateBasis::Published | DateBasis::Unknown))
    }
}

/// A slot that was left empty.
pub(crate) fn empty() -> Filled {
    Filled {
        bytes: None,
        from: None,
    }
}

/// Filled from a date that was told.
pub(crate) fn filled_date(told: Option<&Told>) -> Filled {
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
