//! What two texts have in common: the pairs of neighbouring syllables, which in Vietnamese are
//! mostly words and names.

use super::letters::word_letter;

/// Pairs of a text at most; enough to tell what a paragraph is about.
const MOST_PAIRS: usize = 128;

/// The distinct syllable pairs of a text, as hashes.
#[derive(Clone, Debug, Default)]
pub(super) struct Topics {
    /// In the order of the text.
    pairs: Vec<u32>,
    /// Each pair at the first free place from the one that its hash names; 0 where none is. At least
    /// half are free, and there are 2^n.
    places: Vec<u32>,
}

impl Topics {
    /// Of nothing.
    pub(super) const NONE: Self = Self {
        pairs: Vec::new(),
        places: Vec::new(),
    };

    fn with_room_for(pairs: usize) -> Self {
        Self {
            pairs: Vec::with_capacity(pairs),
            places: vec![0; (2 * pairs).next_power_of_two()],
        }
    }

    pub(super) fn of(text: &str) -> Self {
        // Syllables have a letter and a space at least, and are half of a pair each.
        let mut topics = Self::with_room_for(MOST_PAIRS.min(text.len() / 2 + 1));
        // The letters of a syllable, nine bits apart, and those of the one before it.
        let (mut syllable, mut previous) = (0u64, 0u64);
        let mut count = 0;
        for c in text.chars() {
            let letter = word_letter(c);
            if letter != 0 {
                syllable = syllable.rotate_left(9) ^ u64::from(letter);
                continue;
            }
            if syllable != 0 {
                if previous != 0 {
                    topics.add(pair(previous, syllable));
                    count += 1;
                    if count == MOST_PAIRS {
                        return topics;
                    }
                }
                previous = std::mem::take(&mut syllable);
            }
            // A pair stands within a phrase.
            if !matches!(c, ' ' | '-') {
                previous = 0;
            }
        }
        if syllable != 0 && previous != 0 {
            topics.add(pair(previous, syllable));
        }
        topics
    }

    /// The pairs of all these texts.
    pub(super) fn all<'t>(texts: impl Iterator<Item = &'t Self> + Clone) -> Self {
        let mut topics = Self::with_room_for(texts.clone().map(Self::len).sum());
        for text in texts {
            for &pair in &text.pairs {
                topics.add(pair);
            }
        }
        topics
    }

    pub(super) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Pairs that both texts have.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let (few, many) = if self.len() <= other.len() {
            (self, other)
        } else {
            (other, self)
        };
        if few.pairs.is_empty() {
            return 0;
        }
        let known = |pair: &&u32| many.places[many.place(**pair)] != 0;
        few.pairs.iter().filter(known).count()
    }

    /// Adds a pair that is not there yet.
    fn add(&mut self, pair: u32) {
        // 0 stands for a free place.
        let pair = pair.max(1);
        let place = self.place(pair);
        if self.places[place] == 0 {
            self.places[place] = pair;
            self.pairs.push(pair);
        }
    }

    /// Where a pair stands, or would.
    fn place(&self, pair: u32) -> usize {
        let last = self.places.len() - 1;
        let mut place = (pair.wrapping_mul(0x9e37_79b1) >> 16) as usize & last;
        while self.places[place] != 0 && self.places[place] != pair {
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

    #[test]
    fn pairs_of_several_texts_count_once() {
        let (one, two) = (Topics::of("a b c d, e f"), Topics::of("c d e f. A B"));
        assert_eq!((one.len(), two.len()), (4, 4));
        assert_eq!(one.shared(&two), 3);
        let both = Topics::all([&one, &two, &one].into_iter());
        assert_eq!(both.len(), 5);
        assert_eq!(both.shared(&one), 4);
        assert_eq!(one.shared(&Topics::NONE), 0);
        assert_eq!(Topics::all([].into_iter()).len(), 0);
    }

    #[test]
    fn texts_about_one_thing_share_pairs() {
        let title = Topics::of("Cầu Sông Xanh thông xe trước mùa mưa");
        let lead = Topics::of("Sáng nay, cầu Sông Xanh đã thông xe sau hai năm thi công.");
        let other = Topics::of("Giá gạo xuất khẩu tăng tuần thứ ba liên tiếp.");
        assert!(title.shared(&lead) >= 3);
        assert_eq!(title.shared(&other), 0);
    }
}
