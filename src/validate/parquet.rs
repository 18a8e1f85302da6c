//! Parquet rows onto tapes, and what a Parquet file's own schema tells.
//!
//! A null is null where the schema allows null or the column is required, else the field is absent,
//! as in CSV.

mod values;

use std::fs::File;
use std::sync::Arc;

use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Schema as ArrowSchema, TimeUnit};
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::findings::{Sample, Tallies};
use super::loaders::{Loaders, Spot};
use super::rows::{Outcome, Worker};
use super::schema::{Column, Schema};
use super::source::{Format, Source, SourceError};
use super::tape::Kind;
use values::push;

/// Rows of a batch.
const BATCH_ROWS: usize = 4096;

/// Bytes of a row group beyond which the Hugging Face viewer refuses it.
const ROW_GROUP_BYTES: i64 = 286 << 20;

/// An opened Parquet file.
pub struct Rows {
    path: String,
    reader: ParquetRecordBatchReader,
    /// Its Arrow schema.
    pub schema: Arc<ArrowSchema>,
    row_groups: Vec<i64>,
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Rows {
    /// Opens a file and reads its index.
    pub fn open(source: Source) -> Result<Self, SourceError> {
        let path = source.path.clone();
        let file: File = source.into_file()?;
        let broken = |message: String| SourceError::Parquet {
            path: path.clone(),
            message,
        };
        let builder = unwound(|| ParquetRecordBatchReaderBuilder::try_new(file))
            .map_err(broken)?
            .map_err(|e| broken(e.to_string()))?;
        let row_groups = builder
            .metadata()
            .row_groups()
            .iter()
            .map(|group| group.total_byte_size())
            .collect();
        let schema = Arc::clone(builder.schema());
        let reader = builder
            .with_batch_size(BATCH_ROWS)
            .build()
            .map_err(|e| broken(e.to_string()))?;
        Ok(Self {
            path,
            reader,
            schema,
            row_groups,
        })
    }

    /// Reports what the file's own schema and layout tell, and the columns that cannot be read.
    pub fn report(&self, loaders: Loaders, tallies: &mut Tallies) {
        for field in self.schema.fields() {
            let name = field.name();
            let mut hit = |code, message: String| {
                tallies.hit(code, name, || {
                    let sample = Sample {
                        message,
                        ..Sample::default()
                    };
                    (sample, None)
                });
            };
            if let Some(unreadable) = find(field.data_type(), &|t| !is_readable(t)) {
                hit("V127", format!("a column of type {unreadable} is not read"));
            }
            if !loaders.any() {
                continue;
            }
            if let Some(null) = find(field.data_type(), &|t| *t == DataType::Null) {
                hit("L314", format!("a column of type {null}"));
            }
            if let Some(map) = find(field.data_type(), &|t| matches!(t, DataType::Map(..))) {
                hit("L315", format!("a column of type {map}"));
            }
            if let Some(awkward) = find(field.data_type(), &is_awkward) {
                hit("L319", format!("a column of type {awkward}"));
            }
        }
        if loaders.hf {
            for (i, bytes) in self.row_groups.iter().enumerate() {
                if *bytes > ROW_GROUP_BYTES {
                    tallies.hit("L316", "", || {
                        let sample = Sample {
                            message: format!("row group {i} has {bytes} bytes uncompressed"),
                            ..Sample::default()
                        };
                        (sample, None)
                    });
                }
            }
        }
    }

    /// Reports names that stand twice.
    pub fn report_names(&self, tallies: &mut Tallies) {
        let mut names: Vec<&str> = Vec::new();
        for field in self.schema.fields() {
            if names.contains(&field.name().as_str()) {
                tallies.hit("V126", field.name(), || {
                    let sample = Sample {
                        message: format!("two columns have the name {}", field.name()),
                        ..Sample::default()
                    };
                    (sample, None)
                });
            }
            names.push(field.name());
        }
    }
}

impl Iterator for Rows {
    type Item = Result<RecordBatch, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        let reader = &mut self.reader;
        let broken = |message: String| SourceError::Parquet {
            path: self.path.clone(),
            message,
        };
        match unwound(|| reader.next()) {
            Ok(batch) => batch.map(|batch| batch.map_err(|e| broken(e.to_string()))),
            Err(message) => Some(Err(broken(message))),
        }
    }
}

/// Runs the reader, which panics on some damaged files where it should return an error.
fn unwound<T>(read: impl FnOnce() -> T) -> Result<T, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .map_err(|_| "the reader gave up on damaged bytes".to_owned())
}

/// The first type, outermost first, that answers to `wanted`.
fn find<'t>(data_type: &'t DataType, wanted: &dyn Fn(&DataType) -> bool) -> Option<&'t DataType> {
    if wanted(data_type) {
        return Some(data_type);
    }
    match data_type {
        DataType::List(field)
        | DataType::LargeList(field)
        | DataType::FixedSizeList(field, _)
        | DataType::Map(field, _) => find(field.data_type(), wanted),
        DataType::Struct(fields) => fields.iter().find_map(|f| find(f.data_type(), wanted)),
        DataType::Dictionary(_, values) => find(values, wanted),
        _ => None,
    }
}

fn is_readable(data_type: &DataType) -> bool {
    match data_type {
        DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView
        | DataType::FixedSizeBinary(_)
        | DataType::Interval(_)
        | DataType::Duration(_)
        | DataType::Union(..)
        | DataType::ListView(_)
        | DataType::LargeListView(_)
        | DataType::RunEndEncoded(..)
        | DataType::Decimal32(..)
        | DataType::Decimal64(..)
        | DataType::Decimal256(..) => false,
        DataType::Map(field, _) => match field.data_type() {
            DataType::Struct(fields) => fields
                .first()
                .is_some_and(|key| *key.data_type() == DataType::Utf8),
            _ => false,
        },
        DataType::Dictionary(key, _) => key.is_dictionary_key_type(),
        _ => true,
    }
}

fn is_awkward(data_type: &DataType) -> bool {
    match data_type {
        DataType::Duration(_)
        | DataType::Utf8View
        | DataType::BinaryView
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32
        | DataType::UInt64
        | DataType::Int8
        | DataType::Int16
        | DataType::Float16
        | DataType::Date64 => true,
        DataType::Timestamp(unit, zone) => {
            *unit != TimeUnit::Microsecond || zone.as_deref().is_some_and(|z| z != "UTC")
        }
        DataType::Dictionary(_, _) => true,
        _ => false,
    }
}

impl Worker<'_> {
    /// Checks the rows of a batch; `columns` says what the schema makes of each.
    pub fn batch(&mut self, number: usize, batch: &RecordBatch, columns: &[Column]) -> Outcome {
        let mut out = self.outcome(number, 0, Format::Parquet);
        let schema = batch.schema();
        for row in 0..batch.num_rows() {
            out.rows += 1;
            if !self.wants(out.rows) {
                continue;
            }
            self.tape.clear();
            let open = self.tape.open(0, Kind::Object);
            let mut count = 0;
            for ((field, array), column) in schema.fields().iter().zip(batch.columns()).zip(columns)
            {
                if !is_readable(array.data_type()) {
                    continue;
                }
                let null = array.is_null(row) || *array.data_type() == DataType::Null;
                if null && !column.types.null && !column.required {
                    continue;
                }
                self.tape.text(0..0, field.name(), Kind::Key);
                push(array.as_ref(), row, &mut self.tape);
                count += 1;
            }
            self.tape.close(open, 0, count);
            let spot = Spot {
                record: out.rows,
                line: 0,
            };
            self.check_typed(spot, &mut out);
            if self.is_over(&out) {
                break;
            }
        }
        out
    }
}

/// What `schema` says about each column of a file.
pub fn columns(file: &ArrowSchema, schema: Option<&Schema>) -> Vec<Column> {
    file.fields()
        .iter()
        .map(|field| match schema {
            Some(schema) => schema.column(field.name()),
            None => Column {
                types: super::schema::Types::ANY,
                required: false,
            },
        })
        .collect()
}
