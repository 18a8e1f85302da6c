//! The documents of all inputs, one after the other.

use std::path::PathBuf;
use std::sync::Arc;

use super::inputs::{self, InputFile};
use super::lines::Lines;
use super::raw::{Form, Origin, Raw};
use super::stream::{self, Opened};
use super::{ReadOptions, Reject};

/// The documents of all inputs, in order; see [`documents`](super::documents).
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
            offset: 0,
            options: Arc::clone(&self.options),
        };
        let by_name = Kind::of_name(&file.name);
        if by_name == Some(Kind::Page) {
            return Opening::One(Ok(Raw {
                origin,
                form: Form::File(file.path.clone()),
            }));
        }
        let opened = match stream::open(&file.path, &self.options) {
            Ok(opened) => opened,
            Err(error) => return Opening::One(Err(origin.unreadable(&error))),
        };
        match by_name.unwrap_or_else(|| Kind::of_head(&opened.head)) {
            Kind::Page => Opening::One(page(origin, opened)),
            Kind::JsonLines => Opening::Many(Box::new(JsonLines {
                lines: Some(Lines::new(opened.stream, self.options.max_page_bytes)),
                origin,
            })),
        }
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
    Page,
    /// One JSON object a line.
    JsonLines,
}

impl Kind {
    /// What the suffix says, below that of a compressed file.
    fn of_name(name: &str) -> Option<Self> {
        let (_, suffix) = inputs::uncompressed(name).rsplit_once('.')?;
        match suffix.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Page),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }

    /// What the first bytes say.
    fn of_head(head: &[u8]) -> Self {
        match head.trim_ascii_start() {
            [b'{', ..] => Self::JsonLines,
            _ => Self::Page,
        }
    }
}

/// A stream that is one page.
fn page(origin: Origin, mut opened: Opened) -> Item {
    match stream::read_page(&mut opened.stream, origin.options.max_page_bytes) {
        Ok(Some(bytes)) => Ok(Raw {
            origin,
            form: Form::Bytes(bytes),
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
            self.origin.offset = line.offset;
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
