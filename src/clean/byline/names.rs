//! What the names and sources of a byline look like, and what parts them.

use crate::clean::letters::is_letter;

/// True for a text of more words than `most`.
pub(super) fn has_more_words(text: &str, most: usize) -> bool {
    // Each word but the first stands behind a space.
    memchr::memchr_iter(b' ', text.as_bytes()).count() >= most
        && text.split_whitespace().count() > most
}

/// The names of a list: `A - B`, `A/B`, `A, B và C`.
pub(super) fn parts<'t>(text: &'t str, ands: &[String]) -> impl Iterator<Item = &'t str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let cut = separator(text, ands);
        rest = cut.map(|(at, len)| &text[at + len..]);
        Some(cut.map_or(text, |(at, _)| &text[..at]))
    })
    .map(|part| part.trim())
    .map(|part| {
        if is_dotted(part) {
            part
        } else {
            part.trim_end_matches('.')
        }
    })
    .filter(|part| !part.is_empty())
}

/// Where the first mark or word that parts names stands in `text`, and its bytes.
pub(super) fn separator(text: &str, ands: &[String]) -> Option<(usize, usize)> {
    const DASHES: [&str; 2] = ["–", "—"];
    let bytes = text.as_bytes();
    bytes.iter().enumerate().find_map(|(at, byte)| {
        let len = match byte {
            b'/' | b',' | b';' | b'|' | b'&' | b'+' => 1,
            b'-' if bytes.get(at + 1) == Some(&b' ') => 2,
            b' ' => ands
                .iter()
                .find(|and| bytes[at..].starts_with(and.as_bytes()))?
                .len(),
            0xE2 => DASHES
                .iter()
                .find(|dash| bytes[at..].starts_with(dash.as_bytes()))?
                .len(),
            _ => return None,
        };
        Some((at, len))
    })
}

/// `M.T.`: initials, each with its dot.
pub(super) fn is_dotted(text: &str) -> bool {
    text.len() <= 12
        && text.ends_with('.')
        && text.matches('.').count() >= 2
        && text.split('.').all(|part| part.trim().chars().count() <= 2)
}

/// A source is short and begins with a capital or is an address.
pub(super) fn is_source_like(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=7).contains(&words)
        && text.len() <= 60
        && (text.starts_with(char::is_uppercase) || (words == 1 && text.contains('.')))
        && !text.ends_with(['!', '?', ':'])
        && !text.contains(". ")
}

/// One to five words, each with a capital, letters only.
pub(super) fn is_name(text: &str) -> bool {
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        if !word.starts_with(char::is_uppercase)
            || !word
                .chars()
                .all(|c| is_letter(c) || matches!(c, '.' | '-' | '\'' | '’'))
        {
            return false;
        }
    }
    (1..=5).contains(&words) && text.chars().nth(1).is_some() && text.len() <= 50
}

/// Two to four words that are no initials.
pub(super) fn is_full_name(text: &str) -> bool {
    is_name(text) && {
        let words = text.split_whitespace().count();
        (2..=4).contains(&words) && (words <= 3 || text.chars().any(char::is_lowercase))
    }
}
