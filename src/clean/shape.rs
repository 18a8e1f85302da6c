//! What a line looks like, from one pass over its bytes.

/// Counts and marks of one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// White-space tokens.
    pub(super) words: u32,
    /// Words that begin with a capital letter.
    pub(super) capitals: u32,
    /// Words that begin with a small letter.
    pub(super) smalls: u32,
    /// Small ASCII letters anywhere.
    pub(super) small_letters: u32,
    /// Capital ASCII letters anywhere.
    pub(super) capital_letters: u32,
    /// ASCII digits.
    pub(super) digits: u32,
    /// Marks that end a sentence inside the line, before a space and a capital.
    pub(super) breaks: u32,
    /// Gaps of two or more spaces, or bars between words.
    pub(super) gaps: u32,
    /// Commas.
    pub(super) commas: u32,
    /// The last mark or letter, closing quotes and brackets aside.
    pub(super) end: End,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    /// A letter or digit.
    #[default]
    Open,
    /// `.` or `./.`.
    Stop,
    /// `!`
    Cry,
    /// `?`.
    Question,
    /// `…` or three dots.
    Dots,
    /// `:`, `;` or `,`.
    Clause,
}

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut shape = Self {
            end: end(text),
            ..Self::default()
        };
        let mut between = true;
        // A word's first letter or digit is still to come, behind a bracket or quote.
        let mut begins = false;
        let mut spaces = 0;
        let mut last = b' ';
        for (i, &b) in bytes.iter().enumerate() {
            if b == b' ' || b == b'\t' {
                spaces += 1;
                if spaces == 2 && shape.words > 0 {
                    shape.gaps += 1;
                }
                between = true;
                begins = false;
                continue;
            }
            spaces = 0;
            if between {
                shape.words += 1;
                between = false;
                begins = true;
                shape.gaps += u32::from(b == b'|');
            }
            if begins && !(b.is_ascii_punctuation() || is_mark(bytes, i)) {
                begins = false;
                let upper = if b.is_ascii() {
                    b.is_ascii_uppercase()
                } else {
                    text[i..].chars().next().is_some_and(char::is_uppercase)
                };
                if upper {
                    shape.capitals += 1;
                    if matches!(last, b'.' | b'!' | b'?') {
                        shape.breaks += 1;
                    }
                } else if b.is_ascii_lowercase() || b >= 0xC3 {
                    shape.smalls += 1;
                }
            }
            shape.small_letters += u32::from(b.is_ascii_lowercase());
            shape.capital_letters += u32::from(b.is_ascii_uppercase());
            shape.digits += u32::from(b.is_ascii_digit());
            shape.commas += u32::from(b == b',');
            // What stood before the space, quotes and brackets aside.
            if !begins {
                last = b;
            }
        }
        shape
    }

    /// Running text: a sentence of some length that ends as one, or several sentences.
    pub(super) fn is_prose(&self) -> bool {
        match self.end {
            End::Stop => self.words >= 11 || (self.words >= 8 && self.breaks > 0),
            End::Question => self.words >= 26 || (self.words >= 12 && self.breaks > 0),
            End::Cry => self.words >= 18 || (self.words >= 12 && self.breaks > 0),
            End::Dots => self.words >= 20,
            End::Clause => self.words >= 18,
            End::Open => self.words >= 32 || (self.words >= 20 && self.breaks > 0),
        }
    }

    /// Capitals only, of three letters or more.
    pub(super) fn is_upper(&self) -> bool {
        self.small_letters == 0 && self.capital_letters >= 3
    }
}

/// True inside a quote, dash or bullet of U+2000 to U+203F (E2 80 xx).
fn is_mark(bytes: &[u8], i: usize) -> bool {
    let lead = |at: Option<usize>| at.is_some_and(|at| bytes[at..].starts_with(&[0xE2, 0x80]));
    lead(Some(i)) || lead(i.checked_sub(1)) || lead(i.checked_sub(2))
}

/// How `text` ends, closing quotes, brackets and spaces aside.
fn end(text: &str) -> End {
    let mut tail = text.trim_end();
    loop {
        let cut = tail.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ']);
        if cut.len() == tail.len() {
            break;
        }
        tail = cut;
    }
    if tail.ends_with("./") || tail.ends_with("./.") {
        return End::Stop;
    }
    if tail.ends_with("...") || tail.ends_with("..") || tail.ends_with('…') {
        return End::Dots;
    }
    match tail.as_bytes().last() {
        Some(b'.') => End::Stop,
        Some(b'!') => End::Cry,
        Some(b'?') => End::Question,
        Some(b':' | b';' | b',') => End::Clause,
        _ => End::Open,
    }
}

/// True when the line is one or more texts, each printed twice in a row, with or without a space
/// between (`XX`, `X X Y Y`).
pub(super) fn is_doubled(text: &str) -> bool {
    let mut rest = text.trim();
    if rest.len() < 24 {
        return false;
    }
    let mut pairs = 0;
    while !rest.is_empty() {
        let Some(half) = doubled_prefix(rest) else {
            // A list cut off in its last item still counts.
            return pairs >= 2 || (pairs == 1 && rest.len() < text.len() / 3);
        };
        pairs += 1;
        rest = rest[half..].trim_start();
    }
    pairs > 0
}

/// Length of the shortest `X X` at the start, of at least ten bytes and three words each.
fn doubled_prefix(text: &str) -> Option<usize> {
    const PROBE: usize = 10;
    let bytes = text.as_bytes();
    let probe = bytes.get(..PROBE)?;
    let mut from = PROBE;
    // A probe occurs a handful of times at most in a line; each is compared once.
    for _ in 0..8 {
        let at = from + memchr::memmem::find(&bytes[from..], probe)?;
        let first = text.get(..at)?.trim_end();
        if bytes[at..].starts_with(first.as_bytes())
            && first.bytes().filter(|b| *b == b' ').count() >= 2
        {
            return Some(at + first.len());
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_texts_are_seen_with_and_without_a_space() {
        let yes = [
            "Mưa lớn ở miền TrungMưa lớn ở miền Trung",
            "Mưa lớn ở miền Trung Mưa lớn ở miền Trung",
            "Mưa lớn ở miền Trung Mưa lớn ở miền Trung Cầu mới thông xe sớm Cầu mới thông xe sớm",
        ];
        let no = [
            "Mưa lớn ở miền Trung, mưa nhỏ ở miền Bắc và nắng ở miền Nam",
            "Ngày mai trời nắng, ngày mai nữa trời mưa, ngày kia trời mát.",
            "ha ha ha ha ha ha",
        ];
        for text in yes {
            assert!(is_doubled(text), "{text}");
        }
        for text in no {
            assert!(!is_doubled(text), "{text}");
        }
    }

    #[test]
    fn prose_ends_as_a_sentence_and_headlines_do_not() {
        let prose = [
            "Sáng nay, đoàn công tác đã tới thăm cảng và làm việc với lãnh đạo thành phố.",
            "Ông nói: “Chúng tôi sẽ làm hết sức mình để công trình xong trước mùa mưa năm nay.”",
        ];
        let headlines = [
            "Đoàn công tác thăm cảng, làm việc với lãnh đạo thành phố",
            "Vì sao công trình chưa xong trước mùa mưa?",
            "Giá vàng hôm nay: giảm...",
        ];
        for text in prose {
            assert!(Shape::of(text).is_prose(), "{text}");
        }
        for text in headlines {
            assert!(!Shape::of(text).is_prose(), "{text}");
        }
    }
}
