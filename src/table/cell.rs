//! Cells as text: the one way numbers, days, instants and JSON strings are written down.

use super::batch::{Texts, day};

/// Appends a whole number.
pub fn int(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    digits(out, value.unsigned_abs(), 1);
}

/// Appends a floating point number in the shortest form that reads back as the same, always with
/// a point or exponent, so that no loader takes a column of round values for whole numbers.
/// JSON has no word for infinities and not-a-number: they are null.
pub fn float(out: &mut Vec<u8>, value: f64) {
    if value.is_finite() {
        out.extend_from_slice(format!("{value:?}").as_bytes());
    } else {
        out.extend_from_slice(b"null");
    }
}

/// Appends `true` or `false`.
pub fn bool(out: &mut Vec<u8>, value: bool) {
    out.extend_from_slice(if value { b"true" } else { b"false" });
}

/// Appends a day as `2024-05-20`.
pub fn date(out: &mut Vec<u8>, days: i32) {
    let Some(date) = day(days) else {
        return;
    };
    let year = date.year();
    if year < 0 {
        out.push(b'-');
    }
    digits(out, year.unsigned_abs().into(), 4);
    out.push(b'-');
    digits(out, date.month().unsigned_abs().into(), 2);
    out.push(b'-');
    digits(out, date.day().unsigned_abs().into(), 2);
}

/// Appends an instant as `2024-05-20T06:23:00Z`, always of this width: loaders type a column of
/// mixed widths as text.
pub fn time(out: &mut Vec<u8>, micros: i64) {
    const DAY: i64 = 86_400;
    let seconds = micros.div_euclid(1_000_000);
    date(out, seconds.div_euclid(DAY) as i32);
    let of_day = seconds.rem_euclid(DAY) as u64;
    out.push(b'T');
    digits(out, of_day / 3600, 2);
    out.push(b':');
    digits(out, of_day / 60 % 60, 2);
    out.push(b':');
    digits(out, of_day % 60, 2);
    out.push(b'Z');
}

fn digits(out: &mut Vec<u8>, mut value: u64, width: usize) {
    let mut buffer = [b'0'; 20];
    let mut at = buffer.len();
    while value > 0 || buffer.len() - at < width {
        at -= 1;
        buffer[at] = b'0' + (value % 10) as u8;
        value /= 10;
    }
    out.extend_from_slice(&buffer[at..]);
}

/// Appends a JSON string. Beside what JSON asks for, U+0085, U+2028 and U+2029 are escaped: Python's
/// `str.splitlines` ends a line at each of them.
pub fn json_text(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    out.push(b'"');
    let mut from = 0;
    let mut at = 0;
    // Bytes before this place are looked at one by one.
    let mut single = 0;
    while let Some(&byte) = bytes.get(at) {
        if at >= single {
            if bytes[at..].first_chunk().is_some_and(is_plain) {
                at += BLOCK;
                continue;
            }
            single = at + BLOCK;
        }
        let class = CLASS[byte as usize];
        if class == PLAIN {
            at += 1;
            continue;
        }
        let (width, escape): (usize, &[u8]) = match (class, &bytes[at..]) {
            (MAYBE, [0xc2, 0x85, ..]) => (2, b"\\u0085"),
            (MAYBE, [0xe2, 0x80, 0xa8, ..]) => (3, b"\\u2028"),
            (MAYBE, [0xe2, 0x80, 0xa9, ..]) => (3, b"\\u2029"),
            (MAYBE, _) => {
                at += 1;
                continue;
            }
            _ => (1, b""),
        };
        out.extend_from_slice(&bytes[from..at]);
        match byte {
            _ if width > 1 => out.extend_from_slice(escape),
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            control => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                out.extend_from_slice(b"\\u00");
                out.push(HEX[(control >> 4) as usize]);
                out.push(HEX[(control & 15) as usize]);
            }
        }
        at += width;
        from = at;
    }
    out.extend_from_slice(&bytes[from..]);
    out.push(b'"');
}

/// Appends a JSON array of strings.
pub fn json_list(out: &mut Vec<u8>, texts: Texts) {
    out.push(b'[');
    for (i, text) in texts.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        json_text(out, text);
    }
    out.push(b']');
}

/// Bytes that are looked at together.
const BLOCK: usize = 32;

/// True where no byte is of a [`CLASS`] of its own, in a form that compilers turn into vector code.
fn is_plain(block: &[u8; BLOCK]) -> bool {
    let others = block.iter().fold(0, |found, &b| {
        found | u8::from((b < 0x20) | (b == b'"') | (b == b'\\') | (b == 0xc2) | (b == 0xe2))
    });
    others == 0
}

const PLAIN: u8 = 0;
/// Must be escaped.
const ESCAPE: u8 = 1;
/// First byte of a character that may have to be.
const MAYBE: u8 = 2;

const CLASS: [u8; 256] = {
    let mut class = [PLAIN; 256];
    let mut byte = 0;
    while byte < 0x20 {
        class[byte] = ESCAPE;
        byte += 1;
    }
    class[b'"' as usize] = ESCAPE;
    class[b'\\' as usize] = ESCAPE;
    class[0xc2] = MAYBE;
    class[0xe2] = MAYBE;
    class
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn numbers_and_times_have_one_form() {
        assert_eq!(written(|o| int(o, 0)), "0");
        assert_eq!(written(|o| int(o, i64::MIN)), i64::MIN.to_string());
        assert_eq!(written(|o| float(o, 4.0)), "4.0");
        assert_eq!(written(|o| float(o, 0.8125)), "0.8125");
        assert_eq!(written(|o| float(o, f64::NAN)), "null");
        assert_eq!(written(|o| time(o, 0)), "1970-01-01T00:00:00Z");
        assert_eq!(written(|o| time(o, -1_000_000)), "1969-12-31T23:59:59Z");
        assert_eq!(written(|o| date(o, 19_863)), "2024-05-20");
    }

    #[test]
    fn characters_that_end_lines_somewhere_are_escaped() {
        let text = "a\u{85}b\u{2028}c\u{2029}d\n\r\t\u{1}“é”\u{a0}\u{2027}";
        assert_eq!(
            written(|o| json_text(o, text)),
            "\"a\\u0085b\\u2028c\\u2029d\\n\\r\\t\\u0001“é”\u{a0}\u{2027}\""
        );
    }

    #[test]
    fn blocks_are_plain_where_each_byte_is() {
        for byte in 0..=u8::MAX {
            let mut block = [b'a'; BLOCK];
            block[usize::from(byte) % BLOCK] = byte;
            assert_eq!(is_plain(&block), CLASS[byte as usize] == PLAIN, "{byte:#x}");
        }
    }

    proptest! {
        #[test]
        fn any_text_reads_back_and_stays_on_one_line(text in "\\PC*|(?s).*") {
            let json = written(|o| json_text(o, &text));
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), text);
            let line_ends = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
            prop_assert!(!json.contains(line_ends));
        }

        #[test]
        fn any_instant_reads_back(seconds in -60_000_000_000i64..250_000_000_000) {
            let text = written(|o| time(o, seconds * 1_000_000));
            let at: jiff::Timestamp = text.parse().expect("RFC 3339");
            prop_assert_eq!(at.as_second(), seconds);
        }
    }
}
