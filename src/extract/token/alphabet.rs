//! What each character is to the tokenizer, looked up in one table: the standard library searches
//! its own for every letter beyond ASCII, and one letter in five of Vietnamese is.

use std::sync::LazyLock;

/// What a character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// White space.
    Space,
    /// Stands alone.
    Mark,
    /// A letter that is no capital, or a digit of another script.
    Letter,
    /// A capital letter.
    Capital,
    /// 0 to 9.
    Digit,
    /// A combining mark of Latin: part of a word where one has begun, else a mark.
    Combining,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            '0'..='9' => Self::Digit,
            '\u{300}'..='\u{36f}' => Self::Combining,
            _ if c.is_whitespace() => Self::Space,
            _ if c.is_uppercase() && c.is_alphanumeric() => Self::Capital,
            _ if c.is_alphanumeric() => Self::Letter,
            _ => Self::Mark,
        }
    }
}

/// One past the last character of the table: Latin with all of Vietnamese, Greek, Cyrillic, punctuation.
const END: usize = 0x2100;

/// Lower case of a character that has none of a single letter in the table.
const ELSEWHERE: u16 = u16::MAX;

/// The table.
pub(super) struct Alphabet {
    kinds: [Kind; END],
    lower: [u16; END],
}

static ALPHABET: LazyLock<Box<Alphabet>> = LazyLock::new(|| {
    let mut alphabet = Box::new(Alphabet {
        kinds: [Kind::Mark; END],
        lower: [ELSEWHERE; END],
    });
    for code in 0..END {
        let Some(c) = char::from_u32(code as u32) else {
            continue;
        };
        alphabet.kinds[code] = Kind::of(c);
        let mut lower = c.to_lowercase();
        if let (Some(one), None) = (lower.next(), lower.next())
            && (one as usize) < END
        {
            alphabet.lower[code] = one as u16;
        }
    }
    alphabet
});

impl Alphabet {
    /// The one table.
    pub(super) fn get() -> &'static Self {
        &ALPHABET
    }

    /// What the character of code point `c` is.
    pub(super) fn kind(&self, c: u32) -> Kind {
        match self.kinds.get(c as usize) {
            Some(kind) => *kind,
            None => char::from_u32(c).map_or(Kind::Mark, Kind::of),
        }
    }

    /// True for a character of the table that is its own lower case.
    pub(super) fn is_lower(&self, c: u32) -> bool {
        self.lower(c).is_some_and(|lower| u32::from(lower) == c)
    }

    /// The code point of its lower case; `None` where that is not one character of the table.
    pub(super) fn lower(&self, c: u32) -> Option<u16> {
        self.lower
            .get(c as usize)
            .copied()
            .filter(|lower| *lower != ELSEWHERE)
    }
}

/// True for letters that differ at most in that one is a capital.
pub(in crate::extract) fn is_same_letter(a: char, b: char) -> bool {
    let alphabet = Alphabet::get();
    match (alphabet.lower(a as u32), alphabet.lower(b as u32)) {
        (Some(a), Some(b)) => a == b,
        _ => a.to_lowercase().eq(b.to_lowercase()),
    }
}

/// The character at `at`, whose first byte is `first`, and its width in bytes.
pub(super) fn character(bytes: &[u8], at: usize, first: u8) -> (u32, usize) {
    let more = |ahead: usize| bytes.get(at + ahead).map_or(0, |b| u32::from(*b & 0x3f));
    let first = u32::from(first);
    match first {
        0..0x80 => (first, 1),
        0x80..0xe0 => ((first & 0x1f) << 6 | more(1), 2),
        0xe0..0xf0 => ((first & 0x0f) << 12 | more(1) << 6 | more(2), 3),
        _ => (
            (first & 0x07) << 18 | more(1) << 12 | more(2) << 6 | more(3),
            4,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_read_as_the_standard_library_reads_it() {
        let alphabet = Alphabet::get();
        for c in '\0'..=char::MAX {
            let mut text = [0; 4];
            let bytes = c.encode_utf8(&mut text).as_bytes();
            let (code, width) = character(bytes, 0, bytes[0]);
            assert_eq!((code, width), (c as u32, c.len_utf8()));
            let kind = alphabet.kind(code);
            assert_eq!(kind == Kind::Space, c.is_whitespace(), "{c:?}");
            let word = matches!(kind, Kind::Letter | Kind::Capital | Kind::Digit);
            let combining = kind == Kind::Combining;
            assert_eq!(word, c.is_alphanumeric() && !combining, "{c:?}");
            if word {
                assert_eq!(kind == Kind::Capital, c.is_uppercase(), "{c:?}");
            }
            if let Some(lower) = alphabet.lower(code) {
                assert!(c.to_lowercase().eq(char::from_u32(lower.into())), "{c:?}");
            }
        }
    }

    #[test]
    fn letters_are_the_same_whatever_their_case_and_not_without_their_marks() {
        for (a, b) in [('Đ', 'đ'), ('Ế', 'ế'), ('z', 'Z'), ('Ω', 'ω'), ('𐐀', '𐐨')] {
            assert!(is_same_letter(a, b) && is_same_letter(b, a) && is_same_letter(a, a));
        }
        for (a, b) in [('d', 'đ'), ('ê', 'ế'), ('a', 'ă'), ('𐐀', 'z')] {
            assert!(!is_same_letter(a, b) && !is_same_letter(b, a));
        }
    }
}
