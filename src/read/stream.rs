//! Opens a file or standard input and reads through compression, which the first bytes tell.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::ReadOptions;

/// A stream that workers may take over.
pub(super) type Stream = Box<dyn Read + Send>;

/// Bytes looked at to tell what a stream holds.
const HEAD: usize = 1024;

/// Compressed bytes read at a time.
const BLOCK: usize = 64 << 10;

/// An opened input, decompressed.
pub(super) struct Opened {
    /// The first bytes, which `stream` will give again.
    pub head: Vec<u8>,
    /// All bytes from the first.
    pub stream: Stream,
}

/// Opens `path`, or standard input where it is `-`.
pub(super) fn open(path: &Path, options: &ReadOptions) -> io::Result<Opened> {
    let raw: Stream = if path.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path)?)
    };
    decompress(raw, options)
}

/// Reads `raw` through gzip or zstd where its first bytes say so.
pub(super) fn decompress(mut raw: Stream, options: &ReadOptions) -> io::Result<Opened> {
    let head = peek(&mut raw, HEAD)?;
    let Some(compression) = compression(&head) else {
        return Ok(Opened {
            stream: Box::new(Cursor::new(head.clone()).chain(raw)),
            head,
        });
    };
    let consumed = Arc::new(AtomicU64::new(0));
    let counted = BufReader::with_capacity(
        BLOCK,
        Counted {
            inner: Cursor::new(head).chain(raw),
            count: Arc::clone(&consumed),
        },
    );
    let decoded: Stream = match compression {
        Compression::Gzip => Box::new(MultiGzDecoder::new(counted)),
        Compression::Zstd => Box::new(zstd::Decoder::with_buffer(counted)?),
    };
    let mut bounded = Bounded {
        inner: decoded,
        consumed,
        produced: 0,
        max_expansion: options.max_expansion,
        free: ReadOptions::FREE_EXPANSION,
    };
    let head = peek(&mut bounded, HEAD)?;
    Ok(Opened {
        stream: Box::new(Cursor::new(head.clone()).chain(bounded)),
        head,
    })
}

/// Reads all of a stream that must not be longer than `max` bytes; `None` where it is.
pub(super) fn read_page(stream: &mut impl Read, max: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    stream
        .by_ref()
        .take(max as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok((bytes.len() <= max).then_some(bytes))
}

/// True for the first bytes of a gzip or zstd stream.
pub(super) fn is_compressed(head: &[u8]) -> bool {
    compression(head).is_some()
}

/// What a stream that expands beyond its bound fails with.
#[derive(Debug, thiserror::Error)]
#[error("expands to more than {ratio} times its compressed size")]
pub(super) struct ExpandsTooFar {
    ratio: u64,
}

/// True where `error` says that a stream expanded beyond its bound.
pub(super) fn expands_too_far(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|e| e.is::<ExpandsTooFar>())
}

#[derive(Clone, Copy)]
enum Compression {
    Gzip,
    Zstd,
}

fn compression(head: &[u8]) -> Option<Compression> {
    match head {
        [0x1f, 0x8b, 8, ..] => Some(Compression::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Compression::Zstd),
        // A frame to be skipped, with which zstd files of several frames may begin.
        [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Compression::Zstd),
        _ => None,
    }
}

/// Up to `count` bytes; fewer only at the end of the stream.
fn peek(stream: &mut impl Read, count: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(count);
    stream.take(count as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// Counts the bytes that pass.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Fails once a stream has given far more than it took.
struct Bounded {
    inner: Stream,
    consumed: Arc<AtomicU64>,
    produced: u64,
    max_expansion: u64,
    free: u64,
}

impl Read for Bounded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.produced += read as u64;
        let allowed = self
            .consumed
            .load(Ordering::Relaxed)
            .saturating_mul(self.max_expansion);
        if self.produced > self.free && self.produced > allowed {
            return Err(io::Error::other(ExpandsTooFar {
                ratio: self.max_expansion,
            }));
        }
        Ok(read)
    }
}
