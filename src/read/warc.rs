//! WARC and WET files: web pages as crawlers store them (ISO 28500).
//!
//! Pages are responses that succeeded and hold HTML or plain text, resources of these kinds, and
//! the texts that a WET file was converted to. Requests, pictures and the crawl's own records are
//! no pages and are passed over.

use std::io::{self, BufRead, BufReader, Read};

use super::Reject;
use super::html;
use super::json::Row;
use super::raw::{Form, Origin, Raw};
use super::stream::{self, Stream};

/// Longest block of header lines, in bytes.
const MAX_HEADER_BYTES: u64 = 64 << 10;

/// The pages of a WARC file.
pub(super) struct Records {
    /// Nothing once the file cannot be read on.
    reader: Option<BufReader<Stream>>,
    /// Bytes read.
    offset: u64,
    /// Number of the record.
    number: u64,
    origin: Origin,
}

type Item = Result<Raw, Box<Reject>>;

/// Why a record cannot be read.
enum Trouble {
    Io(io::Error),
    Malformed(&'static str),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Records {
    pub(super) fn new(origin: Origin, stream: Stream) -> Self {
        Self {
            reader: Some(BufReader::with_capacity(256 << 10, stream)),
            offset: 0,
            number: 0,
            origin,
        }
    }

    /// The page of the next record, if it is one; nothing at the end.
    fn record(&mut self) -> Result<Option<Option<Item>>, Trouble> {
        let Some(reader) = self.reader.as_mut() else {
            return Ok(None);
        };
        // Two line ends close a record; some writers are more generous.
        let mut first = Vec::new();
        while first.trim_ascii().is_empty() {
            first.clear();
            self.origin.offset = Some(self.offset);
            let read = line(reader, &mut first)?;
            if read == 0 {
                return Ok(None);
            }
            self.offset += read;
        }
        self.number += 1;
        self.origin.line = Some(self.number);
        if !first.starts_with(b"WARC/") {
            return Err(Trouble::Malformed(
                "a record begins with WARC/ and its version",
            ));
        }
        let (header, read) = headers(reader)?;
        self.offset += read;
        let length: u64 = header
            .get("content-length")
            .and_then(|length| length.parse().ok())
            .ok_or(Trouble::Malformed("a record has no Content-Length"))?;
        let kind = header.get("warc-type").unwrap_or_default();
        let max = self.origin.options.max_page_bytes as u64;
        let is_page = matches!(kind, "response" | "resource" | "conversion");
        let held = if is_page {
            length.min(max + MAX_HEADER_BYTES + 1)
        } else {
            0
        };
        let mut block = Vec::new();
        let read = reader.by_ref().take(held).read_to_end(&mut block)? as u64;
        let passed = io::copy(&mut reader.by_ref().take(length - held), &mut io::sink())?;
        self.offset += read + passed;
        if read + passed < length {
            return Err(Trouble::Malformed("the file ends inside a record"));
        }
        if !is_page {
            return Ok(Some(None));
        }
        Ok(Some(
            self.page(kind, &header, block, length > held).transpose(),
        ))
    }

    fn page(
        &self,
        kind: &str,
        header: &Headers,
        block: Vec<u8>,
        cut: bool,
    ) -> Result<Option<Raw>, Box<Reject>> {
        let row = Row {
            id: header
                .get("warc-record-id")
                .map(|id| id.trim_matches(['<', '>']).to_owned()),
            url: header
                .get("warc-target-uri")
                .map(|url| url.trim_matches(['<', '>']).to_owned()),
            captured: header.get("warc-date").map(str::to_owned),
            ..Row::default()
        };
        let (content_type, body) = match kind {
            "response" => match self.response(block)? {
                Some(found) => found,
                None => return Ok(None),
            },
            _ => (
                header.get("content-type").unwrap_or_default().to_owned(),
                block,
            ),
        };
        let media = content_type.split(';').next().unwrap_or_default().trim();
        let html = match media.to_ascii_lowercase().as_str() {
            "text/html" | "application/xhtml+xml" => true,
            "text/plain" => false,
            "" => html::is_html(&body),
            _ => return Ok(None),
        };
        if cut || body.len() > self.origin.options.max_page_bytes {
            let mut reject = self.origin.too_large();
            reject.page_id = row.id;
            return Err(reject);
        }
        Ok(Some(Raw {
            origin: self.origin.clone(),
            form: Form::Bytes {
                bytes: body,
                html,
                row: Box::new(row),
                declared: html::declared_encoding(content_type.as_bytes()),
            },
        }))
    }

    /// Kind and body of an HTTP response that succeeded.
    fn response(&self, block: Vec<u8>) -> Result<Option<(String, Vec<u8>)>, Box<Reject>> {
        let options = &self.origin.options;
        let mut rest = block.as_slice();
        let mut status = Vec::new();
        let malformed = |_| self.broken("an HTTP response without its head");
        line(&mut rest, &mut status).map_err(|error| self.origin.unreadable(&error))?;
        let status = String::from_utf8_lossy(&status);
        if !status.starts_with("HTTP/") {
            // Some crawlers store the body alone.
            return Ok(Some((String::new(), block)));
        }
        if status.split_whitespace().nth(1) != Some("200") {
            return Ok(None);
        }
        let (header, _) = headers(&mut rest).map_err(malformed)?;
        let content_type = header.get("content-type").unwrap_or_default().to_owned();
        let mut body = rest.to_vec();
        if header
            .get("transfer-encoding")
            .is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"))
        {
            // Crawlers often undo the chunks and leave the line in the head.
            body = unchunked(&body).unwrap_or(body);
        }
        if stream::is_compressed(&body) {
            let compressed: Stream = Box::new(io::Cursor::new(body));
            let unreadable = |error: io::Error| self.origin.unreadable(&error);
            let mut opened = stream::decompress(compressed, options).map_err(unreadable)?;
            body = stream::read_page(&mut opened.stream, options.max_page_bytes)
                .map_err(unreadable)?
                .ok_or_else(|| self.origin.too_large())?;
        }
        Ok(Some((content_type, body)))
    }

    fn broken(&self, message: &str) -> Box<Reject> {
        self.origin.reject(
            "R114",
            message.to_owned(),
            "check the file with a WARC tool; what stood before this place was read".to_owned(),
        )
    }
}

impl Iterator for Records {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            match self.record() {
                Ok(Some(Some(item))) => return Some(item),
                Ok(Some(None)) => {}
                Ok(None) => return None,
                Err(trouble) => {
                    self.reader = None;
                    return Some(Err(match trouble {
                        Trouble::Io(error) => self.origin.unreadable(&error),
                        Trouble::Malformed(message) => self.broken(message),
                    }));
                }
            }
        }
    }
}

/// Header lines by their names in lower case.
#[derive(Default)]
struct Headers(Vec<(String, String)>);

impl Headers {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|h| h.0 == name).map(|h| h.1.as_str())
    }
}

/// Header lines up to the empty one, and the bytes read.
fn headers(reader: &mut impl BufRead) -> Result<(Headers, u64), Trouble> {
    let mut headers = Headers::default();
    let mut read = 0;
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let length = line(reader, &mut bytes)?;
        read += length;
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_end();
        if length == 0 || text.is_empty() {
            return Ok((headers, read));
        }
        if read > MAX_HEADER_BYTES {
            return Err(Trouble::Malformed("a header longer than 64 KiB"));
        }
        if let Some((name, value)) = text.split_once(':') {
            headers
                .0
                .push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

/// Reads one line with its end, of no more than a header may have; how many bytes.
fn line(reader: &mut impl BufRead, into: &mut Vec<u8>) -> io::Result<u64> {
    let read = reader
        .by_ref()
        .take(MAX_HEADER_BYTES)
        .read_until(b'\n', into)?;
    Ok(read as u64)
}

/// The body that HTTP sent in chunks; nothing where it is not in chunks.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = memchr::memchr(b'\n', body.get(..32.min(body.len()))?)?;
        let size = std::str::from_utf8(body.get(..end)?).ok()?;
        let size = usize::from_str_radix(size.trim().split(';').next()?, 16).ok()?;
        body = body.get(end + 1..)?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(body.get(..size)?);
        body = body.get(size..)?;
        body = body
            .strip_prefix(b"\r\n")
            .or_else(|| body.strip_prefix(b"\n"))?;
    }
}
