//! What two texts have in common: the pairs of neighbouring syllables, which in Vietnamese are
//! mostly words and names.

use super::letters::word_letter;

/// Pairs of a text at most; enough to tell what a paragraph is about.
const MOST_PAIRS: usize = 128;

/// The distinct syllable pairs of a text, as sorted hashes.
#[derive(Clone, Debug, Default)]
pub(super) struct Topics(Vec<u32>);

impl Topics {
    /// Of nothing.
    pub(super) const NONE: Self = Self(Vec::new());

    pub(super) fn of(text: &str) -> Self {
        let mut pairs = Vec::with_capacity(MOST_PAIRS.min(text.len() / 4));
        let (mut syllable, mut previous) = (0u32, 0u32);
        for c in text.chars().chain([' ']) {
            let letter = word_letter(c);
            if letter != 0 {
                syllable = (syllable ^ letter).wrapping_mul(0x0100_0193) ^ 0x9e37;
                continue;
            }
            if syllable != 0 {
                if previous != 0 {
                    pairs.push(previous.rotate_left(7) ^ syllable);
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
        pairs.sort_unstable();
        pairs.dedup();
        Self(pairs)
    }

    /// The pairs of all these texts.
    pub(super) fn all<'t>(texts: impl Iterator<Item = &'t Self>) -> Self {
        let mut pairs: Vec<u32> = Vec::with_capacity(2 * MOST_PAIRS);
        for text in texts {
            pairs.extend_from_slice(&text.0);
        }
        // Stable, since it makes use of what is sorted already.
        pairs.sort();
        pairs.dedup();
        Self(pairs)
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
