//! Texts of a row as a report may show them: short, on one line, and with nothing in them that
//! changes how the report looks.

use serde::Serialize;

/// Part of a line, and the part of it that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// Part of the line.
    pub text: String,
    /// First byte of `text` that the finding is about.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A value for a message: at most 60 code points, control characters escaped.
pub fn short(text: &str) -> String {
    const LIMIT: usize = 60;
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        if i == LIMIT {
            out.push('…');
            break;
        }
        match c {
            c if c.is_control() || is_hidden(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Characters that change how the text around them is shown.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

impl Excerpt {
    /// The part of `text` around `start..end`, cut to one line of about 100 code points.
    pub fn around(text: &str, start: usize, end: usize) -> Self {
        const BEFORE: usize = 40;
        const TOTAL: usize = 100;
        let start = floor(text, start.min(text.len()));
        let end = floor(text, end.clamp(start, text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let line_end = match text[start..line_end].ends_with('\r') {
            true => line_end - 1,
            false => line_end,
        };
        let end = end.min(line_end);
        let from = text[line_start..start]
            .char_indices()
            .rev()
            .nth(BEFORE - 1)
            .map_or(line_start, |(i, _)| line_start + i);
        let to = text[from..line_end]
            .char_indices()
            .nth(TOTAL)
            .map_or(line_end, |(i, _)| from + i);
        let end = end.min(to).max(start);
        let mut excerpt = Self {
            text: String::new(),
            start: 0,
            end: 0,
        };
        if from > line_start {
            excerpt.text.push('…');
        }
        let show = |part: &str, out: &mut String| {
            out.extend(part.chars().map(|c| match c {
                '\t' => ' ',
                c if c.is_control() || is_hidden(c) => char::REPLACEMENT_CHARACTER,
                c => c,
            }));
        };
        show(&text[from..start], &mut excerpt.text);
        excerpt.start = excerpt.text.len();
        show(&text[start..end], &mut excerpt.text);
        excerpt.end = excerpt.text.len();
        show(&text[end..to], &mut excerpt.text);
        if to < line_end {
            excerpt.text.push('…');
        }
        excerpt
    }
}

/// The last character boundary at or before `at`.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_line_without_its_end() {
        for end in ["\n", "\r\n"] {
            let text = format!("id,n{end}a,hai{end}b,3{end}");
            let at = text.find("hai").expect("is there");
            let excerpt = Excerpt::around(&text, at, at + 3);
            let shown = &excerpt.text[excerpt.start..excerpt.end];
            assert_eq!((excerpt.text.as_str(), shown), ("a,hai", "hai"));
        }
    }

    #[test]
    fn an_excerpt_is_one_line_around_the_place() {
        let excerpt = Excerpt::around("một\nhai \u{202E}ba bốn\nnăm", 10, 15);
        assert_eq!(&excerpt.text[excerpt.start..excerpt.end], "\u{FFFD}ba");
        assert!(excerpt.text.starts_with("hai") && excerpt.text.ends_with("bốn"));
        let long = "đ".repeat(500);
        let excerpt = Excerpt::around(&long, 400, 402);
        assert!(excerpt.text.chars().count() < 110);
        assert_eq!(&excerpt.text[excerpt.start..excerpt.end], "đ");
    }
}
