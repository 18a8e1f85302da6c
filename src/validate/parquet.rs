//! Parquet rows onto tapes, and what a Parquet file's own schema tells.
//!
//! Dates and times become the texts that JSON would hold: `2024-05-20`, `2024-05-20T06:23:00Z`. A
//! null is null where the schema allows null or the column is required, else the field is absent,
//! as in CSV.

use std::fs::File;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::*;
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Schema as ArrowSchema, TimeUnit};
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::findings::{Sample, Tallies};
use super::loaders::{Loaders, Spot};
use super::program::{day_text, instant_text};
use super::rows::{Outcome, Worker};
use super::schema::{Column, Schema};
use super::source::{Format, Source, SourceError};
use super::tape::{Kind, Tape};

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

/// Appends one value.
fn push(array: &dyn Array, row: usize, tape: &mut Tape) {
    const NOWHERE: std::ops::Range<usize> = 0..0;
    if array.is_null(row) {
        tape.null(NOWHERE);
        return;
    }
    macro_rules! int {
        ($type:ty) => {
            tape.int(NOWHERE, i64::from(array.as_primitive::<$type>().value(row)))
        };
    }
    let mut text = |text: &str| tape.text(NOWHERE, text, Kind::Text);
    match array.data_type() {
        DataType::Boolean => tape.bool(NOWHERE, array.as_boolean().value(row)),
        DataType::Int8 => int!(Int8Type),
        DataType::Int16 => int!(Int16Type),
        DataType::Int32 => int!(Int32Type),
        DataType::Int64 => int!(Int64Type),
        DataType::UInt8 => int!(UInt8Type),
        DataType::UInt16 => int!(UInt16Type),
        DataType::UInt32 => int!(UInt32Type),
        DataType::UInt64 => tape.uint(NOWHERE, array.as_primitive::<UInt64Type>().value(row)),
        DataType::Float16 => {
            float(
                f64::from(array.as_primitive::<Float16Type>().value(row)),
                tape,
            );
        }
        DataType::Float32 => {
            float(
                f64::from(array.as_primitive::<Float32Type>().value(row)),
                tape,
            );
        }
        DataType::Float64 => float(array.as_primitive::<Float64Type>().value(row), tape),
        DataType::Decimal128(_, scale) => {
            let value = array.as_primitive::<Decimal128Type>().value(row);
            match (i64::try_from(value), *scale) {
                (Ok(whole), 0) => tape.int(NOWHERE, whole),
                _ => float(value as f64 / 10f64.powi(i32::from(*scale)), tape),
            }
        }
        DataType::Utf8 => text(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => text(array.as_string::<i64>().value(row)),
        DataType::Utf8View => text(array.as_string_view().value(row)),
        DataType::Date32 => text(&day_text(array.as_primitive::<Date32Type>().value(row))),
        DataType::Date64 => {
            let days = array
                .as_primitive::<Date64Type>()
                .value(row)
                .div_euclid(86_400_000);
            text(&day_text(i32::try_from(days).unwrap_or(i32::MAX)));
        }
        DataType::Timestamp(unit, zone) => {
            let value = timestamp(array, row, *unit);
            match (value, zone) {
                (Some(micros), Some(_)) => text(&instant_text(micros)),
                (Some(micros), None) => text(instant_text(micros).trim_end_matches('Z')),
                (None, _) => text("a time out of range"),
            }
        }
        DataType::Time32(unit) => {
            let micros = match unit {
                TimeUnit::Second => {
                    i64::from(array.as_primitive::<Time32SecondType>().value(row)) * 1_000_000
                }
                _ => i64::from(array.as_primitive::<Time32MillisecondType>().value(row)) * 1000,
            };
            text(&clock(micros));
        }
        DataType::Time64(unit) => {
            let micros = match unit {
                TimeUnit::Nanosecond => {
                    array.as_primitive::<Time64NanosecondType>().value(row) / 1000
                }
                _ => array.as_primitive::<Time64MicrosecondType>().value(row),
            };
            text(&clock(micros));
        }
        DataType::List(_) => list(array.as_list::<i32>().value(row).as_ref(), tape),
        DataType::LargeList(_) => list(array.as_list::<i64>().value(row).as_ref(), tape),
        DataType::FixedSizeList(..) => {
            list(array.as_fixed_size_list().value(row).as_ref(), tape);
        }
        DataType::Struct(_) => {
            let fields = array.as_struct();
            let open = tape.open(0, Kind::Object);
            for (name, column) in fields.column_names().iter().zip(fields.columns()) {
                tape.text(NOWHERE, name, Kind::Key);
                push(column.as_ref(), row, tape);
            }
            tape.close(open, 0, fields.num_columns());
        }
        DataType::Map(..) => {
            let entries = array.as_map().value(row);
            let open = tape.open(0, Kind::Object);
            let keys = entries.column(0).as_string::<i32>();
            for i in 0..entries.len() {
                tape.text(NOWHERE, keys.value(i), Kind::Key);
                push(entries.column(1).as_ref(), i, tape);
            }
            tape.close(open, 0, entries.len());
        }
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            match dictionary.normalized_keys().get(row) {
                Some(&key) => push(dictionary.values().as_ref(), key, tape),
                None => tape.null(NOWHERE),
            }
        }
        _ => tape.null(NOWHERE),
    }
}

fn list(items: &dyn Array, tape: &mut Tape) {
    let open = tape.open(0, Kind::List);
    for i in 0..items.len() {
        push(items, i, tape);
    }
    tape.close(open, 0, items.len());
}

/// A float; JSON has no NaN and no infinity, and a text in their place is of the wrong type.
fn float(value: f64, tape: &mut Tape) {
    match value.is_finite() {
        true => tape.float(0..0, value),
        false => tape.text(0..0, &value.to_string(), Kind::Text),
    }
}

fn timestamp(array: &dyn Array, row: usize, unit: TimeUnit) -> Option<i64> {
    match unit {
        TimeUnit::Second => array
            .as_primitive::<TimestampSecondType>()
            .value(row)
            .checked_mul(1_000_000),
        TimeUnit::Millisecond => array
            .as_primitive::<TimestampMillisecondType>()
            .value(row)
            .checked_mul(1000),
        TimeUnit::Microsecond => Some(array.as_primitive::<TimestampMicrosecondType>().value(row)),
        TimeUnit::Nanosecond => Some(
            array
                .as_primitive::<TimestampNanosecondType>()
                .value(row)
                .div_euclid(1000),
        ),
    }
}

/// A time of day as text.
fn clock(micros: i64) -> String {
    let seconds = micros.div_euclid(1_000_000);
    let fraction = micros.rem_euclid(1_000_000);
    let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match fraction {
        0 => format!("{h:02}:{m:02}:{s:02}"),
        _ => format!("{h:02}:{m:02}:{s:02}.{fraction:06}"),
    }
}
