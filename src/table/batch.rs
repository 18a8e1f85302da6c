//! Batches of rows, read a cell at a time; they are built by [`super::builder`].

use std::sync::{Arc, LazyLock};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, ListArray, RecordBatch,
    StringArray, TimestampMicrosecondArray,
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef, TimeUnit};
use jiff::ToSpan;
use jiff::civil::Date;

use super::columns::{Column, Kind, TABLES, Table};

/// The zone name of every timestamp column. `UTC`, not `+00:00`: loaders treat the two as different types.
pub const UTC: &str = "UTC";

/// The Arrow schema of a table.
pub fn schema(table: &'static Table) -> SchemaRef {
    static SCHEMAS: LazyLock<Vec<SchemaRef>> = LazyLock::new(|| {
        TABLES
            .iter()
            .map(|t| Arc::new(Schema::new(t.columns.iter().map(field).collect::<Vec<_>>())))
            .collect()
    });
    TABLES
        .iter()
        .position(|t| t.name == table.name)
        .and_then(|i| SCHEMAS.get(i).cloned())
        .unwrap_or_else(|| {
            Arc::new(Schema::new(
                table.columns.iter().map(field).collect::<Vec<_>>(),
            ))
        })
}

/// The Arrow field of a column.
pub fn field(column: &Column) -> Field {
    Field::new(column.name, data_type(column.kind), column.nullable)
}

/// The Arrow type of a kind.
pub fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Int => DataType::Int64,
        Kind::Float => DataType::Float64,
        Kind::Bool => DataType::Boolean,
        Kind::Date => DataType::Date32,
        Kind::Time => DataType::Timestamp(TimeUnit::Microsecond, Some(UTC.into())),
        Kind::List => DataType::List(Arc::new(list_item())),
    }
}

/// The element field of lists, named as the Parquet format names it.
pub(super) fn list_item() -> Field {
    Field::new("element", DataType::Utf8, false)
}

/// Days since 1970-01-01.
pub fn days(date: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.until(date).map_or(0, |span| span.get_days())
}

/// The day that is so many days after 1970-01-01; `None` outside the years -9999 to 9999.
pub fn day(days: i32) -> Option<Date> {
    jiff::civil::date(1970, 1, 1).checked_add(days.days()).ok()
}

/// One cell.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// Text.
    Text(&'a str),
    /// Whole number.
    Int(i64),
    /// Floating point number.
    Float(f64),
    /// True or false.
    Bool(bool),
    /// Days since 1970-01-01.
    Date(i32),
    /// Microseconds since 1970-01-01T00:00:00Z.
    Time(i64),
    /// Texts.
    List(Texts<'a>),
}

/// The texts of a list cell.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a> {
    values: &'a StringArray,
    start: usize,
    end: usize,
}

impl<'a> Texts<'a> {
    /// All texts of an array.
    pub fn all(values: &'a StringArray) -> Self {
        Self {
            values,
            start: 0,
            end: values.len(),
        }
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// True for an empty list.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// The texts in order.
    pub fn iter(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let values = self.values;
        (self.start..self.end).map(|i| values.value(i))
    }
}

/// One column of a batch, with its type known.
#[derive(Clone, Copy, Debug)]
pub enum Cells<'a> {
    /// Texts.
    Text(&'a StringArray),
    /// Whole numbers.
    Int(&'a Int64Array),
    /// Floating point numbers.
    Float(&'a Float64Array),
    /// Truth values.
    Bool(&'a BooleanArray),
    /// Days.
    Date(&'a Date32Array),
    /// Instants.
    Time(&'a TimestampMicrosecondArray),
    /// Lists of texts, and the texts of all of them.
    List(&'a ListArray, &'a StringArray),
}

impl<'a> Cells<'a> {
    /// The cell of a row.
    pub fn value(&self, row: usize) -> Value<'a> {
        macro_rules! cell {
            ($array:expr, $variant:ident) => {
                if $array.is_null(row) {
                    Value::Null
                } else {
                    Value::$variant($array.value(row))
                }
            };
        }
        match *self {
            Self::Text(a) => cell!(a, Text),
            Self::Int(a) => cell!(a, Int),
            Self::Float(a) => cell!(a, Float),
            Self::Bool(a) => cell!(a, Bool),
            Self::Date(a) => cell!(a, Date),
            Self::Time(a) => cell!(a, Time),
            Self::List(a, values) => {
                if a.is_null(row) {
                    Value::Null
                } else {
                    let offsets = a.value_offsets();
                    Value::List(Texts {
                        values,
                        start: offsets[row] as usize,
                        end: offsets[row + 1] as usize,
                    })
                }
            }
        }
    }
}

/// Rows of one table.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The table.
    pub table: &'static Table,
    /// Its columns in order, of the table's Arrow schema.
    pub batch: RecordBatch,
}

impl Rows {
    /// Takes a batch as rows of `table`; an error where its columns are not the table's.
    pub fn new(table: &'static Table, batch: RecordBatch) -> Result<Self, ArrowError> {
        let batch = RecordBatch::try_new(schema(table), batch.columns().to_vec())?;
        Ok(Self { table, batch })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.batch.num_rows()
    }

    /// True without rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of the cells, about.
    pub fn bytes(&self) -> usize {
        self.batch
            .columns()
            .iter()
            .map(|c| c.to_data().get_slice_memory_size().unwrap_or(0))
            .sum()
    }

    /// `length` rows from `start` on.
    pub fn slice(&self, start: usize, length: usize) -> Self {
        Self {
            table: self.table,
            batch: self.batch.slice(start, length),
        }
    }

    /// The columns in order.
    pub fn cells(&self) -> Vec<Cells<'_>> {
        self.table
            .columns
            .iter()
            .zip(self.batch.columns())
            .map(|(column, array)| match column.kind {
                Kind::Text => Cells::Text(array.as_string()),
                Kind::Int => Cells::Int(array.as_primitive::<Int64Type>()),
                Kind::Float => Cells::Float(array.as_primitive::<Float64Type>()),
                Kind::Bool => Cells::Bool(array.as_boolean()),
                Kind::Date => Cells::Date(array.as_primitive::<Date32Type>()),
                Kind::Time => Cells::Time(array.as_primitive::<TimestampMicrosecondType>()),
                Kind::List => {
                    let list = array.as_list::<i32>();
                    Cells::List(list, list.values().as_string())
                }
            })
            .collect()
    }

    /// The rows for which `keep` holds true, in order.
    pub fn filter(self, keep: &[bool]) -> Result<Self, ArrowError> {
        if keep.iter().all(|&k| k) {
            return Ok(self);
        }
        let keep = BooleanArray::from(keep.to_vec());
        let batch = arrow_select::filter::filter_record_batch(&self.batch, &keep)?;
        Self::new(self.table, batch)
    }

    /// The same rows with one column replaced.
    pub fn with_column(self, name: &str, array: ArrayRef) -> Result<Self, ArrowError> {
        let mut columns = self.batch.columns().to_vec();
        match self.table.position(name).and_then(|i| columns.get_mut(i)) {
            Some(column) => *column = array,
            None => return Err(ArrowError::SchemaError(format!("no column {name}"))),
        }
        let batch = RecordBatch::try_new(self.batch.schema(), columns)?;
        Ok(Self { batch, ..self })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::table::builder::RowsBuilder;
    use crate::table::columns::LINES;

    /// Adds a line of body text that went nowhere.
    pub(crate) fn line(
        b: &mut RowsBuilder,
        page: &str,
        line: usize,
        score: f64,
        text: Option<&str>,
    ) {
        b.text("page_id", page)
            .int("line", line)
            .int("start", 0)
            .int("end", 3);
        b.text("role", "body")
            .text("reason", "prose")
            .float("score", score);
        b.text("record_id", None)
            .text("field", None)
            .int("field_start", None)
            .text("text", text);
    }

    fn two_lines() -> Rows {
        let mut b = RowsBuilder::new(&LINES);
        for (number, text) in [(1, Some("Một")), (2, None)] {
            line(&mut b, "p", number, 0.123_456, text);
        }
        b.finish().expect("rows")
    }

    #[test]
    fn cells_come_back_as_written_and_floats_to_four_decimals() {
        let rows = two_lines();
        let cells = rows.cells();
        assert_eq!(rows.len(), 2);
        assert!(matches!(cells[1].value(1), Value::Int(2)));
        assert!(matches!(cells[6].value(0), Value::Float(v) if v == 0.1235));
        assert!(matches!(cells[10].value(0), Value::Text("Một")));
        assert!(matches!(cells[10].value(1), Value::Null));
    }

    #[test]
    fn filtering_keeps_the_order() {
        let rows = two_lines().filter(&[false, true]).expect("filtered");
        assert_eq!(rows.len(), 1);
        assert!(matches!(rows.cells()[1].value(0), Value::Int(2)));
    }

    #[test]
    fn days_count_from_1970_both_ways() {
        for (text, count) in [
            ("1970-01-01", 0),
            ("2024-05-20", 19_863),
            ("1945-09-02", -8_887),
        ] {
            let date: Date = text.parse().expect("a date");
            assert_eq!(days(date), count);
            assert_eq!(day(count), Some(date));
        }
    }

    #[test]
    fn a_null_where_none_may_be_is_an_error() {
        let mut b = RowsBuilder::new(&LINES);
        b.text("page_id", None)
            .int("line", 1)
            .int("start", 0)
            .int("end", 3);
        b.text("role", "body")
            .text("reason", "prose")
            .float("score", 1.0);
        b.text("record_id", None)
            .text("field", None)
            .int("field_start", None)
            .text("text", None);
        assert!(b.finish().is_err());
    }
}
