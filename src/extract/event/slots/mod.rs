//! Fills the actor and target of a triggered pattern: from the clause, then the sentence, then
//! what was told just before.

mod nouns;
pub(super) mod place;
mod reported;
mod unnamed;
mod verbs;

pub(super) use place::Scene;

use super::sentence::{Kind, Member, Pairing, Sentence, members, parties, posted};
use super::status::{Miss, leads_to_future};
use super::story::{Story, begun_in};
use super::words::{Frame, Link, Pattern, Prep, Sub, Want, class, part};
use super::{Field, FilledFrom};
use crate::extract::actor::{ActorKind, is_beyond_states};

/// The parties of the trigger at chunk `t` under `pattern`.
pub(crate) fn pairings<'a>(
    s: &Sentence<'a>,
    t: usize,
    pattern: &Pattern,
    story: &Story<'a>,
) -> Result<Vec<Pairing<'a>>, Miss> {
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
        Frame::Reported => fill.reported(),
        Frame::Visit => fill.visit(),
        Frame::Host => fill.host(),
        Frame::Invite => fill.invite(),
        Frame::Meeting => fill.meeting(),
        Frame::Journey => fill.journey(),
        Frame::Deed => fill.deed(),
    }
}

/// A trigger whose slots are being filled.
pub(crate) struct Fill<'f, 'a> {
    pub(crate) s: &'f Sentence<'a>,
    pub(crate) t: usize,
    pub(crate) pattern: &'f Pattern,
    pub(crate) story: &'f Story<'a>,
}

impl<'a> Fill<'_, 'a> {
    pub(crate) fn members(&self, chunks: &[usize]) -> Vec<Member<'a>> {
        chunks
            .iter()
            .flat_map(|&c| members(self.s, c, self.t))
            .collect()
    }

    /// `quân đội A tấn công phiến quân X`, who are of A, and `phiến quân X tấn công quân đội A`: an
    /// armed group or the opposition at home, and those it stands against.
    pub(crate) fn are_foes_at_home(&self, actor: &Member, target: &Member) -> bool {
        let serves = matches!(target.party.sector, Some("MIL" | "COP"));
        let foe = |member: &Member| parties::is_foe_at_home(&member.party);
        matches!(self.pattern.target, Want::Own | Want::Domestic)
            && (foe(target) || foe(actor) && serves)
    }

    /// A figure of speech: `đã “tấn công” đối thủ`.
    fn is_quoted(&self) -> bool {
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
        // `sau cáo buộc từ phía A`, `ủng hộ quyết định trừng phạt A`, `sự quan tâm, ủng hộ của A`
        let behind = self.s.chunks.get(self.t + 1).and_then(|c| c.prep());
        let made_by = matches!(behind, Some(Prep::From | Prep::Of | Prep::By));
        let after = made_by && before.sub() == Some(Sub::Cause);
        // `sau cáo buộc nói trên`
        let told = matches!(before.sub(), Some(Sub::Time | Sub::Cause))
            && self.s.points_back_at(self.t + 1);
        let decided = self.s.is_decision(self.t - 1)
            && self.t > 1
            && self.s.chunks[self.t - 2].has(part::VERBAL)
            && !self.s.chunks[self.t - 2].is(class::SPEECH);
        before.is(class::NOMINAL)
            || after
            || told
            || decided
            || self.s.is_listed_noun(self.t)
            || (self.s.is_verb_trigger(self.t - 1)
                && before.has(part::VERBAL)
                && !before.is(class::SPEECH)
                && !leads_to_future(self.s, self.t - 1))
            || (before.is(class::VERB) && !before.is(class::LIGHT | class::ADVERB))
            || (self.pattern.event_type == "ASSAULT" && self.is_quoted())
            || (before.is(class::AND) && self.goes_on_with_noun())
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
                // `các biện pháp, trong đó có | trục xuất A`: the acts themselves.
                && !self.s.lists_members(self.t - 1)
                && self.s.clauses[before.clause].chunks.start < self.t)
    }

    /// `vì các vụ thử hạt nhân và | phóng tên lửa`: a second noun for acts of one kind.
    fn goes_on_with_noun(&self) -> bool {
        let Some(first) = self.t.checked_sub(2) else {
            return false;
        };
        let mut rows = self.s.chunks[first].patterns().iter();
        let same = |&p: &u16| self.s.patterns[usize::from(p)].event_type == self.pattern.event_type;
        self.pattern.event_type != "CONSULT" && self.s.is_only_noun(first) && rows.any(same)
    }

    /// The subject, or who the sentence before was about where this one leaves it out.
    pub(crate) fn subject(&self) -> Vec<Member<'a>> {
        self.subject_of(self.t)
    }

    pub(crate) fn subject_of(&self, verb: usize) -> Vec<Member<'a>> {
        let mut found = self.subject_or_told(verb);
        // A company or a newspaper does not act for its state.
        found.retain(|m| !matches!(m.party.sector, Some("BUS" | "MED" | "MNC")));
        found
    }

    pub(crate) fn subject_or_told(&self, verb: usize) -> Vec<Member<'a>> {
        let first = self.s.chunks[..verb]
            .iter()
            .all(|c| c.has(part::MARK) || c.sub() == Some(Sub::Nominal));
        if first && self.s.view.field != Field::Title && self.s.is_verb_trigger(verb) {
            // `Thiết lập quan hệ sẽ mất nhiều năm`: the act as a topic, done by nobody; `Lên án vụ
            // tấn công, A …`: A condemns.
            return self.members(&self.s.subject_behind(verb));
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

    pub(crate) fn object(&self, links: &[Link], actors: &[Member]) -> Vec<Member<'a>> {
        let s = self.s;
        let places = matches!(
            self.pattern.event_type,
            "CONSULT" | "ASSAULT" | "MOBILIZE" | "COERCE" | "RETREAT" | "COOPERATE" | "AID"
        );
        let skip = |chunk: usize| {
            let found = members(s, chunk, self.t);
            if s.chunks[chunk].actor().is_none() && !places {
                return true;
            }
            if self.pattern.target == Want::Doer && self.suffers(chunk) {
                return true;
            }
            !found.is_empty()
                && found.iter().all(|m| {
                    let at_home = |a: &Member| a.country() == m.country();
                    let mut own = actors.iter().filter(|a| at_home(a));
                    own.any(|a| !self.are_foes_at_home(a, m))
                })
        };
        let found = self.members(&s.object(self.t, links, self.pattern.through, &skip));
        if found.is_empty() && links.contains(&Link::At) {
            return self.where_own_stand(actors);
        }
        found
    }

    /// `triệu hồi đại sứ A ở B`, `mở lại đại sứ quán tại B`: B, where an office or a mission of
    /// the actor's own is.
    fn where_own_stand(&self, actors: &[Member]) -> Vec<Member<'a>> {
        let s = self.s;
        let own = |country| actors.iter().any(|a| a.country() == country);
        let end = s.chunks.len().min(self.t + 3);
        let mut spots = (self.t..end).filter_map(|k| {
            let mention = s.mention(k)?;
            let sent = matches!(mention.kind, ActorKind::Office | ActorKind::Body);
            let places = begun_in(&mention.tokens, &s.view.places, |p| &p.tokens);
            let spot = places.iter().rfind(|p| sent && !own(p.country))?;
            Some(posted(s, mention, spot, FilledFrom::Clause))
        });
        spots.next().into_iter().collect()
    }

    /// `lên án vụ tấn công nhằm vào | B`: B is the victim of what is condemned.
    fn suffers(&self, chunk: usize) -> bool {
        let s = self.s;
        let done_by = |prep| matches!(prep, Prep::Of | Prep::By | Prep::From);
        let to = s.governor(chunk);
        // `lên án lệnh trừng phạt mà | B ban hành`
        let which = s.clause_of(chunk).chunks.start;
        let does_it = which > self.t && s.opens_which(which);
        if does_it || to.is_some_and(|(prep, at)| done_by(prep) && at > self.t) {
            return false;
        }
        (self.t + 1..chunk).any(|k| {
            let mut rows = s.chunks[k].patterns().iter();
            rows.any(|&p| {
                let force = s.patterns[usize::from(p)].event_type;
                matches!(force, "ASSAULT" | "SANCTION" | "COERCE" | "THREATEN")
            })
        })
    }

    /// Each actor with each target of another country; where there is none, with whom the pattern
    /// says.
    pub(crate) fn cross(
        &self,
        mut actors: Vec<Member<'a>>,
        targets: Vec<Member<'a>>,
    ) -> Result<Vec<Pairing<'a>>, Miss> {
        // `du khách A thăm B`: no state's journey.
        let met = self.pattern.event_type == "CONSULT";
        actors.retain(|a| !(met && a.party.sector == Some("CVL")));
        if actors.is_empty() {
            return Err(Miss::NoActor);
        }
        let pairs = self.apart(&actors, &targets);
        if !pairs.is_empty() {
            return Ok(pairs);
        }
        let told_with = |actor: &Member| match self.pattern.target {
            Want::Doer => self.story.doer(self.s, actor.country()),
            _ => self.story.partner(self.s, actor.country()),
        };
        // Whoever acts beside it is not whom it is done to.
        let beside = |target: &Member| actors.iter().any(|a| a.country() == target.country());
        let each = |target: &dyn Fn(&Member<'a>) -> Option<Member<'a>>| {
            let pairs = actors.iter().filter_map(|actor| {
                Some(Pairing {
                    target: Some(target(actor)?),
                    actor: actor.clone(),
                })
            });
            let pairs: Vec<_> = pairs.collect();
            match pairs.is_empty() {
                true => Err(Miss::NoTarget),
                false => Ok(pairs),
            }
        };
        match self.pattern.target {
            Want::None => {
                let alone = |actor: &Member<'a>| Pairing {
                    actor: actor.clone(),
                    target: None,
                };
                Ok(actors.iter().map(alone).collect())
            }
            Want::Domestic if !self.has_domestic_object() => each(&|actor| self.abroad(actor)),
            Want::Own | Want::Domestic => each(&|actor| {
                let at_home = || (!is_beyond_states(actor.country())).then(|| actor.own_state());
                self.abroad(actor).or_else(at_home)
            }),
            Want::Partner | Want::Doer if self.names_somebody() || self.names_thing() => {
                Err(Miss::NoTarget)
            }
            Want::Partner | Want::Doer => {
                each(&|actor| told_with(actor).filter(|target| !beside(target)))
            }
            Want::Required => Err(Miss::NoTarget),
        }
    }

    /// Each actor with each target of another country, or of the other side at home.
    fn apart(&self, actors: &[Member<'a>], targets: &[Member<'a>]) -> Vec<Pairing<'a>> {
        let mut pairs: Vec<Pairing> = Vec::new();
        for actor in actors {
            for target in targets {
                let known = pairs.iter().any(|p| {
                    let of = p.target.as_ref().map(Member::country);
                    p.actor.country() == actor.country() && of == Some(target.country())
                });
                let other = target.name != actor.name;
                let apart = target.country() != actor.country()
                    || (other
                        && (target.country() == "IGO" || self.are_foes_at_home(actor, target)));
                if apart && !known {
                    pairs.push(Pairing {
                        actor: actor.clone(),
                        target: Some(target.clone()),
                    });
                }
            }
        }
        pairs
    }
}
