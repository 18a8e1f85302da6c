//! The tape as a JSON representation of the `jsonschema` crate, so that the crate checks any row
//! of any format where it stands, without a `serde_json::Value`.

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node, NodeIdentity, Object};
use serde_json::{Number, Value};

use super::program::{Instance, Scalar, day_text, instant_text};
use super::tape::{Items, Kind, Members, Tape, View};

/// Names the representation.
#[derive(Debug)]
pub struct TapeJson;

impl Json for TapeJson {
    type Node<'a> = View<'a>;
    type PreparedKey = String;
    type StringBuffer = Tape;

    // A lookup walks the members, so that one pass over them is always as cheap.
    const KEYS_PER_LOOKUP: usize = 8;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(buffer: &mut Tape, string: &str, f: impl FnOnce(View<'_>) -> T) -> T {
        buffer.clear();
        buffer.text(0..string.len(), string, Kind::Text);
        f(buffer.root(""))
    }
}

/// A number of the tape.
#[derive(Clone, Copy, Debug)]
pub enum TapeNumber {
    /// In `i64`.
    Int(i64),
    /// Beyond `i64`.
    UInt(u64),
    /// Any other.
    Float(f64),
}

impl JsonNumber for TapeNumber {
    fn as_u64(&self) -> Option<u64> {
        match *self {
            Self::Int(n) => u64::try_from(n).ok(),
            Self::UInt(n) => Some(n),
            Self::Float(_) => None,
        }
    }

    fn as_i64(&self) -> Option<i64> {
        match *self {
            Self::Int(n) => Some(n),
            _ => None,
        }
    }

    fn as_f64(&self) -> Option<f64> {
        Some(match *self {
            Self::Int(n) => n as f64,
            Self::UInt(n) => n as f64,
            Self::Float(n) => n,
        })
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_number().to_string())
    }

    fn to_number(&self) -> Cow<'_, Number> {
        Cow::Owned(match *self {
            Self::Int(n) => Number::from(n),
            Self::UInt(n) => Number::from(n),
            // The readers let no infinite number onto a tape.
            Self::Float(n) => Number::from_f64(n).unwrap_or_else(|| Number::from(0)),
        })
    }

    fn is_integer(&self) -> bool {
        match *self {
            Self::Int(_) | Self::UInt(_) => true,
            Self::Float(n) => n.fract() == 0.0,
        }
    }

    fn is_written_as_integer(&self) -> bool {
        JsonNumber::is_written_as_integer(self.to_number().as_ref())
    }
}

impl<'a> Node<'a, TapeJson> for View<'a> {
    type Object = View<'a>;
    type Array = View<'a>;
    type Number = TapeNumber;

    fn as_object(&self) -> Option<View<'a>> {
        matches!(self.scalar(), Scalar::Object(_)).then_some(*self)
    }

    fn as_array(&self) -> Option<View<'a>> {
        matches!(self.scalar(), Scalar::List(_)).then_some(*self)
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.text().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<TapeNumber> {
        match self.scalar() {
            Scalar::Int(n) => Some(TapeNumber::Int(n)),
            Scalar::UInt(n) => Some(TapeNumber::UInt(n)),
            Scalar::Float(n) => Some(TapeNumber::Float(n)),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self.scalar() {
            Scalar::Bool(value) => Some(value),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        self.scalar() == Scalar::Null
    }

    fn json_type(&self) -> JsonType {
        match self.scalar() {
            Scalar::Null => JsonType::Null,
            Scalar::Bool(_) => JsonType::Boolean,
            Scalar::Int(_) | Scalar::UInt(_) | Scalar::Float(_) => JsonType::Number,
            Scalar::Text(_) | Scalar::Day(_) | Scalar::Instant(_) => JsonType::String,
            Scalar::List(_) => JsonType::Array,
            Scalar::Object(_) => JsonType::Object,
        }
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(to_value(*self))
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::tagged(self.tape_address(), self.index()))
    }
}

/// The value as the crates of the ecosystem pass it around; the last of members of one name wins.
pub fn to_value(view: View<'_>) -> Value {
    match view.scalar() {
        Scalar::Null => Value::Null,
        Scalar::Bool(value) => Value::Bool(value),
        Scalar::Int(n) => Value::from(n),
        Scalar::UInt(n) => Value::from(n),
        Scalar::Float(n) => Value::from(n),
        Scalar::Text(text) => Value::from(text),
        Scalar::Day(days) => Value::from(day_text(days)),
        Scalar::Instant(micros) => Value::from(instant_text(micros)),
        Scalar::List(_) => Value::Array(view.items().map(to_value).collect()),
        Scalar::Object(_) => Value::Object(
            view.members()
                .map(|(key, value)| (key.text().unwrap_or("").to_owned(), to_value(value)))
                .collect(),
        ),
    }
}

impl<'a> Object<'a, TapeJson> for View<'a> {
    type Node = View<'a>;
    type MemberName = &'a str;
    type MembersIter = Named<'a>;

    fn len(&self) -> usize {
        match self.scalar() {
            Scalar::Object(count) => count,
            _ => 0,
        }
    }

    fn get(&self, key: &String) -> Option<View<'a>> {
        View::get(*self, key)
    }

    fn members(&self) -> Named<'a> {
        Named(View::members(*self))
    }
}

/// Members of an object, with their names as text.
#[derive(Debug)]
pub struct Named<'a>(Members<'a>);

impl<'a> Iterator for Named<'a> {
    type Item = (&'a str, View<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = self.0.next()?;
        Some((key.text().unwrap_or(""), value))
    }
}

impl<'a> Array<'a, TapeJson> for View<'a> {
    type Node = View<'a>;
    type ElementsIter = Items<'a>;

    fn len(&self) -> usize {
        match self.scalar() {
            Scalar::List(count) => count,
            _ => 0,
        }
    }

    fn elements(&self) -> Items<'a> {
        self.items()
    }
}

impl<'a> Instance<'a> for View<'a> {
    fn scalar(self) -> Scalar<'a> {
        View::scalar(self)
    }

    fn items(self) -> impl Iterator<Item = Self> {
        View::items(self)
    }

    fn members(self) -> impl Iterator<Item = (&'a str, Self)> {
        Named(View::members(self))
    }

    fn value(self) -> Value {
        to_value(self)
    }
}

#[cfg(test)]
mod tests;
