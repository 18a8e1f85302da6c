//! Phrases of page furniture: which lines they begin, end or make up.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::evidence::Evidence;
use super::letters::{is_word, lower};
use crate::lexicon::{Lexicon, LexiconError};
use aho_corasick::AhoCorasick;

/// Longest line, in words, on which a prefix, suffix or inside match counts, where the table names none.
const DEFAULT_WORDS: u32 = 14;

/// Bytes of a line that are looked at for a prefix.
const HEAD_BYTES: usize = 72;

/// Bytes of a line that are looked at for a suffix.
const TAIL_BYTES: usize = 32;

type Index = HashMap<&'static str, Phrase, BuildHasherDefault<ShortHasher>>;

/// A hash for phrases of a few dozen bytes, for which setting up a longer one costs more than it saves.
#[derive(Debug, Default)]
struct ShortHasher(u64);

impl Hasher for ShortHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let mut word = [0; 8];
            word.copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
        let mut word = [0; 8];
        let rest = chunks.remainder();
        word[..rest.len()].copy_from_slice(rest);
        self.write_u64(u64::from_le_bytes(word) ^ (rest.len() as u64) << 56);
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

/// Which bytes begin or end a phrase: a few bytes rule most lines out.
#[derive(Debug)]
struct Marks(Vec<u64>);

impl Marks {
    fn new() -> Self {
        Self(vec![0; 1 << 10])
    }

    fn add(&mut self, at: u16) {
        self.0[usize::from(at >> 6)] |= 1 << (at & 63);
    }

    fn has(&self, at: u16) -> bool {
        self.0[usize::from(at >> 6)] & (1 << (at & 63)) != 0
    }
}

/// The first four bytes of a text in lower case, mixed into sixteen bits; none for a shorter one.
fn start_mark(text: &[u8]) -> Option<u16> {
    let bytes: [u8; 4] = text.get(..4)?.try_into().ok()?;
    Some((u32::from_le_bytes(bytes).wrapping_mul(0x9E37_79B1) >> 16) as u16)
}

/// Marks the start of a phrase of four bytes or more.
fn add_start(marks: &mut Marks, form: &str) {
    if let Some(at) = start_mark(form.as_bytes()) {
        marks.add(at);
    }
}

/// The last two bytes of a text; a shorter one is padded.
fn last_pair(text: &str) -> [u8; 2] {
    let bytes = text.as_bytes();
    let back = |n| {
        bytes
            .len()
            .checked_sub(n)
            .and_then(|at| bytes.get(at))
            .copied()
            .unwrap_or(0)
    };
    [back(2), back(1)]
}

#[derive(Clone, Copy, Debug)]
struct Phrase {
    evidence: Evidence,
    words: u32,
}

/// The table `furniture`, indexed.
#[derive(Debug)]
pub(super) struct Furniture {
    whole: Index,
    prefix: Index,
    suffix: Index,
    begins: Marks,
    /// Prefixes of fewer than four bytes.
    tiny: Vec<&'static str>,
    ends: Marks,
    inside: AhoCorasick,
    inside_phrases: Vec<Phrase>,
}

impl Furniture {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let mut whole = Index::default();
        let mut prefix = Index::default();
        let mut suffix = Index::default();
        let (mut begins, mut ends) = (Marks::new(), Marks::new());
        let mut tiny = Vec::new();
        let (mut inside, mut inside_phrases) = (Vec::new(), Vec::new());
        for row in lexicon.table("furniture") {
            let form = row.get("form");
            let slug = format!("phrase.{}", row.get("kind"));
            let Some((evidence, _)) = Evidence::ALL.iter().find(|(_, s)| *s == slug) else {
                return Err(row.error(format!("unknown kind `{}`", row.get("kind"))));
            };
            let words = match row.get("words") {
                "" => DEFAULT_WORDS,
                number => number
                    .parse()
                    .map_err(|_| row.error("words must be a whole number"))?,
            };
            let phrase = Phrase {
                evidence: *evidence,
                words,
            };
            match row.get("match") {
                "whole" => {
                    add_start(&mut begins, bare(form));
                    whole.insert(bare(form), phrase);
                }
                "prefix" => {
                    add_start(&mut begins, form);
                    if form.len() < 4 {
                        tiny.push(form);
                    }
                    prefix.insert(form, phrase);
                }
                "suffix" => {
                    ends.add(u16::from_le_bytes(last_pair(form)));
                    suffix.insert(form, phrase);
                }
                "inside" => {
                    inside.push(form);
                    inside_phrases.push(phrase);
                }
                other => {
                    return Err(row.error(format!(
                        "unknown match `{other}`; known: whole, prefix, suffix, inside"
                    )));
                }
            }
        }
        let inside = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(&inside)
            .map_err(|e| {
                lexicon.table("furniture")[0].error(format!("the phrases are too large: {e}"))
            })?;
        Ok(Self {
            whole,
            prefix,
            suffix,
            begins,
            tiny,
            ends,
            inside,
            inside_phrases,
        })
    }

    /// What kind of furniture a line of `words` words is. `folded` is room to work in.
    pub(super) fn find(&self, text: &str, words: u32, folded: &mut String) -> Option<Evidence> {
        let fits = |phrase: &&Phrase| words <= phrase.words;
        let open = bare_start(text);
        let close = bare(open);
        // Two bytes rule most lines out before anything is folded.
        let mut head = [0; 16];
        let mut width = 0;
        for c in open.chars().take(4) {
            width += lower(c).encode_utf8(&mut head[width..]).len();
        }
        let begins = open.len() < 8
            || open.starts_with('>')
            || self
                .tiny
                .iter()
                .any(|form| head[..width].starts_with(form.as_bytes()))
            || start_mark(&head[..width]).is_some_and(|at| self.begins.has(at));
        let mut tail = [0; 4];
        let last = close
            .chars()
            .next_back()
            .map_or(0, |c| lower(c).encode_utf8(&mut tail).len());
        let ends = last > 0
            && if last > 1 {
                self.ends
                    .has(u16::from_le_bytes([tail[last - 2], tail[last - 1]]))
            } else {
                let before = close
                    .len()
                    .checked_sub(2)
                    .map_or(0, |at| close.as_bytes()[at]);
                self.ends
                    .has(u16::from_le_bytes([before.to_ascii_lowercase(), tail[0]]))
            };
        if begins {
            fold_into(open, folded);
            let bare = bare(folded);
            if let Some(phrase) = self.whole.get(bare) {
                return Some(phrase.evidence);
            }
            if let Some(phrase) = self.longest_prefix(folded, words) {
                return Some(phrase.evidence);
            }
        }
        if ends {
            let mut from = close.len().saturating_sub(TAIL_BYTES + 8);
            while !close.is_char_boundary(from) {
                from += 1;
            }
            fold_into(&close[from..], folded);
            let ending = folded
                .char_indices()
                .rev()
                .map(|(at, _)| at)
                .filter(|at| is_boundary(folded, *at))
                .filter_map(|at| self.suffix.get(&folded[at..]))
                .find(fits);
            if let Some(phrase) = ending {
                return Some(phrase.evidence);
            }
        }
        self.inside
            .find_iter(text)
            .map(|found| &self.inside_phrases[found.pattern().as_usize()])
            .find(fits)
            .map(|phrase| phrase.evidence)
    }

    /// True for the name of a section.
    pub(super) fn is_section(&self, text: &str, folded: &mut String) -> bool {
        fold_into(text.trim(), folded);
        self.whole
            .get(bare(folded))
            .is_some_and(|p| p.evidence == Evidence::Section)
    }

    /// False where the first bytes of `text` begin no phrase of four bytes or more.
    fn may_begin(&self, text: &str) -> bool {
        let mut head = [0; 16];
        let mut width = 0;
        for c in text.chars().take(4) {
            width += lower(c).encode_utf8(&mut head[width..]).len();
        }
        start_mark(&head[..width]).is_some_and(|at| self.begins.has(at))
    }

    /// The kind of a row that is made up of buttons, counts and times alone: `Thích 14 Trả lời 2 giờ`.
    pub(super) fn row(&self, text: &str, folded: &mut String) -> Option<Evidence> {
        if !self.may_begin(text) && !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        fold_into(text, folded);
        let (mut counted, mut share) = (false, false);
        let mut kind = None;
        let mut parts = 0;
        let mut rest = folded.trim_start();
        while !rest.is_empty() {
            // The longest phrase of up to four words.
            let ends = rest
                .char_indices()
                .filter(|(_, c)| *c == ' ')
                .map(|(at, _)| at)
                .chain([rest.len()])
                .take(4);
            let found = ends
                .filter_map(|end| {
                    let words = &rest[..end];
                    let phrase = self.whole.get(bare(words));
                    Some((end, phrase.or_else(|| self.prefix.get(words))?))
                })
                .last();
            let end = rest.find(' ').unwrap_or(rest.len());
            let word = rest[..end].trim_matches(['(', ')', '·', '•', '|', '-', '/']);
            // A whole date makes a stamp.
            if word.len() >= 8 && word.bytes().filter(|b| b"/.".contains(b)).count() == 2 {
                return None;
            }
            let end = match found {
                Some((end, phrase)) if is_button(phrase.evidence) => {
                    kind.get_or_insert(phrase.evidence);
                    parts += 1;
                    end
                }
                _ if word
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b":/.,h%".contains(&b)) =>
                {
                    counted = true;
                    share |= word.ends_with('%');
                    end
                }
                _ if (kind.is_some() || counted) && UNITS.contains(&word) => end,
                _ => return None,
            };
            rest = rest[end..].trim_start();
        }
        // One word will do beside a share (`Có 92%`) or behind a time (`2 ngày trước Trả lời`).
        let timed = text.starts_with(|c: char| c.is_ascii_digit());
        kind.filter(|_| parts >= 2 || share || timed)
    }

    fn longest_prefix(&self, folded: &str, words: u32) -> Option<&Phrase> {
        let mut longest = None;
        let mut inside = false;
        for (at, c) in folded.char_indices() {
            let word = is_word(c);
            // A phrase ends where a word does, or behind a mark.
            if at > 0 && !(inside && word) {
                longest = self
                    .prefix
                    .get(&folded[..at])
                    .filter(|p| words <= p.words)
                    .or(longest);
            }
            if at > HEAD_BYTES {
                return longest;
            }
            inside = word;
        }
        self.prefix
            .get(folded)
            .filter(|p| words <= p.words)
            .or(longest)
    }

    /// True for a row of names of sections or of menu entries, each of which begins with a capital
    /// and has four words at most: two with a mark between, or three that make up most of the row.
    pub(super) fn is_rubrics(&self, text: &str, folded: &mut String) -> bool {
        if !self.may_begin(text) {
            return false;
        }
        let words: Vec<&str> = text
            .split([' ', '|', '/', '›', '»', '>', '•', '·'])
            .filter(|w| !w.is_empty() && !matches!(*w, "-" | "–" | "&" | "và"))
            .collect();
        let (mut at, mut covered, mut names) = (0, 0, 0);
        while at < words.len() {
            // A row of names begins with one.
            if names == 0 && at >= 2 {
                break;
            }
            let longest = (1..=4.min(words.len() - at)).rev().find(|n| {
                if !words[at].starts_with(char::is_uppercase) {
                    return false;
                }
                fold_into(&words[at..at + n].join(" "), folded);
                self.whole
                    .get(folded.as_str())
                    .is_some_and(|p| matches!(p.evidence, Evidence::Section | Evidence::Menu))
            });
            match longest {
                Some(n) => {
                    covered += n;
                    names += 1;
                    at += n;
                }
                None => at += 1,
            }
        }
        (names >= 3 && covered * 3 >= words.len() * 2) || (names >= 2 && covered == words.len())
    }
}

/// Units of the times that stand in rows of buttons.
const UNITS: [&str; 7] = ["giây", "phút", "giờ", "ngày", "tuần", "tháng", "trước"];

fn is_button(evidence: Evidence) -> bool {
    matches!(
        evidence,
        Evidence::Comment
            | Evidence::Share
            | Evidence::Tools
            | Evidence::Rating
            | Evidence::Login
            | Evidence::Follow
            | Evidence::Counter
    )
}

fn is_boundary(text: &str, at: usize) -> bool {
    !(text[..at].ends_with(is_word) && text[at..].starts_with(is_word))
}

/// A line without the marks that open it.
fn bare_start(text: &str) -> &str {
    text.trim_start_matches(['-', '–', '•', '*', '|', '+', '»', '►', '▶', ' '])
}

/// A line without the marks that open and close it.
fn bare(text: &str) -> &str {
    text.trim_start_matches(['-', '–', '•', '*', '|', '+', '»', '►', '▶', '>', ' '])
        .trim_end_matches([':', '.', '?', '!', '…', '>', '»', ' ', '|', ';', '›', ','])
}

/// Writes `text` into `folded` in lower case.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    for c in text.chars() {
        folded.push(lower(c));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(furniture: &Furniture, text: &str) -> Option<Evidence> {
        let words = text.split_whitespace().count() as u32;
        furniture.find(text, words, &mut String::new())
    }

    #[test]
    fn phrases_count_where_the_line_is_short_enough() {
        let lexicon = Lexicon::embedded().expect("embedded lexicon");
        let furniture = Furniture::new(&lexicon).expect("table");
        let cases = [
            ("Theo dõi Báo Mới trên", Some(Evidence::Follow)),
            ("THEO DÕI CHÚNG TÔI", Some(Evidence::Follow)),
            (
                "Theo dõi sát tình hình, các bộ đã cử nhiều đoàn xuống cơ sở để kiểm tra",
                None,
            ),
            ("Tin liên quan:", Some(Evidence::List)),
            ("» Tin liên quan", Some(Evidence::List)),
            ("Tin liên quân hai nước tập trận", None),
            ("Ý kiến (12)", Some(Evidence::Comment)),
            ("Thể thao", Some(Evidence::Section)),
            ("Thể thao nước nhà cần thêm sân chơi", None),
            ("© 2019 Báo Sông Hồng", Some(Evidence::Legal)),
        ];
        let rows = [
            ("Thích 14 Trả lời 19:02 28/02", Some(Evidence::Comment)),
            ("Thích Trả lời 2 giờ", Some(Evidence::Comment)),
            ("Bản in Xem với cỡ chữ", Some(Evidence::Tools)),
            ("2 ngày trước Trả lời", Some(Evidence::Comment)),
            ("Có 92%", Some(Evidence::Rating)),
            ("92% người dân trả lời", None),
            ("12/08/2021 07:45 120 lượt xem", None),
            ("Thích 14 cây cầu", None),
            ("Chia sẻ", None),
        ];
        for (text, want) in rows {
            assert_eq!(furniture.row(text, &mut String::new()), want, "{text}");
        }
        let names = [
            ("Văn hóa - Thể thao", true),
            ("Kinh tế | Nông nghiệp - Nông thôn", true),
            ("Văn hóa - nền tảng tinh thần", false),
            ("Thể thao nước nhà", false),
        ];
        for (text, want) in names {
            assert_eq!(
                furniture.is_rubrics(text, &mut String::new()),
                want,
                "{text}"
            );
        }
        for (text, want) in cases {
            assert_eq!(kind(&furniture, text), want, "{text}");
        }
    }
}
