//! Lines of a stream, each with its place; one longer than the limit is passed over unheld.

use std::io::{self, Read};

use super::stream::Stream;

/// Bytes read at a time.
const BLOCK: usize = 256 << 10;

/// One line of a stream, without its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The line; nothing where it is longer than the limit.
    pub bytes: Option<Vec<u8>>,
    /// 1-based number.
    pub number: u64,
    /// First byte in the stream.
    pub offset: u64,
}

/// Splits a stream at line feeds.
pub(super) struct Lines {
    stream: Stream,
    block: Box<[u8]>,
    /// Unread part of the block.
    unread: std::ops::Range<usize>,
    max_bytes: usize,
    number: u64,
    offset: u64,
}

impl Lines {
    /// Lines of `stream`, of which those over `max_bytes` are not held.
    pub(super) fn new(stream: Stream, max_bytes: usize) -> Self {
        Self {
            stream,
            block: vec![0; BLOCK].into_boxed_slice(),
            unread: 0..0,
            max_bytes,
            number: 0,
            offset: 0,
        }
    }

    /// The next line; nothing at the end of the stream. A last line needs no line feed.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        let offset = self.offset;
        let mut line: Option<Vec<u8>> = Some(Vec::new());
        let mut any = false;
        loop {
            if self.unread.is_empty() && !self.fill()? {
                break;
            }
            any = true;
            let rest = &self.block[self.unread.clone()];
            let end = memchr::memchr(b'\n', rest);
            let part = &rest[..end.unwrap_or(rest.len())];
            match &mut line {
                Some(bytes) if bytes.len() + part.len() <= self.max_bytes => {
                    bytes.extend_from_slice(part);
                }
                _ => line = None,
            }
            let passed = part.len() + usize::from(end.is_some());
            self.unread.start += passed;
            self.offset += passed as u64;
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        Ok(Some(Line {
            bytes: line,
            number: self.number,
            offset,
        }))
    }

    /// Reads the next block; false at the end of the stream.
    fn fill(&mut self) -> io::Result<bool> {
        loop {
            match self.stream.read(&mut self.block) {
                Ok(read) => {
                    self.unread = 0..read;
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, max_bytes: usize) -> Vec<(Option<String>, u64, u64)> {
        let stream = Box::new(io::Cursor::new(text.as_bytes().to_vec()));
        let mut lines = Lines::new(stream, max_bytes);
        let mut all = Vec::new();
        while let Some(line) = lines.next().expect("memory does not fail") {
            let text = line.bytes.map(|b| String::from_utf8(b).expect("ASCII"));
            all.push((text, line.number, line.offset));
        }
        all
    }

    fn line(text: &str, number: u64, offset: u64) -> (Option<String>, u64, u64) {
        (Some(text.to_owned()), number, offset)
    }

    #[test]
    fn lines_keep_their_number_and_first_byte() {
        assert_eq!(
            split("ab\n\ncd", 10),
            [line("ab", 1, 0), line("", 2, 3), line("cd", 3, 4)]
        );
        assert_eq!(split("ab\n", 10), [line("ab", 1, 0)]);
        assert_eq!(split("", 10), []);
    }

    #[test]
    fn a_line_over_the_limit_is_passed_over_and_the_next_one_is_read() {
        let long = "x".repeat(3 * BLOCK);
        let text = format!("ab\n{long}\ncd\n");
        let expected = [
            line("ab", 1, 0),
            (None, 2, 3),
            line("cd", 3, 4 + long.len() as u64),
        ];
        assert_eq!(split(&text, 10), expected);
    }

    #[test]
    fn a_line_that_spans_blocks_is_whole() {
        let long = "y".repeat(2 * BLOCK + 17);
        assert_eq!(
            split(&format!("{long}\nz"), 4 * BLOCK)[0].0.as_deref(),
            Some(long.as_str())
        );
    }
}
