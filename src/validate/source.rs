//! Opens a file of rows: its format, its compression, and whether it can be read again.

mod pieces;

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

pub use pieces::{MAX_ROW_BYTES, Piece, Pieces};

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

#[cfg(test)]
mod tests {
    use super::*;

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
