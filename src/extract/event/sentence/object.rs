//! The object of a verb: who stands to its right, and how joined.

use super::{Opener, Sentence};
use crate::extract::actor::{ActorKind, Few};
use crate::extract::event::words::{Ask, Link, Prep, Sub, class, part};

/// Words between a verb and its object at most, and between one that takes any link and its object.
const REACH: [usize; 2] = [6, 14];

/// A walk to the right of a verb.
struct Search<'s, 'a, 'l> {
    s: &'s Sentence<'a>,
    verb: usize,
    links: &'l [Link],
    /// The object may stand behind further verbs.
    through: bool,
    /// It may be joined by whatever link.
    any: bool,
    /// Who it is not.
    skip: &'l dyn Fn(usize) -> bool,
    /// What joins the words at hand.
    prep: Option<Prep>,
    /// Words met so far.
    words: usize,
}

/// What a chunk tells of the object.
enum Step {
    /// It is found, or there is none.
    Is(Few<usize>),
    /// Go on with a chunk.
    On(usize),
}

impl Search<'_, '_, '_> {
    fn run(mut self) -> Few<usize> {
        let s = self.s;
        let mut at = self.verb + 1;
        while at < s.chunks.len() && self.reaches(at) {
            let step = match s.chunks[at].is_named() {
                true => self.named(at),
                false => self.word(at),
            };
            match step {
                Step::Is(found) => return found,
                Step::On(next) => at = next,
            }
        }
        Few::default()
    }

    /// False in a clause that the verb's object cannot stand in.
    fn reaches(&self, i: usize) -> bool {
        let s = self.s;
        let clause = s.chunks[i].clause;
        if clause == s.chunks[self.verb].clause {
            return true;
        }
        let opener = s.clauses[clause].opener;
        let open = matches!(
            opener,
            Opener::Sub(Sub::Nominal | Sub::That | Sub::Relative) | Opener::Reported(_)
        );
        self.any && open || opener == Opener::Reported(self.verb)
    }

    /// Somebody named.
    fn named(&mut self, i: usize) -> Step {
        let s = self.s;
        // `với đặc phái viên của B`: B stands behind the same preposition.
        if let Some(owner) = s.owned_by(i) {
            return Step::On(owner);
        }
        // `ủng hộ kế hoạch tấn công A của B`, `chỉ trích chính sách đối với A của B`: B, whose it is.
        let stance = || s.owner_of_stance(self.prep, i).filter(|_| self.words > 0);
        let owner = || s.owner_of_act(self.verb, i).or_else(stance);
        if let Some(owner) = self.any.then(owner).flatten() {
            self.prep = Some(Prep::Of);
            return Step::On(owner);
        }
        // `chỉ trích ông A vì …`: A at home, and nobody named later.
        let direct = self.words == 0 && self.prep.is_none();
        if self.any && direct && s.is_person(i) && (self.skip)(i) {
            return Step::Is(Few::default());
        }
        let link = link_of(self.prep);
        let party = |k: usize| s.stands_for_state(k) && !(self.skip)(k);
        if self.joins(i, link) && party(i) {
            let mut list = s.coordinated_right(i);
            if self.any && link == Some(Link::Of) {
                s.add_owners(&mut list);
            }
            return Step::Is(list.into_iter().filter(|&k| party(k)).collect());
        }
        self.prep = None;
        Step::On(i + 1)
    }

    /// True where the link is one that the verb's object may have.
    fn joins(&self, i: usize, link: Option<Link>) -> bool {
        let s = self.s;
        let with = link == Some(Link::Direct) && self.links.contains(&Link::With);
        // `nhất trí với | A`
        if with && self.words == 0 && s.ends_in_with(self.verb) {
            return true;
        }
        // `gặp lãnh đạo A`, but `điện đàm về chiến sự ở A` is not with A.
        let state = || {
            let kind = s.kind(i);
            kind.is_none_or(|kind| matches!(kind, ActorKind::State | ActorKind::Attribute))
        };
        let far = || self.words > 0 && !self.links.contains(&Link::For) && state();
        let topic = with && !self.any && (far() || s.is_talked_about(i));
        let fits = |l: Link| self.links.contains(&l) || (self.any && l != Link::At);
        !topic && link.is_some_and(fits)
    }

    /// Words and marks, which may be too many.
    fn word(&mut self, i: usize) -> Step {
        let (s, any) = (self.s, self.any);
        let c = &s.chunks[i];
        let verbal = c.joins() && s.chunks[self.verb].has(part::VERBAL);
        if any
            && verbal
            && let Some(of) = s.of_behind_nouns(self.verb, i)
        {
            self.prep = Some(Prep::Of);
            return Step::On(of + 1);
        }
        if let Some(close) = s.aside(i) {
            return Step::On(close + 1);
        }
        if c.is(class::AND) && c.is(class::ADVERB) && s.is_named_at(i + 1) {
            // `tập trận cùng A`
            self.prep = Some(Prep::With);
        } else if s.opens_members(i) {
            // `gặp nhiều lãnh đạo như A và B`: joined as they are.
        } else if let Some(prep) = c.prep() {
            self.prep = Some(prep);
        } else if c.is_mark(',') {
            let next = s.chunks.get(i + 1);
            if !any || next.is_none_or(|n| n.actor().is_none()) {
                return Step::Is(Few::default());
            }
        } else {
            self.words += 1;
            if self.ends_at(i) || self.words > REACH[usize::from(any)] {
                return Step::Is(Few::default());
            }
        }
        Step::On(i + 1)
    }

    /// True for a word with which something else begins.
    fn ends_at(&self, i: usize) -> bool {
        let s = self.s;
        let c = &s.chunks[i];
        let goes_on = i == self.verb + 1 && s.ends_in_with(self.verb);
        let further = match self.any {
            true => s.leaves_object(self.verb, i),
            false => (c.is(class::SPEECH) || s.is_verb_trigger(i)) && !goes_on,
        };
        c.is(class::AND) && s.begins_verb(i + 1) || !self.through && further
    }
}

impl Sentence<'_> {
    /// The object of the verb `verb`: the first list of actors that one of `links` joins, none of
    /// them in `skip`.
    pub(crate) fn object(
        &self,
        verb: usize,
        links: &[Link],
        through: bool,
        skip: &dyn Fn(usize) -> bool,
    ) -> Few<usize> {
        let search = Search {
            s: self,
            verb,
            links,
            through,
            any: links.contains(&Link::Any),
            skip,
            prep: None,
            words: 0,
        };
        search.run()
    }

    /// `nhất trí với | đề xuất của A`: what follows is a noun.
    fn ends_in_with(&self, chunk: usize) -> bool {
        let words = self.words(chunk);
        self.view.grammar.ends(Ask::With, words)
    }

    /// True for a further predicate behind the verb: what follows it is not the verb's own object.
    fn leaves_object(&self, verb: usize, chunk: usize) -> bool {
        let c = &self.chunks[chunk];
        let nominal = self.chunks[chunk - 1].is(class::NOMINAL)
            || (chunk == verb + 2 && self.is_decision(chunk - 1))
            || self.chunks[chunk - 1].sub() == Some(Sub::Nominal)
            || (self.is_only_noun(chunk));
        !nominal
            && chunk > verb + 1
            && !c.is(class::COPULA)
            && (self.is_predicate(chunk) && !c.is(class::LIGHT | class::SPEECH))
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
