//! Who is named in a text: people, offices, states and their metonyms, bodies, organisations,
//! agencies, resolved to canonical name, country and sector as of the article's date.
//!
//! `names` compiles the lexicon into one dictionary, `parse` puts its finds together into noun
//! phrases, `resolve` decides whom each stands for, `place` finds where. Pure: no files, no clock.

mod find;
mod names;
mod parse;
mod place;
mod resolve;

use std::ops::Range;

use jiff::civil::Date;

use super::token::{Tokens, Vocabulary};
use crate::lexicon::{Lexicon, LexiconError};
use find::Finds;
use parse::Parser;

/// One party: who, of which state, in which capacity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Party {
    /// Canonical name; `None` for a state or an unnamed office.
    pub name: Option<Name>,
    /// ISO 3166-1 alpha-3, or PLOVER's non-state code (`IGO`, `EUR`, `UNO`, `NGO`).
    pub country: Option<&'static str>,
    /// PLOVER sector (`GOV`, `LEG`, `MIL`).
    pub sector: Option<&'static str>,
}

/// A canonical name of the lexicon, or a name as written in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// From the lexicon.
    Known(&'static str),
    /// As written in one of the article's texts, which need not be the mention's own: `ông Rapota`
    /// takes the full name given before.
    Written {
        /// Index of the text.
        text: usize,
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
}

impl Name {
    /// The name itself; `texts` are those the actors were found in.
    pub fn as_str<'n>(&self, texts: &'n [Tokens]) -> &'n str {
        match *self {
            Self::Known(name) => name,
            Self::Written { text, start, end } => texts
                .get(text)
                .and_then(|t| t.text.get(start..end))
                .unwrap_or(""),
        }
    }
}

/// One mention of one or more parties (`Kim Jong Un`, `hai nước`, `Nga - Triều Tiên`).
#[derive(Clone, Debug, PartialEq)]
pub struct ActorMention {
    /// Tokens of the text, the whole noun phrase with its office.
    pub tokens: Range<usize>,
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// What kind of phrase it is.
    pub kind: ActorKind,
    /// Whom it stands for, in the order named; empty where nothing resolved it.
    pub parties: Few<Party>,
    /// The earlier mention an anaphor was resolved to: index of the text, index of the mention in it.
    pub antecedent: Option<(usize, usize)>,
    /// A state or capital after a preposition of place (`tại Nga`, `tới Bình Nhưỡng`): as likely a place as a party.
    pub locative: bool,
}

/// Kinds of actor phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// A named person, with or without office.
    Person,
    /// An office without a name (`Bộ trưởng Ngoại giao Triều Tiên`).
    Office,
    /// A state, capital or seat of power standing for it.
    State,
    /// Ministry, parliament, army, delegation, embassy, company of a state.
    Body,
    /// International organisation.
    Organisation,
    /// News agency or medium: a source, never an actor.
    Agency,
    /// `hai nước`, `hai bên`, `ông`, `nước này`: resolved from context.
    Anaphor,
    /// A state's name inside another noun phrase that acts as an adjective (`lệnh trừng phạt của Mỹ` is none;
    /// `người Nga`, `tàu Nga` are).
    Attribute,
}

/// Finds and resolves actors and places; compiled once.
#[derive(Debug)]
pub struct Gazetteer {
    names: names::Names,
    cues: parse::Cues,
}

impl Gazetteer {
    /// Compiles the lexicon's countries, people, offices, bodies, organisations, agencies, places.
    pub fn new(lexicon: &Lexicon, words: &mut Vocabulary) -> Result<Self, LexiconError> {
        Ok(Self {
            names: names::Names::load(lexicon, words)?,
            cues: parse::Cues::load(lexicon, words),
        })
    }

    /// The actors of an article's texts (title, lead, body), one list a text, in reading order;
    /// none overlap. `as_of` decides who held an office.
    pub fn actors(&self, texts: &[Tokens], as_of: Option<Date>) -> Vec<Vec<ActorMention>> {
        self.resolve(texts, as_of, &self.finds(texts))
    }

    /// The places of a text, in reading order; none overlap.
    pub fn places(&self, text: &Tokens) -> Vec<PlaceMention> {
        place::places(text, &Finds::new(&self.names, &text.tokens))
    }

    /// Actors and places of an article's texts, for which its words are looked up once.
    pub fn read(&self, texts: &[Tokens], as_of: Option<Date>) -> Vec<NamesOf> {
        let finds = self.finds(texts);
        let actors = self.resolve(texts, as_of, &finds);
        let places = texts.iter().zip(&finds).map(|(t, f)| place::places(t, f));
        let both = actors.into_iter().zip(places);
        both.map(|(actors, places)| NamesOf { actors, places })
            .collect()
    }

    fn finds<'t>(&self, texts: &'t [Tokens]) -> Vec<Finds<'_, 't>> {
        texts
            .iter()
            .map(|text| Finds::new(&self.names, &text.tokens))
            .collect()
    }

    fn resolve(
        &self,
        texts: &[Tokens],
        as_of: Option<Date>,
        finds: &[Finds],
    ) -> Vec<Vec<ActorMention>> {
        let parsed = texts
            .iter()
            .zip(finds)
            .map(|(text, finds)| Parser::new(&self.names, &self.cues, text, finds).drafts())
            .collect();
        resolve::Resolver::new(&self.names, &self.cues, texts, as_of).resolve(parsed)
    }
}

/// Who and where is named in one text.
#[derive(Debug)]
pub struct NamesOf {
    /// Its actors, in reading order.
    pub actors: Vec<ActorMention>,
    /// Its places, in reading order.
    pub places: Vec<PlaceMention>,
}

/// PLOVER's codes of organisations and movements beyond states.
const BEYOND_STATES: [&str; 7] = ["IGO", "UNO", "EUR", "NGO", "IMG", "MNC", "ISM"];

/// True for a code that stands for organisations or movements, and for no state.
pub(super) fn is_beyond_states(country: &str) -> bool {
    BEYOND_STATES.contains(&country)
}

/// A list that nearly always holds one item, which then needs no room of its own.
pub type Few<T> = smallvec::SmallVec<[T; 1]>;
pub use place::PlaceMention;

#[cfg(test)]
mod case_tests;
#[cfg(test)]
mod tables_tests;
