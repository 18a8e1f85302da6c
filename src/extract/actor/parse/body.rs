//! Institutions and organisations.

use super::super::names::{Body, BodyClass, Entry, Organisation, State, StateForm};
use super::super::{ActorKind, Few};
use super::{Draft, Parser, Who, cues, state_of};
use crate::extract::token::Shape;

impl<'p> Parser<'p, '_> {
    pub(super) fn body(&self, i: usize, end: usize, body: Body) -> Option<(Draft, usize)> {
        match body.class {
            BodyClass::CapitalOf => {
                let (after, entries) = self.find(end)?;
                let state = state_of(entries)?;
                let after = self.of_state(after, &state);
                let mut draft = self.draft(
                    i..after,
                    ActorKind::State,
                    Few::from_buf([Who::of_state(&state)]),
                    None,
                );
                draft.locative = true;
                Some((draft, after))
            }
            BodyClass::Region => None,
            BodyClass::Media => self.media(i, end),
            BodyClass::Attribute => {
                let (after, states) = self.state_at(end)?;
                if self.is_cue(end, cues::OF) {
                    return None;
                }
                let who = states
                    .iter()
                    .map(|s| Who::of_body(s, body.sector))
                    .collect();
                Some((self.draft(i..after, ActorKind::Attribute, who, None), after))
            }
            BodyClass::Side => {
                let (after, states) = self.state_at(end)?;
                let who = states.iter().map(Who::of_state).collect();
                Some((self.draft(i..after, ActorKind::State, who, None), after))
            }
            BodyClass::Group => {
                let (after, states) = self.state_at(end)?;
                let who = states
                    .iter()
                    .map(|s| Who {
                        role: Some(body.form),
                        ..Who::of_body(s, body.sector)
                    })
                    .collect();
                Some((self.draft(i..after, ActorKind::Body, who, None), after))
            }
            _ => {
                let reach = self.institution(end, body)?;
                let draft = self.draft(
                    i..reach.end,
                    ActorKind::Body,
                    reach.who(Some(body.form), None),
                    None,
                );
                Some((draft, reach.end))
            }
        }
    }

    pub(super) fn organisation(
        &self,
        i: usize,
        end: usize,
        entries: &[Entry],
    ) -> Option<(Draft, usize)> {
        let organisation = entries.iter().find_map(|e| match e {
            Entry::Organisation(o) => Some(self.names.organisations[*o as usize]),
            _ => None,
        })?;
        if let Some((next, state)) = self.namesake(end, organisation) {
            let who = Who::of_body(&state, organisation.sector);
            let draft = self.draft(i..next, ActorKind::Organisation, Few::from_buf([who]), None);
            return Some((draft, next));
        }
        let who = Who {
            name: Some(organisation.name),
            country: organisation.country,
            sector: organisation.sector,
            ..Who::default()
        };
        let next = self.past_bracket(end, entries);
        Some((
            self.draft(i..next, ActorKind::Organisation, Few::from_buf([who]), None),
            next,
        ))
    }

    /// The other state whose party is called as the one of the lexicon: `đảng Dân chủ Nhật Bản`,
    /// `đảng Cộng hòa đối lập ở Pháp`.
    pub(super) fn namesake(&self, i: usize, party: Organisation) -> Option<(usize, State)> {
        if party.sector != Some("PTY") {
            return None;
        }
        let lower = |at: &usize| *at < self.limit && self.tokens[*at].shape == Shape::Lower;
        let adjectives = (i..i + 2)
            .take_while(|at| lower(at) && !self.is_cue(*at, cues::OF | cues::AT | cues::LOCATIVE));
        let at = i + adjectives.count();
        let joined = self.is_cue(at, cues::OF | cues::AT | cues::LOCATIVE);
        let (end, entries) = self.find(at + usize::from(joined))?;
        let state =
            state_of(entries).filter(|s| matches!(s.form, StateForm::Name | StateForm::Short))?;
        (Some(state.country) != party.country && (joined || at == i)).then_some((end, state))
    }

    /// Past `(EU)` where the brackets hold the same thing once more, or its abbreviation.
    pub(super) fn past_bracket(&self, i: usize, entries: &[Entry]) -> usize {
        match self.bracketed(i) {
            Some((end, inner)) if inner.iter().any(|e| entries.contains(e)) => end,
            _ => {
                let abbreviation = self
                    .tokens
                    .get(i)
                    .is_some_and(|t| t.shape == Shape::Mark('('))
                    && self
                        .tokens
                        .get(i + 1)
                        .is_some_and(|t| matches!(t.shape, Shape::Upper | Shape::Mixed))
                    && self
                        .tokens
                        .get(i + 2)
                        .is_some_and(|t| t.shape == Shape::Mark(')'))
                    && i + 3 <= self.limit
                    && self.find(i + 1).is_none();
                if abbreviation { i + 3 } else { i }
            }
        }
    }

    /// What the dictionary finds between brackets at `i`, and the end past them.
    pub(super) fn bracketed(&self, i: usize) -> Option<(usize, &'p [Entry])> {
        if i >= self.limit || self.tokens[i].shape != Shape::Mark('(') {
            return None;
        }
        let (end, entries) = self.find(i + 1)?;
        (end < self.limit && self.tokens[end].shape == Shape::Mark(')'))
            .then_some((end + 1, entries))
    }
}
