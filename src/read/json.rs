//! One line of JSON Lines.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::encoding;
use super::raw::{Origin, not_utf8};
use super::{FieldRole, Fields, Reject};

/// What a row of any container states.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub id: Option<String>,
    pub text: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub captured: Option<String>,
    /// Lone surrogates that became U+FFFD.
    pub replaced: usize,
}

impl Row {
    /// Stores a value under its role. An empty one states nothing.
    pub(super) fn set(&mut self, role: FieldRole, value: Value) -> Result<(), &'static str> {
        let list = matches!(value, Value::List(_));
        let mut values = match value {
            Value::Null => return Ok(()),
            Value::Text(text) => vec![text],
            Value::List(values) => values,
        };
        if role != FieldRole::Text {
            values.retain(|v| !v.trim().is_empty());
        }
        let slot = match role {
            FieldRole::Authors => {
                self.authors = values;
                return Ok(());
            }
            _ if list => return Err("must be a string, not a list"),
            FieldRole::Text => &mut self.text,
            FieldRole::Id => &mut self.id,
            FieldRole::Url => &mut self.url,
            FieldRole::Title => &mut self.title,
            FieldRole::Published => &mut self.published,
            FieldRole::Captured => &mut self.captured,
        };
        *slot = values.pop();
        Ok(())
    }
}

impl Row {
    /// This row, filled from another one where it states nothing.
    pub(super) fn over(self, other: Self) -> Self {
        let authors = if self.authors.is_empty() {
            other.authors
        } else {
            self.authors
        };
        Self {
            id: self.id.or(other.id),
            text: self.text.or(other.text),
            url: self.url.or(other.url),
            title: self.title.or(other.title),
            authors,
            published: self.published.or(other.published),
            captured: self.captured.or(other.captured),
            replaced: self.replaced + other.replaced,
        }
    }
}

/// Parses one line.
pub(super) fn parse(origin: &Origin, bytes: &[u8]) -> Result<Row, Box<Reject>> {
    let text = encoding::check_utf8(bytes).map_err(|offset| {
        origin.reject_at(
            offset,
            "R101",
            not_utf8(origin, offset),
            "JSON is UTF-8; convert the file".to_owned(),
        )
    })?;
    let text = match origin.line {
        Some(1) => encoding::without_mark(text),
        _ => text,
    };
    let mark = bytes.len() - text.len();
    let fields = &origin.options.fields;
    match from_str(text, fields) {
        Ok(row) => Ok(row),
        Err(error) => {
            // Only a line that fails is looked at for halves of surrogate pairs.
            let (mended, replaced) = mend_surrogates(text);
            if replaced > 0
                && let Ok(mut row) = from_str(&mended, fields)
            {
                row.replaced = replaced;
                return Ok(row);
            }
            Err(refuse(origin, mark, &error))
        }
    }
}

fn from_str(text: &str, fields: &Fields) -> Result<Row, serde_json::Error> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let row = RowSeed { fields }.deserialize(&mut parser)?;
    parser.end()?;
    Ok(row)
}

fn refuse(origin: &Origin, mark: usize, error: &serde_json::Error) -> Box<Reject> {
    let column = error.column();
    let message = error.to_string();
    let suffix = format!(" at line {} column {column}", error.line());
    let message = message.strip_suffix(&suffix).unwrap_or(&message);
    let (what, help) = match error.classify() {
        serde_json::error::Category::Data => (
            "not a page",
            "every line is one object: {\"id\": …, \"text\": …}",
        ),
        _ => (
            "not JSON",
            "every line is one whole JSON value; write it with a JSON encoder, without indenting",
        ),
    };
    let message = format!("{what}: {message} (column {column})");
    let byte = mark + column.saturating_sub(1);
    origin.reject_at(byte, "R103", message, help.to_owned())
}

/// Replaces escapes of halves of surrogate pairs by that of U+FFFD; how many.
fn mend_surrogates(text: &str) -> (String, usize) {
    let bytes = text.as_bytes();
    let mut mended = String::with_capacity(text.len());
    let (mut replaced, mut copied, mut at) = (0, 0, 0);
    while let Some(found) = memchr::memchr(b'\\', bytes.get(at..).unwrap_or_default()) {
        let start = at + found;
        at = start + 2;
        match unit(bytes, start) {
            Some(0xd800..=0xdbff) if matches!(unit(bytes, start + 6), Some(0xdc00..=0xdfff)) => {
                at = start + 12;
            }
            Some(0xd800..=0xdfff) => {
                mended.push_str(&text[copied..start]);
                mended.push_str("\\ufffd");
                replaced += 1;
                at = start + 6;
                copied = at;
            }
            _ => {}
        }
    }
    mended.push_str(&text[copied..]);
    (mended, replaced)
}

/// The number of a `\uXXXX` escape that starts at `at`.
fn unit(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok()?;
    u32::from_str_radix(digits, 16).ok()
}

/// A value of a known key.
#[derive(Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Text(String),
    List(Vec<String>),
}

struct RowSeed<'f> {
    fields: &'f Fields,
}

impl<'de> DeserializeSeed<'de> for RowSeed<'_> {
    type Value = Row;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Row, D::Error> {
        parser.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RowSeed<'_> {
    type Value = Row;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
        let mut row = Row::default();
        // Preference of the name that filled each role; a repeated name is ambiguous.
        let mut ranks = [None; FieldRole::ALL.len()];
        while let Some(key) = map.next_key_seed(KeySeed {
            fields: self.fields,
        })? {
            let Some((role, rank)) = key else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let name = || self.fields.chosen(role).unwrap_or(role.names()[rank]);
            let Some(slot) = ranks.get_mut(role as usize) else {
                continue;
            };
            match *slot {
                Some(before) if before == rank => {
                    let message = format!("the key \"{}\" stands here twice", name());
                    return Err(de::Error::custom(message));
                }
                Some(before) if before < rank => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
                _ => *slot = Some(rank),
            }
            let value = map.next_value_seed(ValueSeed)?;
            row.set(role, value)
                .map_err(|what| de::Error::custom(format!("\"{}\" {what}", name())))?;
        }
        Ok(row)
    }
}

struct KeySeed<'f> {
    fields: &'f Fields,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Option<(FieldRole, usize)>;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Self::Value, D::Error> {
        parser.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Option<(FieldRole, usize)>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.fields.role(key))
    }
}

struct ValueSeed;

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Value, D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a string, a number, a list of strings or null")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element::<Option<String>>()? {
            values.extend(value);
        }
        Ok(Value::List(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_surrogates_are_replaced_and_pairs_are_kept() {
        let cases = [
            (r#"a\ud83db"#, r#"a\ufffdb"#, 1),
            (r#"\ud83d\ude00"#, r#"\ud83d\ude00"#, 0),
            (r#"\ude00\ud83d"#, r#"\ufffd\ufffd"#, 2),
            (r#"\\ud83d"#, r#"\\ud83d"#, 0),
            (r#"\ud83d\ud83d\ude00"#, r#"\ufffd\ud83d\ude00"#, 1),
            (r#"ế\n\ud8"#, r#"ế\n\ud8"#, 0),
            (r#"\"#, r#"\"#, 0),
        ];
        for (text, mended, replaced) in cases {
            assert_eq!(
                mend_surrogates(text),
                (mended.to_owned(), replaced),
                "{text}"
            );
        }
    }
}
