//! An office set off beside a name, or a name beside an office.

use super::super::ActorKind;
use super::super::names::Entry;
use super::{Draft, Parser, Who, state_of};
use crate::extract::token::Shape;

impl<'p> Parser<'p, '_> {
    /// Stores `draft`, put together with an office or name set off beside it.
    pub(super) fn apposition(&mut self, draft: Draft, next: usize) -> usize {
        match self.appositive(&draft, next) {
            Some((merged, end)) => {
                self.out.push(merged);
                end
            }
            None => {
                self.out.push(draft);
                next
            }
        }
    }

    /// `Ngoại trưởng Nga, ông Sergei Lavrov`; `Sergei Lavrov – Ngoại trưởng Nga –`; `Lavrov (Nga)`.
    pub(super) fn appositive(&self, draft: &Draft, next: usize) -> Option<(Draft, usize)> {
        if !matches!(draft.kind, ActorKind::Person | ActorKind::Office)
            || draft.who.len() != 1
            || next + 1 >= self.limit
        {
            return None;
        }
        let Shape::Mark(mark) = self.tokens[next].shape else {
            return None;
        };
        let host = &draft.who[0];
        let named = !host.written.is_empty();
        if mark == '('
            && named
            && let Some((end, entries)) = self.bracketed(next)
            && let Some(state) = state_of(entries)
        {
            let mut who = host.clone();
            who.country = who.country.or(Some(state.country));
            return Some((
                self.draft(draft.tokens.start..end, ActorKind::Person, vec![who], None),
                end,
            ));
        }
        if !matches!(mark, ',' | '-' | '–' | '—' | '(') || self.shouting {
            return None;
        }
        let (end, entries) = self.find(next + 1)?;
        let (inner, end) = match named {
            true => self.office(next + 1)?,
            false => match entries.iter().find(|e| matches!(e, Entry::Title(_))) {
                Some(Entry::Title(sex)) => self.titled(next + 1, end, *sex)?,
                _ => self.person(next + 1)?,
            },
        };
        let other = inner.who.first().filter(|_| inner.who.len() == 1)?;
        let states_agree = match (
            host.country.or(self.sole_country(host)),
            other.country.or(self.sole_country(other)),
        ) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        if inner.anaphor.is_some() || named != other.written.is_empty() || !states_agree {
            return None;
        }
        let closed = self
            .tokens
            .get(end)
            .filter(|_| end < self.limit)
            .map(|t| t.shape);
        let end = match (mark, closed) {
            ('(', Some(Shape::Mark(')'))) => end + 1,
            ('(', _) => return None,
            (',', Some(Shape::Mark(',' | '.' | ';' | '-' | '–' | ')' | '"' | '”')) | None) => {
                end
            }
            (',', _) => return None,
            (_, Some(Shape::Mark('-' | '–' | '—'))) => end + 1,
            _ => end,
        };
        let mut who = if named { host.clone() } else { other.clone() };
        let office = if named { other } else { host };
        who.role = office.role.or(who.role);
        who.former |= office.former;
        who.counterpart |= office.counterpart;
        who.country = who.country.or(office.country);
        who.default_country = who.default_country.or(office.default_country);
        who.sector = office.sector.or(who.sector);
        Some((
            self.draft(draft.tokens.start..end, ActorKind::Person, vec![who], None),
            end,
        ))
    }

    /// The one country that everyone the name may be has.
    pub(super) fn sole_country(&self, who: &Who) -> Option<&'static str> {
        let mut countries = who
            .people
            .iter()
            .map(|(p, _)| self.names.people[*p as usize].country);
        let first = countries.next()??;
        countries.all(|c| c == Some(first)).then_some(first)
    }
}
