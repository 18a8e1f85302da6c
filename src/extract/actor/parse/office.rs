//! Offices, what they are of, and the name that follows.

use super::super::names::{
    Entry, NameForm, Office, OfficeClass, Organisation, Prefix, Trait, some,
};
use super::super::{ActorKind, Few};
use super::whose::Reach;
use super::{Draft, Parser, Who, cues};
use crate::extract::token::Shape;

impl Parser<'_, '_> {
    /// Prefixes, offices, what they are of, and a name.
    pub(super) fn office(&self, i: usize) -> Option<(Draft, usize)> {
        let mut at = i;
        let mut former = false;
        let mut plural = self.counted(i);
        while let Some((end, entries)) = self.find(at)
            && let Some(Entry::Prefix(prefix)) =
                entries.iter().find(|e| matches!(e, Entry::Prefix(_)))
        {
            former |= *prefix == Prefix::Former;
            plural |= *prefix == Prefix::Plural;
            at = end;
        }
        let (end, office) = self.office_at(at)?;
        let mut who = Who {
            former,
            capital: self.tokens[at].is_capital(),
            ..Who::default()
        };
        let mut reach = Reach {
            end: self.past_suffix(end, &mut who),
            ..Reach::default()
        };
        self.hold(&mut who, &mut reach, office);
        // `Phó Thủ tướng kiêm Bộ trưởng Quốc phòng`, `Tổng Bí thư, Chủ tịch nước`: the last office counts.
        while let Some((end, next)) = self.further_office(reach.end, &reach) {
            reach.end = end;
            self.hold(&mut who, &mut reach, next);
        }
        // `Tổng thống Pháp đắc cử Emmanuel Macron`.
        reach.end = self.past_suffix(reach.end, &mut who);
        who.country = reach.country();
        who.organisation = reach.organisation_name;
        who.of_anaphor = reach.anaphor;
        who.station = reach.station;
        who.vague = reach.vague;
        who.within = reach.within;
        who.default_country = reach.default_country.or(office.country);
        who.sector = reach.sector.or(who.sector);
        let states =
            !reach.states.is_empty() || reach.organisation.is_some() || reach.anaphor.is_some();
        if let Some(end) = self.past_served(&reach) {
            reach.end = end;
            who.vague = true;
        }
        if office.class == OfficeClass::Group && !states {
            return None;
        }
        if office.class == OfficeClass::Group || plural && states {
            let parties = reach.who(who.role, who.sector);
            return Some((
                self.draft(i..reach.end, ActorKind::Body, parties, None),
                reach.end,
            ));
        }
        if reach.states.len() > 1 {
            let parties = reach.who(who.role, who.sector);
            return Some((
                self.draft(i..reach.end, ActorKind::Office, parties, None),
                reach.end,
            ));
        }
        let mut name_at = self.about(reach.end);
        // `Phát ngôn viên của Tổng thống Nga là ông X`.
        if self.is_cue(name_at, cues::COPULA)
            && self
                .find(name_at + 1)
                .is_some_and(|(_, e)| e.iter().any(|e| matches!(e, Entry::Title(_))))
        {
            name_at += 1;
        }
        if let Some((end, entries)) = self.find(name_at)
            && let Some(Entry::Title(sex)) = entries.iter().find(|e| matches!(e, Entry::Title(_)))
        {
            who.sex = Some(*sex);
            name_at = end;
        }
        if !plural && let Some(next) = self.name(name_at, true, &mut who) {
            return Some((
                self.draft(i..next, ActorKind::Person, Few::from_buf([who]), None),
                next,
            ));
        }
        who.sex = None;
        // `các nhà ngoại giao`, `bầu tổng thống`: nobody in particular.
        who.vague |= plural || self.vacant(i) || self.of_several(reach.end);
        // `Chủ tịch Phòng Thương mại`: of something that no list has.
        who.vague |= !states
            && self
                .tokens
                .get(reach.end)
                .is_some_and(|t| t.is_capital() && reach.end < self.limit && !self.shouting);
        Some((
            self.draft(i..reach.end, ActorKind::Office, Few::from_buf([who]), None),
            reach.end,
        ))
    }

    /// Past the name in `trợ lý của Tổng thống Nga Vladimir Putin`: the president's, not the aide's,
    /// as somebody so called has held the office that is served.
    fn past_served(&self, reach: &Reach) -> Option<usize> {
        let role = reach.serves?;
        let mut who = Who::default();
        let end = self.name(reach.end, true, &mut who)?;
        let mut people = who.people.iter();
        let held = people.any(|(person, _)| {
            let terms = &self.names.people[*person as usize].terms;
            terms.iter().any(|term| term.role == role)
        });
        held.then_some(end)
    }

    /// `Bộ trưởng Quốc phòng 28 nước`, `ngoại trưởng từ 27 quốc gia`: as many people.
    fn of_several(&self, i: usize) -> bool {
        (i..i + 2).any(|at| {
            at + 1 < self.limit
                && self.tokens[at].shape == Shape::Number
                && self.cues.is(self.tokens[at + 1].word, cues::NATIONS)
        })
    }

    /// `chức tổng thống`, `bầu thủ tướng`: the post, not who holds it; `cách chức bộ trưởng` means him.
    fn vacant(&self, i: usize) -> bool {
        let before = |n: usize| {
            let at = i.checked_sub(n).filter(|at| *at >= self.begin)?;
            Some(self.tokens[at].word)
        };
        before(1).is_some_and(|w| self.cues.is(w, cues::POST))
            && !before(2).is_some_and(|w| self.cues.is(w, cues::DISMISSAL))
    }

    /// A number stands before `i`.
    fn counted(&self, i: usize) -> bool {
        let part_of_a_date = |at: usize| {
            at >= self.begin
                && (matches!(self.tokens[at].shape, Shape::Mark('/' | '-' | '.' | ','))
                    || self.cues.is(self.tokens[at].word, cues::CALENDAR))
        };
        i > self.begin
            && self.tokens[i - 1].shape == Shape::Number
            && !(i > self.begin + 1 && part_of_a_date(i - 2))
    }

    /// Past `đương nhiệm`, `sắp mãn nhiệm`; notes whether somebody else than the holder is meant.
    fn past_suffix(&self, i: usize, who: &mut Who) -> usize {
        let found = self.find(self.past_aside(i)).and_then(|(end, entries)| {
            entries.iter().find_map(|e| match *e {
                Entry::Suffix(other) => Some((end, other)),
                _ => None,
            })
        });
        let Some((end, other)) = found.or_else(|| Some((self.ordinal(i)?, true))) else {
            return i;
        };
        who.former |= other;
        end
    }

    /// Past a short bracket (`đại hội đại biểu nhân dân (Nhân Đại) toàn quốc`).
    fn past_aside(&self, i: usize) -> usize {
        let opens = self
            .tokens
            .get(i)
            .is_some_and(|t| t.shape == Shape::Mark('('));
        let closing = (i + 2..(i + 5).min(self.limit))
            .find(|&at| opens && self.tokens[at].shape == Shape::Mark(')'));
        closing.map_or(i, |at| at + 1)
    }

    /// Past `thứ 37`: one of a row of presidents. One figure may be a day of the week.
    fn ordinal(&self, i: usize) -> Option<usize> {
        let number = self.tokens.get(i + 1).filter(|_| i + 1 < self.limit)?;
        (self.is_cue(i, cues::ORDINAL)
            && number.shape == Shape::Number
            && number.end - number.start > 1)
            .then_some(i + 2)
    }

    /// Takes on an office and everything that says whose it is.
    pub(super) fn hold(&self, who: &mut Who, reach: &mut Reach, office: Office) {
        who.counterpart = office.class == OfficeClass::Counterpart;
        who.role = some(office.role).or(who.role);
        who.sector = office.sector.or(who.sector);
        reach.default_country = office.country.or(reach.default_country);
        let roles = &self.names.roles;
        if roles.is(office.role, Trait::Serves) {
            self.served(reach);
        }
        self.whose(reach);
        // `Bộ trưởng Tài nguyên và Sinh thái Nga`: a portfolio that no table lists, or only half of it.
        let open =
            reach.states.is_empty() && reach.organisation.is_none() && reach.anaphor.is_none();
        let minister = roles.is(office.role, Trait::Minister);
        let portfolio = minister || roles.is(office.role, Trait::Portfolio);
        let goes_on = self.tokens.get(reach.end).is_some_and(|t| {
            t.shape == Shape::Capital
                || (self.cues.is(t.word, cues::AND) || t.shape == Shape::Mark(',')) && minister
        });
        if portfolio
            && open
            && goes_on
            && let Some((after, states)) = self.portfolio(reach.end)
        {
            reach.end = after;
            reach.states = states;
        }
        if open
            && reach.states.is_empty()
            && let Some((end, organisation)) = self.abbreviated(reach.end)
        {
            reach.end = end;
            reach.organisation = organisation.country;
            reach.organisation_name = Some(organisation.name);
            reach.within = true;
        }
        if office.sector.is_some() {
            reach.sector = None;
        }
        if matches!(
            office.role,
            "ambassador"
                | "envoy"
                | "diplomat"
                | "official"
                | "commander"
                | "director"
                | "trade-envoy"
        ) {
            self.station(reach);
        }
    }

    /// `Cục Điều tra Liên bang (FBI)`: a body written out, known by the abbreviation behind it.
    fn abbreviated(&self, i: usize) -> Option<(usize, Organisation)> {
        if !self.tokens.get(i)?.is_capital() {
            return None;
        }
        for at in i..(i + 9).min(self.limit) {
            let token = &self.tokens[at];
            if token.shape == Shape::Mark('(') {
                let (end, entries) = self.bracketed(at)?;
                return entries.iter().find_map(|e| match e {
                    Entry::Organisation(o) => Some((end, self.names.organisations[*o as usize])),
                    _ => None,
                });
            }
            if !token.is_word() && !matches!(token.shape, Shape::Mark(',' | '-'))
                || self.cues.is(token.word, cues::BREAK)
            {
                return None;
            }
        }
        None
    }

    /// The office that this one serves: its words and its state count, not its role.
    fn served(&self, reach: &mut Reach) {
        let at = reach.end + usize::from(self.is_cue(reach.end, cues::OF));
        if let Some((end, office)) = self.office_at(at)
            && office.class == OfficeClass::Office
        {
            reach.end = end;
            reach.serves = some(office.role);
            reach.default_country = office.country.or(reach.default_country);
        }
    }

    pub(super) fn office_at(&self, i: usize) -> Option<(usize, Office)> {
        let (end, entries) = self.find(i)?;
        entries.iter().find_map(|e| match e {
            Entry::Office(o) => Some((end, self.names.offices[*o as usize])),
            _ => None,
        })
    }

    pub(super) fn further_office(&self, i: usize, reach: &Reach) -> Option<(usize, Office)> {
        if !reach.states.is_empty() || i >= self.limit {
            return None;
        }
        if let Some(found) = self.office_at(i) {
            return (found.1.class == OfficeClass::Office).then_some(found);
        }
        let token = &self.tokens[i];
        if self.is_cue(i, cues::BOTH) {
            return self.office_at(i + 1);
        }
        if !matches!(token.shape, Shape::Mark(',' | '-' | '–')) {
            return None;
        }
        // After a comma only where a name closes the list of offices.
        let (end, office) = self.office_at(i + 1)?;
        let mut reach = Reach {
            end,
            ..Reach::default()
        };
        self.whose(&mut reach);
        let named = self.find(reach.end).is_some_and(|(_, e)| {
            e.iter()
                .any(|e| matches!(e, Entry::Person(..) | Entry::Surname | Entry::Title(_)))
        }) || self.name_run(reach.end).is_some();
        (named && office.class == OfficeClass::Office).then_some((end, office))
    }

    /// Past `về Triều Tiên`, `phụ trách châu Á` between an office and a name.
    pub(super) fn about(&self, i: usize) -> usize {
        if !self.is_cue(i, cues::ABOUT) {
            return i;
        }
        for at in i + 1..(i + 12).min(self.limit) {
            if !self.tokens[at].is_word()
                && !matches!(self.tokens[at].shape, Shape::Mark('-' | ','))
            {
                return i;
            }
            let Some((end, entries)) = self.find(at) else {
                if self.name_run(at).is_some_and(|r| r.len() >= 2) {
                    return at;
                }
                continue;
            };
            if entries
                .iter()
                .any(|e| matches!(e, Entry::Person(_, NameForm::Full) | Entry::Title(_)))
            {
                return at;
            }
            if entries.iter().any(|e| {
                matches!(
                    e,
                    Entry::State(_) | Entry::Organisation(_) | Entry::Place(_)
                )
            }) && self.name_run(end).is_some_and(|r| r.len() >= 2)
            {
                return end;
            }
        }
        i
    }
}
