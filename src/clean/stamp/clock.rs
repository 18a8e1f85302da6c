//! Times of day in stamps: `16:27`, `8h05`, `07:30 PM`, `7 giờ 45 phút`.

use jiff::civil::Time;

use super::forms::{Part, part_prefix, part_suffix};
use super::number::{number, skip_spaces};
use crate::clean::letters::{is_letter, is_word};
use crate::lexicon::Words;

/// A clock time that begins at byte `at`: `16:27`, `06:30:00`, `8h05`, `07:30 PM`.
pub(super) fn clock_at(words: &Words<Part>, text: &str, at: usize) -> Option<(usize, Time)> {
    let bytes = text.as_bytes();
    let (mut hour, a) = number(bytes, at, 2)?;
    let mark = *bytes.get(a)?;
    let (from, colon) = match mark {
        b':' => (skip_spaces(bytes, a + 1), true),
        b'h' | b'H' | b'g' => (a + 1, false),
        _ => return None,
    };
    let (minute, mut end) = match number(bytes, from, 2) {
        Some(found) => found,
        None if !colon && mark != b'g' => (0, a + 1),
        None => return None,
    };
    let mut second = 0;
    if colon
        && bytes.get(end) == Some(&b':')
        && let Some((s, to)) = number(bytes, end + 1, 2)
    {
        (second, end) = (s, to);
    }
    if bytes.get(end).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let half = skip_spaces(bytes, end);
    if let Some(half) = text.get(half..).filter(|half| half.starts_with(is_letter)) {
        if let Some(n) = part_prefix(words, Part::Late, half) {
            hour += if hour < 12 { 12 } else { 0 };
            end = text.len() - half.len() + n;
        } else if let Some(n) = part_prefix(words, Part::Early, half) {
            hour -= if hour == 12 { 12 } else { 0 };
            end = text.len() - half.len() + n;
        }
    }
    let time = Time::new(hour as i8, minute as i8, second as i8, 0).ok()?;
    Some((end, time))
}

/// `7 giờ 45 phút`, `7 giờ 45` at the end of `head`: where it begins.
fn clock_in_words(words: &Words<Part>, head: &str) -> Option<(usize, Time)> {
    let head = part_suffix(words, Part::Minute, head).map_or(head, |cut| head[..cut].trim_end());
    let last = |text: &str| {
        let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
        let at = text.len() - digits;
        number(text.as_bytes(), at, 2)
            .filter(|(_, to)| *to == text.len())
            .map(|(n, _)| (at, n))
    };
    let (at, minute) = last(head)?;
    let hours = head[..at].trim_end();
    let cut = part_suffix(words, Part::Hour, hours)?;
    let (start, hour) = last(hours[..cut].trim_end())?;
    let time = Time::new(hour as i8, minute as i8, 0, 0).ok()?;
    Some((start, time))
}

/// A clock time that ends before byte `end`, marks and a word for the day between them allowed.
pub(super) fn clock_before(words: &Words<Part>, text: &str, end: usize) -> Option<(usize, Time)> {
    let bytes = text.as_bytes();
    let mut head = text[..end].trim_end_matches(|c: char| !is_word(c) && c != '(');
    if let Some(cut) = part_suffix(words, Part::Day, head) {
        head = text[..cut].trim_end_matches(|c: char| !is_word(c));
    }
    // `7 giờ 45 phút`
    if let Some(found) = clock_in_words(words, head) {
        return Some(found);
    }
    let stop = head.len();
    // Step back over `06:30:00`, `8h05`, `07:30 PM`: at most eleven bytes.
    let mut from = stop;
    while from > 0 && stop - from < 11 {
        let b = bytes[from - 1];
        if b.is_ascii_digit()
            || b == b':'
            || (b"hHgAPMapm ".contains(&b)
                && from > 1
                && (bytes[from - 2].is_ascii_alphanumeric()
                    || b == b' '
                    || (bytes[from - 2] == b' ' && b"APap".contains(&b))))
        {
            from -= 1;
        } else {
            break;
        }
    }
    (from..stop).find_map(|at| {
        if !bytes[at].is_ascii_digit() || (at > 0 && bytes[at - 1].is_ascii_digit()) {
            return None;
        }
        let (to, time) = clock_at(words, text, at)?;
        (to == stop).then_some((at, time))
    })
}
