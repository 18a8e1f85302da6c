//! A JSON Schema compiled into checks that say yes or no about a row, fast.
//!
//! The compiler knows the keywords that tables use. A schema with any other keyword is not compiled
//! at all, and the `jsonschema` crate, which is also the referee of this module's tests, judges its
//! rows. Which rule a row breaks is always the crate's word: it lists the errors of the few rows
//! that fail here.

mod compile;
mod pattern;
mod run;
mod time;

#[cfg(test)]
mod tests;

pub(super) use compile::ANNOTATIONS;
pub use compile::Unsupported;
pub(super) use time::{day_text, instant_text, is_date, is_date_time};

use pattern::Pattern;
use rustc_hash::FxHashMap;
use serde_json::Value;

/// A value as the compiled checks see it.
pub trait Instance<'a>: Copy {
    /// What it is.
    fn scalar(self) -> Scalar<'a>;
    /// The items of a list.
    fn items(self) -> impl Iterator<Item = Self>;
    /// The members of an object.
    fn members(self) -> impl Iterator<Item = (&'a str, Self)>;
    /// The value as the crate sees it, for rare checks.
    fn value(self) -> Value;
}

/// A JSON value, with containers reduced to their sizes, and the two kinds of text that typed
/// columns hold as numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number in `i64`.
    Int(i64),
    /// A whole number beyond `i64`.
    UInt(u64),
    /// Any other number.
    Float(f64),
    /// A string.
    Text(&'a str),
    /// A calendar day, as days since 1970-01-01: a string of the form `2024-05-20`.
    Day(i32),
    /// An instant, as microseconds since 1970-01-01: a string of the form `2024-05-20T06:23:00Z`.
    Instant(i64),
    /// A list and its length.
    List(usize),
    /// An object and its number of members.
    Object(usize),
}

/// A compiled schema.
#[derive(Debug)]
pub struct Program {
    checks: Vec<Check>,
}

/// Index of a check.
type At = usize;

/// Types a value may have, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Types(u8);

impl Types {
    const NULL: u8 = 1;
    const BOOL: u8 = 2;
    const INTEGER: u8 = 4;
    /// A number that is not whole.
    const FRACTION: u8 = 8;
    const TEXT: u8 = 16;
    const LIST: u8 = 32;
    const OBJECT: u8 = 64;
    const ALL: Self = Self(127);
}

/// One schema object, or `true` or `false`.
#[derive(Debug)]
struct Check {
    types: Types,
    /// `enum` or `const`.
    listed: Option<Listed>,
    text: Option<Text>,
    number: Option<Number>,
    list: Option<List>,
    object: Option<Object>,
    logic: Vec<Logic>,
}

impl Check {
    /// Accepts everything.
    const ANY: Self = Self {
        types: Types::ALL,
        listed: None,
        text: None,
        number: None,
        list: None,
        object: None,
        logic: Vec::new(),
    };
}

/// The values of an `enum` or `const`.
#[derive(Debug, Default)]
struct Listed {
    texts: Vec<Box<str>>,
    null: bool,
    others: Vec<Value>,
}

#[derive(Debug, Default)]
struct Text {
    min_length: Option<u64>,
    max_length: Option<u64>,
    pattern: Option<Pattern>,
    format: Option<Format>,
}

/// A named format.
#[derive(Debug)]
enum Format {
    Date,
    DateTime,
    /// Left to the crate, which is given the text alone.
    Other(Box<jsonschema::Validator>),
}

#[derive(Debug, Default)]
struct Number {
    minimum: Option<Bound>,
    maximum: Option<Bound>,
    /// `multipleOf`, left to the crate.
    multiple: Option<Box<jsonschema::Validator>>,
}

/// A limit of a number, exact for whole numbers.
#[derive(Clone, Copy, Debug)]
struct Bound {
    whole: Option<i64>,
    float: f64,
    exclusive: bool,
}

#[derive(Debug, Default)]
struct List {
    min: Option<u64>,
    max: Option<u64>,
    unique: bool,
    prefix: Vec<At>,
    items: Option<At>,
}

#[derive(Debug, Default)]
struct Object {
    min: Option<u64>,
    max: Option<u64>,
    /// Properties in the schema's order, with a place in the bits of required ones.
    properties: Vec<(Box<str>, At)>,
    index: FxHashMap<Box<str>, usize>,
    /// For each property, whether it must be there.
    required: Vec<bool>,
    required_count: usize,
    /// Names that must be there and are no property.
    required_others: Vec<Box<str>>,
    additional: Option<At>,
}

impl Object {
    /// Properties up to which their names are compared instead of looked up: conditions mostly name
    /// one or two, and are asked about every member of a row.
    const FEW: usize = 4;

    /// Which property this is.
    fn property(&self, name: &str) -> Option<usize> {
        match self.properties.len() {
            0 => None,
            1..=Self::FEW => self.properties.iter().position(|(p, _)| **p == *name),
            _ => self.index.get(name).copied(),
        }
    }
}

#[derive(Debug)]
enum Logic {
    All(Vec<At>),
    Any(Vec<At>),
    One(Vec<At>),
    Not(At),
    If {
        condition: At,
        then: Option<At>,
        otherwise: Option<At>,
    },
    Ref(At),
}
