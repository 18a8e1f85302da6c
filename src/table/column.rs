//! What a column and a table are, whichever they are.
//!
//! Apart from the list of them in [`super::columns`], which is long and read for other reasons.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Unicode text.
    Text,
    /// Whole number, 64 bits.
    Int,
    /// Floating point number, 64 bits.
    Float,
    /// True or false.
    Bool,
    /// Calendar day, `2024-05-20`.
    Date,
    /// Instant in UTC, `2024-05-20T06:23:00Z`.
    Time,
    /// List of texts; its elements are never null.
    List,
}

/// One column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name in every format.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be null.
    pub nullable: bool,
    /// The closed list of values (of elements, for lists), where there is one.
    pub values: Option<fn() -> &'static [&'static str]>,
    /// Regular expression a text must match as a whole.
    pub pattern: Option<&'static str>,
    /// Smallest number allowed.
    pub minimum: Option<f64>,
    /// Largest number allowed.
    pub maximum: Option<f64>,
    /// One or two sentences for the codebook and the schema.
    pub description: &'static str,
    /// A value, as JSON.
    pub example: &'static str,
}

impl Column {
    pub(super) const fn new(
        name: &'static str,
        kind: Kind,
        example: &'static str,
        description: &'static str,
    ) -> Self {
        Self {
            name,
            kind,
            nullable: false,
            values: None,
            pattern: None,
            minimum: None,
            maximum: None,
            description,
            example,
        }
    }

    pub(super) const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    pub(super) const fn one_of(mut self, values: fn() -> &'static [&'static str]) -> Self {
        self.values = Some(values);
        self
    }

    pub(super) const fn pattern(mut self, pattern: &'static str) -> Self {
        self.pattern = Some(pattern);
        self
    }

    pub(super) const fn at_least(mut self, minimum: f64) -> Self {
        self.minimum = Some(minimum);
        self
    }

    pub(super) const fn at_most(mut self, maximum: f64) -> Self {
        self.maximum = Some(maximum);
        self
    }
}

pub(super) const fn text(
    name: &'static str,
    example: &'static str,
    description: &'static str,
) -> Column {
    Column::new(name, Kind::Text, example, description)
}

pub(super) const fn count(
    name: &'static str,
    example: &'static str,
    description: &'static str,
) -> Column {
    Column::new(name, Kind::Int, example, description).at_least(0.0)
}

pub(super) const fn ordinal(
    name: &'static str,
    example: &'static str,
    description: &'static str,
) -> Column {
    Column::new(name, Kind::Int, example, description).at_least(1.0)
}

pub(super) const fn share(
    name: &'static str,
    example: &'static str,
    description: &'static str,
) -> Column {
    Column::new(name, Kind::Float, example, description)
        .at_least(0.0)
        .at_most(1.0)
}

pub(super) const fn date(
    name: &'static str,
    example: &'static str,
    description: &'static str,
) -> Column {
    Column::new(name, Kind::Date, example, description)
}

pub(super) const fn time(
    name: &'static str,
    example: &'static str,
    description: &'static str,
) -> Column {
    Column::new(name, Kind::Time, example, description)
}

pub(super) const fn list(
    name: &'static str,
    example: &'static str,
    description: &'static str,
) -> Column {
    Column::new(name, Kind::List, example, description)
}

/// Columns of one table that point at the key of another.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// Column of this table.
    pub column: &'static str,
    /// The table pointed at.
    pub table: &'static str,
    /// Its column.
    pub target: &'static str,
}

/// One table of a dataset.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Name, and stem of its files.
    pub name: &'static str,
    /// What a row is.
    pub description: &'static str,
    /// In the order of every format.
    pub columns: &'static [Column],
    /// Columns that identify a row.
    pub key: &'static [&'static str],
    /// References to other tables.
    pub references: &'static [Reference],
}

impl Table {
    /// Position of a column.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == column)
    }

    /// A column by name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|c| c.name == name)
    }
}
