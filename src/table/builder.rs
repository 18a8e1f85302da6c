//! Batches of rows, built a cell at a time.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::ArrowError;
use jiff::Timestamp;
use jiff::civil::Date;

use super::batch::{Rows, UTC, Value, days, list_item, schema};
use super::columns::{Kind, Table};

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
