//! Event groups: rows of different articles that report the same act, and how many independent
//! sources report it.
//!
//! Rows meet by a key that any engine can group by. In memory an act with a key costs about 50
//! bytes: the key, the digits of the first row's id, and a hash of its source.

use std::collections::HashMap;

use xxhash_rust::xxh3::{Xxh3Default, Xxh3DefaultBuilder};

use crate::table::batch::{Cells, Value};
use crate::table::columns::EVENTS;

/// Reads keys from rows of `events`.
#[derive(Debug)]
pub(super) struct Keys {
    event_id: usize,
    event_type: usize,
    actor: usize,
    target: usize,
    start: usize,
    end: usize,
}

impl Default for Keys {
    fn default() -> Self {
        let at = |name| EVENTS.position(name).unwrap_or(usize::MAX);
        Self {
            event_id: at("event_id"),
            event_type: at("event_type"),
            actor: at("actor_country"),
            target: at("target_country"),
            start: at("date_start"),
            end: at("date_end"),
        }
    }
}

impl Keys {
    /// The key of a row: type, unordered pair of countries, and the day. A row without one certain
    /// day meets no other: months and years hold many acts of one kind.
    pub(super) fn key(&self, cells: &[Cells], row: usize) -> Option<u64> {
        let cell = |at: usize| cells.get(at).map_or(Value::Null, |c| c.value(row));
        let (Value::Date(start), Value::Date(end)) = (cell(self.start), cell(self.end)) else {
            return None;
        };
        if start != end {
            return None;
        }
        let country = |at| match cell(at) {
            Value::Text(text) => text,
            _ => "",
        };
        let (a, b) = (country(self.actor), country(self.target));
        let Value::Text(event_type) = cell(self.event_type) else {
            return None;
        };
        let mut hash = Xxh3Default::new();
        for part in [event_type, a.min(b), a.max(b)] {
            hash.update(part.as_bytes());
            hash.update(&[0xff]);
        }
        hash.update(&start.to_le_bytes());
        Some(hash.digest())
    }

    /// The hexadecimal digits of a row's id.
    pub(super) fn digits<'c>(&self, cells: &[Cells<'c>], row: usize) -> &'c str {
        match cells.get(self.event_id).map(|c| c.value(row)) {
            Some(Value::Text(id)) => id.get(2..).unwrap_or(""),
            _ => "",
        }
    }
}

/// The acts seen so far.
#[derive(Debug)]
pub(super) struct Groups {
    groups: HashMap<u64, Group, Xxh3DefaultBuilder>,
    /// Sources beyond the first of each act.
    others: HashMap<u64, Vec<u32>, Xxh3DefaultBuilder>,
}

#[derive(Debug)]
struct Group {
    first: [u8; 10],
    article: u32,
    source: u32,
    /// More than one article reports it.
    shared: bool,
}

impl Default for Groups {
    fn default() -> Self {
        Self {
            groups: HashMap::with_hasher(Xxh3DefaultBuilder::new()),
            others: HashMap::with_hasher(Xxh3DefaultBuilder::new()),
        }
    }
}

impl Groups {
    /// Adds a row: its key, the digits of its id, the number of its article and what speaks there.
    pub(super) fn add(&mut self, key: u64, digits: [u8; 10], article: u32, source: u32) {
        let group = self.groups.entry(key).or_insert(Group {
            first: digits,
            article,
            source,
            shared: false,
        });
        group.shared |= group.article != article;
        if group.source != source {
            let others = self.others.entry(key).or_default();
            if !others.contains(&source) {
                others.push(source);
            }
        }
    }

    /// The first row's digits, whether several articles report the act, and the number of sources.
    pub(super) fn get(&self, key: u64) -> Option<([u8; 10], bool, usize)> {
        let group = self.groups.get(&key)?;
        let others = self.others.get(&key).map_or(0, Vec::len);
        Some((group.first, group.shared, 1 + others))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_count_once_and_articles_make_a_group_shared() {
        let mut groups = Groups::default();
        groups.add(7, [1; 10], 0, 100);
        groups.add(7, [2; 10], 0, 100);
        assert_eq!(groups.get(7), Some(([1; 10], false, 1)));
        groups.add(7, [3; 10], 1, 100);
        assert_eq!(
            groups.get(7),
            Some(([1; 10], true, 1)),
            "a wire's second client"
        );
        groups.add(7, [4; 10], 2, 200);
        groups.add(7, [5; 10], 3, 200);
        assert_eq!(groups.get(7), Some(([1; 10], true, 2)));
        assert_eq!(groups.get(8), None);
    }
}
