//! Rows put aside on disk until the whole corpus was seen.

use std::fs::File;
use std::path::PathBuf;

use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::file::properties::{EnabledStatistics, WriterProperties};

use crate::table::batch::{Rows, schema};
use crate::table::columns::Table;
use crate::write::WriteError;

/// Rows of a batch read back.
const BATCH: usize = 2_048;

/// Rows being put aside.
pub(super) struct Spool {
    table: &'static Table,
    path: PathBuf,
    writer: ArrowWriter<File>,
}

impl std::fmt::Debug for Spool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spool")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Spool {
    /// Creates the file `path`.
    pub(super) fn new(table: &'static Table, path: PathBuf) -> Result<Self, WriteError> {
        let properties = WriterProperties::builder()
            .set_dictionary_enabled(false)
            .set_statistics_enabled(EnabledStatistics::None)
            .set_max_row_group_row_count(Some(4 * BATCH))
            .build();
        let file = File::create(&path).map_err(|source| WriteError::Create {
            path: path.clone(),
            source,
        })?;
        let writer = ArrowWriter::try_new(file, schema(table), Some(properties))
            .map_err(|e| WriteError::Encode(table.name, e.to_string()))?;
        Ok(Self {
            table,
            path,
            writer,
        })
    }

    /// Puts rows aside.
    pub(super) fn write(&mut self, rows: &Rows) -> Result<(), WriteError> {
        let encode =
            |e: parquet::errors::ParquetError| WriteError::Encode(self.table.name, e.to_string());
        self.writer.write(&rows.batch).map_err(encode)
    }

    /// Turns from writing to reading.
    pub(super) fn read(self) -> Result<Spooled, WriteError> {
        let table = self.table;
        let encode =
            |e: parquet::errors::ParquetError| WriteError::Encode(table.name, e.to_string());
        self.writer.close().map_err(encode)?;
        let file = File::open(&self.path).map_err(|source| WriteError::Failed {
            path: self.path.clone(),
            source,
        })?;
        let reader = ParquetRecordBatchReaderBuilder::try_new(file)
            .and_then(|b| b.with_batch_size(BATCH).build())
            .map_err(encode)?;
        Ok(Spooled {
            table,
            path: self.path,
            reader,
        })
    }
}

/// Rows read back, in order.
pub(super) struct Spooled {
    table: &'static Table,
    path: PathBuf,
    reader: ParquetRecordBatchReader,
}

impl std::fmt::Debug for Spooled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spooled")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Spooled {
    /// The next rows; removes the file at the end.
    pub(super) fn next(&mut self) -> Result<Option<Rows>, WriteError> {
        let encode =
            |e: arrow_schema::ArrowError| WriteError::Encode(self.table.name, e.to_string());
        match self.reader.next() {
            Some(batch) => Ok(Some(
                Rows::new(self.table, batch.map_err(encode)?).map_err(encode)?,
            )),
            None => {
                std::fs::remove_file(&self.path).map_err(|source| WriteError::Failed {
                    path: self.path.clone(),
                    source,
                })?;
                Ok(None)
            }
        }
    }
}
