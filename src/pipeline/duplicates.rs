//! Near-duplicates: records whose sets of five-word shingles overlap at Jaccard 0.8 or more.
//!
//! The overlap is exact (over 32-bit hashes of shingles). Sets are kept on disk; in memory a record
//! costs about 240 bytes: its id, its place on disk, its sketch and its [`KEYS`] smallest hashes.
//! Two sets with overlap J share one of them with probability 1 - (1 - J)^[`KEYS`], 0.99994 at 0.8,
//! so that a pair above the threshold is looked at all but surely; what is looked at is decided
//! exactly. A copy of an earlier set is known by its digest, and neither its set nor its hashes are
//! kept: what is near the one is near the other.

use std::fs::File;
use std::io::{self, Write};
use std::os::unix::fs::FileExt;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::shingles::{APART, jaccard, sketch};

/// Overlap from which two records are near-duplicates.
pub const JACCARD: f64 = 0.8;
/// Smallest hashes of a set by which others find it.
pub const KEYS: usize = 6;
/// Records kept under one key, the first ones. Sets that share boilerplate share its keys; a
/// record's other keys still find it.
const CANDIDATES: u32 = 64;

/// The records seen so far.
#[derive(Debug)]
pub struct Duplicates {
    sets: File,
    end: u64,
    unsaved: Vec<u8>,
    records: Vec<Seen>,
    /// The first record of each set, by the set's digest.
    digests: FxHashMap<u64, u32>,
    /// The newest entry of each key; entries of one key are chained from new to old.
    heads: FxHashMap<u32, u32>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Seen {
    id: [u8; 10],
    at: u64,
    len: u32,
    source: u32,
    /// The first record that this one is a near-duplicate of, else itself.
    first: u32,
    sketch: u128,
}

#[derive(Debug)]
struct Entry {
    record: u32,
    next: u32,
    /// Entries of the key up to this one.
    count: u32,
}

const NONE: u32 = u32::MAX;
/// Bytes of sets gathered before they go to disk.
const UNSAVED: usize = 256 << 10;

impl Duplicates {
    /// `sets` is an empty file open for reading and writing.
    pub fn new(sets: File) -> Self {
        Self {
            sets,
            end: 0,
            unsaved: Vec::new(),
            records: Vec::new(),
            digests: FxHashMap::default(),
            heads: FxHashMap::default(),
            entries: Vec::new(),
        }
    }

    /// Adds a record, and returns the first one added of which it is a near-duplicate: its number.
    /// `source` is what speaks in this record; a near-duplicate speaks with its original's voice.
    pub fn add(
        &mut self,
        id: [u8; 10],
        shingles: &[u32],
        source: u32,
    ) -> io::Result<Option<usize>> {
        // Further records than 2³² cannot be numbered; they are compared with those before them only.
        let number = u32::try_from(self.records.len()).ok();
        let from = self.unsaved.len();
        self.unsaved.resize(from + 4 * shingles.len(), 0);
        let places = self.unsaved[from..].chunks_exact_mut(4);
        for (place, hash) in places.zip(shingles) {
            place.copy_from_slice(&hash.to_le_bytes());
        }
        let digest = xxh3_64(&self.unsaved[from..]);
        let copied = self.digests.get(&digest).copied();
        let copied = copied.filter(|_| !shingles.is_empty());
        let copied = copied.and_then(|of| self.records.get(of as usize));
        let (original, sketch) = match copied {
            Some(of) => (Some(of.first), of.sketch),
            None => {
                let sketch = sketch(shingles);
                (self.original(shingles, sketch, from)?, sketch)
            }
        };
        let Some(number) = number else {
            self.unsaved.truncate(from);
            return Ok(original.map(|o| o as usize));
        };
        let first = original.and_then(|o| self.records.get(o as usize));
        let mut seen = Seen {
            id,
            at: self.end,
            len: shingles.len() as u32,
            source: first.map_or(source, |r| r.source),
            first: original.unwrap_or(number),
            sketch,
        };
        if let Some(of) = copied {
            seen.at = of.at;
            self.unsaved.truncate(from);
        } else {
            self.digests.insert(digest, number);
            self.enter(number, shingles);
            self.end += 4 * shingles.len() as u64;
        }
        self.records.push(seen);
        if self.unsaved.len() > UNSAVED {
            self.save()?;
        }
        Ok(original.map(|o| o as usize))
    }

    /// Makes a record one that others find.
    fn enter(&mut self, record: u32, shingles: &[u32]) {
        for &key in shingles.iter().take(KEYS) {
            let Ok(entry) = u32::try_from(self.entries.len()) else {
                break;
            };
            let head = self.heads.entry(key).or_insert(NONE);
            let count = 1 + self.entries.get(*head as usize).map_or(0, |e| e.count);
            if count <= CANDIDATES {
                let next = std::mem::replace(head, entry);
                self.entries.push(Entry {
                    record,
                    next,
                    count,
                });
            }
        }
    }

    /// The id of a record.
    pub fn id(&self, record: usize) -> Option<[u8; 10]> {
        self.records.get(record).map(|r| r.id)
    }

    /// What speaks in the record added last.
    pub fn last_source(&self) -> u32 {
        self.records.last().map_or(0, |r| r.source)
    }

    /// The first record of which this set is a near-duplicate. What is kept in memory of the sets
    /// before it ends at byte `unsaved`.
    fn original(&self, shingles: &[u32], sketch: u128, unsaved: usize) -> io::Result<Option<u32>> {
        let mut candidates = Vec::new();
        for key in shingles.iter().take(KEYS) {
            let mut entry = self.heads.get(key).copied().unwrap_or(NONE);
            while let Some(e) = self.entries.get(entry as usize) {
                candidates.push(e.record);
                entry = e.next;
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        for candidate in candidates {
            let Some(seen) = self.records.get(candidate as usize) else {
                continue;
            };
            let (small, large) = (
                shingles.len().min(seen.len as usize),
                shingles.len().max(seen.len as usize),
            );
            // Sets of too different a size cannot overlap enough, nor can those whose sketches differ.
            if (small as f64) < JACCARD * large as f64
                || (seen.sketch ^ sketch).count_ones() > APART
            {
                continue;
            }
            let set = self.load(seen.at, seen.len, unsaved)?;
            if jaccard(&set, shingles) >= JACCARD {
                return Ok(Some(candidate));
            }
        }
        Ok(None)
    }

    fn save(&mut self) -> io::Result<()> {
        self.sets.write_all(&self.unsaved)?;
        self.unsaved.clear();
        Ok(())
    }

    fn load(&self, at: u64, len: u32, unsaved: usize) -> io::Result<Vec<u32>> {
        let saved = self.end - unsaved as u64;
        let mut bytes = vec![0; 4 * len as usize];
        if at >= saved {
            let from = (at - saved) as usize;
            if let Some(held) = self.unsaved.get(from..from + bytes.len()) {
                bytes.copy_from_slice(held);
            }
        } else {
            // Saving happens between records, so a set lies on one side wholly.
            self.sets.read_exact_at(&mut bytes, at)?;
        }
        Ok(bytes
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::shingles::{shingles, tests::text};
    use super::*;

    fn index() -> Duplicates {
        Duplicates::new(tempfile::tempfile().expect("a file"))
    }

    #[test]
    fn the_first_record_above_the_threshold_is_named() {
        let mut index = index();
        let original = text(0..300);
        // 10 of 296 shingles apart: 286 / 306 = 0.93.
        let copy = text(10..310);
        // 60 of 296 apart: 236 / 356 = 0.66.
        let far = text(60..360);
        for (i, (body, want)) in [
            (&original, None),
            (&far, None),
            (&copy, Some(0)),
            (&original, Some(0)),
        ]
        .into_iter()
        .enumerate()
        {
            let found = index
                .add([i as u8; 10], &shingles(body), i as u32)
                .expect("added");
            assert_eq!(found, want, "record {i}");
        }
        assert_eq!(
            index.last_source(),
            0,
            "a copy speaks with its original's voice"
        );
        assert_eq!(index.id(1), Some([1; 10]));
    }

    #[test]
    fn of_many_copies_each_names_the_first() {
        let mut index = index();
        let body = shingles(&text(0..50));
        assert_eq!(index.add([0; 10], &body, 0).expect("added"), None);
        for _ in 0..3 * CANDIDATES {
            assert_eq!(index.add([0; 10], &body, 0).expect("added"), Some(0));
        }
        assert_eq!(index.entries.len(), KEYS, "copies are entered once");
    }

    #[test]
    fn of_many_near_copies_each_names_the_first() {
        let mut index = index();
        for i in 0..3 * CANDIDATES as usize {
            let mut words: Vec<String> = (0..300).map(|w| format!("từ{w}")).collect();
            words[150] = format!("số{i}");
            let found = index.add([0; 10], &shingles(&words.join(" ")), 0);
            assert_eq!(found.expect("added"), (i > 0).then_some(0), "record {i}");
        }
    }

    #[test]
    fn a_copy_of_a_near_duplicate_names_what_that_one_names() {
        let mut index = index();
        let (original, near) = (shingles(&text(0..300)), shingles(&text(10..310)));
        let mut add = |set: &[u32], source| index.add([0; 10], set, source).expect("added");
        assert_eq!(add(&original, 7), None);
        assert_eq!(add(&near, 8), Some(0));
        assert_eq!(add(&near, 9), Some(0));
        assert_eq!(add(&original, 9), Some(0));
        assert_eq!(index.last_source(), 7);
    }

    #[test]
    fn short_texts_and_empty_texts_are_no_copies_of_each_other() {
        let mut index = index();
        for body in ["", "Ảnh", "", "Ảnh"] {
            assert_eq!(index.add([0; 10], &shingles(body), 0).expect("added"), None);
        }
    }

    #[test]
    fn sets_that_went_to_disk_are_still_compared() {
        let mut index = index();
        let first = text(0..2_000);
        index.add([0; 10], &shingles(&first), 0).expect("added");
        for i in 1..200 {
            let other = text(i * 10_000..i * 10_000 + 2_000);
            assert_eq!(
                index.add([0; 10], &shingles(&other), 0).expect("added"),
                None
            );
        }
        assert!(index.unsaved.len() < index.end as usize);
        assert_eq!(
            index.add([0; 10], &shingles(&first), 0).expect("added"),
            Some(0)
        );
    }
}
