//! What the words and parts of a line are, as the tables tell: a source, a note, a desk, a name.

use super::Reader;
use crate::clean::byline::Classes;
use crate::clean::byline::names::{has_more_words, is_full_name, is_name, parts};

impl<'t, 'f> Reader<'_, 't, 'f> {
    /// True when a part is an agency, medium or outlet of the lexicon.
    pub(super) fn is_known_source(&self, part: &str) -> bool {
        self.is(part.trim(), Classes::SOURCE)
    }

    pub(super) fn is(&self, part: &str, classes: Classes) -> bool {
        self.classes(part).any(classes)
    }

    pub(super) fn classes(&self, part: &str) -> Classes {
        self.bylines.classes(self.folded(part))
    }

    /// A part of the line in lower case.
    fn folded(&self, part: &str) -> &'f [u8] {
        self.line.part(part).bytes
    }

    /// What follows `Theo`, `Nguồn:` and the like.
    pub(super) fn after_source_word(&self, text: &'t str) -> Option<&'t str> {
        self.bylines.sources.iter().find_map(|word| {
            let rest = self.folded(text).strip_prefix(word.as_bytes())?;
            let rest = &text[text.len() - rest.len()..];
            let colon = rest.trim_start().strip_prefix(':');
            let rest = match colon {
                Some(rest) => rest,
                None => rest.strip_prefix(' ')?,
            };
            Some(rest.trim())
        })
    }

    /// Where a space stands before a source word inside the text: `LÊ NA Theo TASS`.
    pub(super) fn source_word_inside(&self, text: &str) -> Option<usize> {
        let folded = self.folded(text);
        memchr::memchr_iter(b' ', folded).find(|&at| {
            let rest = &folded[at + 1..];
            let mut words = self.bylines.sources.iter();
            words.any(|word| {
                let after = rest.strip_prefix(word.as_bytes());
                after.is_some_and(|after| after.first() == Some(&b' '))
            })
        })
    }

    /// The name behind a label of one or two words that needs no colon: `By Lê Na`.
    pub(super) fn after_opener(&self, text: &'t str) -> Option<&'t str> {
        let mut spaces = text.match_indices(' ').take(2);
        spaces.find_map(|(at, _)| {
            let (label, name) = (&text[..at], text[at..].trim());
            (self.is(label, Classes::OPENER) && self.is_full_name(name)).then_some(name)
        })
    }

    /// The names behind a label that is there to be read aloud: `Tác giả, Lê Na và Trần Bình`.
    pub(super) fn after_spoken_label(&self, text: &'t str) -> Option<&'t str> {
        let (label, names) = text.split_once(", ")?;
        let named = || parts(names, &self.bylines.ands).all(|name| self.is_full_name(name));
        (self.is(label, Classes::LABEL) && named()).then_some(names)
    }

    /// What stands before a `Theo` that ends the line.
    pub(super) fn before_source_word(&self, text: &'t str) -> Option<&'t str> {
        let text = text.trim_end_matches([':', ' ']);
        let (head, last) = text.rsplit_once([' ', '(']).unwrap_or(("", text));
        let last = self.folded(last);
        let mut words = self.bylines.sources.iter();
        words
            .any(|word| last == word.as_bytes())
            .then(|| head.trim_end_matches(['(', ' ', '-', '–', ',']))
    }

    /// The names before a note without brackets: `Lê Na thực hiện`, `Lê Na Tổng hợp`.
    pub(super) fn before_note(&self, text: &'t str) -> Option<&'t str> {
        let mut at = text.len();
        for _ in 0..2 {
            at = text[..at].rfind(' ')?;
            let note = text[at..].trim();
            // One capital could be the last word of a name.
            let apart = note.starts_with(char::is_lowercase) || note.contains(' ');
            if apart && self.is(note, Classes::NOTE_OR_COMPILED) {
                return Some(text[..at].trim_end_matches([' ', ',', '-', '–']));
            }
        }
        None
    }

    /// A name without the note in brackets behind it, and whether there was one.
    pub(super) fn without_note(&self, text: &'t str) -> (&'t str, bool) {
        let noted = text.strip_suffix(')').and_then(|t| t.rsplit_once('('));
        match noted {
            Some((name, note)) if self.is(note.trim(), Classes::NOTE_OR_COMPILED) => {
                (name.trim_end(), true)
            }
            _ => (text, false),
        }
    }

    /// True for a name without what no byline calls its people.
    pub(super) fn is_name(&self, text: &str) -> bool {
        let mut formal = self.bylines.formal.iter();
        is_name(text) && !formal.any(|form| text.starts_with(form.as_str()))
    }

    pub(super) fn is_full_name(&self, text: &str) -> bool {
        is_full_name(text) && self.is_name(text)
    }

    /// The medium that somebody writes for: `phóng viên RFA`.
    pub(super) fn writer_of(&self, part: &'t str) -> Option<&'t str> {
        let key = self.folded(part);
        let desks = self.bylines.desks.iter();
        let media = desks.filter_map(|desk| key.strip_prefix(desk.as_bytes())?.strip_prefix(b" "));
        let mut media = media.map(|rest| &part[part.len() - rest.len()..]);
        media.find(|medium| self.is_known_source(medium))
    }

    pub(super) fn is_desk(&self, text: &str) -> bool {
        if text.len() > 60 || has_more_words(text, 7) {
            return false;
        }
        let key = self.folded(text);
        let alone = |desk: &str| key == desk.as_bytes() && desk.len() <= 24;
        let named = |desk: &str| {
            key.strip_prefix(desk.as_bytes())
                .is_some_and(|rest| matches!(rest, [b' ' | b'.', ..]))
                && text.starts_with(char::is_uppercase)
        };
        self.bylines
            .desks
            .iter()
            .filter(|desk| desk.as_bytes().first() == key.first())
            .any(|desk| alone(desk) || named(desk))
    }
}
