//! Joins words that dots had broken to dodge filters: `t.iền` → `tiền`.
//!
//! Joined are letters that only together are a Vietnamese syllable, among Vietnamese words. Never
//! joined are abbreviations, initials, domain names, numbers and sentences without a space between.

use std::collections::HashSet;

use super::letters::is_letter_byte;
use crate::lexicon::{Lexicon, Syllables};

/// Joins broken words; compiled once.
#[derive(Debug)]
pub(super) struct Restorer {
    syllables: &'static Syllables,
    /// Abbreviations whose letters would make a syllable.
    abbreviations: HashSet<&'static str>,
}

/// A word between spaces, and its letters and dots without the marks around them.
#[derive(Clone, Copy)]
struct Word<'t> {
    /// Bytes of the core in the line.
    start: usize,
    core: &'t str,
}

impl Restorer {
    /// Compiles the table `dotted`.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let rows = lexicon.table("dotted").iter();
        Self {
            syllables: Syllables::vietnamese(),
            abbreviations: rows.map(|row| row.get("form")).collect(),
        }
    }

    /// The line with its broken words joined, and how many they were; nothing where it has none.
    pub(super) fn restore(&self, line: &str) -> Option<(String, usize)> {
        if !self.any_broken(line) {
            return None;
        }
        let words: Vec<Word> = words(line);
        let broken: Vec<bool> = words
            .iter()
            .enumerate()
            .map(|(i, word)| self.is_broken(word.core, i == 0))
            .collect();
        let vietnamese = |i: usize| {
            broken.get(i).is_some_and(|b| *b)
                || words
                    .get(i)
                    .is_some_and(|word| self.syllables.contains_any_case(word.core))
        };
        let mut text = String::new();
        let (mut copied, mut count) = (0, 0);
        for (i, word) in words.iter().enumerate() {
            if broken[i] && (vietnamese(i + 1) || i.checked_sub(1).is_some_and(vietnamese)) {
                text.push_str(&line[copied..word.start]);
                text.extend(word.core.split('.'));
                copied = word.start + word.core.len();
                count += 1;
            }
        }
        if count == 0 {
            return None;
        }
        text.push_str(&line[copied..]);
        Some((text, count))
    }

    /// Most dots inside words are of abbreviations: only the words around such dots are looked at.
    fn any_broken(&self, line: &str) -> bool {
        let bytes = line.as_bytes();
        let mut from = 0;
        while let Some(dot) = memchr::memchr(b'.', &bytes[from..]).map(|at| from + at) {
            from = dot + 1;
            let inside = dot > 0
                && is_letter_byte(bytes[dot - 1])
                && bytes.get(dot + 1).is_some_and(|b| is_letter_byte(*b));
            if inside {
                let start = memchr::memrchr(b' ', &bytes[..dot]).map_or(0, |at| at + 1);
                let end = memchr::memchr(b' ', &bytes[dot..]).map_or(bytes.len(), |at| dot + at);
                if self.is_broken(core(&line[start..end]).1, start == 0) {
                    return true;
                }
                from = end;
            }
        }
        false
    }

    /// True for the parts of one syllable.
    fn is_broken(&self, core: &str, first: bool) -> bool {
        if !core.contains('.') || !core.chars().all(|c| c == '.' || c.is_alphabetic()) {
            return false;
        }
        let mut parts = core.split('.');
        let head = parts.next().unwrap_or_default();
        if head.is_empty() || parts.clone().any(str::is_empty) {
            return false;
        }
        let lower = core.to_lowercase();
        let joined: String = lower.split('.').collect();
        if !self.syllables.contains(&joined) || self.abbreviations.contains(lower.as_str()) {
            return false;
        }
        let whole = |part: &str| self.syllables.contains_any_case(part);
        if parts.clone().flat_map(str::chars).any(char::is_uppercase) {
            // `T.IỀN` in a headline; but `H.ANH`, `T.Ư` and `U.S` are initials.
            return core.chars().all(|c| !c.is_lowercase())
                && parts
                    .clone()
                    .all(|part| part.chars().nth(1).is_some() && !whole(part));
        }
        if whole(head) && parts.clone().all(whole) {
            // Two words without the space that belongs between their sentences.
            return false;
        }
        // `a.nội dung`: the letter of a list, unless what follows is no word by itself.
        let letter = matches!(head, "a" | "b" | "c" | "d" | "đ" | "e" | "g" | "h");
        !(first && letter && parts.all(whole))
    }
}

/// The words of a line.
fn words(line: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = 0;
    for word in line.split(' ') {
        let (lead, core) = core(word);
        words.push(Word {
            start: start + lead,
            core,
        });
        start += word.len() + 1;
    }
    words
}

/// A word without the marks around it, and how many bytes of them stand before it.
fn core(word: &str) -> (usize, &str) {
    let inner = word.trim_start_matches(is_around);
    (word.len() - inner.len(), inner.trim_end_matches(is_around))
}

/// Marks around a word.
fn is_around(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '“' | '”' | '‘' | '’' | '«' | '»' | '…' | '–' | '—' | '•')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn restore(line: &str) -> Option<String> {
        let lexicon = Lexicon::embedded().expect("embedded");
        Restorer::new(&lexicon).restore(line).map(|(text, _)| text)
    }

    #[test]
    fn broken_words_are_joined() {
        let cases = [
            ("chuyển t.iền cho ông", "chuyển tiền cho ông"),
            (
                "ba người c.hết, hai bị thương",
                "ba người chết, hai bị thương",
            ),
            ("khiến họ t.ử v.ong.", "khiến họ tử vong."),
            ("vụ “g.iết người”", "vụ “giết người”"),
            ("đầy m.á.u trên đường", "đầy máu trên đường"),
            ("T.iền thưởng cao", "Tiền thưởng cao"),
            ("t.iền thưởng cao", "tiền thưởng cao"),
            ("NHẬN T.IỀN LỚN", "NHẬN TIỀN LỚN"),
            ("bị đ.âm và s.úng nổ", "bị đâm và súng nổ"),
            ("k.hủng b.ố", "khủng bố"),
            ("buôn m.a t.úy", "buôn ma túy"),
            ("buôn m.a túy", "buôn ma túy"),
        ];
        for (line, expected) in cases {
            assert_eq!(restore(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn abbreviations_initials_and_glued_sentences_are_left_alone() {
        let lines = [
            "Ban Chấp hành T.Ư họp",
            "ban chấp hành t.ư họp",
            "gạo, ngô, v.v và nhiều thứ",
            "về TP.HCM hôm qua",
            "vi khuẩn E.coli trong nước",
            "ông H.Đức và bà T.Anh nói",
            "ÔNG H.ANH VÀ BÀ T.Ư NÓI",
            "ông V. Putin tới",
            "cháu L.H.Q nói",
            "xem tin.vn hoặc tuoi.tre.com",
            "quân đội U.S. đến",
            "giá 1.000 đồng, phiên bản 2.a",
            "lúc 9 a.m hôm nay",
            "ông ấy đi.tôi ở lại",
            "họ đã đi.em ở lại",
            "a.nội dung của thư",
            "b.an toàn giao thông",
            "gửi về x.ai của hãng",
            "ngày mai..anh tới",
            "a.i nói thế",
            "thư tới t.iền@thu.vn ngay",
        ];
        for line in lines {
            assert_eq!(restore(line), None, "{line}");
        }
    }

    #[test]
    fn a_broken_word_without_vietnamese_around_stays() {
        assert_eq!(restore("t.iền"), None);
        assert_eq!(restore("his t.iền scandal"), None);
    }

    #[test]
    fn every_abbreviation_of_the_table_needs_its_row() {
        let syllables = Syllables::vietnamese();
        for row in Lexicon::embedded().expect("embedded").table("dotted") {
            let form = row.get("form");
            let joined: String = form.split('.').collect();
            assert!(
                syllables.contains(&joined),
                "{form} is left alone without its row"
            );
            assert_eq!(form, form.to_lowercase());
        }
    }
}
