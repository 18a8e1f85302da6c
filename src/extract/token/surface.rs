//! Words of the vocabulary as texts write them, in whatever capitals.
//!
//! Most words of running text are here, and one look at sixteen bytes tells their number and
//! make-up; what is not here is read letter by letter. A word is kept once: its ASCII letters
//! compare in lower case, and which of them were capitals tells the make-up. So the table is small
//! enough to stay in the cache beside the dictionaries.

mod look;

use super::spelling::TONE_MOVES;
use super::vocabulary::{begun_by, fold_product};
use super::{Begins, Shape, UNKNOWN, WordId};
use look::{EACH, TOP, all, capitals, packed, run};

/// Words as written, by their bytes.
#[derive(Debug, Default)]
pub(super) struct Surfaces {
    /// As many as a power of two.
    buckets: Vec<Bucket>,
    len: usize,
    /// Words of so high a number joined that they are not here.
    partial: bool,
}

/// Four places of the hash table in one cache line, compared together; free where the word is 0.
#[derive(Clone, Debug, Default)]
#[repr(align(64))]
struct Bucket {
    starts: [u64; WAYS],
    rests: [u32; WAYS],
    /// Numbers of the words, what begins with them in the bits from [`BEGINS_BIT`], the make-up in
    /// those from [`SHAPE_BIT`]; the top bit of the last is [`SPILLED`].
    words: [u32; WAYS],
}

const WAYS: usize = 4;

/// Words have smaller numbers than this bit.
const BEGINS_BIT: u32 = 20;

const SHAPE_BIT: u32 = BEGINS_BIT + Begins::BITS;

const WORD_MASK: u32 = (1 << BEGINS_BIT) - 1;

const BEGINS_MASK: u32 = (Begins::MAX as u32) << BEGINS_BIT;

const SHAPE_MASK: u32 = 0b111;

/// Some surface of the bucket stands in one behind it.
const SPILLED: u32 = 1 << 31;

/// The first is that of a word in letters without capitals; each more that it has, the first and
/// then all, is one further.
const SHAPES: [Shape; 5] = [
    Shape::Lower,
    Shape::Capital,
    Shape::Upper,
    Shape::Number,
    Shape::Mixed,
];

/// Index of the make-up of a word whose first letter is a capital beyond ASCII.
const ACCENTED_CAPITAL: usize = 1;

/// A word as written, as one look finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Surface {
    pub(super) len: usize,
    pub(super) word: WordId,
    pub(super) begins: Begins,
    pub(super) shape: Shape,
}

/// Index of the make-up of digits.
const NUMBER: usize = 3;

/// Index of the make-up of letters and digits.
const MIXED: usize = 4;

/// Index of the make-up of a word in letters that has these capitals.
fn cased(capitals: [u64; 2], len: usize) -> usize {
    let inner = (capitals[0] & !1) | capitals[1];
    (capitals[0] & 1) as usize + usize::from(inner != 0 && all(capitals, len))
}

/// Bytes of a surface at most; a syllable has up to nine.
const LONGEST: usize = 12;

impl Surfaces {
    /// Adds the surfaces of a word by its spelling, each as `read` takes it: number and make-up, or
    /// nothing where the text is not one word.
    pub(super) fn add(&mut self, word: &str, read: impl Fn(&str) -> Option<(WordId, Shape)>) {
        // Not the letters alone make up a word with marks of their own.
        if word.len() > LONGEST || word.contains(|c| ('\u{300}'..='\u{36f}').contains(&c)) {
            return;
        }
        let twin = TONE_MOVES
            .iter()
            .find_map(|(from, to)| Some(format!("{}{from}", word.strip_suffix(to)?)));
        for form in [Some(word), twin.as_deref()].into_iter().flatten() {
            self.add_form(form, &read);
            if !form.starts_with(|c: char| c.is_ascii()) {
                let mut rest = form.chars();
                let first = rest.next().into_iter().flat_map(char::to_uppercase);
                self.add_form(&first.chain(rest).collect::<String>(), &read);
            }
        }
    }

    fn add_form(&mut self, form: &str, read: &impl Fn(&str) -> Option<(WordId, Shape)>) {
        if form.len() <= LONGEST
            && let Some((word, shape)) = read(form)
            && word != UNKNOWN
            && let Some(shape) = SHAPES.iter().position(|s| *s == shape)
        {
            if word >> BEGINS_BIT != 0 {
                self.partial = true;
                return;
            }
            let [start, rest] = packed(form.as_bytes());
            if (self.len + 1) * 5 > self.buckets.len() * WAYS * 3 {
                self.grow();
            }
            self.place(start, rest as u32, word | (shape as u32) << SHAPE_BIT);
        }
    }

    fn grow(&mut self) {
        let room = (self.buckets.len() * 2).max(16);
        let old = std::mem::replace(&mut self.buckets, vec![Bucket::default(); room]);
        self.len = 0;
        for bucket in old {
            for way in 0..WAYS {
                let word = bucket.words[way] & !SPILLED;
                if word != 0 {
                    self.place(bucket.starts[way], bucket.rests[way], word);
                }
            }
        }
    }

    /// Puts a surface into its bucket or, where that is full, the next that is not; once.
    fn place(&mut self, start: u64, rest: u32, word: u32) {
        let mut at = self.home(start, rest);
        // Some bucket has room.
        while let Some(bucket) = self.buckets.get_mut(at) {
            if bucket.find(start, rest) != 0 {
                return;
            }
            if let Some(way) = bucket.words.iter().position(|word| *word == 0) {
                bucket.starts[way] = start;
                bucket.rests[way] = rest;
                bucket.words[way] = word;
                self.len += 1;
                return;
            }
            bucket.words[WAYS - 1] |= SPILLED;
            at = self.behind(at);
        }
    }

    /// Notes what begins with the words.
    pub(super) fn note(&mut self, begins: impl Fn(WordId, Shape) -> Begins) {
        for word in self.buckets.iter_mut().flat_map(|bucket| &mut bucket.words) {
            if let Some(shape) = SHAPES.get((*word >> SHAPE_BIT & SHAPE_MASK) as usize)
                && *word & WORD_MASK != 0
            {
                let begins = u32::from(begins(*word & WORD_MASK, *shape));
                *word = *word & !BEGINS_MASK | begins << BEGINS_BIT;
            }
        }
    }

    /// True where a word whose letters beyond ASCII are small ones would be here if the vocabulary had
    /// it.
    pub(super) fn would_hold(&self, word: &str) -> bool {
        word.len() <= LONGEST && !self.partial && !self.buckets.is_empty()
    }

    /// The word that begins at byte `at` and ends before an ASCII byte that is no letter or digit,
    /// where it is a word as written here or, written in ASCII alone, surely none.
    #[inline]
    pub(super) fn find(&self, text: &[u8], at: usize) -> Option<Surface> {
        let ([start, rest], len) = run(text, at)?;
        if len > LONGEST {
            return None;
        }
        let capitals = match rest {
            0 => [capitals(start), 0],
            _ => [capitals(start), capitals(rest)],
        };
        let [start, rest] = [start | capitals[0] << 5, rest | capitals[1] << 5];
        let rest = rest as u32;
        let home = self.home(start, rest);
        let bucket = self.buckets.get(home)?;
        let mut word = bucket.find(start, rest);
        // One test of both: which buckets have spilled cannot be foreseen.
        if word.wrapping_sub(1) & bucket.words[WAYS - 1] >= SPILLED {
            word = self.find_behind(home, start, rest);
        }
        if word == 0 {
            return self.unknown([start, rest.into()], capitals, len);
        }
        let inner = (capitals[0] & !1) | capitals[1];
        let shape = match (word >> SHAPE_BIT) as usize {
            0 => cased(capitals, len),
            // `ĐI`: rare enough to be spelled.
            ACCENTED_CAPITAL if inner != 0 => return None,
            shape => shape,
        };
        Some(Surface {
            len,
            word: word & WORD_MASK,
            begins: (word >> BEGINS_BIT) as Begins,
            shape: *SHAPES.get(shape)?,
        })
    }

    /// The word of a surface that is not in its full bucket, or 0.
    #[inline(never)] // so that what most words need stays small enough to be inlined
    fn find_behind(&self, mut at: usize, start: u64, rest: u32) -> u32 {
        loop {
            at = self.behind(at);
            let Some(bucket) = self.buckets.get(at) else {
                return 0;
            };
            let word = bucket.find(start, rest);
            if word != 0 || bucket.words[WAYS - 1] < SPILLED {
                return word;
            }
        }
    }

    /// An ASCII word that is not here, its letters in lower case beside its capitals.
    #[inline(never)] // the same
    fn unknown(&self, lower: [u64; 2], capitals: [u64; 2], len: usize) -> Option<Surface> {
        let [start, rest] = lower;
        if self.partial || (start | rest) & TOP != 0 {
            return None;
        }
        // Of letters and digits only letters have this bit.
        let letter = |bytes: u64| (bytes >> 6 & EACH).count_ones() as usize;
        let shape = match letter(start) + letter(rest) {
            0 => NUMBER,
            letters if letters < len => MIXED,
            _ => cased(capitals, len),
        };
        let shape = *SHAPES.get(shape)?;
        Some(Surface {
            len,
            word: UNKNOWN,
            begins: begun_by(shape),
            shape,
        })
    }

    #[inline]
    fn home(&self, start: u64, rest: u32) -> usize {
        let mask = self.buckets.len().wrapping_sub(1);
        fold_product(start, u64::from(rest)) as usize & mask
    }

    fn behind(&self, bucket: usize) -> usize {
        (bucket + 1) & self.buckets.len().wrapping_sub(1)
    }
}

impl Bucket {
    /// The word of a surface, or 0. Without branches: which place it has cannot be foreseen.
    #[inline]
    fn find(&self, start: u64, rest: u32) -> u32 {
        (0..WAYS).fold(0, |word, way| {
            let is = (self.starts[way] == start) & (self.rests[way] == rest);
            word | self.words[way] & u32::from(is).wrapping_neg()
        }) & !SPILLED
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::token::{Tokens, Vocabulary};
    use proptest::prelude::*;

    #[test]
    fn words_are_found_as_written_and_nothing_else_is() {
        let mut words = Vocabulary::default();
        let ids = ["triều", "hòa", "đi", "g7", "7", "nato", "nga"].map(|word| words.intern(word));
        words.settle();
        let found = |text: &str| words.surfaces.find(text.as_bytes(), 0);
        let cases = [
            ("triều ", 0, Shape::Lower),
            ("Triều-", 0, Shape::Capital),
            ("TRIều", 0, Shape::Capital),
            ("tRiều", 0, Shape::Lower),
            ("hoà.", 1, Shape::Lower),
            ("Hòa", 1, Shape::Capital),
            ("NATO", 5, Shape::Upper),
            ("NATo", 5, Shape::Capital),
            ("G7,", 3, Shape::Mixed),
            ("7%", 4, Shape::Number),
            ("Đi", 2, Shape::Capital),
            ("đI", 2, Shape::Lower),
            ("Nga", 6, Shape::Capital),
        ];
        for (text, word, shape) in cases {
            let surface = found(text).map(|s| (s.word, s.shape));
            assert_eq!(surface, Some((ids[word], shape)), "{text}");
        }
        for other in ["ĐI", "TRIỀU", "triều”", "triệu", "", "-"] {
            assert_eq!(found(other), None, "{other}");
        }
        let strange = [
            ("hoa", Shape::Lower),
            ("Ivan", Shape::Capital),
            ("EU", Shape::Upper),
            ("A", Shape::Capital),
            ("2024", Shape::Number),
            ("10h30", Shape::Mixed),
        ];
        for (text, shape) in strange {
            let surface = found(text).map(|s| (s.word, s.shape));
            assert_eq!(surface, Some((UNKNOWN, shape)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn words_read_at_one_look_are_those_spelled_out(
            text in "([tTdDđĐ]?[oOiIưƯĩuU]?[aAàÀắẮêÊnNyý\u{301}]{0,3}[gG0-9]?[ ,”]?){1,6}",
            others in "([a-z ]{1,4}|[đưoa]{1,3} ){0,4}",
        ) {
            let mut words = Vocabulary::default();
            for word in text.split([' ', ',', '”']).step_by(2).chain(others.split(' ')) {
                words.intern(word);
            }
            let found = Tokens::new(&text, &words).tokens.into_owned();
            words.settle();
            prop_assert_eq!(&found, &Tokens::new(&text, &words).tokens.into_owned());
            words.surfaces = Surfaces::default();
            prop_assert_eq!(found, Tokens::new(&text, &words).tokens.into_owned());
        }
    }
}
