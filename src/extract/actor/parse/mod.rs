//! One left-to-right pass that puts offices, states, bodies and names together into noun phrases.
//!
//! `Bộ trưởng Ngoại giao Triều Tiên Choe Son Hui` is an office, a state and a name: one phrase,
//! one party. What a phrase cannot say by itself (whose minister, which `ông Kim`) is left open
//! for [`super::resolve`].

mod apposition;
mod body;
mod cues;
mod media;
mod name;
mod office;
mod state;
mod whose;

use std::ops::Range;

pub(super) use cues::Cues;

use super::ActorKind;
use super::Few;
use super::find::Finds;
use super::names::{Anaphor, Entry, NameForm, Names, Sex, State, StateForm};
use crate::extract::token::{Shape, Token, Tokens, WordId};

/// A phrase before resolution.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) tokens: Range<usize>,
    pub(super) kind: ActorKind,
    pub(super) who: Few<Who>,
    pub(super) anaphor: Option<Anaphor>,
    pub(super) locative: bool,
    /// After a preposition or the like: no subject of its clause.
    pub(super) oblique: bool,
    /// After a word of going somewhere or leaving it.
    pub(super) visited: bool,
    pub(super) paragraph: usize,
}

/// What a phrase itself says of a party.
#[derive(Clone, Debug, Default)]
pub(super) struct Who {
    /// Name of an organisation or medium.
    pub(super) name: Option<&'static str>,
    /// Everyone the name as written may be.
    pub(super) people: Few<(u16, NameForm)>,
    /// Tokens of a personal name.
    pub(super) written: Range<usize>,
    pub(super) sex: Option<Sex>,
    pub(super) role: Option<&'static str>,
    pub(super) former: bool,
    /// The office is the one of the person named before.
    pub(super) counterpart: bool,
    pub(super) country: Option<&'static str>,
    /// Taken where the text says nothing else.
    pub(super) default_country: Option<&'static str>,
    pub(super) sector: Option<&'static str>,
    /// `nước này` stands where a state would.
    pub(super) of_anaphor: Option<Anaphor>,
    /// Where a mission or ambassador is posted.
    pub(super) station: Option<&'static str>,
    /// A person's name says whose the body is and names nobody.
    pub(super) unnamed: bool,
    /// Whose it is stands there and is no one state (`các nước`, `châu Âu`): nothing may be filled in.
    pub(super) vague: bool,
    /// An office in a body or movement, which the state's own leader does not hold.
    pub(super) within: bool,
    /// The name begins with a Vietnamese family name.
    pub(super) surname: bool,
    /// Name of the organisation whose office it is.
    pub(super) organisation: Option<&'static str>,
    /// An office written with a capital, as of one in particular.
    pub(super) capital: bool,
}

pub(super) struct Parser<'p, 't> {
    pub(super) names: &'p Names,
    pub(super) cues: &'p Cues,
    pub(super) text: &'p Tokens<'t>,
    tokens: &'p [Token],
    finds: &'p Finds<'p, 'p>,
    /// End of the sentence.
    limit: usize,
    /// Start of the sentence.
    begin: usize,
    /// The sentence is set in capitals: they say nothing.
    shouting: bool,
    paragraph: usize,
    out: Vec<Draft>,
    /// Capitalised runs that nothing tells to be people: they bar a guess at a short name.
    bystanders: Vec<Range<usize>>,
}

impl<'p, 't> Parser<'p, 't> {
    pub(super) fn new(
        names: &'p Names,
        cues: &'p Cues,
        text: &'p Tokens<'t>,
        finds: &'p Finds<'p, 'p>,
    ) -> Self {
        Self {
            names,
            cues,
            text,
            tokens: &text.tokens,
            finds,
            limit: 0,
            begin: 0,
            shouting: false,
            paragraph: 0,
            // An office, a state and a name make one phrase.
            out: Vec::with_capacity(finds.all().len() / 2),
            bystanders: Vec::new(),
        }
    }

    /// All phrases of the text, and the capitalised runs that are none.
    pub(super) fn drafts(mut self) -> (Vec<Draft>, Vec<Range<usize>>) {
        let mut stops = self.finds.stops().iter().peekable();
        for sentence in self.text.sentences.iter() {
            let Some(first) = self.tokens.get(sentence.start) else {
                continue;
            };
            self.paragraph += usize::from(first.fresh);
            self.begin = sentence.start;
            self.limit = sentence.end;
            let words = &self.tokens[sentence.clone()];
            let upper = words.iter().filter(|t| matches!(t.shape, Shape::Upper));
            let lower = words.iter().filter(|t| matches!(t.shape, Shape::Lower));
            let upper = upper.count();
            self.shouting = upper > 3 && lower.count() * 4 < upper;
            let mut next = sentence.start;
            while let Some(&stop) = stops.next_if(|stop| (**stop as usize) < self.limit) {
                let stop = stop as usize;
                if stop >= next {
                    next = self.step(stop);
                }
            }
        }
        (self.out, self.bystanders)
    }

    /// Reads what begins at `i`; returns where to go on.
    fn step(&mut self, i: usize) -> usize {
        let Some((end, entries)) = self.find(i) else {
            return self.unknown_name(i);
        };
        match self.phrase(i, end, entries) {
            Some((draft, next)) => self.apposition(draft, next).max(i + 1),
            None => self.skip(i, end, entries),
        }
    }

    fn skip(&mut self, i: usize, end: usize, entries: &[Entry]) -> usize {
        let whole = entries.iter().any(|e| {
            matches!(
                e,
                Entry::Stop
                    | Entry::Place(_)
                    | Entry::Person(..)
                    | Entry::State(_)
                    | Entry::Agency { .. }
            )
        });
        let begins_a_name =
            |e: &Entry| matches!(e, Entry::Surname | Entry::Person(_, NameForm::Titled));
        if entries.iter().any(begins_a_name) && !entries.iter().any(Entry::is_stop) {
            return self.unknown_name(i);
        }
        if whole { end } else { i + 1 }
    }

    #[inline]
    fn find(&self, i: usize) -> Option<(usize, &'p [Entry])> {
        if i >= self.limit {
            return None;
        }
        self.finds.within(i, self.limit)
    }

    /// The phrase that begins with the dictionary's `entries` at `i..end`.
    fn phrase(&self, i: usize, end: usize, entries: &'p [Entry]) -> Option<(Draft, usize)> {
        if entries.iter().any(Entry::is_stop) {
            return None;
        }
        for (n, entry) in entries.iter().enumerate() {
            let parsed = match *entry {
                // All whom the words may name stand side by side and are read at once.
                Entry::Person(..) if n > 0 && matches!(entries[n - 1], Entry::Person(..)) => None,
                Entry::Anaphor(anaphor) if self.group(i, end, anaphor).is_some() => {
                    let group = self.group(i, end, anaphor);
                    let draft = self.draft(i - 1..end, ActorKind::Anaphor, Few::new(), group);
                    Some((draft, end))
                }
                Entry::Anaphor(Anaphor::Group(_) | Anaphor::Counted) => None,
                Entry::Anaphor(_) if self.follows_plural(i) => None,
                Entry::Anaphor(anaphor @ (Anaphor::Pair | Anaphor::Persons(_)))
                    if self.two_states(end).is_some() =>
                {
                    self.two_states(end).map(|(after, states)| {
                        let persons = anaphor != Anaphor::Pair;
                        let who = states
                            .iter()
                            .map(|s| Who {
                                role: persons.then_some("leader"),
                                ..Who::of_state(s)
                            })
                            .collect();
                        let kind = if persons {
                            ActorKind::Office
                        } else {
                            ActorKind::State
                        };
                        (self.draft(i..after, kind, who, None), after)
                    })
                }
                // `hai nhà ngoại giao Nga`: nobody named before.
                Entry::Anaphor(Anaphor::Persons(_)) if self.state_at(end).is_some() => {
                    self.state_at(end).map(|(after, states)| {
                        let who = states.iter().map(Who::of_state).collect();
                        (self.draft(i..after, ActorKind::Body, who, None), after)
                    })
                }
                Entry::Anaphor(anaphor) => Some((
                    self.draft(i..end, ActorKind::Anaphor, Few::new(), Some(anaphor)),
                    end,
                )),
                Entry::Several(states) => {
                    let who = states.iter().map(|s| Who::state(s)).collect();
                    Some((self.draft(i..end, ActorKind::State, who, None), end))
                }
                Entry::Seat { country, role } => {
                    let who = Who {
                        country: Some(country),
                        role: Some(role),
                        sector: Some("GOV"),
                        ..Who::default()
                    };
                    Some((
                        self.draft(i..end, ActorKind::Office, Few::from_buf([who]), None),
                        end,
                    ))
                }
                Entry::Prefix(_) | Entry::Office(_) => self.office(i),
                Entry::Title(sex) => self.titled(i, end, sex),
                Entry::Body(body) => self.body(i, end, self.names.bodies[body as usize]),
                Entry::Organisation(_) => self.organisation(i, end, entries),
                Entry::State(_) => self.states(i, end, entries),
                Entry::Person(..) => self.person(i),
                Entry::Agency { .. } => self.agency(i, end, entries),
                Entry::Place(_) | Entry::Surname | Entry::Suffix(_) | Entry::Stop => None,
            };
            if parsed.is_some() {
                return parsed;
            }
        }
        None
    }

    fn draft(
        &self,
        tokens: Range<usize>,
        kind: ActorKind,
        who: Few<Who>,
        anaphor: Option<Anaphor>,
    ) -> Draft {
        let before = tokens
            .start
            .checked_sub(1)
            .filter(|b| *b >= self.begin)
            .map(|b| self.tokens[b].word);
        Draft {
            locative: kind == ActorKind::State
                && before.is_some_and(|w| self.cues.is(w, cues::LOCATIVE)),
            visited: before.is_some_and(|w| self.cues.is(w, cues::TRAVEL)),
            oblique: before.is_some_and(|w| self.cues.is(w, cues::OBLIQUE)),
            tokens,
            kind,
            who,
            anaphor,
            paragraph: self.paragraph,
        }
    }

    fn follows_plural(&self, i: usize) -> bool {
        i > self.begin && self.cues.is(self.tokens[i - 1].word, cues::PLURAL)
    }

    /// What the words at `i..end` point back to with the number or the plural right before them.
    fn group(&self, i: usize, end: usize, anaphor: Anaphor) -> Option<Anaphor> {
        let plural = match anaphor {
            // `các nước này` are more than one.
            Anaphor::State | Anaphor::Group(_) => self.follows_plural(i),
            Anaphor::Counted => false,
            _ => return None,
        };
        let count = self.number_before(i).filter(|_| self.ends_with_it(i, end));
        (plural || count.is_some()).then_some(Anaphor::Group(count))
    }

    /// False where a longer name begins inside: `bốn nước Ả Rập Xê Út, …`.
    fn ends_with_it(&self, i: usize, end: usize) -> bool {
        (i + 1..end).all(|k| self.find(k).is_none_or(|(to, _)| to <= end))
    }

    /// The number right before `i` in words or figures, where it is more than two.
    fn number_before(&self, i: usize) -> Option<usize> {
        let before = i.checked_sub(1).filter(|b| *b >= self.begin)?;
        let token = self.tokens[before];
        let figures = || self.text.text[token.bytes()].parse().ok();
        let number = self.cues.number(token.word).or_else(figures);
        number.filter(|n| *n > 2)
    }

    fn word(&self, i: usize) -> Option<WordId> {
        (i < self.limit).then(|| self.tokens[i].word)
    }

    /// True where a cue word of one of the kinds stands at `i`.
    fn is_cue(&self, i: usize, kinds: cues::Kind) -> bool {
        self.word(i).is_some_and(|w| self.cues.is(w, kinds))
    }

    fn is_dash(&self, i: usize) -> bool {
        i < self.limit && matches!(self.tokens[i].shape, Shape::Mark('-' | '–' | '—' | '/'))
    }
}

impl Who {
    fn state(country: &'static str) -> Self {
        Self {
            country: Some(country),
            sector: Some("GOV"),
            ..Self::default()
        }
    }

    fn of_state(state: &State) -> Self {
        Self::state(state.country)
    }

    fn of_body(state: &State, sector: Option<&'static str>) -> Self {
        Self {
            country: Some(state.country),
            sector,
            ..Self::default()
        }
    }

    fn medium(name: &'static str, country: &'static str) -> Self {
        Self {
            name: Some(name),
            country: Some(country),
            sector: Some("MED"),
            ..Self::default()
        }
    }
}

/// The state among the meanings of a phrase.
fn state_of(entries: &[Entry]) -> Option<State> {
    entries.iter().find_map(|e| match e {
        Entry::State(state) => Some(*state),
        _ => None,
    })
}

/// A phrase that a longer run of capitals may still turn into somebody's name.
fn may_begin_a_name(entries: &[Entry]) -> bool {
    entries
        .iter()
        .all(|e| matches!(e, Entry::Surname | Entry::Person(..) | Entry::Place(_)))
}

/// A phrase with which no personal name begins.
fn bars_a_name(entries: &[Entry]) -> bool {
    entries.iter().any(|e| match e {
        Entry::State(state) => matches!(state.form, StateForm::Name | StateForm::Seat),
        Entry::Organisation(_) | Entry::Office(_) | Entry::Body(_) | Entry::Anaphor(_) => true,
        _ => false,
    })
}

/// Phrases at which a run of capitalised words ends: they are no part of a personal name.
fn ends_run(entries: &[Entry]) -> bool {
    entries.iter().any(|e| match e {
        Entry::State(state) => state.form != StateForm::Short && state.form != StateForm::Pair,
        Entry::Organisation(_)
        | Entry::Agency { weak: false, .. }
        | Entry::Office(_)
        | Entry::Body(_)
        | Entry::Person(_, NameForm::Full)
        | Entry::Anaphor(_) => true,
        _ => false,
    })
}
