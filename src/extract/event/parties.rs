//! Parties as fillers of slots: who a chunk stands for, under which name.

use std::ops::Range;

use super::chunk::Spot;
use super::cue::{Prep, class};
use super::pattern::Want;
use super::sentence::Sentence;
use super::slots::Fill;
use super::{Filled, FilledFrom};
use crate::extract::actor::{ActorKind, ActorMention, Few, Party};
use crate::extract::token::Tokens;

/// One party in a slot.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member<'a> {
    pub(super) party: Party,
    /// Canonical name, or as written.
    pub(super) name: Option<&'a str>,
    /// As written.
    pub(super) text: Option<&'a str>,
    /// Bytes of the sentence's text, where it stands there.
    pub(super) bytes: Option<Range<usize>>,
    pub(super) from: FilledFrom,
}

impl Member<'_> {
    pub(super) fn country(&self) -> &'static str {
        self.party.country.unwrap_or("")
    }

    pub(super) fn filled(&self) -> Filled {
        Filled {
            bytes: self.bytes.clone(),
            from: Some(self.from),
        }
    }
}

/// An actor with its target.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pairing<'a> {
    pub(super) actor: Member<'a>,
    pub(super) target: Option<Member<'a>>,
}

/// The parties of an actor chunk.
pub(super) fn members<'a>(s: &Sentence<'a>, chunk: usize, trigger: usize) -> Few<Member<'a>> {
    let from = if s.chunks[chunk].clause == s.chunks[trigger].clause {
        FilledFrom::Clause
    } else {
        FilledFrom::Sentence
    };
    if let Some((bytes, party)) = s.place(chunk) {
        return Few::from_buf([Member {
            party,
            name: None,
            text: s.view.tokens.text.get(bytes.clone()),
            bytes: Some(bytes),
            from,
        }]);
    }
    let Some(mention) = s.mention(s.owned_by(chunk).unwrap_or(chunk)) else {
        return Few::default();
    };
    if let Some(spot) = s.posted_at(chunk) {
        // `triệu hồi đại sứ tại B`: the state to which he is accredited.
        return Few::from_buf([posted(s, mention, spot, from)]);
    }
    let owned = s.owned_by(chunk).is_some();
    if mention.kind == ActorKind::Agency {
        return Few::default();
    }
    let text = s.view.tokens.text;
    mention
        .parties
        .iter()
        .filter(|p| p.country.is_some())
        .map(|&party| Member {
            party,
            // An envoy of a president is not the president.
            name: party_name(&party, s.view.texts).filter(|_| !owned),
            text: text.get(mention.bytes.clone()),
            bytes: Some(mention.bytes.clone()),
            from,
        })
        .collect()
}

/// The state of a place in which an office or a mission is.
pub(super) fn posted<'a>(
    s: &Sentence<'a>,
    mention: &ActorMention,
    spot: &Spot,
    from: FilledFrom,
) -> Member<'a> {
    Member {
        party: Party {
            country: Some(spot.country),
            sector: Some("GOV"),
            ..Party::default()
        },
        name: None,
        text: s.view.tokens.text.get(mention.bytes.clone()),
        bytes: Some(mention.bytes.clone()),
        from,
    }
}

impl Sentence<'_> {
    /// True for a mention of nobody but the party's state.
    pub(super) fn is_of(&self, chunk: usize, party: &Party) -> bool {
        self.mention(chunk).is_some_and(|m| {
            m.kind == ActorKind::State && m.parties.iter().all(|p| p.country == party.country)
        })
    }

    /// True for a mention of somebody of a member's state.
    pub(super) fn is_of_state(&self, chunk: usize, member: &Member) -> bool {
        let parties = self.mention(chunk).map(|m| m.parties.as_slice());
        let mut parties = parties.unwrap_or_default().iter();
        parties.any(|p| p.country == member.party.country)
    }

    /// `luật sư A`, `con trai cả của Tổng thống A`: a private person of A's, who is no party.
    pub(super) fn is_private(&self, chunk: usize) -> bool {
        let before = |k: usize| k.checked_sub(1).map(|k| (k, &self.chunks[k]));
        let private = |k: usize| before(k).is_some_and(|(_, c)| c.is(class::PRIVATE));
        if private(chunk) {
            return true;
        }
        let Some((of, c)) = before(chunk) else {
            return false;
        };
        // One more word may stand before `của`.
        let more = || before(of).is_some_and(|(k, c)| c.is_plain() && private(k));
        c.prep() == Some(Prep::Of) && (private(of) || more())
    }
}

impl Fill<'_, '_> {
    /// `quân đội A tấn công phiến quân X`, who are of A, and `phiến quân X tấn công quân đội A`: an
    /// armed group or the opposition at home, and those it stands against.
    pub(super) fn are_foes_at_home(&self, actor: &Member, target: &Member) -> bool {
        let serves = matches!(target.party.sector, Some("MIL" | "COP"));
        matches!(self.pattern.target, Want::Own | Want::Domestic)
            && (is_foe_at_home(&target.party) || (is_foe_at_home(&actor.party) && serves))
    }
}

/// True for a party that may be its own state's foe: a named armed group, gang or opposition.
pub(super) fn is_foe_at_home(party: &Party) -> bool {
    party.name.is_some() && matches!(party.sector, Some("REB" | "PRM" | "OPP" | "CRM"))
}

/// The name of a party.
pub(super) fn party_name<'a>(party: &Party, texts: &'a [Tokens]) -> Option<&'a str> {
    let name = party.name?.as_str(texts);
    (!name.is_empty()).then_some(name)
}

/// The members of the first country named, and all others.
pub(super) fn split_sides<'a>(members: &[Member<'a>]) -> (Vec<Member<'a>>, Vec<Member<'a>>) {
    let Some(first) = members.first() else {
        return (Vec::new(), Vec::new());
    };
    members
        .iter()
        .cloned()
        .partition(|m| m.country() == first.country())
}

/// Each member towards each other member of another country.
pub(super) fn both_ways<'a>(members: &[Member<'a>]) -> Vec<Pairing<'a>> {
    let mut pairs = Vec::new();
    for a in members {
        for b in members {
            if a.country() != b.country() {
                pairs.push(Pairing {
                    actor: a.clone(),
                    target: Some(b.clone()),
                });
            }
        }
    }
    pairs
}
