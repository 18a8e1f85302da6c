//! The checks on a value.

use std::cmp::Ordering;

use serde_json::Value;

use super::time::{day_text, instant_text, is_date, is_date_time};
use super::{
    Bound, Check, Format, Instance, List, Listed, Logic, Number, Object, Program, Scalar, Text,
    Types,
};

impl Program {
    /// True when the schema accepts the value. Recursion ends with the value's depth, except for a
    /// schema that refers to itself without descending; such a schema is left to the crate.
    pub fn accepts<'a, I: Instance<'a>>(&self, value: I) -> bool {
        self.check(0, value)
    }

    fn check<'a, I: Instance<'a>>(&self, at: usize, value: I) -> bool {
        let Some(check) = self.checks.get(at) else {
            return false;
        };
        let scalar = value.scalar();
        if check.types != Types::ALL && check.types.0 & type_bit(scalar) == 0 {
            return false;
        }
        if let Some(listed) = &check.listed
            && !listed.has(scalar, value)
        {
            return false;
        }
        let own = match scalar {
            Scalar::Text(text) => check.text.as_ref().is_none_or(|rules| rules.allows(text)),
            Scalar::Day(days) => check
                .text
                .as_ref()
                .is_none_or(|rules| rules.allows_day(days)),
            Scalar::Instant(micros) => check
                .text
                .as_ref()
                .is_none_or(|rules| rules.allows_instant(micros)),
            Scalar::Int(_) | Scalar::UInt(_) | Scalar::Float(_) => check
                .number
                .as_ref()
                .is_none_or(|rules| rules.allows(scalar)),
            Scalar::List(count) => check
                .list
                .as_ref()
                .is_none_or(|rules| self.list(rules, count, value)),
            Scalar::Object(count) => check
                .object
                .as_ref()
                .is_none_or(|rules| self.object(rules, count, value)),
            Scalar::Null | Scalar::Bool(_) => true,
        };
        own && (check.logic.is_empty() || self.logic(check, value))
    }

    fn logic<'a, I: Instance<'a>>(&self, check: &Check, value: I) -> bool {
        check.logic.iter().all(|rule| match rule {
            Logic::All(parts) => parts.iter().all(|&at| self.check(at, value)),
            Logic::Any(parts) => parts.iter().any(|&at| self.check(at, value)),
            Logic::One(parts) => {
                parts
                    .iter()
                    .filter(|&&at| self.check(at, value))
                    .take(2)
                    .count()
                    == 1
            }
            Logic::Not(at) => !self.check(*at, value),
            Logic::If {
                condition,
                then,
                otherwise,
            } => {
                let branch = if self.check(*condition, value) {
                    then
                } else {
                    otherwise
                };
                branch.is_none_or(|at| self.check(at, value))
            }
            Logic::Ref(at) => self.check(*at, value),
        })
    }

    fn list<'a, I: Instance<'a>>(&self, rules: &List, count: usize, value: I) -> bool {
        let count = count as u64;
        if rules.min.is_some_and(|min| count < min) || rules.max.is_some_and(|max| count > max) {
            return false;
        }
        let mut prefix = rules.prefix.iter();
        if rules.items.is_some() || !rules.prefix.is_empty() {
            for item in value.items() {
                let at = match prefix.next() {
                    Some(&at) => at,
                    None => match rules.items {
                        Some(at) => at,
                        None => break,
                    },
                };
                if !self.check(at, item) {
                    return false;
                }
            }
        }
        !rules.unique || count < 2 || distinct(value, count as usize)
    }

    fn object<'a, I: Instance<'a>>(&self, rules: &Object, count: usize, value: I) -> bool {
        let count = count as u64;
        if rules.min.is_some_and(|min| count < min) || rules.max.is_some_and(|max| count > max) {
            return false;
        }
        let mut seen = 0;
        let mut others_seen = 0;
        // Rows come in one order of columns; where it is the schema's, no name is looked up.
        let mut expected = 0;
        for (name, member) in value.members() {
            let found = match rules.properties.get(expected) {
                Some((property, _)) if **property == *name => Some(expected),
                _ => rules.property(name),
            };
            match found {
                Some(i) => {
                    expected = i + 1;
                    seen += usize::from(rules.required.get(i).copied().unwrap_or(false));
                    if !self.check(rules.properties[i].1, member) {
                        return false;
                    }
                }
                None => {
                    if !rules.required_others.is_empty()
                        && rules.required_others.iter().any(|other| **other == *name)
                    {
                        others_seen += 1;
                    }
                    if let Some(at) = rules.additional
                        && !self.check(at, member)
                    {
                        return false;
                    }
                }
            }
        }
        seen >= rules.required_count && others_seen >= rules.required_others.len()
    }
}

fn type_bit(scalar: Scalar) -> u8 {
    match scalar {
        Scalar::Null => Types::NULL,
        Scalar::Bool(_) => Types::BOOL,
        Scalar::Int(_) | Scalar::UInt(_) => Types::INTEGER,
        Scalar::Float(n) if n.fract() == 0.0 => Types::INTEGER,
        Scalar::Float(_) => Types::FRACTION,
        Scalar::Text(_) | Scalar::Day(_) | Scalar::Instant(_) => Types::TEXT,
        Scalar::List(_) => Types::LIST,
        Scalar::Object(_) => Types::OBJECT,
    }
}

/// True when no item equals an earlier one. Texts are compared as they are, anything else as the
/// crate compares it.
fn distinct<'a, I: Instance<'a>>(value: I, count: usize) -> bool {
    let mut texts: Vec<&str> = Vec::with_capacity(count);
    for item in value.items() {
        match item.scalar() {
            Scalar::Text(text) => texts.push(text),
            _ => return crate_distinct(&value.value()),
        }
    }
    texts.sort_unstable();
    texts.windows(2).all(|pair| pair[0] != pair[1])
}

fn crate_distinct(list: &Value) -> bool {
    use std::sync::LazyLock;
    static UNIQUE: LazyLock<Option<jsonschema::Validator>> =
        LazyLock::new(|| jsonschema::validator_for(&serde_json::json!({"uniqueItems": true})).ok());
    UNIQUE.as_ref().is_some_and(|check| check.is_valid(list))
}

impl Listed {
    fn has<'a, I: Instance<'a>>(&self, scalar: Scalar, value: I) -> bool {
        match scalar {
            Scalar::Null => self.null,
            Scalar::Text(text) => self.has_text(text),
            Scalar::Day(days) => self.has_text(&day_text(days)),
            Scalar::Instant(micros) => self.has_text(&instant_text(micros)),
            _ if self.others.is_empty() => false,
            _ => {
                let value = value.value();
                self.others.iter().any(|other| equal(other, &value))
            }
        }
    }

    fn has_text(&self, text: &str) -> bool {
        // Short lists are faster to walk than to search.
        if self.texts.len() <= 8 {
            self.texts.iter().any(|t| **t == *text)
        } else {
            self.texts.binary_search_by(|t| (**t).cmp(text)).is_ok()
        }
    }
}

/// Equality of JSON values: numbers by value.
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => match (a.as_i64(), b.as_i64()) {
            (Some(a), Some(b)) => a == b,
            _ => match (a.as_u64(), b.as_u64()) {
                (Some(a), Some(b)) => a == b,
                _ => float_equal(a, b),
            },
        },
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(k, v)| b.get(k).is_some_and(|w| equal(v, w)))
        }
        _ => left == right,
    }
}

/// A whole number equals a float only when the float holds it exactly.
fn float_equal(a: &serde_json::Number, b: &serde_json::Number) -> bool {
    let scalar = |n: &serde_json::Number| {
        n.as_i64()
            .map(Scalar::Int)
            .or_else(|| n.as_u64().map(Scalar::UInt))
            .or_else(|| n.as_f64().map(Scalar::Float))
    };
    match (scalar(a), scalar(b)) {
        (Some(Scalar::Float(a)), Some(Scalar::Float(b))) => a == b,
        (Some(Scalar::Float(f)), Some(whole)) | (Some(whole), Some(Scalar::Float(f))) => {
            whole_against_float(whole, f) == Some(Ordering::Equal)
        }
        _ => false,
    }
}

/// Exact comparison of a whole number with a finite float.
fn whole_against_float(whole: Scalar, float: f64) -> Option<Ordering> {
    let whole: i128 = match whole {
        Scalar::Int(n) => n.into(),
        Scalar::UInt(n) => n.into(),
        _ => return None,
    };
    if float.abs() >= 1e30 {
        return Some(if float > 0.0 {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    }
    let floor = float.floor();
    Some(whole.cmp(&(floor as i128)).then(if float > floor {
        Ordering::Less
    } else {
        Ordering::Equal
    }))
}

impl Number {
    fn allows(&self, scalar: Scalar) -> bool {
        if let Some(bound) = &self.minimum {
            match bound.order(scalar) {
                Some(Ordering::Greater) => {}
                Some(Ordering::Equal) if !bound.exclusive => {}
                _ => return false,
            }
        }
        if let Some(bound) = &self.maximum {
            match bound.order(scalar) {
                Some(Ordering::Less) => {}
                Some(Ordering::Equal) if !bound.exclusive => {}
                _ => return false,
            }
        }
        self.multiple.as_ref().is_none_or(|check| {
            check.is_valid(&match scalar {
                Scalar::Int(n) => Value::from(n),
                Scalar::UInt(n) => Value::from(n),
                Scalar::Float(n) => Value::from(n),
                _ => Value::Null,
            })
        })
    }
}

impl Bound {
    /// How the number compares with the bound.
    fn order(&self, scalar: Scalar) -> Option<Ordering> {
        match (scalar, self.whole) {
            (Scalar::Int(n), Some(whole)) => Some(n.cmp(&whole)),
            // Beyond every `i64`.
            (Scalar::UInt(_), Some(_)) => Some(Ordering::Greater),
            (Scalar::Float(n), Some(whole)) => {
                whole_against_float(Scalar::Int(whole), n).map(Ordering::reverse)
            }
            (Scalar::Float(n), None) => n.partial_cmp(&self.float),
            (whole, None) => whole_against_float(whole, self.float),
            _ => None,
        }
    }
}

impl Text {
    fn allows(&self, text: &str) -> bool {
        if self.min_length.is_some() || self.max_length.is_some() {
            // A text of n bytes has between n / 4 and n code points.
            let bytes = text.len() as u64;
            let sure = self.min_length.is_none_or(|min| bytes / 4 >= min)
                && self.max_length.is_none_or(|max| bytes <= max);
            if !sure {
                let length = crate::span::code_points(text) as u64;
                if self.min_length.is_some_and(|min| length < min)
                    || self.max_length.is_some_and(|max| length > max)
                {
                    return false;
                }
            }
        }
        self.pattern.as_ref().is_none_or(|p| p.matches(text))
            && match &self.format {
                None => true,
                Some(Format::Date) => is_date(text),
                Some(Format::DateTime) => is_date_time(text),
                Some(Format::Other(check)) => check.is_valid(&Value::from(text)),
            }
    }

    fn allows_day(&self, days: i32) -> bool {
        let plain =
            self.min_length.is_none() && self.max_length.is_none() && self.pattern.is_none();
        let common = (-719_528..=2_932_896).contains(&days); // years 0000 to 9999
        if plain && common && matches!(self.format, None | Some(Format::Date)) {
            return true;
        }
        self.allows(&day_text(days))
    }

    fn allows_instant(&self, micros: i64) -> bool {
        let plain =
            self.min_length.is_none() && self.max_length.is_none() && self.pattern.is_none();
        let common = (0..=253_402_300_799_000_000).contains(&micros);
        if plain && common && matches!(self.format, None | Some(Format::DateTime)) {
            return true;
        }
        self.allows(&instant_text(micros))
    }
}
