//! What two texts have in common: the pairs of neighbouring syllables, which in Vietnamese are
//! mostly words and names.

use super::letters::{is_word, lower};

/// Pairs of a text at most; enough to tell what a paragraph is about.
const MOST_PAIRS: usize = 128;

/// The distinct syllable pairs of a text, as sorted hashes.
#[derive(Clone, Debug, Default)]
pub(super) struct Topics(Vec<u32>);

impl Topics {
    pub(super) fn of(text: &str) -> Self {
        let mut topics = Self::default();
        topics.extend(text);
        topics
    }

    /// Adds the pairs of another text.
    fn extend(&mut self, text: &str) {
        let (mut syllable, mut previous) = (0u32, 0u32);
        let start = self.0.len();
        let mut push = |syllable: &mut u32, previous: &mut u32, broken: bool| {
            if *syllable != 0 {
                if *previous != 0 {
                    self.0.push(previous.rotate_left(7) ^ *syllable);
                }
                *previous = *syllable;
                *syllable = 0;
            }
            if broken {
                *previous = 0;
            }
            self.0.len() - start < MOST_PAIRS
        };
        for c in text.chars() {
            if is_word(c) {
                syllable = (syllable ^ lower(c) as u32).wrapping_mul(0x0100_0193) ^ 0x9e37;
            } else if !push(&mut syllable, &mut previous, !matches!(c, ' ' | '-')) {
                break;
            }
        }
        push(&mut syllable, &mut previous, true);
        self.0.sort_unstable();
        self.0.dedup();
    }

    /// Adds the pairs of other topics.
    pub(super) fn extend_all(&mut self, other: &Self) {
        let mut merged = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut a, mut b) = (self.0.as_slice(), other.0.as_slice());
        while let (Some(&x), Some(&y)) = (a.first(), b.first()) {
            merged.push(x.min(y));
            a = &a[usize::from(x <= y)..];
            b = &b[usize::from(y <= x)..];
        }
        merged.extend_from_slice(a);
        merged.extend_from_slice(b);
        self.0 = merged;
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Pairs that both texts have.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let (mut a, mut b, mut shared) = (0, 0, 0);
        while let (Some(x), Some(y)) = (self.0.get(a), other.0.get(b)) {
            shared += usize::from(x == y);
            a += usize::from(x <= y);
            b += usize::from(y <= x);
        }
        shared
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_about_one_thing_share_pairs() {
        let title = Topics::of("Cầu Sông Xanh thông xe trước mùa mưa");
        let lead = Topics::of("Sáng nay, cầu Sông Xanh đã thông xe sau hai năm thi công.");
        let other = Topics::of("Giá gạo xuất khẩu tăng tuần thứ ba liên tiếp.");
        assert!(title.shared(&lead) >= 3);
        assert_eq!(title.shared(&other), 0);
    }
}
