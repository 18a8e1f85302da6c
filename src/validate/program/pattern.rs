//! Patterns of texts: the plain ones by hand, the rest by the crate.

use jsonschema::Draft;
use serde_json::Value;

use super::compile::{Unsupported, crate_check};

/// A compiled `pattern`.
#[derive(Debug)]
pub(super) enum Pattern {
    /// `^…$` of ASCII characters and classes with fixed counts: ids and codes.
    Fixed(Vec<Step>),
    /// Anything else; the crate translates ECMA-262 and matches.
    Other(Box<jsonschema::Validator>),
}

/// Characters allowed at one place, one bit for each of ASCII, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    set: u128,
    count: usize,
}

impl Pattern {
    pub(super) fn new(pattern: &str, draft: Draft) -> Result<Self, Unsupported> {
        match fixed(pattern) {
            Some(steps) => Ok(Self::Fixed(steps)),
            None => crate_check("pattern", &Value::from(pattern), draft).map(Self::Other),
        }
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        match self {
            Self::Fixed(steps) => {
                let mut rest = text.as_bytes();
                for step in steps {
                    let Some((head, tail)) = rest.split_at_checked(step.count) else {
                        return false;
                    };
                    if !head.iter().all(|&b| b < 128 && step.set >> b & 1 == 1) {
                        return false;
                    }
                    rest = tail;
                }
                rest.is_empty()
            }
            Self::Other(check) => check.is_valid(&Value::from(text)),
        }
    }
}

/// Reads `^` (character or class, optionally `{n}`)* `$`; anything else is `None`.
fn fixed(pattern: &str) -> Option<Vec<Step>> {
    let mut rest = pattern
        .strip_prefix('^')?
        .strip_suffix('$')?
        .bytes()
        .peekable();
    let mut steps: Vec<Step> = Vec::new();
    while let Some(byte) = rest.next() {
        let set = match byte {
            b'[' => class(&mut rest)?,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b':' | b'/' | b' ' => 1 << byte,
            _ => return None,
        };
        let mut count = 1;
        if rest.peek() == Some(&b'{') {
            rest.next();
            count = 0;
            loop {
                match rest.next()? {
                    digit @ b'0'..=b'9' => {
                        count = (count * 10 + usize::from(digit - b'0')).min(1 << 20);
                    }
                    b'}' => break,
                    _ => return None,
                }
            }
        }
        steps.push(Step { set, count });
    }
    Some(steps)
}

/// The rest of `[a-z0-9_]`.
fn class(rest: &mut impl Iterator<Item = u8>) -> Option<u128> {
    let mut set = 0u128;
    let mut last: Option<u8> = None;
    let mut range = false;
    loop {
        match rest.next()? {
            b']' if !range && set != 0 => return Some(set),
            b'-' if last.is_some() && !range => range = true,
            byte @ (b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_') => {
                if range {
                    let from = last.take()?;
                    if from > byte {
                        return None;
                    }
                    for b in from..=byte {
                        set |= 1 << b;
                    }
                    range = false;
                } else {
                    set |= 1 << byte;
                    last = Some(byte);
                }
            }
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_patterns_are_read_by_hand_and_others_are_not() {
        for plain in ["^r_[0-9a-f]{20}$", "^[A-Z]{3}$", "^C[0-9]{2}$", "^a$", "^$"] {
            assert!(fixed(plain).is_some(), "{plain}");
        }
        for other in [
            "[A-Z]{3}", "^[^a]$", "^a+$", "^a{2,3}$", "^(a|b)$", "^.$", "^[a-]$", "^\\d{4}$",
            "^á$", "^[]$", "^a|b$", "^[a-z", "^a{$", "^[z-a]$",
        ] {
            assert!(fixed(other).is_none(), "{other}");
        }
    }

    #[test]
    fn plain_patterns_match_as_the_crate_matches() {
        for pattern in [
            "^r_[0-9a-f]{4}$",
            "^[A-Z]{3}$",
            "^a[b-d_]{2}-0$",
            "^a{0}$",
            "^$",
        ] {
            let ours = Pattern::new(pattern, Draft::Draft202012).expect("compiles");
            assert!(matches!(ours, Pattern::Fixed(_)));
            let theirs =
                crate_check("pattern", &Value::from(pattern), Draft::Draft202012).expect("builds");
            for text in [
                "r_0a9f", "r_0a9g", "r_0a9f\n", "r_0a9", "r_0a9ff", "VNM", "VNm", "VN", "", "\n",
                "abc-0", "a__-0", "Đbc", "VNÁ", "a",
            ] {
                assert_eq!(
                    ours.matches(text),
                    theirs.is_valid(&Value::from(text)),
                    "{pattern} on {text:?}"
                );
            }
        }
    }
}
