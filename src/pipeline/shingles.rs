//! Sets of five-word shingles: what two texts have word for word in common.

/// Words of a shingle.
const WORDS: usize = 5;

/// The shingles of a text: sorted hashes, each once. A text of fewer than [`WORDS`] words has none:
/// so little text is no evidence of copying.
pub(super) fn shingles(text: &str) -> Vec<u32> {
    // Odd, so that no bit of a word's hash is lost.
    const WEIGHT: u64 = 0x9e37_79b9_7f4a_7c15;
    // Of the word that leaves the window.
    const OLDEST: u64 = WEIGHT.wrapping_pow(WORDS as u32);
    let mut window = [0u64; WORDS];
    let mut oldest = 0;
    let mut hashes = Vec::with_capacity(text.len() / 5);
    // The words of the window as digits to the base of the weight: order counts.
    let mut rolling = 0u64;
    let mut words = 0;
    for_each_word(text.as_bytes(), |hash| {
        let left = std::mem::replace(&mut window[oldest], hash);
        oldest = if oldest + 1 == WORDS { 0 } else { oldest + 1 };
        rolling = rolling
            .wrapping_mul(WEIGHT)
            .wrapping_add(hash)
            .wrapping_sub(left.wrapping_mul(OLDEST));
        words += 1;
        if words >= WORDS {
            let mixed = (rolling ^ (rolling >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
            hashes.push((mixed >> 32) as u32);
        }
    });
    let mut hashes = sorted(&hashes);
    hashes.dedup();
    hashes
}

/// Gives a hash of each word, eight bytes at a time: words are runs of bytes above the space.
fn for_each_word(text: &[u8], mut give: impl FnMut(u64)) {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let mut hash = 0;
    let add =
        |bytes: u64, hash: u64| (hash.rotate_left(5) ^ bytes).wrapping_mul(0xf135_7aea_2e62_a9c5);
    let mut at = 0;
    while at < text.len() {
        let eight = match text[at..].first_chunk::<8>() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => {
                let mut padded = [b' '; 8];
                padded[..text.len() - at].copy_from_slice(&text[at..]);
                u64::from_le_bytes(padded)
            }
        };
        // The high bit of the first byte up to the space is set, and of none before it.
        let spaces = eight.wrapping_sub(EACH * (b' ' + 1) as u64) & !eight & HIGH;
        let len = spaces.trailing_zeros() as usize / 8;
        if len == 8 {
            hash = add(eight, hash);
            at += 8;
            continue;
        }
        if len > 0 {
            hash = add(eight & !(u64::MAX << (8 * len)), hash);
        }
        if hash != 0 {
            give(hash ^ (hash >> 29));
            hash = 0;
        }
        at += len + 1;
    }
    if hash != 0 {
        give(hash ^ (hash >> 29));
    }
}

/// The hashes in order. They are spread evenly, so their first bits nearly tell their places.
fn sorted(hashes: &[u32]) -> Vec<u32> {
    // Some places more than hashes.
    let bits = (hashes.len().max(1).ilog2() + 1).min(20);
    let place = |hash: u32| (hash >> (32 - bits)) as usize;
    let mut ends = vec![0u32; 1 << bits];
    for &hash in hashes {
        ends[place(hash)] += 1;
    }
    let (mut start, mut most) = (0, 0);
    for end in &mut ends {
        most = most.max(*end);
        start += std::mem::replace(end, start);
    }
    let mut sorted = vec![0; hashes.len()];
    for &hash in hashes {
        let end = &mut ends[place(hash)];
        sorted[*end as usize] = hash;
        *end += 1;
    }
    if most > CROWDED {
        sorted.sort_unstable();
        return sorted;
    }
    // Only neighbours can still stand the wrong way round.
    for i in 1..sorted.len() {
        let hash = sorted[i];
        let mut at = i;
        while at > 0 && sorted[at - 1] > hash {
            sorted[at] = sorted[at - 1];
            at -= 1;
        }
        sorted[at] = hash;
    }
    sorted
}

/// Hashes with the same first bits from which on they are sorted in the common way.
const CROWDED: u32 = 16;

/// Bits in which the sketches of near-duplicates may differ. At overlap J a bit differs with
/// probability (1 - J) / 2: at 0.8 some 13 of 128 do, and more than these twice in 10⁹ pairs; at 0.2
/// some 51 do.
pub(super) const APART: u32 = 36;

/// A bit for each 128th of the hashes: the lowest of the smallest one there.
pub(super) fn sketch(sorted: &[u32]) -> u128 {
    let mut sketch = 0;
    let mut before = u32::MAX;
    for &hash in sorted {
        let part = hash >> 25;
        // Without a branch, which nothing would foretell.
        let first = u32::from(part != before);
        sketch |= u128::from(hash & first) << part;
        before = part;
    }
    sketch
}

/// Shared part of two sorted sets.
pub(super) fn jaccard(a: &[u32], b: &[u32]) -> f64 {
    let (mut i, mut j, mut shared) = (0, 0, 0usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        shared += usize::from(x == y);
    }
    let union = a.len() + b.len() - shared;
    if union == 0 {
        0.0
    } else {
        shared as f64 / union as f64
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A text of numbered words.
    pub(in super::super) fn text(words: std::ops::Range<usize>) -> String {
        words
            .map(|w| format!("từ{w}"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn overlap_is_counted_on_five_word_shingles_in_order() {
        let (a, b) = (shingles(&text(0..104)), shingles(&text(4..108)));
        assert_eq!(a.len(), 100);
        assert!((jaccard(&a, &b) - 96.0 / 104.0).abs() < 1e-9);
        assert_eq!(jaccard(&a, &shingles("từ4 từ3 từ2 từ1 từ0")), 0.0);
        assert!(shingles("bốn từ thì thôi").is_empty());
        assert_eq!(jaccard(&[], &[]), 0.0);
    }

    #[test]
    fn sketches_of_near_duplicates_are_close_and_most_others_are_not() {
        // Of 200 pairs, how many have sketches apart; by the words that two texts of 400 differ in.
        let apart = |words: usize| {
            let pair = |from: usize| {
                let one = shingles(&text(from..from + 400));
                let other = shingles(&text(from + words..from + words + 400));
                (sketch(&one) ^ sketch(&other)).count_ones() > APART
            };
            (0..200).filter(|i| pair(i * 1000)).count()
        };
        assert_eq!([apart(0), apart(8), apart(40)], [0, 0, 0]);
        assert!(apart(300) > 190);
    }

    #[test]
    fn words_are_told_apart_by_white_space_whatever_their_length() {
        let words = [
            "một",
            "𝒜",
            "tòa-nhà-cao-nhất-thành-phố",
            "a",
            "bốn",
            "năm",
            "sáu bảy",
        ];
        let one = shingles(&words.join(" "));
        assert_eq!(one, shingles(&words.join("\n\n")));
        assert_eq!(one.len(), 4);
        assert!(one.is_sorted());
        let same = "và ".repeat(1000);
        assert_eq!(shingles(&same).len(), 1);
    }
}
