//! Parquet: one page a row, its fields found by their columns' names.

use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_array::{Array, RecordBatch, RecordBatchReader};
use arrow_schema::{DataType, TimeUnit};
use jiff::{SignedDuration, Timestamp, civil};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::delimited::{self, Columns};
use super::json::{Row, Value};
use super::raw::{Form, Origin, Raw};
use super::{FieldRole, Reject};

/// Rows decoded at a time: pages are long, and only these are in memory.
const BATCH_ROWS: usize = 64;

/// The rows of a Parquet file.
pub(super) struct Rows {
    /// Nothing once the file cannot be read on.
    reader: Option<ParquetRecordBatchReader>,
    batch: Option<RecordBatch>,
    /// Next row of the batch.
    next: usize,
    columns: Columns,
    origin: Origin,
}

impl Rows {
    /// Reads the file's footer.
    pub(super) fn open(mut origin: Origin, file: File) -> Result<Self, Box<Reject>> {
        origin.offset = None;
        let builder = guarded(|| ParquetRecordBatchReaderBuilder::try_new(file))
            .map_err(|message| broken(&origin, &message))?;
        let names: Vec<String> = builder
            .schema()
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        let all = delimited::columns(&origin, &names)?;
        let wanted: Vec<usize> = (0..all.len()).filter(|&i| all[i].is_some()).collect();
        let mask = ProjectionMask::roots(builder.parquet_schema(), wanted.iter().copied());
        let reader = guarded(|| {
            builder
                .with_projection(mask)
                .with_batch_size(BATCH_ROWS)
                .build()
        })
        .map_err(|message| broken(&origin, &message))?;
        // The projection keeps the columns' order, whatever was asked for.
        let columns: Vec<Option<FieldRole>> = wanted.iter().map(|&i| all[i]).collect();
        for (field, role) in reader.schema().fields().iter().zip(&columns) {
            if !is_readable(field.data_type()) {
                return Err(origin.reject(
                    "R113",
                    format!(
                        "column \"{}\" is {}, which holds no {}",
                        field.name(),
                        field.data_type(),
                        role.map_or("text", |role| role.names()[0])
                    ),
                    "name another column, or convert it to text".to_owned(),
                ));
            }
        }
        origin.line = Some(0);
        Ok(Self {
            reader: Some(reader),
            batch: None,
            next: 0,
            columns: columns.into(),
            origin,
        })
    }

    fn row(&self, batch: &RecordBatch, at: usize) -> Result<Row, String> {
        let mut row = Row::default();
        for (array, role) in batch.columns().iter().zip(self.columns.iter()) {
            let Some(role) = *role else { continue };
            let value = value(array.as_ref(), at);
            row.set(role, value)
                .map_err(|what| format!("\"{}\" {what}", role.names()[0]))?;
        }
        Ok(row)
    }
}

impl Iterator for Rows {
    type Item = Result<Raw, Box<Reject>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(batch) = &self.batch
                && self.next < batch.num_rows()
            {
                let row = self.row(batch, self.next);
                self.next += 1;
                self.origin.line = self.origin.line.map(|line| line + 1);
                return Some(match row {
                    Ok(row) => Ok(Raw {
                        origin: self.origin.clone(),
                        form: Form::Row(Box::new(row)),
                    }),
                    Err(message) => Err(broken(&self.origin, &message)),
                });
            }
            self.next = 0;
            let reader = self.reader.as_mut()?;
            match guarded(|| reader.next().transpose()) {
                Ok(batch) => {
                    self.batch = batch;
                    self.batch.as_ref()?;
                }
                Err(message) => {
                    self.reader = None;
                    self.batch = None;
                    return Some(Err(broken(&self.origin, &message)));
                }
            }
        }
    }
}

/// Runs a step of the Parquet reader, whose assertions a damaged file may violate.
fn guarded<T, E: std::fmt::Display>(step: impl FnOnce() -> Result<T, E>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(step)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_) => Err("the file contradicts itself".to_owned()),
    }
}

fn broken(origin: &Origin, message: &str) -> Box<Reject> {
    origin.reject(
        "R113",
        format!("not readable as Parquet: {message}"),
        "write the file again; rows before this one were read".to_owned(),
    )
}

/// True for the types that [`value`] reads.
fn is_readable(kind: &DataType) -> bool {
    match kind {
        DataType::Null
        | DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Int32
        | DataType::Int64
        | DataType::Date32
        | DataType::Timestamp(..) => true,
        DataType::Dictionary(key, value) => **key == DataType::Int32 && **value == DataType::Utf8,
        DataType::List(field) => is_readable(field.data_type()),
        _ => false,
    }
}

/// One cell. Times come out as the texts that every input states them in.
fn value(array: &dyn Array, at: usize) -> Value {
    if array.is_null(at) {
        return Value::Null;
    }
    let text = match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(at).to_owned(),
        DataType::LargeUtf8 => array.as_string::<i64>().value(at).to_owned(),
        DataType::Utf8View => array.as_string_view().value(at).to_owned(),
        DataType::Int32 => array.as_primitive::<Int32Type>().value(at).to_string(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(at).to_string(),
        DataType::Date32 => {
            let days = array.as_primitive::<Date32Type>().value(at);
            let epoch = civil::date(1970, 1, 1);
            let date = epoch.checked_add(SignedDuration::from_hours(i64::from(days) * 24));
            match date {
                Ok(date) => date.to_string(),
                Err(_) => return Value::Null,
            }
        }
        DataType::Timestamp(unit, zone) => {
            match timestamp(array, *unit, at) {
                // Without a zone it is a local time, as in any other input.
                Some(time) if zone.is_none() => {
                    jiff::tz::TimeZone::UTC.to_datetime(time).to_string()
                }
                Some(time) => time.to_string(),
                None => return Value::Null,
            }
        }
        DataType::Dictionary(..) => {
            let dictionary = array.as_dictionary::<Int32Type>();
            let key = usize::try_from(dictionary.keys().value(at)).unwrap_or(usize::MAX);
            if key >= dictionary.values().len() {
                return Value::Null;
            }
            return value(dictionary.values().as_ref(), key);
        }
        DataType::List(_) => {
            let list = array.as_list::<i32>().value(at);
            let values = (0..list.len()).filter_map(|i| match value(list.as_ref(), i) {
                Value::Text(text) => Some(text),
                _ => None,
            });
            return Value::List(values.collect());
        }
        _ => return Value::Null,
    };
    Value::Text(text)
}

fn timestamp(array: &dyn Array, unit: TimeUnit, at: usize) -> Option<Timestamp> {
    match unit {
        TimeUnit::Second => {
            Timestamp::from_second(array.as_primitive::<TimestampSecondType>().value(at)).ok()
        }
        TimeUnit::Millisecond => {
            Timestamp::from_millisecond(array.as_primitive::<TimestampMillisecondType>().value(at))
                .ok()
        }
        TimeUnit::Microsecond => {
            Timestamp::from_microsecond(array.as_primitive::<TimestampMicrosecondType>().value(at))
                .ok()
        }
        TimeUnit::Nanosecond => {
            let nanoseconds = array.as_primitive::<TimestampNanosecondType>().value(at);
            Timestamp::from_nanosecond(i128::from(nanoseconds)).ok()
        }
    }
}

/// A stream as a file that can be read from any place; a temporary one, removed when it is closed.
pub(super) fn spooled(mut stream: impl io::Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut stream, &mut file)?;
    Ok(file)
}
