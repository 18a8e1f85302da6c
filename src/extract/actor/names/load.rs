//! Reading the tables of names.

use jiff::civil::Date;

use super::{
    Anaphor, Body, BodyClass, Entry, NameForm, Names, Nouns, Office, OfficeClass, Organisation,
    Person, Place, Prefix, Rank, Roles, Sex, State, StateForm, Term, some,
};
use crate::extract::phrase::Forms;
use crate::extract::token::{Vocabulary, begins};
use crate::lexicon::{Lexicon, LexiconError, Row};

impl Names {
    /// Reads the tables.
    pub(in super::super) fn load(
        lexicon: &Lexicon,
        words: &mut Vocabulary,
    ) -> Result<Self, LexiconError> {
        let mut names = Self {
            roles: Roles::load(lexicon)?,
            ..Self::default()
        };
        let mut forms = Forms::noted(begins::NAME, begins::CAPITAL_NAME);
        states(lexicon, &mut forms, words)?;
        names.people(lexicon, &mut forms, words)?;
        names.institutions(lexicon, &mut forms, words)?;
        titles(lexicon, &mut forms, words)?;
        for row in lexicon.table("agencies") {
            let weak: Vec<_> = row.list("weak").collect();
            for form in std::iter::once(row.get("name")).chain(row.list("forms")) {
                let entry = Entry::Agency {
                    name: row.get("name"),
                    country: row.get("country"),
                    weak: weak.contains(&form),
                };
                forms.insert(form, entry, words);
            }
        }
        for row in lexicon.table("places") {
            let place = Place {
                name: row.get("name"),
                country: some(row.get("country")),
            };
            forms.insert(row.get("form"), Entry::Place(place), words);
        }
        names.phrases = forms.into();
        Ok(names)
    }

    fn people(
        &mut self,
        lexicon: &Lexicon,
        forms: &mut Forms<Entry>,
        words: &mut Vocabulary,
    ) -> Result<(), LexiconError> {
        for row in lexicon.table("people") {
            let index = self.people.len() as u16;
            let person = Person {
                name: row.get("name"),
                country: some(row.get("country")),
                sector: some(row.get("sector")),
                sex: match row.get("sex") {
                    "f" => Sex::Female,
                    "m" => Sex::Male,
                    _ => Sex::Unknown,
                },
                terms: terms(row)?,
            };
            for form in std::iter::once(row.get("name")).chain(row.list("forms")) {
                forms.insert(form, Entry::Person(index, NameForm::Full), words);
            }
            for form in row.list("short") {
                forms.insert(form, Entry::Person(index, NameForm::Short), words);
            }
            for form in row.list("titled") {
                forms.insert(form, Entry::Person(index, NameForm::Titled), words);
            }
            for term in &person.terms {
                let whose = [term.country.or(person.country), term.organisation];
                for owner in whose.into_iter().flatten() {
                    let holders = self.holders.entry((term.role, owner)).or_default();
                    // Somebody may hold an office twice.
                    if holders.last() != Some(&index) {
                        holders.push(index);
                    }
                }
            }
            self.people.push(person);
        }
        Ok(())
    }

    fn institutions(
        &mut self,
        lexicon: &Lexicon,
        forms: &mut Forms<Entry>,
        words: &mut Vocabulary,
    ) -> Result<(), LexiconError> {
        for row in lexicon.table("offices") {
            let class = match row.get("class") {
                "office" => OfficeClass::Office,
                "group" => OfficeClass::Group,
                "counterpart" => OfficeClass::Counterpart,
                other => return Err(unknown(row, "class", other)),
            };
            let entry = Entry::Office(self.offices.len() as u16);
            self.offices.push(Office {
                class,
                role: row.get("role"),
                sector: some(row.get("sector")),
                country: some(row.get("country")),
            });
            forms.insert(row.get("form"), entry, words);
        }
        for row in lexicon.table("bodies") {
            let class = match row.get("class") {
                "body" => BodyClass::Body,
                "ministry" => BodyClass::Ministry,
                "mission" => BodyClass::Mission,
                "delegation" => BodyClass::Delegation,
                "group" => BodyClass::Group,
                "side" | "bare-side" => BodyClass::Side,
                "media" => BodyClass::Media,
                "attribute" => BodyClass::Attribute,
                "capital" => BodyClass::CapitalOf,
                "region" => BodyClass::Region,
                other => return Err(unknown(row, "class", other)),
            };
            match class {
                BodyClass::Mission => self.missions.push(row.get("form")),
                BodyClass::Delegation => self.delegations.push(row.get("form")),
                BodyClass::Ministry => self.ministries.push(row.get("form").to_lowercase() + " "),
                _ => {}
            }
            let entry = Entry::Body(self.bodies.len() as u16);
            self.bodies.push(Body {
                class,
                form: row.get("form"),
                sector: some(row.get("sector")),
                country: some(row.get("country")),
            });
            forms.insert(row.get("form"), entry, words);
        }
        for row in lexicon.table("organisations") {
            let entry = Entry::Organisation(self.organisations.len() as u16);
            self.organisations.push(Organisation {
                name: row.get("name"),
                country: some(row.get("country")),
                sector: some(row.get("sector")),
            });
            for form in std::iter::once(row.get("name")).chain(row.list("forms")) {
                forms.insert(form, entry, words);
            }
        }
        Ok(())
    }
}

fn titles(
    lexicon: &Lexicon,
    forms: &mut Forms<Entry>,
    words: &mut Vocabulary,
) -> Result<(), LexiconError> {
    for row in lexicon.table("titles") {
        let value = row.get("value");
        let entry = match (row.get("class"), value) {
            ("title", _) => Entry::Title(sex(value)),
            ("prefix", "former") => Entry::Prefix(Prefix::Former),
            ("prefix", "plural") => Entry::Prefix(Prefix::Plural),
            ("prefix", _) => Entry::Prefix(Prefix::Plain),
            ("suffix", value) => Entry::Suffix(value == "other"),
            ("surname", _) => Entry::Surname,
            ("stop", _) => Entry::Stop,
            ("abbreviation" | "cue", _) => continue,
            ("anaphor", "pair") => Entry::Anaphor(Anaphor::Pair),
            ("anaphor", "group") => Entry::Anaphor(Anaphor::Group(None)),
            ("anaphor", "counted") => Entry::Anaphor(Anaphor::Counted),
            ("anaphor", "heads") => Entry::Anaphor(Anaphor::Persons(Rank::Heads)),
            ("anaphor", "foreign-ministers") => {
                Entry::Anaphor(Anaphor::Persons(Rank::ForeignMinisters))
            }
            ("anaphor", "ministers") => Entry::Anaphor(Anaphor::Persons(Rank::Ministers)),
            ("anaphor", "officials") => Entry::Anaphor(Anaphor::Persons(Rank::Officials)),
            ("anaphor", "state") => Entry::Anaphor(Anaphor::State),
            ("anaphor", "host" | "neighbour") => Entry::Anaphor(Anaphor::Host),
            ("anaphor", "body" | "body-any" | "body-own" | "delegation" | "mission") => {
                // The last word points back, those before it say to what.
                let form = row.get("form");
                let noun = form.rsplit_once(' ').map_or(form, |(noun, _)| noun);
                let nouns = match value {
                    "body-any" => Nouns::Any,
                    "body-own" => Nouns::Own,
                    "delegation" => Nouns::Delegations,
                    "mission" => Nouns::Missions,
                    _ => Nouns::Like,
                };
                Entry::Anaphor(Anaphor::Body(noun, nouns))
            }
            ("anaphor", "woman") => Entry::Anaphor(Anaphor::Person(Sex::Female)),
            ("anaphor", "man") => Entry::Anaphor(Anaphor::Person(Sex::Male)),
            ("anaphor", "person") => Entry::Anaphor(Anaphor::Person(Sex::Unknown)),
            ("seat", _) => match value.split_once(' ') {
                Some((country, role)) => Entry::Seat { country, role },
                None => {
                    return Err(
                        row.error("a seat's value is a country and a role, `USA president`")
                    );
                }
            },
            (class, _) => return Err(unknown(row, "class or value", class)),
        };
        forms.insert(row.get("form"), entry, words);
    }
    Ok(())
}

fn states(
    lexicon: &Lexicon,
    forms: &mut Forms<Entry>,
    words: &mut Vocabulary,
) -> Result<(), LexiconError> {
    for row in lexicon.table("countries") {
        let form = match row.get("class") {
            "name" => StateForm::Name,
            "short" => StateForm::Short,
            "pair" => StateForm::Pair,
            "capital" => StateForm::Capital,
            "seat" => StateForm::Seat,
            "several" => {
                let states: Vec<_> = row.list("country").collect();
                let entry = Entry::Several(Vec::leak(states));
                forms.insert(row.get("form"), entry, words);
                continue;
            }
            other => return Err(unknown(row, "class", other)),
        };
        let state = State {
            country: row.get("country"),
            english: row.get("english"),
            form,
        };
        forms.insert(row.get("form"), Entry::State(state), words);
    }
    Ok(())
}

fn sex(value: &str) -> Sex {
    match value {
        "male" => Sex::Male,
        "female" => Sex::Female,
        _ => Sex::Unknown,
    }
}

fn unknown(row: &Row, what: &str, value: &str) -> LexiconError {
    row.error(format!(
        "`{value}` is no {what} of this table; its first lines name those it takes"
    ))
}

/// Terms as written: `president,leader:2000-05-07/2008-05-07|prime-minister:2008-05-08/2012-05-07`.
fn terms(row: &Row) -> Result<Vec<Term>, LexiconError> {
    let mut terms = Vec::new();
    for part in row.list("terms") {
        let wrong = || {
            row.error(format!("`{part}` is no term; write `role:2019-05-20/2024-05-01`, either day empty where it is open"))
        };
        let (roles, days) = part.split_once(':').ok_or_else(wrong)?;
        let (from, to) = days.split_once('/').ok_or_else(wrong)?;
        let day = |text: &str| match text {
            "" => Ok(None),
            _ => text.parse::<Date>().map(Some).map_err(|_| wrong()),
        };
        for office in roles.split(',') {
            let (office, organisation) = match office.split_once('#') {
                Some((office, organisation)) => (office, some(organisation)),
                None => (office, None),
            };
            let (role, country) = match office.split_once('@') {
                Some((role, country)) => (role, some(country)),
                None => (office, None),
            };
            terms.push(Term {
                role,
                country,
                organisation,
                from: day(from)?,
                to: day(to)?,
            });
        }
    }
    Ok(terms)
}
