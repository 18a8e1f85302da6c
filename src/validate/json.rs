//! JSON text onto a tape: strict RFC 8259, with the byte where it stops being JSON.
//!
//! Two things that RFC 8259 lets pass are noted rather than refused, because the rest of the row
//! can still be checked: a name that stands twice in an object, and half a surrogate pair.

mod number;
mod string;

use super::tape::{Kind, Tape};

/// Containers within containers that are read, as in `serde_json`.
pub const MAX_DEPTH: usize = 128;

/// Where and why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Byte offset into the text.
    pub at: usize,
    /// What was found or expected.
    pub message: &'static str,
    /// True when the text may be JSON, but is nested too deeply to be read.
    pub too_deep: bool,
}

/// What a row has that JSON allows and loaders do not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Oddities {
    /// Byte offsets of names that stood in their object before.
    pub repeated_keys: Vec<usize>,
    /// Byte offsets of `\u` escapes that are half a pair.
    pub lone_surrogates: Vec<usize>,
}

impl Oddities {
    fn clear(&mut self) {
        self.repeated_keys.clear();
        self.lone_surrogates.clear();
    }
}

/// Reads one JSON text after another onto a tape.
#[derive(Debug, Default)]
pub struct Parser {
    /// What the last text had.
    pub oddities: Oddities,
    /// Names of the last outermost object, in order: most rows have the same ones, and need no
    /// search for repeated names.
    shape: Vec<String>,
    same_shape: bool,
}

impl Parser {
    /// Reads `text`, which must be one value with nothing but white space around it, and appends
    /// it to `tape`, which must be empty.
    pub fn parse(&mut self, text: &str, tape: &mut Tape) -> Result<(), SyntaxError> {
        self.oddities.clear();
        let mut reader = Reader {
            bytes: text.as_bytes(),
            text,
            at: 0,
            tape,
            parser: self,
        };
        reader.space();
        reader.value(0)?;
        reader.space();
        if reader.at < reader.bytes.len() {
            return Err(reader.error("text after the value"));
        }
        Ok(())
    }

    /// True when the last row had the names of the one before, in the same order.
    pub fn same_shape(&self) -> bool {
        self.same_shape
    }
}

struct Reader<'t, 'p> {
    bytes: &'t [u8],
    text: &'t str,
    at: usize,
    tape: &'p mut Tape,
    parser: &'p mut Parser,
}

impl Reader<'_, '_> {
    fn error(&self, message: &'static str) -> SyntaxError {
        SyntaxError {
            at: self.at.min(self.bytes.len()),
            message,
            too_deep: false,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Result<(), SyntaxError> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => self.string(Kind::Text),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'n') => {
                self.word(b"null")?;
                self.tape.null(start..self.at);
                Ok(())
            }
            Some(b't') => {
                self.word(b"true")?;
                self.tape.bool(start..self.at, true);
                Ok(())
            }
            Some(b'f') => {
                self.word(b"false")?;
                self.tape.bool(start..self.at, false);
                Ok(())
            }
            Some(b'N' | b'I') => Err(self.error("NaN and Infinity are not JSON; write null")),
            Some(b'\'') => Err(self.error("strings take double quotes")),
            Some(b',' | b'}' | b']') => Err(self.error("a value is missing here")),
            Some(_) => Err(self.error("no JSON value begins like this")),
            None => Err(self.error("the text ends where a value is expected")),
        }
    }

    fn word(&mut self, word: &[u8]) -> Result<(), SyntaxError> {
        if self.bytes[self.at..].starts_with(word) {
            self.at += word.len();
            Ok(())
        } else {
            Err(self.error("no JSON value begins like this"))
        }
    }

    fn enter(&mut self, depth: usize) -> Result<(), SyntaxError> {
        if depth >= MAX_DEPTH {
            let mut error = self.error("nested deeper than 128 levels");
            error.too_deep = true;
            return Err(error);
        }
        self.at += 1;
        self.space();
        Ok(())
    }

    fn list(&mut self, depth: usize) -> Result<(), SyntaxError> {
        let open = self.tape.open(self.at, Kind::List);
        self.enter(depth)?;
        let mut count = 0;
        if self.peek() == Some(b']') {
            self.at += 1;
        } else {
            loop {
                self.value(depth + 1)?;
                count += 1;
                self.space();
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        self.space();
                    }
                    Some(b']') => {
                        self.at += 1;
                        break;
                    }
                    Some(_) => return Err(self.error("a comma or ] is expected here")),
                    None => return Err(self.error("the list is not closed")),
                }
            }
        }
        self.tape.close(open, self.at, count);
        Ok(())
    }

    fn object(&mut self, depth: usize) -> Result<(), SyntaxError> {
        let open = self.tape.open(self.at, Kind::Object);
        self.enter(depth)?;
        let mut count = 0;
        let mut same_shape = depth == 0;
        // Names of an object below the row, to find one that stands twice.
        let mut names: Vec<(usize, usize)> = Vec::new();
        if self.peek() == Some(b'}') {
            self.at += 1;
            same_shape = false;
        } else {
            loop {
                if self.peek() != Some(b'"') {
                    return Err(self.error("a name in double quotes is expected here"));
                }
                let start = self.at;
                self.string(Kind::Key)?;
                let raw = self.text.get(start..self.at).unwrap_or("");
                if same_shape && self.parser.shape.get(count).is_none_or(|name| name != raw) {
                    same_shape = false;
                    names = self.names_so_far(count);
                }
                if !same_shape {
                    names.push((start, self.at));
                }
                count += 1;
                self.space();
                if self.peek() != Some(b':') {
                    return Err(self.error("a colon is expected here"));
                }
                self.at += 1;
                self.space();
                self.value(depth + 1)?;
                self.space();
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        self.space();
                    }
                    Some(b'}') => {
                        self.at += 1;
                        break;
                    }
                    Some(_) => return Err(self.error("a comma or } is expected here")),
                    None => return Err(self.error("the object is not closed")),
                }
            }
        }
        self.tape.close(open, self.at, count);
        if depth == 0 {
            same_shape = same_shape && count == self.parser.shape.len();
            self.parser.same_shape = same_shape;
            if !same_shape {
                if names.is_empty() {
                    names = self.names_so_far(count);
                }
                let repeated = self.repeated(&names);
                self.parser.shape.clear();
                if !repeated {
                    let text = self.text;
                    self.parser.shape.extend(
                        names
                            .iter()
                            .map(|&(s, e)| text.get(s..e).unwrap_or("").to_owned()),
                    );
                }
            }
        } else {
            self.repeated(&names);
        }
        Ok(())
    }

    /// Ranges of the first `count` names of the row, found again on the tape.
    fn names_so_far(&self, count: usize) -> Vec<(usize, usize)> {
        self.tape
            .root(self.text)
            .members_until(count)
            .map(|range| (range.start, range.end))
            .collect()
    }

    /// Notes names that stand twice; escapes are undone before they are compared.
    fn repeated(&mut self, names: &[(usize, usize)]) -> bool {
        if names.len() < 2 {
            return false;
        }
        let mut sorted: Vec<(std::borrow::Cow<'_, str>, usize)> = names
            .iter()
            .map(|&(start, end)| {
                let raw = self.text.get(start..end).unwrap_or("");
                let name = if raw.contains('\\') {
                    serde_json::from_str::<String>(raw)
                        .map_or(std::borrow::Cow::Borrowed(raw), std::borrow::Cow::Owned)
                } else {
                    std::borrow::Cow::Borrowed(&raw[1..raw.len() - 1])
                };
                (name, start)
            })
            .collect();
        sorted.sort();
        let mut repeats: Vec<usize> = sorted
            .windows(2)
            .filter(|pair| pair[0].0 == pair[1].0)
            .map(|pair| pair[1].1)
            .collect();
        repeats.sort_unstable();
        let found = !repeats.is_empty();
        self.parser.oddities.repeated_keys.extend(repeats);
        found
    }
}

#[cfg(test)]
pub(in crate::validate) mod tests;
