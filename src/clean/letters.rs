//! Classes of characters, decided without table look-ups for the letters of Vietnamese.

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

/// Writes `text` into `folded` in lower case.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    let mut from = 0;
    // ASCII is folded at once below, and most other letters are small already.
    for (at, c) in text.char_indices() {
        if !c.is_ascii() && lower(c) != c {
            folded.push_str(&text[from..at]);
            folded.push(lower(c));
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
        }
    }
}
