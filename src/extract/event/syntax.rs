//! Subjects, objects and the arguments of nouns: who stands where around a trigger.

use super::chunk::Kind;
use super::cue::{Prep, Sub, class};
use super::pattern::Link;
use super::sentence::{Opener, Sentence};

/// Actors found for a slot: their chunks in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    /// Chunks of the sentence.
    pub(super) chunks: Vec<usize>,
}

/// The arguments to the right of a noun.
#[derive(Clone, Debug, Default)]
pub(super) struct Arguments {
    /// `giữa A và B`, `A - B` right behind the noun.
    pub(super) between: Vec<usize>,
    /// `của A`, `do A`.
    pub(super) of: Vec<usize>,
    /// `với B`.
    pub(super) with: Vec<usize>,
    /// `tới B`, or B right behind the noun.
    pub(super) to: Vec<usize>,
    /// `đối với B`, `chống B`, `cho B`.
    pub(super) against: Vec<usize>,
    /// `tại B`.
    pub(super) at: Vec<usize>,
    /// One past the last chunk that belongs to the noun.
    pub(super) end: usize,
}

/// How far subjects are followed through clauses.
const DEPTH: usize = 4;

/// Words that may stand between a preposition and the name it governs.
const GAP: usize = 5;

impl Sentence<'_> {
    /// The subject of the predicate that chunk `verb` heads.
    pub(super) fn subject(&self, verb: usize) -> Option<Found> {
        self.subject_within(verb, DEPTH, false)
    }

    /// The subject of a verb of saying: an agency or a person without a state may speak, too.
    pub(super) fn speaker(&self, said: usize) -> Option<Found> {
        self.subject_within(said, DEPTH, true)
    }

    fn subject_within(&self, verb: usize, depth: usize, anyone: bool) -> Option<Found> {
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
                return None;
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
                        chunks: vec![i - 1],
                    });
                }
                i = self.bracket_before(i, start);
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
                    if prep == Prep::Of && owner.is_none() {
                        owner = Some(self.described_by(at, start).unwrap_or(i));
                        // `quyết định của A trừng phạt B`: A punishes.
                        if near && at > start && self.chunks[at - 1].is_plain() {
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
                    if v > start
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
                        chunks: vec![holder],
                    });
                }
                return Some(self.coordinated_left(i, start));
            }
            if self.is_predicate(i) && (near || !self.hands_over(i)) {
                return self.subject_within(i, depth - 1, anyone);
            }
            if near && (c.is_plain() || c.is(class::PRIVATE)) {
                stranger = true;
                definite = self.points_back(i);
            }
            near = false;
        }
        if let Some(owner) = owner {
            return Some(Found {
                chunks: vec![owner],
            });
        }
        let led = (start..verb).any(|k| self.chunks[k].prep().is_some());
        if stranger && !led {
            return None;
        }
        match clause.opener {
            Opener::Reported(said) => self.subject_within(said, depth - 1, anyone),
            Opener::Main if start == 0 => self.subject_after(clause.chunks.end, depth - 1, anyone),
            Opener::Sub(Sub::Time | Sub::Concession | Sub::Condition) => self
                .subject_before(start, depth - 1, anyone)
                .or_else(|| self.subject_after(clause.chunks.end, depth - 1, anyone)),
            Opener::Quote => None,
            // Behind a semicolon the sentence's first subject goes on.
            Opener::Main => (0..start)
                .find(|&k| self.is_predicate(k))
                .and_then(|first| self.subject_within(first, depth - 1, anyone)),
            // `bằng việc thử tên lửa, A …`: A, not whoever was named before.
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
        let words = self.view.tokens.slice(self.chunks[chunk].tokens.clone());
        matches!(
            words,
            "này" | "ấy" | "đó" | "trên" | "nói trên" | "nêu trên" | "kể trên"
        )
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
            if c.joins() || matches!(c.kind, Kind::Mark(_)) {
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
                && ["ông", "bà", "Ông", "Bà"]
                    .iter()
                    .any(|w| words.starts_with(w))
        })
    }

    fn subject_before(&self, start: usize, depth: usize, anyone: bool) -> Option<Found> {
        let Some(verb) = (0..start).rev().find(|&k| self.is_predicate(k)) else {
            // `A và B khi điện đàm đã …`
            let last = start.checked_sub(1).filter(|&k| self.may_act(k))?;
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

    fn subject_after(&self, end: usize, depth: usize, anyone: bool) -> Option<Found> {
        let verb = (end..self.chunks.len()).find(|&k| self.is_predicate(k))?;
        let found = self.subject_within(verb, depth, anyone)?;
        found.chunks.iter().all(|&c| c >= end).then_some(found)
    }

    /// A verb, or a light verb in front of a noun.
    pub(super) fn is_predicate(&self, chunk: usize) -> bool {
        self.is_verb(chunk) && (self.chunks[chunk].prep().is_none() || self.is_verb_trigger(chunk))
    }

    /// Verbs whose object is the subject of the next verb: `yêu cầu A rút quân`, `A cho biết B đã …`.
    fn hands_over(&self, verb: usize) -> bool {
        let c = &self.chunks[verb];
        c.is(class::SPEECH | class::CAUSATIVE | class::DENY | class::UNREAL)
            || c.patterns()
                .iter()
                .any(|&p| super::ontology::is_verbal(self.patterns[usize::from(p)].event_type))
    }

    /// The preposition that governs an actor, through a list and a few words, and its chunk.
    pub(super) fn governor(&self, actor: usize) -> Option<(Prep, usize)> {
        let start = self.clauses[self.chunks[actor].clause].chunks.start;
        let mut i = self.coordinated_left(actor, start).chunks[0];
        let mut words = 0;
        while i > start {
            i -= 1;
            let c = &self.chunks[i];
            if let Some(prep) = c.prep() {
                // `đến` before a verb is no preposition of what follows the verb; here a name follows.
                return Some((prep, i));
            }
            let passes = c.is_plain()
                || c.is(class::PRIVATE)
                || matches!(c.kind, Kind::Mark('"' | '“' | '\''));
            if !passes || words == GAP {
                return None;
            }
            words += 1;
        }
        None
    }

    /// The verb whose object an actor is: right before it, but for a few words.
    fn object_of(&self, actor: usize, start: usize) -> Option<usize> {
        let mut i = self.coordinated_left(actor, start).chunks[0];
        let mut words = 0;
        while i > start {
            i -= 1;
            if self.is_predicate(i) {
                return Some(i);
            }
            if !self.chunks[i].is_plain() || words == 3 {
                return None;
            }
            words += 1;
        }
        None
    }

    fn bracket_before(&self, close: usize, start: usize) -> usize {
        (start..close)
            .rev()
            .find(|&k| self.chunks[k].is_mark('('))
            .unwrap_or(close)
    }

    /// The list of actors that ends at `last`: `A, B và C`. A comma joins only where `và` closes the list.
    pub(super) fn coordinated_left(&self, last: usize, start: usize) -> Found {
        let mut chunks = vec![last];
        let mut closed = false;
        let mut i = last;
        loop {
            let mut k = i;
            // `A và các B`
            while k > start + 2 && i - k < 2 && self.is_determiner(k - 1) {
                k -= 1;
            }
            if k < start + 2 {
                break;
            }
            let (joint, before) = (&self.chunks[k - 1], k - 2);
            let is_and = joint.is(class::AND);
            if !(is_and || (closed && joint.is_mark(','))) || !self.chunks[before].is_named() {
                break;
            }
            closed = true;
            chunks.push(before);
            i = before;
        }
        chunks.reverse();
        Found { chunks }
    }

    fn is_determiner(&self, chunk: usize) -> bool {
        let c = &self.chunks[chunk];
        c.is_plain()
    }

    /// The list of actors that begins at `first`.
    fn coordinated_right(&self, first: usize) -> Vec<usize> {
        let mut chunks = vec![first];
        let mut i = first;
        loop {
            let mut k = i + 1;
            // `A (thủ đô …), B`
            if self.chunks.get(k).is_some_and(|c| c.is_mark('(')) {
                match (k..self.chunks.len()).find(|&j| self.chunks[j].is_mark(')')) {
                    Some(close) => k = close + 1,
                    None => break,
                }
            }
            let Some(joint) = self.chunks.get(k) else {
                break;
            };
            if !joint.joins() {
                break;
            }
            let mut next = k + 1;
            if self.chunks.get(next).is_some_and(|c| c.is(class::AND)) {
                next += 1;
            }
            let determiners = (next..next + 2)
                .take_while(|&j| j < self.chunks.len() && self.is_determiner(j))
                .count();
            let named = |j: usize| self.chunks.get(j).is_some_and(|c| c.is_named());
            if !named(next) && joint.is(class::AND) && named(next + determiners) {
                next += determiners;
            }
            if !named(next) || self.chunks[next].clause != self.chunks[first].clause {
                break;
            }
            // A comma before a new subject with its own verb ends the list.
            if joint.is_mark(',') && self.heads_predicate(next) {
                break;
            }
            chunks.push(next);
            i = next;
        }
        chunks
    }

    fn heads_predicate(&self, actor: usize) -> bool {
        let k = self.after_adverbials(actor + 1);
        k > actor + 1 && self.chunks.get(k).is_some_and(|_| self.is_predicate(k))
            || self.chunks.get(actor + 1).is_some_and(|c| {
                c.entry.is_some_and(|e| e.tense.is_some()) || self.is_predicate(actor + 1)
            })
    }

    /// The object of the verb `verb`: the first list of actors that one of `links` joins, none of
    /// them in `skip`.
    pub(super) fn object(
        &self,
        verb: usize,
        links: &[Link],
        through: bool,
        skip: &dyn Fn(usize) -> bool,
    ) -> Vec<usize> {
        let any = links.contains(&Link::Any);
        let reach = if any { 14 } else { 6 };
        let clause = self.chunks[verb].clause;
        let mut prep = None;
        let mut words = 0;
        let mut i = verb + 1;
        while i < self.chunks.len() {
            let c = &self.chunks[i];
            if c.clause != clause {
                let opener = self.clauses[c.clause].opener;
                let open = any
                    && matches!(
                        opener,
                        Opener::Sub(Sub::Nominal | Sub::That | Sub::Relative) | Opener::Reported(_)
                    );
                if !open && opener != Opener::Reported(verb) {
                    break;
                }
            }
            if self.chunks[i].is_named() {
                let link = link_of(prep);
                // `với đặc phái viên của B`: B stands behind the same preposition.
                if let Some(owner) = self.owned_by(i) {
                    i = owner;
                    continue;
                }
                // `gặp lãnh đạo A`, but `điện đàm về chiến sự ở A` is not with A.
                let topic = words > 0
                    && link == Some(Link::Direct)
                    && links.contains(&Link::With)
                    && !links.contains(&Link::For)
                    && !any
                    && self.mention(i).is_none_or(|m| {
                        use crate::extract::actor::ActorKind;
                        matches!(m.kind, ActorKind::State | ActorKind::Attribute)
                    });
                let joined =
                    !topic && link.is_some_and(|l| links.contains(&l) || (any && l != Link::At));
                if joined && self.stands_for_state(i) && !skip(i) {
                    return self
                        .coordinated_right(i)
                        .into_iter()
                        .filter(|&k| !skip(k) && self.stands_for_state(k))
                        .collect();
                }
                prep = None;
                i += 1;
                continue;
            }
            if let Some(p) = c.prep() {
                prep = Some(p);
            } else if c.is_mark(',') {
                let next = self.chunks.get(i + 1);
                if next.is_none_or(|n| n.actor().is_none()) || !any {
                    break;
                }
            } else if (c.is(class::AND) && self.begins_verb(i + 1))
                || (!any
                    && !through
                    && (c.is(class::SPEECH) || self.is_verb_trigger(i))
                    && !(i == verb + 1 && self.ends_in_with(verb)))
                || (any && !through && self.leaves_object(verb, i))
            {
                break;
            } else {
                words += 1;
                if words > reach {
                    break;
                }
            }
            i += 1;
        }
        Vec::new()
    }

    /// `nhất trí với | đề xuất của A`: what follows is a noun.
    fn ends_in_with(&self, chunk: usize) -> bool {
        let words = self.view.tokens.slice(self.chunks[chunk].tokens.clone());
        words.ends_with("với")
    }

    /// True for a further predicate behind the verb: what follows it is not the verb's own object.
    fn leaves_object(&self, verb: usize, chunk: usize) -> bool {
        let c = &self.chunks[chunk];
        let nominal = self.chunks[chunk - 1].is(class::NOMINAL)
            || self.chunks[chunk - 1].sub() == Some(Sub::Nominal)
            || (self.is_noun_trigger(chunk) && !self.is_verb_trigger(chunk));
        !nominal
            && chunk > verb + 1
            && !c.is(class::COPULA)
            && (self.is_predicate(chunk) && !c.is(class::LIGHT | class::SPEECH))
    }

    pub(super) fn begins_verb(&self, from: usize) -> bool {
        let k = self.after_adverbials(from);
        self.chunks.get(k).is_some_and(|_| self.is_predicate(k))
    }

    /// The owner of an unnamed office or body: `đặc phái viên của Tổng thống B`, `phái đoàn từ
    /// thành phố … của B`.
    pub(super) fn owned_by(&self, chunk: usize) -> Option<usize> {
        use crate::extract::actor::ActorKind;
        let mention = self.mention(chunk)?;
        let unnamed = mention.parties.iter().all(|p| p.name.is_none());
        let stateless = mention.parties.iter().all(|p| p.country.is_none());
        let joint = self.chunks.get(chunk + 1)?.prep()?;
        // `một phái đoàn từ …` names its state only there, whatever was guessed for it.
        let sent = joint == Prep::From
            && self
                .view
                .tokens
                .slice(mention.tokens.clone())
                .to_lowercase()
                .contains("đoàn");
        let stateless = stateless || sent;
        let fits = joint == Prep::Of || (joint == Prep::From && stateless);
        if !matches!(mention.kind, ActorKind::Office | ActorKind::Body) || !unnamed || !fits {
            return None;
        }
        let mut owner = chunk + 2;
        if stateless {
            let end = self.chunks.len().min(chunk + 9);
            while owner < end
                && (self.chunks[owner].is_plain() || self.chunks[owner].prep() == Some(Prep::Of))
            {
                owner += 1;
            }
        }
        let state = self.mention(owner)?;
        let known =
            state.kind != ActorKind::Agency && state.parties.iter().any(|p| p.country.is_some());
        known.then_some(owner)
    }

    /// The place inside an office whose own state is not named: `đại sứ tại B`.
    pub(super) fn posted_at(&self, chunk: usize) -> Option<&super::chunk::Spot> {
        use crate::extract::actor::ActorKind;
        let mention = self.mention(chunk)?;
        let stateless = mention.parties.iter().all(|p| p.country.is_none());
        if mention.kind != ActorKind::Office || !stateless {
            return None;
        }
        let places = &self.view.places;
        let at = places.partition_point(|p| p.tokens.start < mention.tokens.start);
        places
            .get(at)
            .filter(|p| p.tokens.end <= mention.tokens.end)
    }

    /// True for an actor chunk with a country that is no agency, and for a place.
    pub(super) fn stands_for_state(&self, chunk: usize) -> bool {
        if matches!(self.chunks[chunk].kind, Kind::Place(_))
            || self.owned_by(chunk).is_some()
            || self.posted_at(chunk).is_some()
        {
            return true;
        }
        self.mention(chunk).is_some_and(|m| {
            m.kind != crate::extract::actor::ActorKind::Agency
                && m.parties.iter().any(|p| p.country.is_some())
        })
    }

    /// The arguments to the right of the noun at chunk `noun`.
    pub(super) fn arguments(&self, noun: usize) -> Arguments {
        let mut args = Arguments {
            end: noun + 1,
            ..Arguments::default()
        };
        let clause = self.chunks[noun].clause;
        let mut prep: Option<Prep> = None;
        let mut words = 0;
        let mut i = noun + 1;
        while i < self.chunks.len() && self.chunks[i].clause == clause {
            let c = &self.chunks[i];
            if c.is_named() {
                if !self.stands_for_state(i) {
                    break;
                }
                if let Some(owner) = self.owned_by(i) {
                    i = owner;
                    continue;
                }
                let list = self.coordinated_right(i);
                let last = *list.last().unwrap_or(&i);
                let slot = match prep {
                    Some(Prep::Between) => {
                        // `giữa A với B`
                        let mut all = list.clone();
                        if self.chunks.get(last + 1).and_then(|c| c.prep()) == Some(Prep::With)
                            && self
                                .chunks
                                .get(last + 2)
                                .is_some_and(|c| c.actor().is_some())
                        {
                            all.push(last + 2);
                        }
                        args.end = all.last().map_or(last, |l| *l) + 1;
                        args.between = all;
                        i = args.end;
                        prep = None;
                        continue;
                    }
                    Some(Prep::Of | Prep::By) => &mut args.of,
                    Some(Prep::With) => &mut args.with,
                    Some(Prep::To) => &mut args.to,
                    Some(Prep::Against | Prep::For) => &mut args.against,
                    Some(Prep::At) => &mut args.at,
                    Some(Prep::From) => &mut args.of,
                    Some(Prep::About | Prep::According | Prep::Like) => {
                        i = last + 1;
                        prep = None;
                        continue;
                    }
                    None if i == noun + 1 || args.is_empty() => {
                        if list.len() > 1 || self.mention(i).is_some_and(|m| m.parties.len() > 1) {
                            &mut args.between
                        } else {
                            &mut args.to
                        }
                    }
                    None => break,
                };
                if slot.is_empty() {
                    *slot = list;
                }
                args.end = last + 1;
                i = last + 1;
                prep = None;
                words = 0;
                continue;
            }
            if let Some(p) = c.prep().filter(|_| c.patterns().is_empty()) {
                prep = Some(p);
            } else if c.date().is_some() {
                args.end = i + 1;
                prep = None;
            } else if c.is_plain()
                || c.is(class::ADVERB | class::RECAP | class::PRIVATE)
                || matches!(c.kind, Kind::Mark('"' | '“' | '”' | '(' | ')' | '-' | '–'))
                || (c.is(class::LIGHT) && words > 0 && args.is_empty())
                || (!c.patterns().is_empty() && !c.is(class::SPEECH) && args.is_empty())
                || (c.is(class::AND) && args.is_empty() && !self.begins_verb(i + 1))
            {
                words += 1;
                if words > 7 {
                    break;
                }
            } else {
                break;
            }
            i += 1;
        }
        args
    }
}

impl Arguments {
    fn is_empty(&self) -> bool {
        self.between.is_empty()
            && self.of.is_empty()
            && self.with.is_empty()
            && self.to.is_empty()
            && self.against.is_empty()
            && self.at.is_empty()
    }
}

fn link_of(prep: Option<Prep>) -> Option<Link> {
    Some(match prep {
        None => Link::Direct,
        Some(Prep::With) => Link::With,
        Some(Prep::To) => Link::To,
        Some(Prep::For) => Link::For,
        Some(Prep::Against) => Link::Against,
        Some(Prep::Of) => Link::Of,
        Some(Prep::About) => Link::About,
        Some(Prep::At) => Link::At,
        Some(Prep::By | Prep::Between | Prep::From) => Link::Of,
        Some(Prep::According | Prep::Like) => return None,
    })
}
