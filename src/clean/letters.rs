//! Small letters and word characters, without the standard library's search for the letters of Vietnamese.

use crate::span::place_in;

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

/// True for letters.
#[inline]
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphabetic(),
        'À'..='ɏ' => c != '×' && c != '÷',
        '\u{1E00}'..='\u{1EFF}' => true,
        c => c.is_alphabetic(),
    }
}

/// True for bytes of letters: ASCII letters and all bytes of longer characters.
#[inline(always)]
pub(super) fn is_letter_byte(byte: u8) -> bool {
    (byte >= 0x80) | ((byte | 0x20 >= b'a') & (byte | 0x20 <= b'z'))
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

/// Bytes that are folded together.
const FOLD_BYTES: usize = 16;

/// Bytes of most lines that are folded.
const LINE_BYTES: usize = 256;

/// Room to fold lines in.
#[derive(Debug)]
pub(super) struct Folder {
    /// Two bytes, then the text, then what fills the last block.
    text: Vec<u8>,
    folded: Vec<u8>,
}

impl Default for Folder {
    fn default() -> Self {
        Self {
            text: Vec::with_capacity(LINE_BYTES),
            folded: Vec::with_capacity(LINE_BYTES),
        }
    }
}

/// A text and its lower case: Latin letters only, since phrases have no others. Every letter keeps
/// its place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Folded<'t, 'f> {
    pub(super) text: &'t str,
    pub(super) bytes: &'f [u8],
}

impl<'t, 'f> Folded<'t, 'f> {
    pub(super) fn as_str(self) -> &'f str {
        simdutf8::basic::from_utf8(self.bytes).unwrap_or_default()
    }

    /// The part of it that is `text`, a slice of its own text; nothing for another text.
    pub(super) fn part<'p>(self, text: &'p str) -> Folded<'p, 'f> {
        let bytes = place_in(self.text, text).and_then(|at| self.bytes.get(at..at + text.len()));
        bytes.map_or(Folded::default(), |bytes| Folded { text, bytes })
    }
}

impl Folder {
    pub(super) fn fold<'t, 'f>(&'f mut self, text: &'t str) -> Folded<'t, 'f> {
        let blocks = text.len().div_ceil(FOLD_BYTES);
        self.text.clear();
        self.text.extend_from_slice(&[0; 2]);
        self.text.extend_from_slice(text.as_bytes());
        self.text.resize(2 + blocks * FOLD_BYTES, 0);
        self.folded.resize(blocks * FOLD_BYTES, 0);
        let (folded, _) = self.folded.as_chunks_mut();
        for (block, folded) in folded.iter_mut().enumerate() {
            if let Some(window) = self.text[block * FOLD_BYTES..].first_chunk() {
                *folded = fold_block(window);
            }
        }
        Folded {
            text,
            bytes: &self.folded[..text.len()],
        }
    }
}

/// Bytes in lower case, which stand behind two others, in a form that compilers turn into vector
/// code.
fn fold_block(window: &[u8; FOLD_BYTES + 2]) -> [u8; FOLD_BYTES] {
    let mut folded = [0; FOLD_BYTES];
    for (i, byte) in folded.iter_mut().enumerate() {
        *byte = small_byte(window[i], window[i + 1], window[i + 2]);
    }
    folded
}

/// The byte `c` of a letter, in lower case; `a` and `b` stand before it.
#[inline(always)]
fn small_byte(a: u8, b: u8, c: u8) -> u8 {
    let ascii = c.wrapping_sub(b'A') < 26;
    // À to Þ but ×: 32 before their small letters.
    let latin = (b == 0xC3) & (c.wrapping_sub(0x80) < 0x1F) & (c != 0x97);
    // Ă, Đ, Ĩ, Ũ and their like, and the letters with two marks: capital even, small odd.
    let paired = ((b == 0xC4) & (c < 0xB8) & (c | 1 != 0xB1))
        | ((b == 0xC5) & (c.wrapping_sub(0x8A) < 0x2E))
        | ((a == 0xE1) & (b == 0xBA) & (c >= 0xA0))
        | ((a == 0xE1) & (b == 0xBB) & (c < 0xBA));
    // Ơ and Ư.
    let horned = (b == 0xC6) & ((c == 0xA0) | (c == 0xAF));
    (c | (u8::from(ascii | latin) << 5) | u8::from(paired)) + u8::from(horned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_every_letter_in_its_place() {
        let mut folder = Folder::default();
        let plain = ('\0'..='\u{24F}').chain('\u{1EA0}'..='\u{1EF9}');
        for c in plain.filter(|c| !c.is_control()) {
            let text = format!("ĐẤT {c}Á");
            let folded = folder.fold(&text).as_str();
            let small = folded.chars().nth(4).expect("the fifth letter");
            assert!(folded.starts_with("đất ") && folded.ends_with('á'), "{c}");
            assert!(small == c || small == lower(c), "{c}");
            let extended = ('\u{100}'..'\u{1EA0}').contains(&c);
            let vietnamese = !extended || "ăđơưĩũ".contains(lower(c));
            assert!(!vietnamese || small == lower(c), "{c}");
        }
        let long = "Một dòng dài HƠN MƯỜI SÁU byte, “Đ”…";
        for text in ["", "Đ", "Ê", "ẤM", "A", long] {
            assert_eq!(folder.fold(text).as_str(), text.to_lowercase(), "{text}");
        }
    }

    #[test]
    fn classes_agree_with_unicode() {
        for c in ('\0'..='\u{2100}').filter(|c| !c.is_control()) {
            assert_eq!(Some(lower(c)), c.to_lowercase().next(), "{c}");
            assert_eq!(is_word(c), c.is_alphanumeric(), "{c}");
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c}");
            assert_eq!(word_letter(c), rare_word_letter(c), "{c}");
        }
    }
}
