//! Cuts a stream of text rows into pieces that end where a row ends, so that each can be checked by
//! itself.

use std::io::Read;

use super::{Format, Source, SourceError};
use crate::validate::csv;

/// Bytes of a row beyond which it is not checked but reported.
pub const MAX_ROW_BYTES: usize = 64 << 20;

/// Bytes of a piece, more or less.
const PIECE_BYTES: usize = 1 << 20;

impl Source {
    /// The pieces of a text format.
    pub fn pieces(self, delimiter: u8) -> Pieces {
        Pieces {
            path: self.path,
            rows: match self.format {
                Format::Csv => Some(delimiter),
                _ => None,
            },
            stream: self.stream,
            rest: Vec::new(),
            offset: 0,
            number: 0,
            ended: false,
            skipping: false,
        }
    }
}

/// Some whole rows of a text format.
#[derive(Debug)]
pub struct Piece {
    /// Position in the file, from 0.
    pub number: usize,
    /// Offset of the first byte in the file.
    pub offset: u64,
    /// The rows. Where `too_long` is set, the first bytes of one row that goes on.
    pub bytes: Vec<u8>,
    /// Set for a row beyond [`MAX_ROW_BYTES`], of which only the beginning is here.
    pub too_long: bool,
    /// Line feeds that were skipped with the rest of a row that is too long.
    pub skipped_lines: u64,
}

/// Cuts a stream at row ends.
pub struct Pieces {
    path: String,
    /// The delimiter, for CSV.
    rows: Option<u8>,
    stream: Box<dyn Read + Send>,
    rest: Vec<u8>,
    offset: u64,
    number: usize,
    ended: bool,
    skipping: bool,
}

impl std::fmt::Debug for Pieces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pieces")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Pieces {
    /// Where the last whole row of `bytes` ends.
    fn cut(&self, bytes: &[u8]) -> usize {
        match self.rows {
            None => memchr::memrchr(b'\n', bytes).map_or(0, |i| i + 1),
            Some(delimiter) => {
                let mut at = 0;
                while let Some(next) = csv::record(bytes, at, delimiter, false, |_| {}) {
                    at = next;
                }
                at
            }
        }
    }

    fn fill(&mut self, bytes: &mut Vec<u8>, wanted: usize) -> Result<(), SourceError> {
        let missing = wanted.saturating_sub(bytes.len()) as u64;
        let read = self
            .stream
            .by_ref()
            .take(missing)
            .read_to_end(bytes)
            .map_err(|source| SourceError::Unreadable {
                path: self.path.clone(),
                source,
            })?;
        self.ended = (read as u64) < missing;
        Ok(())
    }

    /// Drops the rest of a row that is too long; returns the bytes and line feeds dropped.
    fn skip(&mut self) -> Result<(u64, u64), SourceError> {
        let mut dropped = 0;
        loop {
            if let Some(i) = memchr::memchr(b'\n', &self.rest) {
                self.rest.drain(..=i);
                return Ok((dropped + i as u64 + 1, 1));
            }
            dropped += self.rest.len() as u64;
            self.rest.clear();
            if self.ended {
                return Ok((dropped, 0));
            }
            let mut block = Vec::new();
            self.fill(&mut block, PIECE_BYTES)?;
            self.rest = block;
        }
    }

    fn piece(&mut self) -> Result<Option<Piece>, SourceError> {
        if self.skipping {
            self.skipping = false;
            let (dropped, lines) = self.skip()?;
            self.offset += dropped;
            let piece = Piece {
                number: self.number,
                offset: self.offset,
                bytes: Vec::new(),
                too_long: false,
                skipped_lines: lines,
            };
            self.number += 1;
            return Ok(Some(piece));
        }
        let mut bytes = std::mem::take(&mut self.rest);
        let mut wanted = PIECE_BYTES;
        loop {
            if !self.ended {
                self.fill(&mut bytes, wanted)?;
            }
            if self.ended {
                break;
            }
            let cut = self.cut(&bytes);
            if cut > 0 {
                self.rest = bytes.split_off(cut);
                break;
            }
            if bytes.len() >= MAX_ROW_BYTES {
                self.skipping = true;
                let piece = self.made(bytes, true);
                return Ok(Some(piece));
            }
            wanted = (bytes.len() * 2).min(MAX_ROW_BYTES);
        }
        if bytes.is_empty() && self.number > 0 {
            return Ok(None);
        }
        Ok(Some(self.made(bytes, false)))
    }

    fn made(&mut self, bytes: Vec<u8>, too_long: bool) -> Piece {
        let piece = Piece {
            number: self.number,
            offset: self.offset,
            too_long,
            skipped_lines: 0,
            bytes,
        };
        self.offset += piece.bytes.len() as u64;
        self.number += 1;
        piece
    }
}

impl Iterator for Pieces {
    type Item = Result<Piece, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.piece().transpose()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn pieces(text: Vec<u8>, format: Format) -> Vec<Piece> {
        let source = Source {
            path: "x".to_owned(),
            format,
            compression: None,
            file: None,
            stream: Box::new(Cursor::new(text)),
        };
        source
            .pieces(b',')
            .collect::<Result<Vec<_>, _>>()
            .expect("memory does not fail")
    }

    #[test]
    fn pieces_end_with_rows_and_join_to_the_file() {
        let row = "\"dòng một\nvà hai\",x\n";
        let text = row.repeat(200_000);
        for (format, end) in [(Format::Csv, row), (Format::Jsonl, "\n")] {
            let all = pieces(text.clone().into_bytes(), format);
            assert!(all.len() > 2);
            let mut joined = Vec::new();
            for piece in &all {
                assert_eq!(piece.offset as usize, joined.len());
                assert!(piece.bytes.ends_with(end.as_bytes()));
                joined.extend_from_slice(&piece.bytes);
            }
            assert_eq!(joined, text.as_bytes());
        }
    }

    #[test]
    fn a_row_beyond_the_limit_is_cut_off_and_the_next_one_read() {
        let mut text = vec![b'x'; MAX_ROW_BYTES + 5];
        text.extend_from_slice(b"\n{}\n");
        let all = pieces(text, Format::Jsonl);
        let long: Vec<bool> = all.iter().map(|p| p.too_long).collect();
        assert_eq!(long, [true, false, false]);
        assert_eq!(all[1].skipped_lines, 1);
        assert_eq!(all[2].bytes, b"{}\n");
        assert_eq!(all[2].offset as usize, MAX_ROW_BYTES + 6);
    }

    #[test]
    fn an_empty_file_is_one_empty_piece() {
        let all = pieces(Vec::new(), Format::Jsonl);
        assert_eq!(all.len(), 1);
        assert!(all[0].bytes.is_empty());
    }
}
