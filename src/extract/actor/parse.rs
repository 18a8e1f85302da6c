//! One left-to-right pass that puts offices, states, bodies and names together into noun phrases.
//!
//! `Bộ trưởng Ngoại giao Triều Tiên Choe Son Hui` is an office, a state and a name: one phrase,
//! one party. What a phrase cannot say by itself (whose minister, which `ông Kim`) is left open
//! for [`super::resolve`].

use std::ops::Range;

use super::ActorKind;
use super::names::{
    Anaphor, Body, BodyClass, Entry, NameForm, Names, Office, OfficeClass, Sex, State, StateForm,
};
use crate::extract::token::{Shape, Token, Tokens, Vocabulary, WordId};
use crate::lexicon::Lexicon;

/// A phrase before resolution.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) tokens: Range<usize>,
    pub(super) kind: ActorKind,
    pub(super) who: Vec<Who>,
    pub(super) anaphor: Option<Anaphor>,
    pub(super) locative: bool,
    pub(super) paragraph: usize,
}

/// What a phrase itself says of a party.
#[derive(Clone, Debug, Default)]
pub(super) struct Who {
    /// Name of an organisation or medium.
    pub(super) name: Option<&'static str>,
    /// Everyone the name as written may be.
    pub(super) people: Vec<(u16, NameForm)>,
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
}

/// Words that steer the pass, looked up once.
#[derive(Debug)]
pub(super) struct Cues {
    of: WordId,
    at: Vec<WordId>,
    about: Vec<WordId>,
    and: Vec<WordId>,
    locative: Vec<WordId>,
    source: Vec<WordId>,
    particles: Vec<WordId>,
}

impl Cues {
    /// The `cue` rows of `titles`.
    pub(super) fn load(lexicon: &Lexicon, words: &mut Vocabulary) -> Self {
        let mut ids = |value: &str| -> Vec<WordId> {
            let rows = lexicon.table("titles").iter();
            rows.filter(|r| r.get("class") == "cue" && r.get("value") == value)
                .map(|r| words.intern(r.get("form")))
                .collect()
        };
        let at = ids("at");
        let mut locative = ids("locative");
        locative.extend(&at);
        Self {
            of: ids("of").first().copied().unwrap_or(UNKNOWN_CUE),
            at,
            about: ids("about"),
            and: ids("and"),
            locative,
            source: ids("source"),
            particles: ids("particle"),
        }
    }
}

/// An id that no word has: a cue removed from the table never matches.
const UNKNOWN_CUE: WordId = WordId::MAX;

pub(super) struct Parser<'p, 't> {
    pub(super) names: &'p Names,
    pub(super) cues: &'p Cues,
    pub(super) text: &'p Tokens<'t>,
    tokens: &'p [Token],
    /// End of the sentence.
    limit: usize,
    /// Start of the sentence.
    begin: usize,
    /// The sentence is set in capitals: they say nothing.
    shouting: bool,
    paragraph: usize,
    out: Vec<Draft>,
}

impl<'p, 't> Parser<'p, 't> {
    pub(super) fn new(names: &'p Names, cues: &'p Cues, text: &'p Tokens<'t>) -> Self {
        Self {
            names,
            cues,
            text,
            tokens: &text.tokens,
            limit: 0,
            begin: 0,
            shouting: false,
            paragraph: 0,
            out: Vec::new(),
        }
    }

    /// All phrases of the text.
    pub(super) fn drafts(mut self) -> Vec<Draft> {
        let mut last_end = 0;
        for sentence in &self.text.sentences {
            let Some(first) = self.tokens.get(sentence.start) else {
                continue;
            };
            if self.text.text[last_end..first.start as usize].contains('\n') {
                self.paragraph += 1;
            }
            self.begin = sentence.start;
            self.limit = sentence.end;
            last_end = self.tokens[sentence.end - 1].end as usize;
            let words = &self.tokens[sentence.clone()];
            let upper = words.iter().filter(|t| t.shape == Shape::Upper).count();
            let lower = words.iter().filter(|t| t.shape == Shape::Lower).count();
            self.shouting = upper > 3 && lower * 4 < upper;
            let mut i = sentence.start;
            while i < self.limit {
                i = self.step(i);
            }
        }
        self.out
    }

    /// Reads what begins at `i`; returns where to go on.
    fn step(&mut self, i: usize) -> usize {
        let Some((end, entries)) = self.find(i) else {
            return self.unknown_name(i);
        };
        let draft = self.phrase(i, end, entries);
        match draft {
            Some((draft, next)) => {
                let next = self.apposition(draft, next);
                next.max(i + 1)
            }
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
        if entries.contains(&Entry::Surname) {
            return self.unknown_name(i);
        }
        if whole { end } else { i + 1 }
    }

    fn find(&self, i: usize) -> Option<(usize, &'p [Entry])> {
        if i >= self.limit {
            return None;
        }
        let found = self.names.phrases.longest(&self.tokens[..self.limit], i)?;
        Some((found.end, found.values))
    }

    /// The phrase that begins with the dictionary's `entries` at `i..end`.
    fn phrase(&self, i: usize, end: usize, entries: &'p [Entry]) -> Option<(Draft, usize)> {
        if entries.contains(&Entry::Stop) {
            return None;
        }
        for entry in entries {
            let parsed = match *entry {
                Entry::Anaphor(anaphor) => Some((
                    self.draft(i..end, ActorKind::Anaphor, Vec::new(), Some(anaphor)),
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
                    Some((self.draft(i..end, ActorKind::Office, vec![who], None), end))
                }
                Entry::Prefix(_) | Entry::Office(_) => self.office(i),
                Entry::Title(sex) => self.titled(i, end, sex),
                Entry::Body(body) => self.body(i, end, self.names.bodies[body as usize]),
                Entry::Organisation(_) => self.organisation(i, end, entries),
                Entry::State(_) => self.states(i, end, entries),
                Entry::Person(..) => self.person(i),
                Entry::Agency { .. } => self.agency(i, end, entries),
                Entry::Place(_) | Entry::Surname | Entry::Stop => None,
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
        who: Vec<Who>,
        anaphor: Option<Anaphor>,
    ) -> Draft {
        let before = tokens
            .start
            .checked_sub(1)
            .filter(|b| *b >= self.begin)
            .map(|b| self.tokens[b].word);
        Draft {
            locative: kind == ActorKind::State
                && before.is_some_and(|w| self.cues.locative.contains(&w)),
            tokens,
            kind,
            who,
            anaphor,
            paragraph: self.paragraph,
        }
    }

    // ---- states

    /// A state, or several joined by dashes (`Mỹ - Hàn - Nhật`).
    fn states(&self, i: usize, end: usize, entries: &[Entry]) -> Option<(Draft, usize)> {
        let first = state_of(entries)?;
        let mut who = vec![Who::of_state(&first)];
        let mut next = end;
        while let Some((after, state)) = self.joined_state(next) {
            who.push(Who::of_state(&state));
            next = after;
        }
        if who.len() == 1 && !self.stands(i, end, &first) {
            return None;
        }
        // `Washington (Mỹ)`, `EU (Liên minh châu Âu)`: the same state twice.
        if let Some((after, inner)) = self.bracketed(next)
            && state_of(inner).is_some_and(|s| who.len() == 1 && s.country == first.country)
        {
            next = after;
        }
        Some((self.draft(i..next, ActorKind::State, who, None), next))
    }

    /// A state after a dash at `i`.
    fn joined_state(&self, i: usize) -> Option<(usize, State)> {
        if !self.is_dash(i) {
            return None;
        }
        let (end, entries) = self.find(i + 1)?;
        let state = state_of(entries)?;
        // `Việt Nam - Nguyễn Văn A`: a name goes on.
        (!self.name_goes_on(end)).then_some((end, state))
    }

    /// True where a form that needs its surroundings stands as a state.
    fn stands(&self, i: usize, end: usize, state: &State) -> bool {
        match state.form {
            StateForm::Name | StateForm::Capital | StateForm::Seat => true,
            StateForm::Pair => self.beside_a_state(i, end),
            StateForm::Short => {
                if self.shouting {
                    return true;
                }
                let before = i.checked_sub(1).filter(|b| *b >= self.begin);
                let glued_before = before.is_some_and(|b| {
                    self.tokens[b].is_capital() && b > self.begin && self.find_from(b, i).is_none()
                });
                let named_before = before.is_some_and(|b| {
                    b == self.begin
                        && self.tokens[b].is_capital()
                        && self
                            .find(b)
                            .is_some_and(|(_, e)| e.contains(&Entry::Surname))
                });
                !(glued_before || named_before || self.name_goes_on(end))
            }
        }
    }

    /// Some dictionary phrase that ends exactly before `end` covers token `at`.
    fn find_from(&self, at: usize, end: usize) -> Option<()> {
        (at.saturating_sub(5).max(self.begin)..=at)
            .any(|s| {
                self.find(s)
                    .is_some_and(|(e, v)| e == end && !v.contains(&Entry::Surname))
            })
            .then_some(())
    }

    /// A capitalised word that no dictionary phrase begins with stands at `i`.
    fn name_goes_on(&self, i: usize) -> bool {
        !self.shouting
            && i < self.limit
            && self.tokens[i].is_capital()
            && self.tokens[i].spaced
            && self.find(i).is_none_or(|(_, e)| {
                e.iter().all(|e| matches!(e, Entry::Surname))
                    || matches!(
                        state_of(e),
                        Some(State {
                            form: StateForm::Short,
                            ..
                        })
                    )
            })
    }

    /// `Trung, Nhật`; `Mỹ và Hàn`.
    fn beside_a_state(&self, i: usize, end: usize) -> bool {
        let joins = |at: usize| {
            self.tokens.get(at).is_some_and(|t| {
                self.cues.and.contains(&t.word)
                    || matches!(t.shape, Shape::Mark(',' | '-' | '–' | '/'))
            })
        };
        if end < self.limit
            && joins(end)
            && self
                .find(end + 1)
                .is_some_and(|(_, e)| state_of(e).is_some())
        {
            return !self.tokens[end].is_word() || self.cues.and.contains(&self.tokens[end].word);
        }
        i >= self.begin + 2
            && joins(i - 1)
            && self
                .out
                .last()
                .is_some_and(|d| d.kind == ActorKind::State && d.tokens.end == i - 1)
    }

    /// The state at `i` as part of a larger phrase, after `của` where that stands.
    fn state_at(&self, i: usize) -> Option<(usize, Vec<State>)> {
        let mut at = i;
        if self.word(at) == Some(self.cues.of) {
            at += 1;
        }
        if let Some((end, entries)) = self.find(at)
            && entries.iter().any(|e| matches!(e, Entry::Body(b) if matches!(self.names.bodies[*b as usize].class, BodyClass::Side)))
        {
            at = end;
        }
        let (mut end, entries) = self.find(at)?;
        if entries.contains(&Entry::Stop) {
            return None;
        }
        let first = state_of(entries)?;
        let mut states = vec![first];
        while let Some((after, state)) = self.joined_state(end) {
            states.push(state);
            end = after;
        }
        if states.len() == 1 && first.form == StateForm::Pair && self.word(i) == Some(self.cues.of)
        {
            return None;
        }
        Some((end, states))
    }

    // ---- bodies

    fn body(&self, i: usize, end: usize, body: Body) -> Option<(Draft, usize)> {
        match body.class {
            BodyClass::CapitalOf => {
                let (after, entries) = self.find(end)?;
                let state = state_of(entries)?;
                let after = self.of_state(after, &state);
                let mut draft = self.draft(
                    i..after,
                    ActorKind::State,
                    vec![Who::of_state(&state)],
                    None,
                );
                draft.locative = true;
                Some((draft, after))
            }
            BodyClass::Media => self.media(i, end),
            BodyClass::Attribute => {
                let (after, states) = self.state_at(end)?;
                if self.word(end) == Some(self.cues.of) {
                    return None;
                }
                let who = states
                    .iter()
                    .map(|s| Who::of_body(s, body.sector))
                    .collect();
                Some((self.draft(i..after, ActorKind::Attribute, who, None), after))
            }
            BodyClass::Side => {
                let (after, states) = self.state_at(end)?;
                let who = states.iter().map(Who::of_state).collect();
                Some((self.draft(i..after, ActorKind::State, who, None), after))
            }
            BodyClass::Group => {
                let (after, states) = self.state_at(end)?;
                let who = states
                    .iter()
                    .map(|s| Who::of_body(s, body.sector))
                    .collect();
                Some((self.draft(i..after, ActorKind::Body, who, None), after))
            }
            _ => {
                let reach = self.institution(end, body)?;
                let draft = self.draft(
                    i..reach.end,
                    ActorKind::Body,
                    reach.who(Some(body.form), None),
                    None,
                );
                Some((draft, reach.end))
            }
        }
    }

    /// Everything after an institution's name that says whose it is.
    fn institution(&self, end: usize, body: Body) -> Option<Reach> {
        let mut reach = Reach {
            end,
            sector: body.sector,
            default_country: body.country,
            ..Reach::default()
        };
        if body.class == BodyClass::Ministry {
            // `Bộ Tài nguyên và Sinh thái Nga`: a portfolio, then the state.
            let (after, states) = self.portfolio(end)?;
            reach.end = after;
            reach.states = states;
        } else {
            self.whose(&mut reach);
        }
        if matches!(body.class, BodyClass::Mission | BodyClass::Delegation) {
            reach.end = self.stationed(reach.end);
        }
        // `Ủy ban X (ABC)` is left alone; a body without a state is resolved from context.
        Some(reach)
    }

    /// Bodies, organisations and states that follow (`Quốc hội Mỹ`, `của Bộ Quốc phòng Nga`).
    fn whose(&self, reach: &mut Reach) {
        for _ in 0..3 {
            let mut at = reach.end;
            if self.word(at) == Some(self.cues.of) {
                at += 1;
            }
            let Some((end, entries)) = self.find(at) else {
                return;
            };
            if let Some((after, states)) = self.state_at(reach.end) {
                reach.end = after;
                reach.states = states;
                return;
            }
            let mut went_on = false;
            for entry in entries {
                match *entry {
                    Entry::Body(b)
                        if at == reach.end
                            || self.names.bodies[b as usize].class != BodyClass::Attribute =>
                    {
                        let body = self.names.bodies[b as usize];
                        match body.class {
                            BodyClass::Body | BodyClass::Mission | BodyClass::Delegation => {
                                reach.sector = body.sector.or(reach.sector);
                                reach.default_country = body.country.or(reach.default_country);
                                reach.end = end;
                                went_on = true;
                            }
                            BodyClass::Ministry => {
                                if let Some((after, states)) = self.portfolio(end) {
                                    reach.end = after;
                                    reach.states = states;
                                    return;
                                }
                            }
                            _ => {}
                        }
                    }
                    Entry::Organisation(o) => {
                        let organisation = self.names.organisations[o as usize];
                        reach.organisation = organisation.country;
                        reach.sector = reach.sector.or(organisation.sector);
                        reach.end = self.past_bracket(end, entries);
                        return;
                    }
                    Entry::Place(place) if place.country.is_some() && at == reach.end => {
                        reach.default_country = place.country;
                        reach.end = end;
                        return;
                    }
                    _ => {}
                }
                if went_on {
                    break;
                }
            }
            if !went_on {
                return;
            }
        }
    }

    /// A portfolio nobody listed: words up to the state whose ministry it is, at most nine.
    fn portfolio(&self, i: usize) -> Option<(usize, Vec<State>)> {
        if !self.tokens.get(i)?.is_capital() && self.find(i).is_none() {
            return None;
        }
        for at in i..(i + 9).min(self.limit) {
            let token = &self.tokens[at];
            if !token.is_word() && !matches!(token.shape, Shape::Mark(',')) {
                return None;
            }
            if let Some((end, entries)) = self.find(at)
                && let Some(state) = state_of(entries)
                && !matches!(state.form, StateForm::Pair)
            {
                return Some((end, vec![state]));
            }
            if at > i
                && self.find(at).is_some_and(|(_, e)| {
                    e.iter().any(|e| {
                        matches!(e, Entry::Person(..) | Entry::Title(_) | Entry::Office(_))
                    })
                })
            {
                return None;
            }
        }
        None
    }

    /// `tại Triều Tiên` after a mission or an ambassador: where, not whose.
    fn stationed(&self, i: usize) -> usize {
        if !self.word(i).is_some_and(|w| self.cues.at.contains(&w)) {
            return i;
        }
        match self.find(i + 1) {
            Some((end, entries))
                if entries.iter().any(|e| {
                    matches!(
                        e,
                        Entry::State(_) | Entry::Organisation(_) | Entry::Place(_)
                    )
                }) =>
            {
                self.past_bracket(end, entries)
            }
            Some((end, entries))
                if entries
                    .iter()
                    .any(|e| matches!(e, Entry::Anaphor(Anaphor::State | Anaphor::Host))) =>
            {
                end
            }
            _ => i,
        }
    }

    /// `của Nga` after a name that already says so.
    fn of_state(&self, i: usize, state: &State) -> usize {
        match self.find(i + 1) {
            Some((end, entries))
                if self.word(i) == Some(self.cues.of)
                    && state_of(entries).is_some_and(|s| s.country == state.country) =>
            {
                end
            }
            _ => match self.bracketed(i) {
                Some((end, entries))
                    if state_of(entries).is_some_and(|s| s.country == state.country) =>
                {
                    end
                }
                _ => i,
            },
        }
    }

    fn organisation(&self, i: usize, end: usize, entries: &[Entry]) -> Option<(Draft, usize)> {
        let organisation = entries.iter().find_map(|e| match e {
            Entry::Organisation(o) => Some(self.names.organisations[*o as usize]),
            _ => None,
        })?;
        let who = Who {
            name: Some(organisation.name),
            country: organisation.country,
            sector: organisation.sector,
            ..Who::default()
        };
        let next = self.past_bracket(end, entries);
        Some((
            self.draft(i..next, ActorKind::Organisation, vec![who], None),
            next,
        ))
    }

    /// Past `(EU)` where the brackets hold the same thing once more, or its abbreviation.
    fn past_bracket(&self, i: usize, entries: &[Entry]) -> usize {
        match self.bracketed(i) {
            Some((end, inner)) if inner.iter().any(|e| entries.contains(e)) => end,
            _ => {
                let abbreviation = self
                    .tokens
                    .get(i)
                    .is_some_and(|t| t.shape == Shape::Mark('('))
                    && self
                        .tokens
                        .get(i + 1)
                        .is_some_and(|t| matches!(t.shape, Shape::Upper | Shape::Mixed))
                    && self
                        .tokens
                        .get(i + 2)
                        .is_some_and(|t| t.shape == Shape::Mark(')'))
                    && i + 3 <= self.limit
                    && self.find(i + 1).is_none();
                if abbreviation { i + 3 } else { i }
            }
        }
    }

    /// What the dictionary finds between brackets at `i`, and the end past them.
    fn bracketed(&self, i: usize) -> Option<(usize, &'p [Entry])> {
        if i >= self.limit || self.tokens[i].shape != Shape::Mark('(') {
            return None;
        }
        let (end, entries) = self.find(i + 1)?;
        (end < self.limit && self.tokens[end].shape == Shape::Mark(')'))
            .then_some((end + 1, entries))
    }

    // ---- agencies

    fn agency(&self, i: usize, end: usize, entries: &[Entry]) -> Option<(Draft, usize)> {
        let (name, country, weak) = entries.iter().find_map(|e| match *e {
            Entry::Agency {
                name,
                country,
                weak,
            } => Some((name, country, weak)),
            _ => None,
        })?;
        let cued = i > self.begin && self.cues.source.contains(&self.tokens[i - 1].word)
            || i > self.begin + 1
                && matches!(
                    self.tokens[i - 1].shape,
                    Shape::Mark('/' | '(' | '"' | '“' | ',')
                )
                && self
                    .out
                    .last()
                    .is_some_and(|d| d.kind == ActorKind::Agency && d.tokens.end == i - 1);
        if weak && !cued {
            return None;
        }
        let next = self.of_country(end, country);
        Some((
            self.draft(
                i..next,
                ActorKind::Agency,
                vec![Who::medium(name, country)],
                None,
            ),
            next,
        ))
    }

    /// `hãng thông tấn TASS của Nga`, `truyền thông Hàn Quốc`, `tờ Le Soir`.
    fn media(&self, i: usize, end: usize) -> Option<(Draft, usize)> {
        let mut end = end;
        // `đài truyền hình nhà nước …`: media words in a row.
        while let Some((after, entries)) = self.find(end)
            && entries.iter().any(|e| matches!(e, Entry::Body(b) if self.names.bodies[*b as usize].class == BodyClass::Media))
        {
            end = after;
        }
        let quoted = usize::from(
            end < self.limit
                && matches!(self.tokens[end].shape, Shape::Mark('"' | '“' | '\'' | '‘')),
        );
        let named = |at: usize| {
            let (after, entries) = self.find(at)?;
            let entry = entries.iter().find_map(|e| match *e {
                Entry::Agency { name, country, .. } => Some((name, country)),
                _ => None,
            })?;
            Some((after, entry))
        };
        if let Some((after, (name, country))) = named(end + quoted) {
            let next = self.of_country(after + self.closing(after, quoted), country);
            return Some((
                self.draft(
                    i..next,
                    ActorKind::Agency,
                    vec![Who::medium(name, country)],
                    None,
                ),
                next,
            ));
        }
        if let Some((after, states)) = self.state_at(end) {
            if let Some((next, (name, country))) = named(after) {
                return Some((
                    self.draft(
                        i..next,
                        ActorKind::Agency,
                        vec![Who::medium(name, country)],
                        None,
                    ),
                    next,
                ));
            }
            let mut who: Vec<Who> = states
                .iter()
                .map(|s| Who::of_body(s, Some("MED")))
                .collect();
            let mut next = after;
            if let Some(run) = self.name_run(after) {
                who.truncate(1);
                who[0].written = run.clone();
                next = run.end;
            }
            return Some((self.draft(i..next, ActorKind::Agency, who, None), next));
        }
        let run = self.name_run(end + quoted)?;
        let next = run.end + self.closing(run.end, quoted);
        let country = self
            .state_at(next)
            .filter(|_| self.word(next) == Some(self.cues.of));
        let who = Who {
            written: run,
            country: country
                .as_ref()
                .and_then(|(_, s)| s.first())
                .map(|s| s.country),
            sector: Some("MED"),
            ..Who::default()
        };
        let next = country.map_or(next, |(end, _)| end);
        Some((
            self.draft(i..next, ActorKind::Agency, vec![who], None),
            next,
        ))
    }

    fn closing(&self, i: usize, quoted: usize) -> usize {
        usize::from(
            quoted > 0
                && i < self.limit
                && matches!(self.tokens[i].shape, Shape::Mark('"' | '”' | '\'' | '’')),
        )
    }

    /// Past `của Nga` or `(Nga)`, where that is the medium's country.
    fn of_country(&self, i: usize, country: &str) -> usize {
        let of = (self.word(i) == Some(self.cues.of))
            .then(|| self.find(i + 1))
            .flatten();
        match of.or_else(|| self.bracketed(i)) {
            Some((end, entries)) if state_of(entries).is_some_and(|s| s.country == country) => end,
            _ => i,
        }
    }

    // ---- people and offices

    /// `ông Kim`, `bà Choe Son Hui`, `ông Thứ trưởng`; a bare `ông` points back.
    fn titled(&self, i: usize, end: usize, sex: Sex) -> Option<(Draft, usize)> {
        let mut who = Who {
            sex: Some(sex),
            ..Who::default()
        };
        if let Some(next) = self.name(end, true, &mut who) {
            return Some((
                self.draft(i..next, ActorKind::Person, vec![who], None),
                next,
            ));
        }
        if let Some((_, entries)) = self.find(end)
            && entries.iter().any(|e| matches!(e, Entry::Office(_)))
            && let Some((mut draft, next)) = self.office(end)
        {
            draft.tokens.start = i;
            return Some((draft, next));
        }
        // `ông` before a verb or a mark; `cô`, `anh`, `chị` are too common to be told apart.
        let token = &self.tokens[i];
        let length = (token.end - token.start) as usize;
        let pronoun = end == i + 1
            && sex != Sex::Unknown
            && length <= "ông".len().max("bà".len())
            && matches!(
                self.text.text[token.bytes()].to_lowercase().as_str(),
                "ông" | "bà"
            )
            && self
                .tokens
                .get(end)
                .is_some_and(|t| !t.is_capital() || end >= self.limit);
        pronoun.then(|| {
            (
                self.draft(
                    i..end,
                    ActorKind::Anaphor,
                    Vec::new(),
                    Some(Anaphor::Person(sex)),
                ),
                end,
            )
        })
    }

    /// A known person without title or office.
    fn person(&self, i: usize) -> Option<(Draft, usize)> {
        let mut who = Who::default();
        let next = self.name(i, false, &mut who)?;
        Some((
            self.draft(i..next, ActorKind::Person, vec![who], None),
            next,
        ))
    }

    /// Reads a personal name at `i` into `who`. After a title or office any capitalised run will do.
    fn name(&self, i: usize, introduced: bool, who: &mut Who) -> Option<usize> {
        if i >= self.limit {
            return None;
        }
        let found = self.find(i);
        let run = self.name_run(i);
        if let Some((end, entries)) = found {
            let people: Vec<_> = entries
                .iter()
                .filter_map(|e| match *e {
                    Entry::Person(p, form) if introduced || form != NameForm::Titled => {
                        Some((p, form))
                    }
                    _ => None,
                })
                .collect();
            // A longer run of capitals is somebody else (`Kim Yong Nam` after `Kim`), unless it only adds to a full name.
            let longer = run.as_ref().is_some_and(|r| r.end > end);
            if let Some(&(_, form)) = people.first() {
                if form == NameForm::Full || !longer {
                    who.people = people;
                    who.written = i..end;
                    return Some(end);
                }
            } else if !longer && !may_begin_a_name(entries) || bars_a_name(entries) {
                return None;
            }
        }
        let run = run?;
        // `Stuart E. Jones`, `Sergei Viktorovich Lavrov`: a known name may end the run.
        let known = self.known_inside(&run);
        if !introduced && known.is_empty() {
            return None;
        }
        who.people = known;
        let end = run.end;
        who.written = run;
        Some(end)
    }

    /// People of the lexicon whose family name ends the run.
    fn known_inside(&self, run: &Range<usize>) -> Vec<(u16, NameForm)> {
        let first = self.tokens[run.start];
        let Some((end, entries)) = self.find(run.end - 1) else {
            return Vec::new();
        };
        if end != run.end {
            return Vec::new();
        }
        let initial = self.text.text[first.bytes()].chars().next();
        entries
            .iter()
            .filter_map(|e| match *e {
                Entry::Person(p, NameForm::Short)
                    if self.names.people[p as usize].name.chars().next() == initial =>
                {
                    Some((p, NameForm::Short))
                }
                _ => None,
            })
            .collect()
    }

    /// Capitalised words in a row, with initials, hyphens, particles (`van`, `al-`, `bin`); at most eight tokens.
    fn name_run(&self, i: usize) -> Option<Range<usize>> {
        if self.shouting || i >= self.limit || !self.name_word(i) {
            return None;
        }
        let mut end = i + 1;
        while end < self.limit && end - i < 9 {
            let token = &self.tokens[end];
            let next = self.tokens.get(end + 1).filter(|_| end + 1 < self.limit);
            let initial = matches!(token.shape, Shape::Mark('.'))
                && self.tokens[end - 1].shape == Shape::Capital
                && self.tokens[end - 1].end - self.tokens[end - 1].start <= 2
                && next.is_some_and(|n| n.is_capital());
            let hyphen = matches!(token.shape, Shape::Mark('-' | '\'' | '’'))
                && !token.spaced
                && next.is_some_and(|n| !n.spaced && n.is_word());
            if initial || hyphen {
                end += 2;
                continue;
            }
            if self.cues.particles.contains(&token.word)
                && token.shape == Shape::Lower
                && next.is_some_and(|n| n.is_capital())
            {
                end += 2;
                continue;
            }
            let joined = end > 0 && matches!(self.tokens[end - 1].shape, Shape::Mark('-'));
            if !(self.name_word(end) || joined) {
                break;
            }
            if self.find(end).is_some_and(|(_, e)| ends_run(e)) {
                break;
            }
            end += 1;
        }
        Some(i..end.min(self.limit))
    }

    fn name_word(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| t.shape == Shape::Capital)
    }

    /// A capitalised run that nothing introduces: kept only where a family name or an apposition tells that it is a person.
    fn unknown_name(&mut self, i: usize) -> usize {
        let Some(run) = self.name_run(i) else {
            return i + 1;
        };
        let words = self.tokens[run.clone()]
            .iter()
            .filter(|t| t.is_word())
            .count();
        if words < 2 {
            return run.end;
        }
        let people = self.known_inside(&run);
        let surname = self
            .find(i)
            .is_some_and(|(_, e)| e.contains(&Entry::Surname));
        let who = Who {
            people,
            written: run.clone(),
            ..Who::default()
        };
        let draft = self.draft(run.clone(), ActorKind::Person, vec![who], None);
        if surname || !draft.who[0].people.is_empty() {
            return self.apposition(draft, run.end);
        }
        // Nobody known: a person only with an office beside the name.
        match self.appositive(&draft, run.end) {
            Some((merged, next)) => {
                self.out.push(merged);
                next
            }
            None => run.end,
        }
    }

    /// Prefixes, offices, what they are of, and a name.
    fn office(&self, i: usize) -> Option<(Draft, usize)> {
        let mut at = i;
        let mut former = false;
        while let Some((end, entries)) = self.find(at)
            && let Some(Entry::Prefix(f)) = entries.iter().find(|e| matches!(e, Entry::Prefix(_)))
        {
            former |= f;
            at = end;
        }
        let (end, office) = self.office_at(at)?;
        let mut who = Who {
            former,
            ..Who::default()
        };
        let mut reach = Reach {
            end,
            ..Reach::default()
        };
        self.hold(&mut who, &mut reach, office);
        // `Phó Thủ tướng kiêm Bộ trưởng Quốc phòng`, `Tổng Bí thư, Chủ tịch nước`: the last office counts.
        while let Some((end, next)) = self.further_office(reach.end, &reach) {
            reach.end = end;
            self.hold(&mut who, &mut reach, next);
        }
        who.country = reach.country();
        who.default_country = reach.default_country.or(office.country);
        who.sector = reach.sector.or(who.sector);
        if office.class == OfficeClass::Group {
            if reach.states.is_empty() && reach.organisation.is_none() {
                return None;
            }
            let parties = reach.who(who.role, who.sector);
            return Some((
                self.draft(i..reach.end, ActorKind::Body, parties, None),
                reach.end,
            ));
        }
        if reach.states.len() > 1 {
            let parties = reach.who(who.role, who.sector);
            return Some((
                self.draft(i..reach.end, ActorKind::Office, parties, None),
                reach.end,
            ));
        }
        let mut name_at = self.about(reach.end);
        if let Some((end, entries)) = self.find(name_at)
            && let Some(Entry::Title(sex)) = entries.iter().find(|e| matches!(e, Entry::Title(_)))
        {
            who.sex = Some(*sex);
            name_at = end;
        }
        if let Some(next) = self.name(name_at, true, &mut who) {
            return Some((
                self.draft(i..next, ActorKind::Person, vec![who], None),
                next,
            ));
        }
        who.sex = None;
        Some((
            self.draft(i..reach.end, ActorKind::Office, vec![who], None),
            reach.end,
        ))
    }

    /// Takes on an office and everything that says whose it is.
    fn hold(&self, who: &mut Who, reach: &mut Reach, office: Office) {
        who.counterpart = office.class == OfficeClass::Counterpart;
        who.role = some(office.role).or(who.role);
        who.sector = office.sector.or(who.sector);
        reach.default_country = office.country.or(reach.default_country);
        let minister = matches!(
            office.role,
            "minister" | "deputy-minister" | "director" | "head" | "official"
        );
        self.whose(reach);
        if minister
            && reach.states.is_empty()
            && reach.organisation.is_none()
            && self
                .tokens
                .get(reach.end)
                .is_some_and(|t| t.shape == Shape::Capital)
            && let Some((after, states)) = self.portfolio(reach.end)
        {
            reach.end = after;
            reach.states = states;
        }
        if office.sector.is_some() {
            reach.sector = None;
        }
        if matches!(
            office.role,
            "ambassador"
                | "envoy"
                | "diplomat"
                | "official"
                | "commander"
                | "director"
                | "trade-envoy"
        ) {
            reach.end = self.stationed(reach.end);
        }
    }

    fn office_at(&self, i: usize) -> Option<(usize, Office)> {
        let (end, entries) = self.find(i)?;
        entries.iter().find_map(|e| match e {
            Entry::Office(o) => Some((end, self.names.offices[*o as usize])),
            _ => None,
        })
    }

    fn further_office(&self, i: usize, reach: &Reach) -> Option<(usize, Office)> {
        if !reach.states.is_empty() || i >= self.limit {
            return None;
        }
        if let Some(found) = self.office_at(i) {
            return (found.1.class == OfficeClass::Office).then_some(found);
        }
        let token = &self.tokens[i];
        let both = self.text.text[token.bytes()].eq_ignore_ascii_case("kiêm");
        if both {
            return self.office_at(i + 1);
        }
        if !matches!(token.shape, Shape::Mark(',' | '-' | '–')) {
            return None;
        }
        // After a comma only where a name closes the list of offices.
        let (end, office) = self.office_at(i + 1)?;
        let mut reach = Reach {
            end,
            ..Reach::default()
        };
        self.whose(&mut reach);
        let named = self.find(reach.end).is_some_and(|(_, e)| {
            e.iter()
                .any(|e| matches!(e, Entry::Person(..) | Entry::Surname | Entry::Title(_)))
        }) || self.name_run(reach.end).is_some();
        (named && office.class == OfficeClass::Office).then_some((end, office))
    }

    /// Past `về Triều Tiên`, `phụ trách châu Á` between an office and a name.
    fn about(&self, i: usize) -> usize {
        if !self.word(i).is_some_and(|w| self.cues.about.contains(&w)) {
            return i;
        }
        for at in i + 1..(i + 12).min(self.limit) {
            if !self.tokens[at].is_word()
                && !matches!(self.tokens[at].shape, Shape::Mark('-' | ','))
            {
                return i;
            }
            let Some((end, entries)) = self.find(at) else {
                if self.name_run(at).is_some_and(|r| r.len() >= 2) {
                    return at;
                }
                continue;
            };
            if entries
                .iter()
                .any(|e| matches!(e, Entry::Person(_, NameForm::Full) | Entry::Title(_)))
            {
                return at;
            }
            if entries.iter().any(|e| {
                matches!(
                    e,
                    Entry::State(_) | Entry::Organisation(_) | Entry::Place(_)
                )
            }) && self.name_run(end).is_some_and(|r| r.len() >= 2)
            {
                return end;
            }
        }
        i
    }

    // ---- apposition

    /// Stores `draft`, put together with an office or name set off beside it.
    fn apposition(&mut self, draft: Draft, next: usize) -> usize {
        match self.appositive(&draft, next) {
            Some((merged, end)) => {
                self.out.push(merged);
                end
            }
            None => {
                self.out.push(draft);
                next
            }
        }
    }

    /// `Ngoại trưởng Nga, ông Sergei Lavrov`; `Sergei Lavrov – Ngoại trưởng Nga –`; `Lavrov (Nga)`.
    fn appositive(&self, draft: &Draft, next: usize) -> Option<(Draft, usize)> {
        if !matches!(draft.kind, ActorKind::Person | ActorKind::Office)
            || draft.who.len() != 1
            || next + 1 >= self.limit
        {
            return None;
        }
        let Shape::Mark(mark) = self.tokens[next].shape else {
            return None;
        };
        let host = &draft.who[0];
        let named = !host.written.is_empty();
        if mark == '('
            && named
            && let Some((end, entries)) = self.bracketed(next)
            && let Some(state) = state_of(entries)
        {
            let mut who = host.clone();
            who.country = who.country.or(Some(state.country));
            return Some((
                self.draft(draft.tokens.start..end, ActorKind::Person, vec![who], None),
                end,
            ));
        }
        if !matches!(mark, ',' | '-' | '–' | '—' | '(') || self.shouting {
            return None;
        }
        let (end, entries) = self.find(next + 1)?;
        let (inner, end) = match named {
            true => self.office(next + 1)?,
            false => match entries.iter().find(|e| matches!(e, Entry::Title(_))) {
                Some(Entry::Title(sex)) => self.titled(next + 1, end, *sex)?,
                _ => self.person(next + 1)?,
            },
        };
        let other = inner.who.first().filter(|_| inner.who.len() == 1)?;
        let states_agree = match (
            host.country.or(self.sole_country(host)),
            other.country.or(self.sole_country(other)),
        ) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        if inner.anaphor.is_some() || named != other.written.is_empty() || !states_agree {
            return None;
        }
        let closed = self
            .tokens
            .get(end)
            .filter(|_| end < self.limit)
            .map(|t| t.shape);
        let end = match (mark, closed) {
            ('(', Some(Shape::Mark(')'))) => end + 1,
            ('(', _) => return None,
            (',', Some(Shape::Mark(',' | '.' | ';' | '-' | '–' | ')' | '"' | '”')) | None) => {
                end
            }
            (',', _) => return None,
            (_, Some(Shape::Mark('-' | '–' | '—'))) => end + 1,
            _ => end,
        };
        let mut who = if named { host.clone() } else { other.clone() };
        let office = if named { other } else { host };
        who.role = office.role.or(who.role);
        who.former |= office.former;
        who.counterpart |= office.counterpart;
        who.country = who.country.or(office.country);
        who.default_country = who.default_country.or(office.default_country);
        who.sector = office.sector.or(who.sector);
        Some((
            self.draft(draft.tokens.start..end, ActorKind::Person, vec![who], None),
            end,
        ))
    }

    /// The one country that everyone the name may be has.
    fn sole_country(&self, who: &Who) -> Option<&'static str> {
        let mut countries = who
            .people
            .iter()
            .map(|(p, _)| self.names.people[*p as usize].country);
        let first = countries.next()??;
        countries.all(|c| c == Some(first)).then_some(first)
    }

    fn word(&self, i: usize) -> Option<WordId> {
        (i < self.limit).then(|| self.tokens[i].word)
    }

    fn is_dash(&self, i: usize) -> bool {
        i < self.limit && matches!(self.tokens[i].shape, Shape::Mark('-' | '–' | '—' | '/'))
    }
}

/// Whose an office or body is, gathered from the words after it.
#[derive(Debug, Default)]
struct Reach {
    end: usize,
    states: Vec<State>,
    organisation: Option<&'static str>,
    default_country: Option<&'static str>,
    sector: Option<&'static str>,
}

impl Reach {
    fn country(&self) -> Option<&'static str> {
        self.states.first().map(|s| s.country).or(self.organisation)
    }

    fn who(&self, role: Option<&'static str>, sector: Option<&'static str>) -> Vec<Who> {
        let base = Who {
            role,
            sector: sector.or(self.sector),
            country: self.organisation,
            default_country: self.default_country,
            ..Who::default()
        };
        if self.states.is_empty() {
            return vec![base];
        }
        self.states
            .iter()
            .map(|s| Who {
                country: Some(s.country),
                ..base.clone()
            })
            .collect()
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

fn some(cell: &'static str) -> Option<&'static str> {
    (!cell.is_empty()).then_some(cell)
}
