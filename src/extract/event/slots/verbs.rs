//! Fills the slots of verbs: acts on another, mutual acts, journeys, receptions, invitations.

use super::Fill;
use crate::extract::actor::ActorKind;
use crate::extract::event::ontology;
use crate::extract::event::sentence::{Member, Pairing, both_ways, members, split_sides};
use crate::extract::event::status::Miss;
use crate::extract::event::words::{Ask, Link, Prep, Sub, Want, class};

impl<'a> Fill<'_, 'a> {
    pub(crate) fn act(&self) -> Result<Vec<Pairing<'a>>, Miss> {
        if self.s.only_describes(self.t) {
            return Err(Miss::Context);
        }
        if let Some(passive) = self.s.passive(self.t) {
            return self.passive_act(passive);
        }
        let actors = self.subject();
        let actors = self.speaker_outside(&actors).unwrap_or(actors);
        if self.is_mutual() && actors.len() > 1 {
            return Ok(both_ways(&actors));
        }
        // `hai nước nhất trí`: one party with the other.
        let (first, rest) = split_sides(&actors);
        let together = self.is_one_phrase() || self.is_accord();
        if self.pattern.event_type == "AGREE" && !rest.is_empty() && together {
            // `hai bên nhất trí về lệnh ngừng bắn ở C`: with each other.
            return self.cross(first, rest);
        }
        let mut targets = self.object(&self.pattern.to, &actors);
        if targets.is_empty() && self.pattern.event_type == "THREATEN" {
            targets = self.forewarned();
        }
        // `A và B bác bỏ đề xuất`: not each other's.
        let one_sided = matches!(
            self.pattern.event_type,
            "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" | "COERCE" | "ASSAULT"
        );
        if !rest.is_empty() && targets.is_empty() && one_sided {
            // Whom it is done to may be among those told of before: not who acts.
            let targets = self.object(&self.pattern.to, &[]);
            return self.cross(if targets.is_empty() { actors } else { first }, targets);
        }
        if !rest.is_empty() && targets.is_empty() && self.is_done_alone(&actors) {
            return self.cross(actors, targets);
        }
        if !rest.is_empty() && targets.is_empty() {
            let named = self.s.subject(self.t).map_or(0, |f| f.chunks.len());
            // `A và B hoan nghênh kết quả`: not each other's.
            let together = self.pattern.event_type != "SUPPORT";
            if named <= 1 || (together && self.pattern.target == Want::Partner) {
                return self.cross(first, rest);
            }
        }
        let of_one_state = rest.is_empty() && actors.len() > 1;
        if of_one_state && targets.is_empty() && self.pattern.target == Want::Partner {
            // `quân đội A và tỉnh B của A đã ký`: among themselves.
            return Err(Miss::NoTarget);
        }
        self.cross(actors, targets)
    }

    /// `A lên án B bắn tàu C và kêu gọi B dừng lại`: A, with whom the sentence begins, as B asks
    /// nothing of itself.
    fn speaker_outside(&self, actors: &[Member]) -> Option<Vec<Member<'a>>> {
        let verbal = matches!(self.pattern.event_type, "REQUEST" | "ACCUSE" | "THREATEN");
        let of_actors = |m: &Member| actors.iter().any(|a| a.country() == m.country());
        let to_oneself = || self.object(&[Link::Direct], &[]).iter().any(of_actors);
        let mut before = (0..self.t).rev().skip_while(|&k| self.s.is_adverbial(k));
        let goes_on = before.next().is_some_and(|k| self.s.chunks[k].joins());
        if !verbal || !goes_on || !to_oneself() {
            return None;
        }
        let first = (0..self.t).find(|&k| self.s.is_predicate(k) && self.says(k))?;
        let speakers = self.members(&self.s.subject(first)?.chunks);
        let others = !speakers.is_empty() && !speakers.iter().any(of_actors);
        others.then_some(speakers)
    }

    /// True for a verb of saying, and for one that is an act of words.
    fn says(&self, verb: usize) -> bool {
        let c = &self.s.chunks[verb];
        let row = |p: &u16| &self.s.patterns[usize::from(*p)];
        c.is(class::SPEECH)
            || c.patterns()
                .iter()
                .any(|p| ontology::is_verbal(row(p).event_type))
    }

    /// Whom a threat names in its condition alone: `A dọa đáp trả nếu B …`, `nếu bị B …`.
    fn forewarned(&self) -> Vec<Member<'a>> {
        let chunks = &self.s.chunks;
        let condition = chunks.iter().position(|c| c.sub() == Some(Sub::Condition));
        let named = condition.and_then(|k| {
            let end = chunks.len().min(k + 4);
            (k + 1..end).find(|&k| self.s.may_act(k))
        });
        named.map_or_else(Vec::new, |k| self.members(&[k]))
    }

    /// `hai bên`, `ba nước này`: one phrase for all who act.
    fn is_one_phrase(&self) -> bool {
        let found = self.s.subject(self.t);
        found.is_some_and(|f| match f.chunks[..] {
            [only] => self
                .s
                .mention(only)
                .is_some_and(|m| m.kind == ActorKind::Anaphor),
            _ => false,
        })
    }

    /// `A và B nhất trí gây sức ép với C`: an accord of those who act, unless it is `nhất trí với C`.
    fn is_accord(&self) -> bool {
        let s = self.s;
        let words = s.words(self.t);
        let behind = s.chunks.get(self.t + 1).and_then(|c| c.prep());
        let with = behind == Some(Prep::With) || s.view.grammar.ends(Ask::With, words);
        !self.pattern.through && !with
    }

    /// `A - B thử tên lửa`: not against each other; nor is what a whole group decides.
    fn is_done_alone(&self, actors: &[Member]) -> bool {
        let together = matches!(
            self.pattern.event_type,
            "AGREE" | "CONSULT" | "COOPERATE" | "SUPPORT"
        );
        self.pattern.target == Want::None || (actors.len() > 2 && !together)
    }

    /// `lẫn nhau` in the trigger's reach.
    fn is_mutual(&self) -> bool {
        let end = (self.t + 8).min(self.s.chunks.len());
        self.s.chunks[self.t + 1..end]
            .iter()
            .any(|c| c.is(class::MUTUAL))
    }

    /// To whom it is done: the subject of the `bị` or `được`, if it has one.
    fn passive_subject(&self, passive: usize) -> Option<Vec<Member<'a>>> {
        let found = self.s.subject(passive)?;
        Some(self.members(&found.chunks))
    }

    /// Who does it: those between the `bị` or `được` and the trigger.
    fn between(&self, passive: usize) -> Vec<Member<'a>> {
        let chunks = (passive + 1..self.t).filter(|&k| self.s.may_act(k));
        self.members(&chunks.collect::<Vec<_>>())
    }

    /// True for a chunk whose parties are all of states that `others` are of.
    fn only_states_of(&self, chunk: usize, others: &[Member]) -> bool {
        members(self.s, chunk, self.t)
            .iter()
            .all(|m| others.iter().any(|o| o.country() == m.country()))
    }

    fn passive_act(&self, passive: usize) -> Result<Vec<Pairing<'a>>, Miss> {
        let targets = self.subject_or_told(passive);
        let mut actors = self.between(passive);
        if actors.is_empty() && self.pattern.target != Want::None {
            let skip = |chunk| self.only_states_of(chunk, &targets);
            actors = self.members(&self.s.object(self.t, &[Link::Of], false, &skip));
        }
        if targets.is_empty() {
            // `tên lửa này được A phóng thử`: a thing has no state of its own.
            let named = self.between(passive);
            let goals = self.object(&self.pattern.to, &named);
            if goals.is_empty() && self.pattern.target != Want::None {
                return Err(Miss::NoTarget);
            }
            return self.cross(named, goals);
        }
        if actors.is_empty() && self.pattern.target == Want::None {
            // `binh sĩ A được triển khai`: A's own move, where they stand right before it.
            if !self.s.is_near_subject(passive) {
                return Err(Miss::NoActor);
            }
            let goals = self.object(&self.pattern.to, &targets);
            return self.cross(targets, goals);
        }
        actors.retain(|a| targets.iter().any(|t| t.country() != a.country()));
        self.cross(actors, targets)
    }

    pub(crate) fn mutual(&self) -> Result<Vec<Pairing<'a>>, Miss> {
        // `gặp gỡ báo chí`, `tiếp xúc cử tri`: not with a state.
        if self
            .s
            .chunks
            .get(self.t + 1)
            .is_some_and(|c| c.is(class::PRIVATE))
        {
            return Err(Miss::NoTarget);
        }
        if let Some(passive) = self.s.passive(self.t) {
            // `hiệp định được A và B ký`
            let left = self.between(passive);
            if !left.is_empty() {
                let mut right = self.object(&self.pattern.to, &left);
                if right.is_empty() {
                    right = self.passive_subject(passive).unwrap_or_default();
                }
                return self.sides(left, right);
            }
            // `hiệp định được ký giữa A và B`; `giữa hai nước` says less.
            // `hiệp định được ký bởi A và B`
            let args = self.s.arguments(self.t);
            let by = self.s.chunks.get(self.t + 1).and_then(|c| c.prep()) == Some(Prep::By);
            let between = if by { args.of } else { args.between };
            let named = between.iter().all(|&k| {
                let kind = self.s.kind(k);
                kind != Some(ActorKind::Anaphor) && !self.s.is_private(k)
            });
            let between = self.members(&between);
            if named && !split_sides(&between).1.is_empty() {
                return self.sides(between, Vec::new());
            }
        }
        let left = self.subject();
        if self.is_of_others(&left) {
            return Err(Miss::NoTarget);
        }
        let mut right = self.object(&self.pattern.to, &left);
        if self.is_about_others(&left) {
            right.clear();
        }
        let alone = split_sides(&left).1.is_empty() && self.s.subject(self.t).is_some();
        if right.is_empty() && alone {
            right = self.named_with(&left);
        }
        self.sides(left, right)
    }

    /// `A ký hiệp định biên giới A - B`: B, whom the name of what is signed holds beside A.
    fn named_with(&self, left: &[Member]) -> Vec<Member<'a>> {
        let s = self.s;
        let end = s.chunks.len().min(self.t + 8);
        let pair = (self.t + 1..end)
            .take_while(|&k| s.chunks[k].is_plain() || s.chunks[k].is_named())
            .find(|&k| s.chunks[k].is_named());
        let signed = self.pattern.event_type == "SUPPORT" && !self.pattern.object.is_empty();
        let Some(pair) = pair.filter(|_| signed) else {
            return Vec::new();
        };
        let (own, others): (Vec<_>, Vec<_>) = self
            .members(&[pair])
            .into_iter()
            .partition(|m| left.iter().any(|l| l.country() == m.country()));
        if own.is_empty() { Vec::new() } else { others }
    }

    /// `C theo dõi | đàm phán A - B`: a noun for what two others do.
    fn is_of_others(&self, left: &[Member]) -> bool {
        let s = self.s;
        let Some(pair) = s.mention(self.t + 1) else {
            return false;
        };
        let states = || pair.parties.iter().filter_map(|p| p.country);
        let first = states().next();
        self.pattern.event_type == "CONSULT"
            && matches!(pair.kind, ActorKind::State | ActorKind::Attribute)
            && states().any(|c| Some(c) != first)
            && states().all(|c| left.iter().all(|l| l.country() != c))
    }

    /// `A và B thảo luận cách gây sức ép với C`: those who talk are named already, and what they talk
    /// about stands right behind the verb.
    fn is_about_others(&self, left: &[Member]) -> bool {
        let s = self.s;
        let behind = self.t + 1;
        let trigger = s.words(self.t);
        self.pattern.event_type == "CONSULT"
            && !split_sides(left).1.is_empty()
            && (s.view.grammar.ends(Ask::About, trigger)
                || s.chunks
                    .get(behind)
                    .is_some_and(|c| c.prep() == Some(Prep::About) || s.is_talked_about(behind)))
    }

    /// Two sides, or one side that holds both.
    fn sides(
        &self,
        left: Vec<Member<'a>>,
        right: Vec<Member<'a>>,
    ) -> Result<Vec<Pairing<'a>>, Miss> {
        if !right.is_empty() {
            return self.cross(left, right);
        }
        let (first, rest) = split_sides(&left);
        self.cross(first, rest)
    }

    pub(crate) fn visit(&self) -> Result<Vec<Pairing<'a>>, Miss> {
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
    pub(crate) fn reach(
        &self,
        travellers: Vec<Member<'a>>,
        goals: Vec<Member<'a>>,
    ) -> Result<Vec<Pairing<'a>>, Miss> {
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

    pub(crate) fn host(&self) -> Result<Vec<Pairing<'a>>, Miss> {
        if let Some(passive) = self.s.passive(self.t) {
            // `B được A tiếp`: the guest is the subject.
            let guests = self.passive_subject(passive).unwrap_or_default();
            return self.cross(guests, self.between(passive));
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

    pub(crate) fn invite(&self) -> Result<Vec<Pairing<'a>>, Miss> {
        if let Some(passive) = self.s.passive(self.t) {
            let guests = self.passive_subject(passive).unwrap_or_default();
            let mut hosts = self.between(passive);
            if hosts.is_empty() {
                let skip = |chunk| self.only_states_of(chunk, &guests);
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
}
