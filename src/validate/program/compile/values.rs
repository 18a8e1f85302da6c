//! What stands behind a keyword, as the checks hold it: types, limits, lists of values and of names.

use jsonschema::Draft;
use serde_json::{Map, Value};

use super::super::{Bound, Listed, Number, Object, Types};
use super::{Unsupported, unsupported};

/// A validator of one keyword alone.
pub(in crate::validate::program) fn crate_check(
    keyword: &str,
    value: &Value,
    draft: Draft,
) -> Result<Box<jsonschema::Validator>, Unsupported> {
    let mut schema = Map::new();
    schema.insert(keyword.to_owned(), value.clone());
    jsonschema::options()
        .with_draft(draft)
        .should_validate_formats(true)
        .build(&Value::Object(schema))
        .map(Box::new)
        .map_err(|_| unsupported(keyword))
}

/// A length or count. The standard allows `3.0`.
pub(super) fn size(keyword: &str, value: &Value) -> Result<u64, Unsupported> {
    value.as_u64().ok_or_else(|| unsupported(keyword))
}

pub(super) fn bound(keyword: &str, value: &Value, exclusive: bool) -> Result<Bound, Unsupported> {
    let float = value.as_f64().ok_or_else(|| unsupported(keyword))?;
    // A float beyond 2^53 compared with a whole number needs care that the crate takes.
    if value.as_i64().is_none() && float.abs() > 9_007_199_254_740_992.0 {
        return Err(unsupported(keyword));
    }
    Ok(Bound {
        whole: value.as_i64(),
        float,
        exclusive,
    })
}

impl Types {
    /// The types under `type`.
    pub(super) fn named(value: &Value) -> Result<Self, Unsupported> {
        let one = |name: &Value| match name.as_str() {
            Some("null") => Ok(Self::NULL),
            Some("boolean") => Ok(Self::BOOL),
            Some("integer") => Ok(Self::INTEGER),
            Some("number") => Ok(Self::INTEGER | Self::FRACTION),
            Some("string") => Ok(Self::TEXT),
            Some("array") => Ok(Self::LIST),
            Some("object") => Ok(Self::OBJECT),
            _ => Err(unsupported("type")),
        };
        match value {
            Value::Array(names) => names
                .iter()
                .try_fold(0, |bits, name| Ok(bits | one(name)?))
                .map(Self),
            name => one(name).map(Self),
        }
    }
}

impl Number {
    pub(super) fn lower(&mut self, bound: Bound) -> Result<(), Unsupported> {
        match self.minimum.replace(bound) {
            None => Ok(()),
            Some(_) => Err(unsupported("minimum beside exclusiveMinimum")),
        }
    }

    pub(super) fn upper(&mut self, bound: Bound) -> Result<(), Unsupported> {
        match self.maximum.replace(bound) {
            None => Ok(()),
            Some(_) => Err(unsupported("maximum beside exclusiveMaximum")),
        }
    }
}

impl Listed {
    pub(super) fn new(values: &[Value], before: Option<Self>) -> Result<Self, Unsupported> {
        if before.is_some() {
            return Err(unsupported("enum beside const"));
        }
        let mut listed = Self::default();
        for value in values {
            match value {
                Value::String(text) => listed.texts.push(text.as_str().into()),
                Value::Null => listed.null = true,
                other => listed.others.push(other.clone()),
            }
        }
        listed.texts.sort_unstable();
        listed.texts.dedup();
        Ok(listed)
    }
}

impl Object {
    pub(super) fn require(&mut self, required: &Value) -> Result<(), Unsupported> {
        self.required = vec![false; self.properties.len()];
        for name in required.as_array().ok_or_else(|| unsupported("required"))? {
            let name = name.as_str().ok_or_else(|| unsupported("required"))?;
            match self.index.get(name) {
                Some(&i) => {
                    if !std::mem::replace(&mut self.required[i], true) {
                        self.required_count += 1;
                    }
                }
                None => self.required_others.push(name.into()),
            }
        }
        Ok(())
    }
}
