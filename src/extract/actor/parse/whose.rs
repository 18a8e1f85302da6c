//! Whose an office or an institution is: the states, bodies, organisations and people behind it.

use super::super::names::{Anaphor, Body, BodyClass, Entry, NameForm, State, StateForm};
use super::super::{ActorKind, Few};
use super::{Parser, Who, cues, state_of};
use crate::extract::token::Shape;

/// Whose an office or body is, gathered from the words after it.
#[derive(Debug, Default)]
pub(super) struct Reach {
    pub(super) end: usize,
    pub(super) states: Few<State>,
    pub(super) organisation: Option<&'static str>,
    /// Its name.
    pub(super) organisation_name: Option<&'static str>,
    pub(super) default_country: Option<&'static str>,
    pub(super) sector: Option<&'static str>,
    pub(super) anaphor: Option<Anaphor>,
    pub(super) station: Option<&'static str>,
    pub(super) person: Option<Box<Who>>,
    pub(super) vague: bool,
    pub(super) within: bool,
    /// The role of the office that the one at hand serves.
    pub(super) serves: Option<&'static str>,
}

impl Reach {
    pub(super) fn country(&self) -> Option<&'static str> {
        self.states.first().map(|s| s.country).or(self.organisation)
    }

    pub(super) fn who(&self, role: Option<&'static str>, sector: Option<&'static str>) -> Few<Who> {
        let person = self.person.as_deref().cloned();
        let base = Who {
            unnamed: person.is_some(),
            role,
            sector: sector.or(self.sector),
            country: self.organisation,
            default_country: self.default_country,
            of_anaphor: self.anaphor,
            station: self.station,
            vague: self.vague,
            ..person.unwrap_or_default()
        };
        if self.states.is_empty() {
            return Few::from_buf([base]);
        }
        self.states
            .iter()
            .map(|s| Who {
                country: Some(s.country),
                ..base.clone()
            })
            .collect()
    }
}

impl<'p> Parser<'p, '_> {
    /// Everything after an institution's name that says whose it is.
    pub(super) fn institution(&self, end: usize, body: Body) -> Option<Reach> {
        let mut reach = Reach {
            end,
            sector: body.sector,
            default_country: body.country,
            ..Reach::default()
        };
        if body.class == BodyClass::Ministry {
            // `Bộ Tài nguyên và Sinh thái Nga`: a portfolio, then the state.
            let (after, states) = self.portfolio(end).filter(|(_, s)| !s.is_empty())?;
            reach.end = after;
            reach.states = states;
        } else {
            self.whose(&mut reach);
            self.headed(&mut reach);
            // `Bộ Kinh tế, Thương mại và Công nghiệp Nhật Bản`: the list has only the first half.
            if reach.end == end
                && reach.person.is_none()
                && self.names.is_named_ministry(&body)
                && let Some((after, states)) = self.portfolio(end).filter(|(_, s)| !s.is_empty())
            {
                reach.end = after;
                reach.states = states;
            }
        }
        if matches!(body.class, BodyClass::Mission | BodyClass::Delegation) {
            self.station(&mut reach);
        }
        // `Ủy ban X (ABC)` is left alone; a body without a state is resolved from context.
        Some(reach)
    }

    /// Bodies, organisations, regions and states that follow (`Quốc hội Mỹ`, `của Bộ Quốc phòng Nga`).
    pub(super) fn whose(&self, reach: &mut Reach) {
        for _ in 0..4 {
            let of = self.is_cue(reach.end, cues::OF);
            let at = reach.end + usize::from(of);
            if self.is_cue(at, cues::PLURAL)
                && self.find(at).is_none_or(|(_, e)| {
                    !e.iter().any(|e| {
                        matches!(
                            e,
                            Entry::Organisation(_) | Entry::Body(_) | Entry::Office(_)
                        )
                    })
                })
            {
                reach.vague = true;
                return;
            }
            let Some((end, entries)) = self.find(at) else {
                return;
            };
            if let Some((after, states)) = self.state_at(reach.end) {
                reach.end = after;
                reach.states = states;
                return;
            }
            if !entries
                .iter()
                .any(|entry| self.belongs(reach, *entry, of, end, entries))
            {
                return;
            }
            if reach.organisation.is_some() || !reach.states.is_empty() || reach.anaphor.is_some() {
                return;
            }
        }
    }

    /// Takes one phrase at `..end` into `reach`, where it says whose something is.
    fn belongs(
        &self,
        reach: &mut Reach,
        entry: Entry,
        of: bool,
        end: usize,
        all: &[Entry],
    ) -> bool {
        match entry {
            Entry::Body(b) => {
                let body = self.names.bodies[b as usize];
                match body.class {
                    BodyClass::Body
                    | BodyClass::Mission
                    | BodyClass::Delegation
                    | BodyClass::Group => {
                        reach.within = true;
                        reach.sector = body.sector.or(reach.sector);
                        reach.default_country = body.country.or(reach.default_country);
                        reach.end = end;
                        true
                    }
                    BodyClass::Ministry => match self.portfolio(end) {
                        Some((after, states)) => {
                            reach.end = after;
                            reach.states = states;
                            true
                        }
                        None => false,
                    },
                    BodyClass::Region => {
                        let place = self.find(end).and_then(|(after, entries)| {
                            let country = entries.iter().find_map(|e| match e {
                                Entry::Place(place) => Some(place.country),
                                Entry::State(state) if state.form == StateForm::Capital => {
                                    Some(Some(state.country))
                                }
                                _ => None,
                            })?;
                            Some((after, country))
                        });
                        match (place, self.name_run(end)) {
                            (Some((after, country)), _) => {
                                reach.default_country = country.or(reach.default_country);
                                reach.end = after;
                                true
                            }
                            // An unlisted region: one word, so that a name after it stays whole.
                            (None, Some(run)) if self.find(end).is_none() => {
                                reach.end = if run.len() == 2 { run.end } else { end + 1 };
                                true
                            }
                            _ => false,
                        }
                    }
                    _ => false,
                }
            }
            Entry::Organisation(o) => {
                let organisation = self.names.organisations[o as usize];
                if let Some((after, state)) = self.namesake(end, organisation) {
                    reach.states = Few::from_buf([state]);
                    reach.sector = reach.sector.or(organisation.sector);
                    reach.within = true;
                    reach.end = after;
                    return true;
                }
                reach.organisation = organisation.country;
                reach.organisation_name = Some(organisation.name);
                reach.within |= !matches!(organisation.country, Some("IGO" | "UNO" | "EUR"));
                reach.sector = reach.sector.or(organisation.sector);
                reach.end = self.past_bracket(end, all);
                true
            }
            Entry::Place(place) if !of => {
                // A region of several states is named, and no state is meant.
                reach.vague = place.country.is_none();
                reach.default_country = place.country.or(reach.default_country);
                reach.end = end;
                true
            }
            Entry::Anaphor(anaphor @ (Anaphor::State | Anaphor::Host)) => {
                reach.anaphor = Some(anaphor);
                reach.end = end;
                true
            }
            _ => false,
        }
    }

    /// A portfolio nobody listed: words up to the state whose ministry it is, at most nine.
    pub(super) fn portfolio(&self, i: usize) -> Option<(usize, Few<State>)> {
        let first = self.tokens.get(i)?;
        let listed = first.shape == Shape::Mark(',')
            && self
                .tokens
                .get(i + 1)
                .is_some_and(|t| t.shape == Shape::Capital);
        if !first.is_capital() && !self.cues.is(first.word, cues::AND) && !listed {
            return None;
        }
        let mut lower = 0;
        for at in i..(i + 12).min(self.limit) {
            let token = &self.tokens[at];
            let joins =
                self.cues.is(token.word, cues::AND) || matches!(token.shape, Shape::Mark(','));
            lower = if token.shape == Shape::Lower && !joins {
                lower + 1
            } else {
                0
            };
            if !token.is_word() && !joins || lower > 3 || self.cues.is(token.word, cues::BREAK) {
                return None;
            }
            let Some((end, entries)) = self.find(at) else {
                continue;
            };
            let state = state_of(entries).filter(|s| at > i && s.form != StateForm::Pair);
            if let Some(state) = state {
                return Some((end, Few::from_buf([state])));
            }
            // `Bộ trưởng Giáo dục và Đào tạo Nguyễn Văn A`: the portfolio ends where a name begins.
            let after_a_word = at > i
                && self.tokens[at - 1].is_word()
                && !self.cues.is(self.tokens[at - 1].word, cues::AND);
            let named = entries
                .iter()
                .any(|e| matches!(e, Entry::Person(_, NameForm::Full)))
                || entries.iter().any(Entry::is_surname)
                    && self.name_run(at).is_some_and(|r| r.len() >= 2);
            if after_a_word && named {
                return Some((at, Few::default()));
            }
            if entries.iter().any(|e| {
                matches!(
                    e,
                    Entry::Person(_, NameForm::Full | NameForm::Short)
                        | Entry::Title(_)
                        | Entry::Office(_)
                        | Entry::Agency { weak: false, .. }
                ) || matches!(e, Entry::Body(b) if self.names.is_named_ministry(&self.names.bodies[*b as usize]))
            }) {
                return None;
            }
        }
        None
    }

    /// `chính quyền Tổng thống X`, `chính phủ của Thủ tướng Y`: the person says whose.
    fn headed(&self, reach: &mut Reach) {
        if !reach.states.is_empty() || reach.organisation.is_some() || reach.anaphor.is_some() {
            return;
        }
        let at = reach.end + usize::from(self.is_cue(reach.end, cues::OF));
        let Some((end, entries)) = self.find(at) else {
            return;
        };
        let parsed = entries.iter().find_map(|e| match e {
            Entry::Office(_) | Entry::Prefix(_) => self.office(at),
            Entry::Title(sex) => self.titled(at, end, *sex),
            Entry::Person(_, NameForm::Full | NameForm::Short) => self.person(at),
            _ => None,
        });
        if let Some((mut draft, next)) = parsed
            && draft.kind == ActorKind::Person
            && let Some(who) = draft.who.pop()
        {
            reach.end = next;
            reach.person = Some(Box::new(who));
        }
    }

    /// Notes where a mission or ambassador is posted.
    pub(super) fn station(&self, reach: &mut Reach) {
        let end = self.stationed(reach.end);
        if end > reach.end {
            reach.station = self
                .find(reach.end + 1)
                .and_then(|(_, e)| state_of(e))
                .map(|s| s.country);
            reach.end = end;
        }
    }

    /// `tại Triều Tiên` after a mission or an ambassador: where, not whose.
    pub(super) fn stationed(&self, i: usize) -> usize {
        if !self.is_cue(i, cues::AT) {
            return i;
        }
        match self.find(i + 1) {
            Some((end, entries))
                if entries.iter().any(|e| {
                    matches!(
                        e,
                        Entry::State(_) | Entry::Organisation(_) | Entry::Place(_)
                    )
                }) =>
            {
                self.past_bracket(end, entries)
            }
            Some((end, entries))
                if entries
                    .iter()
                    .any(|e| matches!(e, Entry::Anaphor(Anaphor::State | Anaphor::Host))) =>
            {
                end
            }
            _ => i,
        }
    }

    /// `của Nga` after a name that already says so.
    pub(super) fn of_state(&self, i: usize, state: &State) -> usize {
        match self.find(i + 1) {
            Some((end, entries))
                if self.is_cue(i, cues::OF)
                    && state_of(entries).is_some_and(|s| s.country == state.country) =>
            {
                end
            }
            _ => match self.bracketed(i) {
                Some((end, entries))
                    if state_of(entries).is_some_and(|s| s.country == state.country) =>
                {
                    end
                }
                _ => i,
            },
        }
    }
}
