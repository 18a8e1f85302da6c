//! One sentence as a row of chunks (actors, dates, triggers, cue words, other words) in clauses.
//!
//! Vietnamese marks neither case nor agreement; what tells the parts of a sentence apart is their
//! order and the small words between them. So a sentence is cut into clauses at subordinators,
//! reporting verbs, semicolons, quotes, and at a comma or `và` before a new subject with its verb.

mod arguments;
pub(super) mod asked;
mod behind;
mod chunk;
mod clauses;
mod described;
mod governor;
mod lists;
mod object;
mod owners;
pub(super) mod parties;
mod subject;
mod syntax;

pub(super) use arguments::Arguments;
pub(super) use chunk::{Chunk, Kind, View, chunks, spots};
pub(super) use clauses::leaves_quote_open;
pub(super) use parties::{
    Member, Pairing, both_ways, is_foe_at_home, members, party_name, posted, split_sides, topic_of,
};

use std::ops::Range;

use super::words::{Ask, Pattern, Sub, class, part};
use crate::extract::actor::{ActorKind, ActorMention, Party};
use crate::extract::token::Token;

/// What opens a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opener {
    /// The sentence's begin, or a semicolon.
    Main,
    /// A comma or `và` before a new subject.
    Coordinate,
    /// A reporting verb, `rằng`, a colon: what is reported. Holds the chunk of the verb.
    Reported(usize),
    /// A quotation mark; the speaker stands elsewhere in the sentence, if at all.
    Quote,
    /// A subordinator.
    Sub(Sub),
}

/// A clause: a run of chunks.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub(crate) chunks: Range<usize>,
    pub(crate) opener: Opener,
}

/// A sentence in chunks and clauses.
pub(crate) struct Sentence<'a> {
    pub(crate) view: &'a View<'a>,
    pub(crate) patterns: &'a [Pattern],
    /// Its number in the text.
    pub(crate) number: usize,
    pub(crate) tokens: Range<usize>,
    pub(crate) chunks: Vec<Chunk<'a>>,
    pub(crate) clauses: Vec<Clause>,
    /// Quotations: chunks inside the marks, and whether they are speech. One that began in an
    /// earlier sentence starts at 0; one that goes on ends at the number of chunks.
    pub(crate) quotes: Vec<(Range<usize>, bool)>,
}

impl<'a> Sentence<'a> {
    /// Cuts a sentence of the text, read as chunks, into clauses.
    pub(crate) fn new(
        view: &'a View<'a>,
        number: usize,
        tokens: Range<usize>,
        chunks: Vec<Chunk<'a>>,
        patterns: &'a [Pattern],
        in_quote: bool,
    ) -> Self {
        let mut sentence = Self {
            chunks,
            view,
            patterns,
            number,
            tokens,
            clauses: Vec::new(),
            quotes: Vec::new(),
        };
        sentence.quotes = sentence.pair_quotes(in_quote);
        sentence.mute();
        sentence.cut();
        sentence
    }

    /// The mention of an actor chunk.
    #[inline]
    pub(crate) fn mention(&self, chunk: usize) -> Option<&'a ActorMention> {
        self.view.actors.get(self.chunks.get(chunk)?.actor()?)
    }

    /// The clause of a chunk.
    #[inline]
    pub(crate) fn clause_of(&self, chunk: usize) -> &Clause {
        &self.clauses[self.chunks[chunk].clause]
    }

    /// The words that may stand between a subject and its verb, in front of a chunk; the nearest first.
    pub(crate) fn in_front(&self, chunk: usize) -> impl Iterator<Item = usize> {
        (0..chunk).rev().take_while(|&k| self.is_adverbial(k))
    }

    /// What the actor of a chunk is, where it is one.
    pub(crate) fn kind(&self, chunk: usize) -> Option<ActorKind> {
        self.mention(chunk).map(|m| m.kind)
    }

    /// The place of a place chunk: its bytes and the state it lies in.
    pub(crate) fn place(&self, chunk: usize) -> Option<(Range<usize>, Party)> {
        match self.chunks.get(chunk)?.kind {
            Kind::Place(_) => self.view.place_at(self.chunks[chunk].tokens.start),
            _ => None,
        }
    }

    /// True for a chunk whose mention may act: not a news agency, not a private person, and with a country.
    pub(crate) fn may_act(&self, chunk: usize) -> bool {
        (self.names_state(chunk) || self.owned_by(chunk).is_some()) && !self.is_private(chunk)
    }

    /// True for an actor with a country that is no agency.
    pub(crate) fn names_state(&self, chunk: usize) -> bool {
        self.mention(chunk).is_some_and(|m| {
            m.kind != ActorKind::Agency && m.parties.iter().any(|p| p.country.is_some())
        })
    }

    /// True for a person, an office or a delegation.
    pub(crate) fn travels(&self, chunk: usize) -> bool {
        self.mention(chunk).is_some_and(|m| match m.kind {
            ActorKind::Person | ActorKind::Office | ActorKind::Anaphor => true,
            ActorKind::Body => {
                let words = self.view.tokens.slice(m.tokens.clone()).to_lowercase();
                self.view.grammar.holds(Ask::Envoys, &words)
            }
            _ => false,
        })
    }

    /// True for a chunk that may stand between a subject and its verb.
    #[inline]
    pub(crate) fn is_adverbial(&self, chunk: usize) -> bool {
        self.chunks[chunk].has(part::ADVERBIAL)
    }

    /// True for a trigger that is a verb.
    #[inline]
    pub(crate) fn is_verb_trigger(&self, chunk: usize) -> bool {
        self.chunks[chunk].has(part::VERB_TRIGGER)
    }

    /// True for a trigger that is a noun.
    #[inline]
    pub(crate) fn is_noun_trigger(&self, chunk: usize) -> bool {
        self.chunks[chunk].has(part::NOUN_TRIGGER)
    }

    /// True for a trigger that is a noun whatever stands around it.
    pub(crate) fn is_only_noun(&self, chunk: usize) -> bool {
        self.is_noun_trigger(chunk) && !self.is_verb_trigger(chunk)
    }

    /// True for a chunk that can head a predicate.
    #[inline]
    pub(crate) fn is_verb(&self, chunk: usize) -> bool {
        self.chunks[chunk].has(part::VERB)
    }

    /// True for a chunk that shows that a predicate begins.
    #[inline]
    pub(crate) fn begins_predicate(&self, chunk: usize) -> bool {
        self.chunks[chunk].has(part::BEGINS_PREDICATE)
    }

    /// The words of a chunk range, as bytes of the text.
    pub(crate) fn bytes(&self, chunk: usize) -> Range<usize> {
        self.view.tokens.bytes(self.chunks[chunk].tokens.clone())
    }

    /// The tokens of a chunk range.
    pub(crate) fn tokens_of(&self, chunks: Range<usize>) -> &'a [Token] {
        let chunks = self.chunks.get(chunks).unwrap_or_default();
        let (Some(first), Some(last)) = (chunks.first(), chunks.last()) else {
            return &[];
        };
        &self.view.tokens.tokens[first.tokens.start..last.tokens.end]
    }

    /// The sentence with its chunks marked, a clause a bracket.
    pub(crate) fn outline(&self) -> String {
        let mut out = String::new();
        for clause in &self.clauses {
            out.push_str(&format!("[{:?}", clause.opener));
            for chunk in &self.chunks[clause.chunks.clone()] {
                let words = self.view.tokens.slice(chunk.tokens.clone());
                let mark = match chunk.kind {
                    Kind::Actor(i) => {
                        let mention = &self.view.actors[i];
                        let countries: Vec<&str> = mention
                            .parties
                            .iter()
                            .map(|p| p.country.unwrap_or("?"))
                            .collect();
                        format!("{words}<{:?} {}>", mention.kind, countries.join(" "))
                    }
                    Kind::Date(_) => format!("{words}<date>"),
                    _ => match chunk.entry {
                        Some(e) if !e.patterns.is_empty() => {
                            let slugs: Vec<&str> = e
                                .patterns
                                .iter()
                                .map(|&p| self.patterns[usize::from(p)].slug)
                                .collect();
                            format!("{words}<{}>", slugs.join(" "))
                        }
                        Some(_) => format!("{words}'"),
                        None => words.to_owned(),
                    },
                };
                out.push(' ');
                out.push_str(&mark);
            }
            out.push_str("] ");
        }
        out
    }

    /// Prepositions of motion count as verbs (`Ông X tới Nga`) only right behind their subject.
    fn mute(&mut self) {
        for k in 0..self.chunks.len() {
            let c = &self.chunks[k];
            let doubtful = c.prep().is_some() && !c.patterns().is_empty();
            if doubtful && !self.stands_as_verb(k) {
                self.chunks[k].mute();
            }
        }
    }

    fn stands_as_verb(&self, chunk: usize) -> bool {
        let mut k = chunk;
        while k > 0 {
            k -= 1;
            let c = &self.chunks[k];
            if c.has(part::TENSED) || c.is(class::PASSIVE) {
                return true;
            }
            if c.actor().is_some() {
                // Not `từ A tới B`, not `chuyến thăm của A tới B`.
                return (0..k)
                    .rev()
                    .take(8)
                    .take_while(|&j| {
                        let c = &self.chunks[j];
                        !c.is_mark(',') && c.sub().is_none() && !c.is(class::SPEECH)
                    })
                    .all(|j| {
                        let before = &self.chunks[j];
                        before.prep().is_none() && !self.is_noun_trigger(j)
                            || self.is_verb_trigger(j)
                    });
            }
            if !self.is_adverbial(k) || c.date().is_some() {
                return false;
            }
        }
        false
    }

    /// The words of a chunk, as written.
    pub(crate) fn words(&self, chunk: usize) -> &str {
        self.view.tokens.slice(self.chunks[chunk].tokens.clone())
    }

    /// True for a chunk that is a word asked for.
    pub(crate) fn tells(&self, chunk: usize, ask: Ask) -> bool {
        self.view.grammar.says(ask, self.words(chunk))
    }

    /// True where the sentence ends inside a quotation, given whether it began in one.
    pub(crate) fn ends_in_quote(&self) -> bool {
        self.quotes
            .last()
            .is_some_and(|(range, _)| range.end == self.chunks.len())
    }
}
