//! What a line looks like, from one pass over its bytes.

/// Bytes of a line that are looked at; what a longer one holds more changes nothing.
const LOOK_BYTES: usize = 1200;

/// Bytes of a line whose letters are counted: only short ones can be headlines in capitals.
const SHORT_BYTES: usize = 240;

/// Counts and marks of one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// White-space tokens.
    pub(super) words: u32,
    /// Words that begin with a capital letter.
    pub(super) capitals: u32,
    /// Words that begin with a small letter.
    pub(super) smalls: u32,
    /// True where it has small ASCII letters.
    pub(super) small_letters: bool,
    /// Capital ASCII letters anywhere.
    pub(super) capital_letters: u32,
    /// Marks that end a sentence inside the line, before a space and a capital.
    pub(super) breaks: u32,
    /// Gaps of two or more spaces, or bars between words.
    pub(super) gaps: u32,
    /// Commas.
    pub(super) commas: u32,
    /// The last mark or letter, closing quotes and brackets aside.
    pub(super) end: End,
    /// What characters the line holds.
    pub(super) holds: Holds,
}

/// Which of the characters that rules ask for a line holds: most lines need no rule to be tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Holds(u8);

impl Holds {
    pub(super) const DIGIT: Self = Self(1);
    /// `/`, `|` and `>`.
    pub(super) const BAR: Self = Self(1 << 1);
    /// The signs of Latin-1, among them `©` and `»`.
    pub(super) const SIGN: Self = Self(1 << 2);
    /// Quotes, dashes, bullets and the like, among them `›`.
    pub(super) const GENERAL: Self = Self(1 << 3);
    /// `.`, `!`, `?`, `:`, `-`, `(`, `[` and `@`.
    pub(super) const MARK: Self = Self(1 << 4);

    /// False where the line holds none of `others`.
    pub(super) fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Bytes of a line that are looked at together.
const BLOCK_BYTES: usize = 64;

/// Bytes of a block whose letters are counted together.
const GROUP_BYTES: usize = 16;

const EACH: u64 = u64::MAX / 255;
const HIGH: u64 = EACH * 0x80;

/// A bit for each of a block's first `len` bytes of which `high`, which looks at eight, sets the
/// highest bit; the lowest for the first byte.
#[inline(always)]
fn bits(block: &[u8; BLOCK_BYTES], len: usize, high: impl Fn(u64) -> u64) -> u64 {
    let mut bits = 0;
    let (eights, _) = block.as_chunks::<8>();
    for (i, eight) in eights[..len.div_ceil(8)].iter().enumerate() {
        // The factor brings the highest bits of the eight bytes together in the highest byte.
        let found = high(u64::from_le_bytes(*eight)) & HIGH;
        bits |= (found.wrapping_mul(0x0002_0408_1020_4081) >> 56) << (8 * i);
    }
    bits
}

/// The highest bit of each byte that is a space.
#[inline(always)]
fn spaces(eight: u64) -> u64 {
    // A byte is zero where a space stood; adding 7F to its low bits carries where not.
    let zero = eight ^ (EACH * u64::from(b' '));
    !(((zero & !HIGH) + !HIGH) | zero)
}

/// The highest bit of each byte that is a small ASCII letter.
#[inline(always)]
fn small_letters(eight: u64) -> u64 {
    let low = eight & !HIGH;
    let from_a = low + EACH * u64::from(0x80 - b'a');
    let behind_z = low + EACH * u64::from(0x7F - b'z');
    from_a & !behind_z & !eight
}

/// How a line ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    /// A letter or digit.
    #[default]
    Open,
    /// `.` or `./.`.
    Stop,
    /// `!`
    Cry,
    /// `?`.
    Question,
    /// `…` or three dots.
    Dots,
    /// `:`, `;` or `,`.
    Clause,
}

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let mut shape = Self {
            end: end(text),
            ..Self::default()
        };
        let mut to = text.len().min(LOOK_BYTES);
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        let mut bytes = &text.as_bytes()[..to];
        while let [b' ', tail @ ..] = bytes {
            bytes = tail;
        }
        let short = to <= SHORT_BYTES;
        if !short {
            shape.small_letters = true;
            // What is not looked at could be anything.
            shape.holds = Holds(u8::MAX);
        }
        // The start of a line is as good as a space before it.
        let mut carried = 1;
        for (i, part) in bytes.chunks(BLOCK_BYTES).enumerate() {
            let mut padded = [0; BLOCK_BYTES];
            let block = part.try_into().unwrap_or_else(|_| {
                padded[..part.len()].copy_from_slice(part);
                &padded
            });
            if short {
                let (groups, _) = block.as_chunks();
                for group in &groups[..part.len().div_ceil(GROUP_BYTES)] {
                    shape.count_letters(group);
                }
            }
            let spaces = bits(block, part.len(), spaces);
            let filled = u64::MAX >> (BLOCK_BYTES - part.len());
            let behind = (spaces << 1 | carried) & filled;
            carried = spaces >> (BLOCK_BYTES - 1);
            let doubled = spaces & behind;
            if doubled != 0 {
                shape.gaps += doubled.count_ones();
            }
            let starts = !spaces & behind;
            let small = starts & bits(block, part.len(), small_letters);
            shape.words += starts.count_ones();
            shape.smalls += small.count_ones();
            let mut others = starts & !small;
            while others != 0 {
                shape.count_word(bytes, i * BLOCK_BYTES + others.trailing_zeros() as usize);
                others &= others - 1;
            }
        }
        shape
    }

    /// Looks at the word that begins at byte `at` with anything but a small ASCII letter.
    #[inline]
    fn count_word(&mut self, bytes: &[u8], at: usize) {
        let capital = match bytes[at] {
            b'A'..=b'Z' => true,
            first => {
                self.gaps += u32::from(first == b'|');
                let (capital, small) = match skip_marks(&bytes[at..]) {
                    [] => (false, false),
                    [b, ..] if b.is_ascii() => (b.is_ascii_uppercase(), b.is_ascii_lowercase()),
                    rest => (is_capital(rest), rest[0] >= 0xC3),
                };
                self.smalls += u32::from(small && !capital);
                capital
            }
        };
        if capital {
            self.capitals += 1;
            self.breaks += u32::from(ends_in_stop(&bytes[..at]));
        }
    }

    /// Counts the letters and marks of a part of a short line, in a form that compilers turn into
    /// vector code.
    fn count_letters(&mut self, group: &[u8; GROUP_BYTES]) {
        let (mut small, mut capitals, mut commas, mut holds) = (0, 0, 0, 0);
        for &b in group {
            small |= u8::from(b.wrapping_sub(b'a') < 26);
            capitals += u8::from(b.wrapping_sub(b'A') < 26);
            commas += u8::from(b == b',');
            holds |= u8::from(b.wrapping_sub(b'0') < 10) * Holds::DIGIT.0;
            holds |= u8::from((b == b'/') | (b == b'|') | (b == b'>')) * Holds::BAR.0;
            let stop = (b == b'.') | (b == b'!') | (b == b'?') | (b == b':');
            let other = (b == b'-') | (b == b'(') | (b == b'[') | (b == b'@');
            holds |= u8::from(stop | other) * Holds::MARK.0;
            holds |= u8::from(b == 0xC2) * Holds::SIGN.0;
            holds |= u8::from(b == 0xE2) * Holds::GENERAL.0;
        }
        self.small_letters |= small != 0;
        self.capital_letters += u32::from(capitals);
        self.commas += u32::from(commas);
        self.holds.0 |= holds;
    }

    /// Running text: a sentence of some length that ends as one, or several sentences.
    pub(super) fn is_prose(&self) -> bool {
        match self.end {
            End::Stop => self.words >= 11 || (self.words >= 8 && self.breaks > 0),
            End::Question => self.words >= 26 || (self.words >= 12 && self.breaks > 0),
            End::Cry => self.words >= 18 || (self.words >= 12 && self.breaks > 0),
            End::Dots => self.words >= 20,
            End::Clause => self.words >= 18,
            End::Open => self.words >= 32 || (self.words >= 20 && self.breaks > 0),
        }
    }

    /// Capitals only, of three letters or more.
    pub(super) fn is_upper(&self) -> bool {
        !self.small_letters && self.capital_letters >= 3
    }
}

/// A text without the quotes, brackets and dashes before its first letter, digit or space.
#[inline]
fn skip_marks(word: &[u8]) -> &[u8] {
    let mut rest = word;
    loop {
        rest = match rest {
            [b, tail @ ..] if b.is_ascii_punctuation() => tail,
            // Quotes, dashes and bullets of U+2000 to U+203F.
            [0xE2, 0x80, _, tail @ ..] => tail,
            _ => return rest,
        };
    }
}

/// True where a capital of two or more bytes begins.
fn is_capital(bytes: &[u8]) -> bool {
    match *bytes {
        [0xC3, b, ..] => b <= 0x9E && b != 0x97,
        // `đ`, `ă`, `ơ` and `ư`, and their capitals.
        [0xC4, 0x91 | 0x83, ..] | [0xC6, 0xA1 | 0xB0, ..] => false,
        [0xC4, 0x90 | 0x82, ..] | [0xC6, 0xA0 | 0xAF, ..] => true,
        // The letters with two marks: capital even, small odd.
        [0xE1, 0xBA, b @ 0xA0..=0xBF, ..] | [0xE1, 0xBB, b @ 0x80..=0xB9, ..] => b & 1 == 0,
        _ => is_rare_capital(bytes),
    }
}

fn is_rare_capital(bytes: &[u8]) -> bool {
    let width = match bytes[0] {
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    };
    bytes
        .get(..width)
        .and_then(|b| std::str::from_utf8(b).ok())
        .and_then(|s| s.chars().next())
        .is_some_and(char::is_uppercase)
}

/// True where the last word of `text` ends a sentence, closing quotes and brackets behind the mark
/// allowed.
#[inline]
fn ends_in_stop(text: &[u8]) -> bool {
    let mut rest = text;
    while let [head @ .., b' '] = rest {
        rest = head;
    }
    // A letter ends most words.
    if rest.last().is_none_or(u8::is_ascii_alphanumeric) {
        return false;
    }
    loop {
        rest = match rest {
            [head @ .., b'"' | b'\'' | b')' | b']'] => head,
            [head @ .., 0xE2, 0x80, 0x9D | 0x99] => head,
            [.., b'.' | b'!' | b'?'] => return true,
            _ => return false,
        };
    }
}

/// True for a letter of Vietnamese or a digit at the end.
#[inline]
fn ends_in_letter(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [.., b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z'] | [.., 0xC3..=0xC6, _] | [.., 0xE1, 0xBA | 0xBB, _]
    )
}

/// How `text` ends, closing quotes, brackets and spaces aside.
fn end(text: &str) -> End {
    // A letter ends most lines, or a letter and a mark.
    match text.as_bytes() {
        letters if ends_in_letter(letters) => return End::Open,
        [head @ .., b'.'] if ends_in_letter(head) => return End::Stop,
        [.., b'!'] => return End::Cry,
        [.., b'?'] => return End::Question,
        [.., b':' | b';' | b','] => return End::Clause,
        _ => {}
    }
    let mut tail = text.trim_end();
    loop {
        let cut = tail.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ']);
        if cut.len() == tail.len() {
            break;
        }
        tail = cut;
    }
    if tail.ends_with("./") || tail.ends_with("./.") {
        return End::Stop;
    }
    if tail.ends_with("...") || tail.ends_with("..") || tail.ends_with('…') {
        return End::Dots;
    }
    match tail.as_bytes().last() {
        Some(b'.') => End::Stop,
        Some(b'!') => End::Cry,
        Some(b'?') => End::Question,
        Some(b':' | b';' | b',') => End::Clause,
        _ => End::Open,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_and_marks_are_those_counted_one_by_one(text in "[a-cX-Z ,.|/09đĐÂế“–@-]{0,80}") {
            let shape = Shape::of(&text);
            let words = || text.split(' ').filter(|word| !word.is_empty());
            let small = |word: &&str| word.starts_with(|c: char| c.is_ascii_lowercase());
            let count = |c| text.matches(c).count() as u32;
            let holds = |chars: &[char]| text.contains(chars);
            prop_assert_eq!(shape.words, words().count() as u32);
            prop_assert!(shape.smalls >= words().filter(small).count() as u32);
            prop_assert_eq!(shape.commas, count(','));
            prop_assert_eq!(shape.capital_letters, count('X') + count('Y') + count('Z'));
            prop_assert_eq!(shape.small_letters, holds(&['a', 'b', 'c']));
            prop_assert_eq!(shape.holds.any(Holds::DIGIT), holds(&['0', '9']));
            prop_assert_eq!(shape.holds.any(Holds::BAR), holds(&['/', '|']));
            prop_assert_eq!(shape.holds.any(Holds::MARK), holds(&['.', '@', '-']));
            prop_assert_eq!(shape.holds.any(Holds::GENERAL), holds(&['“', '–']));
        }
    }

    #[test]
    fn prose_ends_as_a_sentence_and_headlines_do_not() {
        let prose = [
            "Sáng nay, đoàn công tác đã tới thăm cảng và làm việc với lãnh đạo thành phố.",
            "Ông nói: “Chúng tôi sẽ làm hết sức mình để công trình xong trước mùa mưa năm nay.”",
        ];
        let headlines = [
            "Đoàn công tác thăm cảng, làm việc với lãnh đạo thành phố",
            "Vì sao công trình chưa xong trước mùa mưa?",
            "Giá vàng hôm nay: giảm...",
        ];
        for text in prose {
            assert!(Shape::of(text).is_prose(), "{text}");
        }
        for text in headlines {
            assert!(!Shape::of(text).is_prose(), "{text}");
        }
    }
}
