//! Fills the actor and target of a triggered pattern: from the clause, then the sentence, then
//! what was told just before.

use std::ops::Range;

use super::cue::{Prep, Sub, class};
use super::pattern::{Frame, Link, Pattern, Want};
use super::sentence::Sentence;
use super::story::Story;
use super::{Filled, FilledFrom};
use crate::extract::actor::{ActorKind, Party};
use crate::extract::token::Tokens;

/// One party in a slot.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member {
    pub(super) party: Party,
    /// Canonical name, or as written.
    pub(super) name: Option<String>,
    /// As written.
    pub(super) text: Option<String>,
    /// Bytes of the sentence's text, where it stands there.
    pub(super) bytes: Option<Range<usize>>,
    pub(super) from: FilledFrom,
}

impl Member {
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
pub(super) struct Pairing {
    pub(super) actor: Member,
    pub(super) target: Option<Member>,
}

/// Why a trigger gave no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Miss {
    /// The words that the pattern asks for are not there, or forbidden ones are.
    Context,
    /// Negated, wished, habitual, or inside a demand.
    Unreal,
    /// Nobody acts.
    NoActor,
    /// Nobody is acted upon.
    NoTarget,
}

impl Miss {
    /// For a report.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::Context => "its words do not stand in the context that the pattern asks for",
            Self::Unreal => "it is negated, wished, habitual or part of a demand",
            Self::NoActor => "no actor with a country was found for it",
            Self::NoTarget => "no target with a country was found for it",
        }
    }
}

/// The parties of the trigger at chunk `t` under `pattern`.
pub(super) fn pairings(
    s: &Sentence,
    t: usize,
    pattern: &Pattern,
    story: &Story,
) -> Result<Vec<Pairing>, Miss> {
    let fill = Fill {
        s,
        t,
        pattern,
        story,
    };
    let noun = matches!(pattern.frame, Frame::Meeting | Frame::Journey | Frame::Deed);
    if !noun && fill.is_nominal() {
        return Err(Miss::Context);
    }
    match pattern.frame {
        Frame::Act => fill.act(),
        Frame::Mutual => fill.mutual(),
        Frame::Visit => fill.visit(),
        Frame::Host => fill.host(),
        Frame::Invite => fill.invite(),
        Frame::Meeting => fill.meeting(),
        Frame::Journey => fill.journey(),
        Frame::Deed => fill.deed(),
    }
}

/// A trigger whose slots are being filled.
pub(super) struct Fill<'f, 'a> {
    pub(super) s: &'f Sentence<'a>,
    pub(super) t: usize,
    pub(super) pattern: &'f Pattern,
    pub(super) story: &'f Story,
}

impl Fill<'_, '_> {
    pub(super) fn members(&self, chunks: &[usize]) -> Vec<Member> {
        chunks
            .iter()
            .flat_map(|&c| members(self.s, c, self.t))
            .collect()
    }

    /// A figure of speech: `đã “tấn công” đối thủ`.
    fn is_quoted(&self) -> bool {
        use super::chunk::Kind;
        let mark = |k: usize| {
            self.s
                .chunks
                .get(k)
                .is_some_and(|c| matches!(c.kind, Kind::Mark('"' | '“' | '”' | '\'' | '‘' | '’')))
        };
        self.t > 0 && mark(self.t - 1) && mark(self.t + 1)
    }

    /// True where a preposition or a word like `những` makes a noun of the verb.
    fn is_nominal(&self) -> bool {
        let Some(before) = self.t.checked_sub(1).map(|k| &self.s.chunks[k]) else {
            return false;
        };
        if before.clause != self.s.chunks[self.t].clause {
            return false;
        }
        before.is(class::NOMINAL)
            || (self.s.is_verb_trigger(self.t - 1)
                && before.patterns().iter().any(|&p| {
                    super::ontology::is_verbal(self.s.patterns[usize::from(p)].event_type)
                })
                && !before.is(class::SPEECH))
            || (before.is(class::VERB) && !before.is(class::LIGHT | class::ADVERB))
            || (self.pattern.event_type == "ASSAULT" && self.is_quoted())
            || (!before.is(class::AND)
                && matches!(
                    before.prep(),
                    Some(
                        Prep::About
                            | Prep::Of
                            | Prep::Against
                            | Prep::With
                            | Prep::From
                            | Prep::According
                            | Prep::Like
                            | Prep::Between
                            | Prep::By
                    )
                )
                && self.s.clauses[before.clause].chunks.start < self.t)
    }

    /// The subject, or who the sentence before was about where this one leaves it out.
    pub(super) fn subject(&self) -> Vec<Member> {
        self.subject_of(self.t)
    }

    pub(super) fn subject_of(&self, verb: usize) -> Vec<Member> {
        let mut found = self.subject_or_told(verb);
        // A company or a newspaper does not act for its state.
        found.retain(|m| !matches!(m.party.sector, Some("BUS" | "MED" | "MNC")));
        found
    }

    fn subject_or_told(&self, verb: usize) -> Vec<Member> {
        use super::chunk::Kind;
        let first = self.s.chunks[..verb]
            .iter()
            .all(|c| matches!(c.kind, Kind::Mark(_)) || c.sub() == Some(Sub::Nominal));
        if first && self.s.view.field != super::Field::Title && self.s.is_verb_trigger(verb) {
            // `Thiết lập quan hệ sẽ mất nhiều năm`: the act as a topic, done by nobody.
            return Vec::new();
        }
        match self.s.subject(verb) {
            Some(found) => self.members(&found.chunks),
            None if self.s.leaves_out_subject(verb) => self.story.speaker_or_topic(self.s, self.t),
            None if self.s.has_pronoun_for_subject(verb) => {
                let mut told = self.story.topic(self.s);
                told.retain(|m| m.party.sector.is_some());
                let alone = told.len() == 1;
                told.into_iter().filter(|_| alone).collect()
            }
            None => Vec::new(),
        }
    }

    pub(super) fn object(&self, links: &[Link], actors: &[Member]) -> Vec<Member> {
        let s = self.s;
        let places = matches!(
            self.pattern.event_type,
            "CONSULT" | "ASSAULT" | "MOBILIZE" | "COERCE" | "RETREAT" | "COOPERATE"
        );
        let skip = |chunk: usize| {
            let found = members(s, chunk, self.t);
            if s.chunks[chunk].actor().is_none() && !places {
                return true;
            }
            !found.is_empty()
                && found
                    .iter()
                    .all(|m| actors.iter().any(|a| a.country() == m.country()))
        };
        self.members(&s.object(self.t, links, self.pattern.through, &skip))
    }

    /// Each actor with each target of another country.
    pub(super) fn cross(
        &self,
        actors: Vec<Member>,
        targets: Vec<Member>,
    ) -> Result<Vec<Pairing>, Miss> {
        if actors.is_empty() {
            return Err(Miss::NoActor);
        }
        let mut pairs = Vec::new();
        for actor in &actors {
            for target in &targets {
                let known = pairs.iter().any(|p: &Pairing| {
                    p.actor.country() == actor.country()
                        && p.target
                            .as_ref()
                            .is_some_and(|t| t.country() == target.country())
                });
                let apart = target.country() != actor.country()
                    || (target.country() == "IGO" && target.name != actor.name);
                if apart && !known {
                    pairs.push(Pairing {
                        actor: actor.clone(),
                        target: Some(target.clone()),
                    });
                }
            }
        }
        if !pairs.is_empty() {
            return Ok(pairs);
        }
        match self.pattern.target {
            Want::None => Ok(actors
                .into_iter()
                .map(|actor| Pairing {
                    actor,
                    target: None,
                })
                .collect()),
            Want::Domestic if !self.has_domestic_object() => {
                let abroad: Vec<Pairing> = actors
                    .into_iter()
                    .filter_map(|actor| {
                        let target = self.abroad(&actor)?;
                        Some(Pairing {
                            actor,
                            target: Some(target),
                        })
                    })
                    .collect();
                if abroad.is_empty() {
                    Err(Miss::NoTarget)
                } else {
                    Ok(abroad)
                }
            }
            Want::Own | Want::Domestic => Ok(actors
                .into_iter()
                .filter(|a| {
                    !matches!(
                        a.country(),
                        "IGO" | "UNO" | "EUR" | "IMG" | "NGO" | "MNC" | "ISM"
                    )
                })
                .map(|actor| {
                    if let Some(target) = self.abroad(&actor) {
                        return Pairing {
                            actor,
                            target: Some(target),
                        };
                    }
                    let mut own = actor.clone();
                    own.name = None;
                    own.party.name = None;
                    own.text = None;
                    own.bytes = None;
                    own.from = FilledFrom::Article;
                    Pairing {
                        actor,
                        target: Some(own),
                    }
                })
                .collect()),
            Want::Partner | Want::Doer if self.names_somebody() || self.names_thing() => {
                Err(Miss::NoTarget)
            }
            Want::Partner | Want::Doer => {
                let sides: Vec<&str> = actors.iter().map(Member::country).collect();
                let pairs: Vec<Pairing> = actors
                    .into_iter()
                    .filter_map(|actor| {
                        let target = if self.pattern.target == Want::Doer {
                            self.story.doer(self.s, actor.country())?
                        } else {
                            self.story.partner(self.s, actor.country())?
                        };
                        // Whoever acts beside it is not whom it is done to.
                        let beside = sides.contains(&target.country());
                        (!beside).then_some(Pairing {
                            actor,
                            target: Some(target),
                        })
                    })
                    .collect();
                if pairs.is_empty() {
                    Err(Miss::NoTarget)
                } else {
                    Ok(pairs)
                }
            }
            Want::Required => Err(Miss::NoTarget),
        }
    }

    /// For force used in another country, that country: `tại tỉnh … của B`.
    fn abroad(&self, actor: &Member) -> Option<Member> {
        if self.pattern.event_type != "ASSAULT" {
            return None;
        }
        let s = self.s;
        let (place, filled) = super::place::stated(s, self.t, false)
            .or_else(|| (0..self.t).rev().find_map(|k| super::place::at(s, k)))?;
        let country = place.country.filter(|c| *c != actor.country())?;
        Some(Member {
            party: Party {
                country: Some(country),
                ..Party::default()
            },
            name: None,
            text: Some(place.text),
            bytes: filled.bytes,
            from: FilledFrom::Sentence,
        })
    }

    fn act(&self) -> Result<Vec<Pairing>, Miss> {
        if let Some(passive) = self.passive() {
            return self.passive_act(passive);
        }
        let actors = self.subject();
        if self.is_mutual() && actors.len() > 1 {
            return Ok(both_ways(&actors));
        }
        // `hai nước nhất trí`: one party with the other.
        let (first, rest) = split_sides(&actors);
        if !rest.is_empty() && self.object(&self.pattern.to, &actors).is_empty() {
            let named = self.s.subject(self.t).map_or(0, |f| f.chunks.len());
            if named <= 1 || matches!(self.pattern.target, Want::Partner) {
                return self.cross(first, rest);
            }
        }
        let targets = self.object(&self.pattern.to, &actors);
        let of_one_state = rest.is_empty() && actors.len() > 1;
        if of_one_state && targets.is_empty() && self.pattern.target == Want::Partner {
            // `quân đội A và tỉnh B của A đã ký`: among themselves.
            return Err(Miss::NoTarget);
        }
        self.cross(actors, targets)
    }

    /// `lẫn nhau` in the trigger's reach.
    fn is_mutual(&self) -> bool {
        let end = (self.t + 8).min(self.s.chunks.len());
        self.s.chunks[self.t + 1..end]
            .iter()
            .any(|c| c.is(class::MUTUAL))
    }

    /// The `bị` or `được` of the trigger: only adverbs and one actor stand between.
    fn passive(&self) -> Option<usize> {
        let start = self.s.clauses[self.s.chunks[self.t].clause].chunks.start;
        let mut actors = 0;
        let mut words = 0;
        let mut i = self.t;
        while i > start {
            i -= 1;
            let c = &self.s.chunks[i];
            if c.is(class::PASSIVE) {
                return Some(i);
            }
            if c.actor().is_some() {
                actors += 1;
            } else if c.is(class::AND) || c.is_mark(',') || !self.s.is_adverbial(i) {
                words += 1;
            }
            // `được các đại biểu và báo chí A, B đánh giá cao`
            if actors > 3 || words > 7 {
                return None;
            }
            if self.s.is_predicate(i) {
                return None;
            }
        }
        None
    }

    fn passive_act(&self, passive: usize) -> Result<Vec<Pairing>, Miss> {
        let targets = match self.s.subject(passive) {
            Some(found) => self.members(&found.chunks),
            None => self.story.speaker_or_topic(self.s, self.t),
        };
        let between: Vec<usize> = (passive + 1..self.t)
            .filter(|&k| self.s.may_act(k))
            .collect();
        let mut actors = self.members(&between);
        if actors.is_empty() {
            let links = [Link::Of];
            let skip = |chunk: usize| {
                members(self.s, chunk, self.t)
                    .iter()
                    .all(|m| targets.iter().any(|t| t.country() == m.country()))
            };
            actors = self.members(&self.s.object(self.t, &links, false, &skip));
        }
        if targets.is_empty() {
            return Err(Miss::NoTarget);
        }
        if actors.is_empty() && self.pattern.target == Want::None {
            // `binh sĩ A được triển khai`: A's own move.
            let goals = self.object(&self.pattern.to, &targets);
            return self.cross(targets, goals);
        }
        actors.retain(|a| targets.iter().any(|t| t.country() != a.country()));
        self.cross(actors, targets)
    }

    fn mutual(&self) -> Result<Vec<Pairing>, Miss> {
        // `gặp gỡ báo chí`, `tiếp xúc cử tri`: not with a state.
        if self
            .s
            .chunks
            .get(self.t + 1)
            .is_some_and(|c| c.is(class::PRIVATE))
        {
            return Err(Miss::NoTarget);
        }
        let left = self.subject();
        let right = self.object(&self.pattern.to, &left);
        self.sides(left, right)
    }

    /// Two sides, or one side that holds both.
    fn sides(&self, left: Vec<Member>, right: Vec<Member>) -> Result<Vec<Pairing>, Miss> {
        if !right.is_empty() {
            return self.cross(left, right);
        }
        let (first, rest) = split_sides(&left);
        self.cross(first, rest)
    }

    fn visit(&self) -> Result<Vec<Pairing>, Miss> {
        let actors = self.subject();
        // Who only `arrives` must be one who travels: no troops, ships or goods.
        if !self.pattern.before.is_empty()
            && let Some(found) = self.s.subject(self.t)
            && !found.chunks.iter().any(|&c| self.s.travels(c))
        {
            return Err(Miss::NoActor);
        }
        let mut targets = self.object(&self.pattern.to, &actors);
        if targets.is_empty() {
            targets = self.story.place_after(self.s, self.t, &actors);
        }
        self.reach(actors, targets)
    }

    /// A journey to where the traveller does not come from: `nước này` is never the traveller's own.
    pub(super) fn reach(
        &self,
        travellers: Vec<Member>,
        goals: Vec<Member>,
    ) -> Result<Vec<Pairing>, Miss> {
        let s = self.s;
        let home = |m: &Member| travellers.iter().any(|t| t.country() == m.country());
        let points_back = goals.is_empty()
            && (self.t + 1..s.chunks.len().min(self.t + 4))
                .any(|k| s.mention(k).is_some_and(|m| m.kind == ActorKind::Anaphor));
        if points_back && !travellers.is_empty() {
            let host = (0..self.t)
                .rev()
                .filter(|&k| s.may_act(k))
                .flat_map(|k| members(s, k, self.t))
                .find(|m| !home(m))
                .or_else(|| {
                    travellers
                        .first()
                        .and_then(|t| self.story.partner(self.s, t.country()))
                });
            return self.cross(travellers, host.into_iter().collect());
        }
        self.cross(travellers, goals)
    }

    fn host(&self) -> Result<Vec<Pairing>, Miss> {
        if let Some(passive) = self.passive() {
            // `B được A tiếp`: the guest is the subject.
            let guests = self
                .s
                .subject(passive)
                .map(|f| self.members(&f.chunks))
                .unwrap_or_default();
            let hosts: Vec<usize> = (passive + 1..self.t)
                .filter(|&k| self.s.may_act(k))
                .collect();
            return self.cross(guests, self.members(&hosts));
        }
        let hosts = self.subject();
        if hosts.is_empty() {
            return Err(Miss::NoActor);
        }
        let mut guests = self.object(&self.pattern.to, &hosts);
        if guests.is_empty() {
            // `tiếp những người đồng cấp từ A, B và C`
            guests = self.object(&[Link::Direct, Link::Of], &hosts);
        }
        if guests.is_empty() {
            return Err(Miss::NoTarget);
        }
        self.cross(guests, hosts)
    }

    fn invite(&self) -> Result<Vec<Pairing>, Miss> {
        if let Some(passive) = self.passive() {
            let guests = self
                .s
                .subject(passive)
                .map(|f| self.members(&f.chunks))
                .unwrap_or_default();
            let between: Vec<usize> = (passive + 1..self.t)
                .filter(|&k| self.s.may_act(k))
                .collect();
            let mut hosts = self.members(&between);
            if hosts.is_empty() {
                let skip = |chunk: usize| {
                    members(self.s, chunk, self.t)
                        .iter()
                        .all(|m| guests.iter().any(|g| g.country() == m.country()))
                };
                hosts = self.members(&self.far_object(&skip));
            }
            return self.cross(hosts, guests);
        }
        let hosts = self.subject();
        let guests = self.object(&[Link::Direct], &hosts);
        self.cross(hosts, guests)
    }

    /// The first state to the right, whatever stands between.
    fn far_object(&self, skip: &dyn Fn(usize) -> bool) -> Vec<usize> {
        (self.t + 1..self.s.chunks.len())
            .take(14)
            .find(|&k| self.s.stands_for_state(k) && !skip(k))
            .into_iter()
            .collect()
    }

    /// True where somebody is named behind the trigger, though not as its target.
    fn names_somebody(&self) -> bool {
        let s = self.s;
        (self.t + 1..s.chunks.len().min(self.t + 14))
            .take_while(|&k| {
                s.chunks[k].clause == s.chunks[self.t].clause
                    && !(s.chunks[k].is(class::AND) && s.begins_verb(k + 1))
            })
            .any(|k| s.stands_for_state(k))
    }

    /// `ca ngợi Vành đai và Con đường`, `chỉ trích chính quyền vì …`: something of its own is named
    /// behind the verb; `ca ngợi thỏa thuận này` points back to what was told.
    fn names_thing(&self) -> bool {
        let s = self.s;
        // A pattern that asks for an object of its own (`ký` a treaty) says what may be named.
        let open = self.pattern.object.is_empty()
            && matches!(self.pattern.event_type, "SUPPORT" | "ACCUSE");
        if !open || !s.is_verb_trigger(self.t) {
            return false;
        }
        let end = s.clauses[s.chunks[self.t].clause].chunks.end;
        let object = self.t + 1..end.min(self.t + 16);
        let mut words = 0;
        for k in object {
            if s.points_back(k) || s.mention(k).is_some() {
                return false;
            }
            let c = &s.chunks[k];
            if c.joins() || c.is_mark('.') {
                break;
            }
            words += usize::from(c.is_plain());
        }
        words > 1
    }

    /// `bắt giữ lãnh đạo phe đối lập`: an actor at home behind the trigger.
    fn has_domestic_object(&self) -> bool {
        let s = self.s;
        (self.t + 1..s.chunks.len().min(self.t + 9))
            .take_while(|&k| s.chunks[k].clause == s.chunks[self.t].clause)
            .any(|k| s.chunks[k].is(class::DOMESTIC))
    }
}

/// The parties of an actor chunk.
pub(super) fn members(s: &Sentence, chunk: usize, trigger: usize) -> Vec<Member> {
    let from = if s.chunks[chunk].clause == s.chunks[trigger].clause {
        FilledFrom::Clause
    } else {
        FilledFrom::Sentence
    };
    if let Some((bytes, party)) = s.place(chunk) {
        return vec![Member {
            party,
            name: None,
            text: s.view.tokens.text.get(bytes.clone()).map(str::to_owned),
            bytes: Some(bytes),
            from,
        }];
    }
    let Some(mention) = s.mention(s.owned_by(chunk).unwrap_or(chunk)) else {
        return Vec::new();
    };
    if let Some(spot) = s.posted_at(chunk) {
        // `triệu hồi đại sứ tại B`: the state to which he is accredited.
        return vec![Member {
            party: Party {
                country: Some(spot.country),
                sector: Some("GOV"),
                ..Party::default()
            },
            name: None,
            text: s
                .view
                .tokens
                .text
                .get(mention.bytes.clone())
                .map(str::to_owned),
            bytes: Some(mention.bytes.clone()),
            from,
        }];
    }
    let owned = s.owned_by(chunk).is_some();
    if mention.kind == ActorKind::Agency {
        return Vec::new();
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
            text: text.get(mention.bytes.clone()).map(str::to_owned),
            bytes: Some(mention.bytes.clone()),
            from,
        })
        .collect()
}

/// The name of a party.
pub(super) fn party_name(party: &Party, texts: &[Tokens]) -> Option<String> {
    let name = party.name?.as_str(texts);
    (!name.is_empty()).then(|| name.to_owned())
}

/// The members of the first country named, and all others.
pub(super) fn split_sides(members: &[Member]) -> (Vec<Member>, Vec<Member>) {
    let Some(first) = members.first() else {
        return (Vec::new(), Vec::new());
    };
    members
        .iter()
        .cloned()
        .partition(|m| m.country() == first.country())
}

/// Each member towards each other member of another country.
fn both_ways(members: &[Member]) -> Vec<Pairing> {
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
