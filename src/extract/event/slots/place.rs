//! Where an act took place: a place or state behind `tại`, `ở` in the trigger's clause, the goal
//! of a journey.

use crate::extract::actor::ActorKind;
use crate::extract::event::sentence::{Member, Opener, Sentence};
use crate::extract::event::words::{Ask, Prep, Sub};
use crate::extract::event::{Filled, FilledFrom, Place};

/// [`Place`] while its words are still those of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scene<'a> {
    pub(crate) text: &'a str,
    pub(crate) name: Option<&'static str>,
    pub(crate) country: Option<&'static str>,
}

impl From<Scene<'_>> for Place {
    fn from(place: Scene) -> Self {
        Self {
            text: place.text.to_owned(),
            name: place.name.map(str::to_owned),
            country: place.country,
        }
    }
}

/// The place of the trigger at chunk `t`, if the sentence states one.
///
/// Behind a verb of saying (`verbal`) stands where that happened which it is about.
pub(crate) fn stated<'a>(s: &Sentence<'a>, t: usize, verbal: bool) -> Option<(Scene<'a>, Filled)> {
    let clause = s.chunks[t].clause;
    let range = s.clauses[clause].chunks.clone();
    // Behind the trigger first, then in front of it, then at the head of the sentence.
    let behind = (t + 1..range.end)
        .find_map(|k| place_at(s, k, FilledFrom::Clause))
        .filter(|_| !verbal);
    behind
        .or_else(|| (range.start..t).find_map(|k| place_at(s, k, FilledFrom::Clause)))
        .or_else(|| beside(s, clause, verbal))
}

/// A place in a clause that belongs to the act: the purpose behind it (`điều quân để … tại B`), the
/// occasion in front of it (`Trong buổi tiếp tại B, …`), what a relative clause hangs on (`tại B,
/// nơi …`).
fn beside<'a>(s: &Sentence<'a>, clause: usize, verbal: bool) -> Option<(Scene<'a>, Filled)> {
    let named = |c: usize| {
        let chunks = s.clauses.get(c)?.chunks.clone();
        chunks
            .into_iter()
            .find_map(|k| place_at(s, k, FilledFrom::Sentence))
    };
    let purpose = s
        .clauses
        .get(clause + 1)
        .is_some_and(|c| c.opener == Opener::Sub(Sub::Purpose));
    let behind = if purpose && !verbal {
        named(clause + 1)
    } else {
        None
    };
    // `nơi A ở lại sau khi …`: what the relative clause holds.
    let outer = (0..=clause)
        .rev()
        .find(|&c| s.clauses[c].opener != Opener::Sub(Sub::Time))
        .unwrap_or(clause);
    behind.or_else(|| match s.clauses[outer].opener {
        Opener::Sub(Sub::Relative) => {
            let chunks = s.clauses[outer.checked_sub(1)?].chunks.clone();
            let last = chunks.into_iter().rev();
            last.take(8)
                .find_map(|k| place_at(s, k, FilledFrom::Sentence))
        }
        _ => {
            let occasion = (0..clause).rev().find(|&c| s.is_adjunct(c))?;
            // Only commas and words of the same subject stand between.
            let near = occasion + 1 == clause || occasion == 0;
            if near { named(occasion) } else { None }
        }
    })
}

/// The place behind the preposition at chunk `prep`.
pub(crate) fn at<'a>(s: &Sentence<'a>, prep: usize) -> Option<(Scene<'a>, Filled)> {
    place_at(s, prep, FilledFrom::Sentence)
}

/// True for an act that guest and host do together, and face to face.
pub(crate) fn is_where_guest_is(event_type: &str, mode: Option<&str>) -> bool {
    matches!(event_type, "CONSULT" | "AGREE" | "SUPPORT") && mode != Some("phone")
}

/// The host's country as a place.
pub(crate) fn of_host<'a>(host: &Member<'a>) -> Option<(Scene<'a>, Filled)> {
    let place = Scene {
        text: host.text?,
        name: None,
        country: host.party.country,
    };
    let filled = Filled {
        bytes: host.bytes.clone(),
        from: Some(host.from),
    };
    Some((place, filled))
}

fn place_at<'a>(s: &Sentence<'a>, prep: usize, from: FilledFrom) -> Option<(Scene<'a>, Filled)> {
    if s.chunks[prep].prep() != Some(Prep::At) || is_of_trouble(s, prep) || is_post(s, prep) {
        return None;
    }
    for k in prep + 1..s.chunks.len().min(prep + 6) {
        let start = s.chunks[k].tokens.start;
        if let Some(spot) = s.view.spot_at(start) {
            let place = Scene {
                text: s.view.tokens.text.get(spot.bytes.clone())?,
                name: Some(spot.name),
                country: Some(spot.country),
            };
            return Some((place, filled(spot.bytes.clone(), from)));
        }
        if let Some(mention) = s.mention(k) {
            if !matches!(mention.kind, ActorKind::State | ActorKind::Attribute) {
                return None;
            }
            let country = mention.parties.first()?.country?;
            let place = Scene {
                text: s.view.tokens.text.get(mention.bytes.clone())?,
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

/// `xung đột tại B`: where a war is about which others talk, not where they do.
fn is_of_trouble(s: &Sentence, prep: usize) -> bool {
    let start = s.chunks[prep].tokens.start;
    let before = start.saturating_sub(TROUBLE_TOKENS).max(s.tokens.start)..start;
    let words = s.view.tokens.slice(before).to_lowercase();
    s.view.grammar.ends(Ask::Trouble, &words)
}

/// `phóng viên báo X tại B`: where a reporter or an envoy is posted, not where others act.
fn is_post(s: &Sentence, prep: usize) -> bool {
    for k in (s.clause_of(prep).chunks.start..prep)
        .rev()
        .take(POST_CHUNKS)
    {
        let words = s.words(k);
        if s.view.grammar.says(Ask::Posted, words) {
            return true;
        }
        let c = &s.chunks[k];
        if !(c.is_plain() || c.is_named() || c.prep() == Some(Prep::Of)) {
            return false;
        }
    }
    false
}

/// Chunks between the word for who is posted and the place, the word included.
const POST_CHUNKS: usize = 5;

/// Tokens of the longest word for what troubles a place.
const TROUBLE_TOKENS: usize = 2;

fn filled(bytes: std::ops::Range<usize>, from: FilledFrom) -> Filled {
    Filled {
        bytes: Some(bytes),
        from: Some(from),
    }
}
