//! From bytes to text: UTF-8 first, then byte order marks, then the encodings of Vietnamese before
//! Unicode, of which the one is taken that makes Vietnamese words of the bytes.

mod legacy;

use legacy::{Legacy, Spelling};

/// Bytes as text.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding, where it was not UTF-8.
    pub from: Option<&'static str>,
}

/// Why bytes are no text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Undecodable {
    /// Neither UTF-8, from this byte on, nor any other known encoding.
    NotUtf8 {
        /// First byte that is wrong.
        offset: usize,
    },
    /// A mark of UTF-16 with something else behind it.
    NotUtf16,
    /// Pictures, archives and the like.
    NotText {
        /// First byte that no text has.
        offset: usize,
    },
}

/// Share of zero bytes from which a file is taken to be no text.
const ZEROS: usize = 10;

/// Decodes a page's bytes. `declared` is the encoding that the page itself names.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, Undecodable> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => return utf16(rest, encoding_rs::UTF_16LE, "UTF-16LE"),
        [0xfe, 0xff, rest @ ..] => return utf16(rest, encoding_rs::UTF_16BE, "UTF-16BE"),
        _ => {}
    }
    if let Some(first) = memchr::memchr(0, bytes) {
        let zeros = memchr::memchr_iter(0, bytes).count();
        if zeros * ZEROS > bytes.len() {
            return Err(Undecodable::NotText { offset: first });
        }
    }
    match check_utf8(bytes) {
        Ok(text) => Ok(misread(text).unwrap_or_else(|| Decoded {
            // A copy costs a thirtieth of the second check that `String::from_utf8` would make.
            text: without_mark(text).to_owned(),
            from: None,
        })),
        Err(offset) => as_declared(bytes, declared)
            .or_else(|| by_spelling(bytes))
            .ok_or(Undecodable::NotUtf8 { offset }),
    }
}

/// `text` without the byte order mark it may begin with.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The bytes as text, or the offset of the first one that is no UTF-8.
pub(super) fn check_utf8(bytes: &[u8]) -> Result<&str, usize> {
    simdutf8::basic::from_utf8(bytes).map_err(|_| {
        simdutf8::compat::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), |_| 0)
    })
}

fn utf16(
    bytes: &[u8],
    encoding: &'static encoding_rs::Encoding,
    name: &'static str,
) -> Result<Decoded, Undecodable> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(Decoded {
            text: text.into_owned(),
            from: Some(name),
        }),
        None => Err(Undecodable::NotUtf16),
    }
}

/// The text as the page's own declaration has it, where every byte fits.
///
/// `windows-1252` and its like are not believed: every byte fits them, and pages in the fonts of
/// the 1990s declare them.
fn as_declared(bytes: &[u8], declared: Option<&str>) -> Option<Decoded> {
    let encoding = encoding_rs::Encoding::for_label(declared?.as_bytes())?;
    if encoding == encoding_rs::UTF_8 || encoding.is_single_byte() {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(Decoded {
        text: text.into_owned(),
        from: Some(encoding.name()),
    })
}

/// Share of words with marks that must be Vietnamese for an encoding to be believed.
const BELIEVED: f64 = 0.85;

/// The text in the encoding that makes the most Vietnamese words of it.
fn by_spelling(bytes: &[u8]) -> Option<Decoded> {
    let (latin, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    if latin.chars().all(is_plain) {
        return Some(Decoded {
            text: latin.into_owned(),
            from: Some("windows-1252"),
        });
    }
    let modern = encoding_rs::WINDOWS_1258
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(|text| Decoded {
            text: legacy::compose(&text),
            from: Some("windows-1258"),
        });
    best(modern.into_iter().chain(fonts(&latin)))
}

/// Text that is UTF-8 by now, and was read as Latin letters when it was in another encoding:
/// `ViÖt Nam` and `Vieät Nam` for `Việt Nam`. Nothing for any other text, and cheap for Vietnamese.
fn misread(text: &str) -> Option<Decoded> {
    let bytes = text.as_bytes();
    let latin = memchr::memchr_iter(0xc3, bytes).count() + memchr::memchr_iter(0xc2, bytes).count();
    // In real Vietnamese a third of the marked letters and more begin with E1.
    if latin * 20 < bytes.len() || memchr::memchr_iter(0xe1, bytes).count() * 10 > latin {
        return None;
    }
    if Spelling::of(text).share() > 0.5 {
        return None;
    }
    best(fonts(text))
}

/// The text in each of the font encodings, its letters taken for those of windows-1252.
fn fonts(latin: &str) -> impl Iterator<Item = Decoded> {
    Legacy::all().iter().map(|encoding| Decoded {
        text: encoding.decode(without_mark(latin)),
        from: Some(encoding.name),
    })
}

/// The first text of those whose words are Vietnamese most often, if they are often enough.
fn best(texts: impl Iterator<Item = Decoded>) -> Option<Decoded> {
    let mut best: Option<(f64, Decoded)> = None;
    for decoded in texts {
        let share = Spelling::of(&decoded.text).share();
        if share >= BELIEVED && best.as_ref().is_none_or(|(other, _)| share > *other) {
            best = Some((share, decoded));
        }
    }
    best.map(|(_, decoded)| decoded)
}

/// Characters of a page in plain Latin letters that windows-1252 adds to ASCII's.
fn is_plain(c: char) -> bool {
    c.is_ascii() || "…‘’“”•–—\u{a0}©«°·»".contains(c)
}

#[cfg(test)]
mod tests;
