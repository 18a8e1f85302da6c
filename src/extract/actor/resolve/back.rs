//! Where `hai nước`, `nước này`, `ông` and the like point back to.

use super::super::names::{Anaphor, Entry, Rank, Roles, Sex, Trait};
use super::super::{ActorKind, ActorMention, Few, Party};
use super::{Note, Resolver, acts, compatible, names_body};

impl Resolver<'_, '_> {
    #[allow(clippy::type_complexity)]
    pub(super) fn point_back(
        &self,
        text: usize,
        anaphor: Anaphor,
        note: &Note,
        at: usize,
    ) -> (Few<Party>, Option<(usize, usize)>, Option<usize>) {
        match anaphor {
            Anaphor::Pair => (self.pair(text, note, None), None, None),
            Anaphor::Group(count) => (self.group(text, note, count), None, None),
            Anaphor::Counted => (Few::default(), None, None),
            Anaphor::Persons(rank) => (self.pair(text, note, Some(rank)), None, None),
            Anaphor::State => {
                let found = self.state_before(text, note, at);
                (
                    found.map(|(_, p)| Few::from_buf([p])).unwrap_or_default(),
                    found.map(|(i, _)| i),
                    None,
                )
            }
            Anaphor::Host => {
                let found = self
                    .before(text)
                    .find(|(_, _, m)| m.locative && m.parties.len() == 1);
                let parties = found.map(|(_, _, m)| m.parties.clone()).unwrap_or_default();
                (parties, found.map(|(i, _, _)| i), None)
            }
            Anaphor::Body(noun, nouns) => {
                let found = self.before(text).find(|(_, n, m)| {
                    let noun = (noun, nouns);
                    !m.parties.is_empty() && names_body(self.names, noun, m.kind, n.role)
                });
                (
                    found.map(|(_, _, m)| m.parties.clone()).unwrap_or_default(),
                    found.map(|(i, _, _)| i),
                    None,
                )
            }
            Anaphor::Person(sex) => {
                let found = self.person_before(text, sex, note, at);
                let known = found.and_then(|(_, n, _)| n.known);
                (
                    found.map(|(_, _, m)| m.parties.clone()).unwrap_or_default(),
                    found.map(|(i, _, _)| i),
                    known,
                )
            }
        }
    }

    /// `ông`: the person named last; at the head of a sentence the subject of the sentence before,
    /// whoever else that one names after it.
    fn person_before(
        &self,
        text: usize,
        sex: Sex,
        note: &Note,
        at: usize,
    ) -> Option<((usize, usize), &Note, &ActorMention)> {
        let mut people = self
            .before(text)
            .filter(|(_, n, m)| {
                matches!(
                    m.kind,
                    ActorKind::Person | ActorKind::Office | ActorKind::Anaphor
                ) && m.parties.len() == 1
                    && m.parties[0].name.is_some()
                    && compatible(
                        Some(sex),
                        n.known.map_or(Sex::Unknown, |k| self.roster[k].sex),
                    )
            })
            .peekable();
        let opens = self.texts[text]
            .sentences
            .get(note.sentence)
            .is_some_and(|s| s.start == at);
        let &nearest = people.peek()?;
        if !opens || nearest.0.0 != text || nearest.1.sentence + 1 != note.sentence {
            return Some(nearest);
        }
        people
            .take_while(|((t, _), n, _)| *t == text && n.sentence == nearest.1.sentence)
            .filter(|(_, n, _)| !n.oblique)
            .last()
            .or(Some(nearest))
    }

    /// Mentions before this one, the nearest first, this text before earlier ones.
    pub(super) fn before(
        &self,
        text: usize,
    ) -> impl Iterator<Item = ((usize, usize), &Note, &ActorMention)> {
        (0..=text).rev().flat_map(move |t| {
            let notes = self.notes[t].iter().zip(&self.done[t]).enumerate();
            notes.rev().map(move |(i, (n, m))| ((t, i), n, m))
        })
    }

    /// `nước này`: the state named last in the sentence, or the first one of the sentence before.
    fn state_before(
        &self,
        text: usize,
        note: &Note,
        _at: usize,
    ) -> Option<((usize, usize), Party)> {
        let state = |m: &ActorMention| {
            let party = m.parties.first()?;
            let country = party
                .country
                .filter(|_| m.parties.len() == 1 && m.kind != ActorKind::Organisation)?;
            Some(Party {
                name: None,
                country: Some(country),
                sector: Some("GOV"),
            })
        };
        // Nobody visits or leaves a state of their own: the nearest mention is who travels.
        let traveller = note.visited.then(|| {
            let (_, _, nearest) = self
                .before(text)
                .take_while(|((t, _), n, _)| *t == text && n.sentence == note.sentence)
                .find(|(_, _, m)| acts(m))?;
            let travels = matches!(
                nearest.kind,
                ActorKind::Person | ActorKind::Office | ActorKind::Body
            );
            nearest.parties[0].country.filter(|_| travels)
        });
        let traveller = traveller.flatten();
        let stays = |p: &Party| traveller.is_none() || p.country != traveller;
        let same = self
            .before(text)
            .take_while(|((t, _), n, _)| *t == text && n.sentence == note.sentence)
            .find_map(|(i, n, m)| {
                let party = state(m).filter(|_| acts(m))?;
                let party = Party {
                    country: n.station.or(party.country),
                    ..party
                };
                stays(&party).then_some((i, party))
            });
        if same.is_some() {
            return same;
        }
        // `Hãng thông tấn trung ương Triều Tiên cho biết nước này …`: the source's name says which.
        let source = self
            .before(text)
            .take_while(|((t, _), n, _)| *t == text && n.sentence == note.sentence)
            .filter(|(_, _, m)| m.kind == ActorKind::Agency)
            .find_map(|(i, _, m)| Some((i, state(m).filter(|p| self.names_state(text, m, p))?)));
        if source.is_some() {
            return source;
        }
        let mut nearest: Option<((usize, usize), Party)> = None;
        let mut sentence = None;
        for (i, n, m) in self.before(text) {
            if sentence.is_some_and(|s| s != (i.0, n.sentence)) {
                break;
            }
            if let Some(party) = state(m).filter(|p| acts(m) && stays(p)) {
                sentence = Some((i.0, n.sentence));
                nearest = Some((i, party));
            }
        }
        nearest
    }

    /// The words of the mention hold a name of the party's state.
    fn names_state(&self, text: usize, mention: &ActorMention, party: &Party) -> bool {
        let tokens = &self.texts[text].tokens[..mention.tokens.end];
        mention.tokens.clone().any(|at| {
            self.names.phrases.longest(tokens, at).is_some_and(|found| {
                let state =
                    |e: &Entry| matches!(e, Entry::State(s) if Some(s.country) == party.country);
                found.values.iter().any(state)
            })
        })
    }

    /// Two parties of different states, the first named first: the article's main ones of this sentence,
    /// or of the nearest sentences that name two.
    fn pair(&self, text: usize, note: &Note, rank: Option<Rank>) -> Few<Party> {
        let mut found: Vec<Party> = Vec::new();
        let mut here_count = 0;
        let mut sentence = (text, note.sentence);
        for ((t, _), n, m) in self.before(text) {
            if (t, n.sentence) != sentence {
                if found.len() >= 2 {
                    break;
                }
                sentence = (t, n.sentence);
            }
            if !acts(m) || !self.may_pair(m, n, rank) {
                continue;
            }
            for party in m.parties.iter().rev() {
                let Some(country) = party.country else {
                    continue;
                };
                if found.iter().any(|p| p.country == Some(country)) {
                    continue;
                }
                here_count += usize::from(sentence == (text, note.sentence));
                found.push(match rank {
                    Some(_) => *party,
                    None => Party {
                        name: None,
                        country: Some(country),
                        sector: Some("GOV"),
                    },
                });
            }
        }
        if found.len() > 2 {
            // Of more than two, the two that the article is about; this sentence's own stay.
            let keep = here_count.min(2);
            let from = if here_count > 2 { 0 } else { keep };
            let mut ranked: Vec<usize> = (from..found.len()).collect();
            ranked.sort_by_key(|&i| {
                let count = found[i].country.map_or(0, |c| self.countries.of(c));
                (std::cmp::Reverse(count), i)
            });
            ranked.truncate(2 - from);
            ranked.extend(0..from);
            ranked.sort_unstable();
            found = ranked.into_iter().map(|i| found[i]).collect();
        }
        // The first named first; the current sentence's own party before one from further back.
        if here_count != 1 {
            found.reverse();
        }
        if found.len() == 2 {
            Few::from_vec(found)
        } else {
            Few::default()
        }
    }

    /// True where a mention may be one of two: a state, or somebody of the rank that the phrase names.
    fn may_pair(&self, mention: &ActorMention, note: &Note, rank: Option<Rank>) -> bool {
        let Some(rank) = rank else {
            return mention.kind != ActorKind::Organisation;
        };
        let person = matches!(
            mention.kind,
            ActorKind::Person | ActorKind::Office | ActorKind::Anaphor
        );
        let known: &[&str] = note.known.map_or(&[], |k| &self.roster[k].roles);
        person
            && note
                .role
                .iter()
                .chain(known)
                .any(|role| rank.takes(role, &self.names.roles))
    }
}

impl Rank {
    fn takes(self, role: &str, roles: &Roles) -> bool {
        match self {
            Self::Heads => roles.is(role, Trait::Head),
            Self::ForeignMinisters => role == "foreign-minister",
            Self::Ministers => roles.is(role, Trait::Minister),
            Self::Officials => !roles.is(role, Trait::Aside),
        }
    }
}
