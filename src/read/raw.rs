//! One document as found in an input, and how a worker makes a page of it.

use std::path::PathBuf;
use std::sync::Arc;

use super::delimited::{self, Columns};
use super::encoding::{self, Undecodable};
use super::html;
use super::json::{self, Row};
use super::stated::when;
use super::stream;
use super::{Page, ReadOptions, Reject, Stated, When};
use crate::diagnostic::{Diagnostic, Place, Severity};

/// Longest id, in bytes.
const MAX_ID_BYTES: usize = 1024;

/// One document as found in an input, not yet decoded or parsed.
#[derive(Clone, Debug)]
pub struct Raw {
    pub(super) origin: Origin,
    pub(super) form: Form,
}

/// Where a document stands.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// Name of the file, relative to the input root.
    pub name: Arc<str>,
    /// 1-based line or row, where the file holds several documents.
    pub line: Option<u64>,
    /// First byte in the file, decompressed; nothing where the file's format has no such thing.
    pub offset: Option<u64>,
    pub options: Arc<ReadOptions>,
}

/// What of a document is at hand.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// A file that is one page, still to be opened.
    File { path: PathBuf, html: bool },
    /// The bytes of one page, and what the container states about it.
    Bytes {
        bytes: Vec<u8>,
        html: bool,
        row: Box<Row>,
        /// The encoding that the container names.
        declared: Option<String>,
    },
    /// One line of JSON.
    Json(Vec<u8>),
    /// One record of a delimited file.
    Cells {
        record: csv::ByteRecord,
        columns: Columns,
    },
    /// One row that is text already.
    Row(Box<Row>),
}

impl Raw {
    /// Bytes at hand; none of a file that is still to be opened.
    pub fn bytes(&self) -> usize {
        match &self.form {
            Form::File { .. } => 0,
            Form::Bytes { bytes, .. } | Form::Json(bytes) => bytes.len(),
            Form::Cells { record, .. } => record.as_slice().len(),
            Form::Row(row) => row.text.as_ref().map_or(0, String::len),
        }
    }

    /// Decodes and parses the document; done by workers, so that reading stays cheap.
    pub fn into_page(self) -> Result<Page, Box<Reject>> {
        let Self { origin, form } = self;
        match form {
            Form::File { path, html } => {
                let bytes = file(&origin, &path)?;
                whole(&origin, &bytes, html, Row::default(), None)
            }
            Form::Bytes {
                bytes,
                html,
                row,
                declared,
            } => whole(&origin, &bytes, html, *row, declared),
            Form::Json(bytes) => {
                let row = json::parse(&origin, &bytes)?;
                origin.page(row)
            }
            Form::Cells { record, columns } => {
                let row = delimited::row(&origin, &record, &columns)?;
                origin.page(row)
            }
            Form::Row(row) => origin.page(*row),
        }
    }
}

/// The bytes of a file that is one page.
fn file(origin: &Origin, path: &std::path::Path) -> Result<Vec<u8>, Box<Reject>> {
    let max = origin.options.max_page_bytes;
    let read = |error| origin.unreadable(&error);
    let mut opened = std::fs::File::open(path).map_err(read)?;
    let bytes = stream::read_page(&mut opened, max)
        .map_err(read)?
        .ok_or_else(|| origin.too_large())?;
    if !stream::is_compressed(&bytes) {
        return Ok(bytes);
    }
    let compressed = Box::new(std::io::Cursor::new(bytes));
    let mut opened = stream::decompress(compressed, &origin.options).map_err(read)?;
    stream::read_page(&mut opened.stream, max)
        .map_err(read)?
        .ok_or_else(|| origin.too_large())
}

/// A page whose bytes are at hand; `stated` is what its container says.
fn whole(
    origin: &Origin,
    bytes: &[u8],
    html: bool,
    stated: Row,
    declared: Option<String>,
) -> Result<Page, Box<Reject>> {
    let declared = declared.or_else(|| html.then(|| html::declared_encoding(bytes)).flatten());
    let decoded =
        encoding::decode(bytes, declared.as_deref()).map_err(|error| origin.undecodable(&error))?;
    let row = if html {
        let page =
            html::read(&decoded.text, stated.url.as_deref()).map_err(|_| origin.tangled())?;
        stated.over(page)
    } else {
        Row {
            text: Some(decoded.text),
            ..stated
        }
    };
    let mut page = origin.page(row)?;
    page.decoded = decoded.from;
    origin.note_decoding(&mut page);
    Ok(page)
}

impl Origin {
    /// The page of a row.
    pub(super) fn page(&self, row: Row) -> Result<Page, Box<Reject>> {
        let id = row.id.unwrap_or_else(|| match self.line {
            Some(line) => format!("{}#{line}", self.name),
            None => self.name.to_string(),
        });
        if id.len() > MAX_ID_BYTES || id.chars().any(char::is_control) {
            return Err(self.reject(
                "R109",
                format!(
                    "the id is no name: {} bytes, or a control character in it",
                    id.len()
                ),
                format!("give ids of up to {MAX_ID_BYTES} bytes without control characters"),
            ));
        }
        let Some(text) = row.text else {
            let wanted = self.options.fields.wanted(super::FieldRole::Text);
            let mut reject = self.reject(
                "R104",
                format!("no \"{wanted}\" here, and so no page"),
                "every row needs the text of its page; name its key or column with --text-field"
                    .to_owned(),
            );
            reject.page_id = Some(id);
            return Err(reject);
        };
        if text.trim().is_empty() {
            let mut reject = self.empty();
            reject.page_id = Some(id);
            return Err(reject);
        }
        let mut page = Page {
            id,
            source_path: self.name.to_string(),
            text,
            decoded: None,
            stated: Stated {
                url: row.url,
                title: row.title,
                authors: row.authors,
                ..Stated::default()
            },
            findings: Vec::new(),
        };
        page.stated.published = self.when("published", row.published, &mut page);
        page.stated.captured = self.when("captured", row.captured, &mut page);
        if row.replaced > 0 {
            let message = format!(
                "{} halves of surrogate pairs stand for no character and became U+FFFD",
                row.replaced
            );
            let help = "write the file with a JSON encoder that keeps pairs together";
            page.findings
                .push(self.finding(&page.id, "R111", Severity::Warning, message, help));
        }
        Ok(page)
    }

    /// A stated time; one that cannot be read is a finding and no time.
    pub(super) fn when(&self, field: &str, text: Option<String>, page: &mut Page) -> Option<When> {
        let text = text?;
        let found = when(&text, &self.options.zone);
        if found.is_none() && !text.trim().is_empty() {
            let shown: String = text.chars().take(40).collect();
            let message = format!("{field} is neither a date nor a time: {shown:?}");
            let help = "write 2024-05-20 or 2024-05-20T08:00:00+07:00";
            let mut finding = self.finding(&page.id, "R110", Severity::Warning, message, help);
            finding.place.field = Some(field.to_owned());
            page.findings.push(finding);
        }
        found
    }

    /// Says that a page was decoded from an older encoding.
    pub(super) fn note_decoding(&self, page: &mut Page) {
        if let Some(from) = page.decoded {
            let message = format!("decoded from {from}");
            let help = "nothing to do; convert the collection to UTF-8 to be rid of this note";
            page.findings
                .push(self.finding(&page.id, "R112", Severity::Note, message, help));
        }
    }

    fn finding(
        &self,
        page_id: &str,
        code: &'static str,
        severity: Severity,
        message: String,
        help: &str,
    ) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            message,
            help: Some(help.to_owned()),
            place: Place {
                path: Some(self.name.to_string()),
                page_id: Some(page_id.to_owned()),
                line: self.line.and_then(|line| usize::try_from(line).ok()),
                byte_offset: self.offset,
                ..Place::default()
            },
        }
    }

    /// A reject of this document.
    pub(super) fn reject(&self, code: &'static str, message: String, help: String) -> Box<Reject> {
        Box::new(Reject {
            source_path: self.name.to_string(),
            page_id: None,
            byte_offset: self.offset,
            line: self.line,
            code,
            message,
            help,
        })
    }

    /// A reject at a byte of this document.
    pub(super) fn reject_at(
        &self,
        byte: usize,
        code: &'static str,
        message: String,
        help: String,
    ) -> Box<Reject> {
        let mut reject = self.reject(code, message, help);
        reject.byte_offset = self.offset.map(|offset| offset + byte as u64);
        reject
    }

    pub(super) fn empty(&self) -> Box<Reject> {
        self.reject(
            "R102",
            "nothing but white space".to_owned(),
            "leave the page out, or scrape it again".to_owned(),
        )
    }

    pub(super) fn too_large(&self) -> Box<Reject> {
        self.reject(
            "R105",
            format!(
                "larger than {} bytes, which no news page is",
                self.options.max_page_bytes
            ),
            "split the file into pages, one a line or one a file".to_owned(),
        )
    }

    pub(super) fn undecodable(&self, error: &Undecodable) -> Box<Reject> {
        match *error {
            Undecodable::NotUtf8 { offset } => self.reject_at(
                offset,
                "R101",
                not_utf8(self, offset),
                "convert the file to UTF-8; windows-1258, TCVN3 and VNI pages are recognised only as a whole"
                    .to_owned(),
            ),
            Undecodable::NotUtf16 => self.reject_at(
                2,
                "R101",
                "begins with the mark of UTF-16 and is none".to_owned(),
                "convert the file to UTF-8".to_owned(),
            ),
            Undecodable::NotText { offset } => self.reject_at(
                offset,
                "R108",
                "zero bytes as no text has them".to_owned(),
                "leave pictures, archives and documents out, or save the page as UTF-8 text".to_owned(),
            ),
        }
    }

    fn tangled(&self) -> Box<Reject> {
        self.reject(
            "R115",
            "elements nest as no page's do, so that parsing would not end".to_owned(),
            "leave the page out, or save its text".to_owned(),
        )
    }

    /// A stream that fails while it is read.
    pub(super) fn unreadable(&self, error: &std::io::Error) -> Box<Reject> {
        if stream::expands_too_far(error) {
            return self.reject(
                "R106",
                error.to_string(),
                "if the file is meant to, decompress it first and read it from standard input"
                    .to_owned(),
            );
        }
        self.reject(
            "R107",
            format!("cannot be read on: {error}"),
            "check the file; what stood before this place was read".to_owned(),
        )
    }
}

/// Says which byte is wrong.
pub(super) fn not_utf8(origin: &Origin, byte: usize) -> String {
    match origin.offset {
        Some(offset) => format!("byte {} is not UTF-8", offset + byte as u64),
        None => format!("byte {byte} of the text is not UTF-8"),
    }
}
