//! Small letters and word characters, without the standard library's search for the letters of Vietnamese.

/// The small letter of `c`; where a capital has several, the first.
#[inline]
pub(super) fn lower(c: char) -> char {
    match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        // Capitals of Latin-1 stand 32 before their small letters; × is none.
        'À'..='Þ' if c != '×' => shifted(c, 32),
        // Ă, Đ, Ĩ, Ũ, and the letters of Vietnamese with two marks: capital even, small odd.
        'Ā'..='ķ' | 'Ŋ'..='ŷ' | '\u{1EA0}'..='\u{1EF9}' if !matches!(c, 'İ' | 'ı') => {
            char::from_u32(c as u32 | 1).unwrap_or(c)
        }
        'Ơ' => 'ơ',
        'Ư' => 'ư',
        'ß'..='ÿ' | 'ơ' | 'ư' => c,
        c => rare_lower(c),
    }
}

#[cold]
fn rare_lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[inline]
fn shifted(c: char, by: u32) -> char {
    char::from_u32(c as u32 + by).unwrap_or(c)
}

/// True for letters and digits.
#[inline]
pub(super) fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        'À'..='ɏ' => c != '×' && c != '÷',
        '\u{1E00}'..='\u{1EFF}' => true,
        '\u{2000}'..='\u{206F}' => false,
        c => c.is_alphanumeric(),
    }
}

/// The small letter or digit of `c`, or 0 for what is neither: [`lower`] and [`is_word`] in one
/// look at a table for the letters of Vietnamese.
#[inline]
pub(super) fn word_letter(c: char) -> u32 {
    let letter = match c as u32 {
        c @ ..0x200 => WORD_LETTERS[c as usize],
        c @ 0x1E00..=0x1EFF => WORD_LETTERS[c as usize - 0x1E00 + 0x200],
        0x2000..=0x206F => return 0,
        _ => RARE,
    };
    if letter == RARE {
        rare_word_letter(c)
    } else {
        u32::from(letter)
    }
}

#[cold]
fn rare_word_letter(c: char) -> u32 {
    if is_word(c) { lower(c) as u32 } else { 0 }
}

/// Stands for letters that the table leaves to the long way.
const RARE: u16 = u16::MAX;

/// Small letters of the code points below U+0200 and of U+1E00 to U+1EFF.
const WORD_LETTERS: [u16; 0x300] = {
    let mut letters = [RARE; 0x300];
    let mut c = 0;
    while c < 0x80 {
        let byte = c as u8;
        letters[c] = if byte.is_ascii_alphanumeric() {
            byte.to_ascii_lowercase() as u16
        } else {
            0
        };
        c += 1;
    }
    // Latin-1: capitals stand 32 before small letters.
    c = 0xC0;
    while c < 0x100 {
        letters[c] = match c {
            0xD7 | 0xF7 => 0,
            0xC0..=0xDE => c as u16 + 32,
            _ => c as u16,
        };
        c += 1;
    }
    // Ă, Đ, Ĩ, Ũ and the letters with two marks: capital even, small odd.
    let pairs = [0x102, 0x110, 0x128, 0x168];
    c = 0;
    while c < pairs.len() {
        letters[pairs[c]] = pairs[c] as u16 + 1;
        letters[pairs[c] + 1] = pairs[c] as u16 + 1;
        c += 1;
    }
    c = 0x1EA0;
    while c <= 0x1EF9 {
        letters[c - 0x1E00 + 0x200] = c as u16 | 1;
        c += 1;
    }
    // Ơ and Ư.
    letters[0x1A0] = 0x1A1;
    letters[0x1A1] = 0x1A1;
    letters[0x1AF] = 0x1B0;
    letters[0x1B0] = 0x1B0;
    letters
};

/// Writes `text` into `folded` in lower case.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    let mut from = 0;
    // ASCII is folded at once below, and most other letters are small already.
    for (at, byte) in text.bytes().enumerate() {
        // No capital that is not ASCII begins below; bytes inside characters are below too.
        if byte < 0xC3 {
            continue;
        }
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        let small = lower(c);
        if small != c {
            folded.push_str(&text[from..at]);
            folded.push(small);
            from = at + c.len_utf8();
        }
    }
    folded.push_str(&text[from..]);
    folded.make_ascii_lowercase();
}

/// Bytes of a [`Key`] at most.
pub(super) const KEY_BYTES: usize = 96;

/// A short text in lower case, to look up, without allocating.
pub(super) struct Key {
    bytes: [u8; KEY_BYTES],
    len: usize,
}

impl Key {
    /// The key of `text`; none for one of more than [`KEY_BYTES`] bytes.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut key = Self {
            bytes: [0; KEY_BYTES],
            len: 0,
        };
        for c in text.chars() {
            if c.is_ascii() {
                *key.bytes.get_mut(key.len)? = c.to_ascii_lowercase() as u8;
                key.len += 1;
            } else {
                let c = lower(c);
                let end = key.len + c.len_utf8();
                c.encode_utf8(key.bytes.get_mut(key.len..end)?);
                key.len = end;
            }
        }
        Some(key)
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_agree_with_unicode() {
        for c in ('\0'..='\u{2100}').filter(|c| !c.is_control()) {
            assert_eq!(Some(lower(c)), c.to_lowercase().next(), "{c}");
            assert_eq!(is_word(c), c.is_alphanumeric(), "{c}");
            assert_eq!(word_letter(c), rare_word_letter(c), "{c}");
        }
    }
}
