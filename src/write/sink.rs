//! Where rows go: one sink a table and format.

use super::file::{Output, Written};
use super::parquet::ParquetFile;
use super::{WriteError, csv};
use crate::config::Format;
use crate::table::batch::Rows;
use crate::table::canonical::{self, Digest};
use crate::table::columns::Table;

/// What one sink made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// The file; none for a sink that only digests.
    pub file: Option<Written>,
    /// Digest of the table's content, where this sink computes it.
    pub content_digest: Option<String>,
    /// Number of rows.
    pub rows: u64,
}

/// One file of a table, or its digest alone. Rows must come in order.
#[derive(Debug)]
pub struct Sink {
    kind: Kind,
    buffer: Vec<u8>,
    rows: u64,
}

#[derive(Debug)]
enum Kind {
    Csv(Output),
    Jsonl(Output),
    Parquet(Box<ParquetFile>),
    Digest(Box<Digest>),
}

impl Sink {
    /// A file of a table.
    pub fn new(
        table: &'static Table,
        format: Format,
        mut output: Output,
    ) -> Result<Self, WriteError> {
        let kind = match format {
            Format::Csv => {
                let mut header = Vec::new();
                csv::header(&mut header, table);
                output.append(&header)?;
                Kind::Csv(output)
            }
            Format::Jsonl => Kind::Jsonl(output),
            Format::Parquet => Kind::Parquet(Box::new(ParquetFile::new(table, output)?)),
        };
        Ok(Self {
            kind,
            buffer: Vec::new(),
            rows: 0,
        })
    }

    /// No file, only the table's content digest; for datasets without JSONL.
    pub fn digest() -> Self {
        Self {
            kind: Kind::Digest(Box::default()),
            buffer: Vec::new(),
            rows: 0,
        }
    }

    /// Appends rows.
    pub fn write(&mut self, rows: &Rows) -> Result<(), WriteError> {
        self.rows += rows.len() as u64;
        self.buffer.clear();
        match &mut self.kind {
            Kind::Csv(output) => {
                csv::lines(&mut self.buffer, rows);
                output.append(&self.buffer)
            }
            Kind::Jsonl(output) => {
                canonical::lines(&mut self.buffer, rows);
                output.append(&self.buffer)
            }
            Kind::Parquet(file) => file.write(rows),
            Kind::Digest(digest) => {
                digest.update(rows);
                Ok(())
            }
        }
    }

    /// Closes the file.
    pub fn finish(self) -> Result<Finished, WriteError> {
        let rows = self.rows;
        let (file, content_digest) = match self.kind {
            Kind::Csv(output) => (Some(output.finish()?), None),
            Kind::Jsonl(output) => {
                let written = output.finish()?;
                // The file's own bytes are the canonical ones.
                let digest = canonical::named(&written.sha256);
                (Some(written), Some(digest))
            }
            Kind::Parquet(file) => (Some(file.finish()?), None),
            Kind::Digest(digest) => (None, Some(digest.finish().1)),
        };
        Ok(Finished {
            file,
            content_digest,
            rows,
        })
    }
}
