//! Strings of a JSON text, with their escapes undone.

use super::{Reader, SyntaxError};
use crate::validate::tape::Kind;

impl Reader<'_, '_> {
    /// A string, whose opening quote is next.
    pub(super) fn string(&mut self, kind: Kind) -> Result<(), SyntaxError> {
        let start = self.at;
        self.at += 1;
        let body = self.at;
        self.at += plain_length(&self.bytes[self.at..]);
        if self.peek() == Some(b'"') {
            let text = body..self.at;
            self.at += 1;
            self.tape.text_in_source(start..self.at, text, kind);
            return Ok(());
        }
        self.escaped_string(start, body, kind)
    }

    /// The rest of a string that has an escape, or a defect, at the cursor.
    fn escaped_string(&mut self, start: usize, body: usize, kind: Kind) -> Result<(), SyntaxError> {
        let scratch_start = self.tape.scratch().len();
        let mut plain = body;
        loop {
            let piece = self.text.get(plain..self.at).unwrap_or("");
            self.tape.scratch().push_str(piece);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    let range = start..self.at;
                    self.tape.scratch_text(range, scratch_start, kind);
                    return Ok(());
                }
                Some(b'\\') => {
                    let c = self.escape()?;
                    self.tape.scratch().push(c);
                }
                Some(_) => {
                    return Err(self.error("control characters in strings are written as escapes"));
                }
                None => {
                    self.at = start;
                    return Err(self.error("the string is not closed"));
                }
            }
            plain = self.at;
            self.at += plain_length(&self.bytes[self.at..]);
        }
    }

    fn escape(&mut self) -> Result<char, SyntaxError> {
        let start = self.at;
        self.at += 1;
        let c = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode(start);
            }
            _ => {
                self.at = start;
                return Err(self.error("no such escape in JSON"));
            }
        };
        self.at += 1;
        Ok(c)
    }

    fn unicode(&mut self, start: usize) -> Result<char, SyntaxError> {
        let first = self.hex()?;
        if let Some(c) = char::from_u32(first) {
            return Ok(c);
        }
        if first < 0xDC00 && self.bytes[self.at..].starts_with(b"\\u") {
            let back = self.at;
            self.at += 2;
            let second = self.hex()?;
            if (0xDC00..0xE000).contains(&second) {
                let c = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return Ok(char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = back;
        }
        self.parser.oddities.lone_surrogates.push(start);
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn hex(&mut self) -> Result<u32, SyntaxError> {
        let mut n = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|b| (b as char).to_digit(16));
            let Some(digit) = digit else {
                return Err(self.error("four hexadecimal digits are expected here"));
            };
            n = n * 16 + digit;
            self.at += 1;
        }
        Ok(n)
    }
}

/// Bytes before the first quote, backslash or control character.
///
/// Eight bytes at a time: most strings of a row are short, where a call to a vector search costs
/// more than the search.
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let mut at = 0;
    for chunk in bytes.chunks_exact(8) {
        let word = u64::from_le_bytes(chunk.try_into().unwrap_or([0; 8]));
        let quote = word ^ (ONES * b'"' as u64);
        let backslash = word ^ (ONES * b'\\' as u64);
        let hits = (quote.wrapping_sub(ONES) & !quote)
            | (backslash.wrapping_sub(ONES) & !backslash)
            | (word.wrapping_sub(ONES * 0x20) & !word);
        let hits = hits & HIGH;
        if hits != 0 {
            return at + hits.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + bytes[at..]
        .iter()
        .position(|&b| b == b'"' || b == b'\\' || b < 0x20)
        .unwrap_or(bytes.len() - at)
}
