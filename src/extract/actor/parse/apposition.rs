//! An office set off beside a name, or a name beside an office.

use super::super::names::Entry;
use super::super::{ActorKind, Few};
use super::{Draft, Parser, Who, cues, state_of};
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
                self.draft(
                    draft.tokens.start..end,
                    ActorKind::Person,
                    Few::from_buf([who]),
                    None,
                ),
                end,
            ));
        }
        if !matches!(mark, ',' | '-' | '–' | '—' | '(') || self.shouting {
            return None;
        }
        let (inner, end) = if named {
            self.office(next + 1)?
        } else {
            let title = self.find(next + 1).and_then(|(end, entries)| {
                entries.iter().find_map(|e| match e {
                    Entry::Title(sex) => Some((end, *sex)),
                    _ => None,
                })
            });
            match title {
                Some((end, sex)) => self.titled(next + 1, end, sex)?,
                None => self
                    .person(next + 1)
                    .or_else(|| self.second_office(host, next + 1))
                    .or_else(|| self.unknown_person(next + 1))?,
            }
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
        // Both named in the lexicon and of one state: no comma need close it.
        let sure = host.country.or(self.sole_country(host)).is_some()
            && host.country.or(self.sole_country(host))
                == other.country.or(self.sole_country(other))
            && (host.people.len() == 1 || other.people.len() == 1)
            || !named && other.role.is_some();
        let end = match (mark, closed) {
            (',', Some(Shape::Lower)) if sure && !self.is_cue(end, cues::AND) => end,
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
        // The office next to the name counts.
        (who.role, who.sector) = if named {
            (office.role.or(who.role), office.sector.or(who.sector))
        } else {
            (who.role.or(office.role), who.sector.or(office.sector))
        };
        who.former |= office.former;
        who.counterpart |= office.counterpart;
        who.country = who.country.or(office.country);
        who.default_country = who.default_country.or(office.default_country);
        Some((
            self.draft(
                draft.tokens.start..end,
                ActorKind::Person,
                Few::from_buf([who]),
                None,
            ),
            end,
        ))
    }

    /// `Ủy viên Bộ Chính trị Đảng X, Bộ trưởng Ngoại giao Y`: a seat in a party, then the office that
    /// goes with the name. After an office of state the second may be somebody else's.
    fn second_office(&self, host: &Who, i: usize) -> Option<(Draft, usize)> {
        let seat = matches!(host.role, Some("party-official" | "state-councillor"));
        seat.then(|| self.office(i))
            .flatten()
            .filter(|(draft, _)| draft.kind == ActorKind::Person)
    }

    /// Two capitalised words or more, set off by commas beside an office.
    fn unknown_person(&self, i: usize) -> Option<(Draft, usize)> {
        let run = self.name_run(i)?;
        if self.tokens[run.clone()]
            .iter()
            .filter(|t| t.is_word())
            .count()
            < 2
        {
            return None;
        }
        let end = run.end;
        let who = Who {
            written: run,
            ..Who::default()
        };
        Some((
            self.draft(i..end, ActorKind::Person, Few::from_buf([who]), None),
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
