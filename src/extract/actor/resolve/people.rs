//! Named people: the article's roster, then the lexicon.

use std::ops::Range;

use smallvec::SmallVec;

use super::super::names::{NameForm, Sex};
use super::super::parse::Who;
use super::super::{Name, Party};
use super::{Known, Note, Resolver, compatible, is_same};

impl<'t> Resolver<'_, 't> {
    /// Adds a person given with a full name to the roster, or what a short mention says of one.
    pub(super) fn enroll(&mut self, text: usize, who: &Who, wants_full: bool) {
        let words = self.words(text, &who.written);
        let full = who.people.iter().any(|(_, form)| *form == NameForm::Full)
            || words.clone().nth(1).is_some();
        if full != wants_full {
            return;
        }
        let person = self.best(who);
        let found = if full {
            self.roster.iter().position(|k| match (k.person, person) {
                (Some(a), Some(b)) => a == b,
                (None, None) => k.is_called(words.clone()),
                _ => false,
            })
        } else {
            self.by_words(words.clone(), who, None)
        };
        if let Some(i) = found {
            let known = &mut self.roster[i];
            known.party.country = known.party.country.or(who.country);
            known.party.sector = known.party.sector.or(who.sector);
            known.former |= who.former;
            if known.sex == Sex::Unknown {
                known.sex = who.sex.unwrap_or(Sex::Unknown);
            }
            if let Some(role) = who.role.filter(|r| !known.roles.contains(r)) {
                known.roles.push(role);
            }
            return;
        }
        if !full {
            return;
        }
        let party = self.party(text, who, person);
        let sex = match person.map(|p| self.names.people[p as usize].sex) {
            Some(Sex::Unknown) | None => who.sex.unwrap_or(Sex::Unknown),
            Some(sex) => sex,
        };
        let mut roles: SmallVec<_> = who.role.into_iter().collect();
        if let (Some(p), Some(day)) = (person, self.as_of) {
            let terms = &self.names.people[p as usize].terms;
            roles.extend(terms.iter().filter(|t| t.covers(day)).map(|t| t.role));
        }
        let mut words: SmallVec<[&str; 6]> = words.collect();
        if let Some(p) = person {
            words.extend(self.names.people[p as usize].name.split([' ', '-']));
        }
        self.roster.push(Known {
            party,
            person,
            words,
            roles,
            sex,
            former: who.former,
            bystander: false,
        });
    }

    /// Runs that only a later title tells to be people (`Li Mingjiang … Ông Li`).
    pub(super) fn note_bystanders(&mut self, bystanders: &[(usize, Range<usize>)]) {
        for (text, run) in bystanders {
            let words = self.words(*text, run);
            if self.roster.iter().any(|k| k.is_called(words.clone())) {
                continue;
            }
            let party = Party {
                name: self.written(*text, run),
                ..Party::default()
            };
            self.roster.push(Known {
                party,
                person: None,
                words: words.collect(),
                roles: SmallVec::new(),
                sex: Sex::Unknown,
                former: false,
                bystander: true,
            });
        }
    }

    /// The person a draft names: by the roster for a short name, by the lexicon, or as written.
    pub(super) fn person(&self, text: usize, who: &Who, note: &Note) -> (Party, Option<usize>) {
        let words = self.words(text, &who.written);
        let full = who.people.iter().any(|(_, form)| *form == NameForm::Full);
        let person = self.best(who);
        let by_index = |p: u16| self.roster.iter().position(|k| k.person == Some(p));
        let found = if full {
            person.and_then(by_index)
        } else {
            self.by_words(words, who, Some((text, note)))
                .or_else(|| person.and_then(by_index))
        };
        if let Some(i) = found {
            let mut party = self.roster[i].party;
            party.sector = who.sector.or(party.sector);
            // What this phrase says of the state stands above what is known otherwise.
            party.country = who.country.or(party.country);
            return (party, Some(i));
        }
        (self.party(text, who, person), None)
    }

    /// Whom of the article the words may name; `at` is where they stand, once all before it is known.
    fn by_words(
        &self,
        words: impl Iterator<Item = &'t str>,
        who: &Who,
        at: Option<(usize, &Note)>,
    ) -> Option<usize> {
        let words: SmallVec<[&str; 8]> = words.collect();
        // A family name that suffices alone is no bystander's.
        let sure = who.people.iter().any(|(_, form)| *form == NameForm::Short);
        let fits = |k: &Known| {
            !(sure && k.bystander)
                && compatible(who.sex, k.sex)
                && (who.country.is_none()
                    || k.party.country.is_none()
                    || who.country == k.party.country)
                && words
                    .iter()
                    .all(|w| k.words.iter().any(|own| is_same(own, w)))
        };
        // Of two with one family name, whoever was named just before.
        let near = at.and_then(|(text, note)| {
            let notes = self.notes[text].iter().rev();
            notes
                .take_while(|n| n.sentence + 1 >= note.sentence)
                .filter_map(|n| n.known)
                .find(|&i| fits(&self.roster[i]))
        });
        let mut known = None;
        let mut first = None;
        for (i, k) in self.roster.iter().enumerate().filter(|(_, k)| fits(k)) {
            // The office decides between namesakes; then the one the lexicon knows by this short name.
            if who.role.is_some_and(|role| k.roles.contains(&role)) {
                return Some(i);
            }
            let of_lexicon = |p: u16| who.people.iter().any(|(q, _)| *q == p);
            if known.is_none() && k.person.is_some_and(of_lexicon) {
                known = Some(i);
            }
            first = first.or(Some(i));
        }
        near.or(known).or(first)
    }

    /// Whom of the lexicon the name most likely is.
    pub(super) fn best(&self, who: &Who) -> Option<u16> {
        let mut best: Option<(usize, u16)> = None;
        for &(p, form) in &who.people {
            let person = &self.names.people[p as usize];
            if form != NameForm::Full && who.country.is_some_and(|c| !person.of(c)) {
                continue;
            }
            let covers = |role: Option<&str>| {
                person.terms.iter().any(|t| {
                    role.is_none_or(|r| r == t.role) && self.as_of.is_none_or(|day| t.covers(day))
                })
            };
            let mut score = 1;
            score += usize::from(who.country.is_some_and(|c| person.of(c))) * 8;
            score += usize::from(who.role.is_some() && covers(who.role)) * 16;
            score += usize::from(covers(None)) * 4;
            score += usize::from(person.country.is_some_and(|c| self.countries.of(c) > 0)) * 2;
            // A bare family name that many share wants the office's term or state besides.
            if form == NameForm::Titled && score < 5 {
                continue;
            }
            if best.is_none_or(|(s, _)| score > s) {
                best = Some((score, p));
            }
        }
        best.map(|(_, p)| p)
    }

    fn party(&self, text: usize, who: &Who, person: Option<u16>) -> Party {
        if let Some(p) = person {
            let person = &self.names.people[p as usize];
            return Party {
                name: Some(Name::Known(person.name)),
                country: who
                    .country
                    .or(person.country_at(self.as_of))
                    .or(who.default_country),
                sector: who.sector.or(person.sector),
            };
        }
        // An official with a Vietnamese name and no state named: at home, unless the news is rather of
        // Chinese, whose names are written alike.
        let named = |c: &str| self.countries.of(c);
        let chinese: usize = ["CHN", "TWN", "HKG", "MAC"].into_iter().map(named).sum();
        let home = who.surname && who.role.is_some() && chinese <= named("VNM");
        // `Phó Thủ tướng Chính phủ` is a Vietnamese office by its words, not with a foreign name.
        let default = who
            .default_country
            .filter(|c| *c != "VNM" || who.surname || who.written.is_empty());
        Party {
            name: self.written(text, &who.written),
            country: who.country.or(default).or(home.then_some("VNM")),
            sector: who.sector,
        }
    }
}
