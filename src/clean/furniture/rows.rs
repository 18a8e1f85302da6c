//! Rows that are made up of phrases: buttons with their counts, names of sections.

use super::{Furniture, bare, is_button, is_rubric};
use crate::clean::evidence::Evidence;
use crate::clean::letters::Folded;
use crate::span::place_in;

impl Furniture {
    /// The kind of a row that is made up of buttons, counts and times alone: `Thích 14 Trả lời 2 giờ`.
    pub(in crate::clean) fn row(&self, line: Folded) -> Option<Evidence> {
        let timed = line.bytes.first().is_some_and(u8::is_ascii_digit);
        let may_be = if timed {
            !line.text.split(' ').take(3).any(is_whole_date)
        } else {
            self.opens_with_button(line.bytes)
        };
        if !may_be {
            return None;
        }
        let folded = line.as_str();
        let (mut counted, mut share) = (false, false);
        let mut kind = None;
        let mut parts = 0;
        let mut rest = folded.trim_start();
        while !rest.is_empty() {
            // The longest phrase of up to four words.
            let ends = memchr::memchr_iter(b' ', rest.as_bytes())
                .chain([rest.len()])
                .take(if self.may_open(rest) { 4 } else { 0 });
            let found = ends
                .filter_map(|end| {
                    let words = &rest[..end];
                    let phrase = self.whole.get(bare(words).as_bytes());
                    Some((end, phrase.or_else(|| self.prefix.get(words.as_bytes()))?))
                })
                .last();
            let end = rest.find(' ').unwrap_or(rest.len());
            let word = bare_word(&rest[..end]);
            // A whole date makes a stamp.
            if is_whole_date(word) {
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
                _ if (kind.is_some() || counted) && self.units.contains(word) => end,
                _ => return None,
            };
            rest = rest[end..].trim_start();
        }
        // One word will do beside a share (`Có 92%`) or behind a time (`2 ngày trước Trả lời`).
        kind.filter(|_| parts >= 2 || share || timed)
    }

    /// False where no name of a button begins `folded`.
    fn opens_with_button(&self, folded: &[u8]) -> bool {
        let is_tiny = |form: &&str| folded.starts_with(form.as_bytes());
        let [a, b, ..] = *folded else {
            return false;
        };
        self.button_firsts.has([a, b])
            && (self.starts(folded).is_some_and(|starts| starts.button)
                || self.tiny_buttons.iter().any(is_tiny))
    }

    /// True for a row of names of sections or of menu entries, each of which begins with a capital
    /// and has four words at most: two with a mark between, or three that make up most of the row.
    pub(in crate::clean) fn is_rubrics(&self, line: Folded) -> bool {
        if !self.may_begin(line.bytes) {
            return false;
        }
        let folded = line.as_str();
        let words = folded
            .split([' ', '|', '/', '›', '»', '>', '•', '·'])
            .filter(|w| !w.is_empty() && !matches!(*w, "-" | "–" | "&") && !self.ands.contains(w));
        // A row of names begins with one, or has a word before it.
        if !words
            .clone()
            .take(2)
            .any(|word| self.rubric_words.contains(word))
        {
            return false;
        }
        let words: Vec<&str> = words.collect();
        let row = words.join(" ");
        // Where each word begins in `row`.
        let mut places = Vec::with_capacity(words.len() + 1);
        places.push(0);
        places.extend(memchr::memchr_iter(b' ', row.as_bytes()).map(|at| at + 1));
        places.push(row.len() + 1);
        let is_name = |at: usize, n: usize| {
            let name = &row[places[at]..places[at + n] - 1];
            let phrase = (name.len() <= self.whole_bytes).then(|| self.whole.get(name.as_bytes()));
            phrase.flatten().is_some_and(is_rubric)
        };
        let (mut at, mut covered, mut names) = (0, 0, 0);
        while at < words.len() {
            // A row of names begins with one.
            if names == 0 && at >= 2 {
                break;
            }
            let capital = place_in(folded, words[at])
                .is_some_and(|place| line.text[place..].starts_with(char::is_uppercase));
            let most = if capital && self.may_open(&row[places[at]..]) {
                4.min(words.len() - at)
            } else {
                0
            };
            match (1..=most).rev().find(|n| is_name(at, *n)) {
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

fn bare_word(word: &str) -> &str {
    word.trim_matches(['(', ')', '·', '•', '|', '-', '/'])
}

/// True for a word that looks like `12/08/2021`.
fn is_whole_date(word: &str) -> bool {
    word.len() >= 8 && {
        let word = bare_word(word);
        word.len() >= 8 && word.bytes().filter(|b| b"/.".contains(b)).count() == 2
    }
}
