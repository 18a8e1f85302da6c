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
    /// Small ASCII letters anywhere.
    pub(super) small_letters: u32,
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

    /// False where the line holds none of `others`.
    pub(super) fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Bytes that are counted together.
const GROUP_BYTES: usize = 16;

/// What each of sixteen places in a row of groups held.
#[derive(Default)]
struct Tally {
    small: [u8; GROUP_BYTES],
    capital: [u8; GROUP_BYTES],
    commas: [u8; GROUP_BYTES],
    holds: [u8; GROUP_BYTES],
}

impl Tally {
    #[inline]
    fn add(&mut self, group: &[u8; GROUP_BYTES]) {
        let mark = |seen: bool, holds: Holds| if seen { holds.0 } else { 0 };
        for (i, &b) in group.iter().enumerate() {
            self.small[i] += u8::from(b.is_ascii_lowercase());
            self.capital[i] += u8::from(b.is_ascii_uppercase());
            self.commas[i] += u8::from(b == b',');
            self.holds[i] |= mark(b.is_ascii_digit(), Holds::DIGIT)
                | mark((b == b'/') | (b == b'|') | (b == b'>'), Holds::BAR)
                | mark(b == 0xC2, Holds::SIGN)
                | mark(b == 0xE2, Holds::GENERAL);
        }
    }
}

/// Where the spaces of a text stand, eight bytes looked at together: words are too short for
/// searches that first get up to speed.
struct Spaces<'t> {
    rest: &'t [u8],
    at: usize,
    /// The high bit of each byte before `at`, of the last eight, that is a space still to tell.
    found: u64,
}

impl<'t> Spaces<'t> {
    fn of(bytes: &'t [u8]) -> Self {
        Self {
            rest: bytes,
            at: 0,
            found: 0,
        }
    }
}

impl Iterator for Spaces<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        const EACH: u64 = u64::MAX / 255;
        while self.found == 0 {
            let mut eight = [0; 8];
            match self.rest.split_first_chunk::<8>() {
                Some((first, rest)) => (eight, self.rest) = (*first, rest),
                None if self.rest.is_empty() => return None,
                None => {
                    eight[..self.rest.len()].copy_from_slice(self.rest);
                    self.rest = &[];
                }
            }
            // A byte is zero where a space stood; adding 7F to its low bits carries where not.
            let zero = u64::from_le_bytes(eight) ^ (EACH * u64::from(b' '));
            self.found = !(((zero & (EACH * 0x7F)) + EACH * 0x7F) | zero) & (EACH * 0x80);
            self.at += 8;
        }
        let place = self.at - 8 + self.found.trailing_zeros() as usize / 8;
        self.found &= self.found - 1;
        Some(place)
    }
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
        let bytes = &text.as_bytes()[..to];
        let mut at = 0;
        let mut stopped = false;
        for space in Spaces::of(bytes).chain([to]) {
            let word = &bytes[at..space];
            at = space + 1;
            let Some(&first) = word.first() else {
                shape.gaps += u32::from(shape.words > 0 && space < to);
                continue;
            };
            shape.words += 1;
            let upper = match first {
                b'a'..=b'z' => false,
                b'A'..=b'Z' => true,
                _ => {
                    shape.gaps += u32::from(first == b'|');
                    match skip_marks(word) {
                        [b, ..] if b.is_ascii() => b.is_ascii_uppercase(),
                        [] => false,
                        rest => is_capital(rest),
                    }
                }
            };
            if upper {
                shape.capitals += 1;
                shape.breaks += u32::from(stopped);
            } else if first.is_ascii_lowercase()
                || skip_marks(word)
                    .first()
                    .is_some_and(|b| b.is_ascii_lowercase() || *b >= 0xC3)
            {
                shape.smalls += 1;
            }
            stopped = ends_in_stop(word);
        }
        if to <= SHORT_BYTES {
            shape.tally(bytes);
        } else {
            shape.small_letters = 1;
            // What is not looked at could be anything.
            shape.holds = Holds(u8::MAX);
        }
        shape
    }

    /// Counts the letters and marks of a short line, sixteen bytes at once: so few that counts fit
    /// in a byte, and without a branch, which compilers make vector code of.
    fn tally(&mut self, bytes: &[u8]) {
        let mut tally = Tally::default();
        let groups = bytes.chunks_exact(GROUP_BYTES);
        let mut last = [0; GROUP_BYTES];
        last[..groups.remainder().len()].copy_from_slice(groups.remainder());
        for group in groups {
            if let Ok(group) = group.try_into() {
                tally.add(group);
            }
        }
        tally.add(&last);
        let sum = |counts: [u8; GROUP_BYTES]| counts.iter().map(|n| u32::from(*n)).sum();
        self.small_letters = sum(tally.small);
        self.capital_letters = sum(tally.capital);
        self.commas = sum(tally.commas);
        self.holds = Holds(tally.holds.iter().fold(0, |all, holds| all | holds));
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
        self.small_letters == 0 && self.capital_letters >= 3
    }
}

/// A word without the quotes, brackets and dashes before its first letter or digit.
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
        // `đ`, `ă`, `ơ` and `ư`.
        [0xC4, 0x91 | 0x83, ..] | [0xC6, 0xA1 | 0xB0, ..] => false,
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
        .is_some_and(|c| match c {
            'À'..='Þ' => c != '×',
            '\u{1EA0}'..='\u{1EF9}' => c as u32 & 1 == 0,
            'Đ' | 'Ă' | 'Ĩ' | 'Ũ' | 'Ơ' | 'Ư' => true,
            'ß'..='ÿ' | 'đ' | 'ă' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => false,
            c => c.is_uppercase(),
        })
}

/// A word that ends a sentence, closing quotes and brackets behind the mark allowed.
fn ends_in_stop(word: &[u8]) -> bool {
    // A letter ends most words.
    if word.last().is_none_or(u8::is_ascii_alphanumeric) {
        return false;
    }
    let mut rest = word;
    loop {
        rest = match rest {
            [head @ .., b'"' | b'\'' | b')' | b']'] => head,
            [head @ .., 0xE2, 0x80, 0x9D | 0x99] => head,
            [.., b'.' | b'!' | b'?'] => return true,
            _ => return false,
        };
    }
}

/// How `text` ends, closing quotes, brackets and spaces aside.
fn end(text: &str) -> End {
    // A letter ends most lines.
    if matches!(
        text.as_bytes(),
        [.., b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z'] | [.., 0xC3..=0xC6, _] | [.., 0xE1, 0xBA | 0xBB, _]
    ) {
        return End::Open;
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

/// True when the line is one or more texts, each printed twice in a row, with or without a space
/// between (`XX`, `X X Y Y`).
pub(super) fn is_doubled(text: &str) -> bool {
    let mut rest = text.trim();
    if rest.len() < 24 {
        return false;
    }
    let mut pairs = 0;
    while !rest.is_empty() {
        let Some(half) = doubled_prefix(rest) else {
            // A list cut off in its last item still counts.
            return pairs >= 2 || (pairs == 1 && rest.len() < text.len() / 3);
        };
        pairs += 1;
        rest = rest[half..].trim_start();
    }
    pairs > 0
}

/// Length of the shortest `X X` at the start, of at least ten bytes and three words each.
fn doubled_prefix(text: &str) -> Option<usize> {
    const PROBE: usize = 10;
    let bytes = text.as_bytes();
    let probe = bytes.get(..PROBE)?;
    let mut from = PROBE;
    // A probe occurs a handful of times at most in a line; each is compared once.
    for _ in 0..8 {
        let at = from + memchr::memmem::find(&bytes[from..], probe)?;
        let first = text.get(..at)?.trim_end();
        if bytes[at..].starts_with(first.as_bytes())
            && first.bytes().filter(|b| *b == b' ').count() >= 2
        {
            return Some(at + first.len());
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_texts_are_seen_with_and_without_a_space() {
        let yes = [
            "Mưa lớn ở miền TrungMưa lớn ở miền Trung",
            "Mưa lớn ở miền Trung Mưa lớn ở miền Trung",
            "Mưa lớn ở miền Trung Mưa lớn ở miền Trung Cầu mới thông xe sớm Cầu mới thông xe sớm",
        ];
        let no = [
            "Mưa lớn ở miền Trung, mưa nhỏ ở miền Bắc và nắng ở miền Nam",
            "Ngày mai trời nắng, ngày mai nữa trời mưa, ngày kia trời mát.",
            "ha ha ha ha ha ha",
        ];
        for text in yes {
            assert!(is_doubled(text), "{text}");
        }
        for text in no {
            assert!(!is_doubled(text), "{text}");
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
