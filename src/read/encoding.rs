//! From bytes to text: UTF-8 first, then what the bytes themselves tell.

/// Bytes as text.
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
    /// Pictures, archives and the like.
    NotText {
        /// First byte that no text has.
        offset: usize,
    },
}

/// Share of zero bytes from which a file is taken to be no text.
const ZEROS: usize = 10;

/// Decodes a page's bytes.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, Undecodable> {
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => return utf16(rest, encoding_rs::UTF_16LE, "UTF-16LE"),
        [0xfe, 0xff, rest @ ..] => return utf16(rest, encoding_rs::UTF_16BE, "UTF-16BE"),
        _ => {}
    }
    if let Some(first) = memchr::memchr(0, &bytes) {
        let zeros = memchr::memchr_iter(0, &bytes).count();
        if zeros * ZEROS > bytes.len() {
            return Err(Undecodable::NotText { offset: first });
        }
    }
    match check_utf8(&bytes) {
        // A copy costs a thirtieth of the second check that `String::from_utf8` would make.
        Ok(text) => Ok(Decoded {
            text: without_mark(text).to_owned(),
            from: None,
        }),
        Err(offset) => Err(Undecodable::NotUtf8 { offset }),
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
        None => Err(Undecodable::NotText { offset: 2 }),
    }
}
