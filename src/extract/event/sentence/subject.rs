//! The subject of a verb: who stands to its left, through lists, brackets and clauses.

use super::chunk::Kind;
use super::{Opener, Sentence};
use crate::extract::actor::{ActorKind, Few};
use crate::extract::event::words::{Prep, Sub, class, part};

/// Actors found for a slot: their chunks in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// Chunks of the sentence.
    pub(crate) chunks: Few<usize>,
}

impl Found {
    /// One actor.
    fn one(chunk: usize) -> Self {
        Self {
            chunks: Few::from_buf([chunk]),
        }
    }
}

/// How far subjects are followed through clauses.
const DEPTH: usize = 4;

/// A walk to the left of a verb.
struct Search<'s, 'a> {
    s: &'s Sentence<'a>,
    verb: usize,
    /// Where its clause begins.
    start: usize,
    /// How much further it may go through clauses.
    depth: usize,
    /// Whoever has no state may be it, too.
    anyone: bool,
    /// Nothing was met but what may stand between a subject and its verb.
    near: bool,
    /// Whose the words in front of the verb are.
    owner: Option<usize>,
    /// Words in front of the verb that name nobody: `hàng loạt quốc gia cáo buộc`.
    stranger: bool,
    /// `…, loại tên lửa này có thể …`: a thing named before.
    definite: bool,
}

/// What a chunk tells of the subject.
enum Step {
    /// It is found, or there is none.
    Is(Option<Found>),
    /// Go on to the left of a chunk.
    On(usize),
    /// Nothing further to the left is it.
    Ends,
}

impl Search<'_, '_> {
    fn run(mut self) -> Option<Found> {
        let mut at = self.verb;
        while at > self.start {
            match self.step(at - 1) {
                Step::Is(found) => return found,
                Step::On(next) => at = next,
                Step::Ends => break,
            }
        }
        if let Some(owner) = self.owner {
            return Some(Found::one(owner));
        }
        let led = (self.start..self.verb).any(|k| self.s.chunks[k].prep().is_some());
        if self.stranger && !led {
            return None;
        }
        self.through_clauses()
    }

    /// The subject of another verb, which is that of this one.
    fn of(&self, verb: usize) -> Option<Found> {
        self.s.subject_within(verb, self.depth, self.anyone)
    }

    fn step(&mut self, i: usize) -> Step {
        let s = self.s;
        let c = &s.chunks[i];
        if c.is(class::SPEAKER | class::PRONOUN) {
            return Step::Is(s.who_they_are(i, self.depth));
        }
        if let Some(step) = self.description(i) {
            return step;
        }
        if s.is_adverbial(i) {
            return Step::On(i);
        }
        if c.joins() && self.definite {
            return Step::Is(None);
        }
        if c.joins() && self.near {
            return self.joint(i);
        }
        if c.is_mark(')') {
            return self.bracket(i);
        }
        if c.actor().is_some() {
            return self.actor(i);
        }
        if s.is_predicate(i) && (self.near || !s.hands_over(i)) {
            return Step::Is(self.of(i));
        }
        // `bán đảo X sáp nhập …`: a place does it, no state.
        let place = matches!(c.kind, Kind::Place(_));
        if self.near && (c.is_plain() || c.is(class::PRIVATE) || place) {
            self.stranger = true;
            self.definite = s.points_back(i);
        }
        self.near = false;
        Step::On(i)
    }

    /// `phiến quân được A hậu thuẫn đã …`: the rebels; `liên quân do A đứng đầu đã …`: A.
    fn description(&self, i: usize) -> Option<Step> {
        let s = self.s;
        let c = &s.chunks[i];
        if !c.is(class::BACKS | class::HEADS) {
            return None;
        }
        let by = s.described_behind(i).filter(|&by| by > self.start)?;
        let named = s.kind(by - 1) == Some(ActorKind::Organisation);
        if c.is(class::HEADS) && !named {
            let chunks: Few<usize> = (by + 1..i).filter(|&k| s.may_act(k)).collect();
            if !chunks.is_empty() {
                return Some(Step::Is(Some(Found { chunks })));
            }
        }
        Some(Step::On(by))
    }

    /// A verb after `và` shares the subject of the verb before it.
    fn joint(&self, i: usize) -> Step {
        let s = self.s;
        // Words go with words: `A lên án B đã …, đề nghị C`: A asks.
        let says = |k: usize| s.chunks[k].is(class::SPEECH) || s.hands_over(k);
        let mut verbs = (self.start..i).rev().filter(|&k| s.is_predicate(k));
        let last = verbs.clone().next();
        match verbs.find(|&k| !says(self.verb) || says(k)).or(last) {
            Some(before) => Step::Is(self.of(before)),
            None => Step::On(i),
        }
    }

    fn bracket(&self, i: usize) -> Step {
        let (s, start) = (self.s, self.start);
        // `hãng thông tấn trung ương … (KCNA) cho biết`
        let speaks = self.anyone && self.near && i >= start + 2;
        if speaks && s.kind(i - 1) == Some(ActorKind::Agency) {
            return Step::Is(Some(Found::one(i - 1)));
        }
        let open = s.bracket_before(i, start);
        // `ba nước (gồm A, B và C) đã …`
        let unnamed = open > start && !s.chunks[open - 1].is_named();
        if self.near && unnamed && s.lists_members(open + 1) {
            let chunks: Few<usize> = (open + 1..i).filter(|&k| s.may_act(k)).collect();
            if !chunks.is_empty() {
                return Step::Is(Some(Found { chunks }));
            }
        }
        Step::On(open)
    }

    fn actor(&mut self, i: usize) -> Step {
        let (s, start) = (self.s, self.start);
        if !(s.may_act(i) || self.anyone) {
            self.stranger |= self.near && s.kind(i) == Some(ActorKind::Anaphor);
            self.near = false;
            return Step::On(i);
        }
        if let Some((prep, at)) = s.governor(i) {
            return self.governed(i, prep, at);
        }
        let object = s.object_of(i, start);
        if let Some(step) = object.and_then(|verb| self.object(i, verb)) {
            return step;
        }
        let holder = s.holder_of(i, start).map(Found::one);
        Step::Is(Some(holder.unwrap_or_else(|| s.coordinated_left(i, start))))
    }

    /// An actor behind a preposition, which stands at chunk `at`.
    fn governed(&mut self, i: usize, prep: Prep, at: usize) -> Step {
        let (s, start) = (self.s, self.start);
        if prep == Prep::Like && s.lists_members(at) {
            // `ba nước gồm A, B và C đã …`
            let list = s.coordinated_left(i, start);
            if list.chunks.len() > 1 {
                return Step::Is(Some(list));
            }
        }
        if prep == Prep::Against && i + 1 == self.verb && s.helps(self.verb) {
            return Step::Is(Some(s.coordinated_left(i, start)));
        }
        if prep == Prep::Of && self.owner.is_none() {
            self.owner = Some(s.described_by(at, start).unwrap_or(i));
            // `quyết định của A trừng phạt B`: A punishes.
            let thing = |k: usize| s.chunks[k].is_plain() || s.is_decision(k);
            if self.near && at > start && thing(at - 1) {
                return Step::Ends;
            }
        }
        self.near = false;
        Step::On(at.max(start))
    }

    /// An actor that is the object of another verb: its subject, unless it hands over to its object.
    fn object(&self, i: usize, verb: usize) -> Option<Step> {
        let (s, start) = (self.s, self.start);
        let said = &s.chunks[verb];
        // `X khi đó là Bộ trưởng … đã`, `X dẫn đầu phái đoàn đến`: X.
        let members = s.lists_members(verb) && s.coordinated_left(i, start).chunks.len() > 2;
        let describes = said.is(class::LEAD) || said.is(class::COPULA) && !said.is(class::SPEECH);
        if verb > start
            && !members
            && describes
            && let Some(found) = self.of(verb)
        {
            return Some(Step::Is(Some(found)));
        }
        let passed = !self.near && !s.hands_over(verb);
        passed.then(|| Step::Is(self.of(verb)))
    }

    /// Where the verb's own clause names none: by what opens it.
    fn through_clauses(&self) -> Option<Found> {
        let (s, start) = (self.s, self.start);
        let clause = s.clause_of(self.verb);
        let end = clause.chunks.end;
        let before = || s.subject_before(start, self.depth, self.anyone);
        let after = || s.subject_after(end, self.depth, self.anyone);
        let speech = s.chunks[self.verb].has(part::VERBAL);
        let doer = || s.doer_behind(self.verb).filter(|_| !speech);
        match clause.opener {
            Opener::Reported(said) => self.of(said),
            Opener::Main if start == 0 => after().or_else(|| s.subject_beside(end)),
            Opener::Sub(Sub::Time | Sub::Concession | Sub::Condition) => before().or_else(after),
            Opener::Quote => None,
            // Behind a semicolon the sentence's first subject goes on.
            Opener::Main => {
                let first = (0..start).find(|&k| s.is_predicate(k));
                first.and_then(|first| self.of(first))
            }
            // `việc triển khai tên lửa của A`
            Opener::Sub(Sub::Nominal) if doer().is_some() => doer().map(Found::one),
            // `A lên án việc tấn công B`: not A; `hai nước hoan nghênh việc ký hiệp định`: they.
            Opener::Sub(Sub::Nominal) if s.is_judged(start) => {
                let found = before()?;
                let parties = |&k: &usize| s.mention(k).map_or(0, |m| m.parties.len());
                let both = found.chunks.iter().map(parties).sum::<usize>() > 1;
                (both && s.is_mutual(self.verb)).then_some(found)
            }
            // `A công bố các biện pháp, gồm việc cấm vận B`: A.
            Opener::Sub(Sub::Nominal) if start > 0 && s.lists_members(start - 1) => {
                self.of(start - 1)
            }
            // `bằng việc thử tên lửa, A …`: A, not whoever was named before.
            // `Để ủng hộ A, B …`: B.
            Opener::Sub(Sub::Purpose) if start == 0 && s.leads_to_subject(end) => after(),
            Opener::Sub(Sub::Nominal | Sub::Means) if s.leads_to_subject(end) => after(),
            _ => before(),
        }
    }
}

impl Sentence<'_> {
    /// The subject of the predicate that chunk `verb` heads.
    pub(crate) fn subject(&self, verb: usize) -> Option<Found> {
        self.subject_within(verb, DEPTH, false)
    }

    /// The subject of a verb of saying: an agency or a person without a state may speak, too.
    pub(crate) fn speaker(&self, said: usize) -> Option<Found> {
        self.subject_within(said, DEPTH, true)
    }

    /// The subject of a verb, followed through `depth` clauses; `anyone` may be it.
    pub(super) fn subject_within(&self, verb: usize, depth: usize, anyone: bool) -> Option<Found> {
        let search = Search {
            s: self,
            verb,
            start: self.clause_of(verb).chunks.start,
            depth: depth.checked_sub(1)?,
            anyone,
            near: true,
            owner: None,
            stranger: false,
            definite: false,
        };
        search.run()
    }

    /// `ông X, Thị trưởng | thành phố Y`: the person whose office the name right behind belongs to.
    fn holder_of(&self, chunk: usize, start: usize) -> Option<usize> {
        let of_office = matches!(self.kind(chunk)?, ActorKind::State | ActorKind::Attribute);
        // `ông X, Chủ tịch luân phiên của khối Y, đã`: X, whose other office is set off by commas.
        let aside = |k: usize| self.chunks.get(k).is_some_and(|c| c.is_mark(','));
        if self.kind(chunk) == Some(ActorKind::Office) && chunk >= start + 2 && aside(chunk + 1) {
            let holder = chunk - 2;
            let held = aside(chunk - 1) && self.kind(holder) == Some(ActorKind::Person);
            return held.then_some(holder);
        }
        let before = (start..chunk)
            .rev()
            .take(3)
            .find(|&k| !self.chunks[k].is_plain())?;
        (of_office && self.kind(before) == Some(ActorKind::Person)).then_some(before)
    }

    /// `A, thành viên chủ chốt của | B`: A, whom the words before `của` describe.
    fn described_by(&self, of: usize, start: usize) -> Option<usize> {
        let head = (start..of)
            .rev()
            .take(6)
            .find(|&k| !self.chunks[k].is_plain())?;
        let described = head.checked_sub(1).filter(|&k| k >= start)?;
        let apposed = self.chunks[head].is_mark(',') && head + 1 < of;
        (apposed && self.may_act(described) && self.governor(described).is_none())
            .then_some(described)
    }

    fn subject_before(&self, start: usize, depth: usize, anyone: bool) -> Option<Found> {
        let Some(verb) = (0..start).rev().find(|&k| self.is_predicate(k)) else {
            // `A và B khi điện đàm đã …`
            let last = start.checked_sub(1).filter(|&k| self.may_act(k))?;
            // `tới thành phố X, A để …`: A only says where X lies.
            let town = last.checked_sub(2).and_then(|k| self.place(k));
            if town.is_some_and(|(_, lies)| {
                self.chunks[last - 1].is_mark(',') && self.is_of(last, &lies)
            }) {
                return None;
            }
            let list = self.coordinated_left(last, 0);
            return self.governor(last).is_none().then_some(list);
        };
        self.subject_within(verb, depth, anyone)
    }

    fn leads_to_subject(&self, chunk: usize) -> bool {
        self.chunks
            .get(chunk)
            .is_some_and(|c| c.is_mark(',') && self.clauses[c.clause].opener == Opener::Coordinate)
    }

    /// `Lên án vụ tấn công của A, B …`: those with whom the clause behind begins, where but adjuncts
    /// stand between.
    pub(crate) fn subject_behind(&self, verb: usize) -> Few<usize> {
        let behind = self.clauses.get(self.chunks[verb].clause + 1..);
        let next = behind.unwrap_or_default().iter();
        let mut next =
            next.skip_while(|c| matches!(c.opener, Opener::Sub(Sub::Time | Sub::Purpose)));
        let Some(start) = next.next().map(|c| c.chunks.start) else {
            return Few::default();
        };
        let words = (start + 1..self.chunks.len().min(start + 4))
            .take_while(|&k| self.chunks[k].is_plain())
            .count();
        let first = start + 1 + words;
        match self.leads_to_subject(start) && self.may_act(first) {
            true => self.coordinated_right(first),
            false => Few::default(),
        }
    }

    /// `Sau cuộc gặp với A, | B hài lòng`: those with whom the next clause begins, whatever they do.
    fn subject_beside(&self, start: usize) -> Option<Found> {
        let first = start + 1;
        let named = self.leads_to_subject(start) && self.may_act(first);
        named.then(|| Found {
            chunks: self.coordinated_right(first),
        })
    }

    fn subject_after(&self, end: usize, depth: usize, anyone: bool) -> Option<Found> {
        let verb = (end..self.chunks.len()).find(|&k| self.is_predicate(k))?;
        let found = self.subject_within(verb, depth, anyone)?;
        found.chunks.iter().all(|&c| c >= end).then_some(found)
    }
}
