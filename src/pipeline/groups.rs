//! Event groups: rows of different articles that report the same act, and how many independent
//! sources report it.
//!
//! Rows meet by a key (type, mode, kind of words, pair of countries, day) and join the first act
//! of that key that nothing tells apart from them: another person on the same side, another
//! country as the place. Words (a demand, an accusation, praise) are spoken many times a day, so
//! they join only where the same person speaks or the same words trigger them. A row without one
//! certain day meets only its like in a copy of its article. In memory an act costs some 200 bytes
//! and a row 4.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use crate::table::batch::{Cells, Value};
use crate::table::columns::EVENTS;
use crate::table::ids::binary;

/// Acts that a row of a key is compared with, and trigger words kept of each.
const ACTS: usize = 16;
const TRIGGERS: usize = 8;

/// Reads what rows of `events` meet by.
#[derive(Debug)]
pub(super) struct Keys {
    event_id: usize,
    event_type: usize,
    mode: usize,
    rule: usize,
    trigger: usize,
    actor: usize,
    actor_name: usize,
    target: usize,
    target_name: usize,
    place: usize,
    start: usize,
    end: usize,
}

/// What a row says of its act.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    key: u64,
    /// The digits of the row's id.
    digits: [u8; 10],
    /// Hashes of the names, in the order of the countries; 0 for none.
    names: [u32; 2],
    /// Which of them is the actor's.
    actor: usize,
    /// Hash of the place's country; 0 for none.
    place: u32,
    /// Hash of the trigger, in small letters.
    trigger: u32,
    /// A type of words.
    words: bool,
    /// Without a certain day: meets only rows of copies of its article.
    copied: bool,
}

impl Default for Keys {
    fn default() -> Self {
        let at = |name| EVENTS.position(name).unwrap_or(usize::MAX);
        Self {
            event_id: at("event_id"),
            event_type: at("event_type"),
            mode: at("event_mode"),
            rule: at("rule"),
            trigger: at("trigger"),
            actor: at("actor_country"),
            actor_name: at("actor_name"),
            target: at("target_country"),
            target_name: at("target_name"),
            place: at("place_country"),
            start: at("date_start"),
            end: at("date_end"),
        }
    }
}

impl Keys {
    /// What a row says of its act; `original` is the record that its article copies, or the
    /// article's own. Months and years hold many acts of one kind: no key but the text's.
    pub(super) fn told(&self, cells: &[Cells], row: usize, original: &[u8]) -> Told {
        let cell = |at: usize| cells.get(at).map_or(Value::Null, |c| c.value(row));
        let day = match (cell(self.start), cell(self.end)) {
            (Value::Date(start), Value::Date(end)) if start == end => Some(start),
            _ => None,
        };
        let text = |at| match cell(at) {
            Value::Text(text) => text,
            _ => "",
        };
        let event_type = text(self.event_type);
        let (a, b) = (text(self.actor), text(self.target));
        let rule = text(self.rule);
        let family = rule.split('.').next().unwrap_or(rule);
        // Talks are told by many verbs and nouns.
        let family = if event_type == "CONSULT" { "" } else { family };
        let mut hash = Xxh3Default::new();
        for part in [event_type, text(self.mode), family, a.min(b), a.max(b)] {
            hash.update(part.as_bytes());
            hash.update(&[0xff]);
        }
        match day {
            Some(day) => hash.update(&day.to_le_bytes()),
            None => {
                for part in [original, a.as_bytes(), text(self.trigger).as_bytes()] {
                    hash.update(part);
                    hash.update(&[0xff]);
                }
            }
        }
        let mut names = [text(self.actor_name), text(self.target_name)].map(short);
        let actor = usize::from(a > b);
        if a > b {
            names.reverse();
        }
        Told {
            key: hash.digest(),
            digits: binary(text(self.event_id)),
            names,
            actor,
            place: short(text(self.place)),
            trigger: short(&text(self.trigger).to_lowercase()),
            words: crate::extract::event::is_verbal(event_type),
            copied: day.is_none(),
        }
    }
}

fn short(text: &str) -> u32 {
    if text.is_empty() {
        0
    } else {
        (xxh3_64(text.as_bytes()) as u32).max(1)
    }
}

/// Why rows were joined, the weakest reason in a group last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    Copy,
    Names,
    Words,
    Day,
}

/// The acts seen so far.
#[derive(Debug, Default)]
pub(super) struct Groups {
    acts: Vec<Act>,
    /// By key: numbers of its acts.
    by_key: FxHashMap<u64, Vec<u32>>,
    /// By row, in order: its act.
    rows: Vec<u32>,
    /// Rows that were told their group.
    answered: usize,
}

#[derive(Debug)]
struct Act {
    first: [u8; 10],
    article: u32,
    sources: Vec<u32>,
    names: [u32; 2],
    place: u32,
    triggers: Vec<u32>,
    reason: Reason,
    /// More than one article reports it.
    shared: bool,
}

/// A row's group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Membership {
    /// Digits of its first row's id.
    pub(super) first: [u8; 10],
    /// Why its articles were joined; `None` where one article alone reports it.
    pub(super) reason: Option<&'static str>,
    /// Independent sources.
    pub(super) sources: usize,
}

impl Groups {
    /// Adds the next row: what it says of its act, the number of its article and what speaks there.
    pub(super) fn add(&mut self, told: &Told, article: u32, source: u32) {
        let known = self.by_key.entry(told.key).or_default();
        let found = known.iter().take(ACTS).find_map(|&n| {
            let reason = self.acts.get(n as usize)?.joins(told, article)?;
            Some((n, reason))
        });
        let number = match found {
            Some((number, reason)) => {
                self.acts[number as usize].take(told, article, source, reason);
                number
            }
            None => {
                let number = self.acts.len() as u32;
                self.acts.push(Act::new(told, article, source));
                known.push(number);
                number
            }
        };
        self.rows.push(number);
    }

    /// The group of the next row, in the order in which they were added.
    pub(super) fn next(&mut self) -> Option<Membership> {
        let number = self.rows.get(self.answered).copied();
        self.answered += 1;
        let act = self.acts.get(number? as usize)?;
        let reason = match act.reason {
            Reason::Copy => "near-duplicate",
            Reason::Names => "parties-type-day-names",
            Reason::Words => "parties-type-day-words",
            Reason::Day => "parties-type-day",
        };
        Some(Membership {
            first: act.first,
            reason: act.shared.then_some(reason),
            sources: act.sources.len(),
        })
    }
}

impl Act {
    fn new(told: &Told, article: u32, source: u32) -> Self {
        Self {
            first: told.digits,
            article,
            sources: vec![source],
            names: told.names,
            place: told.place,
            triggers: vec![told.trigger],
            reason: Reason::Copy,
            shared: false,
        }
    }

    /// Why a row joins, if it does.
    fn joins(&self, told: &Told, article: u32) -> Option<Reason> {
        if told.copied {
            return (self.article != article).then_some(Reason::Copy);
        }
        let agree = |a: u32, b: u32| a == 0 || b == 0 || a == b;
        let apart = !agree(self.names[0], told.names[0])
            || !agree(self.names[1], told.names[1])
            || !agree(self.place, told.place);
        if apart {
            return None;
        }
        let same = |side: usize| told.names[side] != 0 && told.names[side] == self.names[side];
        if same(told.actor) || (!told.words && (same(0) || same(1))) {
            return Some(Reason::Names);
        }
        if !told.words {
            return Some(Reason::Day);
        }
        self.triggers
            .contains(&told.trigger)
            .then_some(Reason::Words)
    }

    fn take(&mut self, told: &Told, article: u32, source: u32, reason: Reason) {
        if self.article != article {
            self.shared = true;
            self.reason = self.reason.max(reason);
        }
        if !self.sources.contains(&source) {
            self.sources.push(source);
        }
        for (known, new) in self.names.iter_mut().zip(told.names) {
            if *known == 0 {
                *known = new;
            }
        }
        if self.place == 0 {
            self.place = told.place;
        }
        if self.triggers.len() < TRIGGERS && !self.triggers.contains(&told.trigger) {
            self.triggers.push(told.trigger);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(digit: u8) -> Told {
        Told {
            key: 7,
            digits: [digit; 10],
            names: [0, 0],
            actor: 0,
            place: 0,
            trigger: 1,
            words: false,
            copied: false,
        }
    }

    /// Group, reason and number of sources of each row, in order; a row with its article and source.
    fn grouped(rows: &[(Told, u32, u32)]) -> Vec<(u8, Option<&'static str>, usize)> {
        let mut groups = Groups::default();
        for (told, article, source) in rows {
            groups.add(told, *article, *source);
        }
        let next = || groups.next().map(|m| (m.first[0], m.reason, m.sources));
        std::iter::repeat_with(next).map_while(|m| m).collect()
    }

    #[test]
    fn sources_count_once_and_a_second_article_makes_a_group_shared() {
        assert_eq!(
            grouped(&[(row(1), 0, 100), (row(2), 0, 100)]),
            [(1, None, 1), (1, None, 1)]
        );
        let day = Some("parties-type-day");
        assert_eq!(
            grouped(&[(row(1), 0, 100), (row(2), 1, 100), (row(3), 2, 200)]),
            [(1, day, 2), (1, day, 2), (1, day, 2)],
            "a wire's second client is no second source"
        );
    }

    #[test]
    fn other_people_and_other_places_are_other_acts() {
        let named = |digit, name| Told {
            names: [name, 9],
            ..row(digit)
        };
        let names = Some("parties-type-day-names");
        assert_eq!(
            grouped(&[
                (named(1, 5), 0, 100),
                (named(2, 6), 1, 200),
                (named(3, 5), 2, 300)
            ]),
            [(1, names, 2), (2, None, 1), (1, names, 2)]
        );
        let placed = |digit, place| Told {
            place,
            ..row(digit)
        };
        assert_eq!(
            grouped(&[(placed(1, 5), 0, 100), (placed(2, 6), 1, 200)]),
            [(1, None, 1), (2, None, 1)]
        );
    }

    #[test]
    fn words_join_by_their_speaker_or_their_trigger_alone() {
        let said = |digit, speaker, trigger| Told {
            names: [speaker, 0],
            words: true,
            trigger,
            ..row(digit)
        };
        assert_eq!(
            grouped(&[(said(1, 0, 1), 0, 100), (said(2, 0, 2), 1, 200)]),
            [(1, None, 1), (2, None, 1)]
        );
        let words = Some("parties-type-day-words");
        assert_eq!(
            grouped(&[(said(1, 0, 1), 0, 100), (said(2, 5, 1), 1, 200)]),
            [(1, words, 2), (1, words, 2)]
        );
        let names = Some("parties-type-day-names");
        assert_eq!(
            grouped(&[(said(1, 5, 1), 0, 100), (said(2, 5, 2), 1, 200)]),
            [(1, names, 2), (1, names, 2)]
        );
    }

    #[test]
    fn a_row_without_a_day_meets_only_its_like_in_a_copy() {
        let copied = |digit| Told {
            copied: true,
            ..row(digit)
        };
        let copy = Some("near-duplicate");
        assert_eq!(
            grouped(&[
                (copied(1), 0, 100),
                (copied(2), 0, 100),
                (copied(3), 1, 100)
            ]),
            [(1, copy, 1), (2, None, 1), (1, copy, 1)]
        );
    }
}
