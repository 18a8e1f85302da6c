//! Offices, titles and personal names.

use std::ops::Range;

use super::super::ActorKind;
use super::super::names::{Anaphor, Entry, NameForm, Office, OfficeClass, Sex};
use super::{Draft, Parser, Reach, Who, bars_a_name, ends_run, may_begin_a_name, some};
use crate::extract::token::Shape;

impl<'p> Parser<'p, '_> {
    /// `ông Kim`, `bà Choe Son Hui`, `ông Thứ trưởng`; a bare `ông` points back.
    pub(super) fn titled(&self, i: usize, end: usize, sex: Sex) -> Option<(Draft, usize)> {
        let mut who = Who {
            sex: Some(sex),
            ..Who::default()
        };
        if let Some(next) = self.name(end, true, &mut who) {
            return Some((
                self.draft(i..next, ActorKind::Person, vec![who], None),
                next,
            ));
        }
        if let Some((_, entries)) = self.find(end)
            && entries.iter().any(|e| matches!(e, Entry::Office(_)))
            && let Some((mut draft, next)) = self.office(end)
        {
            draft.tokens.start = i;
            return Some((draft, next));
        }
        // `ông` before a verb or a mark; `cô`, `anh`, `chị` are too common to be told apart.
        let token = &self.tokens[i];
        let length = (token.end - token.start) as usize;
        let pronoun = end == i + 1
            && sex != Sex::Unknown
            && length <= "ông".len().max("bà".len())
            && matches!(
                self.text.text[token.bytes()].to_lowercase().as_str(),
                "ông" | "bà"
            )
            && self
                .tokens
                .get(end)
                .is_some_and(|t| !t.is_capital() || end >= self.limit);
        pronoun.then(|| {
            (
                self.draft(
                    i..end,
                    ActorKind::Anaphor,
                    Vec::new(),
                    Some(Anaphor::Person(sex)),
                ),
                end,
            )
        })
    }

    /// A known person without title or office.
    pub(super) fn person(&self, i: usize) -> Option<(Draft, usize)> {
        let mut who = Who::default();
        let next = self.name(i, false, &mut who)?;
        Some((
            self.draft(i..next, ActorKind::Person, vec![who], None),
            next,
        ))
    }

    /// Reads a personal name at `i` into `who`. After a title or office any capitalised run will do.
    pub(super) fn name(&self, i: usize, introduced: bool, who: &mut Who) -> Option<usize> {
        if i >= self.limit {
            return None;
        }
        let found = self.find(i);
        let run = self.name_run(i);
        if let Some((end, entries)) = found {
            let people: Vec<_> = entries
                .iter()
                .filter_map(|e| match *e {
                    Entry::Person(p, form) if introduced || form != NameForm::Titled => {
                        Some((p, form))
                    }
                    _ => None,
                })
                .collect();
            // A longer run of capitals is somebody else (`Kim Yong Nam` after `Kim`), unless it only adds to a full name.
            let longer = run.as_ref().is_some_and(|r| r.end > end);
            if let Some(&(_, form)) = people.first() {
                if form == NameForm::Full || !longer {
                    who.people = people;
                    who.written = i..end;
                    return Some(end);
                }
            } else if !longer && !may_begin_a_name(entries) || bars_a_name(entries) {
                return None;
            }
        }
        let run = run?;
        who.surname = found.is_some_and(|(_, e)| e.contains(&Entry::Surname));
        // `Stuart E. Jones`, `Sergei Viktorovich Lavrov`: a known name may end the run.
        let known = self.known_inside(&run);
        if !introduced && known.is_empty() {
            return None;
        }
        who.people = known;
        let end = run.end;
        who.written = run;
        Some(end)
    }

    /// People of the lexicon whose family name ends the run.
    pub(super) fn known_inside(&self, run: &Range<usize>) -> Vec<(u16, NameForm)> {
        let first = self.tokens[run.start];
        let Some((end, entries)) = self.find(run.end - 1) else {
            return Vec::new();
        };
        if end != run.end {
            return Vec::new();
        }
        let initial = self.text.text[first.bytes()].chars().next();
        entries
            .iter()
            .filter_map(|e| match *e {
                Entry::Person(p, NameForm::Short)
                    if self.names.people[p as usize].name.chars().next() == initial =>
                {
                    Some((p, NameForm::Short))
                }
                _ => None,
            })
            .collect()
    }

    /// Capitalised words in a row, with initials, hyphens, particles (`van`, `al-`, `bin`); at most eight tokens.
    pub(super) fn name_run(&self, i: usize) -> Option<Range<usize>> {
        if self.shouting || i >= self.limit || !self.name_word(i) {
            return None;
        }
        let mut end = i + 1;
        while end < self.limit && end - i < 9 {
            let token = &self.tokens[end];
            let next = self.tokens.get(end + 1).filter(|_| end + 1 < self.limit);
            let initial = matches!(token.shape, Shape::Mark('.'))
                && self.tokens[end - 1].shape == Shape::Capital
                && self.tokens[end - 1].end - self.tokens[end - 1].start <= 2
                && next.is_some_and(|n| n.is_capital());
            let hyphen = matches!(token.shape, Shape::Mark('-' | '\'' | '’'))
                && !token.spaced
                && next.is_some_and(|n| !n.spaced && n.is_word());
            if initial || hyphen {
                end += 2;
                continue;
            }
            if self.cues.particles.contains(&token.word)
                && token.shape == Shape::Lower
                && next.is_some_and(|n| n.is_capital())
            {
                end += 2;
                continue;
            }
            let joined = end > 0 && matches!(self.tokens[end - 1].shape, Shape::Mark('-'));
            if !(self.name_word(end) || joined) {
                break;
            }
            if self.find(end).is_some_and(|(_, e)| ends_run(e)) {
                break;
            }
            end += 1;
        }
        Some(i..end.min(self.limit))
    }

    pub(super) fn name_word(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| t.shape == Shape::Capital)
    }

    /// A capitalised run that nothing introduces: kept only where a family name or an apposition tells that it is a person.
    pub(super) fn unknown_name(&mut self, i: usize) -> usize {
        let Some(run) = self.name_run(i) else {
            return i + 1;
        };
        let words = self.tokens[run.clone()]
            .iter()
            .filter(|t| t.is_word())
            .count();
        if words < 2 {
            return run.end;
        }
        let people = self.known_inside(&run);
        let surname = self
            .find(i)
            .is_some_and(|(_, e)| e.contains(&Entry::Surname));
        let who = Who {
            people,
            surname,
            written: run.clone(),
            ..Who::default()
        };
        let draft = self.draft(run.clone(), ActorKind::Person, vec![who], None);
        if surname || !draft.who[0].people.is_empty() {
            return self.apposition(draft, run.end);
        }
        // Nobody known: a person only with an office beside the name.
        match self.appositive(&draft, run.end) {
            Some((merged, next)) => {
                self.out.push(merged);
                next
            }
            None => run.end,
        }
    }

    /// Prefixes, offices, what they are of, and a name.
    pub(super) fn office(&self, i: usize) -> Option<(Draft, usize)> {
        let mut at = i;
        let mut former = false;
        while let Some((end, entries)) = self.find(at)
            && let Some(Entry::Prefix(f)) = entries.iter().find(|e| matches!(e, Entry::Prefix(_)))
        {
            former |= f;
            at = end;
        }
        let (end, office) = self.office_at(at)?;
        let mut who = Who {
            former,
            ..Who::default()
        };
        let mut reach = Reach {
            end,
            ..Reach::default()
        };
        self.hold(&mut who, &mut reach, office);
        // `Phó Thủ tướng kiêm Bộ trưởng Quốc phòng`, `Tổng Bí thư, Chủ tịch nước`: the last office counts.
        while let Some((end, next)) = self.further_office(reach.end, &reach) {
            reach.end = end;
            self.hold(&mut who, &mut reach, next);
        }
        who.country = reach.country();
        who.of_anaphor = reach.anaphor;
        who.station = reach.station;
        who.vague = reach.vague;
        who.default_country = reach.default_country.or(office.country);
        who.sector = reach.sector.or(who.sector);
        if office.class == OfficeClass::Group {
            if reach.states.is_empty() && reach.organisation.is_none() {
                return None;
            }
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
        if let Some((end, entries)) = self.find(name_at)
            && let Some(Entry::Title(sex)) = entries.iter().find(|e| matches!(e, Entry::Title(_)))
        {
            who.sex = Some(*sex);
            name_at = end;
        }
        if let Some(next) = self.name(name_at, true, &mut who) {
            return Some((
                self.draft(i..next, ActorKind::Person, vec![who], None),
                next,
            ));
        }
        who.sex = None;
        Some((
            self.draft(i..reach.end, ActorKind::Office, vec![who], None),
            reach.end,
        ))
    }

    /// Takes on an office and everything that says whose it is.
    pub(super) fn hold(&self, who: &mut Who, reach: &mut Reach, office: Office) {
        who.counterpart = office.class == OfficeClass::Counterpart;
        who.role = some(office.role).or(who.role);
        who.sector = office.sector.or(who.sector);
        reach.default_country = office.country.or(reach.default_country);
        self.whose(reach);
        // `Bộ trưởng Tài nguyên và Sinh thái Nga`: a portfolio that no table lists, or only half of it.
        let open =
            reach.states.is_empty() && reach.organisation.is_none() && reach.anaphor.is_none();
        let portfolio = office.role.ends_with("minister")
            || matches!(office.role, "director" | "head" | "official");
        let goes_on = self.tokens.get(reach.end).is_some_and(|t| {
            t.shape == Shape::Capital
                || self.cues.and.contains(&t.word) && office.role.ends_with("minister")
        });
        if portfolio
            && open
            && goes_on
            && let Some((after, states)) = self.portfolio(reach.end)
        {
            reach.end = after;
            reach.states = states;
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
        let both = self.text.text[token.bytes()].eq_ignore_ascii_case("kiêm");
        if both {
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
        if !self.word(i).is_some_and(|w| self.cues.about.contains(&w)) {
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
