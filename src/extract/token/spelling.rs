//! The form under which words compare: lower case, with the tone mark of `oa`, `oe`, `uy` in one place.
//!
//! [`Spelling`] is the quick way for nearly every word, [`Key`] the whole one for all others. Where
//! both apply they say the same.

use super::alphabet::{self, Alphabet};

/// A word spelled letter by letter in lower case, as long as that is simple: at most sixteen bytes,
/// each letter with a lower case of its own, no tone mark that might move.
#[derive(Default)]
pub(super) struct Spelling {
    bytes: [u8; 16],
    len: usize,
    last: u16,
    before: u16,
    hard: bool,
}

impl Spelling {
    /// The spelling of a word.
    pub(super) fn of(word: &str) -> Self {
        let alphabet = Alphabet::get();
        let bytes = word.as_bytes();
        let mut spelling = Self::default();
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            let (c, width) = alphabet::character(bytes, at, first);
            spelling.push(alphabet.lower(c));
            at += width;
        }
        spelling
    }

    /// Adds a letter by the code point of its lower case.
    fn push(&mut self, lower: Option<u16>) {
        let Some(c) = lower else {
            self.hard = true;
            return;
        };
        (self.before, self.last) = (self.last, c);
        let room = self.len;
        if c < 0x80 {
            if let Some(byte) = self.bytes.get_mut(room) {
                *byte = c as u8;
                self.len += 1;
                return;
            }
        } else if c < 0x800 {
            if let Some([a, b]) = self.bytes.get_mut(room..room + 2) {
                *a = 0xc0 | (c >> 6) as u8;
                *b = 0x80 | (c & 0x3f) as u8;
                self.len += 2;
                return;
            }
        } else if let Some([a, b, d]) = self.bytes.get_mut(room..room + 3) {
            *a = 0xe0 | (c >> 12) as u8;
            *b = 0x80 | (c >> 6 & 0x3f) as u8;
            *d = 0x80 | (c & 0x3f) as u8;
            self.len += 3;
            return;
        }
        self.hard = true;
    }

    /// The word as one number, where it is simple.
    pub(super) fn packed(&self) -> Option<u128> {
        let o_or_u = self.before == u16::from(b'o') || self.before == u16::from(b'u');
        if self.hard || (self.last >= 0x80 && o_or_u) {
            return None;
        }
        Some(u128::from_le_bytes(self.bytes))
    }
}

/// The tone mark of `oa`, `oe`, `uy` at the end of a syllable, as half of all texts place it, and
/// as words compare.
pub(super) const TONE_MOVES: [(&str, &str); 15] = [
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oé", "óe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oẹ", "ọe"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("uỹ", "ũy"),
    ("uỵ", "ụy"),
];

/// The form under which words compare: lower case, tone mark of `oa`, `oe`, `uy` on the first vowel.
pub(super) struct Key {
    bytes: [u8; Key::MAX],
    len: usize,
}

impl Key {
    /// Longest key in bytes; of a longer word only so much is compared, which no dictionary word reaches.
    const MAX: usize = 64;

    pub(super) fn of(word: &str) -> Self {
        let mut key = Self {
            bytes: [0; Self::MAX],
            len: 0,
        };
        let lower = word.chars().flat_map(char::to_lowercase);
        for c in lower {
            let width = c.len_utf8();
            if key.len + width > Self::MAX {
                break;
            }
            c.encode_utf8(&mut key.bytes[key.len..]);
            key.len += width;
        }
        key.place_tone();
        key
    }

    /// `oà` at the end of a syllable becomes `òa`; `quý` keeps its mark, since its `u` belongs to the `q`.
    fn place_tone(&mut self) {
        let key = &self.bytes[..self.len];
        // Most words end here: the last letter must bear a mark and stand behind `o` or `u`.
        let continued = key
            .iter()
            .rev()
            .take_while(|b| (0x80..0xc0).contains(*b))
            .count();
        let before = key
            .len()
            .checked_sub(continued + 2)
            .and_then(|at| key.get(at));
        if continued == 0 || !matches!(before, Some(b'o' | b'u')) {
            return;
        }
        for (from, to) in TONE_MOVES {
            if key.ends_with(from.as_bytes()) {
                let at = self.len - from.len();
                if from.starts_with('u') && at > 0 && self.bytes[at - 1] == b'q' {
                    return;
                }
                self.bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
                self.len = at + to.len();
                return;
            }
        }
    }

    /// The word as one number, where it is short enough.
    pub(super) fn packed(&self) -> Option<u128> {
        let bytes = self.bytes.first_chunk::<16>()?;
        (self.len <= 16).then(|| u128::from_le_bytes(*bytes))
    }

    pub(super) fn as_str(&self) -> &str {
        // Only whole characters are pushed, so the bytes are always UTF-8.
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }
}
