//! Subjects: who stands to the left of a verb, through clauses, lists and appositions.

use super::chunk::Kind;
use super::cue::{Prep, Sub, class};
use super::grammar::Ask;
use super::part;
use super::sentence::{Opener, Sentence};
use crate::extract::actor::Few;

/// Actors found for a slot: their chunks in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    /// Chunks of the sentence.
    pub(super) chunks: Few<usize>,
}

/// How far subjects are followed through clauses.
const DEPTH: usize = 4;

impl Sentence<'_> {
    /// The subject of the predicate that chunk `verb` heads.
    pub(super) fn subject(&self, verb: usize) -> Option<Found> {
        self.subject_within(verb, DEPTH, false)
    }

    /// The subject of a verb of saying: an agency or a person without a state may speak, too.
    pub(super) fn speaker(&self, said: usize) -> Option<Found> {
        self.subject_within(said, DEPTH, true)
    }

    pub(super) fn subject_within(&self, verb: usize, depth: usize, anyone: bool) -> Option<Found> {
        if depth == 0 {
            return None;
        }
        let clause = &self.clauses[self.chunks[verb].clause];
        let start = clause.chunks.start;
        let mut near = true;
        let mut owner = None;
        // Words in front of the verb that name nobody: `hàng loạt quốc gia cáo buộc`.
        let mut stranger = false;
        // `…, loại tên lửa này có thể …`: a thing named before.
        let mut definite = false;
        let mut i = verb;
        while i > start {
            i -= 1;
            let c = &self.chunks[i];
            if c.is(class::SPEAKER | class::PRONOUN) {
                return self.who_they_are(i, depth - 1);
            }
            // `phiến quân được A hậu thuẫn đã …`: the rebels; `liên quân do A đứng đầu đã …`: A.
            if c.is(class::BACKS | class::HEADS)
                && let Some(by) = self.described_behind(i).filter(|&by| by > start)
            {
                use crate::extract::actor::ActorKind;
                let named = self.mention(by - 1).map(|m| m.kind) == Some(ActorKind::Organisation);
                if c.is(class::HEADS) && !named {
                    let heads = (by + 1..i).filter(|&k| self.may_act(k));
                    let chunks: Few<usize> = heads.collect();
                    if !chunks.is_empty() {
                        return Some(Found { chunks });
                    }
                }
                i = by;
                continue;
            }
            if self.is_adverbial(i) {
                continue;
            }
            if c.joins() && definite {
                return None;
            }
            if c.joins() && near {
                // A verb after `và` shares the subject of the verb before it.
                // Words go with words: `A lên án B đã …, đề nghị C`: A asks.
                let says = |k: usize| self.chunks[k].is(class::SPEECH) || self.hands_over(k);
                let before = (start..i)
                    .rev()
                    .find(|&k| self.is_predicate(k) && (!says(verb) || says(k)))
                    .or_else(|| (start..i).rev().find(|&k| self.is_predicate(k)));
                if let Some(before) = before {
                    return self.subject_within(before, depth - 1, anyone);
                }
                continue;
            }
            if c.is_mark(')') {
                // `hãng thông tấn trung ương … (KCNA) cho biết`
                if anyone && near && i >= start + 2 && self.is_agency(i - 1) {
                    return Some(Found {
                        chunks: Few::from_buf([i - 1]),
                    });
                }
                let open = self.bracket_before(i, start);
                // `ba nước (gồm A, B và C) đã …`
                let unnamed = open > start && !self.chunks[open - 1].is_named();
                if near && unnamed && self.lists_members(open + 1) {
                    let chunks: Few<usize> = (open + 1..i).filter(|&k| self.may_act(k)).collect();
                    if !chunks.is_empty() {
                        return Some(Found { chunks });
                    }
                }
                i = open;
                continue;
            }
            if c.actor().is_some() {
                if !(self.may_act(i) || anyone) {
                    use crate::extract::actor::ActorKind;
                    let unknown = self.mention(i).map(|m| m.kind) == Some(ActorKind::Anaphor);
                    stranger |= near && unknown;
                    near = false;
                    continue;
                }
                if let Some((prep, at)) = self.governor(i) {
                    if prep == Prep::Like && self.lists_members(at) {
                        // `ba nước gồm A, B và C đã …`
                        let list = self.coordinated_left(i, start);
                        if list.chunks.len() > 1 {
                            return Some(list);
                        }
                    }
                    if prep == Prep::Against && i + 1 == verb && self.helps(verb) {
                        return Some(self.coordinated_left(i, start));
                    }
                    if prep == Prep::Of && owner.is_none() {
                        owner = Some(self.described_by(at, start).unwrap_or(i));
                        // `quyết định của A trừng phạt B`: A punishes.
                        let thing = |k: usize| self.chunks[k].is_plain() || self.is_decision(k);
                        if near && at > start && thing(at - 1) {
                            break;
                        }
                    }
                    i = at.max(start);
                    near = false;
                    continue;
                }
                if let Some(v) = self.object_of(i, start) {
                    let said = &self.chunks[v];
                    // `X khi đó là Bộ trưởng … đã`, `X dẫn đầu phái đoàn đến`: X.
                    let members =
                        self.lists_members(v) && self.coordinated_left(i, start).chunks.len() > 2;
                    if v > start
                        && !members
                        && (said.is(class::LEAD)
                            || (said.is(class::COPULA) && !said.is(class::SPEECH)))
                        && let Some(found) = self.subject_within(v, depth - 1, anyone)
                    {
                        return Some(found);
                    }
                    if !near && !self.hands_over(v) {
                        return self.subject_within(v, depth - 1, anyone);
                    }
                }
                if let Some(holder) = self.holder_of(i, start) {
                    return Some(Found {
                        chunks: Few::from_buf([holder]),
                    });
                }
                return Some(self.coordinated_left(i, start));
            }
            if self.is_predicate(i) && (near || !self.hands_over(i)) {
                return self.subject_within(i, depth - 1, anyone);
            }
            // `bán đảo X sáp nhập …`: a place does it, no state.
            let place = matches!(c.kind, Kind::Place(_));
            if near && (c.is_plain() || c.is(class::PRIVATE) || place) {
                stranger = true;
                definite = self.points_back(i);
            }
            near = false;
        }
        if let Some(owner) = owner {
            return Some(Found {
                chunks: Few::from_buf([owner]),
            });
        }
        let led = (start..verb).any(|k| self.chunks[k].prep().is_some());
        if stranger && !led {
            return None;
        }
        match clause.opener {
            Opener::Reported(said) => self.subject_within(said, depth - 1, anyone),
            Opener::Main if start == 0 => self
                .subject_after(clause.chunks.end, depth - 1, anyone)
                .or_else(|| self.subject_beside(clause.chunks.end)),
            Opener::Sub(Sub::Time | Sub::Concession | Sub::Condition) => self
                .subject_before(start, depth - 1, anyone)
                .or_else(|| self.subject_after(clause.chunks.end, depth - 1, anyone)),
            Opener::Quote => None,
            // Behind a semicolon the sentence's first subject goes on.
            Opener::Main => (0..start)
                .find(|&k| self.is_predicate(k))
                .and_then(|first| self.subject_within(first, depth - 1, anyone)),
            // `việc triển khai tên lửa của A`
            Opener::Sub(Sub::Nominal)
                if !self.chunks[verb].has(part::VERBAL) && self.doer_behind(verb).is_some() =>
            {
                self.doer_behind(verb).map(|doer| Found {
                    chunks: Few::from_buf([doer]),
                })
            }
            // `A lên án việc tấn công B`: not A; `hai nước hoan nghênh việc ký hiệp định`: they.
            Opener::Sub(Sub::Nominal) if self.is_judged(start) => {
                let found = self.subject_before(start, depth - 1, anyone)?;
                let parties = |&k: &usize| self.mention(k).map_or(0, |m| m.parties.len());
                let both = found.chunks.iter().map(parties).sum::<usize>() > 1;
                (both && self.is_mutual(verb)).then_some(found)
            }
            // `A công bố các biện pháp, gồm việc cấm vận B`: A.
            Opener::Sub(Sub::Nominal) if start > 0 && self.lists_members(start - 1) => {
                self.subject_within(start - 1, depth - 1, anyone)
            }
            // `bằng việc thử tên lửa, A …`: A, not whoever was named before.
            // `Để ủng hộ A, B …`: B.
            Opener::Sub(Sub::Purpose) if start == 0 && self.leads_to_subject(clause.chunks.end) => {
                self.subject_after(clause.chunks.end, depth - 1, anyone)
            }
            Opener::Sub(Sub::Nominal | Sub::Means) if self.leads_to_subject(clause.chunks.end) => {
                self.subject_after(clause.chunks.end, depth - 1, anyone)
            }
            _ => self.subject_before(start, depth - 1, anyone),
        }
    }

    /// `ông X, Thị trưởng | thành phố Y`: the person whose office the name right behind belongs to.
    fn holder_of(&self, chunk: usize, start: usize) -> Option<usize> {
        use crate::extract::actor::ActorKind;
        let kind = |k: usize| self.mention(k).map(|m| m.kind);
        let of_office = matches!(kind(chunk)?, ActorKind::State | ActorKind::Attribute);
        // `ông X, Chủ tịch luân phiên của khối Y, đã`: X, whose other office is set off by commas.
        let aside = |k: usize| self.chunks.get(k).is_some_and(|c| c.is_mark(','));
        if kind(chunk) == Some(ActorKind::Office) && chunk >= start + 2 && aside(chunk + 1) {
            let holder = chunk - 2;
            let held = aside(chunk - 1) && kind(holder) == Some(ActorKind::Person);
            return held.then_some(holder);
        }
        let before = (start..chunk)
            .rev()
            .take(3)
            .find(|&k| !self.chunks[k].is_plain())?;
        (of_office && kind(before) == Some(ActorKind::Person)).then_some(before)
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

    /// True for a word that points back: `này`, `nói trên`.
    pub(super) fn points_back(&self, chunk: usize) -> bool {
        let words = self.words(chunk);
        self.view.grammar.is(Ask::Back, words)
    }

    /// The same where the clause goes on so; `trên` before a name is no such word.
    pub(super) fn points_back_at(&self, chunk: usize) -> bool {
        chunk < self.chunks.len() && self.points_back(chunk) && !self.is_named_at(chunk + 1)
    }

    fn is_agency(&self, chunk: usize) -> bool {
        use crate::extract::actor::ActorKind;
        self.mention(chunk)
            .is_some_and(|m| m.kind == ActorKind::Agency)
    }

    /// True where the verb has no words of its own for a subject.
    pub(super) fn leaves_out_subject(&self, verb: usize) -> bool {
        let start = self.clauses[self.chunks[verb].clause].chunks.start;
        let mut k = verb;
        while k > start {
            k -= 1;
            let c = &self.chunks[k];
            if c.is(class::SPEAKER) {
                return true;
            }
            if c.joins() || c.has(part::MARK) {
                return true;
            }
            if !self.is_adverbial(k) && c.sub().is_none() {
                return false;
            }
        }
        true
    }

    /// `Ông đã hội đàm với …` where nothing says who he is: an unresolved person right before the verb.
    pub(super) fn has_pronoun_for_subject(&self, verb: usize) -> bool {
        use crate::extract::actor::ActorKind;
        let start = self.clauses[self.chunks[verb].clause].chunks.start;
        let before = (start..verb).rev().find(|&k| !self.is_adverbial(k));
        before.and_then(|k| self.mention(k)).is_some_and(|m| {
            let words = self.view.tokens.slice(m.tokens.clone());
            m.kind == ActorKind::Anaphor
                && m.parties.is_empty()
                && self.view.grammar.begins(Ask::Person, &words.to_lowercase())
        })
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
    pub(super) fn subject_behind(&self, verb: usize) -> Few<usize> {
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

    /// A verb, or a light verb in front of a noun.
    #[inline]
    pub(super) fn is_predicate(&self, chunk: usize) -> bool {
        self.chunks[chunk].has(part::PREDICATE)
    }

    /// Verbs whose object is the subject of the next verb: `yêu cầu A rút quân`, `A cho biết B đã …`.
    fn hands_over(&self, verb: usize) -> bool {
        self.chunks[verb].has(part::HANDS_OVER)
    }
}
