//! The lexicon's names and offices, compiled into one dictionary over word ids.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::extract::phrase::{Forms, Phrases};
use crate::extract::token::{Vocabulary, begins};
use crate::lexicon::{Lexicon, LexiconError, Row};

/// What a phrase of the dictionary is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Entry {
    /// Name, capital or seat of power of a state.
    State(State),
    /// Two states in one word (`liên Triều`).
    Several(&'static [&'static str]),
    /// A person of the lexicon, by index.
    Person(u16, NameForm),
    /// An office, by index.
    Office(u16),
    /// An institution, group or thing, by index.
    Body(u16),
    /// An organisation, by index.
    Organisation(u16),
    /// An agency or medium; `weak` needs a word like `báo` before it.
    Agency {
        name: &'static str,
        country: &'static str,
        weak: bool,
    },
    /// `ông`, `bà`.
    Title(Sex),
    /// `cựu`, `đương kim`, `các`.
    Prefix(Prefix),
    /// `đương nhiệm` after an office; true for `đắc cử`, `khi đó`, which are said of others than the
    /// holder of the day.
    Suffix(bool),
    /// Points back.
    Anaphor(Anaphor),
    /// `ông chủ Nhà Trắng`: whoever holds the role there.
    Seat {
        country: &'static str,
        role: &'static str,
    },
    /// A place: English name and country.
    Place(Place),
    /// A Vietnamese family name.
    Surname,
    /// Looks like a name and is none.
    Stop,
}

impl Entry {
    #[inline]
    pub(super) fn is_stop(&self) -> bool {
        matches!(self, Self::Stop)
    }

    #[inline]
    pub(super) fn is_surname(&self) -> bool {
        matches!(self, Self::Surname)
    }
}

/// A state's name in one of its forms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct State {
    pub(super) country: &'static str,
    pub(super) english: &'static str,
    pub(super) form: StateForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StateForm {
    Name,
    /// One syllable that personal names and sentences share (`Anh`, `Đức`).
    Short,
    /// Stands for the state only beside another one.
    Pair,
    Capital,
    Seat,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) name: &'static str,
    pub(super) country: Option<&'static str>,
}

/// How much of a person's name a form gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameForm {
    Full,
    /// A family name that suffices (`Putin`).
    Short,
    /// A name that needs a title or office before it (`ông Kim`).
    Titled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sex {
    Male,
    Female,
    Unknown,
}

/// Of which rank the two are whom a phrase points back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    /// `hai nhà lãnh đạo`.
    Heads,
    /// `hai ngoại trưởng`.
    ForeignMinisters,
    /// `hai bộ trưởng`.
    Ministers,
    /// `hai quan chức`, `hai ông`.
    Officials,
}

/// What a word before an office says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prefix {
    Former,
    Plural,
    Plain,
}

/// What an anaphor points back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anaphor {
    /// `hai nước`.
    Pair,
    /// `hai nhà lãnh đạo`.
    Persons(Rank),
    /// `nước này`.
    State,
    /// `nước chủ nhà`.
    Host,
    /// `phái đoàn này`: the noun, without `này`, and what it may point to.
    Body(&'static str, Nouns),
    /// `ông`, `bà này`.
    Person(Sex),
}

/// What a noun that points back may point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nouns {
    /// `ủy ban`: bodies that are called so, and organisations.
    Like,
    /// `cơ quan`: bodies and organisations of any kind.
    Any,
    /// `bộ`: bodies that are called so.
    Own,
    /// `phái đoàn`: delegations.
    Delegations,
    /// `đại sứ quán`: missions.
    Missions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfficeClass {
    Office,
    Group,
    Counterpart,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Office {
    pub(super) class: OfficeClass,
    pub(super) role: &'static str,
    pub(super) sector: Option<&'static str>,
    pub(super) country: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyClass {
    Body,
    Ministry,
    Mission,
    Delegation,
    Group,
    Side,
    Media,
    Attribute,
    CapitalOf,
    /// `vùng`, `tỉnh`: a place follows.
    Region,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Body {
    pub(super) class: BodyClass,
    pub(super) form: &'static str,
    pub(super) sector: Option<&'static str>,
    pub(super) country: Option<&'static str>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Organisation {
    pub(super) name: &'static str,
    pub(super) country: Option<&'static str>,
    pub(super) sector: Option<&'static str>,
}

/// A person of the lexicon.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) name: &'static str,
    pub(super) country: Option<&'static str>,
    pub(super) sector: Option<&'static str>,
    pub(super) sex: Sex,
    pub(super) terms: Vec<Term>,
}

/// An office held, last day included; open where the day is not known or not yet come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) role: &'static str,
    /// Whose office it was, where not the person's own state's (`chair@EUR`).
    pub(super) country: Option<&'static str>,
    /// Which organisation's, where its kind has many (`secretary-general#NATO`).
    pub(super) organisation: Option<&'static str>,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
}

impl Person {
    /// The state or organisation spoken for on a day.
    pub(super) fn country_at(&self, day: Option<Date>) -> Option<&'static str> {
        let term = day.and_then(|day| self.terms.iter().find(|t| t.covers(day)));
        term.and_then(|t| t.country).or(self.country)
    }
}

impl Person {
    /// True where the person holds or held office for `country`.
    pub(super) fn of(&self, country: &str) -> bool {
        self.country == Some(country) || self.terms.iter().any(|t| t.country == Some(country))
    }
}

impl Term {
    pub(super) fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// All names, with the dictionary that finds them.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) phrases: Phrases<Entry>,
    pub(super) people: Vec<Person>,
    pub(super) offices: Vec<Office>,
    pub(super) bodies: Vec<Body>,
    pub(super) organisations: Vec<Organisation>,
    /// What missions and delegations are called.
    missions: Vec<&'static str>,
    delegations: Vec<&'static str>,
    /// What names of ministries begin with, in lower case, with the space behind it.
    ministries: Vec<String>,
    /// Who holds a role of a state or organisation, by role and country or organisation.
    pub(super) holders: HashMap<(&'static str, &'static str), Vec<u16>>,
}

impl Names {
    /// True for what missions are called: they stand abroad.
    pub(super) fn is_mission(&self, role: &str) -> bool {
        self.missions.contains(&role)
    }

    /// True for what delegations are called.
    pub(super) fn is_delegation(&self, role: &str) -> bool {
        self.delegations.contains(&role)
    }

    /// True for a ministry that is known by its whole name: `bộ quốc phòng`.
    pub(super) fn is_named_ministry(&self, body: &Body) -> bool {
        self.ministries
            .iter()
            .any(|word| body.form.starts_with(word))
    }

    pub(super) fn load(lexicon: &Lexicon, words: &mut Vocabulary) -> Result<Self, LexiconError> {
        let mut names = Self::default();
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
            ("cue", _) => continue,
            ("anaphor", "pair") => Entry::Anaphor(Anaphor::Pair),
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

fn some(cell: &'static str) -> Option<&'static str> {
    (!cell.is_empty()).then_some(cell)
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
