//! Batches of rows: built a cell at a time, read a cell at a time, Arrow in between.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, ListArray, RecordBatch,
    StringArray, TimestampMicrosecondArray,
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef, TimeUnit};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

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
fn list_item() -> Field {
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

#[derive(Debug)]
enum Builder {
    Text(StringBuilder),
    Int(Int64Builder),
    Float(Float64Builder),
    Bool(BooleanBuilder),
    Date(Date32Builder),
    Time(TimestampMicrosecondBuilder),
    List(ListBuilder<StringBuilder>),
}

/// Builds rows: each row is its cells in column order.
#[derive(Debug)]
pub struct RowsBuilder {
    table: &'static Table,
    builders: Vec<Builder>,
    next: usize,
    rows: usize,
}

impl RowsBuilder {
    /// No rows yet.
    pub fn new(table: &'static Table) -> Self {
        let builders = table
            .columns
            .iter()
            .map(|column| match column.kind {
                Kind::Text => Builder::Text(StringBuilder::new()),
                Kind::Int => Builder::Int(Int64Builder::new()),
                Kind::Float => Builder::Float(Float64Builder::new()),
                Kind::Bool => Builder::Bool(BooleanBuilder::new()),
                Kind::Date => Builder::Date(Date32Builder::new()),
                Kind::Time => Builder::Time(TimestampMicrosecondBuilder::new().with_timezone(UTC)),
                Kind::List => Builder::List(
                    ListBuilder::new(StringBuilder::new()).with_field(Arc::new(list_item())),
                ),
            })
            .collect();
        Self {
            table,
            builders,
            next: 0,
            rows: 0,
        }
    }

    /// No rows yet, and room for so many bytes of text in a column.
    pub fn with_room(table: &'static Table, name: &str, bytes: usize) -> Self {
        let mut rows = Self::new(table);
        let column = table.position(name);
        if let Some(Builder::Text(b)) = column.and_then(|i| rows.builders.get_mut(i)) {
            *b = StringBuilder::with_capacity(0, bytes);
        }
        rows
    }

    /// Number of whole rows so far.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// True before the first row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The next column's builder. `name` must be its name: rows are written down column by column,
    /// and a mistake there is a defect that the first row of any test meets.
    fn column(&mut self, name: &str) -> &mut Builder {
        let at = self.next;
        assert_eq!(self.table.columns[at].name, name, "cell out of order");
        self.next += 1;
        if self.next == self.builders.len() {
            self.next = 0;
            self.rows += 1;
        }
        &mut self.builders[at]
    }

    /// A text cell.
    pub fn text<'t>(&mut self, name: &str, value: impl Into<Option<&'t str>>) -> &mut Self {
        match self.column(name) {
            Builder::Text(b) => b.append_option(value.into()),
            other => mismatch(name, other),
        }
        self
    }

    /// A whole number.
    pub fn int(&mut self, name: &str, value: impl Into<Option<usize>>) -> &mut Self {
        match self.column(name) {
            Builder::Int(b) => b.append_option(value.into().map(|v| v as i64)),
            other => mismatch(name, other),
        }
        self
    }

    /// A floating point number, kept to four decimals: no figure of ours means more, and the same
    /// decimals appear in every format.
    pub fn float(&mut self, name: &str, value: impl Into<Option<f64>>) -> &mut Self {
        match self.column(name) {
            Builder::Float(b) => {
                b.append_option(value.into().map(|v| (v * 10_000.0).round() / 10_000.0));
            }
            other => mismatch(name, other),
        }
        self
    }

    /// True or false.
    pub fn bool(&mut self, name: &str, value: bool) -> &mut Self {
        match self.column(name) {
            Builder::Bool(b) => b.append_value(value),
            other => mismatch(name, other),
        }
        self
    }

    /// A day.
    pub fn date(&mut self, name: &str, value: Option<Date>) -> &mut Self {
        match self.column(name) {
            Builder::Date(b) => b.append_option(value.map(days)),
            other => mismatch(name, other),
        }
        self
    }

    /// An instant, to the second.
    pub fn time(&mut self, name: &str, value: Option<Timestamp>) -> &mut Self {
        match self.column(name) {
            Builder::Time(b) => b.append_option(value.map(|t| t.as_second() * 1_000_000)),
            other => mismatch(name, other),
        }
        self
    }

    /// A list of texts.
    pub fn list<'t>(
        &mut self,
        name: &str,
        values: Option<impl IntoIterator<Item = &'t str>>,
    ) -> &mut Self {
        match self.column(name) {
            Builder::List(b) => match values {
                Some(values) => {
                    for value in values {
                        b.values().append_value(value);
                    }
                    b.append(true);
                }
                None => b.append(false),
            },
            other => mismatch(name, other),
        }
        self
    }

    /// A cell of any kind, as read from a file.
    pub fn value(&mut self, name: &str, value: Value) -> &mut Self {
        match (self.column(name), value) {
            (Builder::Text(b), Value::Text(v)) => b.append_value(v),
            (Builder::Int(b), Value::Int(v)) => b.append_value(v),
            (Builder::Float(b), Value::Float(v)) => b.append_value(v),
            (Builder::Bool(b), Value::Bool(v)) => b.append_value(v),
            (Builder::Date(b), Value::Date(v)) => b.append_value(v),
            (Builder::Time(b), Value::Time(v)) => b.append_value(v),
            (Builder::Text(b), Value::Null) => b.append_null(),
            (Builder::Int(b), Value::Null) => b.append_null(),
            (Builder::Float(b), Value::Null) => b.append_null(),
            (Builder::Bool(b), Value::Null) => b.append_null(),
            (Builder::Date(b), Value::Null) => b.append_null(),
            (Builder::Time(b), Value::Null) => b.append_null(),
            (Builder::List(b), Value::Null) => b.append(false),
            (Builder::List(b), Value::List(texts)) => {
                for text in texts.iter() {
                    b.values().append_value(text);
                }
                b.append(true);
            }
            (other, _) => mismatch(name, other),
        }
        self
    }

    /// A start and an end, both null where there is no range.
    pub fn range(&mut self, start: &str, end: &str, range: Option<Range<usize>>) -> &mut Self {
        self.int(start, range.as_ref().map(|r| r.start));
        self.int(end, range.map(|r| r.end))
    }

    /// The rows; an error where a column that may not be null holds a null.
    pub fn finish(&mut self) -> Result<Rows, ArrowError> {
        let columns = self.builders.iter_mut().map(|builder| match builder {
            Builder::Text(b) => Arc::new(b.finish()) as ArrayRef,
            Builder::Int(b) => Arc::new(b.finish()),
            Builder::Float(b) => Arc::new(b.finish()),
            Builder::Bool(b) => Arc::new(b.finish()),
            Builder::Date(b) => Arc::new(b.finish()),
            Builder::Time(b) => Arc::new(b.finish()),
            Builder::List(b) => Arc::new(b.finish()),
        });
        let batch = RecordBatch::try_new(schema(self.table), columns.collect())?;
        self.rows = 0;
        Ok(Rows {
            table: self.table,
            batch,
        })
    }
}

/// A cell of another kind than its column's: a defect of the code that writes rows down.
fn mismatch(name: &str, builder: &Builder) -> ! {
    panic!("{name}: not a column of that kind: {builder:?}")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
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
