//! Who a phrase stands for: the article's own roster first, then the lexicon's holders of the day.

mod back;

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;

use super::names::{NameForm, Names, Sex};
use super::parse::{Draft, Who};
use super::{ActorKind, ActorMention, Name, Party};
use crate::extract::token::Tokens;

/// Offices that one person of a state holds at a time, the most telling first.
const SOLE_ROLES: [&str; 22] = [
    "supreme-leader",
    "president",
    "leader",
    "chair",
    "monarch",
    "emperor",
    "pope",
    "prime-minister",
    "party-leader",
    "crown-prince",
    "foreign-minister",
    "defence-minister",
    "secretary-general",
    "high-representative",
    "security-adviser",
    "vice-president",
    "finance-minister",
    "trade-minister",
    "interior-minister",
    "speaker",
    "director-general",
    "chief-executive",
];

/// Somebody the article names.
#[derive(Debug)]
struct Known {
    party: Party,
    person: Option<u16>,
    /// Words of the name, in lower case.
    words: Vec<String>,
    roles: Vec<&'static str>,
    sex: Sex,
    /// Nothing but a later title tells that this is a person.
    bystander: bool,
}

/// Resolves the drafts of an article's texts into mentions.
pub(super) struct Resolver<'r, 't> {
    names: &'r Names,
    texts: &'r [Tokens<'t>],
    as_of: Option<Date>,
    roster: Vec<Known>,
    countries: HashMap<&'static str, usize>,
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
    station: Option<&'static str>,
}

impl<'r, 't> Resolver<'r, 't> {
    pub(super) fn new(names: &'r Names, texts: &'r [Tokens<'t>], as_of: Option<Date>) -> Self {
        Self {
            names,
            texts,
            as_of,
            roster: Vec::new(),
            countries: HashMap::new(),
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
                    *self.countries.entry(country).or_default() += 1;
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
        for (text, drafts) in drafts.into_iter().enumerate() {
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
                    station: draft.who.first().and_then(|w| w.station),
                };
                self.settle(text, draft, note);
            }
        }
        self.done
    }

    fn settle(&mut self, text: usize, mut draft: Draft, mut note: Note) {
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
                let (party, known) = self.person(text, &draft.who[0]);
                note.known = known;
                if let (Some(known), Some(role)) = (known, draft.who[0].role)
                    && !self.roster[known].roles.contains(&role)
                {
                    self.roster[known].roles.push(role);
                }
                vec![party]
            }
            None if draft.kind == ActorKind::Office && draft.who.len() > 1 => {
                let offices = draft.who.iter().filter_map(|who| self.office(text, who).0);
                offices.collect()
            }
            None if draft.kind == ActorKind::Office => {
                let (party, known) = self.office(text, &draft.who[0]);
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
            tokens: draft.tokens,
            bytes,
            kind: draft.kind,
            parties,
            antecedent,
            locative: draft.locative,
        });
        self.notes[text].push(note);
    }

    // ---- people

    /// Adds a person given with a full name to the roster, or what a short mention says of one.
    fn enroll(&mut self, text: usize, who: &Who, wants_full: bool) {
        let words = self.words(text, &who.written);
        let full = who.people.iter().any(|(_, form)| *form == NameForm::Full) || words.len() > 1;
        if full != wants_full {
            return;
        }
        let person = self.best(who);
        let found = if full {
            self.roster.iter().position(|k| match (k.person, person) {
                (Some(a), Some(b)) => a == b,
                (None, None) => k.words == words,
                _ => false,
            })
        } else {
            self.by_words(&words, who)
        };
        if let Some(i) = found {
            let known = &mut self.roster[i];
            known.party.country = known.party.country.or(who.country);
            known.party.sector = known.party.sector.or(who.sector);
            if known.sex == Sex::Unknown {
                known.sex = who.sex.unwrap_or(Sex::Unknown);
            }
            if let Some(role) = who.role.filter(|r| !known.roles.contains(r)) {
                known.roles.push(role);
            }
            return;
        }
        if !full {
            return;
        }
        let party = self.party(text, who, person);
        let sex = match person.map(|p| self.names.people[p as usize].sex) {
            Some(Sex::Unknown) | None => who.sex.unwrap_or(Sex::Unknown),
            Some(sex) => sex,
        };
        let mut roles: Vec<_> = who.role.into_iter().collect();
        if let (Some(p), Some(day)) = (person, self.as_of) {
            let terms = &self.names.people[p as usize].terms;
            roles.extend(terms.iter().filter(|t| t.covers(day)).map(|t| t.role));
        }
        let mut words = words;
        if let Some(p) = person {
            words.extend(
                self.names.people[p as usize]
                    .name
                    .split([' ', '-'])
                    .map(str::to_lowercase),
            );
        }
        self.roster.push(Known {
            party,
            person,
            words,
            roles,
            sex,
            bystander: false,
        });
    }

    /// Runs that only a later title tells to be people (`Li Mingjiang … Ông Li`).
    fn note_bystanders(&mut self, bystanders: &[(usize, Range<usize>)]) {
        for (text, run) in bystanders {
            let words = self.words(*text, run);
            if self.roster.iter().any(|k| k.words == words) {
                continue;
            }
            let party = Party {
                name: self.written(*text, run),
                ..Party::default()
            };
            self.roster.push(Known {
                party,
                person: None,
                words,
                roles: Vec::new(),
                sex: Sex::Unknown,
                bystander: true,
            });
        }
    }

    /// The person a draft names: by the roster for a short name, by the lexicon, or as written.
    fn person(&self, text: usize, who: &Who) -> (Party, Option<usize>) {
        let words = self.words(text, &who.written);
        let full = who.people.iter().any(|(_, form)| *form == NameForm::Full);
        let person = self.best(who);
        let by_index = |p: u16| self.roster.iter().position(|k| k.person == Some(p));
        let found = if full {
            person.and_then(by_index)
        } else {
            self.by_words(&words, who)
                .or_else(|| person.and_then(by_index))
        };
        if let Some(i) = found {
            let mut party = self.roster[i].party;
            party.sector = who.sector.or(party.sector);
            // What this phrase says of the state stands above what is known otherwise.
            party.country = who.country.or(party.country);
            return (party, Some(i));
        }
        let mut party = self.party(text, who, person);
        if party.country.is_none() && who.counterpart {
            party.country = None;
        }
        (party, None)
    }

    fn by_words(&self, words: &[String], who: &Who) -> Option<usize> {
        // A family name that suffices alone is no bystander's.
        let sure = who.people.iter().any(|(_, form)| *form == NameForm::Short);
        let fits = |k: &Known| {
            !(sure && k.bystander)
                && words.iter().all(|w| k.words.contains(w))
                && (who.country.is_none()
                    || k.party.country.is_none()
                    || who.country == k.party.country)
                && compatible(who.sex, k.sex)
        };
        let with_role = |k: &&Known| who.role.is_some_and(|r| k.roles.contains(&r));
        let matching: Vec<(usize, &Known)> = self
            .roster
            .iter()
            .enumerate()
            .filter(|(_, k)| fits(k))
            .collect();
        // The office decides between namesakes; then the one the lexicon knows by this short name.
        matching
            .iter()
            .find(|(_, k)| with_role(k))
            .or_else(|| {
                matching.iter().find(|(_, k)| {
                    k.person
                        .is_some_and(|p| who.people.iter().any(|(q, _)| *q == p))
                })
            })
            .or(matching.first())
            .map(|(i, _)| *i)
    }

    /// Whom of the lexicon the name most likely is.
    fn best(&self, who: &Who) -> Option<u16> {
        let mut best: Option<(usize, u16)> = None;
        for &(p, form) in &who.people {
            let person = &self.names.people[p as usize];
            if form != NameForm::Full && who.country.is_some_and(|c| !person.of(c)) {
                continue;
            }
            let covers = |role: Option<&str>| {
                person.terms.iter().any(|t| {
                    role.is_none_or(|r| r == t.role) && self.as_of.is_none_or(|day| t.covers(day))
                })
            };
            let mut score = 1;
            score += usize::from(who.country.is_some_and(|c| person.of(c))) * 8;
            score += usize::from(who.role.is_some() && covers(who.role)) * 16;
            score += usize::from(covers(None)) * 4;
            score += usize::from(
                person
                    .country
                    .is_some_and(|c| self.countries.contains_key(c)),
            ) * 2;
            // A bare family name that many share wants the office's term or state besides.
            if form == NameForm::Titled && score < 5 {
                continue;
            }
            if best.is_none_or(|(s, _)| score > s) {
                best = Some((score, p));
            }
        }
        best.map(|(_, p)| p)
    }

    fn party(&self, text: usize, who: &Who, person: Option<u16>) -> Party {
        if let Some(p) = person {
            let person = &self.names.people[p as usize];
            return Party {
                name: Some(Name::Known(person.name)),
                country: who
                    .country
                    .or(person.country_at(self.as_of))
                    .or(who.default_country),
                sector: who.sector.or(person.sector),
            };
        }
        // An official with a Vietnamese name and no state named: at home, unless the news is of Chinese,
        // whose names are written alike.
        let home = who.surname
            && who.role.is_some()
            && !["CHN", "TWN", "HKG", "MAC"]
                .iter()
                .any(|c| self.countries.contains_key(c));
        Party {
            name: self.written(text, &who.written),
            country: who
                .country
                .or(who.default_country)
                .or(home.then_some("VNM")),
            sector: who.sector,
        }
    }

    /// An office without a name: the person of the article who holds it, else the holder of the day.
    fn office(&self, text: usize, who: &Who) -> (Option<Party>, Option<usize>) {
        let mut who = who.clone();
        if who.counterpart {
            who.role = self.last_role(text);
        }
        let country = who.country.or(who.default_country);
        if who.former
            && let Some(i) = self.former_holder(who.role, country)
        {
            return (Some(self.roster[i].party), Some(i));
        }
        let sole = who
            .role
            .filter(|r| SOLE_ROLES.contains(r) && !who.former && !who.vague && !who.within);
        if let Some(role) = sole {
            let leads = role == "leader" && country.is_none();
            let holds = |k: &Known| {
                !leads && {
                    k.roles.contains(&role) && country.is_none_or(|c| k.party.country == Some(c))
                }
            };
            let earlier = self.notes[text]
                .iter()
                .rev()
                .filter_map(|n| n.known)
                .find(|&i| holds(&self.roster[i]));
            let found =
                earlier.or_else(|| country.and_then(|_| self.roster.iter().position(holds)));
            if let Some(i) = found {
                return (Some(self.roster[i].party), Some(i));
            }
            if let Some(name) = country.and_then(|c| self.holder(role, c)) {
                return (
                    Some(Party {
                        name: Some(Name::Known(name)),
                        country,
                        sector: who.sector,
                    }),
                    None,
                );
            }
        }
        let country = country.or_else(|| self.home().filter(|_| !who.vague && !who.counterpart));
        let party = country.map(|country| Party {
            name: None,
            country: Some(country),
            sector: who.sector,
        });
        (party, None)
    }

    /// Somebody of the article who held the office once (`cựu Thủ tướng Ý … ông Prodi`).
    fn former_holder(&self, role: Option<&str>, country: Option<&str>) -> Option<usize> {
        let role = role?;
        let held = |p: u16| {
            let terms = &self.names.people[p as usize].terms;
            terms
                .iter()
                .any(|t| t.role == role && self.as_of.is_none_or(|day| !t.covers(day)))
        };
        let mut found = self.roster.iter().enumerate().filter(|(_, k)| {
            country.is_some() && k.party.country == country && k.person.is_some_and(held)
        });
        let (i, _) = found.next()?;
        found.next().is_none().then_some(i)
    }

    /// The one person who held a role of a state on the article's day.
    fn holder(&self, role: &'static str, country: &'static str) -> Option<&'static str> {
        let day = self.as_of?;
        let mut holders = self
            .names
            .holders
            .get(&(role, country))?
            .iter()
            .map(|p| &self.names.people[*p as usize])
            .filter(|p| p.terms.iter().any(|t| t.role == role && t.covers(day)));
        let first = holders.next()?;
        holders.next().is_none().then_some(first.name)
    }

    fn last_role(&self, text: usize) -> Option<&'static str> {
        self.notes[text]
            .iter()
            .rev()
            .chain(self.notes[..text].iter().rev().flat_map(|n| n.iter().rev()))
            .find_map(|n| {
                n.role
                    .or_else(|| n.known.and_then(|k| self.roster[k].roles.first().copied()))
            })
    }

    // ---- states, bodies, organisations, media

    fn thing(&self, text: usize, who: &Who, kind: ActorKind, note: &Note) -> Option<Party> {
        if who.unnamed {
            let person = self
                .best(who)
                .and_then(|p| self.names.people[p as usize].country);
            let country = who
                .country
                .or(person)
                .or(who.default_country)
                .or_else(|| self.nearby_country(text, note))?;
            return Some(Party {
                name: None,
                country: Some(country),
                sector: who.sector,
            });
        }
        let name = who
            .name
            .map(Name::Known)
            .or_else(|| self.written(text, &who.written));
        let mut country = who.country;
        if country.is_none() && kind == ActorKind::Body && !who.vague {
            country = self
                .same_body(text, who)
                .or(who.default_country)
                .or_else(|| self.nearby_country(text, note));
        }
        if country.is_none() && name.is_none() {
            return None;
        }
        Some(Party {
            name,
            country,
            sector: who.sector,
        })
    }

    /// The state of an earlier mention of the same institution (`Bộ Quốc phòng Nga … Bộ Quốc phòng`).
    fn same_body(&self, text: usize, who: &Who) -> Option<&'static str> {
        let role = who.role?;
        let notes = self.notes[..=text].iter().zip(&self.done[..=text]);
        notes
            .rev()
            .flat_map(|(notes, mentions)| notes.iter().zip(mentions).rev())
            .find(|(n, m)| {
                m.kind == ActorKind::Body && n.role == Some(role) && !m.parties.is_empty()
            })
            .and_then(|(_, m)| m.parties[0].country)
    }

    /// Vietnam, where the article names no other state.
    fn home(&self) -> Option<&'static str> {
        self.countries.keys().all(|c| *c == "VNM").then_some("VNM")
    }

    /// The state named last in the same paragraph; Vietnam where the article names no other.
    fn nearby_country(&self, text: usize, note: &Note) -> Option<&'static str> {
        let near = self.notes[text]
            .iter()
            .zip(&self.done[text])
            .rev()
            .take_while(|(n, _)| n.paragraph == note.paragraph)
            .filter(|(_, m)| acts(m))
            .find_map(|(_, m)| m.parties.first().and_then(|p| p.country));
        near.or_else(|| self.home())
    }

    fn words(&self, text: usize, written: &Range<usize>) -> Vec<String> {
        self.texts[text].tokens[written.clone()]
            .iter()
            .filter(|t| t.is_word())
            .map(|t| self.texts[text].text[t.bytes()].to_lowercase())
            .collect()
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

/// True where `noun này` may point to an institution known by `role`: `bộ` to ministries, `phái đoàn` to
/// delegations, words for bodies of any kind to all, those between states to organisations.
fn names_body(noun: &str, kind: ActorKind, role: Option<&str>) -> bool {
    match (noun, kind) {
        ("cơ quan" | "lực lượng", ActorKind::Body | ActorKind::Organisation) => true,
        (_, ActorKind::Organisation) => {
            !matches!(noun, "bộ" | "đoàn" | "phái đoàn" | "đại sứ quán")
        }
        ("đoàn" | "phái đoàn", ActorKind::Body) => role.is_some_and(|r| r.contains("đoàn")),
        ("đại sứ quán", ActorKind::Body) => role.is_some_and(|r| r.contains("sứ quán")),
        (_, ActorKind::Body) => role.is_some_and(|r| r.starts_with(noun)),
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
