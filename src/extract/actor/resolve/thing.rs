//! States, bodies, organisations and media.

use super::super::names::{Names, Trait};
use super::super::parse::Who;
use super::super::{ActorKind, Name, Party, is_beyond_states};
use super::{Note, Resolver, acts};

impl Resolver<'_, '_> {
    pub(super) fn thing(
        &self,
        text: usize,
        who: &Who,
        kind: ActorKind,
        note: &Note,
    ) -> Option<Party> {
        if who.unnamed {
            let person = self
                .best(who)
                .and_then(|p| self.names.people[p as usize].country);
            let country = who
                .country
                .or(person)
                .or(who.default_country)
                .or_else(|| self.nearby_country(text, who, note))?;
            return Some(Party {
                name: None,
                country: Some(country),
                sector: who.sector,
            });
        }
        let name = who
            .name
            .map(Name::Known)
            .or_else(|| self.written(text, &who.written));
        let mut country = who.country;
        if country.is_none() && kind == ActorKind::Body && !who.vague {
            country = self
                .same_body(text, who)
                .or(who.default_country)
                .or_else(|| self.nearby_country(text, who, note));
        }
        if country.is_none() && name.is_none() {
            return None;
        }
        Some(Party {
            name,
            country,
            sector: who.sector,
        })
    }

    /// The state of an earlier mention of the same institution (`Bộ Quốc phòng Nga … Bộ Quốc phòng`).
    fn same_body(&self, text: usize, who: &Who) -> Option<&'static str> {
        let role = who.role?;
        let notes = self.notes[..=text].iter().zip(&self.done[..=text]);
        notes
            .rev()
            .flat_map(|(notes, mentions)| notes.iter().zip(mentions).rev())
            .find(|(n, m)| {
                m.kind == ActorKind::Body && n.role == Some(role) && !m.parties.is_empty()
            })
            .and_then(|(_, m)| m.parties[0].country)
    }

    /// Vietnam, where the article names it as often as all other states together.
    pub(super) fn home(&self) -> Option<&'static str> {
        let home = self.countries.of("VNM");
        let all: usize = self.countries.0.iter().map(|(_, count)| count).sum();
        (home * 2 >= all).then_some("VNM")
    }

    /// Vietnam, where the article names no other state.
    pub(super) fn only_home(&self) -> Option<&'static str> {
        let all = &self.countries.0;
        all.iter().all(|(c, _)| *c == "VNM").then_some("VNM")
    }

    /// The state named last in the same paragraph; Vietnam where the article names no other.
    fn nearby_country(&self, text: usize, who: &Who, note: &Note) -> Option<&'static str> {
        let mission = who.role.is_some_and(|role| self.names.is_mission(role));
        let near = self.notes[text]
            .iter()
            .zip(&self.done[text])
            .rev()
            .take_while(|(n, _)| n.paragraph == note.paragraph)
            .filter(|(n, m)| acts(m) && (mission || !abroad(self.names, n)))
            .find_map(|(_, m)| m.parties.first().and_then(|p| p.country));
        near.or_else(|| self.home())
    }

    /// The state that somebody with an office of state and nothing else must be of: the only one of
    /// the sentence so far or, where it names several, the one the article names most; else that of the
    /// sentence before. A visiting diplomat's and a place's state is none.
    pub(super) fn focus(&self, text: usize, who: &Who, note: &Note) -> Option<&'static str> {
        // Soldiers are named beside their enemies, and foreign names are no Vietnamese officials'.
        let soldier = who.sector == Some("MIL");
        let mut found: Vec<&'static str> = Vec::new();
        let mut sentence = note.sentence;
        let earlier = self.notes[text].iter().zip(&self.done[text]).rev();
        for (n, m) in earlier {
            if n.sentence != sentence && !found.is_empty() {
                break;
            }
            if n.paragraph != note.paragraph || soldier && n.sentence != note.sentence {
                break;
            }
            sentence = n.sentence;
            if !acts(m) || m.locative || m.kind == ActorKind::Organisation || abroad(self.names, n)
            {
                continue;
            }
            let countries = m.parties.iter().filter_map(|p| p.country);
            for country in countries.filter(|c| !is_beyond_states(c)) {
                if !found.contains(&country) && (country != "VNM" || who.surname) {
                    found.push(country);
                }
            }
        }
        let named = |c: &str| self.countries.of(c);
        let most = *found.iter().max_by_key(|c| named(c))?;
        let rivals = found.iter().filter(|c| named(c) == named(most)).count();
        (rivals == 1).then_some(most)
    }
}

/// Somebody or something that stands abroad: where they are named, their state is not at home.
fn abroad(names: &Names, note: &Note) -> bool {
    note.role
        .is_some_and(|r| names.roles.is(r, Trait::Abroad) || names.is_mission(r))
}
