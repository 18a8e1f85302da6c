//! What is known about one column of a file, row by row: enough to say later what a loader makes of
//! it, and no value.

use std::collections::{BTreeMap, HashSet};

use super::Spot;

/// Distinct keys beyond which an object counts as a map.
pub(super) const MANY_KEYS: usize = 200;
/// Whole numbers beyond which a float loses digits.
pub(super) const EXACT: u64 = 1 << 53;

/// What the rows of a part hold in one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) first: Spot,
    pub(super) first_value: Option<Spot>,
    pub(super) present: u64,
    pub(super) nulls: u64,
    pub(super) texts: u64,
    pub(super) digits: u64,
    pub(super) first_digits: Option<Spot>,
    pub(super) leading_zero: bool,
    /// Times by the digits of their fraction, and by whether they are in UTC.
    pub(super) times: BTreeMap<(usize, bool), (u64, Spot)>,
    pub(super) big: u64,
    pub(super) first_big: Option<Spot>,
    pub(super) keys: HashSet<u64>,
    pub(super) late_break: Option<(u64, Spot)>,
}

impl Facts {
    pub(super) fn text(&mut self, text: &str, spot: Spot) {
        self.texts += 1;
        let bytes = text.as_bytes();
        match bytes.first() {
            // Once a text is no number, the column is no column of digits.
            Some(b'0'..=b'9') if self.digits + 1 == self.texts || bytes.len() >= 20 => {
                if bytes.iter().all(u8::is_ascii_digit) {
                    self.digits += 1;
                    self.first_digits.get_or_insert(spot);
                    self.leading_zero |= bytes.len() > 1 && bytes[0] == b'0' || bytes.len() > 15;
                } else if let Some(form) = time_form(bytes) {
                    self.times.entry(form).or_insert((0, spot)).0 += 1;
                }
            }
            _ => {}
        }
    }

    pub(super) fn big(&mut self, spot: Spot) {
        self.big += 1;
        self.first_big.get_or_insert(spot);
    }

    pub(super) fn append(&mut self, part: Self, records: u64, lines: u64) {
        let moved = |spot: Spot| spot.moved(records, lines);
        self.first_value = self.first_value.or(part.first_value.map(moved));
        self.first_digits = self.first_digits.or(part.first_digits.map(moved));
        self.first_big = self.first_big.or(part.first_big.map(moved));
        self.present += part.present;
        self.nulls += part.nulls;
        self.texts += part.texts;
        self.digits += part.digits;
        self.leading_zero |= part.leading_zero;
        self.big += part.big;
        for (form, (count, spot)) in part.times {
            self.times.entry(form).or_insert((0, moved(spot))).0 += count;
        }
        if self.keys.len() <= MANY_KEYS {
            self.keys.extend(part.keys);
        }
        if let Some((count, spot)) = part.late_break {
            self.late_break.get_or_insert((0, moved(spot))).0 += count;
        }
    }
}

/// The digits of a fraction, and whether the zone is `Z`, of a text of the form of an RFC 3339 time.
fn time_form(bytes: &[u8]) -> Option<(usize, bool)> {
    let (head, tail) = bytes.split_at_checked(19)?;
    let shape = head
        .iter()
        .zip(b"0000-00-00T00:00:00")
        .all(|(b, s)| match s {
            b'0' => b.is_ascii_digit(),
            b'T' => matches!(b, b'T' | b't' | b' '),
            _ => b == s,
        });
    if !shape {
        return None;
    }
    let digits = match tail.split_first() {
        Some((b'.', rest)) => rest.iter().take_while(|b| b.is_ascii_digit()).count(),
        _ => 0,
    };
    let zone = &tail[if digits > 0 { digits + 1 } else { 0 }..];
    match zone {
        [b'Z' | b'z'] | [b'+' | b'-', b'0', b'0', b':', b'0', b'0'] => Some((digits, true)),
        [b'+' | b'-', _, _, b':', _, _] => Some((digits, false)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_times_are_told_apart() {
        for (text, form) in [
            ("2024-05-20T08:00:05Z", Some((0, true))),
            ("2024-05-20T08:00:05.123Z", Some((3, true))),
            ("2024-05-20T08:00:05+07:00", Some((0, false))),
            ("2024-05-20T08:00:05.5+00:00", Some((1, true))),
            ("2024-05-20T08:00:05", None),
            ("2024-05-20", None),
            ("2024-05-20T08:00:05Zx", None),
        ] {
            assert_eq!(time_form(text.as_bytes()), form, "{text}");
        }
    }
}
