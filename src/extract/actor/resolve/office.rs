//! Offices without a name: who holds them.

use super::super::names::Trait;
use super::super::parse::Who;
use super::super::{Name, Party};
use super::{Known, Note, Resolver};

impl Resolver<'_, '_> {
    /// An office without a name: the person of the article who holds it, else the holder of the day.
    pub(super) fn office(
        &self,
        text: usize,
        who: &Who,
        note: &Note,
    ) -> (Option<Party>, Option<usize>) {
        let mut who = who.clone();
        if who.counterpart {
            who.role = self.last_role(text);
        }
        let country = who.country.or(who.default_country);
        if who.former
            && let Some(i) = self.former_holder(who.role, country)
        {
            return (Some(self.roster[i].party), Some(i));
        }
        if country.is_some()
            && !who.vague
            && let Some(i) = self.described(text, who.role, country, note)
        {
            return (Some(self.roster[i].party), Some(i));
        }
        let sole = who.role.filter(|r| {
            self.names.roles.is(r, Trait::Sole) && !who.former && !who.vague && !who.within
        });
        if let Some(role) = sole {
            let leads = role == "leader" && country.is_none();
            let holds = |k: &Known| {
                !leads && {
                    k.roles.contains(&role)
                        && country.is_none_or(|c| k.party.country == Some(c))
                        && !self.of_another(k, role, who.organisation)
                }
            };
            let earlier = (0..=text)
                .rev()
                .flat_map(|t| self.notes[t].iter().rev())
                .filter_map(|n| n.known)
                .find(|&i| holds(&self.roster[i]));
            let found = earlier.or_else(|| {
                let mut all = self.roster.iter().enumerate().filter(|(_, k)| holds(k));
                let (i, _) = all.next()?;
                // A headline's `Thủ tướng` is the one whom the text names, where it names but one.
                (country.is_some() || who.capital && all.next().is_none()).then_some(i)
            });
            if let Some(i) = found {
                return (Some(self.roster[i].party), Some(i));
            }
            let country = country.or_else(|| {
                (who.capital && !who.counterpart && !leads)
                    .then(|| self.only_state_with(role))
                    .flatten()
            });
            // Where a kind of organisations has many heads, its own is meant or nobody is known.
            let many = country.is_some_and(|c| matches!(c, "IGO" | "UNO" | "EUR"));
            let owner = who.organisation.filter(|_| many).or(country);
            if let Some(name) = owner.and_then(|o| self.holder(role, o)) {
                return (
                    Some(Party {
                        name: Some(Name::Known(name)),
                        country,
                        sector: who.sector,
                    }),
                    None,
                );
            }
        }
        let country = country.or_else(|| {
            let home = if who.capital {
                self.home()
            } else {
                self.only_home()
            };
            home.filter(|_| !who.vague && !who.counterpart)
        });
        let party = country.map(|country| Party {
            name: None,
            country: Some(country),
            sector: who.sector,
        });
        (party, None)
    }

    /// Somebody who holds the role, but in another organisation than `organisation`.
    fn of_another(&self, known: &Known, role: &str, organisation: Option<&str>) -> bool {
        let (Some(person), Some(_)) = (known.person, organisation) else {
            return false;
        };
        let mut terms = self.names.people[person as usize]
            .terms
            .iter()
            .filter(|t| t.role == role && t.organisation.is_some())
            .peekable();
        terms.peek().is_some() && terms.all(|t| t.organisation != organisation)
    }

    /// The one state of the article in which somebody held the role on the day; Vietnam goes first
    /// where the article is mostly about it.
    fn only_state_with(&self, role: &'static str) -> Option<&'static str> {
        let may_mean = |country: &str| self.names.roles.may_mean(role, country);
        if let Some(home) = self.home().filter(|home| may_mean(home)) {
            return Some(home);
        }
        let mut states: Vec<&'static str> = self
            .countries
            .0
            .iter()
            .map(|(country, _)| *country)
            .filter(|c| may_mean(c) && self.holder(role, c).is_some())
            .collect();
        states.sort_unstable();
        states.dedup();
        match states[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Somebody of the article who held the office once (`cựu Thủ tướng Ý … ông Prodi`): the only one, or
    /// the one whom the article calls a former one.
    fn former_holder(&self, role: Option<&str>, country: Option<&str>) -> Option<usize> {
        let role = role?;
        let held = |p: u16| {
            let terms = &self.names.people[p as usize].terms;
            terms
                .iter()
                .any(|t| t.role == role && self.as_of.is_none_or(|day| !t.covers(day)))
        };
        let mut found = self.roster.iter().enumerate().filter(|(_, k)| {
            country.is_some() && k.party.country == country && k.person.is_some_and(held)
        });
        let (i, _) = found.next()?;
        if found.next().is_none() {
            return Some(i);
        }
        let mut called = self
            .roster
            .iter()
            .enumerate()
            .filter(|(_, k)| k.former && k.party.country == country && k.roles.contains(&role));
        let (i, _) = called.next()?;
        called.next().is_none().then_some(i)
    }

    /// `nhà ngoại giao Nga` right after the name of a Russian minister or ambassador is the same person.
    fn described(
        &self,
        text: usize,
        role: Option<&str>,
        country: Option<&str>,
        note: &Note,
    ) -> Option<usize> {
        let roles = &self.names.roles;
        let trade = roles.trade(role?).filter(|trade| role == Some(trade))?;
        let near = self.notes[text].iter().rev();
        let mut found = near
            .take_while(|n| n.sentence + 1 >= note.sentence)
            .filter_map(|n| n.known)
            .filter(|&i| {
                let known = &self.roster[i];
                known.party.country == country
                    && known.roles.iter().any(|r| roles.trade(r) == Some(trade))
            });
        let first = found.next()?;
        found.all(|i| i == first).then_some(first)
    }

    /// The one person who held a role of a state on the article's day.
    fn holder(&self, role: &'static str, country: &'static str) -> Option<&'static str> {
        let day = self.as_of?;
        let mut holders = self
            .names
            .holders
            .get(&(role, country))?
            .iter()
            .map(|p| &self.names.people[*p as usize])
            .filter(|p| p.terms.iter().any(|t| t.role == role && t.covers(day)));
        let first = holders.next()?;
        holders.next().is_none().then_some(first.name)
    }

    fn last_role(&self, text: usize) -> Option<&'static str> {
        self.notes[text]
            .iter()
            .rev()
            .chain(self.notes[..text].iter().rev().flat_map(|n| n.iter().rev()))
            .find_map(|n| {
                n.role
                    .or_else(|| n.known.and_then(|k| self.roster[k].roles.first().copied()))
            })
    }
}
