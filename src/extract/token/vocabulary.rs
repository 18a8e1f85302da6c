//! The words that dictionaries and patterns use, each with its number.

use std::collections::HashMap;

use super::spelling::{Key, Spelling};
use super::surface::{Surface, Surfaces};
use super::{Begins, Shape, Token, UNKNOWN, WordId, begins, one_word};

/// Words that some dictionary or pattern uses.
///
/// Nearly every word is spelled in sixteen bytes or fewer, which compare as one number; the few
/// longer ones stand in a map of their own.
#[derive(Debug, Default)]
pub struct Vocabulary {
    slots: Vec<Slot>,
    /// By hash, a bit each: one of the words in `slots` has it. The table is too large for the
    /// nearest caches, and most words that are looked up there are unknown.
    sieve: Vec<u64>,
    long: HashMap<Box<str>, WordId>,
    len: usize,
    /// By word: what begins with it.
    begins: Vec<Begins>,
    /// What begins with a mark, whichever.
    marks: Begins,
    /// The words as texts write them.
    pub(super) surfaces: Surfaces,
    /// `surfaces` know all that begins with them.
    settled: bool,
    /// Words whose stop ends no sentence (`TP.`).
    abbreviations: Vec<WordId>,
}

/// A place of the hash table; free while `word` is [`UNKNOWN`].
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    spelling: u128,
    word: WordId,
}

impl Vocabulary {
    /// The id of `word`, a new one where it has none.
    pub fn intern(&mut self, word: &str) -> WordId {
        let known = self.id(word);
        if known != UNKNOWN {
            return known;
        }
        self.len += 1;
        let id = self.len as WordId;
        match Spelling::of(word).packed() {
            Some(spelling) => self.insert(spelling, id),
            None => {
                let key = Key::of(word);
                match key.packed() {
                    Some(spelling) => self.insert(spelling, id),
                    None => {
                        self.long.insert(key.as_str().into(), id);
                    }
                }
            }
        }
        id
    }

    fn insert(&mut self, spelling: u128, word: WordId) {
        if self.slots.len() < 2 * self.len {
            self.grow();
        }
        place(&mut self.slots, Slot { spelling, word });
        self.sieve.resize(SIEVE_BITS / 64, 0);
        let (block, bit) = sieve_bit(hash(spelling));
        self.sieve[block] |= bit;
        let bytes = spelling.to_le_bytes();
        let end = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
        let mut surfaces = std::mem::take(&mut self.surfaces);
        if let Ok(form) = std::str::from_utf8(&bytes[..end]) {
            surfaces.add(form, |surface| one_word(surface, self));
        }
        self.surfaces = surfaces;
    }

    /// Remembers what begins with a word or mark, for the texts read from now on.
    pub fn note(&mut self, first: &Token, begins: Begins) {
        match first.is_word() {
            true => self.note_word(first.word, begins),
            false => self.marks |= begins,
        }
    }

    /// The same of a word.
    pub fn note_word(&mut self, word: WordId, begins: Begins) {
        self.settled = false;
        let word = word as usize;
        if self.begins.len() <= word {
            self.begins.resize(word + 1, 0);
        }
        self.begins[word] |= begins;
    }

    /// Takes the stop behind a word as a part of it.
    pub fn note_abbreviation(&mut self, word: &str) {
        let word = self.intern(word);
        self.abbreviations.push(word);
    }

    /// True where the stop behind a word is a part of it.
    pub(super) fn is_abbreviation(&self, word: WordId) -> bool {
        self.abbreviations.contains(&word)
    }

    /// What begins with a word of some make-up; times with all digits.
    pub(super) fn begins(&self, word: WordId, shape: Shape) -> Begins {
        self.begins.get(word as usize).copied().unwrap_or(0) | begun_by(shape)
    }

    /// What may begin with a mark.
    pub(super) fn marks(&self) -> Begins {
        self.marks
    }

    /// Keeps what begins with the words at hand. To be called when all is noted; what is noted
    /// later counts too, only not as fast.
    pub fn settle(&mut self) {
        let mut surfaces = std::mem::take(&mut self.surfaces);
        surfaces.note(|word, shape| self.begins(word, shape));
        self.surfaces = surfaces;
        self.settled = true;
    }

    /// What begins with a word as written.
    #[inline]
    pub(super) fn begins_at(&self, surface: &Surface) -> Begins {
        match self.settled {
            true => surface.begins,
            false => self.begins(surface.word, surface.shape),
        }
    }

    /// The id of `word`, or [`UNKNOWN`].
    pub fn id(&self, word: &str) -> WordId {
        match Spelling::of(word).packed() {
            Some(spelling) => self.find(spelling),
            None => self.hard_id(word),
        }
    }

    /// The id of a word that is not simple to spell, or [`UNKNOWN`].
    fn hard_id(&self, word: &str) -> WordId {
        let key = Key::of(word);
        match key.packed() {
            Some(spelling) => self.find(spelling),
            None => self.long.get(key.as_str()).copied().unwrap_or(UNKNOWN),
        }
    }

    fn find(&self, spelling: u128) -> WordId {
        if self.slots.is_empty() {
            return UNKNOWN;
        }
        let hash = hash(spelling);
        let (block, bit) = sieve_bit(hash);
        if self.sieve[block] & bit == 0 {
            return UNKNOWN;
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = &self.slots[at];
            if slot.spelling == spelling || slot.word == UNKNOWN {
                return slot.word;
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let mut slots = vec![Slot::default(); (self.slots.len() * 2).max(64)];
        for slot in self.slots.iter().filter(|slot| slot.word != UNKNOWN) {
            place(&mut slots, *slot);
        }
        self.slots = slots;
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.len
    }

    /// True before any word was interned.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// What begins with any word of a make-up.
#[inline]
pub(super) fn begun_by(shape: Shape) -> Begins {
    match shape {
        Shape::Number | Shape::Mixed => begins::TIME,
        _ => 0,
    }
}

/// Bits of the sieve: more than ten for a word.
const SIEVE_BITS: usize = 1 << 17;

/// Where the bit of a hash stands in the sieve; from other digits than the slot's.
#[inline]
fn sieve_bit(hash: u64) -> (usize, u64) {
    let at = (hash >> 32) as usize % SIEVE_BITS;
    (at / 64, 1 << (at % 64))
}

/// Puts a word into a table with room for it; the number of slots is a power of two.
fn place(slots: &mut [Slot], new: Slot) {
    let mask = slots.len() - 1;
    let mut at = hash(new.spelling) as usize & mask;
    while slots[at].word != UNKNOWN {
        at = (at + 1) & mask;
    }
    slots[at] = new;
}

/// Multiplies the halves and folds the product.
fn hash(spelling: u128) -> u64 {
    fold_product(spelling as u64, (spelling >> 64) as u64)
}

/// Multiplies two numbers and folds the product.
#[inline]
pub(super) fn fold_product(low: u64, high: u64) -> u64 {
    let product =
        u128::from(low ^ 0x9e37_79b9_7f4a_7c15) * u128::from(high ^ 0xd1b5_4a32_d192_ed03);
    (product >> 64) as u64 ^ product as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::token::Tokens;
    use proptest::prelude::*;

    #[test]
    fn words_compare_in_lower_case_with_one_tone_placement() {
        let mut words = Vocabulary::default();
        let hoa = words.intern("hòa");
        for form in ["Hoà", "HÒA", "hoà"] {
            assert_eq!(words.id(form), hoa, "{form}");
        }
        let quy = words.intern("quý");
        assert_eq!(words.id("Quý"), quy);
        assert_ne!(words.id("hoa"), hoa);
        assert_eq!(words.intern("Triều"), words.intern("triều"));
        assert_eq!(words.len(), 3);
    }

    #[test]
    fn every_word_keeps_its_number_however_many_follow() {
        let mut words = Vocabulary::default();
        let names: Vec<String> = (0..5000)
            .map(|n| format!("từ{n}{}", "ngữ".repeat(n % 5)))
            .collect();
        let ids: Vec<WordId> = names.iter().map(|name| words.intern(name)).collect();
        assert_eq!(ids, (1..=5000).collect::<Vec<_>>());
        for (name, id) in names.iter().zip(ids) {
            assert_eq!(words.id(&name.to_uppercase()), id, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_word_read_in_a_text_is_the_word_looked_up(word in "[a-zA-ZàÀoOuUýÝqQđĐỷỶắẮİßΣа-яѢ0-9\u{300}\u{301}]{1,24}") {
            let mut words = Vocabulary::default();
            words.intern(&word);
            for token in Tokens::new(&word, &words).tokens.iter().filter(|t| t.is_word()) {
                prop_assert_eq!(token.word, words.id(&word[token.bytes()]));
            }
        }
    }
}
