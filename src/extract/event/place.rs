//! Where an act took place: a place or state behind `tại`, `ở` in the trigger's clause, the goal
//! of a journey.

use super::cue::Prep;
use super::sentence::Sentence;
use super::{Filled, FilledFrom, Place};
use crate::extract::actor::ActorKind;

/// The place of the trigger at chunk `t`, if the sentence states one.
pub(super) fn stated(s: &Sentence, t: usize) -> Option<(Place, Filled)> {
    let clause = s.chunks[t].clause;
    let range = s.clauses[clause].chunks.clone();
    // Behind the trigger first, then in front of it, then at the head of the sentence.
    let behind = (t + 1..range.end).find_map(|k| place_at(s, k, FilledFrom::Clause));
    behind
        .or_else(|| (range.start..t).find_map(|k| place_at(s, k, FilledFrom::Clause)))
        .or_else(|| {
            (0..range.start)
                .find_map(|k| place_at(s, k, FilledFrom::Sentence))
                .filter(|_| range.start > 0 && clause == 1)
        })
}

/// The place behind the preposition at chunk `prep`.
pub(super) fn at(s: &Sentence, prep: usize) -> Option<(Place, Filled)> {
    place_at(s, prep, FilledFrom::Sentence)
}

fn place_at(s: &Sentence, prep: usize, from: FilledFrom) -> Option<(Place, Filled)> {
    if s.chunks[prep].prep() != Some(Prep::At) {
        return None;
    }
    for k in prep + 1..s.chunks.len().min(prep + 6) {
        let start = s.chunks[k].tokens.start;
        if let Some(spot) = s.view.spot_at(start) {
            let place = Place {
                text: s.view.tokens.text.get(spot.bytes.clone())?.to_owned(),
                name: spot.name.clone(),
                country: Some(spot.country),
            };
            return Some((place, filled(spot.bytes.clone(), from)));
        }
        if let Some(mention) = s.mention(k) {
            if !matches!(mention.kind, ActorKind::State | ActorKind::Attribute) {
                return None;
            }
            let country = mention.parties.first()?.country?;
            let place = Place {
                text: s.view.tokens.text.get(mention.bytes.clone())?.to_owned(),
                name: None,
                country: Some(country),
            };
            return Some((place, filled(mention.bytes.clone(), from)));
        }
        let other = s.chunks[k].prep().is_some_and(|p| p != Prep::Of);
        if s.is_verb(k) || s.chunks[k].is_mark(',') || other {
            return None;
        }
    }
    None
}

fn filled(bytes: std::ops::Range<usize>, from: FilledFrom) -> Filled {
    Filled {
        bytes: Some(bytes),
        from: Some(from),
    }
}
