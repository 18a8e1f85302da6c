//! What the author of a pattern looks at: sentences without a row, and sentences as patterns see them.

use std::ops::Range;

use super::sentence::{Sentence, View, chunks, spots};
use super::{Coder, Field};
use crate::extract::Extractor;
use crate::extract::date::{Anchor, Narration};
use crate::extract::token::Tokens;

/// A sentence with triggers and without a row.
#[derive(Clone, Debug)]
pub struct MissedSentence {
    /// Where it stands.
    pub field: Field,
    /// Bytes of the field.
    pub bytes: Range<usize>,
    /// Its triggers, in order.
    pub triggers: Vec<Missed>,
    /// The sentence as the patterns see it, see [`Coder::outline`].
    pub outline: String,
}

/// A trigger that gave no row.
#[derive(Clone, Debug)]
pub struct Missed {
    /// Bytes of the field.
    pub bytes: Range<usize>,
    /// The pattern that was tried last.
    pub rule: &'static str,
    /// Why there is no row.
    pub reason: &'static str,
}

/// Every sentence of a text in chunks and clauses, for the author of a pattern.
pub(super) fn outline(coder: &Coder, text: &str, extractor: &Extractor) -> Vec<String> {
    let texts = [Tokens::new(text, &extractor.words)];
    let named = extractor.actors.read(&texts, None);
    let [named] = &named[..] else {
        return Vec::new();
    };
    let dates = extractor
        .dates
        .dates(&texts[0], &Anchor::default(), &mut Narration::default());
    let view = View {
        field: Field::Body,
        tokens: &texts[0],
        texts: &texts,
        actors: &named.actors,
        dates: &dates,
        places: spots(&named.places),
        institutions: &coder.institutions,
        grammar: &coder.grammar,
    };
    texts[0]
        .sentences
        .iter()
        .enumerate()
        .map(|(number, range)| {
            let chunks = chunks(&view, range.clone(), &coder.cues.dictionary);
            let patterns = &coder.patterns.rows;
            Sentence::new(&view, number, range.clone(), chunks, patterns, false).outline()
        })
        .collect()
}
