//! Classes of characters, decided without table look-ups for the letters of Vietnamese.

/// The small letter of `c`; where a capital has several, the first.
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
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

fn shifted(c: char, by: u32) -> char {
    char::from_u32(c as u32 + by).unwrap_or(c)
}

/// True for letters and digits.
pub(super) fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        'À'..='ɏ' => c != '×' && c != '÷',
        '\u{1E00}'..='\u{1EFF}' => true,
        '\u{2000}'..='\u{206F}' => false,
        c => c.is_alphanumeric(),
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
