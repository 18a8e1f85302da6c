//! Who a phrase stands for: the article's own roster first, then the lexicon's holders of the day.

mod back;
mod group;
mod office;
mod people;
mod thing;

use std::ops::Range;

use jiff::civil::Date;
use smallvec::SmallVec;

use super::names::{NameForm, Names, Nouns, Sex, Trait};
use super::parse::{Cues, Draft};
use super::{ActorKind, ActorMention, Few, Name, Party};
use crate::extract::token::{Tokens, is_same_letter};

/// Somebody the article names.
#[derive(Debug)]
struct Known<'t> {
    party: Party,
    person: Option<u16>,
    /// Words of the name, as written.
    words: SmallVec<[&'t str; 6]>,
    roles: SmallVec<[&'static str; 3]>,
    sex: Sex,
    /// Called a former holder of an office.
    former: bool,
    /// Nothing but a later title tells that this is a person.
    bystander: bool,
}

impl Known<'_> {
    /// True where the name has these words and no others.
    fn is_called<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> bool {
        words.clone().zip(&self.words).all(|(a, b)| is_same(a, b))
            && words.count() == self.words.len()
    }
}

/// True for words that differ at most in their capitals.
#[inline]
fn is_same(a: &str, b: &str) -> bool {
    // Most words differ in their first letter.
    match (a.as_bytes().first(), b.as_bytes().first()) {
        (Some(x), Some(y)) if x.is_ascii() && y.is_ascii() && !x.eq_ignore_ascii_case(y) => false,
        _ => is_same_throughout(a, b),
    }
}

fn is_same_throughout(a: &str, b: &str) -> bool {
    let (a_bytes, b_bytes) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    loop {
        match (a_bytes.get(at), b_bytes.get(at)) {
            (Some(x), Some(y)) if x.eq_ignore_ascii_case(y) => at += 1,
            // Beyond ASCII other bytes may be the same letter.
            (Some(x), Some(y)) if !(x.is_ascii() && y.is_ascii()) => break,
            (x, y) => return x == y,
        }
    }
    // The letters before are the same, so both begin one here or a few bytes back.
    while !a.is_char_boundary(at) {
        at -= 1;
    }
    let (mut a, mut b) = (a[at..].chars(), b[at..].chars());
    loop {
        match (a.next(), b.next()) {
            (Some(x), Some(y)) if x == y || is_same_letter(x, y) => {}
            (x, y) => return x == y,
        }
    }
}

/// How often an article names each country.
#[derive(Debug, Default)]
struct Countries(Vec<(&'static str, usize)>);

impl Countries {
    fn count(&mut self, country: &'static str) {
        match self.0.iter_mut().find(|(c, _)| *c == country) {
            Some((_, count)) => *count += 1,
            None => self.0.push((country, 1)),
        }
    }

    fn of(&self, country: &str) -> usize {
        let found = self.0.iter().find(|(c, _)| *c == country);
        found.map_or(0, |(_, count)| *count)
    }
}

/// Resolves the drafts of an article's texts into mentions.
pub(super) struct Resolver<'r, 't> {
    names: &'r Names,
    cues: &'r Cues,
    texts: &'r [Tokens<'t>],
    as_of: Option<Date>,
    roster: Vec<Known<'t>>,
    countries: Countries,
    done: Vec<Vec<ActorMention>>,
    /// Roster index and role of each mention's first party, beside `done`.
    notes: Vec<Vec<Note>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Note {
    known: Option<usize>,
    role: Option<&'static str>,
    sentence: usize,
    paragraph: usize,
    oblique: bool,
    visited: bool,
    station: Option<&'static str>,
}

impl<'r, 't> Resolver<'r, 't> {
    pub(super) fn new(
        names: &'r Names,
        cues: &'r Cues,
        texts: &'r [Tokens<'t>],
        as_of: Option<Date>,
    ) -> Self {
        Self {
            names,
            cues,
            texts,
            as_of,
            roster: Vec::new(),
            countries: Countries::default(),
            done: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub(super) fn resolve(
        mut self,
        parsed: Vec<(Vec<Draft>, Vec<Range<usize>>)>,
    ) -> Vec<Vec<ActorMention>> {
        let mut drafts = Vec::with_capacity(parsed.len());
        let mut bystanders = Vec::new();
        for (text, (found, runs)) in parsed.into_iter().enumerate() {
            drafts.push(found);
            bystanders.extend(runs.into_iter().map(|run| (text, run)));
        }
        for draft in drafts.iter().flatten() {
            for who in &draft.who {
                let named = || match who.people[..] {
                    [(p, NameForm::Full | NameForm::Short)] => {
                        self.names.people[p as usize].country
                    }
                    _ => None,
                };
                if let Some(country) = who.country.or_else(named) {
                    self.countries.count(country);
                }
            }
        }
        // Full names first, so that a headline's `ông Kim` finds the name the text gives later; then
        // what short mentions add to them (`Ông Petrov, Thượng nghị sĩ Nga`).
        for full in [true, false] {
            if !full {
                self.note_bystanders(&bystanders);
            }
            for (text, drafts) in drafts.iter().enumerate() {
                for draft in drafts {
                    if draft.kind == ActorKind::Person && draft.who.len() == 1 {
                        self.enroll(text, &draft.who[0], full);
                    }
                }
            }
        }
        for (text, drafts) in drafts.iter_mut().enumerate() {
            self.done.push(Vec::with_capacity(drafts.len()));
            self.notes.push(Vec::with_capacity(drafts.len()));
            let mut sentence = 0;
            for draft in drafts {
                let sentences = &self.texts[text].sentences;
                while sentence + 1 < sentences.len()
                    && sentences[sentence].end <= draft.tokens.start
                {
                    sentence += 1;
                }
                let note = Note {
                    known: None,
                    role: draft.who.first().and_then(|w| w.role),
                    sentence,
                    paragraph: draft.paragraph,
                    oblique: draft.oblique,
                    visited: draft.visited,
                    station: draft.who.first().and_then(|w| w.station),
                };
                self.settle(text, draft, note);
            }
        }
        self.done
    }

    fn settle(&mut self, text: usize, draft: &mut Draft, mut note: Note) {
        for who in &mut draft.who {
            if let Some(anaphor) = who.of_anaphor {
                who.country = self
                    .point_back(text, anaphor, &note, 0)
                    .0
                    .first()
                    .and_then(|p| p.country);
            }
        }
        let mut antecedent = None;
        let parties = match draft.anaphor {
            Some(anaphor) => {
                let (parties, found, known) =
                    self.point_back(text, anaphor, &note, draft.tokens.start);
                antecedent = found;
                note.known = known;
                parties
            }
            None if draft.kind == ActorKind::Person => {
                let (mut party, known) = self.person(text, &draft.who[0], &note);
                let role = draft.who[0].role;
                // An ambassador's office is not held in his state.
                let at_home = role.is_some_and(|r| self.names.roles.is(r, Trait::State));
                if party.country.is_none() && at_home {
                    party.country = self.focus(text, &draft.who[0], &note);
                    if let Some(known) = known {
                        self.roster[known].party.country = party.country;
                    }
                }
                note.known = known;
                if let (Some(known), Some(role)) = (known, draft.who[0].role)
                    && !self.roster[known].roles.contains(&role)
                {
                    self.roster[known].roles.push(role);
                }
                Few::from_buf([party])
            }
            None if draft.kind == ActorKind::Office && draft.who.len() > 1 => {
                let offices = draft
                    .who
                    .iter()
                    .filter_map(|who| self.office(text, who, &note).0);
                offices.collect()
            }
            None if draft.kind == ActorKind::Office => {
                let (party, known) = self.office(text, &draft.who[0], &note);
                note.known = known;
                party.into_iter().collect()
            }
            None => draft
                .who
                .iter()
                .filter_map(|w| self.thing(text, w, draft.kind, &note))
                .collect(),
        };
        let bytes = self.texts[text].bytes(draft.tokens.clone());
        self.done[text].push(ActorMention {
            tokens: draft.tokens.clone(),
            bytes,
            kind: draft.kind,
            parties,
            antecedent,
            locative: draft.locative,
        });
        self.notes[text].push(note);
    }

    /// The words of a name, as written.
    fn words(
        &self,
        text: usize,
        written: &Range<usize>,
    ) -> impl Iterator<Item = &'t str> + Clone + use<'r, 't> {
        let text = &self.texts[text];
        let words = text.tokens[written.clone()].iter().filter(|t| t.is_word());
        words.map(|t| &text.text[t.bytes()])
    }

    fn written(&self, text: usize, written: &Range<usize>) -> Option<Name> {
        let bytes = self.texts[text].bytes(written.clone());
        (!written.is_empty()).then_some(Name::Written {
            text,
            start: bytes.start,
            end: bytes.end,
        })
    }
}

/// True where `noun này` may point to an institution known by `role`.
fn names_body(
    names: &Names,
    (noun, nouns): (&str, Nouns),
    kind: ActorKind,
    role: Option<&str>,
) -> bool {
    let called = |role: &str| match nouns {
        Nouns::Any => true,
        Nouns::Delegations => names.is_delegation(role) || role == noun,
        Nouns::Missions => names.is_mission(role),
        Nouns::Like | Nouns::Own => role.starts_with(noun),
    };
    match kind {
        ActorKind::Body => nouns == Nouns::Any || role.is_some_and(called),
        ActorKind::Organisation => matches!(nouns, Nouns::Like | Nouns::Any),
        _ => false,
    }
}

/// Mentions that name a party of the story, not its source or an adjective.
fn acts(mention: &ActorMention) -> bool {
    !matches!(mention.kind, ActorKind::Agency | ActorKind::Attribute) && !mention.parties.is_empty()
}

fn compatible(sex: Option<Sex>, other: Sex) -> bool {
    match (sex.unwrap_or(Sex::Unknown), other) {
        (Sex::Unknown, _) | (_, Sex::Unknown) => true,
        (a, b) => a == b,
    }
}
