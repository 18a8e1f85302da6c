//! Sixteen bytes of a text at one look: how long the word there is, and which letters are capitals.
//!
//! Eight bytes are compared together, as one number, without a branch for each.

/// Bytes of a look.
const LOOK: usize = 16;

/// Up to sixteen bytes as two numbers.
pub(super) fn packed(bytes: &[u8]) -> [u64; 2] {
    let mut look = [0; LOOK];
    look[..bytes.len()].copy_from_slice(bytes);
    numbers(&look)
}

fn numbers(look: &[u8; LOOK]) -> [u64; 2] {
    let number = u128::from_le_bytes(*look);
    [number as u64, (number >> 64) as u64]
}

/// The run of ASCII letters, digits and bytes beyond ASCII at `at`, shorter than a look, and its
/// length; nothing where there is none or it is longer.
#[inline]
pub(super) fn run(text: &[u8], at: usize) -> Option<([u64; 2], usize)> {
    let rest = text.get(at..)?;
    let [low, high] = match rest.first_chunk::<LOOK>() {
        Some(look) => numbers(look),
        None => packed(rest),
    };
    let below = |bytes: u32| !(u64::MAX << (8 * bytes));
    let first = word_bytes(low);
    // Nineteen words of twenty are so short.
    if first < 8 {
        return (first > 0).then(|| ([low & below(first), 0], first as usize));
    }
    let second = word_bytes(high);
    (second < 8).then(|| ([low, high & below(second)], 8 + second as usize))
}

/// The lowest bit of each of eight bytes of a word that is an ASCII capital: alone among letters,
/// digits and bytes beyond ASCII these have the bit of letters and neither that of small ones nor
/// the top one.
#[inline]
pub(super) fn capitals(bytes: u64) -> u64 {
    bytes >> 6 & !(bytes >> 5 | bytes >> 7) & EACH
}

/// True where all `len` bytes of a word are capitals.
pub(super) fn all(capitals: [u64; 2], len: usize) -> bool {
    (capitals[0].count_ones() + capitals[1].count_ones()) as usize == len
}

/// One in each byte.
pub(super) const EACH: u64 = 0x0101_0101_0101_0101;

/// The top bit of each byte.
pub(super) const TOP: u64 = 0x80 * EACH;

/// How many of eight bytes, from the lowest, are ASCII letters, digits or beyond ASCII.
#[inline]
fn word_bytes(bytes: u64) -> u32 {
    // The top bit of each byte tells whether it reaches a bound; no sum passes into the next byte.
    let low = bytes & !TOP;
    let from = |value: u64, bound: u8| value + (0x80 - u64::from(bound)) * EACH;
    let digit = from(low, b'0') & !from(low, b'9' + 1);
    let small = low | (0x20 * EACH);
    let letter = from(small, b'a') & !from(small, b'z' + 1);
    (!(digit | letter | bytes) & TOP).trailing_zeros() / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_end_before_ascii_that_is_no_letter_or_digit() {
        for byte in 0..=u8::MAX {
            let counts = word_bytes(u64::from_le_bytes([
                b'a', b'Z', byte, b'0', 0xe1, b'9', b'z', b' ',
            ]));
            let word = byte.is_ascii_alphanumeric() || byte >= 0x80;
            assert_eq!(counts, if word { 7 } else { 2 }, "{byte:#x}");
        }
        let length = |text: &str| run(text.as_bytes(), 0).map(|(_, len)| len);
        assert_eq!(length("Triều Tiên"), Some(7));
        assert_eq!(length("tám.byte"), Some(4));
        assert_eq!(length("abcdefgh ijk"), Some(8));
        assert_eq!(length("abcdefghijklmno, và"), Some(15));
        assert_eq!(length("abcdefghijklmnop"), None);
        assert_eq!(length(" a"), None);
        assert_eq!(length("a"), Some(1));
        assert_eq!(length(""), None);
    }
}
