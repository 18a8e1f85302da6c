//! States, bodies, organisations and media.

use super::super::parse::Who;
use super::super::{ActorKind, Name, Party};
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
                .or_else(|| self.nearby_country(text, note))?;
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
                .or_else(|| self.nearby_country(text, note));
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

    /// Vietnam, where the article names no other state.
    pub(super) fn home(&self) -> Option<&'static str> {
        self.countries.keys().all(|c| *c == "VNM").then_some("VNM")
    }

    /// The state named last in the same paragraph; Vietnam where the article names no other.
    fn nearby_country(&self, text: usize, note: &Note) -> Option<&'static str> {
        let near = self.notes[text]
            .iter()
            .zip(&self.done[text])
            .rev()
            .take_while(|(n, _)| n.paragraph == note.paragraph)
            .filter(|(_, m)| acts(m))
            .find_map(|(_, m)| m.parties.first().and_then(|p| p.country));
        near.or_else(|| self.home())
    }
}
