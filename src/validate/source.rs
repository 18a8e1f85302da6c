//! Opens a file of rows and hands it out in pieces that end where a row ends.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

use super::csv;

/// Bytes of a row beyond which it is not checked but reported.
pub const MAX_ROW_BYTES: usize = 64 << 20;

/// Bytes of a piece, more or less.
const PIECE_BYTES: usize = 1 << 20;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Comma-separated values, RFC 4180.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// The format a file name promises, below a compression's ending.
    pub fn of_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = [".gz", ".zst", ".zstd"]
            .iter()
            .find_map(|end| name.strip_suffix(end))
            .unwrap_or(&name);
        match name.rsplit_once('.')?.1 {
            "csv" | "tsv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "parquet" | "pq" => Some(Self::Parquet),
            _ => None,
        }
    }

    /// The format that the first bytes look like.
    fn of_head(head: &[u8]) -> Self {
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        match text.iter().find(|b| !b.is_ascii_whitespace()) {
            _ if head.starts_with(b"PAR1") => Self::Parquet,
            Some(b'{' | b'[') => Self::Jsonl,
            _ => Self::Csv,
        }
    }

    /// Name in reports and flags.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
        }
    }
}

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// Why a file cannot be checked at all.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The file cannot be opened or read.
    #[error("{path}: {source}{}", remedy(source))]
    Unreadable {
        /// The path as given.
        path: String,
        /// What the system, or the decompressor, said.
        source: io::Error,
    },
    /// The file is no Parquet file, or a damaged one.
    #[error("{path}: not a readable Parquet file: {message}")]
    Parquet {
        /// The path as given.
        path: String,
        /// What the reader said.
        message: String,
    },
}

/// What to do about a file that cannot be read.
fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "; name a file, a dataset's folder, or - for standard input",
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            "; the file is damaged or cut short: fetch it again"
        }
        _ => "",
    }
}

/// An opened file of rows.
pub struct Source {
    /// As given; `-` for standard input.
    pub path: String,
    /// How its rows are written.
    pub format: Format,
    /// How it is compressed.
    pub compression: Option<Compression>,
    /// The file itself, where it can be read at any place.
    pub file: Option<PathBuf>,
    stream: Box<dyn Read + Send>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source")
            .field("path", &self.path)
            .field("format", &self.format)
            .field("compression", &self.compression)
            .finish_non_exhaustive()
    }
}

impl Source {
    /// Opens `path`, or standard input where it is `-`, and looks at its first bytes.
    pub fn open(path: &Path, format: Option<Format>) -> Result<Self, SourceError> {
        let name = path.display().to_string();
        let unreadable = |source| SourceError::Unreadable {
            path: name.clone(),
            source,
        };
        let stdin = path.as_os_str() == "-";
        let raw: Box<dyn Read + Send> = match stdin {
            true => Box::new(io::stdin()),
            false => {
                let file = File::open(path).map_err(unreadable)?;
                if file.metadata().map_err(unreadable)?.is_dir() {
                    return Err(unreadable(io::Error::other("is a folder")));
                }
                Box::new(file)
            }
        };
        let (head, raw) = peeked(raw).map_err(unreadable)?;
        let compression = match *head.as_slice() {
            [0x1f, 0x8b, 8, ..] => Some(Compression::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Compression::Zstd),
            _ => None,
        };
        let (head, stream) = match compression {
            None => (head, raw),
            Some(Compression::Gzip) => {
                peeked(Box::new(MultiGzDecoder::new(BufReader::new(raw)))).map_err(unreadable)?
            }
            Some(Compression::Zstd) => {
                let decoder = zstd::Decoder::new(raw).map_err(unreadable)?;
                peeked(Box::new(decoder)).map_err(unreadable)?
            }
        };
        let format = format
            .or_else(|| Format::of_name(path))
            .unwrap_or_else(|| Format::of_head(&head));
        let seekable = !is_stream(path) && compression.is_none();
        Ok(Self {
            path: name,
            format,
            compression,
            file: seekable.then(|| path.to_path_buf()),
            stream,
        })
    }

    /// The file, from its first byte; a stream that Parquet cannot be read from is copied to a
    /// temporary file, as its index stands at the end.
    pub fn into_file(mut self) -> Result<File, SourceError> {
        let unreadable = |source| SourceError::Unreadable {
            path: self.path.clone(),
            source,
        };
        match &self.file {
            Some(path) => File::open(path).map_err(unreadable),
            None => {
                let mut copy = tempfile::tempfile().map_err(unreadable)?;
                io::copy(&mut self.stream, &mut copy).map_err(unreadable)?;
                Ok(copy)
            }
        }
    }

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

/// True for what can be read once and no more: standard input, a pipe.
pub fn is_stream(path: &Path) -> bool {
    path.as_os_str() == "-"
        || path
            .metadata()
            .is_ok_and(|it| !it.is_file() && !it.is_dir())
}

/// A copy of a stream that can be read again. It is gone from the disk when it is dropped.
pub fn kept(stream: &Path) -> Result<tempfile::NamedTempFile, SourceError> {
    let copied = || {
        let mut copy = tempfile::NamedTempFile::new()?;
        match stream.as_os_str() == "-" {
            true => io::copy(&mut io::stdin().lock(), &mut copy)?,
            false => io::copy(&mut File::open(stream)?, &mut copy)?,
        };
        Ok(copy)
    };
    copied().map_err(|source| SourceError::Unreadable {
        path: stream.display().to_string(),
        source,
    })
}

/// The first bytes, and a stream that gives them again.
fn peeked(mut stream: Box<dyn Read + Send>) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut head = Vec::new();
    stream.by_ref().take(4096).read_to_end(&mut head)?;
    let again = Box::new(Cursor::new(head.clone()).chain(stream));
    Ok((head, again))
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
}

impl Iterator for Pieces {
    type Item = Result<Piece, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.piece().transpose()
    }
}

impl Pieces {
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

#[cfg(test)]
mod tests {
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

    #[test]
    fn names_and_first_bytes_tell_the_format() {
        for (name, format) in [
            ("a/b.csv", Some(Format::Csv)),
            ("b.CSV.gz", Some(Format::Csv)),
            ("b.jsonl.zst", Some(Format::Jsonl)),
            ("b.parquet", Some(Format::Parquet)),
            ("b.txt", None),
            ("csv", None),
        ] {
            assert_eq!(Format::of_name(Path::new(name)), format, "{name}");
        }
        assert_eq!(Format::of_head(b"PAR1\0"), Format::Parquet);
        assert_eq!(Format::of_head(b"\xEF\xBB\xBF {\"a\":1}"), Format::Jsonl);
        assert_eq!(Format::of_head(b"id,name"), Format::Csv);
    }
}
