//! Parquet: real types, zstd, statistics and page index, row groups bounded by rows and bytes.

use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use parquet::schema::types::ColumnPath;

use super::WriteError;
use super::file::{Output, Written};
use crate::table::batch::{Rows, schema};
use crate::table::columns::{Kind, Table};

/// Rows of a row group at most. DuckDB reads groups of up to 122,880 rows in parallel.
pub const GROUP_ROWS: usize = 100_000;
/// Bytes of cells of a row group, before encoding, after which it is closed: Hugging Face's viewer
/// refuses groups above 286 MiB, and an open group is held in memory, compressed.
pub const GROUP_BYTES: usize = 64 << 20;

/// One Parquet file.
pub struct ParquetFile {
    writer: ArrowWriter<Output>,
    rows: usize,
    bytes: usize,
}

impl std::fmt::Debug for ParquetFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetFile")
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

impl ParquetFile {
    /// Begins a table's file.
    pub fn new(table: &'static Table, output: Output) -> Result<Self, WriteError> {
        match ArrowWriter::try_new(output, schema(table), Some(properties(table))) {
            Ok(writer) => Ok(Self {
                writer,
                rows: 0,
                bytes: 0,
            }),
            Err(error) => Err(WriteError::Encode(table.name, error.to_string())),
        }
    }

    /// Appends rows.
    pub fn write(&mut self, rows: &Rows) -> Result<(), WriteError> {
        let bytes = rows.bytes();
        if self.rows > 0
            && (self.rows + rows.len() > GROUP_ROWS || self.bytes + bytes > GROUP_BYTES)
        {
            self.writer.flush().map_err(|e| self.failed(e))?;
            (self.rows, self.bytes) = (0, 0);
        }
        self.rows += rows.len();
        self.bytes += bytes;
        self.writer.write(&rows.batch).map_err(|e| self.failed(e))
    }

    /// Closes the last row group and the file.
    pub fn finish(self) -> Result<Written, WriteError> {
        match self.writer.into_inner() {
            Ok(output) => output.finish(),
            Err(error) => Err(WriteError::Encode("parquet", error.to_string())),
        }
    }

    fn failed(&self, error: ParquetError) -> WriteError {
        match error {
            ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
                Ok(io) => self.writer.inner().failed(*io),
                Err(other) => WriteError::Encode("parquet", other.to_string()),
            },
            other => WriteError::Encode("parquet", other.to_string()),
        }
    }
}

/// How a table's columns are stored. Nothing here depends on the machine or the clock.
fn properties(table: &'static Table) -> WriterProperties {
    let metadata = [
        ("newsrows.version", env!("CARGO_PKG_VERSION").to_owned()),
        ("newsrows.table", table.name.to_owned()),
        (
            "newsrows.schema_sha256",
            crate::table::json_schema::digest(table),
        ),
    ];
    let mut properties = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3).unwrap_or_default()))
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_created_by(concat!("newsrows ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(
            metadata
                .into_iter()
                .map(|(key, value)| KeyValue::new(key.to_owned(), value))
                .collect(),
        ));
    for column in table.columns {
        if !repeats(table, column.name) {
            let mut path = vec![column.name.to_owned()];
            if column.kind == Kind::List {
                path.extend(["list", "element"].map(str::to_owned));
            }
            properties = properties.set_column_dictionary_enabled(ColumnPath::new(path), false);
        }
    }
    properties.build()
}

/// Whether a column's values repeat, so that a dictionary pays.
fn repeats(table: &Table, column: &str) -> bool {
    let long = [
        "title",
        "lead",
        "body",
        "captions",
        "evidence",
        "text",
        "page_sha256",
    ];
    !long.contains(&column) && table.key != [column]
}
