//! Lines that number the pictures of a page, as templates print them and captions begin.

use crate::lexicon::{Lexicon, cases};

/// Knows the words that stand before a picture's number; they are the table `credits`.
#[derive(Debug)]
pub(crate) struct Numbered {
    /// As written: in small letters, with a capital, in capitals.
    words: Vec<String>,
}

impl Numbered {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let words = lexicon.forms("credits", "numbered");
        Self {
            words: words.flat_map(cases).collect(),
        }
    }

    /// What a template printed before `- Hình N` or `- Ảnh N.`; empty for a bare `Hình N`.
    pub(crate) fn generated<'t>(&self, text: &'t str) -> Option<&'t str> {
        let trimmed = text.trim_end().trim_end_matches(['.', ' ']);
        let digits = trimmed.bytes().rev().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 3 {
            return None;
        }
        let head = trimmed[..trimmed.len() - digits]
            .strip_suffix(' ')?
            .trim_end();
        let mut cuts = self.words.iter().filter_map(|word| head.strip_suffix(word));
        let base = cuts.next()?.trim_end();
        if base.is_empty() {
            return Some(base);
        }
        base.strip_suffix(['-', '–', '—']).map(str::trim_end)
    }

    /// `Ảnh 2: Cầu mới lúc hoàng hôn`: the picture's number opens its caption.
    pub(super) fn opens(&self, text: &str) -> bool {
        let after = |word: &String| text.strip_prefix(word.as_str())?.strip_prefix(' ');
        self.words.iter().filter_map(after).any(|rest| {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            (1..=2).contains(&digits)
                && rest[digits..].starts_with([':', '.', '-', '–'])
                && rest[digits + 1..].trim_start().len() >= 8
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn template_lines_give_back_the_title() {
        let numbered = Numbered::new(&Lexicon::embedded().expect("embedded lexicon"));
        let cases = [
            (
                "Mưa lớn ở miền Trung - Hình 2",
                Some("Mưa lớn ở miền Trung"),
            ),
            (
                "Mưa lớn ở miền Trung - Ảnh 1.",
                Some("Mưa lớn ở miền Trung"),
            ),
            (
                "Mưa lớn ở miền Trung – ẢNH 12",
                Some("Mưa lớn ở miền Trung"),
            ),
            ("Hình 3", Some("")),
            ("Mưa lớn năm 2021", None),
            ("Lớp học có 30 bức ảnh 12", None),
        ];
        for (text, title) in cases {
            assert_eq!(numbered.generated(text), title, "{text}");
        }
        assert!(numbered.opens("Ảnh 2: Cầu mới lúc hoàng hôn"));
        assert!(!numbered.opens("Ảnh 2 người đứng trên cầu mới"));
        assert!(!numbered.opens("Năm 2: Cầu mới lúc hoàng hôn"));
    }
}
