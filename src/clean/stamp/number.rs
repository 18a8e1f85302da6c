//! Numbers inside stamps and what stands between them.

use jiff::civil::Date;
use jiff::tz::Offset;

/// `+07:00` or `Z` at byte `at`, and its end.
pub(super) fn bare_offset(bytes: &[u8], at: usize) -> Option<(Offset, usize)> {
    // Fractions of a second stand before it.
    let mut at = at;
    if bytes.get(at) == Some(&b'.') {
        at += 1 + bytes[at + 1..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
    }
    let sign = match bytes.get(at)? {
        b'Z' => return Some((Offset::UTC, at + 1)),
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, to) = number(bytes, at + 1, 2)?;
    let from = to + usize::from(bytes.get(to) == Some(&b':'));
    let (minutes, to) = number(bytes, from, 2)?;
    let offset = Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()?;
    Some((offset, to))
}

pub(super) fn is_mark_inside(b: u8) -> bool {
    matches!(b, b'/' | b'-' | b'.' | b',' | b'|')
}

/// A year that news pages can bear, a month and a day.
pub(super) fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    if !(1990..=2100).contains(&year) {
        return None;
    }
    Date::new(year as i16, month as i8, day as i8).ok()
}

/// The number of one to `most` digits at byte `at`, and its end.
pub(super) fn number(bytes: &[u8], at: usize, most: usize) -> Option<(i32, usize)> {
    let digits = bytes
        .get(at..)?
        .iter()
        .take(most)
        .take_while(|b| b.is_ascii_digit())
        .count();
    if digits == 0 {
        return None;
    }
    let value = bytes[at..at + digits]
        .iter()
        .fold(0, |n, b| n * 10 + i32::from(b - b'0'));
    Some((value, at + digits))
}

pub(super) fn skip_spaces(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\t') => at += 1,
            // The no-break space of UTF-8 is two bytes.
            Some(0xC2) if bytes.get(at + 1) == Some(&0xA0) => at += 2,
            _ => return at,
        }
    }
}

/// Skips what stands between the parts of a stamp.
pub(super) fn skip_marks(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at = skip_spaces(bytes, at);
        match bytes.get(at) {
            Some(b',' | b'|' | b'-' | b';') => at += 1,
            // En dash, em dash and bullet: E2 80 93, 94, A2.
            Some(0xE2) if bytes.get(at + 1) == Some(&0x80) => match bytes.get(at + 2) {
                Some(0x93 | 0x94 | 0xA2) => at += 3,
                _ => return at,
            },
            _ => return at,
        }
    }
}
