//! Goes back to rows for what only all rows together tell: whether keys of one hash are the same
//! key, and where the values stand that a finding is about.
//!
//! The first reading keeps eight bytes a row and no text. What it leaves open is read off the file
//! again, in order and by one thread, and only where something was found.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::findings::Tallies;
use super::loaders::Spot;
use super::observe::{Notes, Observer, Row};
use super::watch::Key;
use crate::diagnostic::Code;

/// Keys that are told apart in one reading; more of them take more readings, not more memory.
const KEYS_A_READING: usize = 1 << 18;

/// Which rows a further reading is after.
#[derive(Debug, Default)]
pub struct Again {
    /// Their numbers, sorted; none for every row.
    records: Option<Vec<u64>>,
    /// Rows of the file before the part that is being read.
    before: AtomicU64,
}

impl Again {
    fn of(mut records: Vec<u64>) -> Self {
        records.sort_unstable();
        Self {
            records: Some(records),
            ..Self::default()
        }
    }

    /// The number in the file of a row of the part that is being read.
    fn number(&self, record: u64) -> u64 {
        self.before.load(Ordering::Relaxed) + record
    }

    /// Whether a row of the part that is being read is wanted.
    pub(super) fn wants(&self, record: u64) -> bool {
        let number = self.number(record);
        let sorted = self.records.as_ref();
        sorted.is_none_or(|sorted| sorted.binary_search(&number).is_ok())
    }

    /// Told how many rows stand before the part that comes next.
    pub(super) fn begin(&self, rows: u64) {
        self.before.store(rows, Ordering::Relaxed);
    }

    /// Told that the part that comes next begins `rows` rows on in the one being read; returns
    /// where that one began.
    pub(super) fn enter(&self, rows: u64) -> u64 {
        self.before.fetch_add(rows, Ordering::Relaxed)
    }

    /// True where no row behind the first `rows` is wanted.
    pub(super) fn is_over(&self, rows: u64) -> bool {
        let last = self.records.as_ref().map(|sorted| sorted.last());
        last.is_some_and(|last| last.is_none_or(|last| *last <= rows))
    }
}

/// The hashes that stand more than once, sorted. Zeros stand for rows without a key.
pub fn shared(hashes: &[u64]) -> Vec<u64> {
    // One part of the hashes after the other is sorted, so that the copy stays small.
    let bits = match hashes.len() {
        0..65_536 => 0,
        _ => 4,
    };
    let mut found = Vec::new();
    let mut part = Vec::new();
    for high in 0..1u64 << bits {
        part.clear();
        let of_part = |hash: u64| hash != 0 && hash.checked_shr(64 - bits).unwrap_or(0) == high;
        part.extend(hashes.iter().copied().filter(|hash| of_part(*hash)));
        part.sort_unstable();
        let mut last = None;
        for pair in part.windows(2) {
            if pair[0] == pair[1] && last != Some(pair[0]) {
                found.push(pair[0]);
                last = Some(pair[0]);
            }
        }
    }
    found
}

/// Reports rows whose key an earlier row has; `read` reads the file again for an observer. Hashes
/// only choose the rows that are compared, by their values.
pub fn repeated<E>(
    key: &Key,
    hashes: &[u64],
    tallies: &mut Tallies,
    read: impl Fn(&dyn Observer, &Again) -> Result<(), E>,
) -> Result<(), E> {
    let keep = tallies.kept();
    let mut count = 0;
    let mut first: Vec<(u64, u64)> = Vec::new();
    for part in shared(hashes).chunks(KEYS_A_READING) {
        let again = Again::default();
        let compared = Compared {
            key,
            shared: part,
            again: &again,
            keep,
            found: Mutex::default(),
        };
        read(&compared, &again)?;
        let found = compared.found.into_inner();
        let found = found.unwrap_or_else(PoisonError::into_inner);
        count += found.count;
        first.extend(found.repeats);
    }
    first.sort_unstable();
    first.truncate(keep);
    let told = first.len() as u64;
    for (record, earlier) in first {
        let spot = Spot { record, line: 0 };
        let message = format!("{} is that of row {earlier} too", key.name());
        tallies.hit("I201", &key.name(), || (spot.sample(message), None));
    }
    if count > told {
        tallies.hits("I201", &key.name(), count - told, Default::default);
    }
    tallies.end_rows(count);
    Ok(())
}

/// Compares the keys of rows whose hashes are the same.
struct Compared<'a> {
    key: &'a Key,
    /// Sorted.
    shared: &'a [u64],
    again: &'a Again,
    keep: usize,
    found: Mutex<Found>,
}

#[derive(Debug, Default)]
struct Found {
    /// The first row of each key.
    first: HashMap<Box<[u8]>, u64>,
    count: u64,
    /// The first rows that have the key of an earlier one, and that one.
    repeats: Vec<(u64, u64)>,
}

impl Observer for Compared<'_> {
    fn row(&self, row: &mut Row<'_, '_>, notes: &mut Notes) {
        let hash = self.key.hash(row.view, &mut notes.scratch);
        if self.shared.binary_search(&hash).is_err() {
            return;
        }
        let number = self.again.number(row.spot.record);
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        match found.first.get(notes.scratch.as_slice()) {
            Some(&earlier) => {
                found.count += 1;
                if found.repeats.len() < self.keep {
                    found.repeats.push((number, earlier));
                }
            }
            None => {
                let bytes = notes.scratch.as_slice().into();
                found.first.insert(bytes, number);
            }
        }
    }
}

/// Gives the places kept of findings that know their row alone the value and where it stands.
pub fn locate<E>(
    tallies: &mut Tallies,
    read: impl Fn(&dyn Observer, &Again) -> Result<Tallies, E>,
) -> Result<(), E> {
    let mut wanted: BTreeMap<u64, Vec<(Code, String)>> = BTreeMap::new();
    for (code, field, record) in tallies.without_place() {
        let of_row = wanted.entry(record).or_default();
        of_row.push((code, field.to_owned()));
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let again = Again::of(wanted.keys().copied().collect());
    let places = Places {
        wanted,
        again: &again,
    };
    let found = read(&places, &again)?;
    tallies.place(found);
    Ok(())
}

/// Meets findings again where their values stand.
struct Places<'a> {
    wanted: BTreeMap<u64, Vec<(Code, String)>>,
    again: &'a Again,
}

impl Observer for Places<'_> {
    fn row(&self, row: &mut Row<'_, '_>, _: &mut Notes) {
        let number = self.again.number(row.spot.record);
        for (code, field) in self.wanted.get(&number).into_iter().flatten() {
            // A key of several columns is shown at the first of them.
            let mut names = std::iter::once(field.as_str()).chain(field.split(", "));
            let at = names.find_map(|name| Some((name, row.view.get(name)?)));
            let (name, value) = at.unzip();
            row.hit_at(code, field, name.unwrap_or(field), value, String::new);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::validate::findings::{Keep, Severities};
    use crate::validate::json::Parser;
    use crate::validate::tape::Tape;

    #[test]
    fn hashes_that_stand_more_than_once_are_found_in_files_of_any_size() {
        assert_eq!(shared(&[]), [0; 0]);
        assert_eq!(shared(&[7, 0, 0, 9, 7, 7]), [7]);
        let spread = |i: u64| i.wrapping_mul(0x9E37_79B9_7F4A_7C15).max(1);
        let mut many: Vec<u64> = (1..200_000).map(spread).collect();
        assert_eq!(shared(&many), [0; 0]);
        many.extend([spread(5), spread(199_999), spread(5)]);
        many.push(0);
        let mut wanted = [spread(5), spread(199_999)];
        wanted.sort_unstable();
        assert_eq!(shared(&many), wanted);
        many.extend([u64::MAX, u64::MAX]);
        let mut wanted = [spread(5), spread(199_999), u64::MAX];
        wanted.sort_unstable();
        assert_eq!(shared(&many), wanted);
    }

    #[test]
    fn keys_of_one_hash_are_compared_by_their_values() {
        let key = Key {
            fields: vec!["id".to_owned()],
            required: true,
            unique: true,
        };
        let rows = [r#"{"id": "a"}"#, r#"{"id": "b"}"#, r#"{"id": "a"}"#];
        let severities = Severities::new(&BTreeMap::new());
        let again = Again::default();
        let mut hashes = Vec::new();
        for row in rows {
            let mut tape = Tape::default();
            Parser::default().parse(row, &mut tape).expect("is JSON");
            hashes.push(key.hash(tape.root(row), &mut Vec::new()));
        }
        hashes.sort_unstable();
        // As if all three had the same hash: each is looked at, and only one repeats another.
        let compared = Compared {
            key: &key,
            shared: &hashes,
            again: &again,
            keep: 5,
            found: Mutex::default(),
        };
        let mut tallies = Tallies::new(Keep::default(), &severities);
        for (i, row) in rows.iter().enumerate() {
            let mut tape = Tape::default();
            Parser::default().parse(row, &mut tape).expect("is JSON");
            let mut row = Row {
                view: tape.root(row),
                spot: Spot {
                    record: i as u64 + 1,
                    line: 0,
                },
                text: None,
                tallies: &mut tallies,
            };
            compared.row(&mut row, &mut Notes::default());
        }
        let found = compared.found.into_inner().expect("no panic");
        assert_eq!((found.count, found.repeats), (1, vec![(3, 1)]));
    }
}
