//! Targets that no name says: what else stands behind a trigger, and where it is done.

use super::{Fill, place};
use crate::extract::actor::Party;
use crate::extract::event::FilledFrom;
use crate::extract::event::sentence::Member;
use crate::extract::event::words::class;

impl<'a> Fill<'_, 'a> {
    /// For force used in another country, that country: `tại tỉnh … của B`.
    pub(crate) fn abroad(&self, actor: &Member) -> Option<Member<'a>> {
        if self.pattern.event_type != "ASSAULT" {
            return None;
        }
        let s = self.s;
        let (place, filled) = place::stated(s, self.t, false)
            .or_else(|| (0..self.t).rev().find_map(|k| place::at(s, k)))?;
        let country = place.country.filter(|c| *c != actor.country())?;
        Some(Member {
            party: Party {
                country: Some(country),
                ..Party::default()
            },
            name: None,
            text: Some(place.text),
            bytes: filled.bytes,
            from: FilledFrom::Sentence,
        })
    }

    /// True where somebody is named behind the trigger, though not as its target.
    pub(crate) fn names_somebody(&self) -> bool {
        let s = self.s;
        (self.t + 1..s.chunks.len().min(self.t + 14))
            .take_while(|&k| {
                s.chunks[k].clause == s.chunks[self.t].clause
                    && !(s.chunks[k].is(class::AND) && s.begins_verb(k + 1))
            })
            .any(|k| s.stands_for_state(k))
    }

    /// `ca ngợi Vành đai và Con đường`, `chỉ trích chính quyền vì …`: something of its own is named
    /// behind the verb; `ca ngợi thỏa thuận này` points back to what was told.
    pub(crate) fn names_thing(&self) -> bool {
        let s = self.s;
        // A pattern that asks for an object of its own (`ký` a treaty) says what may be named.
        let open = self.pattern.object.is_empty()
            && matches!(self.pattern.event_type, "SUPPORT" | "ACCUSE");
        if !open || !s.is_verb_trigger(self.t) {
            return false;
        }
        let end = s.clause_of(self.t).chunks.end;
        let object = self.t + 1..end.min(self.t + 16);
        let mut words = 0;
        for k in object {
            if s.points_back(k) || s.mention(k).is_some() {
                return false;
            }
            let c = &s.chunks[k];
            if c.joins() || c.is_mark('.') {
                break;
            }
            words += usize::from(c.is_plain());
        }
        words > 1
    }

    /// `bắt giữ lãnh đạo phe đối lập`: an actor at home behind the trigger.
    pub(crate) fn has_domestic_object(&self) -> bool {
        let s = self.s;
        (self.t + 1..s.chunks.len().min(self.t + 9))
            .take_while(|&k| s.chunks[k].clause == s.chunks[self.t].clause)
            .any(|k| s.chunks[k].is(class::DOMESTIC))
    }
}
