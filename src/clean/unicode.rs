//! Characters that cannot be seen, letters in parts, white space of every kind.

use std::collections::HashMap;

use unicode_normalization::char::compose as compose_pair;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::lexicon::{Lexicon, LexiconError};

/// Maps letters back to the ones they stand for; compiled once.
#[derive(Debug)]
pub(super) struct Letters {
    small_capitals: HashMap<char, char>,
    /// The blocks of 256 code points that they stand in; most letters stand in others.
    blocks: Vec<bool>,
}

impl Letters {
    /// Compiles the table `small_capitals`.
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let mut pairs = Vec::new();
        for row in lexicon.table("small_capitals") {
            let one = |column: &str| {
                let mut chars = row.get(column).chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) => Ok(c),
                    _ => Err(row.error(format!("{column} is one letter"))),
                }
            };
            pairs.push((one("letter")?, one("value")?));
        }
        let block = |c: char| (c as usize) >> 8;
        let mut blocks = vec![false; block(char::MAX) + 1];
        for (letter, _) in &pairs {
            blocks[block(*letter)] = true;
        }
        Ok(Self {
            small_capitals: pairs.into_iter().collect(),
            blocks,
        })
    }

    /// The line in NFC, with single spaces, without characters that cannot be seen, and how many
    /// small capitals became letters; nothing where it is so already.
    pub(super) fn normalise(&self, line: &str) -> Option<(String, usize)> {
        let mut text = String::with_capacity(line.len());
        let mut mapped = 0;
        let mut before = ' ';
        // Where what stays as it is begins.
        let mut from = 0;
        for (at, c) in line.char_indices() {
            // Most characters are letters of ASCII, which stand for themselves.
            if c.is_ascii_graphic() {
                before = c;
                continue;
            }
            let other = self.blocks[(c as usize) >> 8];
            if (is_plain(c) && !other) || (c == ' ' && before != ' ') {
                before = c;
                continue;
            }
            let kept = match fate(c, before) {
                Fate::Drop => None,
                Fate::Space => (before != ' ').then_some(' '),
                Fate::Keep => match self.small_capitals.get(&c).filter(|_| other) {
                    Some(&letter) => {
                        mapped += 1;
                        Some(letter)
                    }
                    None => Some(c),
                },
            };
            before = kept.unwrap_or(before);
            if kept != Some(c) {
                text.push_str(&line[from..at]);
                text.extend(kept);
                from = at + c.len_utf8();
            }
        }
        text.push_str(&line[from..]);
        text.truncate(text.trim_end_matches(' ').len());
        let composed = match text.chars().find(|c| !is_composed(*c)) {
            None => true,
            Some(c) if rank(c).is_some() => false,
            Some(_) => is_nfc_quick(text.chars()) == IsNormalized::Yes,
        };
        if !composed {
            text = compose(&text);
        }
        (text != line).then_some((text, mapped))
    }
}

/// The text in NFC. Only what is no composed letter of Vietnamese is looked at, with the character
/// before it.
fn compose(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(found) = text[from..].find(|c| !is_composed(c)) {
        let mark = from + found;
        let before = text[from..mark].chars().next_back();
        let start = mark - before.map_or(0, char::len_utf8);
        let end = text[mark..]
            .find(is_composed)
            .map_or(text.len(), |n| mark + n);
        composed.push_str(&text[from..start]);
        match marked_letter(&text[start..end]) {
            Some(letter) => composed.push(letter),
            None => composed.extend(text[start..end].nfc()),
        }
        from = end;
    }
    composed.push_str(&text[from..]);
    composed
}

/// The letter that an ASCII letter and one or two marks of Vietnamese make.
fn marked_letter(parts: &str) -> Option<char> {
    let mut parts = parts.chars();
    let letter = parts.next().filter(char::is_ascii)?;
    let (first, second) = (parts.next()?, parts.next());
    let first_rank = rank(first)?;
    let marked = match second {
        None => compose_pair(letter, first)?,
        Some(second) if rank(second)? < first_rank => {
            compose_pair(compose_pair(letter, second)?, first)?
        }
        Some(second) => compose_pair(compose_pair(letter, first)?, second)?,
    };
    parts.next().is_none().then_some(marked)
}

/// The place of a mark of Vietnamese in the order in which they compose: the horn before the dot
/// below, and that before marks above.
fn rank(mark: char) -> Option<u8> {
    match mark {
        '\u{31b}' => Some(0),
        '\u{323}' => Some(1),
        '\u{300}'..='\u{303}' | '\u{306}' | '\u{309}' => Some(2),
        _ => None,
    }
}

/// Letters, marks on them and printable ASCII but the space: what no rule drops or folds.
fn is_plain(c: char) -> bool {
    matches!(c, '!'..='~' | '\u{c0}'..='\u{34e}' | '\u{1ea0}'..='\u{1ef9}')
}

/// Characters that no other composes with, among them all letters of Vietnamese.
fn is_composed(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{2027}')
}

/// Single spaces for runs of them.
pub(super) fn fold_spaces(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line.trim_matches(' ');
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), b"  ") {
        text.push_str(&rest[..=at]);
        rest = rest[at..].trim_start_matches(' ');
    }
    text.push_str(rest);
    text
}

enum Fate {
    Keep,
    Space,
    Drop,
}

fn fate(c: char, before: char) -> Fate {
    match c {
        // A joiner inside a pictograph is part of it.
        '\u{200d}' if before >= '\u{2600}' => Fate::Keep,
        // Soft hyphen, zero-width characters, marks of writing direction, byte order mark,
        // placeholder of an embedded object.
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fffc}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180e}' => Fate::Drop,
        _ if c.is_whitespace() => Fate::Space,
        _ if c.is_control() => Fate::Drop,
        _ => Fate::Keep,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_small_capitals_is_sound() {
        let lexicon = Lexicon::embedded().expect("embedded");
        let letters = Letters::new(&lexicon).expect("letters are single");
        assert_eq!(
            letters.small_capitals.len(),
            lexicon.table("small_capitals").len()
        );
        let sound = |(small, letter): (&char, &char)| letter.is_lowercase() && small != letter;
        assert!(letters.small_capitals.iter().all(sound));
    }

    #[test]
    fn joiners_stay_inside_pictographs_only() {
        let letters = Letters::new(&Lexicon::embedded().expect("embedded")).expect("sound");
        assert_eq!(letters.normalise("👩\u{200d}🚒"), None);
        assert_eq!(letters.normalise("a\u{200d}b"), Some(("ab".to_owned(), 0)));
    }

    #[test]
    fn letters_of_other_scripts_are_composed_and_kept() {
        let letters = Letters::new(&Lexicon::embedded().expect("embedded")).expect("sound");
        assert_eq!(letters.normalise("и\u{306}"), Some(("й".to_owned(), 0)));
        assert_eq!(letters.normalise("北京 Kyiv Київ"), None);
    }
}
