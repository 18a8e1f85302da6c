//! Who is named in a text: people, offices, states and their metonyms, bodies, organisations,
//! agencies, resolved to canonical name, country and sector as of the article's date.

use std::ops::Range;

use jiff::civil::Date;

use super::token::{Tokens, Vocabulary};
use crate::lexicon::{Lexicon, LexiconError};

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
    /// Bytes of the text.
    Written(usize, usize),
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
    pub parties: Vec<Party>,
    /// The earlier mention an anaphor was resolved to: index of the text, index of the mention in it.
    pub antecedent: Option<(usize, usize)>,
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

/// Finds and resolves actors; compiled once.
#[derive(Debug)]
pub struct Gazetteer {}

impl Gazetteer {
    /// Compiles the lexicon's countries, people, offices, bodies, organisations, agencies.
    pub fn new(_lexicon: &Lexicon, _words: &mut Vocabulary) -> Result<Self, LexiconError> {
        Ok(Self {})
    }

    /// The actors of an article's texts (title, lead, body), one list a text, in reading order;
    /// none overlap. `as_of` decides who held an office.
    pub fn actors(&self, texts: &[Tokens], _as_of: Option<Date>) -> Vec<Vec<ActorMention>> {
        texts.iter().map(|_| Vec::new()).collect()
    }
}

#[cfg(test)]
mod tables_tests;
