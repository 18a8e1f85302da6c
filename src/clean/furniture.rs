//! Phrases of page furniture: which lines they begin, end or make up.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;
use xxhash_rust::xxh3::Xxh3DefaultBuilder;

use super::evidence::Evidence;
use crate::lexicon::{Lexicon, LexiconError};

/// Longest line, in words, on which a prefix, suffix or inside match counts, where the table names none.
const DEFAULT_WORDS: u32 = 14;

/// Bytes of a line that are looked at for a prefix.
const HEAD_BYTES: usize = 72;

/// Bytes of a line that are looked at for a suffix.
const TAIL_BYTES: usize = 32;

type Index = HashMap<&'static str, Phrase, Xxh3DefaultBuilder>;

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
    inside: AhoCorasick,
    inside_phrases: Vec<Phrase>,
}

impl Furniture {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let mut whole = Index::default();
        let mut prefix = Index::default();
        let mut suffix = Index::default();
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
                    whole.insert(bare(form), phrase);
                }
                "prefix" => {
                    prefix.insert(form, phrase);
                }
                "suffix" => {
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
        let inside = AhoCorasick::new(&inside).map_err(|e| {
            lexicon.table("furniture")[0].error(format!("the phrases are too large: {e}"))
        })?;
        Ok(Self {
            whole,
            prefix,
            suffix,
            inside,
            inside_phrases,
        })
    }

    /// What kind of furniture a line of `words` words is; `folded` is the line in lower case.
    pub(super) fn find(&self, folded: &str, words: u32) -> Option<Evidence> {
        if let Some(phrase) = self.whole.get(bare(folded)) {
            return Some(phrase.evidence);
        }
        let fits = |phrase: &&Phrase| words <= phrase.words;
        let text = folded.trim_start_matches(['-', '–', '•', '*', '|', '+', '»', '►', '▶', ' ']);
        let boundary = |text: &str, at: usize| {
            let inside = |c: char| c.is_alphanumeric();
            !(text[..at].ends_with(inside) && text[at..].starts_with(inside))
        };
        let longest = text
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .take_while(|at| *at <= HEAD_BYTES)
            .filter(|at| boundary(text, *at))
            .filter_map(|at| self.prefix.get(&text[..at]))
            .filter(fits)
            .last();
        if let Some(phrase) = longest {
            return Some(phrase.evidence);
        }
        let text = bare(folded);
        let ending = text
            .char_indices()
            .rev()
            .map(|(at, _)| at)
            .take_while(|at| text.len() - at <= TAIL_BYTES)
            .filter(|at| boundary(text, *at))
            .filter_map(|at| self.suffix.get(&text[at..]))
            .find(fits);
        if let Some(phrase) = ending {
            return Some(phrase.evidence);
        }
        self.inside
            .find_iter(folded)
            .map(|found| &self.inside_phrases[found.pattern().as_usize()])
            .find(fits)
            .map(|phrase| phrase.evidence)
    }

    /// Words of `text` that are names of sections or of menu entries, and how many such names
    /// there are; each begins with a capital and has four words at most.
    pub(super) fn rubrics(&self, text: &str, folded: &mut String) -> (usize, usize) {
        let words: Vec<&str> = text
            .split([' ', '|', '/', '›', '»', '>'])
            .filter(|w| !w.is_empty())
            .collect();
        let (mut at, mut covered, mut names) = (0, 0, 0);
        while at < words.len() {
            let longest = (1..=4.min(words.len() - at)).rev().find(|n| {
                fold_into(&words[at..at + n].join(" "), folded);
                self.whole
                    .get(folded.as_str())
                    .is_some_and(|p| matches!(p.evidence, Evidence::Section | Evidence::Menu))
            });
            match longest.filter(|_| words[at].starts_with(char::is_uppercase)) {
                Some(n) => {
                    covered += n;
                    names += 1;
                    at += n;
                }
                None => at += 1,
            }
        }
        (covered, names)
    }
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

/// The small letter of `c`; where a capital has several, the first.
pub(super) fn lower(c: char) -> char {
    match c {
        c if c.is_ascii() => c.to_ascii_lowercase(),
        // Vietnamese letters with two marks alternate capital and small.
        '\u{1EA0}'..='\u{1EF9}' => char::from_u32(c as u32 | 1).unwrap_or(c),
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(furniture: &Furniture, text: &str) -> Option<Evidence> {
        let mut folded = String::new();
        fold_into(text, &mut folded);
        furniture.find(&folded, text.split_whitespace().count() as u32)
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
        for (text, want) in cases {
            assert_eq!(kind(&furniture, text), want, "{text}");
        }
    }

    #[test]
    fn lower_agrees_with_unicode_on_vietnamese_letters() {
        for c in
            "AĂÂBCDĐEÊIOÔƠUƯYÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ".chars()
        {
            assert_eq!(Some(lower(c)), c.to_lowercase().next());
        }
    }
}
