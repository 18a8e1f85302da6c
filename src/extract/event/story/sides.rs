//! Whether a sentence names enough for an act to be told in it.
//!
//! Nearly every act has two sides, of different states, and most sentences with a trigger name but
//! one state: nothing of them need be cut up.

use std::ops::Range;

use crate::extract::actor::ActorKind;
use crate::extract::event::sentence::{View, is_foe_at_home};
use crate::extract::event::words::Cues;

/// How many sides of an act are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sides {
    None,
    One(&'static str),
    Two,
}

impl Sides {
    /// Those named by these and by a party of `country`.
    fn and(self, country: &'static str) -> Self {
        match self {
            // Organisations have one code, and act on each other.
            _ if country == "IGO" => Self::Two,
            Self::None => Self::One(country),
            Self::One(other) if other == country => self,
            _ => Self::Two,
        }
    }

    /// Those named by these and among the tokens of a sentence, as parties or as places.
    fn and_in(self, view: &View, sentence: &Range<usize>) -> Self {
        let actors = begun_in(sentence, view.actors, |m| &m.tokens);
        let acting = actors.iter().filter(|m| m.kind != ActorKind::Agency);
        let parties = acting.flat_map(|m| &m.parties);
        // Rebels are fought in their own state.
        if parties.clone().any(is_foe_at_home) {
            return Self::Two;
        }
        let parties = parties.filter_map(|p| p.country);
        let places = begun_in(sentence, &view.places, |p| &p.tokens);
        parties
            .chain(places.iter().map(|p| p.country))
            .fold(self, Self::and)
    }
}

/// True where some sentence of a text may tell of an act though none was told before.
pub(crate) fn text_may_tell(view: &View, cues: &Cues) -> bool {
    let sentences = &view.tokens.sentences;
    let mut named = (0..sentences.len()).filter(|n| names_anybody(view, &sentences[*n]));
    named.any(|number| may_tell(view, number, cues))
}

/// True where an actor is named in a sentence.
pub(crate) fn names_anybody(view: &View, sentence: &Range<usize>) -> bool {
    let at = view
        .actors
        .partition_point(|m| m.tokens.end <= sentence.start);
    view.actors
        .get(at)
        .is_some_and(|m| m.tokens.start < sentence.end)
}

/// True where a sentence, given by its number, may tell of an act though none was told before: it
/// names two sides, alone or with the sentence before, which may say who acts; or its trigger wants
/// but one.
pub(crate) fn may_tell(view: &View, number: usize, cues: &Cues) -> bool {
    let sentences = &view.tokens.sentences;
    let Some(sentence) = sentences.get(number) else {
        return false;
    };
    let words = &view.tokens.tokens[sentence.clone()];
    let before = number.checked_sub(1).and_then(|n| sentences.get(n));
    let own = Sides::None.and_in(view, sentence);
    match before.map_or(own, |before| own.and_in(view, before)) {
        Sides::Two => cues.has_trigger(words),
        _ => cues.has_lone_trigger(words),
    }
}

/// Those found that begin in a sentence.
pub(crate) fn begun_in<'m, M>(
    sentence: &Range<usize>,
    found: &'m [M],
    tokens: fn(&M) -> &Range<usize>,
) -> &'m [M] {
    let first = found.partition_point(|m| tokens(m).start < sentence.start);
    let behind = &found[first..];
    let count = behind.iter().take_while(|m| tokens(m).start < sentence.end);
    &behind[..count.count()]
}
