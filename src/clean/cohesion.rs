//! What two texts have in common: the pairs of neighbouring syllables, which in Vietnamese are
//! mostly words and names.

use super::letters::word_letter;

/// Pairs of a text at most; enough to tell what a paragraph is about.
const MOST_PAIRS: usize = 128;

/// The syllable pairs of a text, as hashes.
#[derive(Clone, Debug, Default)]
pub(super) struct Topics {
    pairs: Vec<u32>,
    /// True where no pair stands twice.
    distinct: bool,
}

impl Topics {
    /// Of nothing.
    pub(super) const NONE: Self = Self {
        pairs: Vec::new(),
        distinct: true,
    };

    pub(super) fn of(text: &str) -> Self {
        // Syllables have a letter and a space at least, and are half of a pair each.
        let mut pairs = Vec::with_capacity(MOST_PAIRS.min(text.len() / 2 + 1));
        // The letters of a syllable, nine bits apart, and those of the one before it.
        let (mut syllable, mut previous) = (0u64, 0u64);
        for c in text.chars() {
            let letter = word_letter(c);
            if letter != 0 {
                syllable = syllable.rotate_left(9) ^ u64::from(letter);
                continue;
            }
            if syllable != 0 {
                if previous != 0 {
                    pairs.push(pair(previous, syllable));
                    if pairs.len() == MOST_PAIRS {
                        break;
                    }
                }
                previous = std::mem::take(&mut syllable);
            }
            // A pair stands within a phrase.
            if !matches!(c, ' ' | '-') {
                previous = 0;
            }
        }
        if syllable != 0 && previous != 0 && pairs.len() < MOST_PAIRS {
            pairs.push(pair(previous, syllable));
        }
        Self {
            pairs,
            distinct: false,
        }
    }

    /// Keeps each pair once, so that they can be counted.
    pub(super) fn make_distinct(&mut self) {
        if !self.distinct {
            self.pairs.sort_unstable();
            self.pairs.dedup();
            self.distinct = true;
        }
    }

    /// Number of pairs, which are distinct.
    pub(super) fn len(&self) -> usize {
        debug_assert!(self.distinct, "pairs that stand twice count twice");
        self.pairs.len()
    }

    /// How many of the pairs, which are distinct, `other` has too.
    pub(super) fn shared(&self, other: &Self) -> usize {
        self.count(|pair| other.pairs.contains(&pair))
    }

    fn count(&self, counts: impl Fn(u32) -> bool) -> usize {
        debug_assert!(self.distinct, "pairs that stand twice count twice");
        self.pairs.iter().filter(|pair| counts(**pair)).count()
    }
}

/// The pairs of some texts, each with the marks of the texts that have it: what groups of texts
/// share is counted in one table.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// Each pair at the first free place from the one that it names. At least half are free, and
    /// there are 2^n.
    pairs: Vec<u32>,
    /// The marks of each pair; none where the place is free.
    marks: Vec<u8>,
}

impl Marked {
    /// Forgets all pairs, and makes room for those of `texts`.
    pub(super) fn clear<'t>(&mut self, texts: impl Iterator<Item = &'t Topics>) {
        let pairs: usize = texts.map(|text| text.pairs.len()).sum();
        let places = (2 * pairs).next_power_of_two();
        self.marks.clear();
        self.marks.resize(places, 0);
        // What stands at a place without marks is nothing.
        self.pairs.resize(places.max(self.pairs.len()), 0);
    }

    /// Marks the pairs of a text that there is room for.
    pub(super) fn mark(&mut self, text: &Topics, mark: u8) {
        for &pair in &text.pairs {
            let place = self.place(pair);
            self.pairs[place] = pair;
            self.marks[place] |= mark;
        }
    }

    /// Number of pairs with marks that `counts` is true of; it is not of none.
    pub(super) fn count(&self, counts: impl Fn(u8) -> bool) -> usize {
        // A byte counts a block, so that many marks are looked at together.
        let count = |block: &[u8]| {
            let ones = block.iter().map(|&marks| u8::from(counts(marks)));
            ones.fold(0, u8::wrapping_add)
        };
        self.marks
            .chunks(128)
            .map(|block| usize::from(count(block)))
            .sum()
    }

    /// Number of pairs of `text`, which are distinct, with marks that `counts` is true of.
    pub(super) fn shared(&self, text: &Topics, counts: impl Fn(u8) -> bool) -> usize {
        text.count(|pair| counts(self.marks[self.place(pair)]))
    }

    /// Where a pair stands, or would.
    fn place(&self, pair: u32) -> usize {
        let last = self.marks.len() - 1;
        let mut place = pair as usize & last;
        while self.marks[place] != 0 && self.pairs[place] != pair {
            place = (place + 1) & last;
        }
        place
    }
}

fn pair(first: u64, second: u64) -> u32 {
    let letters = first.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23) ^ second;
    (letters.wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distinct(text: &str) -> Topics {
        let mut topics = Topics::of(text);
        topics.make_distinct();
        topics
    }

    #[test]
    fn pairs_of_several_texts_count_once() {
        let (one, two) = (distinct("a b c d, e f, C D"), distinct("c d e f. A B"));
        assert_eq!((one.len(), two.len()), (4, 4));
        assert_eq!(one.shared(&two), 3);
        assert_eq!(one.shared(&Topics::NONE), 0);
        let mut marked = Marked::default();
        for texts in [
            vec![(&one, 1), (&two, 2), (&one, 4)],
            vec![(&two, 2)],
            vec![],
        ] {
            marked.clear(texts.iter().map(|(text, _)| *text));
            for &(text, mark) in &texts {
                marked.mark(text, mark);
            }
            let ones = texts.iter().any(|(_, mark)| *mark == 1);
            let both = if ones { 5 } else { 4 };
            let all = if texts.is_empty() { 0 } else { both };
            assert_eq!(marked.count(|marks| marks != 0), all);
            assert_eq!(marked.count(|marks| marks == 7), if ones { 3 } else { 0 });
            assert_eq!(marked.shared(&one, |marks| marks & 2 != 0), all.min(3));
        }
    }

    #[test]
    fn texts_about_one_thing_share_pairs() {
        let title = distinct("Cầu Sông Xanh thông xe trước mùa mưa");
        let lead = Topics::of("Sáng nay, cầu Sông Xanh đã thông xe sau hai năm thi công.");
        let other = Topics::of("Giá gạo xuất khẩu tăng tuần thứ ba liên tiếp.");
        assert!(title.shared(&lead) >= 3);
        assert_eq!(title.shared(&other), 0);
    }
}
