//! One output file: buffered, counted and hashed on the way to disk.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::WriteError;
use crate::table::record::hex;

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Name in the dataset's folder.
    pub name: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// A file that is being written. Errors name its path.
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    name: String,
    file: File,
    buffer: Vec<u8>,
    hash: Sha256,
    bytes: u64,
    /// Bytes that the disk was not asked for yet.
    unsynced: usize,
    syncing: Option<JoinHandle<io::Result<()>>>,
}

/// Bytes after which the disk is asked for them, while others are made: what waits at the end is little.
const SYNCED: usize = 16 << 20;

/// Bytes gathered before they are hashed and handed to the system.
const BUFFER: usize = 256 << 10;

impl Output {
    /// Creates `name` in `folder`.
    pub fn create(folder: &Path, name: &str) -> Result<Self, WriteError> {
        let path = folder.join(name);
        match File::create(&path) {
            Ok(file) => Ok(Self {
                path,
                name: name.to_owned(),
                file,
                buffer: Vec::new(),
                hash: Sha256::new(),
                bytes: 0,
                unsynced: 0,
                syncing: None,
            }),
            Err(source) => Err(WriteError::Create { path, source }),
        }
    }

    /// What goes wrong with this file.
    pub fn failed(&self, source: io::Error) -> WriteError {
        WriteError::Failed {
            path: self.path.clone(),
            source,
        }
    }

    /// Appends bytes.
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), WriteError> {
        self.write_all(bytes).map_err(|e| self.failed(e))
    }

    /// Writes what is left, waits until the disk has it, and returns size and digest.
    pub fn finish(mut self) -> Result<Written, WriteError> {
        self.send()
            .and_then(|()| self.synced())
            .and_then(|()| self.file.sync_all())
            .map_err(|e| self.failed(e))?;
        Ok(Written {
            name: self.name,
            bytes: self.bytes,
            sha256: hex(&self.hash.finalize()),
        })
    }

    fn send(&mut self) -> io::Result<()> {
        let sent = self.file.write_all(&self.buffer);
        let bytes = self.buffer.len();
        self.buffer.clear();
        sent.and_then(|()| self.sent(bytes))
    }

    /// Counts bytes that the system has, and from time to time asks the disk for them.
    fn sent(&mut self, bytes: usize) -> io::Result<()> {
        self.unsynced += bytes;
        let idle = self.syncing.as_ref().is_none_or(JoinHandle::is_finished);
        if self.unsynced >= SYNCED && idle {
            self.synced()?;
            self.unsynced = 0;
            let file = self.file.try_clone()?;
            // Where there is no thread to be had, the end waits for all of it.
            let sync = std::thread::Builder::new().spawn(move || file.sync_data());
            self.syncing = sync.ok();
        }
        Ok(())
    }

    /// How the last sync ended: an error is told once, to whoever asked.
    fn synced(&mut self) -> io::Result<()> {
        match self.syncing.take().map(JoinHandle::join) {
            None => Ok(()),
            Some(Ok(result)) => result,
            Some(Err(_)) => Err(io::Error::other(
                "the thread that waited for the disk failed",
            )),
        }
    }

    fn count(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.count(bytes);
        if self.buffer.len() + bytes.len() > BUFFER {
            self.send()?;
        }
        if bytes.len() >= BUFFER {
            self.file.write_all(bytes)?;
            self.sent(bytes.len())?;
        } else {
            self.buffer.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a small file whole.
pub fn write_whole(folder: &Path, name: &str, text: &str) -> Result<Written, WriteError> {
    let mut output = Output::create(folder, name)?;
    output.append(text.as_bytes())?;
    output.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_any_size_is_whole_and_hashed_in_the_order_written() {
        let dir = tempfile::tempdir().expect("a folder");
        for (parts, size) in [
            (0, 0),
            (3, 10),
            (5, BUFFER),
            (3, SYNCED + 1),
            (2 * SYNCED / 9999, 9999),
        ] {
            let mut output = Output::create(dir.path(), "rows.csv").expect("created");
            let mut whole = Vec::new();
            for part in 0..parts {
                let bytes = vec![part as u8; size];
                output.append(&bytes).expect("written");
                whole.extend(bytes);
            }
            let written = output.finish().expect("finished");
            assert_eq!(written.bytes, whole.len() as u64);
            assert_eq!(written.sha256, hex(&Sha256::digest(&whole)));
            let read = std::fs::read(dir.path().join("rows.csv")).expect("read");
            assert!(read == whole, "{parts} parts of {size} bytes");
        }
    }
}
