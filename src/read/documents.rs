//! The documents of all inputs, one after the other.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use super::inputs::{self, InputFile};
use super::lines::Lines;
use super::raw::{Form, Origin, Raw};
use super::stream::{self, Opened};
use super::{ReadOptions, Reject, columnar, delimited, html, warc};

/// The documents of all inputs, in order; see [`documents`](super::documents()).
pub struct Documents {
    files: std::vec::IntoIter<InputFile>,
    skipped: Vec<PathBuf>,
    options: Arc<ReadOptions>,
    /// The container that is being read.
    open: Option<Container>,
}

impl std::fmt::Debug for Documents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Documents")
            .field("files", &self.files)
            .field("skipped", &self.skipped)
            .finish_non_exhaustive()
    }
}

type Item = Result<Raw, Box<Reject>>;

/// Documents of one file.
type Container = Box<dyn Iterator<Item = Item> + Send>;

impl Documents {
    pub(super) fn new(
        files: Vec<InputFile>,
        skipped: Vec<PathBuf>,
        options: Arc<ReadOptions>,
    ) -> Self {
        Self {
            files: files.into_iter(),
            skipped,
            options,
            open: None,
        }
    }

    /// Files of folders that are neither pages nor containers, and were passed over.
    pub fn skipped(&self) -> &[PathBuf] {
        &self.skipped
    }

    /// How many files are still to be opened.
    pub fn files_left(&self) -> usize {
        self.files.len()
    }

    /// The one document of a file, or the container that has many.
    fn open(&self, file: &InputFile) -> Opening {
        let origin = Origin {
            name: Arc::clone(&file.name),
            line: None,
            offset: Some(0),
            options: Arc::clone(&self.options),
        };
        let by_name = Kind::of_name(&file.name);
        if let Some(Kind::Page { html }) = by_name {
            let path = file.path.clone();
            return Opening::One(Ok(Raw {
                origin,
                form: Form::File { path, html },
            }));
        }
        let opened = match stream::open(&file.path, &self.options) {
            Ok(opened) => opened,
            Err(error) => return Opening::One(Err(origin.unreadable(&error))),
        };
        let Opened { head, stream } = opened;
        match Kind::of_head(&head).or(by_name) {
            Some(Kind::JsonLines) => Opening::Many(Box::new(JsonLines {
                lines: Some(Lines::new(stream, self.options.max_page_bytes)),
                origin,
            })),
            Some(Kind::Delimited) => opening(delimited::Records::open(origin, &head, stream)),
            Some(Kind::Parquet) => opening(self.parquet(origin, file, stream)),
            Some(Kind::Warc) => Opening::Many(Box::new(warc::Records::new(origin, stream))),
            Some(Kind::Page { html }) => Opening::One(page(origin, stream, html)),
            None if delimited::is_header(&head, &self.options.fields) => {
                opening(delimited::Records::open(origin, &head, stream))
            }
            None => Opening::One(page(origin, stream, false)),
        }
    }

    /// A Parquet file, which is read from its end: a stream is stored first.
    fn parquet(
        &self,
        origin: Origin,
        file: &InputFile,
        stream: stream::Stream,
    ) -> Result<columnar::Rows, Box<Reject>> {
        let plain = std::fs::File::open(&file.path).and_then(|mut plain| {
            let mut magic = [0; 4];
            plain.read_exact(&mut magic)?;
            Ok((magic == *b"PAR1").then_some(plain))
        });
        let file = match plain {
            Ok(Some(plain)) => plain,
            _ => columnar::spooled(stream).map_err(|error| origin.unreadable(&error))?,
        };
        columnar::Rows::open(origin, file)
    }
}

fn opening(container: Result<impl Iterator<Item = Item> + Send + 'static, Box<Reject>>) -> Opening {
    match container {
        Ok(container) => Opening::Many(Box::new(container)),
        Err(reject) => Opening::One(Err(reject)),
    }
}

enum Opening {
    One(Item),
    Many(Container),
}

impl Iterator for Documents {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.open.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            self.open = None;
            let file = self.files.next()?;
            match self.open(&file) {
                Opening::One(item) => return Some(item),
                Opening::Many(container) => self.open = Some(container),
            }
        }
    }
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One page.
    Page {
        html: bool,
    },
    /// One JSON object a line.
    JsonLines,
    /// CSV or TSV.
    Delimited,
    Parquet,
    Warc,
}

impl Kind {
    /// What the suffix says, below that of a compressed file.
    fn of_name(name: &str) -> Option<Self> {
        let (_, suffix) = inputs::uncompressed(name).rsplit_once('.')?;
        match suffix.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Page { html: false }),
            "html" | "htm" | "xhtml" => Some(Self::Page { html: true }),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "csv" | "tsv" => Some(Self::Delimited),
            "parquet" => Some(Self::Parquet),
            "warc" | "wet" => Some(Self::Warc),
            _ => None,
        }
    }

    /// What the first bytes say beyond doubt.
    fn of_head(head: &[u8]) -> Option<Self> {
        let start = head
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(head)
            .trim_ascii_start();
        match start {
            [b'P', b'A', b'R', b'1', ..] => Some(Self::Parquet),
            [b'W', b'A', b'R', b'C', b'/', b'1', ..] => Some(Self::Warc),
            [b'{', ..] => Some(Self::JsonLines),
            _ if html::is_html(start) => Some(Self::Page { html: true }),
            _ => None,
        }
    }
}

/// A stream that is one page.
fn page(origin: Origin, mut stream: stream::Stream, html: bool) -> Item {
    match stream::read_page(&mut stream, origin.options.max_page_bytes) {
        Ok(Some(bytes)) => Ok(Raw {
            origin,
            form: Form::Bytes {
                bytes,
                html,
                row: Box::default(),
                declared: None,
            },
        }),
        Ok(None) => Err(origin.too_large()),
        Err(error) => Err(origin.unreadable(&error)),
    }
}

struct JsonLines {
    /// Nothing once the stream has failed.
    lines: Option<Lines>,
    origin: Origin,
}

impl Iterator for JsonLines {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            let line = match self.lines.as_mut()?.next() {
                Ok(line) => line?,
                Err(error) => {
                    self.lines = None;
                    return Some(Err(self.origin.unreadable(&error)));
                }
            };
            self.origin.line = Some(line.number);
            self.origin.offset = Some(line.offset);
            let Some(bytes) = line.bytes else {
                return Some(Err(self.origin.too_large()));
            };
            // Empty lines between rows are common and say nothing.
            if !bytes.trim_ascii().is_empty() {
                return Some(Ok(Raw {
                    origin: self.origin.clone(),
                    form: Form::Json(bytes),
                }));
            }
        }
    }
}
