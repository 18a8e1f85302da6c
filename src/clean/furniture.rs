//! Phrases of page furniture: which lines they begin, end or make up.

mod load;
mod rows;

use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};

use super::evidence::Evidence;
use super::letters::{Folded, is_word};

type Index = FxHashMap<&'static [u8], Phrase>;

/// The first four bytes of a text; none for a shorter one.
fn start_mark(text: &[u8]) -> Option<u32> {
    text.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

/// Pairs of bytes that begin or end a phrase: they rule most texts out.
#[derive(Debug)]
struct Pairs(Vec<u64>);

impl Pairs {
    fn new() -> Self {
        Self(vec![0; 1 << 10])
    }

    fn add(&mut self, pair: [u8; 2]) {
        let at = u16::from_le_bytes(pair);
        self.0[usize::from(at >> 6)] |= 1 << (at & 63);
    }

    /// Adds the first two bytes of `form`; of one byte, with any behind it.
    fn add_start(&mut self, form: &str) {
        match *form.as_bytes() {
            [a, b, ..] => self.add([a, b]),
            [a] => (0..=u8::MAX).for_each(|b| self.add([a, b])),
            [] => {}
        }
    }

    fn has(&self, pair: [u8; 2]) -> bool {
        let at = u16::from_le_bytes(pair);
        self.0[usize::from(at >> 6)] & (1 << (at & 63)) != 0
    }
}

#[derive(Clone, Copy, Debug)]
struct Phrase {
    evidence: Evidence,
    words: u32,
}

/// Phrases whose first four bytes are the same.
#[derive(Clone, Debug, Default)]
struct Starts {
    /// True where a whole line is among them.
    whole: bool,
    /// True where the name of a button is among them.
    button: bool,
    /// Longest first.
    prefixes: Vec<(&'static str, Phrase)>,
}

impl Starts {
    fn add(&mut self, form: &'static str, phrase: Phrase) {
        let longer = |(other, _): &(&str, Phrase)| other.len() >= form.len();
        let at = self.prefixes.partition_point(longer);
        self.button |= is_button(phrase.evidence);
        self.prefixes.insert(at, (form, phrase));
    }
}

/// The table `furniture`, indexed.
#[derive(Debug)]
pub(super) struct Furniture {
    whole: Index,
    /// Bytes of the longest of them.
    whole_bytes: usize,
    /// First words of the names of sections and of menu entries.
    rubric_words: FxHashSet<&'static str>,
    prefix: Index,
    /// For the first bytes of a line, the phrases that may begin it.
    starts: FxHashMap<u32, Starts>,
    /// Prefixes of fewer than four bytes.
    tiny: Vec<(&'static str, Phrase)>,
    /// Names of buttons of fewer than four bytes.
    tiny_buttons: Vec<&'static str>,
    /// The first two bytes of every name of a button.
    button_firsts: Pairs,
    /// The first two bytes of every whole line and prefix.
    firsts: Pairs,
    /// Shortest first.
    suffixes: Vec<(&'static str, Phrase)>,
    /// Their last two bytes.
    lasts: Pairs,
    inside: AhoCorasick,
    inside_phrases: Vec<Phrase>,
    /// Headings of links, as written, that may end a text.
    ends: Vec<String>,
    /// Ends of lines, marks included, that make a line nothing of the kind.
    nevers: Vec<(&'static str, Evidence)>,
    /// Words of times relative to reading: `2 giờ trước`.
    units: FxHashSet<&'static str>,
    ands: Vec<&'static str>,
}

impl Furniture {
    /// What kind of furniture a line of `words` words is.
    pub(super) fn find(&self, line: Folded, words: u32) -> Option<Evidence> {
        let open = line.part(bare_start(line.text));
        let bare = line.part(bare_end(open.text));
        self.at_start(open, bare, words)
            .or_else(|| self.at_end(bare, words))
            .or_else(|| self.inside(line.bytes, words))
    }

    /// The kind of a line that holds a phrase anywhere.
    fn inside(&self, folded: &[u8], words: u32) -> Option<Evidence> {
        self.inside
            .find_iter(folded)
            .map(|found| &self.inside_phrases[found.pattern().as_usize()])
            .find(|phrase| words <= phrase.words)
            .map(|phrase| phrase.evidence)
    }

    /// The kind of a line that is a phrase, or begins with one; `bare` is the line without marks.
    fn at_start(&self, open: Folded, bare: Folded, words: u32) -> Option<Evidence> {
        let starts = self.starts(open.bytes);
        let whole = open.bytes.len() < 8
            || open.bytes[0] == b'>'
            || starts.is_some_and(|starts| starts.whole);
        if whole
            && bare.bytes.len() <= self.whole_bytes
            && let Some(phrase) = self.whole.get(bare.bytes)
        {
            return Some(phrase.evidence);
        }
        // A phrase ends where a word does, or behind a mark.
        let begins = |form: &str| {
            open.bytes.starts_with(form.as_bytes()) && is_boundary(open.text, form.len())
        };
        let first = open.bytes.first();
        let tiny = self
            .tiny
            .iter()
            .filter(|(form, _)| form.as_bytes().first() == first);
        // Longest first, and longer than those of fewer than four bytes.
        starts
            .map_or(&[][..], |starts| &starts.prefixes)
            .iter()
            .chain(tiny)
            .find(|(form, phrase)| words <= phrase.words && begins(form))
            .map(|(_, phrase)| phrase.evidence)
    }

    /// The kind of a line that ends with a phrase.
    fn at_end(&self, bare: Folded, words: u32) -> Option<Evidence> {
        let [.., a, b] = *bare.bytes else {
            return None;
        };
        if !self.lasts.has([a, b]) {
            return None;
        }
        self.suffixes
            .iter()
            .filter(|(form, _)| bare.bytes.ends_with(form.as_bytes()))
            .filter(|(form, _)| is_boundary(bare.text, bare.text.len() - form.len()))
            .find(|(_, phrase)| words <= phrase.words)
            .map(|(_, phrase)| phrase.evidence)
    }

    /// True where the end of a line says that it is nothing of this kind: `Trả lời:` heads words.
    pub(super) fn is_never(&self, kind: Evidence, text: &str) -> bool {
        let ends = |(form, of): &(&str, Evidence)| *of == kind && text.ends_with(form);
        self.nevers.iter().any(ends)
    }

    /// What stands before the heading of links that ends `text`.
    pub(super) fn before_links<'t>(&self, text: &'t str) -> Option<&'t str> {
        let text = text.strip_suffix(':').unwrap_or(text);
        self.ends
            .iter()
            .find_map(|form| text.strip_suffix(form.as_str()))
    }

    /// True for the name of a section, in lower case.
    pub(super) fn is_section(&self, folded: &str) -> bool {
        self.whole
            .get(bare(folded.trim()).as_bytes())
            .is_some_and(|p| p.evidence == Evidence::Section)
    }

    /// The phrases that may begin `folded`.
    fn starts(&self, folded: &[u8]) -> Option<&Starts> {
        let mark = start_mark(folded)?;
        let [a, b, ..] = mark.to_le_bytes();
        self.firsts
            .has([a, b])
            .then(|| self.starts.get(&mark))
            .flatten()
    }

    /// False where the first bytes of `folded` begin no phrase of four bytes or more.
    fn may_begin(&self, folded: &[u8]) -> bool {
        self.starts(folded)
            .is_some_and(|starts| starts.whole || !starts.prefixes.is_empty())
    }

    /// False where the first bytes of `folded` begin no phrase: a figure, say.
    fn may_open(&self, folded: &str) -> bool {
        match *folded.as_bytes() {
            [a, b, ..] if a.is_ascii_alphanumeric() => self.firsts.has([a, b]),
            _ => true,
        }
    }
}

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

fn is_rubric(phrase: &Phrase) -> bool {
    matches!(phrase.evidence, Evidence::Section | Evidence::Menu)
}

fn is_boundary(text: &str, at: usize) -> bool {
    !(text[..at].ends_with(is_word) && text[at..].starts_with(is_word))
}

/// A line without the marks that open it.
fn bare_start(text: &str) -> &str {
    // A letter begins most lines.
    if begins_plain(text) {
        return text;
    }
    text.trim_start_matches(['-', '–', '•', '*', '|', '+', '»', '►', '▶', ' '])
}

/// A line without the marks that close it, and the arrows that open it.
fn bare_end(text: &str) -> &str {
    let mut bare = text;
    if !begins_plain(bare) {
        bare = bare.trim_start_matches(['-', '–', '•', '*', '|', '+', '»', '►', '▶', '>', ' ']);
    }
    if !bare
        .as_bytes()
        .last()
        .is_some_and(u8::is_ascii_alphanumeric)
    {
        bare = bare.trim_end_matches([':', '.', '?', '!', '…', '>', '»', ' ', '|', ';', '›', ',']);
    }
    bare
}

/// A line without the marks that open and close it.
fn bare(text: &str) -> &str {
    bare_end(bare_start(text))
}

fn begins_plain(text: &str) -> bool {
    text.as_bytes()
        .first()
        .is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::letters::Folder;
    use super::*;
    use crate::lexicon::Lexicon;

    fn kind(furniture: &Furniture, text: &str) -> Option<Evidence> {
        let words = text.split_whitespace().count() as u32;
        furniture.find(Folder::default().fold(text), words)
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
        let mut folder = Folder::default();
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
            assert_eq!(furniture.row(folder.fold(text)), want, "{text}");
        }
        let names = [
            ("Văn hóa - Thể thao", true),
            ("Kinh tế | Nông nghiệp - Nông thôn", true),
            ("Văn hóa - nền tảng tinh thần", false),
            ("Thể thao nước nhà", false),
        ];
        for (text, want) in names {
            assert_eq!(furniture.is_rubrics(folder.fold(text)), want, "{text}");
        }
        for (text, want) in cases {
            assert_eq!(kind(&furniture, text), want, "{text}");
        }
    }
}
