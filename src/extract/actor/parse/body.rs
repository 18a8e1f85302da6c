//! Institutions and organisations.

use super::super::names::{Body, BodyClass, Entry};
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
