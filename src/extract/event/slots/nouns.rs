//! Fills the slots of nouns for acts: meetings, journeys, deeds.

use super::Fill;
use crate::extract::actor::ActorKind;
use crate::extract::event::sentence::{Arguments, Member, Pairing, split_sides};
use crate::extract::event::status::Miss;
use crate::extract::event::words::{Ask, Link, Prep, Sub, Want, class};

impl<'a> Fill<'_, 'a> {
    pub(crate) fn meeting(&self) -> Result<Vec<Pairing<'a>>, Miss> {
        let args = self.s.arguments(self.t);
        if self.is_venue(&args) {
            return Err(Miss::NoActor);
        }
        let named = args.with.iter().chain(&args.of).chain(&args.to);
        let met = self.pattern.event_type == "CONSULT";
        if met && named.chain(&args.between).any(|&k| self.s.is_private(k)) {
            // `cuộc gặp với luật sư A`, `giữa con trai ông A và …`: no state's business.
            return Err(Miss::NoTarget);
        }
        if !args.between.is_empty() {
            let (first, rest) = split_sides(&self.members(&args.between));
            if !rest.is_empty() {
                return self.cross(first, rest);
            }
        }
        let mut right = self.members(&args.with);
        // `tiệc chiêu đãi Chủ tịch A và đoàn A`: one side with all its members.
        let listed = args.between.first() == Some(&(self.t + 1));
        for side in [Some(&args.to), Some(&args.between).filter(|_| listed)] {
            if let Some(side) = side.filter(|_| right.is_empty()) {
                right = self.members(side);
            }
        }
        let mut left = self.members(&args.of);
        let (first, rest) = split_sides(&left);
        if !rest.is_empty() {
            return self.cross(first, rest);
        }
        if left.is_empty() && right.is_empty() {
            // `A và B đã có cuộc hội đàm`: the subject of the verb that carries the noun; else both
            // parties named for it in the same clause.
            left = match self.carrier() {
                Some(carrier) => self.subject_of(carrier),
                None => Vec::new(),
            };
            if split_sides(&left).1.is_empty() && self.pattern.event_type == "CONSULT" {
                left = self.both_near(args.end);
            }
            if left.is_empty() {
                left = self.two_persons(args.end);
            }
            if left.is_empty() {
                return Err(Miss::NoActor);
            }
            let (first, rest) = split_sides(&left);
            if rest.is_empty() && self.pattern.target != Want::Partner {
                return Err(Miss::NoTarget);
            }
            return self.cross(first, rest);
        }
        if left.is_empty() {
            left = match self.carrier() {
                Some(carrier) => self.subject_of(carrier),
                None => self.subject(),
            };
            left.retain(|l| right.iter().all(|r| r.country() != l.country()));
        }
        self.cross(left, right)
    }

    /// `bên lề hội nghị G20`, `tại hội nghị thượng đỉnh ASEAN`: where others meet, held by nobody here.
    fn is_venue(&self, args: &Arguments) -> bool {
        let s = self.s;
        let behind = self.t.checked_sub(1).map(|k| &s.chunks[k]);
        let inside =
            behind.is_some_and(|c| c.prep() == Some(Prep::At) || c.sub() == Some(Sub::Time));
        let hosts = [&args.between, &args.of, &args.with, &args.to];
        let mut named = hosts.into_iter().flatten();
        let of_body = |&k: &usize| {
            s.mention(k)
                .is_some_and(|m| m.kind == ActorKind::Organisation)
        };
        inside && named.next().is_some_and(&of_body) && named.all(of_body)
    }

    /// Two parties in one breath: `giữa A và B tại hội nghị hồi tháng 9`, `các cuộc đàm phán sẽ
    /// diễn ra với sự có mặt của phái đoàn A và B`.
    fn both_near(&self, end: usize) -> Vec<Member<'a>> {
        let s = self.s;
        let range = s.clause_of(self.t).chunks.clone();
        let two = |k: usize| {
            let list = self.members(&s.coordinated_left(k, range.start).chunks);
            let (_, rest) = split_sides(&list);
            (!rest.is_empty()).then_some(list)
        };
        let ahead = (end..range.end)
            .filter(|&k| s.stands_for_state(k))
            .find_map(two);
        ahead
            .or_else(|| {
                // Only a dated meeting is one of its own; `tại cuộc gặp` points back.
                let dated = (self.t + 1..=end.min(s.chunks.len() - 1))
                    .any(|k| s.chunks[k].date().is_some());
                (range.start..self.t)
                    .rev()
                    .filter(|&k| dated && s.stands_for_state(k))
                    .find_map(two)
            })
            .unwrap_or_default()
    }

    /// `Trong buổi tiếp hôm nay, A nói với B`: the two persons whom the sentence names.
    fn two_persons(&self, end: usize) -> Vec<Member<'a>> {
        let s = self.s;
        let last = s.chunks.len().min(end + 4);
        let dated = (self.t + 1..last).any(|k| s.chunks[k].date().is_some());
        let range = s.clause_of(self.t).chunks.clone();
        let head = s.chunks[range.start..self.t]
            .iter()
            .all(|c| c.prep().is_some() || c.sub().is_some());
        if !dated || !head || range.start > 0 {
            return Vec::new();
        }
        let mut found: Vec<Member> = Vec::new();
        for k in range.end..s.chunks.len() {
            let person = s.mention(k).is_some_and(|m| m.kind == ActorKind::Person);
            if person && s.may_act(k) {
                for member in self.members(&[k]) {
                    if found.iter().all(|f| f.country() != member.country()) {
                        found.push(member);
                    }
                }
            }
        }
        if found.len() == 2 { found } else { Vec::new() }
    }

    /// The verb that carries the noun: right before it, but for adverbs and a few words.
    fn carrier(&self) -> Option<usize> {
        let start = self.s.clause_of(self.t).chunks.start;
        let mut words = 0;
        let mut i = self.t;
        while i > start {
            i -= 1;
            let c = &self.s.chunks[i];
            if c.is(class::LIGHT | class::VERB) && c.prep().is_none() {
                return Some(i);
            }
            if c.prep().is_some() || c.sub().is_some() || c.actor().is_some() {
                return None;
            }
            if !self.s.is_adverbial(i) {
                words += 1;
                if words > 3 {
                    return None;
                }
            }
        }
        None
    }

    pub(crate) fn journey(&self) -> Result<Vec<Pairing<'a>>, Miss> {
        let args = self.s.arguments(self.t);
        let mut travellers = self.members(&args.of);
        let mut goals = self.members(&args.to);
        if goals.is_empty() {
            goals = self.members(&args.at);
        }
        if goals.is_empty() && !args.between.is_empty() {
            goals = self.members(&args.between);
        }
        if travellers.is_empty() && goals.is_empty() && self.points_to_journey() {
            return Err(Miss::NoActor);
        }
        goals.retain(|g| {
            travellers.iter().all(|t| t.country() != g.country()) || travellers.is_empty()
        });
        if travellers.is_empty() {
            travellers = match self.carrier() {
                Some(carrier) => self.subject_of(carrier),
                None => match self.s.subject(self.t) {
                    Some(found) => self.members(&found.chunks),
                    None => Vec::new(),
                },
            };
        }
        if goals.is_empty() {
            goals = self.story.place_after(self.s, self.t, &travellers);
        }
        self.reach(travellers, goals)
    }

    /// `A hoan nghênh đoàn B thăm C, nêu ý nghĩa của chuyến thăm`: the journey told just before.
    fn points_to_journey(&self) -> bool {
        let visit = |&p: &u16| self.s.patterns[usize::from(p)].mode == Some("visit");
        let told = |k: usize| self.s.chunks[k].patterns().iter().any(visit);
        self.carrier().is_none() && (0..self.t).any(told)
    }

    /// `A vấp phải sự phản đối của B`, `bất chấp sự phản đối của B, A …`: A, who meets with the deed.
    fn met_with(&self) -> Vec<Member<'a>> {
        let s = self.s;
        let meets = |k: &usize| {
            let words = s.words(*k);
            s.view.grammar.says(Ask::Meets, words)
        };
        let verb = (0..self.t)
            .rev()
            .take_while(|&k| s.chunks[k].clause == s.chunks[self.t].clause)
            .take(2)
            .find(meets);
        verb.map_or_else(Vec::new, |verb| self.subject_of(verb))
    }

    pub(crate) fn deed(&self) -> Result<Vec<Pairing<'a>>, Miss> {
        let args = self.s.arguments(self.t);
        let mut actors = self.members(&args.of);
        let mut targets = self.members(&args.against);
        for more in [&args.with, &args.to] {
            if targets.is_empty() {
                targets = self.members(more);
            }
        }
        if targets.is_empty() && !actors.is_empty() {
            targets = self.met_with();
        }
        // `cuộc không kích của A ở B`: where force is used, not where a word is said.
        let force = self.pattern.event_type == "ASSAULT" && self.pattern.to.contains(&Link::At);
        let done = |k: usize| self.s.chunks[k].is(class::LIGHT);
        let told = !args.of.is_empty() || self.carrier().is_some_and(done);
        if targets.is_empty() && force && told {
            targets = self.members(&args.at);
        }
        if !args.between.is_empty() && targets.is_empty() {
            let (first, rest) = split_sides(&self.members(&args.between));
            return self.cross(first, rest);
        }
        if actors.is_empty()
            && let Some(carrier) = self.carrier()
        {
            if let Some(passive) = self.passive_before(carrier) {
                // `B bị A áp lệnh trừng phạt`
                let between: Vec<usize> = (passive + 1..carrier)
                    .filter(|&k| self.s.may_act(k))
                    .collect();
                actors = self.members(&between);
                if targets.is_empty() {
                    targets = self.subject_of(passive);
                }
            } else {
                actors = self.subject_of(carrier);
            }
        }
        self.cross(actors, targets)
    }

    fn passive_before(&self, verb: usize) -> Option<usize> {
        let start = self.s.clause_of(verb).chunks.start;
        (start..verb)
            .rev()
            .take(4)
            .find(|&k| self.s.chunks[k].is(class::SUFFERED))
    }
}
