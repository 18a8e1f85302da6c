//! The parts of a sentence: actors, dates, places, phrases of the dictionary, other words, marks.

use std::ops::Range;

use crate::extract::actor::{ActorKind, ActorMention, Party, PlaceMention};
use crate::extract::date::{DateKind, DateMention};
use crate::extract::event::words::{
    Dictionary, Entry, Grammar, Institutions, Parts, Prep, Sub, Tense, part,
};
use crate::extract::event::{Field, Status};
use crate::extract::token::{Shape, Token, Tokens, begins};

/// One text of an article with all that was found in it.
pub(crate) struct View<'a> {
    /// Which text.
    pub(crate) field: Field,
    /// Its tokens and sentences.
    pub(crate) tokens: &'a Tokens<'a>,
    /// All texts of the article, to which names refer.
    pub(crate) texts: &'a [Tokens<'a>],
    /// Its actors, in order.
    pub(crate) actors: &'a [ActorMention],
    /// Its dates, in order.
    pub(crate) dates: &'a [DateMention],
    /// Its places with a country, in order.
    pub(crate) places: Vec<Spot>,
    /// Words with which institutions' names begin.
    pub(crate) institutions: &'a Institutions,
    /// Words that rules ask for.
    pub(crate) grammar: &'a Grammar,
}

/// A place named in a text.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    /// Tokens of the text.
    pub(crate) tokens: Range<usize>,
    /// Bytes of the text.
    pub(crate) bytes: Range<usize>,
    /// Canonical name.
    pub(crate) name: &'static str,
    /// ISO 3166-1 alpha-3.
    pub(crate) country: &'static str,
}

/// The places that lie in a country.
pub(crate) fn spots(places: &[PlaceMention]) -> Vec<Spot> {
    places
        .iter()
        .filter_map(|p| {
            Some(Spot {
                tokens: p.tokens.clone(),
                bytes: p.bytes.clone(),
                name: p.name,
                country: p.country?,
            })
        })
        .collect()
}

impl View<'_> {
    /// The place that begins at a token.
    pub(crate) fn spot_at(&self, token: usize) -> Option<&Spot> {
        let at = self.places.partition_point(|p| p.tokens.start < token);
        self.places.get(at).filter(|p| p.tokens.start == token)
    }

    /// True where a place is named inside a range of tokens.
    pub(crate) fn has_place(&self, tokens: &Range<usize>) -> bool {
        let at = self
            .places
            .partition_point(|p| p.tokens.start < tokens.start);
        self.places
            .get(at)
            .is_some_and(|p| p.tokens.end <= tokens.end)
    }

    /// The place that begins at a token, and the state it lies in as a party.
    pub(crate) fn place_at(&self, token: usize) -> Option<(Range<usize>, Party)> {
        let spot = self.spot_at(token)?;
        let party = Party {
            name: None,
            country: Some(spot.country),
            sector: None,
        };
        Some((spot.bytes.clone(), party))
    }
}

/// What a chunk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Number of the mention in the text.
    Actor(usize),
    /// Number of the date in the text.
    Date(usize),
    /// Number of the place in the text; not one that also stands for a state.
    Place(usize),
    /// A phrase of the dictionary.
    Phrase,
    /// Any other word.
    Word,
    /// A number.
    Number,
    /// A mark.
    Mark(char),
}

/// A chunk of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Chunk<'a> {
    /// Tokens of the text.
    pub(crate) tokens: Range<usize>,
    /// What it is.
    pub(crate) kind: Kind,
    /// What the dictionary knows of it.
    pub(crate) entry: Option<&'a Entry>,
    /// As a preposition.
    prep: Option<Prep>,
    /// As a subordinator.
    sub: Option<Sub>,
    /// What it can be in the sentence, and its cue classes.
    parts: Parts,
    /// Number of its clause.
    pub(crate) clause: usize,
    /// Its patterns do not count: a preposition where a verb of the same form might stand.
    muted: bool,
}

impl<'a> Chunk<'a> {
    fn new(tokens: Range<usize>, kind: Kind, entry: Option<&'a Entry>) -> Self {
        let parts = match kind {
            Kind::Actor(_) | Kind::Place(_) => part::NAMED,
            Kind::Date(_) => part::ADVERBIAL,
            Kind::Phrase => entry.map_or(0, |e| e.parts),
            Kind::Word | Kind::Number => part::PLAIN,
            Kind::Mark(',') => part::MARK | part::JOINS | part::OPENS,
            Kind::Mark(';' | ':') => part::MARK | part::OPENS,
            Kind::Mark(_) => part::MARK,
        };
        Self {
            tokens,
            kind,
            entry,
            prep: entry.and_then(|e| e.prep),
            sub: entry.and_then(|e| e.sub),
            parts,
            clause: 0,
            muted: false,
        }
    }

    /// Lets its patterns count no longer.
    pub(crate) fn mute(&mut self) {
        self.muted = true;
        self.parts = self.entry.map_or(0, |e| e.muted_parts);
    }

    /// Numbers of the patterns it triggers here.
    #[inline]
    pub(crate) fn patterns(&self) -> &'a [u16] {
        match self.entry {
            Some(entry) if !self.muted => &entry.patterns,
            _ => &[],
        }
    }

    /// True where it triggers any.
    #[inline]
    pub(crate) fn triggers(&self) -> bool {
        self.has(part::VERB_TRIGGER | part::NOUN_TRIGGER)
    }

    /// True when it has any of the cue classes.
    #[inline]
    pub(crate) fn is(&self, classes: u32) -> bool {
        self.has(Parts::from(classes))
    }

    /// True when it can be any of the parts.
    #[inline]
    pub(crate) fn has(&self, parts: Parts) -> bool {
        self.parts & parts != 0
    }

    /// A word that names a thing or is in no list: neither verb nor particle.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.has(part::PLAIN)
    }

    /// As an auxiliary.
    pub(crate) fn tense(&self) -> Option<Tense> {
        self.entry?.tense
    }

    /// As a word of certainty.
    pub(crate) fn status(&self) -> Option<Status> {
        self.entry?.status
    }

    #[inline]
    pub(crate) fn prep(&self) -> Option<Prep> {
        self.prep
    }

    #[inline]
    pub(crate) fn sub(&self) -> Option<Sub> {
        self.sub
    }

    #[inline]
    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// `,` or a word like `và`.
    #[inline]
    pub(crate) fn joins(&self) -> bool {
        self.has(part::JOINS)
    }

    #[inline]
    pub(crate) fn actor(&self) -> Option<usize> {
        match self.kind {
            Kind::Actor(i) => Some(i),
            _ => None,
        }
    }

    /// An actor or a place.
    #[inline]
    pub(crate) fn is_named(&self) -> bool {
        self.has(part::NAMED)
    }

    #[inline]
    pub(crate) fn date(&self) -> Option<usize> {
        match self.kind {
            Kind::Date(i) => Some(i),
            _ => None,
        }
    }
}

/// Cuts the tokens of a sentence into chunks.
pub(crate) fn chunks<'a>(
    view: &View<'a>,
    tokens: Range<usize>,
    dictionary: &'a Dictionary,
) -> Vec<Chunk<'a>> {
    let all: &[Token] = &view.tokens.tokens;
    let mut chunks = Vec::with_capacity(tokens.len());
    let mut actors = Ahead::new(view.actors, |m| &m.tokens, tokens.start);
    let mut dates = Ahead::new(view.dates, |m| &m.tokens, tokens.start);
    let mut places = Ahead::new(&view.places, |p| &p.tokens, tokens.start);
    let mut i = tokens.start;
    while i < tokens.end {
        actors.pass_ended(i);
        dates.pass_begun(i);
        places.pass_begun(i);
        let next_actor = actors.next.start.max(i);
        // A trigger that holds a whole mention (`chuyến thăm cấp nhà nước`) wins over it.
        // So does one that ends inside a noun phrase: `xâm phạm không phận | Estonia`.
        let covers = |end: usize| {
            actors
                .rest()
                .iter()
                .take_while(|m| m.tokens.start < end)
                .all(|m| {
                    m.tokens.end <= end
                        || matches!(
                            m.kind,
                            ActorKind::Body | ActorKind::Attribute | ActorKind::Office
                        )
                })
        };
        if next_actor == i {
            let end = actors.next.end.clamp(i + 1, tokens.end);
            chunks.push(Chunk::new(i..end, Kind::Actor(actors.at), None));
            i = end;
            continue;
        }
        if dates.next.start == i
            && let Some(found) = dates.rest().first()
            && matches!(
                found.kind,
                DateKind::Date | DateKind::Range | DateKind::Clock
            )
        {
            let end = found.tokens.end.clamp(i + 1, tokens.end);
            chunks.push(Chunk::new(i..end, Kind::Date(dates.at), None));
            i = end;
            continue;
        }
        let bound = next_actor.min(tokens.end);
        if places.next.start == i && places.next.end <= bound {
            let end = places.next.end;
            chunks.push(Chunk::new(i..end, Kind::Place(places.at), None));
            i = end;
            continue;
        }
        let cued = all[i].begins(begins::CUE);
        let found = cued.then(|| dictionary.longest(&all[..tokens.end], i));
        let found = found.flatten().and_then(|found| {
            let fits = found.end <= bound || (dictionary.wins(&found) && covers(found.end));
            match fits {
                true => Some(found),
                false => dictionary.longest(&all[..bound], i),
            }
        });
        let (end, kind, entry) = match found {
            Some(f) => (f.end, Kind::Phrase, dictionary.entry(&f)),
            None => {
                let kind = match all[i].shape {
                    Shape::Mark(c) => Kind::Mark(c),
                    Shape::Number => Kind::Number,
                    _ => Kind::Word,
                };
                (i + 1, kind, None)
            }
        };
        chunks.push(Chunk::new(i..end, kind, entry));
        i = end;
    }
    chunks
}

/// What was found in a text, from a token on.
struct Ahead<'m, M> {
    all: &'m [M],
    tokens: fn(&M) -> &Range<usize>,
    /// Number of the next.
    at: usize,
    /// Its tokens; far behind the text where there is none.
    next: Range<usize>,
}

impl<'m, M> Ahead<'m, M> {
    /// Those that begin at `token` or behind it.
    fn new(all: &'m [M], tokens: fn(&M) -> &Range<usize>, token: usize) -> Self {
        let at = all.partition_point(|m| tokens(m).start < token);
        let mut ahead = Self {
            all,
            tokens,
            at,
            next: 0..0,
        };
        ahead.look();
        ahead
    }

    fn rest(&self) -> &'m [M] {
        self.all.get(self.at..).unwrap_or_default()
    }

    fn look(&mut self) {
        let next = self.all.get(self.at).map(self.tokens);
        self.next = next.map_or(usize::MAX..usize::MAX, Range::clone);
    }

    /// Passes those that begin before `token`.
    #[inline]
    fn pass_begun(&mut self, token: usize) {
        while self.next.start < token {
            self.at += 1;
            self.look();
        }
    }

    /// Passes those that end at `token` or before it.
    #[inline]
    fn pass_ended(&mut self, token: usize) {
        while self.next.end <= token {
            self.at += 1;
            self.look();
        }
    }
}
