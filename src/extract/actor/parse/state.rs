//! States, their short forms and pairs.

use super::super::names::{BodyClass, Entry, State, StateForm};
use super::super::{ActorKind, Few};
use super::{Draft, Parser, Who, cues, state_of};
use crate::extract::token::Shape;

impl<'p> Parser<'p, '_> {
    /// A state, or several joined by dashes (`Mỹ - Hàn - Nhật`).
    pub(super) fn states(&self, i: usize, end: usize, entries: &[Entry]) -> Option<(Draft, usize)> {
        let first = state_of(entries)?;
        let mut who = Few::from_buf([Who::of_state(&first)]);
        let mut next = end;
        while let Some((after, state)) = self.joined_state(next) {
            who.push(Who::of_state(&state));
            next = after;
        }
        if who.len() == 1 && !self.stands(i, end, &first) {
            return None;
        }
        // `Washington (Mỹ)`, `EU (Liên minh châu Âu)`: the same state twice.
        if let Some((after, inner)) = self.bracketed(next)
            && state_of(inner).is_some_and(|s| who.len() == 1 && s.country == first.country)
        {
            next = after;
        }
        Some((self.draft(i..next, ActorKind::State, who, None), next))
    }

    /// `Nga và Triều Tiên`, `Mỹ - Trung` right after `hai nước`, `hai nhà lãnh đạo`.
    pub(super) fn two_states(&self, i: usize) -> Option<(usize, Few<State>)> {
        let (end, mut states) = self.state_at(i)?;
        if states.len() == 2 {
            return Some((end, states));
        }
        let joined = self.tokens.get(end).is_some_and(|t| {
            self.cues.is(t.word, cues::AND) || matches!(t.shape, Shape::Mark(','))
        });
        let (end, second) = self.state_at(end + 1).filter(|_| joined)?;
        (states.len() == 1 && second.len() == 1).then(|| {
            states.push(second[0]);
            (end, states)
        })
    }

    /// A state after a dash at `i`.
    pub(super) fn joined_state(&self, i: usize) -> Option<(usize, State)> {
        if !self.is_dash(i) {
            return None;
        }
        let (end, entries) = self.find(i + 1)?;
        let state = state_of(entries)?;
        // `Việt Nam - Nguyễn Văn A`: a name goes on.
        (!self.name_goes_on(end)).then_some((end, state))
    }

    /// True where a form that needs its surroundings stands as a state.
    pub(super) fn stands(&self, i: usize, end: usize, state: &State) -> bool {
        match state.form {
            StateForm::Name | StateForm::Capital | StateForm::Seat => true,
            StateForm::Pair => self.beside_a_state(i, end),
            StateForm::Short => {
                if self.shouting {
                    return true;
                }
                let before = i.checked_sub(1).filter(|b| *b >= self.begin);
                let glued_before = before.is_some_and(|b| {
                    self.tokens[b].is_capital()
                        && b > self.begin
                        && self.find_from(b, i).is_none()
                        && !self.is_abbreviation(b)
                });
                let named_before = before.is_some_and(|b| {
                    b == self.begin
                        && self.tokens[b].is_capital()
                        && self
                            .find(b)
                            .is_some_and(|(_, e)| e.iter().any(Entry::is_surname))
                });
                !(glued_before || named_before || self.name_goes_on(end))
            }
        }
    }

    /// `UAV`: several capitals, and nothing of a personal name.
    pub(super) fn is_abbreviation(&self, i: usize) -> bool {
        let word = &self.text.text[self.tokens[i].bytes()];
        word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase())
    }

    /// Some dictionary phrase that ends exactly before `end` covers token `at`.
    pub(super) fn find_from(&self, at: usize, end: usize) -> Option<()> {
        (at.saturating_sub(5).max(self.begin)..=at)
            .any(|s| {
                self.find(s)
                    .is_some_and(|(e, v)| e == end && !v.iter().any(Entry::is_surname))
            })
            .then_some(())
    }

    /// A capitalised word that no dictionary phrase begins with stands at `i`.
    pub(super) fn name_goes_on(&self, i: usize) -> bool {
        !self.shouting
            && i < self.limit
            && self.tokens[i].is_capital()
            && self.tokens[i].spaced
            && self.find(i).is_none_or(|(_, e)| {
                e.iter().all(|e| matches!(e, Entry::Surname))
                    || matches!(
                        state_of(e),
                        Some(State {
                            form: StateForm::Short,
                            ..
                        })
                    )
            })
    }

    /// `Trung, Nhật`; `Mỹ và Hàn`.
    pub(super) fn beside_a_state(&self, i: usize, end: usize) -> bool {
        let joins = |at: usize| {
            self.tokens.get(at).is_some_and(|t| {
                self.cues.is(t.word, cues::AND)
                    || matches!(t.shape, Shape::Mark(',' | '-' | '–' | '/'))
            })
        };
        if end < self.limit
            && joins(end)
            && self
                .find(end + 1)
                .is_some_and(|(_, e)| state_of(e).is_some())
        {
            return !self.tokens[end].is_word() || self.cues.is(self.tokens[end].word, cues::AND);
        }
        i >= self.begin + 2
            && joins(i - 1)
            && self
                .out
                .last()
                .is_some_and(|d| d.kind == ActorKind::State && d.tokens.end == i - 1)
    }

    /// The state at `i` as part of a larger phrase, after `của` where that stands.
    pub(super) fn state_at(&self, i: usize) -> Option<(usize, Few<State>)> {
        let mut at = i;
        if self.is_cue(at, cues::OF) {
            at += 1;
        }
        if let Some((end, entries)) = self.find(at)
            && entries.iter().any(|e| matches!(e, Entry::Body(b) if matches!(self.names.bodies[*b as usize].class, BodyClass::Side)))
        {
            at = end;
        }
        let (mut end, entries) = self.find(at)?;
        if entries.iter().any(Entry::is_stop) {
            return None;
        }
        let first = state_of(entries)?;
        let mut states = Few::from_buf([first]);
        while let Some((after, state)) = self.joined_state(end) {
            states.push(state);
            end = after;
        }
        if states.len() == 1 && first.form == StateForm::Pair && self.is_cue(i, cues::OF) {
            return None;
        }
        Some((end, states))
    }
}
