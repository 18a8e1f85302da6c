//! Objects and the arguments of nouns: who stands to the right of a trigger, and how joined.

use super::chunk::{Kind, Spot};
use super::{Opener, Sentence};
use crate::extract::actor::{ActorKind, Few};
use crate::extract::event::words::{Ask, Link, Prep, Sub, class, part};

/// The arguments to the right of a noun.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arguments {
    /// `giữa A và B`, `A - B` right behind the noun.
    pub(crate) between: Few<usize>,
    /// `của A`, `do A`.
    pub(crate) of: Few<usize>,
    /// `với B`.
    pub(crate) with: Few<usize>,
    /// `tới B`, or B right behind the noun.
    pub(crate) to: Few<usize>,
    /// `đối với B`, `chống B`, `cho B`.
    pub(crate) against: Few<usize>,
    /// `tại B`.
    pub(crate) at: Few<usize>,
    /// One past the last chunk that belongs to the noun.
    pub(crate) end: usize,
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
                // `ủng hộ kế hoạch tấn công A của B`: B, whose plan it is.
                if any && let Some(owner) = self.owner_of_act(verb, i) {
                    prep = Some(Prep::Of);
                    i = owner;
                    continue;
                }
                // `chỉ trích chính sách đối với A của B`: B, whose policy it is.
                if any
                    && words > 0
                    && let Some(owner) = self.owner_of_stance(prep, i)
                {
                    prep = Some(Prep::Of);
                    i = owner;
                    continue;
                }
                // `chỉ trích ông A vì …`: A at home, and nobody named later.
                if any && words == 0 && prep.is_none() && self.is_person(i) && skip(i) {
                    return Few::default();
                }
                // `gặp lãnh đạo A`, but `điện đàm về chiến sự ở A` is not with A.
                let topic = words > 0
                    && link == Some(Link::Direct)
                    && links.contains(&Link::With)
                    && !links.contains(&Link::For)
                    && !any
                    && self
                        .mention(i)
                        .is_none_or(|m| matches!(m.kind, ActorKind::State | ActorKind::Attribute))
                    || link == Some(Link::Direct)
                        && !any
                        && links.contains(&Link::With)
                        && self.is_talked_about(i);
                let mut joined =
                    !topic && link.is_some_and(|l| links.contains(&l) || (any && l != Link::At));
                // `nhất trí với | A`
                joined |= words == 0
                    && link == Some(Link::Direct)
                    && links.contains(&Link::With)
                    && self.ends_in_with(verb);
                if joined && self.stands_for_state(i) && !skip(i) {
                    let mut list = self.coordinated_right(i);
                    if any && link == Some(Link::Of) {
                        self.add_owners(&mut list);
                    }
                    return list
                        .into_iter()
                        .filter(|&k| !skip(k) && self.stands_for_state(k))
                        .collect();
                }
                prep = None;
                i += 1;
                continue;
            }
            let verbal = c.joins() && self.chunks[verb].has(part::VERBAL);
            if let Some(of) = self.of_behind_nouns(verb, i).filter(|_| any && verbal) {
                prep = Some(Prep::Of);
                i = of;
            } else if let Some(close) = self.aside(i) {
                i = close;
            } else if c.is(class::AND) && c.is(class::ADVERB) && self.is_named_at(i + 1) {
                // `tập trận cùng A`
                prep = Some(Prep::With);
            } else if self.opens_members(i) {
                // `gặp nhiều lãnh đạo như A và B`: joined as they are.
            } else if let Some(p) = c.prep() {
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
        Few::default()
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
            || (self.is_noun_trigger(chunk) && !self.is_verb_trigger(chunk));
        !nominal
            && chunk > verb + 1
            && !c.is(class::COPULA)
            && (self.is_predicate(chunk) && !c.is(class::LIGHT | class::SPEECH))
    }

    pub(crate) fn begins_verb(&self, from: usize) -> bool {
        let k = self.after_adverbials(from);
        self.chunks.get(k).is_some_and(|_| self.is_predicate(k))
    }

    /// The owner of an unnamed office or body: `đặc phái viên của Tổng thống B`, `phái đoàn từ
    /// thành phố … của B`.
    pub(crate) fn owned_by(&self, chunk: usize) -> Option<usize> {
        let mention = self.mention(chunk)?;
        let unnamed = mention.parties.iter().all(|p| p.name.is_none());
        let stateless = mention.parties.iter().all(|p| p.country.is_none());
        let joint = self.chunks.get(chunk + 1)?.prep()?;
        // `một phái đoàn từ …` names its state only there, whatever was guessed for it.
        let sent = joint == Prep::From && {
            let words = self.view.tokens.slice(mention.tokens.clone());
            let words = words.to_lowercase();
            self.view.grammar.holds(Ask::Envoys, &words)
        };
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
        self.names_state(owner).then_some(owner)
    }

    /// The place inside an office whose own state is not named: `đại sứ tại B`.
    pub(crate) fn posted_at(&self, chunk: usize) -> Option<&Spot> {
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
    pub(crate) fn stands_for_state(&self, chunk: usize) -> bool {
        matches!(self.chunks[chunk].kind, Kind::Place(_))
            || self.owned_by(chunk).is_some()
            || self.posted_at(chunk).is_some()
            || self.names_state(chunk)
    }

    /// The arguments to the right of the noun at chunk `noun`.
    pub(crate) fn arguments(&self, noun: usize) -> Arguments {
        let mut args = Arguments {
            end: noun + 1,
            ..Arguments::default()
        };
        let clause = self.chunks[noun].clause;
        let mut prep: Option<Prep> = None;
        let mut made = false;
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
            if let Some(close) = self.aside(i) {
                i = close;
            } else if c.is(class::AND)
                && c.is(class::ADVERB)
                && self.is_named_at(i + 1)
                && args.is_empty()
            {
                // `diễn tập cùng A và B`
                prep = Some(Prep::With);
            } else if args.is_empty() && self.opens_members(i) {
                // `điện đàm với nhiều nước như A và B`: with A and with B.
            } else if let Some(p) = c.prep().filter(|_| c.patterns().is_empty()) {
                made = p == Prep::By && self.names_maker(i);
                prep = Some(p);
            } else if made && c.is(class::LIGHT) {
                made = false;
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
