//! The lexicon's names and offices, compiled into one dictionary over word ids.

mod load;
mod roles;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::extract::phrase::Phrases;

pub(super) use roles::{Roles, Trait};

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
    /// `ba nước này`, `các nước trên`: states named side by side before, so many where a number
    /// says so.
    Group(Option<usize>),
    /// `nước Arab`: the same, only behind a number.
    Counted,
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

/// What a cell holds, if anything.
pub(super) fn some(cell: &'static str) -> Option<&'static str> {
    (!cell.is_empty()).then_some(cell)
}

/// All names, with the dictionary that finds them.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) phrases: Phrases<Entry>,
    pub(super) people: Vec<Person>,
    pub(super) roles: Roles,
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
}
